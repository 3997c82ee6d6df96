// A member tries connection, camera and microphone before the meeting, and reads what came of it.
//
// Nothing is sent but pings. When the meeting begins, when nobody knows whether it has begun, and when the page is left,
// both devices go off.

import { freshKey } from "./answers.js";
import { connect } from "./connection.js";
import { isOn, turnOff, turnOn } from "./devices.js";
import { echo } from "./echo.js";
import { show } from "./parts.js";
import { t } from "./words.js";

const GOOD = 300; // milliseconds to the server and back
const FAIR = 1000;
const SIGNS = { good: "#i-received", bad: "#i-warning", waiting: "#i-clock" };
const DEVICES = ["camera", "microphone"];

const page = document.body.dataset;
const pageId = freshKey();
const found = { line: "waiting", camera: "waiting", microphone: "waiting" };
let ended = false;
let isKnown = false; // whether the meeting still waits for its beginning

if (document.getElementById("tries")) begin();

function begin() {
  for (const device of DEVICES) document.getElementById(device).addEventListener("click", () => press(device));
  window.addEventListener("pagehide", putOut);
  const connection = connect({
    address,
    onStale: () => {
      putOut();
      tell("line", "bad", t("Keine Verbindung. Kamera und Mikrofon sind vorsorglich aus, bis sie wieder da ist."));
    },
    onFresh: () => measure.start(),
    onCut: () => {
      isKnown = false;
      putOut();
    },
    onSignedOut: () => end(t("Ihre Anmeldung ist beendet. Kamera und Mikrofon dieser Seite sind aus.")),
    onGreeting: () => measure.start(),
    onFrame: (frame) => {
      if (frame.pong !== undefined) measure.hear(frame.pong);
      if (frame.parts?.meeting) look(frame.parts.meeting);
    },
  });
  const measure = echo((message) => connection.send(message), judge);
}

function address() {
  const url = new URL(`/ws/${encodeURIComponent(page.meeting)}`, location.href);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const query = { slug: page.slug, page: pageId, language: page.language };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

// The meeting has begun as soon as its own part says so.
function look(meeting) {
  show({ meeting });
  isKnown = document.getElementById("part-meeting").dataset.phase === "planned";
  if (!isKnown) end(t("Die Sitzung hat begonnen. Kamera und Mikrofon dieser Seite sind aus."));
}

function end(text) {
  ended = true;
  putOut();
  document.getElementById("tries")?.remove();
  document.getElementById("over").hidden = false;
  document.getElementById("over-text").textContent = text;
}

function judge(milliseconds) {
  const seconds = Math.max(10, milliseconds) / 1000;
  const n = seconds.toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  if (milliseconds <= GOOD) {
    tell("line", "good", t("Die Verbindung ist gut: Der Server antwortet nach {n} Sekunden.", { n }));
  } else if (milliseconds <= FAIR) {
    tell("line", "good", t("Die Verbindung reicht aus: Der Server antwortet nach {n} Sekunden.", { n }));
  } else {
    tell("line", "bad", t("Die Verbindung ist langsam: Der Server antwortet erst nach {n} Sekunden. Bitte näher ans WLAN gehen oder ein Kabel nehmen.", { n }));
  }
}

async function press(device) {
  const button = document.getElementById(device);
  if (button.getAttribute("aria-busy") === "true") return;
  if (isOn(device)) return putOut(device);
  button.setAttribute("aria-busy", "true");
  await turnOn(device, (state, text) => tell(device, state, text), () => putOut(device));
  button.removeAttribute("aria-busy");
  if (ended || !isKnown) putOut(); // It began, or may have, while the browser was still asking.
  label(device);
}

function putOut(device) {
  for (const one of DEVICES.includes(device) ? [device] : DEVICES) {
    if (isOn(one)) tell(one, found[one] === "good" ? "good" : "waiting", OFF[one][found[one]]());
    turnOff(one);
    label(one);
  }
}

// What stands there when one is off: that it was good counts, that it was not is to be tried again.
const cameraOff = () => t("Die Kamera ist aus. Zum Prüfen bitte noch einmal einschalten.");
const microphoneOff = () => t("Das Mikrofon ist aus. Zum Prüfen bitte noch einmal einschalten.");
const OFF = {
  camera: { good: () => t("Die Kamera ist wieder aus. Eben hat sie ein Bild gezeigt."), bad: cameraOff, waiting: cameraOff },
  microphone: { good: () => t("Das Mikrofon ist wieder aus. Eben hat es aufgenommen."), bad: microphoneOff, waiting: microphoneOff },
};

function label(device) {
  const button = document.getElementById(device);
  if (button) button.querySelector(".kern-label").textContent = isOn(device) ? button.dataset.off : button.dataset.on;
}

// What came of one of them, and of all together.
function tell(name, state, text) {
  const card = document.getElementById(`try-${name}`);
  if (!card) return;
  found[name] = state;
  card.dataset.state = state;
  card.querySelector(".try__sign use").setAttribute("href", SIGNS[state]);
  write(document.getElementById(`${name}-text`), text);
  const result = document.getElementById("result");
  const states = Object.values(found);
  result.dataset.state = states.includes("bad") ? "bad" : states.includes("waiting") ? "waiting" : "good";
  write(result, SUMS[result.dataset.state]());
}

const SUMS = {
  good: () => t("Alles in Ordnung: Verbindung, Kamera und Mikrofon."),
  bad: () => t("Bitte ansehen: Etwas ist noch nicht in Ordnung."),
  waiting: () => (found.line === "good" ? t("Die Verbindung ist in Ordnung. Bitte noch Kamera und Mikrofon prüfen.") : t("Die Prüfung läuft.")),
};

// The same again is not said again.
function write(line, text) {
  if (line.textContent !== text) line.textContent = text;
}
