"""The door of a socket, `/ws/{meeting}`: who is let in, and what is said to whoever is not.

Anybody may watch. The page of somebody who is signed in names that sign-in (`?slug=`); no foreign page may open one.
"""

from collections.abc import Mapping

from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket

from handzeichen.app.connection import SIGNED_OUT, Connection
from handzeichen.app.house import House
from handzeichen.app.hub import HTML, JSON, Form
from handzeichen.app.language import asked_by_program
from handzeichen.app.security import from_here
from handzeichen.app.words import (
    FOREIGN,
    NO_SUCH_MEETING,
    NOT_FOR_YOU,
    SIGN_IN_FIRST,
    SPEAK_OUR_PROTOCOL,
    TOO_MANY_VIEWERS,
)


async def meet(websocket: WebSocket) -> None:
    """The endpoint `/ws/{meeting}`: let somebody in, or say at the door why not."""
    house: House = websocket.app.state.house
    live = house.live.get(websocket.path_params["meeting"])
    if live is None:
        return await turn_away(websocket, 404, NO_SUCH_MEETING)
    if not from_here(websocket, house.config.origins):
        return await turn_away(websocket, 403, FOREIGN)
    protocol = next((one for one in websocket.scope["subprotocols"] if one in (HTML, JSON)), None)
    if protocol is None:
        return await turn_away(websocket, 400, SPEAK_OUR_PROTOCOL)
    slug = websocket.query_params.get("slug")
    sign_in = None if slug is None else house.entrance.sign_in_of(websocket, slug)
    if slug is not None and sign_in is None:
        return await _not_signed_in(websocket, protocol)
    if sign_in is not None and sign_in.meeting != live.id:
        return await turn_away(websocket, 403, NOT_FOR_YOU)
    if sign_in is None and not house.limits.watch(websocket):
        return await turn_away(websocket, 503, TOO_MANY_VIEWERS)
    try:
        await websocket.accept(subprotocol=protocol)
        form = Form(protocol, asked_by_program(websocket))
        await Connection(house, live, sign_in, form, websocket.query_params.get("page")).run(websocket)
    finally:
        if sign_in is None:
            house.limits.unwatch(websocket)


async def turn_away(
    websocket: WebSocket, status: int, sentence: str, headers: Mapping[str, str] | None = None
) -> None:
    """No socket is opened; why not is said in words."""
    websocket.app.state.house.attempts.note(sentence)
    await websocket.receive()
    await websocket.send_denial_response(PlainTextResponse(sentence, status, headers))


async def _not_signed_in(websocket: WebSocket, protocol: str) -> None:
    """Programs read it from the status; a browser tells its page nothing of a refused handshake, but a close code."""
    if protocol == JSON:
        return await turn_away(websocket, 401, SIGN_IN_FIRST)
    websocket.app.state.house.attempts.note(SIGN_IN_FIRST)
    await websocket.accept(subprotocol=protocol)
    await websocket.close(SIGNED_OUT, "signed out")
