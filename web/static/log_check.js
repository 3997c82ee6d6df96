// Checks a log in this browser: every line, and that each binds the one before. The file is neither sent nor kept.

const OPEN = ["seq", "salt", "body", "hash"];
const WITHHELD = ["seq", "commitment", "hash"];
const HEX = { salt: /^[0-9a-f]{32}$/, commitment: /^[0-9a-f]{64}$/, hash: /^[0-9a-f]{64}$/ };
const START = "0".repeat(64);
const TOGETHER = 500; // lines whose commitments are computed at once

// What stands in the bytes: the hash of each line, how many texts are withheld, the file's SHA-512, and the first fault as
// { seq, kind }, its kind one of "text", "end", "line", "number", "chain".
export async function checkLog(bytes) {
  const found = { hashes: [], withheld: 0, fault: null, sha512: await sha("SHA-512", bytes) };
  const rows = split(bytes);
  if (rows === null) return { ...found, fault: { seq: 1, kind: "text" } };
  if (rows.pop() !== "") return { ...found, fault: { seq: rows.length + 1, kind: "end" } };
  let before = START;
  for (let start = 0; start < rows.length; start += TOGETHER) {
    const lines = await Promise.all(rows.slice(start, start + TOGETHER).map(read));
    for (const [index, line] of lines.entries()) {
      const seq = start + index + 1;
      const kind = line === null ? "line" : line.seq !== seq ? "number" : null;
      const right = kind ? "" : await sha("SHA-256", unhex(before + line.commitment));
      if (kind || right !== line.hash) return { ...found, fault: { seq, kind: kind || "chain" } };
      found.hashes.push(line.hash);
      found.withheld += line.isWithheld ? 1 : 0;
      before = line.hash;
    }
  }
  return rows.length ? found : { ...found, fault: { seq: 1, kind: "line" } };
}

function split(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes).split("\n");
  } catch {
    return null;
  }
}

// One line in the one form in which the server writes it; null where it is anything else.
async function read(row) {
  let line;
  try {
    line = JSON.parse(row);
  } catch {
    return null;
  }
  // Two readers could take different ones of two equal keys: whatever is not written in this one form is none.
  if (line === null || JSON.stringify(line) !== row) return null;
  const keys = Object.keys(line).join();
  const isWithheld = keys === WITHHELD.join();
  if (!isWithheld && keys !== OPEN.join()) return null;
  if (!Number.isInteger(line.seq) || keys.split(",").some((key) => HEX[key] && !HEX[key].test(line[key]))) return null;
  if (isWithheld) return { seq: line.seq, hash: line.hash, commitment: line.commitment, isWithheld };
  if (typeof line.body !== "string") return null;
  const commitment = await sha("SHA-256", join(unhex(line.salt), new TextEncoder().encode(line.body)));
  return { seq: line.seq, hash: line.hash, commitment, isWithheld };
}

function join(one, other) {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function unhex(text) {
  return Uint8Array.from(text.match(/../g), (pair) => Number.parseInt(pair, 16));
}

async function sha(kind, bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest(kind, bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
