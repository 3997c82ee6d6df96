"""Holds data against the description of the interface: with a plain JSON Schema validator, by name of the schema."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match
from jsonschema.validators import extend

from handzeichen.app.frames import encode
from handzeichen.app.schema.document import document


def _pattern(_: object, pattern: str, instance: object, __: object) -> Iterator[ValidationError]:
    """As in ECMA-262, which JSON Schema asks for, `$` is the very end; Python's also matches before a line break."""
    if isinstance(instance, str) and not _compiled(pattern).search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\$$", r"\\Z", pattern))


Validator = extend(Draft202012Validator, {"pattern": _pattern})


@cache
def validator(name: str) -> Any:
    """The validator of a named schema of the document."""
    return validator_of({"$ref": f"#/components/schemas/{name}"})


def validator_of(schema: dict[str, Any]) -> Any:
    """The validator of any schema that stands in the document."""
    root = {**schema, "components": document()["components"]}
    return Validator(root, format_checker=Draft202012Validator.FORMAT_CHECKER)


def holds(name: str, instance: object) -> bool:
    """Whether something is as the schema says."""
    return bool(validator(name).is_valid(instance))


def require(name: str, instance: object) -> None:
    """Fail where something is not as the schema says, and say where."""
    fault = best_match(validator(name).iter_errors(instance))
    assert fault is None, f"{name}: {fault.json_path}: {fault.message}"


def require_answer(method: str, path: str, status: int, body: object) -> None:
    """Fail where an answer over HTTP is none that the document knows for this request."""
    for template, operations in document()["paths"].items():
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path):
            responses = operations[method.lower()]["responses"]
            assert str(status) in responses, f"{method} {template} is not known to answer {status}"
            schema = responses[str(status)]["content"]["application/json"]["schema"]
            fault = best_match(validator_of(schema).iter_errors(body))
            assert fault is None, f"{method} {template}, {status}: {fault.json_path}: {fault.message}"
            return
    raise AssertionError(f"{path} is not described")


def on_the_wire(value: object) -> Any:
    """A value as a client finds it: encoded as the server does it, and read again."""
    return msgspec.json.decode(encode(value))
