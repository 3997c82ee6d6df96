// How times are told: "17.55 Uhr", read from the meeting's own clock and never turned into the browser's.

export function clock(iso) {
  const found = /T(\d\d):(\d\d)/.exec(iso || "");
  return found ? `${Number(found[1])}.${found[2]} Uhr` : "";
}
