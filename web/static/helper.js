// A helper's page: the list of people narrowed by a name, and one key for each change of the row that has the focus.

import { followRows, plain } from "./rows.js";
import { followStrangers } from "./strangers.js";
import { isCode, learn, personOf } from "./telephone.js";
import { t } from "./words.js";

const find = document.getElementById("find");
const list = document.getElementById("people");
const callers = document.body.classList.contains("host"); // Whoever stands at the door answers no telephone.
const said = document.querySelector("#main > [data-answer]");

function narrow() {
  const wanted = plain(find.value);
  for (const row of list.querySelectorAll(".row")) row.hidden = wanted !== "" && !fits(row, wanted);
}

function fits(row, wanted) {
  if (callers && isCode(wanted)) return row.id === `row-${personOf(wanted)}`;
  return plain(row.dataset.name).split(/[\s-]+/).some((word) => word.startsWith(wanted));
}

async function learned() {
  if (!callers || !isCode(find.value)) return;
  await learn(find.value);
  narrow();
}

find.addEventListener("input", () => {
  narrow();
  learned();
});
find.addEventListener("keydown", async (event) => {
  if (event.key !== "Enter") return;
  await learned();
  const first = list.querySelector(".row:not([hidden]) button");
  first?.focus();
  said.textContent = callers && isCode(find.value) && !first ? t("Diesen Code hat niemand in dieser Sitzung.") : "";
});
document.addEventListener("handzeichen:parts", narrow);
followRows(list, find, "button");
followStrangers();
