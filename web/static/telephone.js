// Four digits in a field for names are the code that somebody who is cut off says on the telephone: it finds one person.

const AGAIN = 2000; // milliseconds after which a code that nobody had is asked for anew
const CODE = /^\d{4}$/;

let known = {}; // code → person
let asked = null; // for which code the server was asked last, and when: nobody has it, or the answer is under way

export function isCode(typed) {
  return CODE.test(typed.trim());
}

export function personOf(typed) {
  return known[typed.trim()] ?? null;
}

// Ready once the code is known, or known to be nobody's. People come to the meeting while the page is open.
export function learn(typed) {
  const code = typed.trim();
  if (known[code]) return Promise.resolve();
  const isFresh = asked?.code === code && performance.now() - asked.at < AGAIN;
  if (!isFresh) asked = { code, at: performance.now(), answer: ask() };
  return asked.answer;
}

async function ask() {
  try {
    const response = await fetch("telefoncodes", { cache: "no-store" });
    if (response.ok) known = await response.json();
  } catch {
    asked = null; // The line is gone; the page says so itself.
  }
}
