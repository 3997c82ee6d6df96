// Clocks that run by themselves: how long somebody has been speaking, how many minutes a break still lasts, how many
// seconds there are to answer.
//
// They go by the server's time, which each beat brings, not by the device's. A screen reader is told the moments in words instead.

import { t } from "./words.js";

const EVERY = 1000;
let heard = "";
let ahead = 0;

document.addEventListener("handzeichen:parts", run);
setInterval(run, EVERY);
run();

function run() {
  const { at } = document.body.dataset;
  if (at !== heard) [heard, ahead] = [at, Date.parse(at) - Date.now()];
  const now = Date.now() + ahead;
  for (const clock of document.querySelectorAll("[data-since]")) speech(clock, (now - Date.parse(clock.dataset.since)) / 1000);
  for (const clock of document.querySelectorAll("[data-until]")) wait(clock, (Date.parse(clock.dataset.until) - now) / 60000);
  for (const clock of document.querySelectorAll("[data-countdown]")) countdown(clock, (Date.parse(clock.dataset.countdown) - now) / 1000);
  for (const line of document.querySelectorAll("[data-ends]")) line.toggleAttribute("data-over", now > Date.parse(line.dataset.ends));
}

// "4:05", and over the limit that it is over, in words.
function speech(clock, seconds) {
  const gone = Math.max(0, Math.floor(seconds));
  const time = `${Math.floor(gone / 60)}:${String(gone % 60).padStart(2, "0")}`;
  const over = clock.dataset.limit !== undefined && gone >= Number(clock.dataset.limit);
  clock.classList.toggle("floor__clock--over", over);
  write(clock, over ? t("{time} – Redezeit abgelaufen", { time }) : time);
}

// "noch 12 Minuten"; nothing for a wait of more than a day, nor once it is over.
function wait(clock, minutes) {
  const left = Math.ceil(minutes);
  if (left < 1 || left > 24 * 60) write(clock, "");
  else if (left === 1) write(clock, t("noch eine Minute"));
  else if (left < 100) write(clock, t("noch {minutes} Minuten", { minutes: left }));
  else write(clock, t("noch {hours} Stunden", { hours: Math.round(left / 60) }));
}

// "noch 42 Sekunden", and then that the time is over; whoever is asked reads in a label that an answer still counts.
function countdown(clock, seconds) {
  const left = Math.round(seconds); // The server's time comes a moment late: "61 of 60" is never said.
  if (left < 1) write(clock, clock.dataset.label ?? t("Die Zeit ist abgelaufen."));
  else if (left === 1) write(clock, t("noch eine Sekunde"));
  else write(clock, t("noch {seconds} Sekunden", { seconds: left }));
}

function write(clock, text) {
  const { length } = clock.textContent;
  if (clock.textContent !== text) clock.textContent = text;
  if (length !== text.length) document.dispatchEvent(new CustomEvent("handzeichen:clock")); // It takes more room, or less.
}
