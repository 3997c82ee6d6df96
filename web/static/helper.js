// A helper's page: the list of people narrowed by a name, and one key for each change of the row that has the focus.

import { followRows, plain } from "./rows.js";
import { followStrangers } from "./strangers.js";

const find = document.getElementById("find");
const list = document.getElementById("people");

function narrow() {
  const wanted = plain(find.value);
  for (const row of list.querySelectorAll(".row")) {
    row.hidden = wanted !== "" && !plain(row.dataset.name).split(/[\s-]+/).some((word) => word.startsWith(wanted));
  }
}

find.addEventListener("input", narrow);
find.addEventListener("keydown", (event) => {
  if (event.key === "Enter") list.querySelector(".row:not([hidden]) button")?.focus();
});
document.addEventListener("handzeichen:parts", narrow);
followRows(list, find, "button");
followStrangers();
