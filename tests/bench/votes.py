"""Votes per second, and how long a vote takes to the hall's screen, with 10, 200 and 1,000 members watching.

    ./dev run python tests/bench/votes.py [MEMBERS…]

A real server process on its own SQLite file; every member is a connection that gets all frames, as the pages do. All
clients live in this process: on two cores the server has one to itself. What is measured:

- burst: every member votes for the first time, all at the same moment; until the last vote is acknowledged
- load: every member changes the vote again as soon as the change before is acknowledged
- hall: one first vote at a time, once everyone has seen the one before; until the hall's frame with it has arrived
"""

import asyncio
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import httpx
import uvloop

from support.live import PATIENCE, Process, SignedIn, Socket

MEETING = "rat-1"
SINGLE_VOTES = 100
LOAD_VOTES = 4_000
CHOICES = ("yes", "no", "abstain")


def plan_of(members: int) -> str:
    """A council with one member in the room, who leads, and all others by video."""
    people = [
        f'[[people]]\nid = "m{n}"\nname = "Mitglied {n}"\nrole = "member"\nfaction = "f{n % 8}"\nchairs = {str(n == 0).lower()}'
        for n in range(members + 1)
    ]
    factions = [f'[[factions]]\nid = "f{n}"\nname = "Fraktion {n}"\nkind = "faction"' for n in range(8)]
    head = f"""
[body]
id = "rat"
name = "Rat der Stadt Musterstadt"
kind = "council"
rules = "ni"
seats = {members + 1}
[meeting]
number = 1
starts_at = 2021-01-21T17:30:00+01:00
form = "hybrid"
legal_basis = "§ 182 NKomVG"
clerk = "schreiber"
"""
    rest = """
[[people]]
id = "schreiber"
name = "Schreiber"
role = "administration"
[[items]]
id = "1"
title = "Abstimmung"
[[items.motions]]
id = "a1"
kind = "main"
text = "Es wird beschlossen."
"""
    return "\n".join([head, *factions, *people, rest])


