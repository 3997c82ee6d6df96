// The seat map in a ballot: what a click means is chosen once, then each hand that is seen is one click on its seat.

const brush = document.getElementById("brush");
const hands = document.getElementById("hands");
const asList = document.getElementById("as-list");

export function followSeats() {
  document.addEventListener("keydown", (event) => onKey(event));
  document.addEventListener("handzeichen:parts", paint);
  brush.addEventListener("change", paint);
  asList.addEventListener("click", () => {
    asList.setAttribute("aria-pressed", String(asList.getAttribute("aria-pressed") !== "true"));
    paint();
  });
  paint();
}

// The parts bring every seat as a button for Ja; here it becomes one for what is chosen.
function paint() {
  const spots = [...hands.querySelectorAll("[data-spot]")];
  const seated = spots.length > 0 && spots.length === hands.querySelectorAll(".hand").length;
  brush.hidden = !seated;
  hands.classList.toggle("hands--map", seated && asList.getAttribute("aria-pressed") !== "true");
  const picked = brush.querySelector("input:checked");
  for (const spot of spots) {
    spot.type = "submit";
    spot.setAttribute("form", `f-hand-${picked.value}`);
    spot.title = `${spot.dataset.name}: ${picked.parentElement.firstChild.nextSibling.textContent.trim()}`;
  }
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || brush.hidden) return;
  if (event.target.closest("textarea, select, dialog, .row, input:not([type=number], [type=radio])")) return;
  const pick = brush.querySelector(`[data-brush-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!pick) return;
  event.preventDefault();
  pick.checked = true;
  paint();
}
