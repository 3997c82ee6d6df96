"""Turns dataclasses into JSON Schema by their type hints: for what is asked, and for what is told.

Asked is read leniently, as the codec reads it: what has a default may be left out, and null is the same as left out.
Told is exact: every field is there, null where it holds nothing.
"""

import ast
import dataclasses
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from inspect import getsource
from itertools import pairwise
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

from handzeichen.app.schema.components import (
    NULL,
    Components,
    Schema,
    any_of,
    closed,
    meaning,
    nullable,
    pointer,
)
from handzeichen.app.schema.values import ASKED, TOLD, Leaf
from handzeichen.log.reading import wire_name

Special = Mapping[tuple[type, str], Schema]
"""Schemas of single fields that say more than their type hints."""


class Describer:
    """Describes values by their type hints; a subclass says for which side of the wire."""

    side: ClassVar[str]
    leaves: ClassVar[Mapping[object, Leaf]]

    def __init__(self, components: Components, special: Special | None = None) -> None:
        self._components = components
        self._special = special or {}

    def of(self, hint: Any) -> Schema:
        """The schema of a value with this type hint; raises TypeError for a hint that nobody has thought of."""
        if hint is NoneType:
            return NULL
        if hint in self.leaves:
            return self._leaf(self.leaves[hint])
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):
            return nullable(self._given(hint)) if NoneType in arguments else self._given(hint)
        if origin is Literal:
            return _literal(arguments)
        if origin is tuple:
            return {"type": "array", "items": self.of(arguments[0])}
        if origin is dict:
            return self._mapping(*arguments)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return self._components.of(hint, "both", lambda: _enum(hint))
        if isinstance(hint, type) and dataclasses.is_dataclass(hint):
            return self._components.of(hint, self.side, lambda: self.record(hint))
        raise TypeError(f"no schema for {hint!r}")

    def record(self, kind: type) -> Schema:
        """The object that an instance of a dataclass is on the wire."""
        properties = self.properties(kind)
        return closed(properties, required=self._required(kind), description=meaning(kind))

    def properties(self, kind: type) -> dict[str, Schema]:
        """The fields of a dataclass by their names on the wire."""
        hints, notes = get_type_hints(kind), field_notes(kind)
        found = {}
        for field in dataclasses.fields(kind):
            schema = self._special.get((kind, field.name)) or self._field(kind, field, hints[field.name])
            note = {"description": notes[field.name]} if field.name in notes else {}
            found[wire_name(field.name)] = {**schema, **note}
        return found

    def _field(self, kind: type, field: dataclasses.Field[Any], hint: Any) -> Schema:
        return self.of(hint)

    def _required(self, kind: type) -> list[str]:
        return [wire_name(field.name) for field in dataclasses.fields(kind)]

    def _given(self, hint: Any) -> Schema:
        """The schema of a value that is there: its hint without None."""
        if get_origin(hint) in (Union, UnionType):
            return any_of([self.of(each) for each in get_args(hint) if each is not NoneType])
        return self.of(hint)

    def _leaf(self, leaf: Leaf) -> Schema:
        if leaf.name is None:
            return leaf.schema
        self._components.schemas.setdefault(leaf.name, leaf.schema)
        return pointer(leaf.name)

    def _mapping(self, name: Any, value: Any) -> Schema:
        return {"type": "object", "propertyNames": self.of(name), "additionalProperties": self.of(value)}


class Asked(Describer):
    """What people and programs send."""

    side = "asked"
    leaves = ASKED

    def _field(self, kind: type, field: dataclasses.Field[Any], hint: Any) -> Schema:
        if _is_needed(field):
            return self._given(hint)
        default = {} if field.default is None else {"default": _plain(field.default)}
        return {**nullable(self._given(hint)), **default}

    def _required(self, kind: type) -> list[str]:
        return [wire_name(field.name) for field in dataclasses.fields(kind) if _is_needed(field)]


class Told(Describer):
    """What the server says. `absent` names the fields that are left out where they would be None."""

    side = "told"
    leaves = TOLD

    def __init__(self, components: Components, absent: Mapping[type, frozenset[str]] | None = None) -> None:
        super().__init__(components)
        self._absent = absent or {}

    def _field(self, kind: type, field: dataclasses.Field[Any], hint: Any) -> Schema:
        may_be_absent = field.name in self._absent.get(kind, ())
        return self._given(hint) if may_be_absent else self.of(hint)

    def _required(self, kind: type) -> list[str]:
        absent = self._absent.get(kind, frozenset())
        return [name for name in super()._required(kind) if name not in absent]


def field_notes(kind: type) -> dict[str, str]:
    """The strings that stand under a dataclass's fields, which Python itself does not keep."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__[:-1]):
        found |= _notes_in(base.__module__).get(base.__name__, {})
    return found


@cache
def _notes_in(module: str) -> dict[str, dict[str, str]]:
    tree = ast.parse(getsource(sys.modules[module]))
    return {node.name: dict(_notes_of(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _notes_of(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for pair in pairwise(node.body):
        match pair:
            case (ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(note)))):
                yield name, " ".join(note.split())


def _enum(kind: type[StrEnum]) -> Schema:
    words = [member.value for member in kind]
    return {"type": "string", "enum": words, "description": meaning(kind)}


def _literal(values: tuple[Any, ...]) -> Schema:
    words = [str(value) for value in values]
    return {"const": words[0]} if len(words) == 1 else {"enum": words}


def _is_needed(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _plain(default: object) -> object:
    return list(default) if isinstance(default, tuple) else default
