"""The named schemas of the document: each is made once, where it is first needed, and pointed to from then on."""

from collections.abc import Callable
from inspect import cleandoc
from typing import Any, Final

Schema = dict[str, Any]
"""A JSON Schema (draft 2020-12), as the JSON object that it is."""

NULL: Final[Schema] = {"type": "null"}
NOT_NULL: Final[Schema] = {"not": NULL}
_PLACE: Final = "#/components/schemas/"


class Components:
    """All named schemas by name."""

    def __init__(self) -> None:
        self.schemas: dict[str, Schema] = {}
        self._names: dict[tuple[str, object], str] = {}

    def add(self, name: str, schema: Schema) -> Schema:
        """Give a schema its name; the pointer to it."""
        if name in self.schemas:
            raise ValueError(f"two schemas are called {name}")
        self.schemas[name] = schema
        return pointer(name)

    def of(self, kind: type, side: str, make: Callable[[], Schema]) -> Schema:
        """The pointer to a class's schema on one side of the wire, which is made if it is not there yet."""
        if (side, kind) not in self._names:
            name = self._names[side, kind] = self._free_name(kind)
            self.schemas[name] = {}  # A schema may point to itself.
            self.schemas[name] = make()
        return pointer(self._names[side, kind])

    def _free_name(self, kind: type) -> str:
        """The class's name, with its module's before it where another class has that name already."""
        if kind.__name__ not in self.schemas:
            return kind.__name__
        room = kind.__module__.rpartition(".")[2].title().replace("_", "")
        return f"{room}{kind.__name__}"


def pointer(name: str) -> Schema:
    """Points to a named schema."""
    return {"$ref": f"{_PLACE}{name}"}


def meaning(kind: type) -> str:
    """What a class stands for, as its docstring says it."""
    return cleandoc(kind.__doc__ or "")


def closed(properties: dict[str, Schema], *, required: list[str] | None = None, **more: Any) -> Schema:
    """An object with these properties and no others, all of them needed unless `required` says which."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else required,
        "additionalProperties": False,
        **more,
    }


def nullable(schema: Schema) -> Schema:
    """The same, or null."""
    kind = schema.get("type")
    if isinstance(kind, str) and "enum" not in schema and "const" not in schema:
        return {**schema, "type": [kind, "null"]}
    return {"anyOf": [schema, NULL]}


def one_of(choices: list[Schema], **more: Any) -> Schema:
    """Exactly one of these."""
    return {"oneOf": choices, **more}


def any_of(choices: list[Schema]) -> Schema:
    """One of these at least; one alone stands for itself."""
    return choices[0] if len(choices) == 1 else {"anyOf": choices}
