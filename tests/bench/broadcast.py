"""A vote more on everybody's screen: Handzeichen beside a bare uvloop server and a naive Starlette loop.

Handzeichen is the real server with its store: from a hand that the clerk records (decided, stored, shown) until the last
of the public has the new tally. The other two send the very same message, from the moment they are told to. Each
server is a process, and so is each crowd of clients; the three take turns. Beats rest meanwhile, they are a part of
their own. What the clients cost to read limits all three alike; the server's CPU seconds do not depend on it.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from bench.figures import Figure, ratio
from bench.meetings import MEETING, Served, served
from bench.processes import Child, child, cpu, memory, quiet

SEATS = 50
NO_BEATS = {"HANDZEICHEN_BEAT": "1000", "HANDZEICHEN_SILENCE": "10000"}
PAGES = 1_000
WHO = {"json": "programs", "html": "pages"}
TEXTS = {"json": '"received":{},', "html": "<strong>{}</strong> von"}
"""What stands in a message with so many votes."""
PEERS = {"bare": "bare uvloop", "naive": "naive Starlette"}
BEAT = 2.0
"""Seconds over which the cost of one beat is taken: from each to the next."""


@dataclass
class Subject:
    """One of the servers with its crowd, and what was measured on it."""

    name: str
    pid: int
    crowd: Child
    held: float
    """Bytes for each connection."""
    last: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)

    async def send(self, text: str, go: Callable[[], Awaitable[object]]) -> str:
        """One broadcast of a message with this text in it; the message, once all have it."""
        await self.crowd.tell(text)
        assert await self.crowd.hear() == "waiting"
        before, start = await quiet(self.pid), time.perf_counter()
        await go()
        seen = await self.crowd.hear()
        self.last.append(seen["last"] - start)
        self.cost.append(await quiet(self.pid) - before)
        return str(seen["message"])


async def measure(sizes: Sequence[int], rounds: int) -> AsyncIterator[Figure]:
    """Programs, which get JSON, by all sizes; pages, which get HTML, up to PAGES."""
    crowds = [("json", clients) for clients in sizes]
    crowds += [("html", clients) for clients in sizes if clients <= PAGES]
    for form, clients in crowds:
        async with AsyncExitStack() as stack:
            server = await stack.enter_async_context(served(SEATS, **NO_BEATS))
            ours = await crowded(stack, "Handzeichen", server.pid, server.port, clients, form)
            peers = {}
            for kind, name in PEERS.items():
                peer = await stack.enter_async_context(child("peers.py", kind))
                peers[peer] = await crowded(stack, name, peer.pid, await peer.hear(), clients, form)
            size = await take_turns(server, ours, peers, rounds, TEXTS[form])
            what = f"{clients:,} {WHO[form]}, {size:,} bytes"
            for figure in _figures(what, [*peers.values(), ours]):
                yield figure


async def crowded(stack: AsyncExitStack, name: str, pid: int, port: int, clients: int, form: str) -> Subject:
    """A server with its crowd."""
    await quiet(pid)
    before = memory(pid)
    crowd = await stack.enter_async_context(child("crowd.py", port, f"/ws/{MEETING}", clients, form))
    assert await crowd.hear() == "here"
    await quiet(pid)
    return Subject(name, pid, crowd, held=(memory(pid) - before) / clients)


async def take_turns(
    server: Served, ours: Subject, peers: dict[Child, Subject], rounds: int, shown: str
) -> int:
    """One vote more in each round, then its message from the others; how long the message is."""
    (ballot, _), message = await server.desk.next_ballot(), ""
    for number in range(1, rounds + 1):
        hand = {"ballot": ballot, "person": f"m{number}", "choice": "yes"}
        text = shown.format(number)
        message = await ours.send(text, lambda hand=hand: server.desk.do("record_vote", **hand))
        for peer, subject in peers.items():
            await subject.send(text, lambda peer=peer, message=message: peer.tell(message))
    return len(message.encode())


async def measure_beats(sizes: Sequence[int], rounds: int) -> AsyncIterator[Figure]:
    """What it costs to keep the connections of people who only watch while nothing happens."""
    for clients in sizes:
        async with AsyncExitStack() as stack:
            server = await stack.enter_async_context(served(SEATS))
            crowd = await stack.enter_async_context(
                child("crowd.py", server.port, f"/ws/{MEETING}", clients, "html")
            )
            assert await crowd.hear() == "here"
            shares = []
            for _ in range(rounds):
                start, before = time.perf_counter(), cpu(server.pid)
                await asyncio.sleep(BEAT)
                shares.append((cpu(server.pid) - before) / (time.perf_counter() - start) * 100)
            yield Figure(
                what=f"{clients:,} clients, nothing happens", unit="% of a core", values=tuple(shares)
            )


def _figures(what: str, subjects: Sequence[Subject]) -> list[Figure]:
    """Each kind of figure for all servers, beside those before."""
    found = []
    for name, unit, take in (
        ("the last has it after", "ms", lambda one: [1e3 * each for each in one.last]),
        ("CPU of the server", "ms", lambda one: [1e3 * each for each in one.cost]),
        ("memory of the server for each client", "kB", lambda one: [one.held / 1e3]),
    ):
        for place, one in enumerate(subjects):
            beside = ", ".join(f"{ratio(take(one), take(b)):.2f} × {b.name}" for b in subjects[:place])
            found.append(
                Figure(what=f"{what}: {name}, {one.name}", unit=unit, values=tuple(take(one)), beside=beside)
            )
    return found
