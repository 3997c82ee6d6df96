// A log is chosen or dropped, and the page says in words whether it is this meeting's and unchanged.

import { checkLog } from "./log_check.js";
import { seenHeads } from "./seen.js";
import { t } from "./words.js";

const MOST = 256 * 1024 * 1024; // bytes
const page = document.body.dataset;
const server = { seq: Number(page.seq || 0), head: page.head || "" };
const seen = seenHeads(page.meeting);
const [drop, file, typed, result] = ["drop", "file", "head", "result"].map((id) => document.getElementById(id));
let checked = null; // the newest file's name and what was found in it

if (seen.length > 0) {
  const last = seen.at(-1);
  document.getElementById("seen").textContent = t("Dieser Browser sah zuletzt Nr. {seq} ({head} …), {when}.", {
    seq: last.seq,
    head: last.head.slice(0, 8),
    when: when(last.at),
  });
}
file.addEventListener("change", () => take(file.files[0]));
typed.addEventListener("change", () => checked && tell());
for (const event of ["dragenter", "dragover"]) {
  drop.addEventListener(event, (dragged) => {
    dragged.preventDefault();
    drop.dataset.over = "yes";
  });
}
drop.addEventListener("dragleave", () => delete drop.dataset.over);
drop.addEventListener("drop", (dropped) => {
  dropped.preventDefault();
  delete drop.dataset.over;
  take(dropped.dataTransfer.files[0]);
});

async function take(chosen) {
  if (!chosen) return;
  checked = null;
  if (!globalThis.crypto?.subtle) {
    return say("bad", t("Dieser Browser kann hier nicht rechnen. Bitte die Seite über https öffnen."), []);
  }
  if (chosen.size > MOST) return say("bad", t("Diese Datei ist zu groß für ein Ereignisprotokoll."), []);
  say("waiting", t("Die Datei wird geprüft …"), []);
  let bytes;
  try {
    bytes = new Uint8Array(await chosen.arrayBuffer());
  } catch {
    return say("bad", t("Die Datei lässt sich nicht lesen. Bitte noch einmal auswählen."), []);
  }
  checked = { name: chosen.name, ...(await checkLog(bytes)) };
  tell();
}

function tell() {
  const rows = [ofChain(), ...ofHeads()];
  const states = rows.map(([state]) => state);
  if (states.includes("bad")) {
    say("bad", t("Diese Datei ist nicht das Ereignisprotokoll dieser Sitzung, oder sie wurde verändert."), rows);
  } else if (states.slice(1).includes("good")) {
    say("good", t("Alles stimmt: Diese Datei ist das unveränderte Ereignisprotokoll dieser Sitzung."), rows);
  } else {
    say("open", t("Die Datei ist in sich heil. Ob sie zu dieser Sitzung gehört, lässt sich noch nicht sagen."), rows);
  }
}

function ofChain() {
  const { fault, hashes, withheld } = checked;
  if (fault) return ["bad", t(FAULTS[fault.kind](), { seq: fault.seq })];
  if (withheld > 0) {
    return [
      "good",
      t("Die Kette ist ganz: {n} Zeilen, keine verändert. Bei {withheld} davon ist der Text zurückgehalten.", {
        n: hashes.length,
        withheld,
      }),
    ];
  }
  return ["good", t("Die Kette ist ganz: {n} Zeilen, keine verändert.", { n: hashes.length })];
}

const FAULTS = {
  text: () => t("Das ist keine Textdatei in UTF-8, also kein Ereignisprotokoll."),
  end: () => t("Die Zeile Nr. {seq} ist abgeschnitten."),
  line: () => t("Nr. {seq} ist keine Zeile eines Ereignisprotokolls."),
  number: () => t("Vor Nr. {seq} fehlen Zeilen, oder sie sind vertauscht oder doppelt."),
  chain: () => t("Die Prüfsumme von Nr. {seq} passt nicht: Diese Zeile oder die davor wurde verändert."),
};

function ofHeads() {
  if (checked.fault) return [];
  const { hashes } = checked;
  return [...ofServer(hashes), ...ofBrowser(hashes), ...ofPaper(hashes)];
}

function ofServer(hashes) {
  if (!server.head) return [];
  if (hashes.length < server.seq) {
    const gaps = { n: hashes.length, seq: server.seq };
    return [["open", t("Die Datei endet bei Nr. {n}; auf dem Server steht schon Nr. {seq}. Ihr fehlt das Ende.", gaps)]];
  }
  if (hashes[server.seq - 1] !== server.head) {
    return [["bad", t("Der Server nennt zu Nr. {seq} eine andere Prüfsumme als die Datei.", { seq: server.seq })]];
  }
  return [["good", t("Der Server nennt denselben Kopf: Nr. {seq}.", { seq: server.seq })]];
}

function ofBrowser(hashes) {
  const within = seen.filter((one) => one.seq <= hashes.length);
  const other = within.find((one) => hashes[one.seq - 1] !== one.head);
  if (other) {
    const gaps = { seq: other.seq, when: when(other.at) };
    return [["bad", t("Dieser Browser sah zu Nr. {seq} eine andere Prüfsumme, {when}.", gaps)]];
  }
  if (within.length === 0) return [];
  const last = within.at(-1);
  return [["good", t("Dieser Browser sah dieselbe Prüfsumme zu Nr. {seq}, {when}.", { seq: last.seq, when: when(last.at) })]];
}

function ofPaper(hashes) {
  const wanted = typed.value.replace(/[^0-9a-fA-F]/g, "").toLowerCase();
  if (!typed.value.trim()) return [];
  if (wanted.length < 8) return [["open", t("Von dem Kopf aus der Niederschrift braucht es wenigstens acht Zeichen.")]];
  const seq = hashes.findLastIndex((hash) => hash.startsWith(wanted)) + 1;
  if (seq === 0) return [["bad", t("Der Kopf aus der Niederschrift kommt in dieser Datei nicht vor.")]];
  if (seq === hashes.length) return [["good", t("Der Kopf aus der Niederschrift ist der Kopf dieser Datei.")]];
  return [["good", t("Der Kopf aus der Niederschrift steht bei Nr. {seq}: Danach ging das Protokoll weiter.", { seq })]];
}

// -- what is shown

function say(state, sentence, rows) {
  const headline = element("p", "check__said", sentence);
  const list = element("ul", "check__rows");
  list.setAttribute("role", "list");
  for (const [of, text] of rows) {
    const row = element("li", "check__row");
    row.dataset.state = of;
    row.append(sign(of), element("span", "", text));
    list.append(row);
  }
  result.dataset.state = state;
  result.replaceChildren(headline, ...(rows.length ? [list] : []), ...(checked && !checked.fault ? [numbers()] : []));
}

function numbers() {
  const told = element("dl", "check__heads");
  const head = checked.hashes.at(-1);
  for (const [name, value] of [[t("Kopf dieser Datei"), head], ["SHA-512", checked.sha512]]) {
    const pair = document.createElement("div");
    const said = document.createElement("dd");
    said.append(element("code", "check__hash", value));
    pair.append(element("dt", "", name), said);
    told.append(pair);
  }
  return told;
}

function element(kind, name, text = "") {
  const made = document.createElement(kind);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

const SIGNS = { good: "#i-received", bad: "#i-warning", open: "#i-info" };

function sign(state) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", SIGNS[state]);
  svg.append(use);
  return svg;
}

function when(at) {
  const form = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  return form.format(new Date(at));
}
