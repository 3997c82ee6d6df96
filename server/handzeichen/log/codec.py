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
from handzeichen.log.reading import AN_OBJECT, on_the_shelf
from handzeichen.log.values import SHELF, Fault, Reader
from handzeichen.log.writing import writer
from handzeichen.meeting.events import EVENTS, Entry, Event
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inner:
    """An event inside another: what a correction says is stored, and lifted, as in a line of its own."""

    v: int
    type: str
    data: dict[str, object]


_encode = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode
_read_stored = on_the_shelf(_Stored)
_read_inner = on_the_shelf(_Inner)


def version_of(name: str) -> int:
    """The version in which events of this type are written today."""
    return 1 + max((v for of, v in UPCASTERS if of == name), default=0)


def _write_event(event: Event) -> dict[str, object]:
    name, version, write = _WRITE[type(event)]
    return {"v": version, "type": name, "data": write(event)}


def _read_event(value: object) -> Event:
    inner: _Inner = _read_inner(value)
    data = _lifted(inner.type, inner.v, inner.data)
    event: Event = _READ[inner.type](data)
    return event


_SHELF: Final = {**SHELF, Event: Reader(AN_OBJECT, _read_event)}
_READ: Final = {name: on_the_shelf(kind, _SHELF) for name, kind in EVENTS.items()}
_WRITE: Final = {
    kind: (name, version_of(name), writer(kind, {Event: _write_event})) for name, kind in EVENTS.items()
}


def write_entry(entry: Entry) -> str:
    """An entry as its line's body: canonical JSON, keys sorted, no spaces, whole numbers only.

    What is None (`for` and `key` too) is left out. The sequence number is the line's and not repeated.
    """
    body: dict[str, object] = {"at": entry.at.isoformat(), "by": entry.by, **_write_event(entry.event)}
    if entry.for_ is not None:
        body["for"] = entry.for_
    if entry.key is not None:
        body["key"] = entry.key
    return _encode(body).decode()


def read_entry(seq: int, body: str) -> Entry:
    """The entry in a stored body, lifted to today's form; raises `BadEntry` with the number that it was given."""
    try:
        stored: _Stored = _read_stored(_decode(body))
        data = _lifted(stored.type, stored.v, stored.data)
        event = _READ[stored.type](data)
    except _UnknownEvent as unknown:
        raise BadEntry(seq, str(unknown)) from None
    except Fault as fault:
        raise BadEntry(seq, fault.sentence("Eintrag")) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise BadEntry(seq, "Es ist kein gültiges JSON.") from None
    return Entry(seq=seq, at=stored.at, by=stored.by, for_=stored.for_, key=stored.key, event=event)


def read_entries(lines: Iterable[Line]) -> Iterator[Entry]:
    """The entries of a log in order; lines whose body is withheld are passed over. Raises `BadEntry`."""
    return (read_entry(line.seq, line.body) for line in lines if line.body is not None)


def _lifted(kind: str, version: int, data: dict[str, Any]) -> dict[str, Any]:
    newest = version_of(kind)
    if kind not in EVENTS or not 1 <= version <= newest:
        what = f"„{kind}“ in Fassung {version}"
        raise _UnknownEvent(
            f"{what} kennt diese Version von Handzeichen nicht. Bitte eine neuere Version nehmen."
        )
    for old in range(version, newest):
        data = UPCASTERS[kind, old](data)
    return data


class _UnknownEvent(Exception):
    """A type of event, or a version of one, that is newer than this program."""
