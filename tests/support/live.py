"""A real server on a real port for tests, and clients that speak to it as pages and programs do.

`running` starts uvicorn in this process over any store; `Process` starts the command line in one of its own, to be
killed. The meeting is the demonstration's, played from its script as far as a test wants it.
"""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, Self

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from handzeichen.app.clock import EveningClock
from handzeichen.app.config import Config
from handzeichen.app.demo import FOLDER
from handzeichen.app.house import House, Live
from handzeichen.app.main import Server, listening
from handzeichen.app.offers import Offer, Role
from handzeichen.app.plan import read_plan
from handzeichen.app.replay import read_script
from handzeichen.app.sign_in import COOKIE
from handzeichen.log.heads import Anchors
from handzeichen.log.memory import MemoryStore
from handzeichen.log.port import Store
from handzeichen.meeting.commands import Command, OpenBallot
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.plan import Plan

PLAN = FOLDER / "plan.toml"
SCRIPT = FOLDER / "script.jsonl"
HURRY = {f"HANDZEICHEN_{name}": "1000000" for name in ("COMMANDS", "MESSAGES", "BYTES")}
HURRY["HANDZEICHEN_PRACTICE"] = "true"
"""Tests ask faster than people: a server that tests start lets them. What they hold are no meetings that count."""
PATIENCE = 30.0
"""Seconds after which something that does not come is a failure; nothing waits for it to pass."""


@dataclass(frozen=True)
class SignedIn:
    """Who a client is: the slug in the address and the cookie's secret."""

    slug: str
    secret: str

    @property
    def cookie(self) -> dict[str, str]:
        return {"cookie": f"{COOKIE}{self.slug}={self.secret}"}


@dataclass
class Running:
    """A server that listens."""

    url: str
    house: House
    live: Live
    clock: EveningClock
    stops: list[str]
    """Why the server wanted to end itself, if it did."""
    server: Server
    """uvicorn's part of it."""

    @property
    def meeting(self) -> str:
        return self.live.id

    async def link(self, role: Role, person: str | None = None, *, again: bool = False) -> str:
        """The address of a new sign-in link, to be opened and its button pressed."""
        return f"{self.url}/anmelden/{await self._code(role, person, again=again)}"

    async def sign_in(self, role: Role, person: str | None = None) -> SignedIn:
        """Somebody signed in, without the way through the page."""
        link = await self.house.sign_ins.links.find(await self._code(role, person, again=False))
        assert link is not None
        begun = await self.house.sign_ins.redeem(link)
        assert begun is not None
        sign_in, secret = begun
        return SignedIn(sign_in.slug, secret)

    def lose_patience(self, silence: float) -> None:
        """From now on, whoever has said nothing for so many seconds is cut off.

        A server with little patience from its start would also cut off those whom a busy machine keeps waiting.
        """
        self.house.config = replace(self.house.config, silence=silence)

    async def play(
        self, until: Callable[[Command], bool] = lambda command: isinstance(command, OpenBallot)
    ) -> None:
        """Play the script's lines up to, and without, the first that `until` knows; the clock goes with it."""
        for step in read_script(SCRIPT.read_bytes(), self.clock()):
            if until(step.ask.command):
                break
            self.clock.set(step.at)
            answer = await self.live.room.ask(step.ask.command, by=step.by, scope="script", key=None)
            assert "accepted" in answer, f"script line {step.number}: {answer}"

    def http(self, who: SignedIn | None = None, **headers: str) -> httpx.AsyncClient:
        """An HTTP client, signed in or not."""
        # Plain HTTP on this machine: without `verify` no certificates are read, which takes longer than most tests.
        return httpx.AsyncClient(
            base_url=self.url,
            headers={**(who.cookie if who else {}), **headers},
            verify=False,
            timeout=PATIENCE,
        )

    def socket(self, who: SignedIn | None = None, **options: Any) -> "Socket":
        """A socket client, to be entered with `async with`."""
        return Socket(self.url, self.meeting, who, **options)

    async def _code(self, role: Role, person: str | None, *, again: bool) -> str:
        offer = Offer(
            meeting=self.meeting, role=role, person=None if person is None else PersonId(person), again=again
        )
        return await self.house.sign_ins.links.make(offer)


