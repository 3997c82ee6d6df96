// Which heads of a meeting's log this browser has seen: each page keeps its newest, so that an older history can be told
// from a newer one long after the meeting. Only numbers, hashes and times are kept, and only on this device.

const KEPT = 12; // pages
const page = `${Date.now()}-${Math.random()}`;

function name(meeting) {
  return `handzeichen:heads:${meeting}`;
}

// The heads seen, the oldest first: { page, seq, head, at }, `at` in milliseconds.
export function seenHeads(meeting) {
  try {
    const found = JSON.parse(localStorage.getItem(name(meeting)) || "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return []; // the browser keeps nothing, or somebody else wrote there
  }
}

// This page has seen this head; what other pages of this browser saw stays.
export function keepHead(meeting, seq, head) {
  if (!meeting || !seq || !head) return;
  const others = seenHeads(meeting).filter((one) => one.page !== page);
  const kept = [...others, { page, seq, head, at: Date.now() }].slice(-KEPT);
  try {
    localStorage.setItem(name(meeting), JSON.stringify(kept));
  } catch {
    // no room, or not allowed: the server's own head is left to compare with
  }
}
