// Puts new parts in the place of old ones, and leaves alone what the person at the screen is doing.

import { Idiomorph } from "./made/idiomorph.js";
import { isBusy, isFresh } from "./busy.js";

const typed = new WeakSet();

document.addEventListener("input", (event) => typed.add(event.target));
document.addEventListener("reset", (event) => [...event.target.elements].forEach((field) => typed.delete(field)));

// Shows each part in the element with its id; answers which of them stand on this page.
export function show(parts) {
  return Object.entries(parts)
    .filter(([id, html]) => showPart(document.getElementById(`part-${id}`), html))
    .map(([id]) => id);
}

// What was typed has been taken: the fields are the server's again.
export function forgetTyping(form) {
  for (const field of form.elements) {
    if (!typed.has(field) || "keep" in field.dataset) continue;
    typed.delete(field);
    restore(field);
  }
  form.dispatchEvent(new CustomEvent("handzeichen:taken", { bubbles: true }));
}

// Whether something stands in a field that nobody has sent yet.
export function isTyping() {
  return [...document.querySelectorAll("input, textarea, select")].some((field) => typed.has(field) && isFilled(field));
}

function isFilled(field) {
  return field instanceof HTMLSelectElement || field.type === "checkbox" || field.type === "radio" || field.value !== field.defaultValue;
}

function showPart(old, html) {
  if (!old) return false;
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  Idiomorph.morph(old, template.content.firstElementChild, {
    morphStyle: "outerHTML",
    callbacks: { beforeNodeMorphed, beforeAttributeUpdated },
  });
  return true;
}

// A field that is being written in is left alone. Not idiomorph's ignoreActiveValue: it would also keep the words on a
// button that has the focus, while what the button does changes beneath them.
function beforeNodeMorphed(old) {
  const written = old === document.activeElement && old.matches?.("input, textarea, select");
  return !(written || typed.has(old) || isFresh(old));
}

function beforeAttributeUpdated(name, node) {
  if (node instanceof HTMLDetailsElement || node instanceof HTMLDialogElement) return name !== "open";
  return !(isBusy(node) && (name === "disabled" || name === "aria-busy"));
}

function restore(field) {
  if (field.type === "checkbox" || field.type === "radio") {
    field.checked = field.defaultChecked;
  } else if (field instanceof HTMLSelectElement) {
    for (const option of field.options) option.selected = option.defaultSelected;
  } else {
    field.value = field.defaultValue;
  }
}
