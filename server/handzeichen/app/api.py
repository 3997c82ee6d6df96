"""The HTTP interface: commands, the record, what an audience sees, and the sign-ins, all as JSON.

An accepted or refused command is answered with 200, an unreadable one with 400. Who asks is the sign-in's cookie:
`?slug=` names it where a client has several. `by` and `at` of a command are never looked at.
"""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from handzeichen.app.frames import encode
from handzeichen.app.house import House, Live
from handzeichen.app.hub import PUBLIC
from handzeichen.app.language import asked_by_program
from handzeichen.app.offers import Role
from handzeichen.app.render import plain
from handzeichen.app.requests import read_body
from handzeichen.app.security import from_here
from handzeichen.app.sign_in import COOKIE, MAY_READ_RECORD, MAY_SEE, SignIn
from handzeichen.app.waiting import Waiting
from handzeichen.app.words import (
    BUSY,
    FOREIGN,
    NO_SUCH_MEETING,
    NO_SUCH_SIGN_IN,
    NO_SUCH_VIEW,
    NOBODY_WAITS,
    NOT_FOR_YOU,
    NOT_SIGNED_IN,
    ONLY_WATCHES,
    SIGN_IN_FIRST,
    TOO_FAST,
    sentence_of,
)
from handzeichen.log.codec import Unreadable, read_json, read_sent
from handzeichen.record.data import record as record_of
from handzeichen.views.audience import SCREENS
from handzeichen.words.table import GERMAN

BODY_LIMIT: Final = 256 * 1024
"""More than the longest text of the contract, with every character escaped."""


async def commands(request: Request) -> Response:
    """`POST /api/meetings/{id}/commands`: ask something of the meeting."""
    house, live, language = _house(request), _live(request), asked_by_program(request)
    if not from_here(request, house.config.origins):
        raise HTTPException(403, FOREIGN)
    asker = _signed_in(request, live)
    try:
        ask = read_sent(read_json(await read_body(request, BODY_LIMIT)))
    except Unreadable as fault:
        return _json({"unreadable": fault.sentence}, 400, language=language)
    if asker.by is None:
        return _json(ONLY_WATCHES, 403, language=language)
    share, right = house.limits.share(asker), partial(house.sign_ins.counts, asker)
    if share.is_full or not share.commands.take():
        house.attempts.count("too fast")
        return _json(TOO_FAST, 429, {"retry-after": str(share.commands.wait)}, language=language)
    asked = live.room.ask(ask.command, by=asker.by, scope=asker.slug, key=ask.key, right=right)
    share.wait_for(asked)
    answer = await asked
    if answer.get("refused") == NOT_SIGNED_IN["refused"]:
        raise HTTPException(401, SIGN_IN_FIRST)
    if answer.get("refused") == BUSY["refused"]:
        return _json(answer, 503, {"retry-after": "1"}, language=language)
    return _json(answer, language=language)


async def record(request: Request) -> Response:
    """`GET /api/meetings/{id}/record`: everything that is in the record so far."""
    live = _live(request)
    if _signed_in(request, live).role not in MAY_READ_RECORD:
        raise HTTPException(403, NOT_FOR_YOU)
    now = live.room.now
    return _json(record_of(now.meeting, length=now.head.seq, head=now.head.hash))


async def view(request: Request) -> Response:
    """`GET /api/meetings/{id}/views/{audience}`: what an audience sees now."""
    live, audience = _live(request), request.path_params["audience"]
    if audience not in SCREENS:
        raise HTTPException(404, NO_SUCH_VIEW)
    asker = None if audience == PUBLIC else _allowed(request, live, audience)
    seen = live.hub.looks_at(audience, None if asker is None else asker.person)
    own = {} if asker is None or audience != asker.role else _house(request).own_parts.of(live.hub, asker)
    language = asked_by_program(request)
    parts = {name: plain(part, language) for name, part in {**live.hub.shared(seen), **own}.items()}
    return _json({**live.hub.stamp(seen), "parts": parts})


