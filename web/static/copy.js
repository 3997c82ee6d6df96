// Buttons that copy a text of the page; without this script the text is marked and copied by hand.

import { t } from "./words.js";

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    const told = button.parentElement.querySelector("[role=status]");
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      told.textContent = t("Kopiert.");
    } catch {
      // The browser did not allow it: the text is marked, and one key is left to press.
      told.textContent = t("Der Text ist markiert: Bitte mit Strg+C kopieren.");
    }
  });
}