class Page(asyncio.Protocol):
    """A member's or the hall's page, as lean as can be: it reads frames, answers beats, and notes arrivals."""

    def __init__(self, who: SignedIn, port: int) -> None:
        self.who, self.port = who, port
        self.buffer = b""
        self.open = asyncio.get_running_loop().create_future()
        self.answer: asyncio.Future[dict[str, object]] | None = None
        self.seq = 0
        self.at = 0.0
        self.frames = 0
        self.bytes = 0
        self.seen: asyncio.Event = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        cookie = self.who.cookie["cookie"]
        self.transport.write(
            f"GET /ws/{MEETING}?slug={self.who.slug} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nConnection: Upgrade\r\n"
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"Sec-WebSocket-Protocol: handzeichen.html\r\nCookie: {cookie}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.open.done():
            head, end, rest = self.buffer.partition(b"\r\n\r\n")
            if not end:
                return
            assert head.startswith(b"HTTP/1.1 101"), head
            self.buffer = rest
            self.open.set_result(None)
        while (frame := self._frame()) is not None:
            self._take(frame)

    def _frame(self) -> bytes | None:
        data = self.buffer
        if len(data) < 2:
            return None
        length, start = data[1], 2
        if length == 126:
            length, start = int.from_bytes(data[2:4], "big"), 4
        elif length == 127:
            length, start = int.from_bytes(data[2:10], "big"), 10
        if len(data) < start + length:
            return None
        self.buffer = data[start + length :]
        return data[start : start + length]

    def _take(self, frame: bytes) -> None:
        self.frames += 1
        self.bytes += len(frame)
        if frame.startswith(b'{"answer"'):
            assert self.answer is not None
            self.answer.set_result(json.loads(frame)["answer"])
        elif frame.startswith(b'{"beat"'):
            self.send(b'{"beat":1}')
        else:
            self.seq = int(frame[len(b'{"seq":') : frame.index(b",")])
            self.at = time.perf_counter()
            self.seen.set()

    async def until(self, seq: int) -> None:
        """Wait for the picture of a line of the log: the next vote then meets a quiet server."""
        while self.seq < seq:
            self.seen.clear()
            await asyncio.wait_for(self.seen.wait(), PATIENCE)

    def send(self, message: bytes) -> None:
        """A masked text frame; with a mask of zeros the message stands as it is."""
        size = (
            bytes((0x80 | len(message),))
            if len(message) < 126
            else bytes((0xFE,)) + len(message).to_bytes(2, "big")
        )
        self.transport.write(b"\x81" + size + b"\0\0\0\0" + message)

    async def vote(self, ballot: str, number: int) -> tuple[dict[str, object], float, float]:
        """One vote: its answer, when it was sent, and how long the answer took."""
        self.answer = asyncio.get_running_loop().create_future()
        choice, key = CHOICES[number % 3], f"{ballot}-{number}"
        sent = time.perf_counter()
        self.send(json.dumps({"do": "cast_vote", "ballot": ballot, "choice": choice, "key": key}).encode())
        answer = await self.answer
        assert "accepted" in answer, answer
        return answer, sent, time.perf_counter() - sent


async def signed_in(server: Process, whose: Sequence[str]) -> list[SignedIn]:
    """Everybody presses the button."""
    async with httpx.AsyncClient() as client:
        return [await server.sign_in(name, client) for name in whose]


class Desk:
    """The clerk's page: who is here, and one ballot after another."""

    def __init__(self, socket: Socket) -> None:
        self.socket = socket
        self.ballots = 0

    async def prepare(self, members: int) -> None:
        """Everybody is here, and the item is called."""
        await self.do("arrive", person="m0", via="room")
        for number in range(1, members + 1):
            arrives = {"do": "arrive", "person": f"m{number}", "via": "video", "key": f"a{number}"}
            await self.socket.send(arrives)
        await self.socket.until(lambda: len(self.socket.answers) == members + 1)
        await self.do("open_meeting")
        await self.do("state_quorum")
        await self.do("call_item", item="1")

    async def next_ballot(self, pages: Sequence[Page]) -> str:
        """Break off the ballot before and open a new one; everyone has seen it."""
        if self.ballots:
            await self.do("abort_ballot", ballot=f"b{self.ballots}", reason="Messung")
        self.ballots += 1
        seq = await self.do("open_ballot", ballot=f"b{self.ballots}", motion="a1", method="show_of_hands")
        await asyncio.gather(*(page.until(seq) for page in pages))
        return f"b{self.ballots}"

    async def do(self, do: str, **fields: str) -> int:
        answer = await self.socket.ask(do, **fields)
        assert "accepted" in answer, answer
        return int(answer["seq"])


async def burst(desk: Desk, pages: Sequence[Page]) -> float:
    """All at the same moment."""
    ballot = await desk.next_ballot(pages)
    start = time.perf_counter()
    await asyncio.gather(*(page.vote(ballot, 1) for page in pages))
    return time.perf_counter() - start


async def load(desk: Desk, pages: Sequence[Page]) -> tuple[float, list[float]]:
    """Everybody again and again."""
    ballot = f"b{desk.ballots}"

    async def voter(page: Page) -> list[float]:
        return [(await page.vote(ballot, 100 + number))[2] for number in range(LOAD_VOTES // len(pages))]

    start = time.perf_counter()
    took = [one for each in await asyncio.gather(*map(voter, pages)) for one in each]
    return len(took) / (time.perf_counter() - start), took


async def to_the_hall(desk: Desk, pages: Sequence[Page], hall: Page) -> list[float]:
    """One vote at a time, until the hall shows it."""
    found, ballot = [], ""
    for number in range(SINGLE_VOTES):
        if number % len(pages) == 0:
            ballot = await desk.next_ballot((hall, *pages))
        answer, sent, _ = await pages[number % len(pages)].vote(ballot, 1)
        await asyncio.gather(*(page.until(int(str(answer["seq"]))) for page in (hall, *pages)))
        found.append(hall.at - sent)
        await asyncio.sleep(0.2)  # A pause as between two hands: the server has nothing left to do.
    return found


def told(values: Sequence[float]) -> str:
    ordered = sorted(values)
    return f"{statistics.median(ordered) * 1000:7.1f} / {ordered[int(len(ordered) * 0.99)] * 1000:7.1f}"


async def measure(members: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="handzeichen-bench-"))
    (folder / "plan.toml").write_text(plan_of(members))
    options = ("--plan", folder / "plan.toml", "--port", "0", "--data", folder)
    try:
        server = await Process.start("serve", *options, last=f"Mitglied {members}", patience=120)
        await measure_on(server, members)
    finally:
        await Process.kill_all()


async def measure_on(server: Process, members: int) -> None:
    """All three measurements on a server that was just started."""
    port = int(server.url.rsplit(":", 1)[1])
    loop, pages = asyncio.get_running_loop(), []
    clerk, *others = await signed_in(
        server, ["Protokollführung", "Saalbild", *(f"Mitglied {n}" for n in range(1, members + 1))]
    )
    async with Socket(server.url, MEETING, clerk) as socket:
        desk = Desk(socket)
        await desk.prepare(members)
        for who in others:
            _, page = await loop.create_connection(lambda who=who: Page(who, port), "127.0.0.1", port)
            await page.open
            pages.append(page)
        hall, *voters = pages
        bursts = [await burst(desk, voters) for _ in range(5)]
        rate, took = await load(desk, voters)
        shown = await to_the_hall(desk, voters, hall)
    last = statistics.median(bursts)
    print(
        f"{members:5} members | burst {last * 1000:7.1f} ms to the last ({members / last:7.0f} votes/s)"
        f" | load {rate:7.0f} votes/s, acknowledged after {told(took)} ms"
        f" | on the hall's screen after {told(shown)} ms  (median / p99)",
        flush=True,
    )
    for page in pages:
        page.transport.close()


async def main() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    for members in [int(argument) for argument in sys.argv[1:]] or [10, 200, 1_000]:
        await measure(members)


if __name__ == "__main__":
    uvloop.run(main())
