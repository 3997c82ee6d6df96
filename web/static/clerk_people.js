// The list of people on the clerk's page: finding a name, choosing a row, one key for each change.

const KEYS = ["s", "v", "g", "t"]; // room, video, gone, reported by telephone
const list = document.getElementById("people");
const find = document.getElementById("find");
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
  for (const who of document.querySelectorAll("[data-who-note]")) who.textContent = name ? `(${name} sagt)` : "";
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
  list.addEventListener("keydown", (event) => onRowKey(event));
  find.addEventListener("input", () => showFound());
  find.addEventListener("keydown", (event) => onFindKey(event, onChoose));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    find.focus();
    find.select();
  });
}

// Finding

function found() {
  const wanted = plain(find.value);
  if (!wanted) return null;
  const rows = [...list.querySelectorAll(".row")];
  return rows.find((row) => words(row).some((word) => word.startsWith(wanted))) ?? null;
}

function words(row) {
  return plain(row.dataset.name).split(/[\s-]+/);
}

function plain(text) {
  return text.trim().toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss");
}

function showFound() {
  for (const row of list.querySelectorAll("[data-found]")) row.removeAttribute("data-found");
  const row = found();
  if (!row) return;
  row.dataset.found = "";
  row.scrollIntoView({ block: "nearest" });
}

function onFindKey(event, onChoose) {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const row = found();
  if (!row) return;
  find.value = "";
  showFound();
  choose(row.dataset.person);
  onChoose();
  row.querySelector("[data-choose]").focus();
}

// Keys on a row

function onRowKey(event) {
  const row = event.target.closest(".row");
  if (!row || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select")) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const key = event.key.toLowerCase();
  if (step) move(row, step);
  else if (KEYS.includes(key)) row.querySelector(`[data-key="${key}"]:not(:disabled)`)?.click();
  else if (key === "r") speak(row);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function move(row, step) {
  const rows = [...list.querySelectorAll(".row")];
  rows[rows.indexOf(row) + step]?.querySelector("[data-choose]").focus();
}

function speak(row) {
  choose(row.dataset.person);
  document.querySelector('[data-person-key="r"]').click();
}
