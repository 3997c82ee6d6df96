// Rows of people: "/" finds a name, the arrows go from row to row, one letter presses the button that it stands for.

const KEYS = ["s", "v", "g", "t"]; // room, video, gone; disturbed, or back

// `first` is what has the focus in a row; `more` is asked about any other letter and says whether it took it.
export function followRows(list, find, first, more = () => false) {
  list.addEventListener("keydown", (event) => onRowKey(list, event, first, more));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    find.focus();
    find.select();
  });
}

// "Özçelik" is found by "oz" too.
export function plain(text) {
  return text.trim().toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss");
}

function onRowKey(list, event, first, more) {
  const row = event.target.closest(".row");
  if (!row || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select")) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const key = event.key.toLowerCase();
  if (step) move(list, row, step, first);
  else if (KEYS.includes(key)) row.querySelector(`[data-key="${key}"]:not(:disabled)`)?.click();
  else if (!more(key, row)) return;
  event.preventDefault();
  event.stopPropagation();
}

function move(list, row, step, first) {
  const rows = [...list.querySelectorAll(".row:not([hidden])")];
  rows[rows.indexOf(row) + step]?.querySelector(first)?.focus();
}
