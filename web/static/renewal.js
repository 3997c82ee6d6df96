// A page that a newer version of the program speaks to: it loads itself anew, once that takes nothing from anybody.
//
// It does so once for each version: behind a proxy an older server may still stand beside a newer one, and a page must
// not go round between them.

import { showRenewed } from "./notices.js";
import { isTyping } from "./parts.js";

const LOADED_FOR = "handzeichen-loaded-for";
const EVERY = 1000;
const SPREAD = 3000; // The public does not load all at one moment.
const AT_WORK = 'dialog[open], [aria-busy="true"], [data-do="cast_vote"] button, button[data-do*="cast_vote"], [data-do="cast_trial_vote"] button, .member #conference iframe';

const own = document.body.dataset.version;
const BALLOT = '#part-tally[data-phase="open"], #part-clerk-ballot[data-state="open"]'; // Nobody's screen goes dark then.
let timer = 0;

export function renew(version) {
  clearTimeout(timer);
  if (!version || version === own) return showRenewed(false);
  if (wasLoadedFor(version)) return showRenewed(true);
  timer = setTimeout(load, document.body.dataset.slug ? 0 : Math.random() * SPREAD, version);
}

function load(version) {
  if (document.querySelector(AT_WORK) || isTyping()) {
    showRenewed(true);
    timer = setTimeout(load, EVERY, version);
  } else if (document.querySelector(BALLOT)) {
    timer = setTimeout(load, EVERY, version);
  } else if (remember(version)) {
    location.reload();
  } else {
    showRenewed(true);
  }
}

function wasLoadedFor(version) {
  try {
    return sessionStorage.getItem(LOADED_FOR) === version;
  } catch {
    return true; // Nothing can be remembered here: whoever sits there loads it.
  }
}

function remember(version) {
  try {
    sessionStorage.setItem(LOADED_FOR, version);
    return true;
  } catch {
    return false;
  }
}
