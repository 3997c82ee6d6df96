"""Single values of JSON: what each may be, and the German sentence that says what is wrong with one that is not.

Two strictnesses: at the DOOR stands whatever people and programs send, and every limit of the contract is held. On the
SHELF stand our own stored events, where only the type is checked: a limit made tighter later must not make an old log
unreadable. Nothing here says whether a value makes sense in the meeting.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handzeichen.meeting.ids import (
    ID_PATTERN,
    ID_TYPES,
    LEAST_SECONDS,
    LINE_LIMIT,
    MOST_SECONDS,
    TEXT_LIMIT,
    Count,
    Line,
    Rank,
    Seconds,
    Text,
)

WHOLE = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly."""
DEEPEST = 20
"""How deep free JSON (the command inside a correction) may be nested."""
SHOWN = 40


class Fault(Exception):
    """What is wrong with one value, on its way up to where the value's name is known."""

    def __init__(self, predicate: str) -> None:
        super().__init__(predicate)
        self.predicate = predicate
        self.path: list[str] = []

    def sentence(self, subject: str) -> str:
        """The whole sentence; `subject` is what it is about where the fault is not inside a field."""
        path = "".join(reversed(self.path)).removeprefix(".")
        return f"„{path or subject}“ {self.predicate}"


@dataclass(frozen=True, slots=True)
class Reader:
    """How one kind of value is read, raising `Fault`, and what a person is told to put there."""

    expects: str
    read: Callable[[Any], Any]


def shown(value: object) -> str:
    """A value as an error repeats it: short, in one line, and without anything that cannot be printed."""
    if isinstance(value, dict | list | tuple):
        return "ein Objekt" if isinstance(value, dict) else "eine Liste"
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    text = "".join(char if char.isprintable() else "�" for char in text[:SHOWN]) + "…" * (len(text) > SHOWN)
    return f"„{text}“"


def wrong(expects: str, value: object) -> Fault:
    """The fault that a value is not what is expected there."""
    return Fault(f"muss {expects} sein, nicht {shown(value)}.")


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BREAK = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_is_id = re.compile(ID_PATTERN).fullmatch
_is_time = re.compile(
    r"(19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:[0-5]\d)?", re.ASCII
).fullmatch
_is_day = re.compile(r"(19|20|21)\d\d-\d\d-\d\d", re.ASCII).fullmatch

AN_ID = "eine Kennung aus a–z, 0–9, „.“, „_“ und „-“ (vorn a–z oder 0–9, höchstens 64 Zeichen)"
A_TEXT = "ein Text"
A_LINE = "ein Text in einer Zeile"
A_NUMBER = "eine ganze Zahl"
A_COUNT = "eine ganze Zahl ab 0"
A_WAIT = f"eine ganze Zahl von {LEAST_SECONDS} bis {MOST_SECONDS}"
A_RANK = "„true“, „false“ oder ein Rang ab 1"
A_BOOL = "„true“ oder „false“ (ohne Anführungszeichen)"
A_TIME = "eine Zeitangabe wie „2026-11-22T18:00:00+01:00“"
A_DAY = "ein Tag wie „2026-11-22“"
A_VALUE = "ein JSON-Wert"


def read_id(value: object) -> str:
    """The name of a thing; whether such a thing exists is not asked here."""
    if isinstance(value, str) and _is_id(value):
        return value
    raise wrong(AN_ID, value)


def read_text(value: object, limit: int = TEXT_LIMIT) -> str:
    """What somebody wrote, several lines perhaps."""
    if not isinstance(value, str):
        raise wrong(A_TEXT, value)
    if len(value) > limit:
        raise Fault(
            f"hat {_grouped(len(value))} Zeichen, möglich sind höchstens {_grouped(limit)}. Bitte kürzen."
        )
    if odd := _UNSTORABLE.search(value):
        raise Fault(
            f"enthält ein Zeichen, das sich nicht speichern lässt (U+{ord(odd[0]):04X}). Bitte entfernen."
        )
    return value


