// The video conference within our page: opened when somebody presses for it, never by itself, but on the room's display.
//
// The frame stands outside all parts, so nothing that is drawn anew touches it, and a socket that is lost neither. What
// it tells is handed on (video_told.js); what this page loses says nothing about the conference, unless the frame goes
// with the page. When the meeting is over, the frame ends.

import { confirmed } from "./answers.js";
import { ask } from "./ours.js";
import { speakJitsi } from "./video_jitsi.js";
import { followHall, followMember } from "./video_followed.js";
import { t } from "./words.js";

// Enough for a conference; not to lead this page elsewhere.
const SANDBOX = "allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads allow-presentation";
const PARTING = 2000; // milliseconds that a frame has to say goodbye
const AGAIN = 15000; // after which the display tries again
const SILENT = 15000; // after which a conference that has said nothing is hardly there

const box = document.getElementById("conference");
const holder = document.getElementById("conference-frame");
const isHall = document.body.dataset.audience === "hall";
const [open, fold, leave, away, said] = ["open", "fold", "leave", "away", "said"].map((name) => document.getElementById(`conference-${name}`));

let frame = null;
let jitsi = null;
let followed = null;
let isOver = false;

takeDevicesFromOurselves();
document.addEventListener("handzeichen:parts", look);
window.addEventListener("pagehide", () => followed?.end(true));
if (isHall) openFrame();
open?.addEventListener("click", openFrame);
fold?.addEventListener("click", () => setFolded(fold.getAttribute("aria-expanded") === "true"));
leave?.addEventListener("click", async () => (isSilent() || (await confirmed(leave.dataset.confirm, leave))) && part());

// The browser lets this page have camera and microphone, because only so may it hand them on to the frame. No script
// beside this one asks for them; from here on none could.
function takeDevicesFromOurselves() {
  const refuse = () => Promise.reject(new DOMException("", "NotAllowedError"));
  for (const name of ["getUserMedia", "getDisplayMedia"]) {
    if (globalThis.MediaDevices) Object.defineProperty(MediaDevices.prototype, name, { value: refuse });
  }
}

async function openFrame() {
  if (frame || open?.getAttribute("aria-busy") === "true") return;
  open?.setAttribute("aria-busy", "true");
  say("");
  const told = await address();
  open?.removeAttribute("aria-busy");
  if (isOver || frame) return;
  if (told.address) return show(told.address);
  say(told.refused);
  if (isHall) setTimeout(openFrame, AGAIN);
}

async function address() {
  try {
    return await (await ask("video/rahmen")).json();
  } catch {
    return { refused: t("Keine Verbindung. Die Videokonferenz lässt sich gerade nicht öffnen. Bitte gleich noch einmal.") };
  }
}

function show(address) {
  frame = document.createElement("iframe");
  frame.title = t("Videokonferenz");
  frame.allow = box.dataset.allow;
  frame.sandbox = SANDBOX;
  frame.referrerPolicy = "no-referrer";
  frame.src = address;
  setOpen(true);
  holder.append(frame);
  fold?.focus();
  say(t("Die Videokonferenz ist hier geöffnet."));
  if (box.dataset.system === "jitsi") listen();
}

function listen() {
  jitsi = speakJitsi(frame, box.dataset.origin, {
    onReady: believe,
    onEvent: (name, data) => (name === "readyToClose" ? close() : followed.hear(name, data)),
    onRestart: () => followed.end(),
  });
  followed = isHall ? followHall(jitsi) : followMember(jitsi);
  if (!isHall) setTimeout(doubt, SILENT, frame);
}

// What the frame shows instead, perhaps a page to sign in, is not ours to see: it stays, with another way beside it.
function doubt(which) {
  if (frame !== which || jitsi.isReady) return;
  box.toggleAttribute("data-silent", true);
  away.hidden = false;
  say(t("Die Videokonferenz meldet sich nicht. Bitte „Verlassen“ drücken und sie noch einmal öffnen, oder in eigenem Fenster."));
}

function isSilent() {
  return box.hasAttribute("data-silent");
}

// Late, but there.
function believe() {
  if (!isSilent()) return;
  box.toggleAttribute("data-silent", false);
  away.hidden = true;
  say(t("Die Videokonferenz ist hier geöffnet."));
}

// Leaves on purpose: the frame says so itself, and if it says nothing, we do.
function part() {
  if (jitsi?.isReady) {
    jitsi.command("video-hangup");
    setTimeout(close, PARTING, frame);
  } else {
    close();
  }
}

function close(which = frame) {
  if (!frame || which !== frame) return;
  followed?.leave();
  jitsi?.end();
  frame.remove();
  frame = jitsi = followed = null;
  setOpen(false);
  if (!isOver) open?.focus();
  say(t("Die Videokonferenz ist hier geschlossen."));
  if (isHall && !isOver) setTimeout(openFrame, AGAIN);
}

function look() {
  const isEnded = ["over", "excluded"].includes(document.getElementById("part-me")?.dataset.state) || document.getElementById("part-meeting")?.dataset.phase === "closed";
  if (!isEnded || isOver) return;
  isOver = true;
  part();
  for (const control of [open, away]) if (control) control.hidden = true;
}

function setOpen(isOpen) {
  setFolded(false);
  holder.hidden = !isOpen;
  box.toggleAttribute("data-open", isOpen);
  box.toggleAttribute("data-silent", false);
  for (const control of [fold, leave]) if (control) control.hidden = !isOpen;
  for (const control of [open, away]) if (control) control.hidden = isOpen;
}

function setFolded(isFolded) {
  box.toggleAttribute("data-folded", isFolded);
  if (!fold) return;
  fold.setAttribute("aria-expanded", String(!isFolded));
  fold.firstElementChild.textContent = isFolded ? t("Bild zeigen") : t("Einklappen");
}

function say(text) {
  if (said) said.textContent = text;
}
