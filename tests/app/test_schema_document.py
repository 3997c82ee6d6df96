"""The document as a whole: tools can read it, it names every address, every refusal, and points to nothing missing."""

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute

import handzeichen
from handzeichen.app import addresses, cli
from handzeichen.app.config import Config
from handzeichen.app.house import House
from handzeichen.app.schema.answers import refusal_codes
from handzeichen.app.schema.document import document, text
from handzeichen.app.sign_in import MAY_SEE
from handzeichen.log.memory import MemoryStore
from handzeichen.meeting.refusals import REFUSALS
from support.schema import holds, require

PACKAGE = Path(handzeichen.__file__).parent
FOR_PEOPLE = re.compile(r"^/($|s/|public/|anmelden|operator/)")
"""Pages, which are no part of the interface for programs but for the one press that signs in, and what our own commands
ask of the server beside them."""


def test_it_is_openapi_3_1() -> None:
    assert list(OpenAPIV31SpecValidator(json.loads(text())).iter_errors()) == []


def test_every_schema_is_one_of_draft_2020_12() -> None:
    is_schema = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    for name, schema in document()["components"]["schemas"].items():
        assert list(is_schema.iter_errors(schema)) == [], name


def test_every_pointer_leads_somewhere_and_every_schema_is_pointed_to() -> None:
    schemas = document()["components"]["schemas"]
    pointers = {found.removeprefix("#/components/schemas/") for found in refs(document())}
    assert pointers - set(schemas) == set()
    # The messages of a socket, which OpenAPI has no place for, are where a reader begins.
    assert set(schemas) - pointers == {"ServerMessage", "ClientMessage", "HtmlFrame"}


def test_what_is_described_with_an_example_is_so() -> None:
    for name, schema in document()["components"]["schemas"].items():
        for example in schema.get("examples", ()):
            require(name, example)


def test_it_is_the_same_at_every_start() -> None:
    """So that a changed interface shows as a changed file, and nothing else does."""
    assert list(document()["components"]["schemas"]) == sorted(document()["components"]["schemas"])
    assert json.loads(text()) == document()
    assert " at 0x" not in text().decode()


def test_the_command_line_says_it(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    assert cli.main(["schema"]) == 0
    sys.stdout.flush()
    assert capfdbinary.readouterr().out == text()
    assert cli.main(["schema", "--out", str(tmp_path / "openapi.json")]) == 0
    assert (tmp_path / "openapi.json").read_bytes() == text()


# Addresses


async def test_every_address_of_the_interface_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    app = await the_app(monkeypatch)
    served = {
        (route.path.replace(":path}", "}"), method)  # type: ignore[attr-defined]
        for route in app.routes
        for method in methods(route)
        if not FOR_PEOPLE.match(route.path)  # type: ignore[attr-defined]
    }
    described = {
        (path, method.upper())
        for path, operations in document()["paths"].items()
        for method in set(operations) - {"parameters"}
    }
    assert described - {("/anmelden/{code}", "POST")} == served


def test_every_gap_of_an_address_is_explained() -> None:
    for path, operations in document()["paths"].items():
        named = {one["name"] for one in operations.get("parameters", ()) if one["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", path))


def test_every_audience_has_a_view_of_its_own() -> None:
    audiences = document()["paths"]["/api/meetings/{meeting}/views/{audience}"]["parameters"][1]["schema"][
        "enum"
    ]
    assert set(audiences) == set().union(*MAY_SEE.values())


# Refusals


def test_every_refusal_that_the_code_can_make_is_described() -> None:
    codes = set(refusal_codes())
    assert codes == set(document()["components"]["schemas"]["RefusalCode"]["enum"])
    assert codes > set(REFUSALS)
    assert {code for path in PACKAGE.rglob("*.py") for code in refused_in(path)} <= codes
    # Those that are no meeting's: the server says them itself.
    in_app = {code for path in (PACKAGE / "app").rglob("*.py") for code in refused_in(path)}
    assert in_app - set(REFUSALS) == codes - set(REFUSALS)


def test_a_refusal_has_its_four_words() -> None:
    refusal = {"refused": "closed", "why": "Darum.", "source": "§ 63 NKomVG", "do": "Nichts."}
    require("Refused", refusal)
    require("AnswerRefused", {**refusal, "key": None})
    for name in refusal:
        assert not holds("Refused", {key: value for key, value in refusal.items() if key != name})
    assert not holds("Refused", {**refusal, "refused": "because"})
    assert not holds("Refused", {**refusal, "key": "k"})
    assert not holds("AnswerRefused", refusal)


def refused_in(path: Path) -> Iterator[str]:
    """The codes in `refuse("code", …)` and in `{"refused": "code"}` of a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="refuse"), args=[ast.Constant(value=str(code)), *_]):
                yield code
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    match key, value:
                        case ast.Constant(value="refused"), ast.Constant(value=str(code)):
                            yield code


# Walking


def refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        if "mapping" in value and "propertyName" in value:
            yield from value["mapping"].values()
    for inside in value.values() if isinstance(value, dict) else value:
        if isinstance(inside, dict | list):
            yield from refs(inside)


async def the_app(monkeypatch: pytest.MonkeyPatch) -> Starlette:
    """The server's addresses, without what is laid around them."""
    monkeypatch.setattr(addresses, "guarded", lambda app, is_secure: app)
    monkeypatch.setattr(addresses, "acquainted", lambda app, house: app)
    monkeypatch.setattr(addresses, "on_demand", lambda app, house: app)
    monkeypatch.setattr(addresses, "limited", lambda app, *_: app)
    monkeypatch.setattr(addresses, "reach", lambda app: app)
    house = House(Config(), MemoryStore(), stop=str)
    app = addresses.build(house)
    await house.close()
    assert isinstance(app, Starlette)
    return app


def methods(route: BaseRoute) -> set[str]:
    match route:
        case WebSocketRoute():
            return {"GET"}
        case Route():
            return (route.methods or set()) - {"HEAD"}
        case Mount():
            return set()
    raise TypeError(route)
