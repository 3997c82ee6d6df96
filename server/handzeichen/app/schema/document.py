"""The document itself: OpenAPI 3.1, with the addresses of the HTTP interface and the prose for the WebSocket.

OpenAPI has no words for sockets. Their messages stand among its schemas, where tools of all kinds find them, and the
handshake, which is a request like others, says in prose which of them go which way.
"""

import json
from datetime import datetime
from functools import cache
from typing import Any, Final

import handzeichen
from handzeichen.app.health import REASONS
from handzeichen.app.offers import Role
from handzeichen.app.schema import answers, commands, frames, parts, record
from handzeichen.app.schema.components import Components, Schema, closed, nullable, pointer
from handzeichen.app.schema.hints import Told
from handzeichen.app.schema.prose import LISTENS, OPARL, SAYS, SCHEMES, TELLS, VIDEO
from handzeichen.log.keys import Answer
from handzeichen.meeting.ids import PersonId
from handzeichen.views.audience import SCREENS

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
MEETING: Final = "/api/meetings/{meeting}"

_WORD: Final[Schema] = {"type": "string"}
_SIGNED_IN: Final[list[Schema]] = [{"signIn": []}]
_OR_NOBODY: Final[list[Schema]] = [{"signIn": []}, {}]


@cache
def document() -> dict[str, Any]:
    """The whole description, as the JSON object that it is."""
    components = Components()
    told = Told(components, {**record.ABSENT, Answer: frozenset({"motion", "ballot"})})
    commands.describe(components)
    answers.describe(components, told)
    parts.describe(components, told)
    frames.describe(components, told)
    told.of(record.Record)
    components.add("SignIns", _sign_ins(told))
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": "Handzeichen",
            "version": handzeichen.__version__,
            "summary": "Runs a council's hybrid meeting: commands go in, parts of screens and the record come out.",
            "description": SAYS,
            "license": {"name": "EUPL 1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/"}],
        "paths": _paths(),
        "components": {"schemas": dict(sorted(components.schemas.items())), "securitySchemes": SCHEMES},
    }


@cache
def text() -> bytes:
    """The document as it is served and written."""
    return (json.dumps(document(), ensure_ascii=False, indent=2) + "\n").encode()


def _paths() -> dict[str, Any]:
    return {
        f"{MEETING}/commands": {"parameters": [_MEETING, _SLUG, _LANGUAGE], "post": _ask()},
        f"{MEETING}/record": {"parameters": [_MEETING, _SLUG], "get": _record()},
        f"{MEETING}/views/{{audience}}": {
            "parameters": [_MEETING, _AUDIENCE, _SLUG, _LANGUAGE],
            "get": _view(),
        },
        f"{MEETING}/sign-ins": {"parameters": [_MEETING, _SLUG], "get": _list_sign_ins()},
        f"{MEETING}/sign-ins/{{named}}": {
            "parameters": [_MEETING, _NAMED, _SLUG],
            "post": _let_in(),
            "delete": _revoke(),
        },
        "/api/openapi.json": {"get": _schema()},
        "/oparl/v1.1": {"get": _begin_oparl()},
        "/oparl/v1.1/{path}": {"parameters": [_PATH, *_OPARL], "get": _oparl()},
        "/video/{conference}": {"parameters": [_CONFERENCE], "post": _deliver("reportVideo")},
        "/video/{conference}/events/{kind}": {
            "parameters": [_CONFERENCE, _KIND],
            "post": _deliver("reportVideoEvent"),
        },
        "/health": {"get": _health()},
        "/ready": {"get": _ready()},
        "/anmelden/{code}": {"parameters": [_CODE], "post": _sign_in()},
        "/ws/{meeting}": {"parameters": [_MEETING, _SLUG, _LANGUAGE, *_SEEN], "get": _connect()},
    }


# Operations


def _ask() -> dict[str, Any]:
    answer = {"oneOf": [pointer(answers.ACCEPTED), pointer(answers.REFUSED)]}
    door = {"oneOf": [pointer(answers.ERROR), pointer(answers.REFUSED)]}
    return {
        "operationId": "ask",
        "summary": "Ask something of the meeting",
        "security": _SIGNED_IN,
        "requestBody": {"required": True, "content": _json(pointer(commands.COMMAND))},
        "responses": {
            **_answer(200, "It was accepted, or refused: a refusal is an answer.", answer),
            **_answer(400, "This is no command.", pointer(answers.UNREADABLE)),
            **_doors(401),
            **_answer(403, "This sign-in only watches, or the request comes from another host's page.", door),
            **_doors(404, 413),
            **_answer(429, TELLS[429], door),
            **_answer(503, TELLS[503], door),
        },
    }


