// Whose a connection of the video conference is, with one press on the clerk's and the video host's page.
//
// That is no command of the meeting: it goes over HTTP. The row goes by itself, with the next picture.

import { isBusy, release, setBusy, warn } from "./busy.js";
import { ask } from "./ours.js";
import { t } from "./words.js";

export function followStrangers() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-assign]")) return;
    event.preventDefault();
    if (event.submitter) assign(event.target, event.submitter);
  });
  // Whoever pressed a button that has gone goes on at the next one, not at the top of the page.
  document.addEventListener("handzeichen:parts", () => {
    if (pressed && !pressed.isConnected && document.activeElement === document.body) {
      const part = document.getElementById("part-video-strangers");
      (part.querySelector("button") ?? part).focus({ preventScroll: true });
      pressed = null;
    }
  });
}

let pressed = null;

async function assign(form, button) {
  if (isBusy(button)) return;
  const region = form.closest("[data-answers]").querySelector("[data-answer]");
  region.replaceChildren();
  pressed = button;
  const body = new URLSearchParams(new FormData(form, button)); // before the button is disabled, and says nothing
  setBusy(button);
  const refused = await send(form.action, body);
  release(button);
  if (refused) warn(region, refused);
}

// Nothing, or why it did not happen.
async function send(address, body) {
  try {
    const answer = await ask(address, { method: "POST", body, headers: { accept: "application/json" } });
    return answer.ok ? "" : t("Das wurde nicht zugeordnet. Bitte die Seite „Video zuordnen“ öffnen.");
  } catch {
    return t("Keine Verbindung: Das wurde nicht gesendet. Bitte gleich noch einmal.");
  }
}
