// Text blocks: a sentence is put into the note where the cursor stood, its gaps filled with who is chosen and what time
// it is; what is still to be written ("…") is marked, so that typing replaces it.

import { clock } from "./words.js";

const OPEN = "…";

// `name` gives who is meant in a form, `onNamed` hears that the name now stands in the sentence.
export function followBlocks({ name, onNamed }) {
  const insert = (list) => insertBlock(list, name(list.form), onNamed);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-blocks]")) return;
    event.preventDefault();
    insert(event.target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert-block]");
    if (button) insert(button.form.querySelector("[data-blocks]"));
  });
}

function insertBlock(list, name, onNamed) {
  if (!list.value) return;
  const field = list.form.elements.text;
  const text = filled(list.value, name);
  const at = field.selectionStart;
  const before = field.value.slice(0, at);
  const glue = before && !/\s$/.test(before) ? " " : "";
  field.setRangeText(glue + text, at, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  // The name stands in the sentence: whose words it is need not be said before it once more.
  if (list.value.includes("{name}")) onNamed(list.form);
  list.value = "";
  field.focus();
  const open = field.value.indexOf(OPEN, at);
  if (open >= 0) field.setSelectionRange(open, open + OPEN.length);
}

function filled(text, name) {
  const time = `${clock(document.body.dataset.at)}`;
  return text.replaceAll("{name}", name || OPEN).replaceAll("{zeit}", time);
}
