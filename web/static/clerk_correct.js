// Correcting an entry: its form is fetched for this one entry and stands in a dialog until it is answered.

import { followPast } from "./clerk_past.js";
import { ask } from "./ours.js";
import { t } from "./words.js";

const dialog = document.getElementById("correction");
const said = document.querySelector("[data-corrected]");
// What was corrected has no button any more: whoever goes on by keyboard starts at the entries.
const past = document.querySelector(".past__list");

export function followCorrections() {
  followPast(dialog);
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-correct], [data-past], [data-dismiss]");
    if (!pressed) return;
    event.preventDefault();
    if ("dismiss" in pressed.dataset) return dialog.close();
    open("past" in pressed.dataset ? "verlauf" : `eintrag/${pressed.dataset.correct}`);
  });
  dialog.addEventListener("change", (event) => "strike" in event.target.dataset && strike(event.target));
  dialog.addEventListener("handzeichen:accepted", (event) => {
    dialog.close();
    if (!document.activeElement.matches("[data-past]")) past?.focus({ preventScroll: true });
    said.textContent = event.detail.said;
  });
}

async function open(path) {
  said.replaceChildren();
  const answer = await ask(path, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return refuse(answer);
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  dialog.replaceChildren(template.content);
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  dialog.querySelector("[data-with]:not([type=hidden]), [autofocus]")?.focus();
}

function refuse(answer) {
  const box = document.createElement("span");
  box.setAttribute("role", "alert");
  box.textContent = answer
    ? t("Dieser Eintrag lässt sich nicht berichtigen. Bitte die Seite neu laden.")
    : t("Keine Verbindung. Bitte gleich noch einmal.");
  if (dialog.open) dialog.close();
  said.replaceChildren(box);
}

// What was not so has no right form: its fields are not sent.
function strike(box) {
  for (const field of box.form.querySelectorAll("[data-with]")) field.disabled = box.checked;
  box.form.querySelector(".correction__right").hidden = box.checked;
  box.form.querySelector("[data-verb]").textContent = box.checked ? "Streichen" : "Berichtigen";
}
