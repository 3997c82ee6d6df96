"""What every request passes before it reaches its address: whether it may be asked now, and who may be behind it."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from handzeichen.app.house import House
from handzeichen.app.sockets import turn_away
from handzeichen.app.words import TOO_MANY_REQUESTS

NotHere = Callable[[Request, Exception], Awaitable[Response]]
"""How a request is refused, as a page or as data."""


def limited(inner: ASGIApp, app: Starlette, house: House, not_here: NotHere) -> ASGIApp:
    """Whoever asks too often is told when to come back, before anything is looked up."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await inner(scope, receive, send)
        connection = HTTPConnection(scope)
        wait = house.limits.request(connection, house.entrance.known(connection))
        if not wait:
            return await inner(scope, receive, send)
        scope, headers = {**scope, "app": app}, {"retry-after": str(wait)}
        if scope["type"] == "websocket":
            return await turn_away(WebSocket(scope, receive, send), 429, TOO_MANY_REQUESTS, headers)
        response = await not_here(Request(scope, receive), HTTPException(429, TOO_MANY_REQUESTS, headers))
        await response(scope, receive, send)

    return answer


def acquainted(app: ASGIApp, house: House) -> ASGIApp:
    """Before anybody is asked who they are, the house hears of sign-ins that another node has begun."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            await house.entrance.learn(HTTPConnection(scope).cookies)
        await app(scope, receive, send)

    return answer
