// How long the way to the server and back takes, over the page's own socket: several pings, one after the other.

const PINGS = 8;
const EVERY = 250; // milliseconds between an echo and the next ping

// `send` takes a message for the server; `done` is told the middle of the times, in milliseconds.
export function echo(send, done) {
  let times = [];
  let number = 0;
  let sentAt = 0;

  function ping() {
    number += 1;
    sentAt = performance.now();
    send({ ping: number });
  }

  return {
    start() {
      times = [];
      ping();
    },
    hear(pong) {
      if (pong !== number) return;
      times.push(performance.now() - sentAt);
      if (times.length < PINGS) return setTimeout(ping, EVERY);
      done(times.sort((one, other) => one - other)[Math.floor(PINGS / 2)]);
    },
  };
}
