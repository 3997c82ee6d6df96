"""How frames reach a connection. This module alone knows the server's transport.

Frames are pulled: whoever wants something sent says `wake`, and the wire asks its source for the next frame whenever
the one before has gone out. So no connection has more than one frame in flight, none queues history, and whoever reads
slowly gets the newest state when ready. Nobody waits for anybody.

`FastWire` writes prebuilt frames into uvicorn's transport: it knows names inside uvicorn, which uv.lock pins and the
socket suite covers. `PlainWire` needs nothing but ASGI's `send`, at the price of one task per connection.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import Any, Final, Protocol

from starlette.types import ASGIApp, Receive, Scope, Send

from handzeichen.app.frames import Frame

KERNEL_BUFFER: Final = 1 << 16
"""What the kernel may hold back for a reader who has stopped: frames in there can no longer be replaced."""
FAREWELL: Final = 2.0
"""Seconds for a polite end; whoever does not read it is cut off."""
SCOPE_KEY: Final = "handzeichen.send"
NEEDED: Final = ("transport", "writable")

Source = Callable[[], Frame | None]

log = logging.getLogger(__name__)


class Wire(Protocol):
    """The way to one page."""

    def wake(self) -> None:
        """Something is there to be sent; does not wait."""

    def offer(self, frame: Frame) -> bool:
        """Send this frame if that can be done at once, before anything that the source has; whether it was."""

    def cut(self) -> None:
        """End the connection at once, with nothing more said."""

    def end(self, code: int, reason: str) -> None:
        """End the connection politely: with what is still to be said and a close frame, if the page reads them."""

    async def close(self) -> None:
        """Let go of what belongs to a connection that has ended."""


def reach(app: ASGIApp) -> ASGIApp:
    """Outermost of all: keeps the server's own `send`, which the framework wraps on its way in."""

    async def reached(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            scope[SCOPE_KEY] = send
        await app(scope, receive, send)

    return reached


def open_wire(scope: Scope, source: Source, *, fast: bool) -> Wire:
    """The wire for an accepted connection: the fast one where the server is the one it knows."""
    send: Send = scope[SCOPE_KEY]
    protocol = getattr(send, "__self__", None)
    known = protocol is not None and all(hasattr(protocol, name) for name in NEEDED)
    if known:
        _bound_kernel_buffer(protocol)
    if fast and not known:
        log.warning("The server's transport is not the one known; frames take the plain way.")
    return (
        FastWire(protocol, send, source)
        if fast and known
        else PlainWire(protocol if known else None, send, source)
    )


class _Ending:
    """What both ways have in common: how a connection is ended."""

    def __init__(self, protocol: Any, send: Send, source: Source) -> None:
        self._protocol = protocol
        self._send = send
        self._source = source
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended = False

    def cut(self) -> None:
        self._ended = True
        if self._protocol is not None:
            self._protocol.transport.abort()

    def end(self, code: int, reason: str) -> None:
        if not self._ended:
            self._ended = True
            self._do(self._farewell(code, reason))

    async def close(self) -> None:
        self._ended = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _farewell(self, code: int, reason: str) -> None:
        try:
            async with asyncio.timeout(FAREWELL):
                while (frame := self._source()) is not None:
                    await self._send({"type": "websocket.send", "text": frame.text})
                await self._send({"type": "websocket.close", "code": code, "reason": reason})
        except (TimeoutError, OSError):
            self.cut()

    def _do(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class FastWire(_Ending):
    """Writes whole frames straight into the transport; only who does not keep up costs a task."""

    def __init__(self, protocol: Any, send: Send, source: Source) -> None:
        super().__init__(protocol, send, source)
        self._resting = False
        self._flushing = False
        self._transport = protocol.transport
        self._writable: asyncio.Event = protocol.writable
        # From the first byte that the kernel does not take, the frame counts as in flight.
        protocol.transport.set_write_buffer_limits(high=0)

    def wake(self) -> None:
        # Whoever makes a frame may find out that more is out of date: the loop below asks again anyway.
        if not self._resting and not self._flushing and not self._flush():
            self._resting = True
            self._do(self._rest())

    def offer(self, frame: Frame) -> bool:
        # Asked of every viewer for every change: no call here that can be spared.
        transport = self._transport
        in_flight = self._resting or self._flushing or not self._writable.is_set()
        if in_flight or self._ended or transport.is_closing():
            return False
        transport.write(frame.wire)
        return True

    def _flush(self) -> bool:
        """Send what there is; False when a frame is still in flight."""
        self._flushing = True
        try:
            while self._writable.is_set() and self._open:
                frame = self._source()
                if frame is None:
                    return True
                self._transport.write(frame.wire)
        finally:
            self._flushing = False
        return not self._open

    @property
    def _open(self) -> bool:
        return not (self._ended or self._transport.is_closing())

    async def _rest(self) -> None:
        while not self._flush():
            await self._writable.wait()
        self._resting = False


class PlainWire(_Ending):
    """One task per connection, which sends the newest there is whenever the server takes it."""

    def __init__(self, protocol: Any, send: Send, source: Source) -> None:
        super().__init__(protocol, send, source)
        self._something = asyncio.Event()
        self._do(self._run())

    def wake(self) -> None:
        self._something.set()

    def offer(self, frame: Frame) -> bool:
        return False

    async def _run(self) -> None:
        try:
            while not self._ended:
                await self._something.wait()
                self._something.clear()
                while not self._ended and (frame := self._source()) is not None:
                    await self._send({"type": "websocket.send", "text": frame.text})
        except OSError:
            self._ended = True  # The page is gone; its connection's own task hears of it too.


def _bound_kernel_buffer(protocol: Any) -> None:
    """Without a bound Linux lets megabytes of old frames pile up for a reader who has stopped."""
    connection = protocol.transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BUFFER)
