// What a frame said is handed on over our socket, in the frame's own words; the page of a member says what is true of the
// member's own connection, the hall's display what is true of all others.
//
// Of each fact only the newest counts, because all that comes in one message counts from one moment. When the socket is
// made anew, everything that is true is told again: what was under way when it was cut may be lost.

const SOON = 500; // milliseconds in which facts are gathered: a sign-in may ask no more than so often
const MOST = 50; // events in one message

let facts = new Map(); // own connection → fact → event
let news = new Map(); // the same, not sent yet
let gone = new Map(); // the last word of connections that are over
let timer = 0;

document.addEventListener("handzeichen:greeted", () => {
  news = copied([gone, facts]);
  send();
});

// Something is true from now on.
export function tell(system, own, fact, event) {
  note(facts, system, own, fact, event);
  note(news, system, own, fact, event);
  timer ||= setTimeout(send, SOON);
}

// A connection is over, and this is the last word of it; nothing else is told of it again.
export function tellLast(system, own, event) {
  facts.delete(keyOf(system, own));
  note(gone, system, own, "end", event);
  note(news, system, own, "end", event);
  send();
}

// The same while the page itself goes, and with it perhaps the socket before the word is out: the browser carries it over.
export function tellLeaving(system, own, event) {
  const told = JSON.stringify({ video: { system, own, events: [event] } });
  if (!navigator.sendBeacon("video", told)) tellLast(system, own, event);
}

// What is told once and not again by itself: of everybody but the own connection.
export function tellOnce(system, fact, event) {
  note(news, system, "", fact, event);
  timer ||= setTimeout(send, SOON);
}

// What is no longer true of somebody, and need not be told.
export function forget(system, fact) {
  facts.get(keyOf(system, ""))?.delete(fact);
}

// Nothing is known any more.
export function forgetAll() {
  facts = new Map();
  news = new Map();
}

function send() {
  clearTimeout(timer);
  timer = 0;
  for (const [key, events] of news) {
    const [system, own] = JSON.parse(key);
    const all = [...events.values()];
    while (all.length) {
      const video = { system, ...(own && { own }), events: all.splice(0, MOST) };
      const tells = new CustomEvent("handzeichen:tell", { detail: { video }, cancelable: true });
      if (!document.dispatchEvent(tells)) return; // No line: with the next one everything is told anew.
    }
  }
  news = new Map();
}

function note(where, system, own, fact, event) {
  const key = keyOf(system, own);
  if (!where.has(key)) where.set(key, new Map());
  where.get(key).delete(fact); // what is new stands last
  where.get(key).set(fact, event);
}

function keyOf(system, own) {
  return JSON.stringify([system, own]);
}

function copied(several) {
  const found = new Map();
  for (const one of several) for (const [key, events] of one) found.set(key, new Map([...(found.get(key) ?? []), ...events]));
  return found;
}
