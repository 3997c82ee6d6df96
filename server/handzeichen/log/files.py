"""A log as a file of lines: how it is handed over, kept for years, and read again with suspicion.

One JSON object a line: `{"seq", "salt", "body", "hash"}`, or `{"seq", "commitment", "hash"}` where a body was withheld.
What is not exactly that is wrong at its line; nothing is repaired. A right file does not say who wrote it.
"""

import json
import re
from collections.abc import Iterable, Iterator

import msgspec

from handzeichen.log.chain import SALT_BYTES, Line, Wrong, check

OPEN = {"seq", "salt", "body", "hash"}
WITHHELD = {"seq", "commitment", "hash"}
_HASH = re.compile(r"[0-9a-f]{64}")
_HEX = {"hash": _HASH, "commitment": _HASH, "salt": re.compile(rf"[0-9a-f]{{{2 * SALT_BYTES}}}")}


class _Broken(Exception):
    """Why one line cannot be read, in German."""


def to_jsonl(lines: Iterable[Line]) -> bytes:
    """A log as it is handed over, one line each, UTF-8, with a newline after each."""
    return b"".join(msgspec.json.encode(_plain(line)) + b"\n" for line in lines)


def from_jsonl(data: bytes, head: str | None = None) -> list[Line] | Wrong:
    """The lines of a whole log whose every hash was checked, or the first sequence number that is wrong.

    With `head`, a log that does not end at that hash is wrong as well.
    """
    lines: list[Line] = []
    broken = None
    for seq, raw in enumerate(_rows(data), start=1):
        try:
            lines.append(_read(raw))
        except _Broken as fault:
            broken = Wrong(seq, str(fault))
            break
    if broken is None:
        return check(lines, head) or lines
    # A hash before the line that cannot be read may be wrong already.
    return (check(lines) if lines else None) or broken


def _plain(line: Line) -> dict[str, object]:
    if line.commitment is not None:
        return {"seq": line.seq, "commitment": line.commitment, "hash": line.hash}
    return {"seq": line.seq, "salt": line.salt, "body": line.body, "hash": line.hash}


def _rows(data: bytes) -> Iterator[bytes]:
    rows = data.split(b"\n")
    return iter(rows[:-1] if rows[-1] == b"" else rows)


def _read(raw: bytes) -> Line:
    if not (raw.startswith(b"{") and raw.endswith(b"}")):
        raise _Broken("Hier steht keine Zeile eines Protokolls, sondern etwas anderes.")
    try:
        fields = json.loads(raw.decode(), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise _Broken("Diese Zeile ist kein gültiges JSON in UTF-8.") from None
    if set(fields) not in (OPEN, WITHHELD):
        raise _Broken(
            "Eine Zeile hat entweder „seq“, „salt“, „body“, „hash“ oder „seq“, „commitment“, „hash“."
        )
    _check_values(fields)
    return Line(**fields)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    # Two readers may take different ones of two equal keys: then they would check one body and show another.
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise _Broken("In dieser Zeile kommt ein Feld doppelt vor.")
    return fields


def _check_values(fields: dict[str, object]) -> None:
    if type(fields["seq"]) is not int:
        raise _Broken("„seq“ muss eine ganze Zahl sein.")
    for name in fields.keys() & _HEX.keys():
        value = fields[name]
        if not (isinstance(value, str) and _HEX[name].fullmatch(value)):
            raise _Broken(f"„{name}“ muss aus Ziffern und den Buchstaben a bis f in voller Länge bestehen.")
    if "body" in fields and not _is_storable(fields["body"]):
        raise _Broken("„body“ muss ein Text sein.")


def _is_storable(body: object) -> bool:
    # A lone surrogate can be written in JSON, but has no bytes to take a hash of.
    try:
        return isinstance(body, str) and body.encode() is not None
    except UnicodeEncodeError:
        return False
