// A device at the door: asks every moment whether it was let in, and goes on by itself.
//
// What it cannot know after a restart of the server is whether it still waits: then it asks again, as its button does.

import { ask } from "./ours.js";

const EVERY = 1500;

async function look() {
  let answer;
  try {
    answer = await ask(`${location.pathname}/stand`, { cache: "no-store" });
  } catch {
    return later(); // no connection; it may come back
  }
  if (answer.status >= 500) return later();
  if (!answer.ok) return location.reload(); // the link is closed: the page says so
  const { state, to } = await answer.json();
  if (state === "in") location.replace(to);
  else if (state === "forgotten") document.getElementById("again").submit();
  else later();
}

function later() {
  setTimeout(look, EVERY);
}

// Phones hold back the timers of what is out of sight.
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
later();
