"""The server's transport, held to deadlines and amounts: what uvicorn leaves to a proxy in front, which may be missing.

uvicorn gives a request all the time in the world: its head may come letter by letter, its answer need not be read. And
a socket's messages are taken in as they come, whole bursts before anybody has looked at the first. Here an exchange
(a request with its answer) has a deadline; connections that rest give way to new ones; a socket that brings too many
messages or bytes is closed with 1008. A message of which only a part comes needs no deadline of its own: beats stay
unanswered behind it, so the page is cut off.

It knows names inside uvicorn, as `wire` does: uv.lock pins them, the socket suite covers them.
"""

import asyncio
import logging
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

from handzeichen.app.attempts import Attempts
from handzeichen.app.limits import Limits

PIECE: Final = 4096
"""Bytes that are taken apart at a time: tiny messages in one large read must not hold up the rest."""
FAREWELL: Final = 2.0
"""Seconds in which a page that is sent away may read why."""
TOO_MUCH: Final = 1008
"""Close code: more messages or bytes came than the settings allow."""
NOISE: Final = {
    "Invalid HTTP request received.": "no HTTP",
    "Unsupported upgrade request.": "unknown upgrade",
    "Invalid UTF-8 sequence received from client.": "no UTF-8",
    # It says so of every socket that is refused in words, which are counted where they are said.
    "ASGI callable returned without completing handshake.": "",
}
"""What uvicorn would log each time, however often a stranger sends it, and what it is counted as."""


class Counted(logging.Filter):
    """Counts what strangers can make uvicorn say, instead of writing it down."""

    def __init__(self, attempts: Attempts) -> None:
        super().__init__()
        self._attempts = attempts

    def filter(self, record: logging.LogRecord) -> bool:
        said = str(record.msg)
        if kind := NOISE.get(said):
            self._attempts.count(kind)
        return said not in NOISE


class Lobby:
    """The HTTP connections of one server, the one whose exchange began first in front."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._here: dict[Http, None] = {}

    def begin(self, connection: "Http") -> None:
        """An exchange begins; where too many are open, the oldest is cut off."""
        self._here.pop(connection, None)
        self._here[connection] = None
        if len(self._here) > self.limits.config.connections:
            next(iter(self._here)).cut("connection that rested")

    def leave(self, connection: "Http") -> None:
        """It has ended, or is a socket from here on."""
        self._here.pop(connection, None)


class Http(H11Protocol):
    """A connection on which requests come."""

    def __init__(self, *, lobby: Lobby, **options: Any) -> None:
        super().__init__(**options)
        self._lobby = lobby
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        self._begin()

    def connection_lost(self, exc: Exception | None) -> None:
        self._leave()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: Any) -> None:
        self._leave()
        super().handle_websocket_upgrade(event)

    def on_response_complete(self) -> None:
        self._begin()
        super().on_response_complete()

    def cut(self, kind: str) -> None:
        """End it at once: a polite end would wait for a reader who does not read."""
        self._leave()
        self._lobby.limits.attempts.count(kind)
        self.transport.abort()

    def _begin(self) -> None:
        self._leave()
        self._deadline = self.loop.call_later(self._lobby.limits.config.exchange, self.cut, "slow request")
        self._lobby.begin(self)

    def _leave(self) -> None:
        self._lobby.leave(self)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class Socket(WebSocketsSansIOProtocol):
    """A connection of a page, from its handshake on."""

    def __init__(self, *, limits: Limits, **options: Any) -> None:
        super().__init__(**options)
        self._limits = limits
        self._messages = limits.budget("messages")
        self._bytes = limits.budget("bytes")

    def data_received(self, data: bytes) -> None:
        if not self.handshake_initiated:
            return super().data_received(data)
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            if self.transport.is_closing():
                return
            if not self._bytes.take(len(piece)):
                return self._end()
            super().data_received(piece)

    def handle_text(self, event: Frame) -> None:
        if self._may():
            super().handle_text(event)

    def handle_bytes(self, event: Frame) -> None:
        if self._may():
            super().handle_bytes(event)

    def handle_cont(self, event: Frame) -> None:
        if self._may():
            super().handle_cont(event)

    def handle_ping(self) -> None:
        if not self._may():
            return
        if self.writable.is_set():
            super().handle_ping()
        else:
            self.conn.data_to_send()  # Whoever does not read gets no answers that pile up.

    def handle_pong(self, event: Frame) -> None:
        if self._may():
            super().handle_pong(event)

    def _may(self) -> bool:
        if self.transport.is_closing():
            return False
        if self._messages.take():
            return True
        self._end()
        return False

    def _end(self) -> None:
        """Say why, if it is read, and take nothing more of what came."""
        self._limits.attempts.count("flood on a socket")
        while not self.queue.empty():
            self.queue.get_nowait()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": TOO_MUCH})
        if not self.close_sent:
            self.conn.fail(TOO_MUCH, "too much at once")
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
        self.transport.close()
        self.loop.call_later(FAREWELL, self.transport.abort)
