"""What survives: one log for all processes, and the way by which each of them reaches it, with all that can go wrong.

A write is done at one moment, whole or not at all. Before that moment it may be refused, or die with its process;
after it, its answer may be late, lost with its process, or unknown. A store in the network goes on with what a dead
process had sent. What was done is never undone.
"""

import asyncio
from collections.abc import Collection, Sequence
from contextlib import suppress
from contextvars import Context
from typing import Any

from handzeichen.log.memory import MemoryStore
from handzeichen.log.port import Changes, Conflict, Head, Line, OutcomeUnknown, Session, StoreRefused
from simulation.loop import Process
from simulation.world import World

UNKNOWN = "Ob gespeichert wurde, ist ungewiss."


class Disk:
    """The store that all processes share."""

    def __init__(self, world: World) -> None:
        self.kept: Any = MemoryStore()
        self.sessions: list[str] = []
        """The ids of the sessions that were changed, in their order."""
        self.written = asyncio.Event()
        """Set by the next change, and then another one."""
        self._world = world

    def tell(self) -> None:
        """Something was written: whoever listens hears of it."""
        written, self.written = self.written, asyncio.Event()
        written.set()

    def write(self, process: Process, meeting: str, head: Head, lines: Sequence[Line]) -> "asyncio.Task[Any]":
        """Begin a write, which does not depend on whoever asked for it; the task's result is an error or None."""
        work = self._write(process, meeting, head, lines)
        return asyncio.get_running_loop().create_task(work, context=Context())

    async def _write(
        self, process: Process, meeting: str, head: Head, lines: Sequence[Line]
    ) -> Exception | None:
        world, draw = self._world, self._world.chance("disk")
        refused, unknown, done = draw.random(), draw.random(), draw.random() < 0.5
        before, after = (draw.uniform(*world.mix.write) for _ in range(2))
        await asyncio.sleep(before)
        if world.troubled and refused < world.mix.refused:
            return StoreRefused("Nicht gespeichert: Der Datenträger ist voll.")
        if process.dies_at_write == "before":
            process.die()
        is_unknown = world.troubled and unknown < world.mix.unknown
        if (is_unknown and not done) or not (process.alive or world.mix.networked):
            return OutcomeUnknown(UNKNOWN)
        if not lines:  # Only a question whether the head is still this one.
            found = await self.kept.head(meeting)
            return None if found == head else Conflict(meeting, head, found)
        try:
            await self.kept.append(meeting, head, lines)
        except Conflict as conflict:
            world.note(process.name, "conflict at", head.seq)
            return conflict
        world.note(process.name, "wrote", [line.seq for line in lines], lines[-1].hash[:8])
        world.truth.take(lines)
        self.tell()
        if process.dies_at_write == "after":
            process.die()
        await asyncio.sleep(after)
        return OutcomeUnknown(UNKNOWN) if is_unknown else None


class NodeStore:
    """The store as one process has it. After an unknown outcome it refuses everything, as the port demands."""

    def __init__(self, world: World, disk: Disk, process: Process) -> None:
        self._world = world
        self._disk = disk
        self._process = process
        self._lost = False
        self.news = DiskNews(world, disk) if world.mix.networked else None
        self.fault: str | None = None

    async def append(self, meeting: str, head: Head, lines: Sequence[Line]) -> None:
        self._require_sure()
        self._world.decided(self._process, lines)
        error = await asyncio.shield(self._disk.write(self._process, meeting, head, lines))
        if isinstance(error, OutcomeUnknown):
            self._lost = True
        if error is not None:
            raise error

    async def read(self, meeting: str, after: int = 0, limit: int | None = None) -> list[Line]:
        await self._reach()
        found: list[Line] = await self._disk.kept.read(meeting, after, limit)
        return list(found)

    async def withhold(self, meeting: str, head: Head, seqs: Collection[int]) -> None:
        await self._reach()
        await self._disk.kept.withhold(meeting, head, seqs)

    async def head(self, meeting: str) -> Head:
        await self._reach()
        found: Head = await self._disk.kept.head(meeting)
        return found

    async def put_session(self, session: Session) -> None:
        await self._reach()
        await self._disk.kept.put_session(session)
        self._changed(session.id)

    async def revoke(self, session: str) -> None:
        await self._reach()
        await self._disk.kept.revoke(session)
        self._changed(session)

    async def get_session(self, session: str) -> Session | None:
        await self._reach()
        found: Session | None = await self._disk.kept.get_session(session)
        return found

    async def keys(self, prefix: str) -> list[str]:
        await self._reach()
        found: list[str] = await self._disk.kept.keys(prefix)
        return found

    async def sessions(self, meeting: str) -> list[Session]:
        await self._reach()
        found: list[Session] = await self._disk.kept.sessions(meeting)
        return found

    async def checkpoint(self) -> None:
        await self._reach()

    async def close(self) -> None:
        """Nothing to let go of."""

    def _changed(self, session: str) -> None:
        self._disk.sessions.append(session)
        self._disk.tell()

    async def _reach(self) -> None:
        self._require_sure()
        await asyncio.sleep(self._world.chance("disk").uniform(*self._world.mix.write))

    def _require_sure(self) -> None:
        if self._lost:
            raise OutcomeUnknown(UNKNOWN)


class DiskNews:
    """What others write, told soon, late or not at all; without news an answer comes after a second."""

    def __init__(self, world: World, disk: Disk) -> None:
        self._world = world
        self._disk = disk

    async def line(self, meeting: str, after: int) -> int:
        if (await self._disk.kept.head(meeting)).seq <= after:
            await self._wait()
        return max(after, (await self._disk.kept.head(meeting)).seq)

    async def mark(self) -> str:
        return str(len(self._disk.sessions))

    async def changes(self, mark: str) -> Changes:
        await asyncio.sleep(self._world.chance("news").uniform(*self._world.mix.write))
        if len(self._disk.sessions) <= int(mark or 0):
            await self._wait()
        found = frozenset(self._disk.sessions[int(mark or 0) :])
        return Changes(mark=await self.mark(), sessions=found, all=not mark)

    async def _wait(self) -> None:
        draw, world = self._world.chance("news"), self._world
        if world.troubled and draw.random() < world.mix.lost:
            await asyncio.sleep(1.0)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(1.0):
                await self._disk.written.wait()
                await asyncio.sleep(draw.uniform(*world.mix.latency))
