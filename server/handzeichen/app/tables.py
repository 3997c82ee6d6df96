"""Reads a plan's TOML against the dataclasses of `meeting.plan`, and names every fault at its key.

A table with a fault in it is still read as far as it goes, so that one reading shows everything there is to mend.
Whether the pieces fit together (an id used twice, an unknown faction) is asked in `plan_checks`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from handzeichen.log.reading import listed, read_items
from handzeichen.log.values import AN_ID, DOOR, Fault, read_id, wrong
from handzeichen.meeting.plan import (
    Approves,
    Faction,
    Paper,
    Person,
    Plan,
    PlannedBody,
    PlannedItem,
    PlannedMeeting,
    PlannedMotion,
    Seating,
    TextBlock,
)

A_TABLE = "eine Tabelle"
A_TABLE_LIST = "eine Liste von Tabellen"
A_MOMENT = "ein Zeitpunkt ohne Anführungszeichen wie 2026-11-22T18:00:00+01:00"
A_DATE = "ein Tag ohne Anführungszeichen wie 2026-11-22"
REMOTE = "„all“ oder eine Liste von Kennungen"

Read = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A fault and its place in the plan: `people[3].faction`."""

    place: str
    why: str

    def __str__(self) -> str:
        return f"{self.place}: {self.why}"


@dataclass(slots=True)
class Table:
    """What could be read of one table: right values by field, nested tables as `Table`s."""

    kind: type[Any]
    place: str
    values: dict[str, Any] = field(default_factory=dict)

    def get(self, name: str) -> Any:
        """A value that was given and is right; None otherwise."""
        return self.values.get(name)

    def tables(self, name: str) -> list["Table"]:
        """The tables of a list of tables."""
        return self.values.get(name) or []

    def at(self, name: str) -> str:
        """The place of one of its keys."""
        return f"{self.place}.{name}" if self.place else name

    def build(self) -> Any:
        """The dataclass; only for a table in which nothing is missing."""
        return self.kind(**{name: _built(value) for name, value in self.values.items()})


def read_table(kind: type[Any], raw: Mapping[str, object], place: str, faults: list[Found]) -> Table:
    """One table of the plan; what is wrong with it goes to `faults`."""
    table = Table(kind, place)
    readers = KEYS[kind]
    for key, value in raw.items():
        if key not in readers:
            faults.append(Found(table.at(key), f"unbekannt. Möglich sind: {listed(list(readers))}."))
            continue
        _read_into(table, key, value, faults)
    for key in _needed(kind):
        if key not in raw and readers[key].expects == A_TABLE:
            # Without the table, each key that is needed in it is missing.
            _read_into(table, key, {}, faults)
        elif key not in raw:
            faults.append(Found(table.at(key), f"fehlt: Nötig ist {readers[key].expects}."))
    return table


def _read_into(table: Table, key: str, value: object, faults: list[Found]) -> None:
    place = table.at(key)
    try:
        table.values[key] = KEYS[table.kind][key].read(value, place, faults)
    except Fault as fault:
        faults.append(Found(place + "".join(reversed(fault.path)), fault.predicate))


@dataclass(frozen=True, slots=True)
class _Key:
    """How one key's value is read, and what is told to somebody who left it out."""

    expects: str
    read: Callable[[Any, str, list[Found]], Any]


def _keys(kind: type[Any]) -> dict[str, _Key]:
    hints = get_type_hints(kind)
    return {known.name: _key(kind, known.name, hints[known.name]) for known in fields(kind)}


def _needed(kind: type[Any]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING)


def _key(kind: type[Any], name: str, hint: Any) -> _Key:
    if (kind, name) == (PlannedMeeting, "remote"):
        return _Key(REMOTE, lambda value, _place, _faults: _read_remote(value))
    hint = _given(hint)
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return _Key(A_TABLE, lambda value, place, faults: _nested(hint, value, place, faults))
    if get_origin(hint) is tuple and is_dataclass(get_args(hint)[0]):
        inner = get_args(hint)[0]
        return _Key(A_TABLE_LIST, lambda value, place, faults: list(_listed(inner, value, place, faults)))
    expects, read = _leaf(hint)
    return _Key(expects, lambda value, _place, _faults: read(value))


def _nested(kind: type[Any], value: object, place: str, faults: list[Found]) -> Table:
    if not isinstance(value, dict):
        raise wrong(f"{A_TABLE} ([{place}])", value)
    return read_table(kind, value, place, faults)


def _listed(kind: type[Any], value: object, place: str, faults: list[Found]) -> Iterator[Table]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise wrong(f"{A_TABLE_LIST} ([[{place}]])", value)
    for index, row in enumerate(value):
        yield read_table(kind, row, f"{place}[{index}]", faults)


def _given(hint: Any) -> Any:
    """What a value that may be left out is where it is given."""
    if get_origin(hint) not in (Union, UnionType):
        return hint
    (inner,) = (each for each in get_args(hint) if each is not NoneType)
    return inner


# Leaves


def _leaf(hint: Any) -> tuple[str, Read]:
    if hint is datetime:
        return A_MOMENT, _read_moment
    if hint is date:
        return A_DATE, _read_date
    if hint in DOOR:
        return DOOR[hint].expects, DOOR[hint].read
    if get_origin(hint) in (Union, UnionType):
        return _leaf(_given(hint))
    if get_origin(hint) is tuple:
        expects, read = _leaf(get_args(hint)[0])
        return f"eine Liste: {expects}", lambda value: _read_list(value, expects, read)
    assert issubclass(hint, StrEnum)
    return _enum(hint)


def _enum(kind: type[StrEnum]) -> tuple[str, Read]:
    members = {member.value: member for member in kind}
    expects = listed(list(members))

    def read(value: object) -> StrEnum:
        if isinstance(value, str) and value in members:
            return members[value]
        raise wrong(expects, value)

    return expects, read


def _read_list(value: object, expects: str, read: Read) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise wrong(f"eine Liste ({expects})", value)
    return read_items(value, read)


def _read_remote(value: object) -> tuple[Any, ...] | None:
    if value == "all":
        return None
    if not isinstance(value, list):
        raise wrong(REMOTE, value)
    return _read_list(value, AN_ID, read_id)


def _read_moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise wrong(A_MOMENT, value)
    if value.tzinfo is None:
        raise Fault(f"braucht den Abstand zur Weltzeit, etwa {value.isoformat()}+01:00.")
    return value


def _read_date(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise wrong(A_DATE, value)
    return value


def _built(value: Any) -> Any:
    match value:
        case Table():
            return value.build()
        case list():
            return tuple(_built(each) for each in value)
        case _:
            return value


KEYS = {
    kind: _keys(kind)
    for kind in (
        Plan,
        PlannedBody,
        PlannedMeeting,
        Faction,
        Person,
        PlannedItem,
        Paper,
        PlannedMotion,
        Approves,
        Seating,
        TextBlock,
    )
}
"""By table of a plan: its keys, and how each is read."""
