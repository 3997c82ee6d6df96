// Keeps a finger from voting by accident: buttons that have just appeared or moved take no tap for a moment, and a
// second tap right after the first is the same tap, wherever it lands. A key on the keyboard means what it says.

const REST = 600; // milliseconds: longer than a slip or a double tap, shorter than a thought
const BUTTONS = ".votebtn";

let resting = false;
let timer = 0;
let shown = standing();

function rest() {
  clearTimeout(timer);
  resting = true;
  timer = setTimeout(wake, REST);
  mark();
}

function wake() {
  resting = false;
  mark();
}

// Whoever has the focus on a button is not told that it went away and came back.
function mark() {
  for (const button of document.querySelectorAll(BUTTONS)) {
    if (resting && button !== document.activeElement) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

// Which ballot's buttons stand where: at the foot of the window, or somewhere in the page.
function standing() {
  const form = document.querySelector(".choices");
  if (!form) return "";
  const isFixed = getComputedStyle(form.closest(".dock")).position === "fixed";
  const top = form.querySelector(BUTTONS).getBoundingClientRect().top + (isFixed ? 0 : window.scrollY);
  return `${form.elements.ballot?.value ?? "trial"} ${isFixed ? "" : Math.round(top)}`;
}

document.addEventListener("handzeichen:parts", () => {
  const now = standing();
  if (now !== shown && now) rest();
  else mark(); // New parts come without the mark.
  shown = now;
});

document.addEventListener(
  "click",
  (event) => {
    if (event.detail === 0 || !event.target.closest(BUTTONS)) return;
    if (resting) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      rest();
    }
  },
  true,
);

if (shown) rest();