def read_line(value: object) -> str:
    """A name or a title."""
    text = read_text(value, LINE_LIMIT)
    if _BREAK.search(text):
        raise Fault("muss in einer Zeile stehen. Bitte den Zeilenumbruch entfernen.")
    return text


def whole(expects: str, least: int, most: int = WHOLE) -> Callable[[object], int]:
    """Reads a whole number from `least` to `most`; `true` is none, nor is 3.0."""

    def read(value: object) -> int:
        if type(value) is int and least <= value <= most:
            return value
        raise wrong(expects, value)

    return read


def read_rank(value: object) -> int | None:
    """A deputy chair's rank: `true` is the first, `false` is none."""
    if isinstance(value, bool):
        return 1 if value else None
    return whole(A_RANK, 1)(value)


def read_bool(value: object) -> bool:
    """Yes or no; 1 and "true" are neither."""
    if isinstance(value, bool):
        return value
    raise wrong(A_BOOL, value)


def read_time(value: object) -> datetime:
    """A moment, with its distance to UTC: without it nobody knows which moment was meant."""
    if not (isinstance(value, str) and _is_time(value)):
        raise wrong(A_TIME, value)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Fault(f"nennt einen Zeitpunkt, den es nicht gibt: {shown(value)}. Bitte prüfen.") from None
    if moment.tzinfo is None:
        raise Fault(f"braucht den Abstand zur Weltzeit, etwa „{value}+01:00“.")
    return moment


def read_day(value: object) -> date:
    """A date without a time."""
    if not (isinstance(value, str) and _is_day(value)):
        raise wrong(A_DAY, value)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Fault(f"nennt einen Tag, den es nicht gibt: {shown(value)}. Bitte prüfen.") from None


def read_value(value: object, depth: int = 0) -> object:
    """Free JSON, as it stands: its texts storable, its numbers whole, not too deep."""
    if depth > DEEPEST:
        raise Fault(f"ist tiefer als {DEEPEST} Ebenen verschachtelt. Bitte vereinfachen.")
    match value:
        case str():
            return read_text(value)
        case list():
            return [read_value(each, depth + 1) for each in value]
        case dict():
            return {read_line(name): read_value(each, depth + 1) for name, each in value.items()}
        case bool() | None:
            return value
        case _:
            return whole(A_NUMBER, -WHOLE)(value)


def _read_stored_time(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise wrong(A_TIME, value)
    return moment


def _stored(kind: type, expects: str) -> Reader:
    def read(value: object) -> object:
        if type(value) is kind:
            return value
        raise wrong(expects, value)

    return Reader(expects, read)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


Leaves = Mapping[object, Reader]

DOOR: Leaves = {
    **dict.fromkeys(ID_TYPES, Reader(AN_ID, read_id)),
    **dict.fromkeys([Text, str], Reader(A_TEXT, read_text)),
    Line: Reader(A_LINE, read_line),
    int: Reader(A_NUMBER, whole(A_NUMBER, -WHOLE)),
    Count: Reader(A_COUNT, whole(A_COUNT, 0)),
    Seconds: Reader(A_WAIT, whole(A_WAIT, LEAST_SECONDS, MOST_SECONDS)),
    Rank: Reader(A_RANK, read_rank),
    bool: Reader(A_BOOL, read_bool),
    datetime: Reader(A_TIME, read_time),
    date: Reader(A_DAY, read_day),
    object: Reader(A_VALUE, read_value),
}
"""How the values of a command are read, by type hint."""

SHELF: Leaves = {
    **dict.fromkeys([*ID_TYPES, Text, str, Line], _stored(str, A_TEXT)),
    **dict.fromkeys([int, Count, Seconds, Rank], _stored(int, A_NUMBER)),
    bool: _stored(bool, A_BOOL),
    datetime: Reader(A_TIME, _read_stored_time),
    date: DOOR[date],
    object: Reader(A_VALUE, lambda value: value),
}
"""How the values of a stored event are read, by type hint."""
