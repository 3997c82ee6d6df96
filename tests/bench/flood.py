"""One member votes while many others only watch, and while another member's pages send votes without end.

In both the same member votes again and again on a server that is quiet otherwise; what is measured is how long the
answer takes. The watchers are a process of their own. The flood comes from this process, with the limits as they are
by default, and over as many sockets as the sizes say.
"""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack

from bench.figures import Figure, p99
from bench.meetings import CHOICES, MEETING, UNLIMITED, served
from bench.page import Page, masked
from bench.processes import child, cpu, memory

VOTES = 50
PAUSE = 0.02
"""Seconds from one vote to the next: they meet the server at all moments between two beats."""
DEFAULTS = {"HANDZEICHEN_COMMANDS": "10", "HANDZEICHEN_MESSAGES": "200", "HANDZEICHEN_BYTES": "65536"}
assert DEFAULTS.keys() <= UNLIMITED.keys()


async def measure_idle(sizes: Sequence[int], rounds: int) -> AsyncIterator[Figure]:
    """A vote with so many connected who only watch."""
    for clients in (0, *sizes):
        async with AsyncExitStack() as stack:
            server = await stack.enter_async_context(served(3))
            (who,) = await server.sign_in("Mitglied 1")
            what = f"{clients:,} only watch:"
            if clients:
                held = memory(server.pid)
                crowd = await stack.enter_async_context(
                    child("crowd.py", server.port, f"/ws/{MEETING}", clients)
                )
                assert await crowd.hear() == "here"
                each = (memory(server.pid) - held) / clients / 1e3
                yield Figure(what=f"{what} memory for each", unit="kB", values=(each,))
            page = await Page.enter(who, server.port, MEETING)
            (ballot, _), start, before = await server.desk.next_ballot(), time.perf_counter(), cpu(server.pid)
            took = [await votes(page, ballot, f"r{number}") for number in range(rounds)]
            share = (cpu(server.pid) - before) / (time.perf_counter() - start) * 100
            for figure in figures(what, took):
                yield figure
            yield Figure(what=f"{what} CPU of the server", unit="% of a core", values=(share,))
            page.transport.close()


async def measure_flood(sizes: Sequence[int], rounds: int) -> AsyncIterator[Figure]:
    """A vote while another member's pages send votes without end."""
    for sockets in (0, *sizes):
        async with served(3, **DEFAULTS) as server:
            voter, flooder = await server.sign_in("Mitglied 1", "Mitglied 2")
            page = await Page.enter(voter, server.port, MEETING)
            ballot, _ = await server.desk.next_ballot()
            pages = [await Deaf.enter(flooder, server.port, MEETING) for _ in range(sockets)]
            flood = asyncio.create_task(pour(pages, ballot))
            took = [await votes(page, ballot, f"r{number}") for number in range(rounds)]
            flood.cancel()
            what = f"{sockets} sockets flood:"
            for figure in figures(what, took):
                yield figure
            yield Figure(what=f"{what} memory of the server", unit="MB", values=(memory(server.pid) / 1e6,))


class Deaf(Page):
    """A page that does not care for answers."""

    def _take(self, message: bytes) -> None:
        if not message.startswith(b'{"answer"'):
            super()._take(message)


async def pour(pages: Sequence[Page], ballot: str) -> None:
    """As much as the sockets take."""
    number = 0
    while True:
        for page in pages:
            if page.transport.get_write_buffer_size() < 1 << 16:
                number += 1
                choice = CHOICES[number % 3]
                ask = f'{{"do":"cast_vote","ballot":"{ballot}","choice":"{choice}","key":"k{number}"}}'
                page.transport.write(masked(ask.encode()) * 20)
        await asyncio.sleep(0.001)


async def votes(page: Page, ballot: str, key: str) -> list[float]:
    """How long each answer took, in ms."""
    took = []
    for number in range(VOTES):
        took.append((await page.vote(ballot, CHOICES[number % 3], f"{key}-{number}"))[2] * 1e3)
        await asyncio.sleep(PAUSE)
    await asyncio.sleep(5)  # Back to what a member has at once.
    return took


def figures(what: str, took: Sequence[Sequence[float]]) -> list[Figure]:
    """The usual one and the slowest, in each round."""
    return [
        Figure(
            what=f"{what} a vote acknowledged after, median",
            unit="ms",
            values=tuple(map(statistics.median, took)),
        ),
        Figure(what=f"{what} a vote acknowledged after, p99", unit="ms", values=tuple(map(p99, took))),
    ]
