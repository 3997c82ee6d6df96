"""Events as they are stored and come back; commands come in by the same door (`asks`).

What is stored is canonical: equal entries are equal bytes. Old events are read forever: UPCASTERS lift their names and
fields to today's, and the stored bytes stay as they are. Nothing is encrypted: a body says openly what happened.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from handzeichen.log.asks import (
    Ask,
    Unreadable,
    read_command,
    read_json,
    read_scripted,
    read_sent,
    write_command,
)
from handzeichen.log.chain import Line
from handzeichen.log.reading import on_the_shelf
from handzeichen.log.values import Fault
from handzeichen.log.writing import writer
from handzeichen.meeting.events import EVENTS, Entry
from handzeichen.meeting.ids import PersonId

__all__ = [
    # Commands, from `asks`
    "Ask",
    "Unreadable",
    "read_command",
    "read_json",
    "read_scripted",
    "read_sent",
    "write_command",
    # Events
    "BadEntry",
    "UPCASTERS",
    "read_entries",
    "read_entry",
    "version_of",
    "write_entry",
]

UPCASTERS: Final[dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]]] = {}
"""Event type and version → its data one version later. A type's version is one more than its newest upcaster's.

A new field needs no upcaster where its default says what was true before it existed; whatever else changes does.
"""


class BadEntry(Exception):
    """A stored event that this version cannot read: `seq` is its number, `sentence` says why."""

    def __init__(self, seq: int, why: str) -> None:
        self.seq = seq
        self.sentence = f"Nr. {seq} des Protokolls lässt sich nicht lesen: {why}"
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    v: int
    at: datetime
    by: PersonId
    type: str
    data: dict[str, object]
    for_: PersonId | None = None
    key: str | None = None


_encode = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode
_read_stored = on_the_shelf(_Stored)
_READ: Final = {name: on_the_shelf(kind) for name, kind in EVENTS.items()}


def version_of(name: str) -> int:
    """The version in which events of this type are written today."""
    return 1 + max((v for of, v in UPCASTERS if of == name), default=0)


_WRITE: Final = {kind: (name, version_of(name), writer(kind)) for name, kind in EVENTS.items()}


def write_entry(entry: Entry) -> str:
    """An entry as its line's body: canonical JSON, keys sorted, no spaces, whole numbers only.

    What is None (`for` and `key` too) is left out. The sequence number is the line's and not repeated.
    """
    name, version, write = _WRITE[type(entry.event)]
    body: dict[str, object] = {"v": version, "at": entry.at.isoformat(), "by": entry.by, "type": name}
    if entry.for_ is not None:
        body["for"] = entry.for_
    if entry.key is not None:
        body["key"] = entry.key
    body["data"] = write(entry.event)
    return _encode(body).decode()


def read_entry(seq: int, body: str) -> Entry:
    """The entry in a stored body, lifted to today's form; raises `BadEntry` with the number that it was given."""
    try:
        stored: _Stored = _read_stored(_decode(body))
        data = _lifted(seq, stored)
        event = _READ[stored.type](data)
    except Fault as fault:
        raise BadEntry(seq, fault.sentence("Eintrag")) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise BadEntry(seq, "Es ist kein gültiges JSON.") from None
    return Entry(seq=seq, at=stored.at, by=stored.by, for_=stored.for_, key=stored.key, event=event)


def read_entries(lines: Iterable[Line]) -> Iterator[Entry]:
    """The entries of a log in order; lines whose body is withheld are passed over. Raises `BadEntry`."""
    return (read_entry(line.seq, line.body) for line in lines if line.body is not None)


def _lifted(seq: int, stored: _Stored) -> dict[str, Any]:
    newest = version_of(stored.type)
    if stored.type not in EVENTS or not 1 <= stored.v <= newest:
        what = f"„{stored.type}“ in Fassung {stored.v}"
        raise BadEntry(
            seq, f"{what} kennt diese Version von Handzeichen nicht. Bitte eine neuere Version nehmen."
        )
    data = stored.data
    for version in range(stored.v, newest):
        data = UPCASTERS[stored.type, version](data)
    return data
