// The clerk's page: what happens on the page alone. Nothing here sends a command; live.js does.
//
// A person is chosen once, in the list, and then stands in every form. A time typed at the top goes with the next
// entry and is then gone. Both are put into a form at the moment it is sent, before live.js reads it.

import { followBlocks } from "./clerk_blocks.js";
import { followCamera } from "./clerk_camera.js";
import { followCorrections } from "./clerk_correct.js";
import { followCount } from "./clerk_count.js";
import { followDevices } from "./clerk_devices.js";
import { chosen, choose, followPeople, showChosen } from "./clerk_people.js";
import { followSeats } from "./clerk_seats.js";
import { followStrangers } from "./strangers.js";

const byId = (id) => document.getElementById(id);
const since = byId("since");
let sent = null;

// Sending

window.addEventListener("submit", (event) => prepare(event.target, event.submitter), { capture: true });

function prepare(form) {
  if (form.dataset.do) forgetAnswers();
  if (form.hasAttribute("data-late")) {
    form.elements.since.value = since.value;
    sent = since.value ? "late" : sent;
  }
  for (const field of form.elements) fill(field);
  if (form.id === "move-form" || form.dataset.do === "note") sent = "spoken";
}

// What was answered before has been read by whoever enters the next thing.
function forgetAnswers() {
  for (const said of document.querySelectorAll(".said")) said.replaceChildren();
}

window.addEventListener("click", (event) => event.target.closest("button[data-do]") && forgetAnswers(), { capture: true });

function fill(field) {
  if (field.hasAttribute("data-chosen")) field.value = chosen()?.dataset.person ?? "";
  if (field.hasAttribute("data-for-of-chosen")) field.value = chosen()?.dataset.for ?? "";
  if (field.hasAttribute("data-made-id")) field.value = idOf(field.form.elements["person.name"].value);
}

// "Özçelik-Groß" becomes "oezcelik-gross"; a second one of the same name gets a number.
function idOf(name) {
  const german = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
  const plain = name.toLowerCase().replace(/[äöüß]/g, (letter) => german[letter]).normalize("NFKD");
  const base = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 56) || "person";
  let id = base;
  for (let number = 2; byId(`row-${id}`); number += 1) id = `${base}-${number}`;
  return id;
}

// After an entry the time typed for it is used up; whoever spoke is chosen anew for the next motion or note.
function tidy() {
  if (sent === "late") since.value = "";
  if (sent === "spoken") choose(null);
  sent = null;
  markSince();
}

function markSince() {
  since.closest(".field").toggleAttribute("data-filled", since.value !== "");
}

since.addEventListener("input", markSince);

// Tabs

const tabs = [...document.querySelectorAll('[role="tab"]')];

function open(tab) {
  for (const other of tabs) {
    const isOpen = other === tab;
    other.setAttribute("aria-selected", String(isOpen));
    other.tabIndex = isOpen ? 0 : -1;
    byId(other.getAttribute("aria-controls")).hidden = !isOpen;
  }
}

function openByName(name) {
  open(byId(`tab-${name}`));
}

for (const tab of tabs) {
  tab.addEventListener("click", (event) => {
    open(tab);
    // Opened by a key, the first field is ready to be typed into.
    if (event.detail === 0) firstField(byId(tab.getAttribute("aria-controls")))?.focus();
  });
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    open(next);
    next.focus();
  });
}

function firstField(panel) {
  const first = panel.querySelector("[data-first]");
  if (first && first.offsetParent !== null) return first;
  const fields = panel.querySelectorAll("textarea, select, input:not([type=hidden]), button");
  return [...fields].find((field) => !field.disabled && field.offsetParent !== null);
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open-tab]");
  if (!opener) return;
  openByName(opener.dataset.openTab);
  const fold = byId(opener.dataset.openFold);
  if (fold) fold.open = true;
  const first = preset(opener.dataset) ?? firstField(fold ?? byId(`panel-${opener.dataset.openTab}`));
  first?.focus();
});

// A motion's own buttons say what is moved and to which: "Änderungsantrag …" begins with both chosen.
function preset({ setKind, setAmends, setPart }) {
  if (!setKind) return null;
  type(moving.elements.kind, setKind);
  showKind();
  if (setAmends) type(moving.elements.amends, setAmends);
  if (setPart) type(moving.elements.part_of, setPart);
  return moving.elements.text;
}

// As if somebody had chosen it: it stays until it is sent, whatever else comes in.
function type(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Choosing somebody shows what can be entered for them, unless something is being written.
function isWriting() {
  const texts = document.querySelectorAll('[role="tabpanel"]:not([hidden]) :is(textarea, input:not([type=hidden], [type=checkbox]))');
  return [...texts].some((field) => field.value !== field.defaultValue);
}

// The fields of a motion that its kind needs

const moving = byId("move-form");

function showKind() {
  const kind = moving.elements.kind.value;
  for (const field of document.querySelectorAll("[data-for-kind]")) {
    const wanted = field.dataset.forKind.split(" ").includes(kind);
    field.hidden = !wanted;
    field.querySelector("input, select").disabled = !wanted;
  }
}

moving.addEventListener("change", showKind);
document.addEventListener("handzeichen:taken", showKind);
document.addEventListener("change", (event) => {
  if (event.target.form === moving) showKind();
});

// The item called is in sight on a long agenda. Whoever spoke on the one before is let go of: the next note would
// otherwise be put into that mouth. Where it is called from this page that happens with the press, not with the news
// of it: whoever is chosen in between is meant for the new item.
let called = null;
let callPressed = false;

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("button");
    if (!(button?.dataset.do ?? button?.form?.dataset.do ?? "").includes("call_item")) return;
    callPressed = true;
    if (!isWriting()) choose(null);
  },
  true,
);

function showCalled() {
  const point = document.querySelector('.point[data-state="called"]');
  const id = point?.id ?? null;
  if (id === called) return;
  // On a narrow screen the agenda scrolls with the page, and the page stays where it was.
  if (point && getComputedStyle(document.body).overflowY === "hidden") point.scrollIntoView({ block: "nearest" });
  if (called && !callPressed && !isWriting()) choose(null);
  callPressed = false;
  called = id;
}

// Leaving a field, and letting go of whom was chosen
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (document.activeElement !== document.body) document.activeElement.blur();
  else choose(null);
});

document.addEventListener("handzeichen:parts", () => {
  tidy();
  showKind();
  showChosen();
  showCalled();
});

followPeople({ onChoose: () => isWriting() || openByName("person") });
followDevices();
followStrangers();
followCorrections();
followSeats();
followCamera();
followBlocks({ name: () => chosen()?.dataset.name, onNamed: () => choose(null) });
followCount({ onOpened: () => isWriting() || openByName("person") });
showKind();
showChosen();
showCalled();
