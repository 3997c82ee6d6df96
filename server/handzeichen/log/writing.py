"""Turns dataclasses back into plain JSON values: the other way of `reading`, likewise compiled once for each class.

A field that is None is left out; every other field is written, also where it has its default, because a default may
change and what was stored may not. Moments keep the distance to UTC with which they came.
"""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from handzeichen.log.reading import wire_name
from handzeichen.log.values import read_value

Write = Callable[[Any], object]


Own = Mapping[object, Write]
"""How values with these type hints are written, where they are more than their fields."""


def writer(kind: type[Any], own: Own | None = None) -> Callable[[Any], dict[str, object]]:
    """Compile how one of these dataclasses becomes a JSON object."""
    hints = get_type_hints(kind)
    fields = [
        (field.name, wire_name(field.name), _write(hints[field.name], own or {}))
        for field in dataclasses.fields(kind)
    ]

    def write(record: object) -> dict[str, object]:
        plain = {}
        for name, wire, write_field in fields:
            value = getattr(record, name)
            if value is not None:
                plain[wire] = value if write_field is None else write_field(value)
        return plain

    return write


def _write(hint: Any, own: Own) -> Write | None:
    """How a value with this type hint is written; None where it is plain already."""
    if hint in own:
        return own[hint]
    if get_origin(hint) in (Union, UnionType):
        written = [_write(each, own) for each in get_args(hint) if each is not NoneType]
        return written[0] if len(written) == 1 else None
    if get_origin(hint) is tuple:
        return _write_items(_write(get_args(hint)[0], own))
    if hint is object or get_origin(hint) is dict:
        return _write_free
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return str
    if hint in (datetime, date):
        return _write_moment
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return writer(hint, own)
    return None


def _write_items(write: Write | None) -> Write:
    return list if write is None else lambda items: [write(each) for each in items]


def _write_free(value: object) -> object:
    # The same reader that free JSON passed at the door: what cannot be read again must not be written.
    return read_value(value)


def _write_moment(value: date) -> str:
    return value.isoformat()