class _QuietServer(Server):
    """Leaves signals to the test runner, and says when it listens."""

    def __init__(self, house: House) -> None:
        self.listens = asyncio.Event()
        super().__init__(house, ready=self.listens.set)

    def capture_signals(self) -> Any:
        return nullcontext()


@asynccontextmanager
async def running(
    *,
    plan: Plan | None = None,
    store: Store | None = None,
    clock: EveningClock | None = None,
    anchors: Anchors | None = None,
    **settings: Any,
) -> AsyncIterator[Running]:
    """A server over a store (in memory, if none is given) with one meeting; the demonstration's plan by default.

    `settings` are those of `Config`: `beat`, `silence`, `fast_wire`, `origins` …
    """
    plan = read_plan(PLAN) if plan is None else plan
    clock = EveningClock(plan.meeting.starts_at) if clock is None else clock
    config = replace(Config(port=0, data=Path("/nonexistent"), commands=1e6, practice=True), **settings)
    stops: list[str] = []
    house = House(config, MemoryStore() if store is None else store, stop=stops.append, anchors=anchors)
    with listening(config) as (listener, url):
        server = _QuietServer(house)
        try:
            await house.plan(plan, clock)
            live = await house.open(plan.id, clock)
            task = asyncio.create_task(server.serve(sockets=[listener]))
            await asyncio.wait_for(server.listens.wait(), PATIENCE)
            try:
                yield Running(url, house, live, clock, stops, server)
            finally:
                server.should_exit = True
                await task
        finally:
            await house.close()


@dataclass
class Socket:
    """A page's socket as a program sees it: keeps the newest parts, answers beats, waits for answers by key."""

    url: str
    meeting: str
    who: SignedIn | None = None
    form: str = "json"
    since: tuple[int, str] | None = None
    page: str | None = None
    beats: bool = True
    """Whether it answers beats."""
    headers: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    """Further arguments for the client library, such as `sock`."""
    reads: bool = True
    """Whether it reads at all, before `read` is called."""
    language: str | None = None

    parts: dict[str, Any] = field(default_factory=dict)
    frames: list[dict[str, Any]] = field(default_factory=list)
    raw: list[str | bytes] = field(default_factory=list)
    """What came, as it came."""
    answers: dict[str | None, dict[str, Any]] = field(default_factory=dict)
    seq: int | None = None
    head: str | None = None

    async def __aenter__(self) -> Self:
        self._news = asyncio.Condition()
        self.closed: ConnectionClosed | None = None
        self._connection: ClientConnection = await connect(
            self.address,
            subprotocols=[f"handzeichen.{self.form}"],  # type: ignore[list-item]
            additional_headers={**(self.who.cookie if self.who else {}), **self.headers},
            compression=None,
            ping_interval=None,
            max_size=None,
            **{"open_timeout": PATIENCE, **self.options},
        )
        self._reader: asyncio.Task[None] | None = None
        if self.reads:
            self.read()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._reader is None:
            self._connection.transport.abort()
            return
        await self._connection.close()
        await self._reader

    def read(self) -> None:
        """Begin to read what comes."""
        self._reader = asyncio.create_task(self._read())

    @property
    def address(self) -> str:
        query = {} if self.who is None else {"slug": self.who.slug}
        if self.page is not None:
            query["page"] = self.page
        if self.language is not None:
            query["language"] = self.language
        if self.since is not None:
            query |= {"since": str(self.since[0]), "head": self.since[1]}
        return f"{self.url.replace('http', 'ws', 1)}/ws/{self.meeting}?{httpx.QueryParams(query)}"

    @property
    def pictures(self) -> list[dict[str, Any]]:
        """The frames that brought parts."""
        return [frame for frame in self.frames if "parts" in frame]

    async def send(self, message: dict[str, Any] | str) -> None:
        """Send something, as it is."""
        await self._connection.send(message if isinstance(message, str) else json.dumps(message))

    async def ask(self, do: str, *, key: str | None = None, **fields: Any) -> dict[str, Any]:
        """Ask something of the meeting and wait for the answer; without a key it gets a fresh one."""
        key = f"k{len(self.answers)}" if key is None else key
        self.answers.pop(key, None)
        await self.send({"do": do, **{name.rstrip("_"): value for name, value in fields.items()}, "key": key})
        await self.until(lambda: key in self.answers)
        return self.answers[key]

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until something is so; fails when the connection ends before, or after PATIENCE."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: true() or self.closed is not None)
        assert true(), f"the connection ended before: {self.closed}"

    async def until_seq(self, seq: int) -> None:
        """Wait for the picture of a line of the log."""
        await self.until(lambda: self.seq is not None and self.seq >= seq)

    async def until_closed(self) -> int | None:
        """Wait until the server ends the connection; its close code, None where it was cut."""
        assert self._reader is not None
        await asyncio.wait_for(self._reader, PATIENCE)
        assert self.closed is not None
        return None if self.closed.rcvd is None else self.closed.rcvd.code

    async def _read(self) -> None:
        try:
            while True:
                self.raw.append(await self._connection.recv())
                await self._take(json.loads(self.raw[-1]))
        except ConnectionClosed as closed:
            self.closed = closed
        async with self._news:
            self._news.notify_all()

    async def _take(self, frame: dict[str, Any]) -> None:
        if "beat" in frame and self.beats:
            await self.send({"beat": frame["beat"]})
        if "answer" in frame:
            self.answers[frame["answer"].get("key")] = frame["answer"]
        if "parts" in frame:
            self.parts |= frame["parts"]
            self.seq, self.head = frame.get("seq"), frame.get("head")
        async with self._news:
            self.frames.append(frame)
            self._news.notify_all()


