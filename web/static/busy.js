// What waits for an answer, and what was just answered: new parts must not wipe it away.

const READ_FOR = 10000;

const busy = new WeakMap(); // control → whether it had the focus
const fresh = new WeakMap();

export function isBusy(control) {
  return busy.has(control);
}

export function setBusy(control) {
  busy.set(control, document.activeElement === control);
  control.setAttribute("aria-busy", "true");
  control.disabled = true;
}

export function release(control) {
  const hadFocus = busy.get(control) && document.activeElement === document.body;
  busy.delete(control);
  control.removeAttribute("aria-busy");
  control.disabled = "stale" in control.dataset;
  if (hadFocus && control.isConnected) control.focus();
}

// An answer was written here; for a while it stays, whatever else changes around it.
export function keepFresh(region) {
  fresh.set(region, performance.now());
}

export function isFresh(region) {
  return fresh.has(region) && performance.now() - fresh.get(region) < READ_FOR;
}

// What did not happen, in a region for answers: read out at once.
export function warn(region, text) {
  const box = document.createElement("span");
  box.setAttribute("role", "alert");
  box.textContent = text;
  region.replaceChildren(box);
  keepFresh(region);
}