def _record() -> dict[str, Any]:
    return {
        "operationId": "readRecord",
        "summary": "The record so far, for the chair and the clerk",
        "security": _SIGNED_IN,
        "responses": {
            **_answer(
                200, "Everything that the minutes rest on, what was not public included.", pointer("Record")
            ),
            **_doors(401, 403, 404, 429),
        },
    }


def _view() -> dict[str, Any]:
    return {
        "operationId": "readView",
        "summary": "What an audience sees now",
        "description": "Whole, as a socket sends it on connecting. The public's view needs no sign-in.",
        "security": _OR_NOBODY,
        "responses": {**_answer(200, "All parts.", pointer(frames.VIEW)), **_doors(401, 403, 404, 429)},
    }


def _list_sign_ins() -> dict[str, Any]:
    return {
        "operationId": "listSignIns",
        "summary": "Which devices are signed in, and which wait to be, for the clerk",
        "security": _SIGNED_IN,
        "responses": {
            **_answer(200, "All sign-ins that count, and the devices that wait.", pointer("SignIns")),
            **_doors(401, 403, 404, 429),
        },
    }


def _let_in() -> dict[str, Any]:
    return {
        "operationId": "letIn",
        "summary": "Let a waiting device in, for the clerk",
        "description": "It is signed in beside the device that the link belongs to.",
        "security": _SIGNED_IN,
        "responses": {
            **_answer(200, "It is signed in.", closed({"let_in": _WORD})),
            **_doors(401, 403, 404, 429, 503),
        },
    }


def _revoke() -> dict[str, Any]:
    return {
        "operationId": "endSignIn",
        "summary": "End a sign-in at once, on all its pages, or turn a waiting device away, for the clerk",
        "security": _SIGNED_IN,
        "responses": {
            **_answer(200, "It counts no more.", closed({"revoked": _WORD})),
            **_doors(401, 403, 404, 429, 503),
        },
    }


def _schema() -> dict[str, Any]:
    return {
        "operationId": "readSchema",
        "summary": "This document",
        "security": [],
        "responses": _answer(200, "As it is for this version.", {"type": "object"}),
    }


def _begin_oparl() -> dict[str, Any]:
    place = {"description": "`/oparl/v1.1/system`.", "schema": _WORD}
    return {
        "operationId": "beginOParl",
        "summary": "Where OParl 1.1 begins",
        "security": [],
        "responses": {"301": {"description": "At the system object.", "headers": {"Location": place}}},
    }


def _oparl() -> dict[str, Any]:
    error = closed({"type": _WORD, "message": _WORD})
    return {
        "operationId": "readOParl",
        "summary": "The public edition of the house's meetings as OParl 1.1",
        "description": OPARL,
        "security": [],
        "responses": {
            **_answer(200, "An object, or a page of a list.", {"type": "object"}),
            "304": {"description": "It is still what its `ETag` said."},
            **_answer(400, "A filter does not fit.", error),
            **_answer(404, "There is no such object.", error),
            **_answer(429, TELLS[429], error),
            **_answer(503, "Earlier meetings are being read: ask again in some seconds.", error),
        },
    }


def _deliver(name: str) -> dict[str, Any]:
    taken = closed({"reports": {"type": "integer"}, "ignored": {"type": "integer"}})
    asked = closed({"plainToken": _WORD, "encryptedToken": _WORD})
    wrong = closed({"error": _WORD})
    return {
        "operationId": name,
        "summary": "A delivery of the house's video system",
        "description": VIDEO,
        "security": [],
        "responses": {
            **_answer(200, "It was taken, also where no meeting is held.", {"oneOf": [taken, asked]}),
            **_answer(400, "It is the system's own, and not to be read.", wrong),
            **_answer(401, "Its signature is wrong, or too old.", wrong),
            **_doors(404, 413, 429),
        },
    }


def _health() -> dict[str, Any]:
    return {
        "operationId": "readHealth",
        "summary": "Whether the server lives, for whoever watches over it",
        "security": [],
        "responses": _answer(200, "It does.", closed({"alive": {"const": True}})),
    }


def _ready() -> dict[str, Any]:
    reasons = {"type": "array", "items": {"enum": list(REASONS)}}
    state = closed({"ready": {"type": "boolean"}, "reasons": reasons})
    return {
        "operationId": "readReadiness",
        "summary": "Whether requests should be sent to this server, for a proxy in front of several",
        "security": [],
        "responses": {
            **_answer(200, "It works.", state),
            **_answer(503, "It ends, its store is silent, or something in it stands still.", state),
        },
    }


