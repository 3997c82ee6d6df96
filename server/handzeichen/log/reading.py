"""Turns JSON objects into the dataclasses that their type hints describe; each class's hints are looked at once.

An unknown field, a needed one missing, a value of another type: each raises a `Fault` that knows where it is. JSON's
null in a field is the same as leaving the field out. Nothing here says whether a command is allowed.
"""

import dataclasses
from collections.abc import Callable
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from handzeichen.log.values import DOOR, SHELF, Fault, Leaves, Reader, shown, wrong

Read = Callable[[Any], Any]
AN_OBJECT = "ein Objekt"
A_LIST = "eine Liste"


def listed(words: list[str]) -> str:
    """Words in quotation marks, as a German enumeration of what is possible."""
    *before, last = [f"„{word}“" for word in words]
    return f"{', '.join(before)} oder {last}" if before else last


def wire_name(name: str) -> str:
    """A field's name in JSON: `for_` is `for` there, because Python keeps that word for itself."""
    return name.removesuffix("_")


def at_the_door(kind: type[Any], leaves: Leaves = DOOR) -> Read:
    """Compile how an object that somebody sent becomes a `kind`; reading raises `Fault`."""
    return _record(kind, leaves)


def on_the_shelf(kind: type[Any], leaves: Leaves = SHELF) -> Read:
    """Compile how an object that we stored becomes a `kind`; reading raises `Fault`."""
    return _record(kind, leaves)


def _reader(hint: Any, leaves: Leaves) -> Reader:
    """How a value with this type hint is read; raises TypeError for a hint that nobody has thought of yet."""
    if hint in leaves:
        return leaves[hint]
    if get_origin(hint) in (Union, UnionType):
        return _union([_reader(each, leaves) for each in get_args(hint) if each is not NoneType])
    if get_origin(hint) is tuple:
        return Reader(A_LIST, _tuple(_reader(get_args(hint)[0], leaves).read))
    if get_origin(hint) is dict:
        return Reader(AN_OBJECT, _mapping(leaves[object].read))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _enum(hint)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return Reader(AN_OBJECT, _record(hint, leaves))
    raise TypeError(f"no reader for {hint!r}")


def _union(readers: list[Reader]) -> Reader:
    if len(readers) == 1:
        return readers[0]
    expects = " oder ".join(each.expects for each in readers)

    def read(value: object) -> object:
        for each in readers:
            try:
                return each.read(value)
            except Fault:
                continue
        raise wrong(expects, value)

    return Reader(expects, read)


def _tuple(read_item: Read) -> Read:
    def read(value: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise wrong(A_LIST, value)
        return read_items(value, read_item)

    return read


def read_items(items: list[object], read: Read) -> tuple[Any, ...]:
    """Read a list one by one; a `Fault` knows which of them it was."""
    found: list[Any] = []
    try:
        for item in items:
            found.append(read(item))
    except Fault as fault:
        fault.path.append(f"[{len(found)}]")
        raise
    return tuple(found)


def _mapping(read_value: Read) -> Read:
    def read(value: object) -> object:
        if isinstance(value, dict):
            return read_value(value)
        raise wrong(AN_OBJECT, value)

    return read


def _enum(kind: type[StrEnum]) -> Reader:
    members = {member.value: member for member in kind}
    expects = listed(list(members))

    def read(value: object) -> StrEnum:
        member = members.get(value) if isinstance(value, str) else None
        if member is None:
            raise wrong(expects, value)
        return member

    return Reader(expects, read)


def _record(kind: type[Any], leaves: Leaves) -> Read:
    hints = get_type_hints(kind)
    names = {wire_name(field.name): field.name for field in dataclasses.fields(kind)}
    readers = {wire: _reader(hints[name], leaves) for wire, name in names.items()}
    needed = [wire_name(field.name) for field in dataclasses.fields(kind) if _is_needed(field)]
    table = {wire: (name, readers[wire].read) for wire, name in names.items()}

    def read(value: object) -> object:
        if not isinstance(value, dict):
            raise wrong(AN_OBJECT, value)
        given = {}
        for wire, raw in value.items():
            if wire not in table:
                raise _unknown(wire, list(table))
            if raw is None:
                continue
            name, read_field = table[wire]
            try:
                given[name] = read_field(raw)
            except Fault as fault:
                fault.path.append(f".{wire}")
                raise
        for wire in needed:
            if names[wire] not in given:
                raise Fault(f"braucht das Feld „{wire}“: {readers[wire].expects}.")
        return kind(**given)

    return read


def _is_needed(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _unknown(name: str, known: list[str]) -> Fault:
    possible = f"Möglich sind: {listed(known)}." if known else "Es hat keine weiteren Felder."
    return Fault(f"kennt kein Feld {shown(name)}. {possible}")
