"""What votes cost where the store is slower or shared: a disk that takes longer, and several servers on one Redis."""

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from redis.asyncio import Redis

from bench.figures import Figure, p99, ratio
from bench.meetings import MEETING, Served, port_of, served
from bench.page import Page
from bench.processes import quiet
from bench.votes import ACKNOWLEDGED, P99, Found, Voters, voted
from handzeichen.log.redis_news import LOG
from support.slow_disk import slow_disk

MORE = 5
"""Milliseconds more for every fsync."""
NODES = (1, 2, 3)
VOTES = 6_000
"""How many votes are cast for one rate, about."""


async def measure_fsync(sizes: Sequence[int], rounds: int) -> AsyncIterator[Figure]:
    """Votes at once on this disk, and in turns on one that takes MORE for every fsync; SQLite."""
    for members in sizes:
        async with AsyncExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="handzeichen-bench-")))
            found: dict[str, Found] = {}
            sides = []
            for name, environ in {"this disk": {}, f"+{MORE} ms": slow_disk(folder, MORE)}.items():
                server = await stack.enter_async_context(served(members + 1, **environ))
                voters = Voters(await _pages(server, members))
                sides.append((server, voters))
                found[name] = voters.found
            for _ in range(rounds):
                for server, voters in sides:
                    ballot, _ = await server.desk.next_ballot()
                    await quiet(server.pid)
                    await voters.at_once(ballot)
                    await voters.again_and_again(ballot, max(2, 1_000 // members))
        (here, quick), (there, slow) = found.items()
        for key in quick:
            for name, values, beside in (
                (here, quick[key], ""),
                (there, slow[key], f"{ratio(slow[key], quick[key]):.2f} × {here}"),
            ):
                what = f"{members:,} members, every fsync {name}, {key[0]}"
                yield Figure(what=what, unit=key[1], values=tuple(values), beside=beside)


async def measure_nodes(sizes: Sequence[int], rounds: int) -> AsyncIterator[Figure]:
    """Members spread over one, two and three servers of one meeting on one Valkey, all voting again and again."""
    for members in sizes:
        first: list[float] = []
        for nodes in NODES:
            rates, late, conflicts = [], [], []
            for _ in range(rounds):
                rate, times, lost = await _on_nodes(nodes, members)
                rates.append(rate)
                late.append(p99(times) * 1e3)
                conflicts.append(lost)
            first = first or rates
            what = f"{members:,} members on {nodes} server{'s' * (nodes > 1)}:"
            beside = f"{ratio(rates, first):.2f} × one server" if nodes > 1 else ""
            yield Figure(what=f"{what} {ACKNOWLEDGED}", unit="votes/s", values=tuple(rates), beside=beside)
            yield Figure(what=f"{what} {P99}", unit="ms", values=tuple(late))
            yield Figure(what=f"{what} appends decided again", unit="of 100", values=tuple(conflicts))


async def _on_nodes(nodes: int, members: int) -> tuple[float, list[float], float]:
    """Votes each second, how long each took, and of 100 appends those that another server had come before."""
    async with AsyncExitStack() as stack:
        conflicts = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="handzeichen-bench-"))) / "n"
        conflicts.touch()
        server = await stack.enter_async_context(served(members + 1, "redis", CONFLICTS=str(conflicts)))
        signed_in = await server.sign_in(*(f"Mitglied {n}" for n in range(1, members + 1)))
        ballot, _ = await server.desk.next_ballot()
        others = [await stack.enter_async_context(server.another()) for _ in range(nodes - 1)]
        ports = [port_of(process) for process in (server.process, *others)]
        pages = [await Page.enter(who, ports[place % nodes], MEETING) for place, who in enumerate(signed_in)]
        assert server.redis is not None
        async with Redis.from_url(server.redis) as redis:
            kept = await redis.xlen(LOG + MEETING)
            votes, took = await voted(pages, ballot, max(2, VOTES // members))
            kept = await redis.xlen(LOG + MEETING) - kept
        for page in pages:
            page.transport.close()
        lost = conflicts.stat().st_size
        return len(votes) / took, [one for _, _, one in votes], 100 * lost / (lost + kept)


async def _pages(server: Served, members: int) -> list[Page]:
    signed_in = await server.sign_in(*(f"Mitglied {n}" for n in range(1, members + 1)))
    return [await Page.enter(who, server.port, MEETING) for who in signed_in]
