"""Votes, with everybody watching: one member in the room, all others by video.

Every member is a connection that gets all frames, as the pages do; all of them live in this process, the server in its
own. Measured are:

- at once: every member votes for the first time, all at the same moment; until the last vote is acknowledged, and until
  the hall shows them all
- again and again: every member changes the vote as soon as the change before is acknowledged; nobody else sees that
- one by one: a first vote, once everyone has seen the one before; until the hall's frame with it has arrived
"""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from bench.figures import Figure, p99
from bench.meetings import CHOICES, MEETING, Served, served
from bench.page import Page
from bench.processes import cpu, memory, quiet


async def measure(sizes: Sequence[int], rounds: int) -> AsyncIterator[Figure]:
    for members in sizes:
        async with served(members + 1) as server:
            for figure in await _measured(server, members, rounds):
                yield figure


async def _measured(server: Served, members: int, rounds: int) -> list[Figure]:
    signed_in = await server.sign_in("Saalbild", *(f"Mitglied {n}" for n in range(1, members + 1)))
    before = memory(server.pid)
    pages = [await Page.enter(who, server.port, MEETING) for who in signed_in]
    await quiet(server.pid)
    held = memory(server.pid) - before
    evening = Evening(server, hall=pages[0], voters=pages[1:])
    for _ in range(rounds):
        await evening.at_once()
        await evening.again_and_again(changes=max(2, 1_000 // members))
        await evening.one_by_one(votes=min(members, 20))
    found = [
        Figure(what=f"{members:,} members, {what}", unit=unit, values=tuple(values))
        for (what, unit), values in evening.found.items()
    ]
    page = Figure(
        what=f"{members:,} members: memory for each page", unit="kB", values=(held / len(pages) / 1e3,)
    )
    for each in pages:
        each.transport.close()
    return [*found, page] if members >= 100 else found


@dataclass
class Evening:
    """The pages of a meeting, and what was measured on them."""

    server: Served
    hall: Page
    voters: Sequence[Page]
    found: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    """By what was measured, and its unit."""

    async def at_once(self) -> None:
        """All at the same moment."""
        ballot, what, pid = await self._ballot(), "all at once:", self.server.pid
        before, start = cpu(pid), time.perf_counter()
        votes = await asyncio.gather(*(page.vote(ballot, "yes", ballot) for page in self.voters))
        last = time.perf_counter() - start
        await self._seen(max(seq for seq, _, _ in votes))
        self._note(f"{what} votes acknowledged", "votes/s", len(votes) / last)
        self._note(f"{what} the last acknowledged after", "ms", last * 1e3)
        shown = [self.hall.saw(seq) - sent for seq, sent, _ in votes]
        self._note(f"{what} in the hall after, median", "ms", statistics.median(shown) * 1e3)
        self._note(f"{what} in the hall after, last", "ms", max(shown) * 1e3)
        self._note(f"{what} CPU of the server", "ms", (await quiet(pid) - before) * 1e3)

    async def again_and_again(self, changes: int) -> None:
        """Everybody is never content."""
        ballot, what = f"b{self.server.desk.ballots}", "again and again:"

        async def voter(page: Page) -> list[tuple[int, float, float]]:
            return [
                await page.vote(ballot, CHOICES[(number + 1) % 3], f"{ballot}-{number}")
                for number in range(changes)
            ]

        start = time.perf_counter()
        votes = [one for each in await asyncio.gather(*map(voter, self.voters)) for one in each]
        self._note(f"{what} votes acknowledged", "votes/s", len(votes) / (time.perf_counter() - start))
        took = [one for _, _, one in votes]
        self._note(f"{what} acknowledged after, median", "ms", statistics.median(took) * 1e3)
        self._note(f"{what} acknowledged after, p99", "ms", p99(took) * 1e3)

    async def one_by_one(self, votes: int) -> None:
        """One vote at a time, until the hall shows it."""
        ballot, what, pid, shown = await self._ballot(), "one by one:", self.server.pid, []
        before = cpu(pid)
        for page in self.voters[:votes]:
            seq, sent, _ = await page.vote(ballot, "no", ballot)
            await self._seen(seq)
            shown.append(self.hall.saw(seq) - sent)
        self._note(f"{what} in the hall after, median", "ms", statistics.median(shown) * 1e3)
        self._note(f"{what} in the hall after, slowest", "ms", max(shown) * 1e3)
        self._note(f"{what} CPU of the server for each", "ms", (await quiet(pid) - before) / votes * 1e3)

    async def _ballot(self) -> str:
        """A new one, which everybody has seen; then the server has nothing left to do."""
        ballot, seq = await self.server.desk.next_ballot()
        await self._seen(seq)
        await quiet(self.server.pid)
        return ballot

    async def _seen(self, seq: int) -> None:
        await asyncio.gather(*(page.until(seq) for page in (self.hall, *self.voters)))

    def _note(self, what: str, unit: str, value: float) -> None:
        self.found.setdefault((what, unit), []).append(value)
