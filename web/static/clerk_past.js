// All entries of the evening, narrowed by kind, item, person and words; all of them stand in the dialog already.

import { t } from "./words.js";
import { plain } from "./rows.js";

export function followPast(dialog) {
  for (const name of ["input", "change"]) {
    dialog.addEventListener(name, (event) => {
      const box = event.target.closest("[data-past-filter]");
      if (box) narrow(box);
    });
  }
}

function narrow(box) {
  const { text, kind, item, person } = Object.fromEntries([...box.querySelectorAll("[name]")].map((field) => [field.name, field.value]));
  const words = plain(text).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const line of box.querySelectorAll(".past__line")) {
    const fits =
      (!kind || line.dataset.kind === kind) &&
      (!item || line.dataset.item === item) &&
      (!person || line.dataset.people.split(" ").includes(person)) &&
      (words.length === 0 || holds(line, words));
    line.hidden = !fits;
    found += fits;
  }
  const said = box.querySelector("[data-found]");
  said.textContent = t("{found} von {all} Einträgen", { found, all: said.dataset.all });
}

function holds(line, words) {
  const all = plain(line.textContent);
  return words.every((word) => all.includes(word));
}
