"""The network: connections that are slow, cut or half dead, between pages and the real `Connection` of a process.

One connection is a stream, as TCP gives it: in order, whole, until it is cut; then what was under way is lost. Where
only one side notices, what the page had sent may still arrive, much later. To the server a `Socket` looks like the
WebSocket and the transport that it knows, so that the real wire writes into it.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextvars import Context
from typing import Any

import msgspec

from handzeichen.app.connection import Connection
from handzeichen.app.hub import JSON
from handzeichen.app.wire import SCOPE_KEY
from handzeichen.log.chain import Head
from simulation.world import World

NETWORK = Context()
"""What is under way belongs to no process."""
LATE = (0.8, 4.0)
"""How much later the rest of a half dead connection arrives, in seconds."""
APART = 1e-6
"""Seconds between two messages of one stream: what is due at the same time would come in any order."""

decode = msgspec.json.Decoder().decode


class NumberedConnection(Connection):
    """The product's connection, in an order that is the same in every run: sets are walked by hash."""

    number = 0

    def __hash__(self) -> int:
        return self.number


class Socket:
    """One connection. `got` hears each message at the page, `gone` that the page has noticed its end."""

    def __init__(
        self,
        world: World,
        seen: Head | None,
        name: str,
        *,
        got: Callable[[dict[str, Any]], None],
        gone: Callable[[int], None],
    ) -> None:
        self._world = world
        self._draw = world.chance("network")
        self._got, self._gone = got, gone
        self.check: Callable[[dict[str, Any]], None] = lambda _: None
        self.cut_off = False
        self._half_open = False
        self._down_at = self._up_at = self._late_at = 0.0
        self._inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        # What a WebSocket has.
        self.scope = {SCOPE_KEY: self.send, "subprotocols": [JSON]}
        since = {} if seen is None else {"since": str(seen.seq), "head": seen.hash}
        self.query_params: Mapping[str, str] = {"page": name, **since}
        # What the server's protocol has.
        self.transport = self
        self.writable = asyncio.Event()
        self.writable.set()
        self.disconnected = self.close_sent = False
        self.handshake_complete = True

    # The server's end

    async def receive(self) -> dict[str, Any]:
        return await self._inbox.get()

    async def send(self, message: Mapping[str, Any]) -> None:
        if message["type"] == "websocket.close":
            self.close_sent = True
            self._end(message["code"])
        else:
            self._carry(message["text"].encode())

    def write(self, data: bytes) -> None:
        self._carry(data[{126: 4, 127: 10}.get(data[1], 2) :])
        if self._world.troubled and self._draw.random() < self._world.mix.slow_reader:
            self.writable.clear()
            self._later(self._draw.uniform(0.1, 3.0), self.writable.set)

    def abort(self) -> None:
        self._end(1006)

    def is_closing(self) -> bool:
        return self.disconnected

    def set_write_buffer_limits(self, high: int) -> None: ...

    def get_extra_info(self, _name: str) -> None: ...

    def _carry(self, payload: bytes) -> None:
        frame = decode(payload)
        self.check(frame)
        if not self.cut_off:
            self._down_at = max(self._down_at + APART, self._soon())
            self._at(self._down_at, self._arrive, frame)

    def _end(self, code: int) -> None:
        """The server ends the connection; the page hears of it when it hears of anything."""
        if not self.disconnected:
            self.disconnected = True
            self._inbox.put_nowait({"type": "websocket.disconnect"})
            if not self.cut_off:
                self._at(max(self._down_at + APART, self._soon()), self._lose, code)

    # The page's end

    def say(self, message: Mapping[str, Any]) -> None:
        """The page sends something."""
        if not self.cut_off:
            self._up_at = max(self._up_at + APART, self._soon())
            self._at(self._up_at, self._come_in, msgspec.json.encode(message).decode())

    def leave(self) -> None:
        """The page lets go; the server hears of it, unless nothing gets through any more."""
        if not self.cut_off:
            self.cut_off = True
            self._at(self._soon(), self._end, 1006)

    def cut(self) -> None:
        """The network fails here: both sides notice, or one, or none but by silence."""
        if self.cut_off:
            return
        self.cut_off = True
        self._half_open = self._draw.random() < self._world.mix.half_open
        self._world.note("a cut", "half open" if self._half_open else "")
        if not self._half_open:
            self._later(self._draw.uniform(0, 0.5), self._end, 1006)
        if self._draw.random() < 0.7:
            self._later(self._draw.uniform(0, 0.5), self._lose, 1006)

    def process_died(self) -> None:
        """Nobody is there any more; what had left still arrives."""
        self.disconnected = True
        if not self.cut_off:
            self._at(max(self._down_at + APART, self._soon()), self._lose, 1006)

    def _arrive(self, frame: dict[str, Any]) -> None:
        if not self.cut_off:
            self._got(frame)

    def _lose(self, code: int) -> None:
        self.cut_off = True
        self._gone(code)

    def _come_in(self, text: str) -> None:
        if not self.cut_off:
            self._inbox.put_nowait({"type": "websocket.receive", "text": text})
        elif self._half_open:
            self._late_at = max(self._late_at + APART, self._world.time + self._draw.uniform(*LATE))
            self._at(self._late_at, self._inbox.put_nowait, {"type": "websocket.receive", "text": text})

    def _soon(self) -> float:
        return self._world.time + self._draw.uniform(*self._world.mix.latency)

    def _later(self, seconds: float, what: Callable[..., object], *args: object) -> None:
        self._at(self._world.time + seconds, what, *args)

    def _at(self, when: float, what: Callable[..., object], *args: object) -> None:
        asyncio.get_running_loop().call_at(when, what, *args, context=NETWORK)
