// What a page says about itself: that it may be out of date, that its sign-in has ended, that the log does not fit.

import { t } from "./words.js";

const VOTES = '[data-do="cast_vote"] button, button[data-do*="cast_vote"], [data-do="cast_trial_vote"] button';
const BEHIND_DOORS = ".sign--closed, .status__cell[data-closed]";
const GIVEN = '#part-receipt:is([data-state="given"], [data-state="counted"])';

export function showStale(since) {
  const cut = since ? t("Keine Verbindung seit {since}.", { since }) : t("Keine Verbindung.");
  const votes = document.querySelectorAll(VOTES);
  const later = votes.length ? t("Abstimmen können Sie erst wieder mit Verbindung; nichts wird später gesendet.") : "";
  banner([cut, t("Was Sie sehen, kann veraltet sein."), later].join(" ").trim());
  tellTelephone();
  document.body.classList.add("is-stale");
  for (const button of votes) {
    if (button.disabled) continue;
    button.dataset.stale = "";
    button.disabled = true;
  }
}

// What is left to a member without a line stands on the page already, where it may be far below.
function tellTelephone() {
  const words = document.querySelector(".phone__words");
  if (!words) return;
  const told = words.cloneNode(true);
  told.className = "stale__phone";
  document.getElementById("stale").append(told);
}

// It stands below the words that the line is dead, and goes with them.
export function showForeign() {
  const stale = document.getElementById("stale");
  if (stale.hidden || stale.querySelector("p")) return;
  const told = document.createElement("p");
  told.textContent = t(
    "Ihr Netz verlangt offenbar eine eigene Anmeldung, wie in Zügen oder Hotels. Bitte dort anmelden, ohne diese Seite zu schließen: Sie geht dann von selbst weiter.",
  );
  stale.append(told);
}

export function showFresh() {
  const stale = document.getElementById("stale");
  stale.hidden = true;
  stale.textContent = "";
  document.body.classList.remove("is-stale");
  for (const button of document.querySelectorAll("[data-stale]")) {
    delete button.dataset.stale;
    if (button.getAttribute("aria-busy") !== "true") button.disabled = false;
  }
}

export function showSignedOut() {
  banner(
    [
      t("Ihre Anmeldung ist beendet."),
      ...(document.querySelector(GIVEN) ? [t("Ihre erfasste Stimme bleibt gültig.")] : []),
      t("Um weiter teilzunehmen, sprechen Sie bitte die Protokollführung an."),
    ].join(" "),
  );
  document.body.classList.add("is-stale");
  if (document.querySelector(BEHIND_DOORS)) wipe();
  for (const control of document.querySelectorAll("[data-do] button, button[data-do], button[form]")) {
    control.disabled = true;
  }
}

// What is said behind closed doors must not stay on a device that was put out.
function wipe() {
  for (const part of document.querySelectorAll("main, aside, #part-say")) part.replaceChildren();
  for (const dialog of document.querySelectorAll("dialog")) dialog.remove();
}

export function showFork(seen) {
  keep(
    "fork",
    t(
      "Das Protokoll auf dem Server passt nicht zu dem, was diese Seite gesehen hat (Nr. {seq}, {head}). Bitte sofort der Sitzungsleitung sagen.",
      { seq: seen.seq, head: seen.head.slice(0, 8) },
    ),
  );
}

export function showAlarm(sentences) {
  keep("alarm", sentences);
}

export function showRenewed(isTold) {
  if (!isTold) return document.getElementById("renewed")?.remove();
  keep(
    "renewed",
    t(
      "Das Programm wurde erneuert. Bitte diese Seite neu laden, sobald Ihre Eingabe fertig ist; sonst tut sie es dann selbst.",
    ),
  );
}

function banner(text) {
  const stale = document.getElementById("stale");
  stale.textContent = text;
  stale.hidden = false;
}

// A warning that stays until it is taken back; without a text it is.
function keep(name, text) {
  let box = document.getElementById(name);
  if (!box) {
    if (!text) return;
    box = document.createElement("div");
    box.id = name;
    box.className = "stale";
    box.setAttribute("role", "alert");
    document.getElementById("stale").after(box);
  }
  // What the server itself raises the alarm about stands in its log in the same words.
  if (name === "alarm") box.lang = "de";
  box.textContent = text;
  box.hidden = !text;
}
