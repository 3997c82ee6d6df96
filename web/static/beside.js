// The page's one answer box, for controls that have no place of their own for an answer. What went well is said at the
// edge and goes by itself; what did not stands beside the control that was pressed, until something else is pressed.

const READ_FOR = 5000;
const GAP = 8;
const NARROW = 600; // a phone has no room beside anything

const box = document.getElementById("answer");
let timer = 0;

document.addEventListener("pointerdown", (event) => box.contains(event.target) || clear());
document.addEventListener("keydown", (event) => event.key === "Escape" && clear());

// Something new stands in a region; only the page's own box has to be put somewhere.
export function stand(region, control) {
  if (region !== box) return;
  clearTimeout(timer);
  box.removeAttribute("style");
  if (box.querySelector('[role="alert"]') && innerWidth >= NARROW) moveBeside(control.getBoundingClientRect());
}

export function goSoon(region) {
  if (region === box) timer = setTimeout(clear, READ_FOR);
}

function clear() {
  clearTimeout(timer);
  box.replaceChildren();
}

function moveBeside(pressed) {
  if (pressed.width === 0) return; // it is gone: the edge is all there is
  const own = box.getBoundingClientRect();
  const below = pressed.bottom + GAP;
  const top = below + own.height + GAP < innerHeight ? below : Math.max(GAP, pressed.top - GAP - own.height);
  const left = Math.max(GAP, Math.min(pressed.left, innerWidth - own.width - GAP));
  Object.assign(box.style, { inset: `${top}px auto auto ${left}px`, margin: "0" });
}