def _sign_in() -> dict[str, Any]:
    cookie = {"description": "The sign-in's cookie, named after its slug.", "schema": _WORD}
    place = {
        "description": "`/s/<slug>/` for the first device and its own; else the link's page, where it waits.",
        "schema": _WORD,
    }
    return {
        "operationId": "signIn",
        "summary": "Sign in by a link, or ask the clerk for a second device",
        "security": [],
        "responses": {
            "303": {
                "description": "Signed in, or waiting for the clerk: the location tells.",
                "headers": {"Location": place, "Set-Cookie": cookie},
            },
            **{status: _page(TELLS[int(status)]) for status in ("403", "404", "409", "410", "429", "503")},
        },
    }


def _connect() -> dict[str, Any]:
    return {
        "operationId": "connect",
        "summary": "The meeting as it goes on, over a WebSocket",
        "description": LISTENS,
        "security": _OR_NOBODY,
        "responses": {
            "101": {"description": "Connected; from here on messages go both ways."},
            **{
                str(status): {"description": TELLS[status], "content": {"text/plain": {"schema": _WORD}}}
                for status in (400, 401, 403, 404, 429, 503)
            },
        },
    }


# What they are made of


def _json(schema: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _answer(status: int, says: str, schema: Schema) -> dict[str, Any]:
    return {str(status): {"description": says, "content": _json(schema)}}


def _doors(*statuses: int) -> dict[str, Any]:
    return {
        str(status): {"description": TELLS[status], "content": _json(pointer(answers.ERROR))}
        for status in statuses
    }


def _page(says: str) -> dict[str, Any]:
    return {"description": says, "content": {"text/html": {"schema": _WORD}}}


def _parameter(name: str, says: str, place: str = "path", **more: Any) -> dict[str, Any]:
    needed = {"required": True} if place == "path" else {}
    return {"name": name, "in": place, **needed, "description": says, "schema": _WORD, **more}


_MEETING: Final = _parameter("meeting", "The meeting's id: `<body>-<number>`.")
_AUDIENCE: Final = _parameter("audience", "Whose view.", schema={"enum": list(SCREENS)})
_NAMED: Final = _parameter("named", "The slug of the sign-in or waiting device that is meant.")
_CODE: Final = _parameter("code", "What stands in the link.")
_CONFERENCE: Final = _parameter("conference", "What the house calls the conference in its settings.")
_KIND: Final = _parameter("kind", "What a system adds to the address; the delivery itself says what it is.")
_PATH: Final = _parameter(
    "path", "The way of an object: `system`, `bodies`, or whatever an address in an object says."
)
_OPARL: Final = [
    _parameter("page", "Which page of a list, from 1 on.", "query"),
    _parameter("limit", "How many objects a page holds, at most 100.", "query"),
    *(
        _parameter(f"{what}_{side}", f"Only objects that were {what} {when} this moment.", "query")
        for what in ("created", "modified")
        for side, when in (("since", "at or after"), ("until", "at or before"))
    ),
    _parameter("omit_internal", "`true`: without the lists of objects within objects.", "query"),
]
_SLUG: Final = _parameter(
    "slug",
    "Which sign-in asks, where a client has several. On a socket it is needed; without it one is the public.",
    "query",
)
_LANGUAGE: Final = _parameter(
    "language",
    "In which language screens and refusals speak: `de` (also where it is absent), `en` or `leicht`.",
    "query",
)
_SEEN: Final = [
    _parameter("since", "The `seq` of the last frame that was seen.", "query"),
    _parameter("head", "The `head` of that frame.", "query"),
    _parameter(
        "page", "A random name that the client keeps; its older connection ends when it comes back.", "query"
    ),
    _parameter(
        "Sec-WebSocket-Protocol",
        "The form of the parts.",
        "header",
        required=True,
        schema={"enum": ["handzeichen.json", "handzeichen.html"]},
    ),
]


def _sign_ins(told: Told) -> Schema:
    one = {
        "slug": _WORD,
        "role": told.of(Role),
        "person": nullable(told.of(PersonId)),
        "since": nullable(told.of(datetime)),
    }
    return closed(
        {
            "sign_ins": {"type": "array", "items": closed(one)},
            "waiting": {"type": "array", "items": closed({**one, "number": _WORD})},
        },
        description="The sign-ins of a meeting that count now, and the devices that wait for the clerk.",
    )
