// Hands on the picture: while hands are raised, those on video without a vote are asked one by one, always in the order
// of the list. What is pressed goes to the person who is shown and to nobody else: it presses the button in that
// person's own row. When the person shown changes by itself, keys rest for a moment, so that none lands on the next.

import { t } from "./words.js";

const REST = 600; // milliseconds: longer than a key that was on its way, shorter than a thought (as in vote.js)
const PRESSES = { j: "yes", n: "no", e: "abstain", "-": "none" };
const SAYS = { yes: t("Ja"), no: t("Nein"), abstain: t("Enthaltung"), none: t("stimmt nicht mit") };

const panel = document.getElementById("camera");
const hands = document.getElementById("hands");
const part = (name) => panel.querySelector(`[data-camera="${name}"]`);
const written = { ballot: "", on: false, current: null, before: "" };
let pending = new Map(); // person → what was pressed and is not yet shown
let trail = []; // who was shown before, to go back to
let back = false; // the person shown has a vote and is shown to change it
let resting = 0; // the timer, while keys rest

export function followCamera() {
  document.addEventListener("keydown", (event) => onStartKey(event));
  panel.addEventListener("keydown", (event) => onKey(event));
  panel.addEventListener("click", (event) => onClick(event));
  document.addEventListener("handzeichen:parts", () => look());
  document.addEventListener("handzeichen:untaken", (event) => untaken(event.target));
  look();
}

// What stands on the page

function rows() {
  const counting = document.getElementById("count");
  return counting && !("papers" in counting.dataset) ? [...hands.querySelectorAll('.hand[data-via="video"]')] : [];
}

// What stands behind the name: an attribute would say it twice in every row.
function voteText(row) {
  return row.querySelector(".hand__state > span:last-child").textContent;
}

function rowOf(person) {
  return rows().find((row) => row.dataset.person === person);
}

function isOpen(row) {
  return row.dataset.vote === "missing" && "askable" in row.dataset && !pending.has(row.dataset.person);
}

function nextAfter(person) {
  const all = rows();
  const place = all.findIndex((row) => row.dataset.person === person) + 1;
  return [...all.slice(place), ...all.slice(0, place)].find(isOpen)?.dataset.person ?? null;
}

// New parts have come: who has a vote by now, whose line is broken or back, or another ballot.
function look() {
  const ballot = document.getElementById("part-clerk-ballot")?.dataset.ballot ?? "";
  if (ballot !== written.ballot) Object.assign(written, { ballot, on: false, current: null }), forget();
  for (const person of pending.keys()) if (rowOf(person)?.dataset.vote !== "missing") pending.delete(person);
  const row = rowOf(written.current);
  if (written.on && !back && !(row && isOpen(row))) moveByItself(row);
  show();
}

function forget() {
  pending = new Map();
  trail = [];
  back = false;
}

function moveByItself(row) {
  const next = nextAfter(written.current);
  if (next === written.current) return;
  if (written.current) rest();
  written.before = row ? `${row.dataset.name}: ${row.dataset.vote === "missing" ? t("zurzeit nicht zu fragen") : voteText(row)}. ` : ""; // or the line is broken
  written.current = next;
}

function rest() {
  clearTimeout(resting);
  resting = setTimeout(() => {
    resting = 0;
    delete panel.dataset.resting;
  }, REST);
  panel.dataset.resting = "";
}

// Nothing came of what was pressed for somebody: it is refused, or the line is gone. They are asked again.
function untaken(button) {
  if (!pending.delete(button.value)) return;
  if (written.on && written.current === null) written.current = button.value;
  show();
}

// Keys and clicks

function onStartKey(event) {
  if (event.key !== "k" || event.ctrlKey || event.metaKey || event.altKey || panel.hidden) return;
  if (event.target.closest("textarea, select, dialog, input:not([type=number], [type=radio])")) return;
  event.preventDefault();
  start();
}

function start() {
  if (!written.on || written.current === null) written.current = nextAfter(null);
  written.on = written.on || written.current !== null;
  show();
  part("now").focus();
}

function onKey(event) {
  if (!written.on || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key === "Backspace" ? "z" : event.key.toLowerCase();
  if (!(key in PRESSES) && key !== "s" && key !== "z") return;
  event.preventDefault();
  event.stopPropagation();
  if (!event.repeat) act(key);
}

function onClick(event) {
  const button = event.target.closest("button");
  if (!button || event.detail > 1) return; // A second click right after the first is the same click.
  if (button.dataset.camera === "start") start();
  else act(button.dataset.cameraKey);
}

function act(key) {
  if (resting) return;
  written.before = "";
  if (key === "z") goBack();
  else if (key === "s") goOn();
  else press(PRESSES[key]);
  show();
}

function press(choice) {
  const row = rowOf(written.current);
  const button = row?.querySelector(`.hand__acts [form="f-hand-${choice}"]`);
  if (!button || button.disabled) return;
  pending.set(written.current, choice);
  goOn();
  button.click();
}

function goOn() {
  if (written.current === null) return;
  const next = nextAfter(written.current);
  if (next === written.current) return;
  trail.push(written.current);
  written.current = next;
  back = false;
}

function goBack() {
  const person = trail.pop();
  if (person === undefined) return;
  written.current = person;
  back = true;
}

// What is seen and read out

function show() {
  const open = rows().filter(isOpen);
  panel.hidden = !written.on && open.length === 0;
  part("start").parentElement.hidden = written.on;
  part("now").hidden = !written.on;
  for (const row of rows()) row.toggleAttribute("data-shown", written.on && row.dataset.person === written.current);
  if (!written.on) return say(part("open"), t("{n} ohne Stimme", { n: open.length }));
  const row = rowOf(written.current);
  say(part("who"), row ? t("Jetzt: {name}", { name: row.dataset.name }) : t("Auf dem Bild ist niemand mehr zu fragen."));
  say(part("known"), `${written.before}${row ? knownOf(row) : ""}`);
  say(part("left"), row ? ahead(row, open) : "");
  for (const button of panel.querySelectorAll("[data-camera-key]")) mark(button, row);
}

function knownOf(row) {
  const choice = pending.get(row.dataset.person);
  if (choice) return t("eingetragen: {choice}", { choice: SAYS[choice] });
  return isOpen(row) ? "" : voteText(row);
}

function ahead(row, open) {
  const next = rowOf(nextAfter(row.dataset.person));
  const others = open.filter((one) => one !== row).length;
  if (!next || next === row || others === 0) return t("danach niemand mehr");
  return t("danach {name}, noch {n}", { name: next.dataset.name, n: others });
}

function mark(button, row) {
  const key = button.dataset.cameraKey;
  const choice = PRESSES[key];
  const idle = choice ? !row?.querySelector(`.hand__acts [form="f-hand-${choice}"]`) : key === "z" ? trail.length === 0 : !row;
  button.toggleAttribute("data-idle", idle);
  if (idle) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}

function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
