// The minutes' editor: every draft is kept while it is typed, and the preview follows. Nothing here decides anything.
//
// Who begins to write has the item alone until the field is left; the others see the text grow. What could not be kept
// stays in its field, and is tried again.

import { confirmed, freshKey } from "./answers.js";
import { keepFresh } from "./busy.js";
import { followBlocks } from "./clerk_blocks.js";
import { followCorrections } from "./clerk_correct.js";
import { ask } from "./ours.js";
import { forgetTyping, show } from "./parts.js";
import { t } from "./words.js";

const KEEP_EVERY = 1000;
const AGAIN_AFTER = 2000;
const REFRESH_EVERY = 500;
const WARN_FROM = 0.9;

const pageId = freshKey();
const item = document.body.dataset.item;
const versions = new WeakMap(); // form → the version of the draft that its text goes on from
const dirty = new Set(); // forms with something that is not kept yet
let writing = null; // the form in which somebody writes here
let timer = 0;
let line = Promise.resolve(); // one thing is sent at a time, in the order of its doing

// Sending

function send(form, act) {
  const sent = new URLSearchParams(new FormData(form));
  sent.set("act", act);
  sent.set("page", pageId);
  sent.set("version", versions.get(form) ?? form.dataset.version);
  return sent;
}

function post(form, act) {
  const answer = line.then(async () => {
    const response = await ask("niederschrift", { method: "POST", body: send(form, act), headers: { accept: "application/json" } });
    if (response.status === 401 || response.status === 403) return { ended: true };
    if (!response.headers.get("content-type")?.includes("json")) throw new TypeError(String(response.status));
    return response.json();
  });
  line = answer.catch(() => {});
  return answer;
}

// Keeping drafts

function note(form) {
  if (!versions.has(form)) versions.set(form, form.dataset.version);
  dirty.add(form);
  count(form);
  if (form.contains(document.activeElement)) writing = form;
  soon(KEEP_EVERY);
}

function soon(delay) {
  timer ||= setTimeout(keepAll, delay);
}

function keepAll() {
  timer = 0;
  for (const form of dirty) keep(form, "draft");
}

async function keep(form, act) {
  if (!form.isConnected) return dirty.delete(form);
  const wasDirty = dirty.delete(form);
  try {
    take(form, await post(form, act));
  } catch {
    if (wasDirty) {
      dirty.add(form);
      soon(AGAIN_AFTER);
    }
    warn(form, t("Nicht gesichert: keine Verbindung. Der Text bleibt hier stehen, es wird weiter versucht."));
  }
}

function take(form, answer) {
  if (answer.ended) {
    dirty.add(form);
    lock(form, true);
    warn(form, t("Nicht gesichert: Ihre Anmeldung ist beendet. Bitte den Text kopieren und sich wieder anmelden."));
    return false;
  }
  if (answer.why) {
    warn(form, [answer.why, answer.do].filter(Boolean).join(" "));
    if (answer.writer) {
      dirty.add(form);
      lock(form, true);
      refresh();
    }
    return false;
  }
  if (answer.pieces) show(answer.pieces);
  if (answer.pieces) showInPreview(form.elements.text.value);
  if (answer.moved) {
    forget(form);
    refresh();
    warn(form, t("Inzwischen wurde hier weitergeschrieben. Ihr Text steht als eigener Entwurf daneben."));
    return false;
  }
  if (answer.kept) {
    versions.set(form, answer.version);
    say(form, t("Als Entwurf gesichert, {at}.", { at: answer.kept }));
  }
  return true;
}

// The preview is scrolled to where the sentence stands.
function showInPreview(text) {
  const end = text.trim().split("\n").pop().trim().slice(-60);
  const box = document.getElementById("part-editor-preview");
  const found = end && [...box.querySelectorAll(".preview p")].filter((line) => line.textContent.includes(end)).pop();
  if (!found || box.scrollHeight <= box.clientHeight) return;
  const { top, bottom } = found.getBoundingClientRect();
  const seen = box.getBoundingClientRect();
  if (bottom > seen.bottom || top < seen.top) box.scrollTop += bottom - seen.bottom + 24;
}

function lock(form, isLocked) {
  form.elements.text.readOnly = isLocked;
}

// What stands in the form is the server's again.
function forget(form) {
  dirty.delete(form);
  versions.delete(form);
  forgetTyping(form);
}

// Beginning and leaving

async function begin(form) {
  if (writing === form) return;
  writing = form;
  try {
    take(form, await post(form, "claim"));
  } catch {
    // Said as soon as something is to be kept.
  }
}

async function leave(form) {
  if (writing === form) writing = null;
  await keep(form, "release");
  if (form.isConnected && !dirty.has(form)) refresh();
}

document.addEventListener("focusin", (event) => {
  const form = event.target.closest(".pen");
  if (form && event.target.matches("textarea:not([readonly])")) begin(form);
});

document.addEventListener("focusout", (event) => {
  const form = event.target.closest(".pen");
  if (form && form === writing && !form.contains(event.relatedTarget)) leave(form);
});

document.addEventListener("input", (event) => {
  const form = event.target.closest(".pen");
  if (form && event.target.name && event.target.name !== "reason") note(form);
});

window.addEventListener("pagehide", () => {
  if (writing) navigator.sendBeacon("niederschrift", send(writing, "release"));
});

window.addEventListener("beforeunload", (event) => {
  if (dirty.size) event.preventDefault();
});

// Entering, throwing away, striking

