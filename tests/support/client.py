"""A small client of the interface, as somebody else would write one: HTTP and a WebSocket with JSON, nothing of ours.

It signs in with a link, asks, watches, and comes back after a cut with what it saw last. What was asked and not answered
before a cut is never sent again by itself: `ask` raises `Unanswered`, and whoever asked looks at the picture and decides.
With the same key a command acts once, however often it is sent. Everything said is kept in `exchanges` and `messages`.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self
from urllib.parse import urlencode

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PATIENCE = 30.0
"""Seconds after which an answer that does not come is a failure."""
COOKIE = "__Host-hz-"

Data = dict[str, Any]


class Unanswered(Exception):
    """The connection ended before the answer; `key` asks again without acting twice."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Exchange:
    """A request over HTTP and its answer."""

    method: str
    path: str
    status: int
    body: Any


@dataclass
class Client:
    """Somebody at one meeting: signed in, or, without a sign-in, the public."""

    url: str
    meeting: str
    slug: str | None = None
    secret: str = ""
    parts: Data = field(default_factory=dict)
    seq: int | None = None
    head: str | None = None
    exchanges: list[Exchange] = field(default_factory=list)
    messages: list[Data] = field(default_factory=list)
    """What the server said over the socket, in order."""
    sent: list[Data] = field(default_factory=list)

    def __post_init__(self) -> None:
        cookie = {} if self.slug is None else {"cookie": f"{COOKIE}{self.slug}={self.secret}"}
        self._headers = cookie
        self._http = httpx.AsyncClient(base_url=self.url, headers=cookie, timeout=PATIENCE)
        self._news = asyncio.Condition()
        self._answers: dict[str, Data] = {}
        self._keys = (f"{self.slug}-{number}" for number in count(1))
        self._socket: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self.is_connected = False

    @classmethod
    async def by_link(cls, link: str, meeting: str) -> Self:
        """Use a sign-in link."""
        async with httpx.AsyncClient(timeout=PATIENCE) as http:
            answer = await http.post(link)
        assert answer.status_code == 303, answer.text
        name, _, secret = answer.headers["set-cookie"].partition(";")[0].partition("=")
        slug = answer.headers["location"].removeprefix("/s/").removesuffix("/")
        assert name == COOKIE + slug
        return cls(str(answer.url.copy_with(path="/")).rstrip("/"), meeting, slug, secret)

    async def close(self) -> None:
        """Leave."""
        if self._socket is not None:
            await self._socket.close()
        if self._reader is not None:
            await self._reader
        await self._http.aclose()

    # Over HTTP

    async def request(self, method: str, rest: str, **options: Any) -> Any:
        """Any request about this meeting; the body of the answer."""
        path = f"/api/meetings/{self.meeting}/{rest}"
        answer = await self._http.request(method, path, **options)
        self.exchanges.append(Exchange(method, path, answer.status_code, answer.json()))
        return answer.json()

    async def post(self, do: str, **fields: Any) -> Data:
        """Ask something over HTTP; the answer."""
        answer: Data = await self.request("POST", "commands", json=self._command(do, fields))
        return answer

    async def record(self) -> Data:
        """The record so far."""
        record: Data = await self.request("GET", "record")
        return record

    async def view(self, audience: str) -> Data:
        """What an audience sees now."""
        view: Data = await self.request("GET", f"views/{audience}")
        return view

    # Over the socket

    async def watch(self) -> None:
        """Connect, or come back: then the server sends only what is newer than the last frame."""
        self._socket = await connect(
            self._address(),
            subprotocols=["handzeichen.json"],  # type: ignore[list-item]
            additional_headers=self._headers,
            ping_interval=None,
            max_size=None,
            open_timeout=PATIENCE,
        )
        self.listen()

    def listen(self) -> None:
        """Read what comes."""
        assert self._socket is not None
        self.is_connected = True
        self._reader = asyncio.create_task(self._read(self._socket))

    async def stop_listening(self) -> None:
        """Read nothing more: what comes is lost with the connection."""
        assert self._reader is not None
        self._reader.cancel()
        await asyncio.wait([self._reader])
        self._reader, self.is_connected = None, False

    async def cut(self) -> None:
        """The connection breaks, without a word."""
        assert self._socket is not None
        self._socket.transport.abort()
        if self._reader is not None:
            await self._reader
        self._socket = self._reader = None

    async def send(self, do: str, **fields: Any) -> str:
        """Ask something over the socket and do not wait; its key."""
        command = self._command(do, fields)
        await self._say(command)
        return str(command["key"])

    async def answer(self, key: str) -> Data:
        """The answer to a key; raises `Unanswered` where the connection ends before."""
        await self.until(lambda: key in self._answers or not self.is_connected)
        if key not in self._answers:
            raise Unanswered(key)
        return self._answers.pop(key)

    async def ask(self, do: str, **fields: Any) -> Data:
        """Ask something over the socket and wait for the answer."""
        return await self.answer(await self.send(do, **fields))

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: bool(true()))

    async def until_seq(self, seq: int) -> None:
        """Wait for the picture of a line of the log."""
        await self.until(lambda: self.seq is not None and self.seq >= seq)

    def _address(self) -> str:
        query = {"slug": self.slug, "since": self.seq, "head": self.head}
        said = urlencode({name: value for name, value in query.items() if value is not None})
        return f"{self.url.replace('http', 'ws', 1)}/ws/{self.meeting}?{said}"

    def _command(self, do: str, fields: Data) -> Data:
        key = fields.pop("key", None) or next(self._keys)
        return {"do": do, **{name.rstrip("_"): value for name, value in fields.items()}, "key": key}

    async def _say(self, message: Data) -> None:
        assert self._socket is not None
        self.sent.append(message)
        await self._socket.send(json.dumps(message))

    async def _read(self, socket: ClientConnection) -> None:
        try:
            while True:
                await self._take(json.loads(await socket.recv()))
        except ConnectionClosed:
            self.is_connected = False
            await self._tell()

    async def _take(self, message: Data) -> None:
        self.messages.append(message)
        match message:
            case {"beat": number}:
                await self._say({"beat": number})
            case {"fork": _}:
                self.parts.clear()
            case {"answer": {"key": str(key)} as answer}:
                self._answers[key] = answer
            case {"parts": parts}:
                self.parts |= parts
                self.seq, self.head = message.get("seq"), message.get("head")
        await self._tell()

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()
