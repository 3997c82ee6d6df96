"""What the running server hands out to whoever runs it: everything in its store, piece by piece, for backup and check.

The file of a running server is its own, so that nobody else may read it; what is wanted of it goes through the server.
It leaves address and token in its data folder, in a file that its owner alone may read: whoever can read that could
read the store as well. These addresses read; the one thing that is done through them is what the law asks for, to
destroy what is due (`retaining`). A piece is small, so no vote waits for a backup.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from secrets import compare_digest, token_urlsafe
from socket import socket
from typing import Final

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handzeichen.app import retaining
from handzeichen.app.files import FileFault, write_private
from handzeichen.app.house import House
from handzeichen.app.requests import house_of
from handzeichen.app.retaining import today
from handzeichen.app.running import HEAD, LINES, MEETINGS, RETAINED, RETENTION, SESSIONS, TEXTS
from handzeichen.app.words import NOT_THE_OPERATOR
from handzeichen.log.files import to_jsonl
from handzeichen.log.port import Store, StoreRefused

PIECE: Final = 500
"""Lines that are handed out at once: some milliseconds of work."""
AGAIN_AFTER: Final = 2.0
"""Seconds until the file that tells of this server is tried again."""

log = logging.getLogger(__name__)


def routes() -> list[Route]:
    """The addresses."""
    return [
        Route(MEETINGS, _meetings),
        Route(HEAD.format(meeting="{meeting}"), _head),
        Route(LINES.format(meeting="{meeting}"), _lines),
        Route(SESSIONS.format(meeting="{meeting}"), _sessions),
        Route(TEXTS, _texts),
        Route(RETENTION.format(meeting="{meeting}"), _survey, methods=["GET"]),
        Route(RETENTION.format(meeting="{meeting}"), _retain, methods=["POST"]),
        Route(RETAINED, _finish, methods=["POST"]),
    ]


@asynccontextmanager
async def reachable(house: House, listener: socket) -> AsyncIterator[None]:
    """As long as this lasts, the operator's commands find this server; a store on a server of its own needs no way.

    Where the file cannot be written, on a full disk, the meeting goes on, and it is written as soon as there is room.
    """
    if house.config.store:
        yield
        return
    house.token = token_urlsafe(32)
    path = house.config.operator
    host, port = listener.getsockname()[:2]
    content = {
        "host": {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host),
        "port": port,
        "token": house.token,
    }
    later = None if _is_written(path, content) else asyncio.create_task(_write_later(path, content))
    try:
        yield
    finally:
        if later is not None:
            later.cancel()
            await asyncio.wait([later])
        path.unlink(missing_ok=True)


async def _write_later(path: Path, content: dict[str, object]) -> None:
    log.critical(
        "„%s“ kann nicht geschrieben werden. Bitte Platz schaffen: So lange gelingt keine Sicherung.", path
    )
    while not _is_written(path, content):
        await asyncio.sleep(AGAIN_AFTER)


def _is_written(path: Path, content: dict[str, object]) -> bool:
    new = path.with_name(path.name + ".neu")
    try:
        write_private(new, json.dumps(content).encode())
        new.replace(path)
    except (FileFault, OSError):
        new.unlink(missing_ok=True)
        return False
    return True


async def _meetings(request: Request) -> Response:
    return _json(await _store(request).meetings())


async def _head(request: Request) -> Response:
    return _json(await _store(request).head(request.path_params["meeting"]))


async def _lines(request: Request) -> Response:
    store, after = _store(request), request.query_params.get("after", "0")
    if not after.isdecimal() or len(after) > 12:
        raise HTTPException(400)
    lines = await store.read(request.path_params["meeting"], int(after), PIECE)
    return Response(to_jsonl(lines), media_type="application/jsonl")


async def _sessions(request: Request) -> Response:
    return _json(await _store(request).sessions(request.path_params["meeting"]))


async def _texts(request: Request) -> Response:
    store = _store(request)
    return _json({key: await store.get(key) for key in await store.keys("")})


async def _survey(request: Request) -> Response:
    store, on = _store(request), request.query_params.get("on", "")
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise HTTPException(400) from None
    try:
        return _json(await retaining.survey(store, request.path_params["meeting"], day))
    except StoreRefused as refused:
        return Response(refused.sentence, status_code=409)


async def _retain(request: Request) -> Response:
    """What a node has in memory is forgotten before anybody is told that it is gone."""
    store, meeting = _store(request), request.path_params["meeting"]
    try:
        sheet = await retaining.retain(store, meeting, today())
    except StoreRefused as refused:
        return Response(refused.sentence, status_code=409)
    if sheet is not None and sheet.done:
        await house_of(request).forget(meeting)
    return _json(sheet)


async def _finish(request: Request) -> Response:
    try:
        await retaining.finish(_store(request))
    except StoreRefused as refused:
        return Response(refused.sentence, status_code=409)
    return _json(None)


def _store(request: Request) -> Store:
    """The store, for whoever shows the token."""
    house = house_of(request)
    shown = request.headers.get("authorization", "").encode()
    if house.token is None or not compare_digest(shown, f"Bearer {house.token}".encode()):
        raise HTTPException(403, NOT_THE_OPERATOR)
    return house.store


def _json(content: object) -> Response:
    return Response(msgspec.json.encode(content), media_type="application/json")