document.addEventListener("submit", async (event) => {
  const form = event.target.closest(".pen");
  if (!form) return;
  event.preventDefault();
  const button = event.submitter ?? form.querySelector('[value="enter"]');
  const act = button.value;
  if (act === "enter" && isRefused(form)) return;
  if (button.dataset.sure && !(await confirmed(button.dataset.sure, button))) return;
  dirty.delete(form);
  try {
    const answer = await post(form, act);
    if (take(form, answer) && answer.entered) await entered(form, act);
  } catch {
    dirty.add(form);
    warn(form, t("Keine Verbindung: Das wurde nicht gesendet. Bitte gleich noch einmal."));
  }
});

async function entered(form, act) {
  const { of } = form.elements;
  const isNew = of.value === "new";
  writing = null;
  forget(form);
  form.elements.text.value = form.elements.text.defaultValue = "";
  form.closest("details")?.removeAttribute("open");
  if (form.contains(document.activeElement)) document.activeElement.blur();
  await refresh();
  sayDone(act);
  if (document.activeElement !== document.body) return; // Whoever has gone on meanwhile is not called back.
  const next = isNew ? document.querySelector('[data-pen="new"] textarea') : document.querySelector(`#change-${CSS.escape(of.value)} > summary`);
  (next ?? document.querySelector('[data-pen="new"] textarea') ?? document.getElementById("main")).focus();
}

function sayDone(act) {
  const words = { enter: t("Eingetragen."), discard: t("Der Entwurf ist verworfen."), strike: t("Der Satz ist gestrichen.") };
  document.querySelector("[data-corrected]").textContent = words[act];
}

function isRefused(form) {
  const { text } = form.elements;
  const over = text.value.trim().length - Number(text.dataset.limit);
  if (!text.value.trim()) warn(form, t("Hier steht noch nichts. Bitte zuerst schreiben."));
  else if (over > 0) warn(form, t("{over} Zeichen zu viel: Bitte kürzen. Als Entwurf ist der ganze Text gesichert.", { over }));
  else return false;
  text.focus();
  return true;
}

// How many characters are left is said when it matters.
function count(form) {
  const { text } = form.elements;
  const left = Number(text.dataset.limit) - text.value.trim().length;
  const isNear = left < (1 - WARN_FROM) * Number(text.dataset.limit);
  const words = left < 0 ? t("{over} Zeichen zu viel: Eintragen lässt es sich so nicht, als Entwurf bleibt es gesichert.", { over: -left }) : t("Noch {left} Zeichen.", { left });
  const said = isNear ? words : "";
  const place = form.querySelector("[data-count]");
  if (place.textContent !== said) place.textContent = said;
  place.toggleAttribute("data-over", left < 0);
}

function say(form, words) {
  const place = form.querySelector("[data-pen-said]");
  if (place.textContent !== words) place.replaceChildren(words);
  keepFresh(place);
}

function warn(form, words) {
  const box = document.createElement("span");
  box.setAttribute("role", "alert");
  box.textContent = words;
  const place = form.querySelector("[data-pen-said]");
  // What stands there already is not read out again at each try.
  if (!place.querySelector("[role=alert]") || place.textContent !== words) place.replaceChildren(box);
  keepFresh(place);
}

// What others write, and facts that change

let refreshing = null;
let isStale = false;

function refresh() {
  isStale = true;
  refreshing ??= fetchPieces().finally(() => (refreshing = null));
  return refreshing;
}

async function fetchPieces() {
  while (isStale) {
    isStale = false;
    const answer = await ask(`niederschrift/stand?top=${encodeURIComponent(item)}`).catch(() => null);
    if (answer?.ok) present((await answer.json()).pieces);
    if (isStale) await new Promise((go) => setTimeout(go, REFRESH_EVERY));
  }
}

function present(pieces) {
  show(pieces);
  withScripts();
  const isFree = document.getElementById("part-editor-item").dataset.free === "yes";
  for (const form of document.querySelectorAll(".pen")) {
    lock(form, !isFree);
    count(form);
    // What was typed while somebody else wrote is kept as soon as that is possible.
    if (isFree && dirty.has(form)) note(form);
  }
}

function withScripts() {
  for (const part of document.querySelectorAll("[data-with-scripts]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-without-scripts]")) part.hidden = true;
}

document.addEventListener("handzeichen:parts", (event) => {
  const onlyDrafts = event.detail.ids.includes("clerk-writers");
  if (!(onlyDrafts && writing)) refresh();
});

// A name in a text block is whoever the form names as the speaker.
followBlocks({
  name: (form) => (form.elements.person.value ? form.elements.person.selectedOptions[0].textContent : ""),
  onNamed: (form) => {
    form.elements.person.value = "";
  },
});

// Control and the enter key enter what is written.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches(".pen textarea")) return;
  event.preventDefault();
  event.target.form.requestSubmit(event.target.form.querySelector('[value="enter"]'));
});

// On a long agenda the item that is open is in sight.
function showOpened() {
  const list = document.getElementById("part-editor-list");
  const opened = list.querySelector("[aria-current]");
  list.scrollTop = opened.offsetTop - list.offsetTop - list.clientHeight / 3;
}

followCorrections();
withScripts();
showOpened();
for (const form of document.querySelectorAll(".pen")) {
  count(form);
  // On a thin line somebody may have begun before this script was there.
  const { text } = form.elements;
  if (text.value !== text.defaultValue) text.dispatchEvent(new Event("input", { bubbles: true }));
}
