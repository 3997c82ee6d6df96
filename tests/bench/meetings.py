"""The meeting that is measured: one member in the room, who leads, and all others by video."""

import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.processes import PATIENCE, bound
from support import live
from support.live import Process, SignedIn, Socket
from support.valkey import valkey

live.PATIENCE = PATIENCE  # Large meetings on a busy machine take longer than any test may.

MEETING = "rat-1"
PLAN = "plan.toml"
FACTIONS = 8
CHOICES = ("yes", "no", "abstain")
BALLOT = {"motion": "a1", "method": "show_of_hands"}
ABORTED = "Messung"
UNLIMITED = {
    f"HANDZEICHEN_{name}": str(1 << 30)
    for name in ("COMMANDS", "MESSAGES", "BYTES", "REQUESTS", "VIEWERS", "ALL_VIEWERS")
}
UNLIMITED["HANDZEICHEN_PRACTICE"] = "true"
"""All clients of a bench come from one address, and are quicker than people."""


def plan_of(seats: int) -> str:
    """A council with so many seats, one item and one motion."""
    members = [
        f'[[people]]\nid = "m{n}"\nname = "Mitglied {n}"\nrole = "member"\n'
        f'faction = "f{n % FACTIONS}"\nchairs = {str(n == 0).lower()}'
        for n in range(seats)
    ]
    factions = [
        f'[[factions]]\nid = "f{n}"\nname = "Fraktion {n}"\nkind = "faction"' for n in range(FACTIONS)
    ]
    head = f"""
[body]
id = "rat"
name = "Rat der Stadt Musterstadt"
kind = "council"
rules = "ni"
seats = {seats}
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
    return "\n".join([head, *factions, *members, rest])


def opening(seats: int) -> Iterator[dict[str, str]]:
    """What the clerk enters until the first ballot can open: everybody comes, and the item is called."""
    for number in range(seats):
        yield {"do": "arrive", "person": f"m{number}", "via": "video" if number else "room"}
    yield {"do": "open_meeting"}
    yield {"do": "state_quorum"}
    yield {"do": "call_item", "item": "1"}


def evening(number: int, seats: int, ballots: int, *, closes: bool) -> tuple[bytes, bytes]:
    """Plan and script of the council's meeting with a number: so many ballots, and then its end, or none yet."""
    plan = plan_of(seats).replace("number = 1\n", f"number = {number}\n")
    end = b'\n{"by":"chair","do":"close_meeting"}' if closes else b""
    return plan.encode(), script_of(seats, ballots) + end


def script_of(seats: int, ballots: int) -> bytes:
    """The same as a script: in each ballot everybody by video votes, then it is broken off and opened again."""
    lines = [{"by": "clerk", **entered} for entered in opening(seats)]
    for number in range(1, ballots + 1):
        ballot = f"b{number}"
        lines.append({"by": "chair", "do": "open_ballot", "ballot": ballot, **BALLOT})
        lines += [
            {"by": f"m{n}", "do": "cast_vote", "ballot": ballot, "choice": CHOICES[n % 3]}
            for n in range(1, seats)
        ]
        lines.append({"by": "chair", "do": "abort_ballot", "ballot": ballot, "reason": ABORTED})
    return "\n".join(map(json.dumps, lines)).encode()


class Desk:
    """The clerk's page: who is here, and one ballot after another."""

    def __init__(self, socket: Socket) -> None:
        self.socket = socket
        self.ballots = 0

    async def open_meeting(self, seats: int) -> None:
        """Everybody is here, and the item is called."""
        for entered in opening(seats):
            await self.do(**entered)

    async def next_ballot(self) -> tuple[str, int]:
        """Break off the ballot before and open a new one; its id, and its line of the log."""
        if self.ballots:
            await self.do("abort_ballot", ballot=f"b{self.ballots}", reason=ABORTED)
        self.ballots += 1
        seq = await self.do("open_ballot", ballot=f"b{self.ballots}", **BALLOT)
        return f"b{self.ballots}", seq

    async def do(self, do: str, **fields: str) -> int:
        """Enter something; the newest line of the log with it."""
        answer = await self.socket.ask(do, **fields)
        assert "accepted" in answer, answer
        return int(answer["seq"])


class Node(Process):
    """A server that notes how often another was faster."""

    @staticmethod
    def command(*arguments: str | Path) -> list[str]:
        return [sys.executable, str(Path(__file__).with_name("node.py")), *map(str, arguments)]


@dataclass
class Served:
    """A server that runs the meeting, the desk of its clerk, and what another server for the same meeting needs."""

    process: Process
    desk: Desk
    folder: Path
    environ: Mapping[str, str]
    redis: str | None
    """The address of its Redis server, if that is its store."""

    @property
    def pid(self) -> int:
        return self.process.process.pid

    @property
    def port(self) -> int:
        return port_of(self.process)

    async def sign_in(self, *whose: str) -> list[SignedIn]:
        """Everybody presses the button."""
        async with httpx.AsyncClient() as client:
            return [await self.process.sign_in(name, client) for name in whose]

    @asynccontextmanager
    async def another(self) -> AsyncIterator[Process]:
        """One more server for this meeting, on the same store."""
        with tempfile.TemporaryDirectory(prefix="handzeichen-bench-") as name:
            async with _server(self.folder / PLAN, Path(name), self.environ, last="weiter") as process:
                yield process


def port_of(process: Process) -> int:
    return int(process.url.rsplit(":", 1)[1])


@asynccontextmanager
async def served(seats: int, store: str = "sqlite", **environ: str) -> AsyncIterator[Served]:
    """The real server on its own store, its clerk alone connected, everybody here and the item called.

    `store` is "sqlite", or "redis": a Valkey server that syncs each write (appendfsync always).
    """
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="handzeichen-bench-")))
        (folder / PLAN).write_text(plan_of(seats))
        redis = None
        if store == "redis":
            redis = (await stack.enter_async_context(valkey(folder))).url
            environ |= {"HANDZEICHEN_STORE": redis}
        last = f"Mitglied {seats - 1}"
        process = await stack.enter_async_context(_server(folder / PLAN, folder, environ, last))
        socket = Socket(process.url, MEETING, await process.sign_in("Protokollführung"))
        desk = Desk(await stack.enter_async_context(socket))
        await desk.open_meeting(seats)
        yield Served(process, desk, folder, environ, redis)


@asynccontextmanager
async def _server(plan: Path, data: Path, environ: Mapping[str, str], last: str) -> AsyncIterator[Process]:
    kind = Node if "CONFLICTS" in environ else Process
    process = await kind.start(
        "serve",
        *("--plan", plan, "--port", "0", "--data", data),
        last=last,
        patience=PATIENCE,
        env={**os.environ, **UNLIMITED, **environ},
        preexec_fn=bound,
    )
    try:
        yield process
    finally:
        await process.kill()
