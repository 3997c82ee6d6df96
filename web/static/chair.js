// The chair's page: a touch counts once and for what the finger met, never for what the same place turned into.
//
// New buttons stand still for a moment before they can be pressed, so that the second tap of a double tap, or a press
// while somebody else enters the same step, starts nothing. And what had the focus hands it on to the next step.

const SETTLES = 700; // A double tap is over, and a finger underway has landed.
const FOLLOWS = 8000;

const commands = new WeakMap(); // button → the command it held when it was last looked at
const until = new WeakMap(); // button → when it may be pressed
let follow = null; // { command, until }: what the same touch goes on to, if the page then proposes it
let isInside = false; // whether the focus was last in the sheet
let step = sheet().dataset.step;
let isFollowing = false;

for (const button of buttons()) commands.set(button, button.dataset.do);

document.addEventListener("focusin", (event) => (isInside = sheet().contains(event.target)));

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("#part-next button");
    if (!button || isFollowing) return;
    if (button.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      follow = button.dataset.follow ? { command: button.dataset.follow, until: performance.now() + FOLLOWS } : null;
    }
  },
  true,
);

showCalled();

document.addEventListener("handzeichen:parts", (event) => {
  if (event.detail.ids.some((id) => id.startsWith("agenda"))) showCalled();
  if (!event.detail.ids.includes("next")) return;
  settle();
  closeWays();
  if (isInside && document.activeElement === document.body) (act() ?? words()).focus();
  goOn();
});

// Whatever a button newly holds can be pressed a moment later; whoever listens or types finds it disabled until then.
function settle() {
  const now = performance.now();
  for (const button of buttons()) {
    if (commands.get(button) !== button.dataset.do) {
      commands.set(button, button.dataset.do);
      until.set(button, now + SETTLES);
    }
    const left = (until.get(button) ?? 0) - now;
    if (left <= 0) continue;
    button.setAttribute("aria-disabled", "true");
    setTimeout(() => performance.now() >= until.get(button) && button.removeAttribute("aria-disabled"), left + 1);
  }
}

// Closing and announcing in one touch: the second only if it is what the page proposes after the first.
function goOn() {
  if (!follow) return;
  const next = act();
  if (next?.dataset.do === follow.command && performance.now() < follow.until) {
    follow = null;
    isFollowing = true;
    next.click();
    isFollowing = false;
  } else if (sheet().dataset.step !== "ballot_open") {
    follow = null;
  }
}

// Another step has other ways; what somebody is writing stays open.
function closeWays() {
  if (step === sheet().dataset.step) return;
  step = sheet().dataset.step;
  const ways = sheet().querySelector(".ways");
  const isWritten = [...(ways?.querySelectorAll("input:not([type=hidden]), select") ?? [])].some((field) => field.value);
  if (ways && !isWritten) ways.open = false;
}

// In a long agenda the item called is in sight. Only the list moves: the sentence must not slide away under it.
function showCalled() {
  const list = document.querySelector(".agenda__lists");
  const called = list.querySelector('[data-state="called"]');
  if (!called) return;
  const [one, all] = [called.getBoundingClientRect(), list.getBoundingClientRect()];
  if (one.top < all.top || one.bottom > all.bottom) list.scrollTop += one.top - all.top;
}

function sheet() {
  return document.getElementById("part-next");
}

function buttons() {
  return sheet().querySelectorAll("button[data-do]");
}

function act() {
  return sheet().querySelector("button.next__act");
}

function words() {
  return sheet().querySelector(".next__words");
}
