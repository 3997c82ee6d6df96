// The room's display never scrolls and never cuts a line: where there is too much, it says less in steps.
//
// Each box takes the first step at which all in it has room: .tight-1 to .tight-6, one more with each step.
// The styles say what a step leaves out or sets smaller, never below the size that is still read at the back of the room.
// Seats are drawn where they stand in the room (data-drawn) if the plan says so and their names have room. They stand
// below the matter (data-below) where they need the whole width. Pictures of the video conference are the first to go:
// where the matter does not hold beside them, it has its whole room again (data-full).

const STEPS = 6;
const NAME = 6.3; // rem, which is 1/54 of the picture's height: what a name takes
const UPRIGHT = 1.5; // width by height: 4:3 is more upright, 16:10 is not
const people = document.querySelector(".people");
const boxes = [people, document.querySelector(".stagearea")]; // People first: they may take room from the matter.

for (const what of ["handzeichen:parts", "handzeichen:clock"]) document.addEventListener(what, fit);
window.addEventListener("resize", fit);
document.fonts.addEventListener("loadingdone", fit); // Letters that come late are wider or narrower.
const warnings = new ResizeObserver(fit);
new MutationObserver(watch).observe(document.body, { childList: true });
watch();
fit();

// Warnings take room while they stand there: that the line is dead, an alarm.
function watch() {
  for (const box of document.querySelectorAll("body > .stale")) warnings.observe(box);
}

function fit() {
  place();
  for (const box of boxes) {
    box.removeAttribute("data-full");
    if (tighten(box) || !box.querySelector(".conference")) continue;
    box.setAttribute("data-full", "");
    tighten(box);
  }
}

// Whether there is a step at which all in a box has room.
function tighten(box) {
  for (let step = 0; step <= STEPS; step += 1) {
    for (let each = 1; each <= STEPS; each += 1) box.classList.toggle(`tight-${each}`, each <= step);
    if (holds(box)) return true;
  }
  return false;
}

function holds(box) {
  return box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;
}

function place() {
  const seat = people.querySelector("[data-x]");
  if (seat) {
    arrange(true);
    if (seat.getBoundingClientRect().width >= NAME * parseFloat(getComputedStyle(document.documentElement).fontSize)) return;
  }
  arrange(false);
}

function arrange(drawn) {
  const few = people.querySelector('[data-density="low"]') !== null;
  const upright = innerWidth / innerHeight < UPRIGHT;
  people.toggleAttribute("data-drawn", drawn);
  document.body.toggleAttribute("data-below", few ? drawn && upright : drawn || upright);
}
