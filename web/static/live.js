// A live page: it arrives whole, then its socket brings the parts that changed, and carries commands and answers.

import { cut, freshKey, listen, reconsiderVotes, settle } from "./answers.js";
import { connect } from "./connection.js";
import { followKeys } from "./keys.js";
import { showAlarm, showForeign, showFork, showFresh, showSignedOut, showStale } from "./notices.js";
import { show } from "./parts.js";
import { renew } from "./renewal.js";
import { keepHead } from "./seen.js";

const page = document.body.dataset;
const pageId = freshKey();
const seen = { seq: Number(page.seq || 0), head: page.head || "" };

const connection = connect({
  address: () => address(),
  onStale: (since) => showStale(since),
  onFresh: () => showFresh(),
  onForeign: () => showForeign(),
  onCut: () => cut(),
  onSignedOut: () => showSignedOut(),
  onGreeting: (version) => {
    renew(version);
    document.dispatchEvent(new CustomEvent("handzeichen:greeted"));
  },
  onFrame: (frame) => take(frame),
});

keepHead(page.meeting, seen.seq, seen.head);
listen(document, connection);
followKeys(document);
// What a module beside us has to tell; whether it went out, it reads from the event.
document.addEventListener("handzeichen:tell", (event) => connection.send(event.detail) || event.preventDefault());

function take(frame) {
  if (frame.answer) settle(frame.answer);
  if (frame.fork) showFork(seen);
  if (frame.alarm !== undefined) showAlarm(frame.alarm);
  if (frame.parts) {
    witness(frame);
    const ids = show(frame.parts);
    reconsiderVotes(ids);
    document.dispatchEvent(new CustomEvent("handzeichen:parts", { detail: { ids } }));
  }
}

// Every page but the public's remembers the newest head it saw, and says so when the log no longer goes on from it.
function witness(frame) {
  if (frame.seq === undefined) {
    // Seen from outside the doors: what this page saw before is gone, and it has to ask for everything.
    seen.seq = 0;
    seen.head = "";
    return;
  }
  const changed = frame.seq === seen.seq && seen.head !== "" && frame.head !== seen.head;
  if (frame.seq < seen.seq || changed) showFork(seen);
  seen.seq = frame.seq;
  seen.head = frame.head;
  keepHead(page.meeting, seen.seq, seen.head);
}

function address() {
  const url = new URL(`/ws/${encodeURIComponent(page.meeting)}`, location.href);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  if (page.language !== "de") url.searchParams.set("language", page.language);
  if (page.slug) {
    url.searchParams.set("slug", page.slug);
    url.searchParams.set("page", pageId);
    url.searchParams.set("since", String(seen.seq));
    url.searchParams.set("head", seen.head);
  }
  return url;
}
