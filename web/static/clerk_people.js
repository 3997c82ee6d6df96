// The list of people on the clerk's page: finding a name, choosing a row, one key for each change.

import { followRows, plain } from "./rows.js";
import { isCode, learn, personOf } from "./telephone.js";
import { t } from "./words.js";

const list = document.getElementById("people");
const find = document.getElementById("find");
const said = document.querySelector(".who > [data-answer]");
let person = null;

export function chosen() {
  return person === null ? null : document.getElementById(`row-${person}`);
}

export function choose(id) {
  person = id;
  showChosen();
}

// Rows and forms are exchanged while the page is open: whoever was chosen is shown again.
export function showChosen() {
  const row = chosen();
  for (const other of list.querySelectorAll("[data-chosen]")) other.removeAttribute("data-chosen");
  if (row) row.dataset.chosen = "";
  const can = row ? row.dataset.can.split(" ") : [];
  for (const form of document.querySelectorAll("[data-needs]")) form.hidden = !can.includes(form.dataset.needs);
  for (const form of document.querySelectorAll("[data-of]")) form.hidden = form.dataset.of !== person;
  for (const part of document.querySelectorAll("[data-if-chosen]")) part.hidden = !row;
  for (const part of document.querySelectorAll("[data-if-nobody]")) part.hidden = Boolean(row);
  tell(row);
}

function tell(row) {
  const name = row?.dataset.name ?? "";
  document.getElementById("for-whom").textContent = row?.dataset.short ?? "";
  document.getElementById("for-nobody").hidden = !row;
  for (const who of document.querySelectorAll("[data-who]")) who.textContent = name || who.dataset.who;
  for (const who of document.querySelectorAll("[data-who-note]")) who.textContent = name ? t("({name} sagt)", { name }) : "";
  for (const faction of document.querySelectorAll("[data-faction-of-chosen]")) {
    if (faction.dataset.filledFor !== (row?.id ?? "")) faction.value = row?.dataset.faction ?? "";
    faction.dataset.filledFor = row?.id ?? "";
  }
}

export function followPeople({ onChoose }) {
  list.addEventListener("click", (event) => {
    if (!event.target.closest("[data-choose]")) return;
    const row = event.target.closest(".row");
    choose(row.dataset.person);
    onChoose();
  });
  document.getElementById("for-nobody").addEventListener("click", () => choose(null));
  followRows(list, find, "[data-choose]", speak);
  find.addEventListener("input", async () => {
    showFound();
    if (isCode(find.value)) await learn(find.value);
    showFound();
  });
  find.addEventListener("keydown", (event) => onFindKey(event, onChoose));
}

// Finding

function found() {
  const wanted = plain(find.value);
  if (!wanted) return null;
  if (isCode(wanted)) return document.getElementById(`row-${personOf(wanted)}`);
  const rows = [...list.querySelectorAll(".row")];
  return rows.find((row) => words(row).some((word) => word.startsWith(wanted))) ?? null;
}

function words(row) {
  return plain(row.dataset.name).split(/[\s-]+/);
}

function showFound() {
  for (const row of list.querySelectorAll("[data-found]")) row.removeAttribute("data-found");
  const row = found();
  if (!row) return;
  row.dataset.found = "";
  row.scrollIntoView({ block: "nearest" });
}

async function onFindKey(event, onChoose) {
  if (event.key !== "Enter") return;
  event.preventDefault();
  if (isCode(find.value)) await learn(find.value);
  const row = found();
  if (isCode(find.value)) said.textContent = row ? "" : t("Diesen Code hat niemand in dieser Sitzung.");
  if (!row) return;
  find.value = "";
  showFound();
  choose(row.dataset.person);
  onChoose();
  row.querySelector("[data-choose]").focus();
}

function speak(key, row) {
  if (key !== "r") return false;
  choose(row.dataset.person);
  document.querySelector('[data-person-key="r"]').click();
  return true;
}
