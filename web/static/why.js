// "Warum?" opens the reasons above the page: they are fetched when somebody asks, and the page below goes on.
//
// The link leads to a page of its own: a middle click, or a browser without scripts, opens that.

import { ask } from "./ours.js";
import { t } from "./words.js";

const dialog = document.getElementById("why");
const text = dialog.querySelector("[data-why-text]");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-why]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link);
});

async function open(link) {
  const answer = await ask(link.href, { headers: { accept: "text/html" }, cache: "no-store" }).catch(() => null);
  text.replaceChildren(...(answer ? await reasons(answer) : [said(t("Keine Verbindung. Bitte gleich noch einmal."))]));
  if (!dialog.open) dialog.showModal();
  text.scrollTop = 0;
  dialog.querySelector("#why-head").focus();
}

// The articles of the page with the reasons, or the sentence of one that says why there are none.
async function reasons(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelectorAll("[data-reasons] > article");
  return found.length ? found : [said(page.querySelector("[role=alert]")?.textContent ?? t("Dazu ist nichts zu sagen."))];
}

function said(sentence) {
  const line = document.createElement("p");
  line.setAttribute("role", "alert");
  line.textContent = sentence;
  return line;
}