class Process:
    """The server as its own process, from the command line, with the links that it printed."""

    started: ClassVar[list[asyncio.subprocess.Process]] = []
    """All of them, so that none outlives its test."""

    def __init__(self, process: asyncio.subprocess.Process, printed: str) -> None:
        self.process = process
        self.printed = printed
        found = re.search(r"https?://\S+?(?=/\s)", printed)
        assert found, printed
        self.url = found[0]

    @classmethod
    async def start(
        cls, *arguments: str | Path, last: str = "", patience: float = PATIENCE, **options: Any
    ) -> Self:
        """Start `handzeichen ARGUMENTS…` and wait until it has printed a line with `last` in it.

        `options` are those of a process of asyncio's.
        """
        options.setdefault("env", {**os.environ, **HURRY})
        process = await asyncio.create_subprocess_exec(
            *cls.command(*arguments),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            **options,
        )
        cls.started.append(process)
        assert process.stdout is not None and process.stderr is not None
        printed = ""
        while last not in printed or not printed:
            line = (await asyncio.wait_for(process.stdout.readline(), patience)).decode()
            if not line:
                raise AssertionError(printed + (await process.stderr.read()).decode())
            printed += line
        return cls(process, printed)

    @staticmethod
    def command(*arguments: str | Path) -> list[str]:
        """What is run for `handzeichen ARGUMENTS…`."""
        code = "import sys; from handzeichen.app.cli import main; sys.exit(main())"
        return [sys.executable, "-c", code, *map(str, arguments)]

    def link(self, whose: str) -> str:
        """The sign-in link printed for a place or a person."""
        found = re.search(rf"^\s*{re.escape(whose)}\s+(\S+)$", self.printed, re.MULTILINE)
        assert found, self.printed
        return found[1]

    async def sign_in(self, whose: str, client: httpx.AsyncClient | None = None) -> SignedIn:
        """Press the button behind a printed link."""
        if client is None:
            async with httpx.AsyncClient(timeout=PATIENCE) as own:
                return await self.sign_in(whose, own)
        response = await client.post(self.link(whose))
        cookie, _, secret = response.headers["set-cookie"].partition(";")[0].partition("=")
        return SignedIn(cookie.removeprefix(COOKIE), secret)

    async def kill(self) -> None:
        """SIGKILL: nothing is tidied."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    @classmethod
    async def kill_all(cls) -> None:
        """After a test, whatever came of it."""
        while cls.started:
            process = cls.started.pop()
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def stop(self) -> int:
        """SIGTERM, and its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), PATIENCE)
