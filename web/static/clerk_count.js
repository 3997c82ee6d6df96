// Counting hands: the sum while typing, the rest as one choice, one faction at a time, and where the cursor goes.

import { t } from "./words.js";

const CHOICES = ["yes", "no", "abstain"];
const LABELS = { yes: t("Ja"), no: t("Nein"), abstain: t("Enthaltung") };
let last = "";

export function followCount({ onOpened }) {
  document.addEventListener("input", (event) => event.target.form?.id === "count" && recount());
  document.addEventListener("change", (event) => event.target.form?.id === "count" && recount());
  document.addEventListener("click", (event) => event.target.closest("[data-all-yes]") && allYes());
  document.addEventListener("keydown", (event) => onKey(event));
  document.addEventListener("mousedown", (event) => keepCursor(event));
  document.addEventListener("handzeichen:parts", () => {
    recount();
    follow(onOpened);
  });
  document.addEventListener("handzeichen:taken", recount);
  recount();
  last = state();
}

function form() {
  return document.getElementById("count");
}

function recount() {
  const count = form();
  if (!count) return;
  const fields = count.elements;
  const room = toCount(fields);
  const rest = fields.derive?.value || "";
  showRest(fields, rest);
  const silent = "papers" in count.dataset ? "invalid" : "not_voted";
  const typed = [...CHOICES.filter((choice) => choice !== rest), silent].map((name) => fields[name].value);
  const sum = typed.reduce((total, value) => total + (Number(value) || 0), 0);
  if (rest) fields[rest].value = room >= sum ? String(room - sum) : "";
  const output = count.querySelector("[data-sum]");
  const touched = typed.slice(0, silent === "invalid" ? 3 : 4).some(Boolean);
  const [text, fits] = silent === "invalid" ? papers({ room, sum, touched }) : verdict({ room, sum, rest, touched });
  if (output.textContent !== text) output.textContent = text;
  output.dataset.fits = fits;
}

function toCount(fields) {
  return Number(fields.faction?.selectedOptions[0]?.dataset.room ?? form().dataset.room);
}

function showRest(fields, rest) {
  for (const choice of CHOICES) {
    const field = fields[choice];
    if (field.disabled && choice !== rest) field.value = "";
    field.disabled = choice === rest;
  }
}

// What the sum says: nothing yet, some missing, too many, or that it fits.
function verdict({ room, sum, rest, touched }) {
  if (sum > room) return [t("{over} zu viel: im Saal sind {room} zu zählen", { over: sum - room, room }), "over"];
  if (rest) return [t("Rest: {rest} {choice}", { rest: room - sum, choice: LABELS[rest] }), "yes"];
  if (!touched && "done" in form().dataset) return [t("Im Saal ist alles gezählt"), "yes"];
  if (!touched) return [t("{room} im Saal zu zählen", { room }), ""];
  const missing = room - sum;
  if (missing === 0) return [t("{sum} von {room} im Saal: stimmt", { sum, room }), "yes"];
  if (missing === 1) return [t("noch 1 von {room} im Saal fehlt", { room }), "short"];
  return [t("noch {missing} von {room} im Saal fehlen", { missing, room }), "short"];
}

// The same for the papers of a secret ballot.
function papers({ room, sum, touched }) {
  if (sum > room) return [t("{over} zu viel: {room} Stimmzettel", { over: sum - room, room }), "over"];
  if (!touched) return [t("{room} Stimmzettel auszuzählen", { room }), ""];
  if (sum === room) return [t("{sum} von {room} Stimmzetteln: stimmt", { sum, room }), "yes"];
  if (room - sum === 1) return [t("noch 1 von {room} Stimmzetteln fehlt", { room }), "short"];
  return [t("noch {missing} von {room} Stimmzetteln fehlen", { missing: room - sum, room }), "short"];
}

function allYes() {
  const fields = form().elements;
  if (fields.derive) fields.derive.value = "";
  recount();
  const all = { yes: toCount(fields), no: 0, abstain: 0, not_voted: "" };
  for (const [name, value] of Object.entries(all)) {
    fields[name].value = String(value);
    fields[name].dispatchEvent(new Event("input", { bubbles: true }));
  }
  form().querySelector(".count__enter").focus();
}

// In a field for numbers "r" says that this is the rest, and once more that it is not; the cursor goes to the next one.
function onRestKey(event) {
  const field = event.target;
  const pick = form()?.elements.derive;
  if (event.key !== "r" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!pick || field.form !== form() || !CHOICES.includes(field.name)) return;
  event.preventDefault();
  pick.value = pick.value === field.name ? "" : field.name;
  pick.dispatchEvent(new Event("input", { bubbles: true }));
  if (field.disabled) CHOICES.map((name) => form().elements[name]).find((other) => !other.disabled && other.value === "")?.focus();
}

function onKey(event) {
  onRestKey(event);
  if (event.key !== "b" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, dialog") || !form()) return;
  event.preventDefault();
  focusFirst();
}

// Single hands are clicked while the numbers are being typed: the cursor stays where it is.
function keepCursor(event) {
  if (event.target.closest(".hand__acts button") && document.activeElement.form?.id === "count") event.preventDefault();
}

function focusFirst() {
  const first = document.getElementById("count-first");
  (first.disabled ? form().elements.no : first).focus();
}

function state() {
  const ballot = document.getElementById("part-clerk-ballot");
  return [ballot?.dataset.ballot, ballot?.dataset.state, "complete" in (ballot?.dataset ?? {})].join(" ");
}

// A ballot that has just opened waits for numbers; one that is complete waits for the next step.
function follow(onOpened) {
  const now = state();
  if (now === last) return;
  const opened = now.split(" ")[0] !== last.split(" ")[0];
  last = now;
  const focus = document.activeElement;
  if (opened && now.trim() !== "false") {
    document.getElementById("matter").scrollTop = 0;
    onOpened();
  }
  if (opened && form() && !focus.closest("input, textarea, select, .row")) focusFirst();
  if (now.endsWith("true") && focus.closest("#count")) document.getElementById("ballot-title").focus();
}
