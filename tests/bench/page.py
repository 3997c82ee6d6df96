"""Pages as lean as can be: they read frames, answer beats, and note what arrived when."""

import asyncio
import json
import time
from bisect import bisect_left
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from support.live import SignedIn

BEAT = b'{"beat"'


def handshake(port: int, path: str, cookie: Mapping[str, str], form: str = "html") -> bytes:
    """A page's request for a socket."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        f"Sec-WebSocket-Protocol: handzeichen.{form}",
        *(f"{name}: {value}" for name, value in cookie.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def masked(message: bytes) -> bytes:
    """A client's text frame; with a mask of zeros the message stands as it is."""
    short = len(message) < 126
    size = bytes((0x80 | len(message),)) if short else b"\xfe" + len(message).to_bytes(2, "big")
    return b"\x81" + size + b"\0\0\0\0" + message


def split(data: bytes) -> tuple[list[bytes], bytes]:
    """The messages of all whole frames, and the rest."""
    found, at, size = [], 0, len(data)
    while size - at >= 2:
        length, start = data[at + 1], at + 2
        if length == 126:
            length, start = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
        elif length == 127:
            length, start = int.from_bytes(data[at + 2 : at + 10], "big"), at + 10
        if size < start or size < start + length:
            break
        found.append(data[start : start + length])
        at = start + length
    return found, data[at:]


def opened(data: bytes) -> bytes | None:
    """What follows the server's yes to a socket; None while it is not complete."""
    head, end, rest = data.partition(b"\r\n\r\n")
    if not end:
        return None
    assert head.startswith(b"HTTP/1.1 101"), head
    return rest


class Page(asyncio.Protocol):
    """A member's or the hall's page."""

    def __init__(self, who: "SignedIn", port: int, meeting: str) -> None:
        self._request = handshake(port, f"/ws/{meeting}?slug={who.slug}", who.cookie)
        self._buffer = b""
        loop = asyncio.get_running_loop()
        self.open: asyncio.Future[None] = loop.create_future()
        self.answer: asyncio.Future[dict[str, object]] = loop.create_future()
        self.seq = 0
        self.arrivals: list[tuple[int, float]] = []
        """Which line of the log was seen when."""
        self.seen: asyncio.Event = asyncio.Event()

    @classmethod
    async def enter(cls, who: "SignedIn", port: int, meeting: str) -> "Page":
        """Somebody's page, connected."""
        loop = asyncio.get_running_loop()
        _, page = await loop.create_connection(lambda: cls(who, port, meeting), "127.0.0.1", port)
        await page.open
        return page

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport
        self.transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self.open.done():
            rest = opened(self._buffer)
            if rest is None:
                return
            self._buffer = rest
            self.open.set_result(None)
        messages, self._buffer = split(self._buffer)
        for message in messages:
            self._take(message)

    def connection_lost(self, exc: Exception | None) -> None:
        for waiting in (self.open, self.answer):
            if not waiting.done():
                waiting.cancel()

    def _take(self, message: bytes) -> None:
        if message.startswith(b'{"answer"'):
            self.answer.set_result(json.loads(message)["answer"])
        elif message.startswith(BEAT):
            self.transport.write(masked(b'{"beat":1}'))
        elif message.startswith(b'{"seq":'):
            self.seq = int(message[len(b'{"seq":') : message.index(b",")])
            self.arrivals.append((self.seq, time.perf_counter()))
            self.seen.set()

    def saw(self, seq: int) -> float:
        """When a line of the log had arrived here."""
        return self.arrivals[bisect_left(self.arrivals, (seq, 0.0))][1]

    async def until(self, seq: int) -> None:
        """Wait for the picture of a line of the log: the next vote then meets a quiet server."""
        while self.seq < seq:
            self.seen.clear()
            await asyncio.wait_for(self.seen.wait(), 60)

    async def vote(self, ballot: str, choice: str, key: str) -> tuple[int, float, float]:
        """One vote: the line of the log that it became, when it was sent, and how long the answer took."""
        self.answer = asyncio.get_running_loop().create_future()
        ask = json.dumps({"do": "cast_vote", "ballot": ballot, "choice": choice, "key": key}).encode()
        sent = time.perf_counter()
        self.transport.write(masked(ask))
        answer = await self.answer
        took = time.perf_counter() - sent
        assert "accepted" in answer, answer
        return int(str(answer["seq"])), sent, took
