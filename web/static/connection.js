// The socket of a page: beats answered, silence noticed, the connection made again.
//
// Beats are answered where they arrive, because the timers of hidden tabs are throttled. Going offline closes nothing
// by itself: only the missing beats tell the truth. While a device sleeps its stop watch may stand still, so the time of day
// counts as well; a clock that is set costs no more than one connection made anew.

import { isSomebodyElse } from "./ours.js";
import { clock } from "./words.js";

const PROTOCOL = "handzeichen.html";
const SIGNED_OUT = 4401;
const RESTARTED = 1012;
const SOON = 500; // After a restart whoever takes part is back within half a second,
const SPREAD = 3000; // and the public within three: thousands at one moment would keep the others waiting.
const MISSED = 2.5; // beats: two that did not come, and some patience
const FIRST_WAIT = 250;
const LONGEST_WAIT = 5000;
const HANDSHAKE = 15000; // A slow network takes its time; to give up early would only begin anew.

export function connect({ address, onStale, onFresh, onForeign, onCut, onSignedOut, onGreeting, onFrame }) {
  let socket = null;
  let every = 2000;
  let heardAt = now();
  let serverTime = clock(document.body.dataset.at);
  let stale = false;
  let ended = false;
  let tries = 0;
  let timer = 0;

  function open() {
    clearTimeout(timer);
    const own = new WebSocket(address(), [PROTOCOL]);
    socket = own;
    own.onmessage = (event) => {
      if (own === socket) hear(JSON.parse(event.data));
    };
    own.onclose = (event) => {
      if (own !== socket) return;
      if (event.code === SIGNED_OUT) return end();
      if (event.code === RESTARTED) return comeBack();
      drop();
    };
    watchHandshake(own);
  }

  function hear(frame) {
    heardAt = now();
    tries = 0;
    if (stale) {
      stale = false;
      onFresh();
    }
    if (frame.beat !== undefined) {
      every = frame.every * 1000;
      serverTime = clock(frame.at);
      document.body.dataset.at = frame.at;
      socket.send(JSON.stringify({ beat: frame.beat }));
      if (frame.version) onGreeting(frame.version);
    } else {
      onFrame(frame);
    }
  }

  // What this socket still carries counts no more: the server cuts it off when the page comes back.
  function drop(wait) {
    const old = socket;
    socket = null;
    if (old) {
      old.onclose = old.onmessage = null;
      old.close();
    }
    onCut();
    wait ??= Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries) * (0.5 + Math.random());
    tries += 1;
    clearTimeout(timer);
    if (ended) return;
    timer = setTimeout(open, wait);
    if (stale) lookWhoAnswers();
  }

  async function lookWhoAnswers() {
    if ((await isSomebodyElse()) && stale && !ended) onForeign();
  }

  // The server said that another one takes over: nothing is wrong.
  function comeBack() {
    drop(Math.random() * (document.body.dataset.slug ? SOON : SPREAD));
  }

  function watchHandshake(own) {
    setTimeout(() => {
      if (own === socket && own.readyState === WebSocket.CONNECTING) drop();
    }, HANDSHAKE);
  }

  function check() {
    if (ended || since(heardAt) < MISSED * every) return;
    if (!stale) {
      stale = true;
      onStale(serverTime);
    }
    if (socket && socket.readyState === WebSocket.OPEN) drop();
  }

  function hurry() {
    check();
    if (!ended && socket === null) {
      tries = 0;
      open();
    }
  }

  function end() {
    ended = true;
    socket = null;
    onCut();
    onSignedOut();
  }

  setInterval(check, 500);
  document.addEventListener("visibilitychange", hurry);
  document.addEventListener("resume", hurry);
  window.addEventListener("pageshow", hurry);
  window.addEventListener("online", hurry);
  open();

  return {
    // Whether the message went out; nothing is kept for later.
    send(message) {
      check(); // Nobody has looked yet where a device has just woken up.
      if (stale || ended || !socket || socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
  };
}

function now() {
  return { watch: performance.now(), day: Date.now() };
}

function since(then) {
  return Math.max(performance.now() - then.watch, Date.now() - then.day);
}
