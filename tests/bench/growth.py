"""Whether a server grows: evening after evening in one process, each with its store, pages and votes, then all closed.

    growth.py SECONDS MEETINGS

plays evenings with so many meetings at once, and says after each what the process holds: memory in bytes, tasks, open
files. The pages live in the same process; what they left behind would show as well.
"""

import asyncio
import gc
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import uvloop

from bench.figures import Figure
from bench.processes import bound, child, memory
from handzeichen.app.offers import Role
from handzeichen.app.plan import read_plan
from handzeichen.log.sqlite import SqliteStore
from support.live import PLAN, Running, running

AT_ONCE = (1, 20)
MEMBERS = ("elvers", "moehring-aufwind")


async def measure(sizes: Sequence[int], rounds: int) -> AsyncIterator[Figure]:
    """For so many seconds: meetings one after another, and AT_ONCE of them together."""
    for seconds in sizes:
        for meetings in AT_ONCE:
            held = []
            async with child("growth.py", seconds, meetings) as evenings:
                while (said := await evenings.hear()) != "over":
                    held.append(said)
            kept = held[len(held) // 4 :]  # The first ones fill what is kept on purpose.
            half = len(kept) // 2
            for what, unit, scale, values in zip(
                ("memory", "tasks", "open files"),
                ("KiB", "tasks", "files"),
                (1024, 1, 1),
                zip(*kept, strict=True),
                strict=True,
            ):
                grown = statistics.median(values[-half:]) - statistics.median(values[:half])
                yield Figure(
                    what=f"{meetings} at once, {len(held) * meetings} meetings in {seconds} s: {what} that each left",
                    unit=unit,
                    values=(grown / scale / (len(kept) - half) / meetings,),
                    beside=f"{values[-1] / scale:,.0f} in the end",
                )


async def evening(server: Running) -> None:
    """The demonstration's meeting up to its first ballot, with a vote in it, and everybody watching."""
    await server.play()
    async with AsyncExitStack() as stack:
        places = [None, await server.sign_in(Role.HALL), await server.sign_in(Role.CLERK)]
        people = [await server.sign_in(Role.MEMBER, person) for person in MEMBERS]
        pages = [await stack.enter_async_context(server.socket(who)) for who in (*places, *people)]
        clerk, voters = pages[2], pages[3:]
        opened = await clerk.ask("open_ballot", motion="o1", method="show_of_hands")
        for voter in voters:
            await voter.ask("cast_vote", ballot=opened.get("ballot", "b1"), choice="yes")


async def evenings(seconds: int, meetings: int) -> None:
    plan, end = read_plan(PLAN), time.monotonic() + seconds
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory(prefix="handzeichen-bench-") as folder:
            store = await SqliteStore.open(Path(folder) / "log.sqlite")
            async with running(store=store) as server:
                servers = [server]
                for number in range(2, meetings + 1):
                    other = replace(plan, meeting=replace(plan.meeting, number=plan.meeting.number + number))
                    await server.house.plan(other, server.clock)
                    live = await server.house.open(other.id, server.clock)
                    servers.append(replace(server, live=live))
                await asyncio.gather(*map(evening, servers))
        gc.collect()
        files = len(os.listdir("/proc/self/fd"))
        print(json.dumps([memory(os.getpid()), len(asyncio.all_tasks()), files]), flush=True)
    print(json.dumps("over"), flush=True)


if __name__ == "__main__":
    bound()
    uvloop.run(evenings(int(sys.argv[1]), int(sys.argv[2])))
    os._exit(0)