async def sign_ins(request: Request) -> Response:
    """`GET /api/meetings/{id}/sign-ins`: which devices are signed in, and which wait to be; for the clerk."""
    house, live = _house(request), _live(request)
    _require_clerk(request, live)
    return _json(
        {
            "sign_ins": [_device(one) for one in house.sign_ins.of(live.id)],
            "waiting": [{**_device(one.sign_in), "number": one.number} for one in house.doorstep.of(live.id)],
        }
    )


async def let_in(request: Request) -> Response:
    """`POST /api/meetings/{id}/sign-ins/{slug}`: let a waiting device in; for the clerk."""
    house, _, waiting = _sign_in_named(request)
    if waiting is None or not await house.entrance.let_in(waiting):
        raise HTTPException(404, NOBODY_WAITS)
    return _json({"let_in": waiting.sign_in.slug})


async def revoke(request: Request) -> Response:
    """`DELETE /api/meetings/{id}/sign-ins/{slug}`: end a sign-in at once, or turn a waiting device away."""
    house, found, waiting = _sign_in_named(request)
    if found is not None:
        await house.sign_ins.revoke(found)
    elif waiting is None or not await house.entrance.turn_away(waiting):
        raise HTTPException(404, NO_SUCH_SIGN_IN)
    return _json({"revoked": request.path_params["named"]})


async def openapi(request: Request) -> Response:
    """`GET /api/openapi.json`: the description of all this and of the socket's messages, for programs."""
    # Made when somebody asks for the first time, beside the loop: no meeting waits for it.
    return Response(await asyncio.to_thread(_description), media_type="application/json")


async def not_here(request: Request, error: Exception) -> Response:
    """Any refusal at the door, as JSON."""
    assert isinstance(error, HTTPException)
    said = {"error": sentence_of(error)}
    return _json(said, error.status_code, error.headers, language=asked_by_program(request))


def _description() -> bytes:
    from handzeichen.app.schema.document import text

    return text()


def _allowed(request: Request, live: Live, audience: str) -> SignIn:
    """Who asks to see what an audience sees, and may."""
    asker = _signed_in(request, live)
    if audience not in MAY_SEE[asker.role]:
        raise HTTPException(403, NOT_FOR_YOU)
    return asker


def _signed_in(request: Request, live: Live) -> SignIn:
    """Who asks: the sign-in named by `?slug=`, or the only one that the client has for this meeting."""
    house, named = _house(request), request.query_params.get("slug")
    slugs = (
        [named]
        if named
        else [name.removeprefix(COOKIE) for name in request.cookies if name.startswith(COOKIE)]
    )
    known = [one for slug in slugs if (one := house.entrance.sign_in_of(request, slug))]
    found = [one for one in known if one.meeting == live.id]
    if known and not found:
        raise HTTPException(403, NOT_FOR_YOU)
    if len(found) != 1:
        raise HTTPException(401, SIGN_IN_FIRST)
    return found[0]


def _sign_in_named(request: Request) -> tuple[House, SignIn | None, Waiting | None]:
    """The sign-in or the waiting device that a clerk's request names."""
    house, live = _house(request), _live(request)
    if not from_here(request, house.config.origins):
        raise HTTPException(403, FOREIGN)
    _require_clerk(request, live)
    named = request.path_params["named"]
    found = next((one for one in house.sign_ins.of(live.id) if one.slug == named), None)
    waiting = next((one for one in house.doorstep.of(live.id) if one.sign_in.slug == named), None)
    return house, found, waiting


def _device(one: SignIn) -> dict[str, object]:
    return {"slug": one.slug, "role": one.role, "person": one.person, "since": one.since}


def _require_clerk(request: Request, live: Live) -> None:
    if _signed_in(request, live).role is not Role.CLERK:
        raise HTTPException(403, NOT_FOR_YOU)


def _json(
    content: object,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    *,
    language: str = GERMAN,
) -> Response:
    return Response(encode(content, language), status, headers, media_type="application/json")


def _house(request: Request) -> House:
    house: House = request.app.state.house
    return house


def _live(request: Request) -> Live:
    live = _house(request).live.get(request.path_params["meeting"])
    if live is None:
        raise HTTPException(404, NO_SUCH_MEETING)
    return live
