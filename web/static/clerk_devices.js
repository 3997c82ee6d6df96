// The clerk and the devices: letting in who waits, ending a sign-in, and the list of who is signed in.
//
// These are no commands of the meeting: they go over HTTP, and nothing of them is in its log.

import { confirmed } from "./answers.js";
import { isBusy, release, setBusy, warn } from "./busy.js";
import { show } from "./parts.js";
import { ask } from "./ours.js";
import { t } from "./words.js";

const page = document.body.dataset;
const dialog = document.getElementById("devices");
const NOT_SENT = t("Keine Verbindung: Das wurde nicht gesendet. Bitte gleich noch einmal.");

export function followDevices() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-open-devices]")) return open();
    const button = event.target.closest("button[data-door]");
    if (button) press(button);
  });
  document.addEventListener("handzeichen:parts", ({ detail }) => {
    if (dialog.open && detail.ids.includes("clerk-door")) load();
  });
}

async function open() {
  await load();
  dialog.showModal();
}

async function load() {
  try {
    const answer = await ask(`/s/${page.slug}/geraete`, { cache: "no-store" });
    if (answer.ok) show({ devices: await answer.text() });
  } catch {
    warn(dialog.querySelector("[data-answer]"), NOT_SENT);
  }
}

async function press(button) {
  if (isBusy(button)) return;
  if (button.dataset.confirm && !(await confirmed(button.dataset.confirm, button))) return;
  const region = button.closest("[data-answers]").querySelector("[data-answer]");
  region.replaceChildren();
  setBusy(button);
  const refused = await send(button.dataset.door, button.dataset.method);
  release(button);
  if (refused) warn(region, refused);
  if (dialog.open) await load();
}

// Nothing, or why it did not happen.
async function send(slug, method) {
  const path = `/api/meetings/${encodeURIComponent(page.meeting)}/sign-ins/${slug}?slug=${page.slug}`;
  try {
    const answer = await ask(path, { method });
    return answer.ok ? "" : (await answer.json()).error;
  } catch {
    return NOT_SENT;
  }
}
