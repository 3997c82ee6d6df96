// What scripts say, in the language of the page, and how times are told.

// A page that is not German carries what its scripts say, by the German words.
const carried = document.getElementById("catalogue");
const catalogue = carried ? JSON.parse(carried.textContent) : {};

// The words in the page's language, each gap "{name}" filled; a gap without a value stays.
export function t(german, gaps = {}) {
  return (catalogue[german] ?? german).replace(/\{(\w+)\}/g, (gap, name) => gaps[name] ?? gap);
}

// "17.55 Uhr", read from the meeting's own clock and never turned into the browser's.
export function clock(iso) {
  const found = /T(\d\d):(\d\d)/.exec(iso || "");
  return found ? t("{hour}.{minute} Uhr", { hour: Number(found[1]), minute: found[2] }) : "";
}
