"""Votes, with everybody watching: one member in the room, all others by video.

Every member is a connection that gets all frames, as the pages do; all of them live in this process, the server in its
own. Beside it, in turns, stands a handler on the same server software that does nothing: it answers each vote at once
with the same bytes, decides nothing, keeps nothing and shows nobody anything. Measured are:

- at once: every member votes for the first time, all at the same moment; until the votes are acknowledged, which means
  durable, and until the hall shows them all
- again and again: every member changes the vote as soon as the change before is acknowledged; nobody else sees that
- one by one: a first vote, once everyone has seen the one before; until the hall's frame with it has arrived
"""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from bench.figures import Figure, p99, ratio
from bench.meetings import CHOICES, MEETING, Served, served
from bench.page import Page
from bench.processes import child, cpu, memory, quiet

NOTHING = "a handler that does nothing"
ACKNOWLEDGED, P99 = "votes acknowledged", "acknowledged after, p99"

Votes = list[tuple[int, float, float]]
"""For each: its line of the log, when it was sent, how long the answer took."""
Found = dict[tuple[str, str], list[float]]
"""By what was measured, and its unit."""


async def measure(sizes: Sequence[int], rounds: int, store: str = "sqlite") -> AsyncIterator[Figure]:
    for members in sizes:
        async with served(members + 1, store) as server, child("peers.py", "nothing") as peer:
            for figure in await _measured(server, await peer.hear(), members, rounds):
                yield figure


measure_redis = partial(measure, store="redis")
"""The same on a Valkey server that syncs each write."""


async def _measured(server: Served, peer: int, members: int, rounds: int) -> list[Figure]:
    signed_in = await server.sign_in("Saalbild", *(f"Mitglied {n}" for n in range(1, members + 1)))
    before = memory(server.pid)
    pages = [await Page.enter(who, server.port, MEETING) for who in signed_in]
    await quiet(server.pid)
    held = memory(server.pid) - before
    idle = [await Page.enter(who, peer, MEETING) for who in signed_in[1:]]
    evening, beside = Evening(server, hall=pages[0], voters=pages[1:]), Voters(idle)
    changes = max(2, 1_000 // members)
    for number in range(1, rounds + 1):
        await evening.at_once()
        await beside.at_once(f"b{number}")
        await evening.again_and_again(changes)
        await beside.again_and_again(f"b{number}", changes)
        await evening.one_by_one(votes=min(members, 20))
    found = [_figure(f"{members:,} members", key, evening.found, beside.found) for key in evening.found]
    page = Figure(
        what=f"{members:,} members: memory for each page", unit="KiB", values=(held / len(pages) / 1024,)
    )
    for each in (*pages, *idle):
        each.transport.close()
    return [*found, page] if members >= 100 else found


def _figure(who: str, key: tuple[str, str], found: Found, beside: Found) -> Figure:
    what, unit = key
    other = f"{ratio(found[key], beside[key]):.2f} × {NOTHING}" if key in beside else ""
    return Figure(what=f"{who}, {what}", unit=unit, values=tuple(found[key]), beside=other)


async def voted(voters: Sequence[Page], ballot: str, changes: int) -> tuple[Votes, float]:
    """Everybody votes so often, each time once the vote before is acknowledged; the votes, and how long it all took."""

    async def each(page: Page) -> Votes:
        return [
            # A choice and a key of its own: whatever was said before would be answered without a store.
            await page.vote(ballot, CHOICES[(number + (changes > 1)) % 3], f"{ballot}-{changes}-{number}")
            for number in range(changes)
        ]

    start = time.perf_counter()
    votes = [one for own in await asyncio.gather(*map(each, voters)) for one in own]
    return votes, time.perf_counter() - start


@dataclass
class Voters:
    """Pages that vote, and what was measured on them."""

    pages: Sequence[Page]
    found: Found = field(default_factory=dict)

    async def at_once(self, ballot: str) -> Votes:
        """All at the same moment, for the first time."""
        votes, took = await voted(self.pages, ballot, 1)
        self.note_acknowledged("all at once:", votes, took)
        return votes

    async def again_and_again(self, ballot: str, changes: int) -> None:
        """Everybody is never content."""
        self.note_acknowledged("again and again:", *(await voted(self.pages, ballot, changes)))

    def note_acknowledged(self, what: str, votes: Votes, took: float) -> None:
        self.note(f"{what} {ACKNOWLEDGED}", "votes/s", len(votes) / took)
        times = [one for _, _, one in votes]
        self.note(f"{what} acknowledged after, median", "ms", statistics.median(times) * 1e3)
        self.note(f"{what} {P99}", "ms", p99(times) * 1e3)

    def note(self, what: str, unit: str, value: float) -> None:
        self.found.setdefault((what, unit), []).append(value)


class Evening:
    """The pages of a meeting, and what was measured on them."""

    def __init__(self, server: Served, hall: Page, voters: Sequence[Page]) -> None:
        self.server = server
        self.hall = hall
        self.voters = Voters(voters)

    @property
    def found(self) -> Found:
        return self.voters.found

    async def at_once(self) -> None:
        """All at the same moment, until the hall shows them."""
        ballot, pid, note = await self._ballot(), self.server.pid, self.voters.note
        before = cpu(pid)
        votes = await self.voters.at_once(ballot)
        await self._seen(max(seq for seq, _, _ in votes))
        shown = [self.hall.saw(seq) - sent for seq, sent, _ in votes]
        note("all at once: in the hall after, median", "ms", statistics.median(shown) * 1e3)
        note("all at once: in the hall after, last", "ms", max(shown) * 1e3)
        note("all at once: CPU of the server", "ms", (await quiet(pid) - before) * 1e3)

    async def again_and_again(self, changes: int) -> None:
        """In the ballot that is open."""
        await self.voters.again_and_again(f"b{self.server.desk.ballots}", changes)

    async def one_by_one(self, votes: int) -> None:
        """One vote at a time, until the hall shows it."""
        ballot, what, pid, shown = await self._ballot(), "one by one:", self.server.pid, []
        before = cpu(pid)
        for page in self.voters.pages[:votes]:
            seq, sent, _ = await page.vote(ballot, "no", ballot)
            await self._seen(seq)
            shown.append(self.hall.saw(seq) - sent)
        note = self.voters.note
        note(f"{what} in the hall after, median", "ms", statistics.median(shown) * 1e3)
        note(f"{what} in the hall after, slowest", "ms", max(shown) * 1e3)
        note(f"{what} CPU of the server for each", "ms", (await quiet(pid) - before) / votes * 1e3)

    async def _ballot(self) -> str:
        """A new one, which everybody has seen; then the server has nothing left to do."""
        ballot, seq = await self.server.desk.next_ballot()
        await self._seen(seq)
        await quiet(self.server.pid)
        return ballot

    async def _seen(self, seq: int) -> None:
        await asyncio.gather(*(page.until(seq) for page in (self.hall, *self.voters.pages)))
