// Sends commands and shows their answers where they were asked for.
//
// A vote is never sent a second time by itself: after a cut the page says what the server shows. Any other command
// that got no answer may be pressed again, and then carries the same key, so that it acts once.

import { goSoon, stand } from "./beside.js";
import { isBusy, keepFresh, release, setBusy } from "./busy.js";
import { commandOfButton, commandOfForm, holdsCommand } from "./forms.js";
import { forgetTyping } from "./parts.js";
import { clock, t } from "./words.js";

const VOTE = "cast_vote";
const VOTE_FORM = '[data-do="cast_vote"]';
const VOTE_NOT_SENT = t(
  "Keine Verbindung: Ihre Stimme wurde nicht gesendet und wird nicht gezählt. Bitte noch einmal drücken, sobald die Verbindung wieder da ist.",
);

const waiting = new Map(); // key → what was asked, and where
const unanswered = new Map(); // command as text → its key
let doubtful = []; // where a vote was given whose answer never came

export function listen(document, connection) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.do) return;
    event.preventDefault();
    const control = event.submitter || form;
    press(connection, control, form, () => commandOfForm(form, event.submitter));
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do]");
    if (!button || !holdsCommand(button)) return;
    event.preventDefault();
    press(connection, button, button.form, () => commandOfButton(button));
  });
}

async function press(connection, control, form, read) {
  if (isBusy(control)) return;
  const question = control.dataset.confirm || form?.dataset.confirm;
  const command = read();
  if (question && !(await confirmed(question, control))) return;
  send(connection, command, { control, form, region: regionOf(control, form) });
}

function send(connection, command, place) {
  const text = JSON.stringify(command);
  const isVote = command.do === VOTE;
  const again = isVote ? undefined : unanswered.get(text);
  const key = again ?? freshKey();
  if (!connection.send({ ...command, key })) {
    untaken(place.control);
    return say(place, warning(isVote ? VOTE_NOT_SENT : t("Keine Verbindung: Das wurde nicht gesendet. Bitte gleich noch einmal.")));
  }
  // A key is kept only until something else happens: later the same words may mean a new act.
  if (again === undefined) unanswered.clear();
  waiting.set(key, { ...place, text, isVote });
  doubtful = [];
  setBusy(place.control);
  say(place, plain(t("Noch nicht bestätigt …")));
}

// An answer has come.
export function settle(answer) {
  const asked = waiting.get(answer.key);
  if (!asked) return;
  waiting.delete(answer.key);
  unanswered.delete(asked.text);
  release(asked.control);
  if (!answer.accepted) {
    untaken(asked.control);
    return say(asked, refusal(answer));
  }
  if (asked.form) forgetTyping(asked.form);
  const words = asked.control.dataset.accepted ?? asked.form?.dataset.accepted ?? t("Eingetragen um {time}.");
  const said = words.replace("{time}", clock(answer.at)) + touched(answer);
  say(asked, plain(said));
  goSoon(asked.region);
  asked.form?.dispatchEvent(new CustomEvent("handzeichen:accepted", { bubbles: true, detail: { said } }));
}

// The connection is gone: nobody knows what became of the rest.
export function cut() {
  for (const [key, asked] of waiting) {
    release(asked.control);
    untaken(asked.control);
    if (asked.isVote) {
      doubtful.push(asked);
      say(asked, warning(t("Noch nicht bestätigt: Die Verbindung ist unterbrochen.")));
    } else {
      unanswered.set(asked.text, key);
      say(asked, warning(t("Nicht bestätigt. Bitte prüfen.")));
    }
  }
  waiting.clear();
}

// Nothing came of what this button asked for, as far as anybody knows.
function untaken(control) {
  control.dispatchEvent(new CustomEvent("handzeichen:untaken", { bubbles: true }));
}

// The own vote was read from the state anew: now it can be said what is true.
export function reconsiderVotes(ids) {
  if (doubtful.length === 0 || !ids.includes("receipt")) return;
  const receipt = document.getElementById("part-receipt");
  const truth = receipt?.textContent.trim();
  const again = receipt?.dataset.state === "none" && document.querySelector(VOTE_FORM) ? ` ${t("Bitte noch einmal drücken.")}` : "";
  const words = truth ? `${t("Es gilt: {truth}", { truth })}${again}` : t("Diese Abstimmung ist vorbei.");
  for (const asked of doubtful) say(asked, plain(`${t("Die Verbindung war unterbrochen.")} ${words}`));
}

export function confirmed(question, control) {
  const dialog = document.getElementById("ask");
  dialog.querySelector("[data-ask-text]").textContent = question;
  const yes = dialog.querySelector("[data-ask-yes]");
  if (yes) yes.textContent = control.dataset.confirmYes || t("Ja");
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  });
}

function regionOf(control, form) {
  const near = control.closest("[data-answers]")?.querySelector("[data-answer]");
  return near || form?.querySelector("[data-answer]") || document.getElementById("answer");
}

function say({ region, control }, content) {
  region.replaceChildren(...content);
  keepFresh(region);
  stand(region, control);
}

function plain(text) {
  return text ? [text] : [];
}

function warning(text) {
  const box = element("span", "answer__warning", text);
  box.setAttribute("role", "alert");
  return [box];
}

function refusal(answer) {
  const box = element("span", "answer__refused");
  box.setAttribute("role", "alert");
  box.append(element("strong", "answer__why", answer.why ?? answer.unreadable ?? ""));
  if (answer.do) box.append(" ", element("span", "answer__do", answer.do));
  if (answer.source) box.append(" ", element("small", "answer__source", answer.source));
  if (answer.refused && document.getElementById("why")) box.append(" ", reasons(answer.key));
  return [box];
}

// The server remembers for a while what it refused, with the facts of that moment (why.js shows them).
function reasons(key) {
  const link = element("a", "whylink", t("Warum?"));
  link.href = `warum/ablehnung/${encodeURIComponent(key)}`;
  link.dataset.why = "";
  return link;
}

function touched(answer) {
  const ballots = (answer.touches || []).map(ballotName);
  return ballots.length ? ` ${t("Betrifft schon bekannt gegebene Abstimmungen ({ballots}); sie bleiben unverändert.", { ballots: ballots.join("; ") })}` : "";
}

// Nobody knows a ballot by its id; where the page offers announced ballots to choose from, it knows their names.
function ballotName(id) {
  const known = document.querySelector(`select[name="ballot"] option[value="${CSS.escape(id)}"]`);
  return known ? known.textContent : id;
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

// Not crypto.randomUUID: it is missing where a page comes over plain HTTP from another machine.
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
