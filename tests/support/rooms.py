"""A room over a real store for tests, and a store that fails on purpose at its boundary, as disks and networks do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from handzeichen.app.clock import EveningClock
from handzeichen.app.draft import Reply, Right
from handzeichen.app.history import History, Now
from handzeichen.app.plan import law_of, read_plan
from handzeichen.app.replay import read_script
from handzeichen.app.room import Clock, Room
from handzeichen.log.asks import read_command
from handzeichen.log.chain import START, random_salts, seal
from handzeichen.log.codec import write_entry
from handzeichen.log.memory import MemoryStore
from handzeichen.log.port import Head, Line, Store
from handzeichen.log.sqlite import SqliteStore
from handzeichen.meeting.commands import Command, OpenBallot
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import SYSTEM, PersonId
from handzeichen.meeting.machine import plan_meeting
from support.live import PATIENCE, PLAN, SCRIPT

STORES = ("memory", "sqlite")


@asynccontextmanager
async def open_store(kind: str, folder: Path) -> AsyncIterator[Store]:
    """One of the stores that there are, closed at the end."""
    store: Store = MemoryStore() if kind == "memory" else await SqliteStore.open(folder / "log.sqlite")
    yield store
    await store.close()


Before = Callable[[], Awaitable[None]]


class Boundary:
    """A real store behind a door at which a test may wait, count and fail. All else passes through."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.appended: list[int] = []
        """How many lines each append had, also those that failed."""
        self.before: Before | None = None
        self.after: Before | None = None

    async def append(self, meeting: str, head: Head, lines: Sequence[Line]) -> None:
        self.appended.append(len(lines))
        await self._once("before")
        await self.store.append(meeting, head, lines)
        await self._once("after")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    async def _once(self, when: str) -> None:
        action: Before | None = getattr(self, when)
        setattr(self, when, None)
        if action is not None:
            await action()


def failing(error: Exception) -> Before:
    """What happens at the door: this error."""

    async def fail() -> None:
        raise error

    return fail


@dataclass
class Kit:
    """A room, and what it said to the outside."""

    room: Room
    clock: EveningClock
    shown: list[Now] = field(default_factory=list)
    alarms: list[str | None] = field(default_factory=list)
    """What was wrong, and None whenever it was right again."""
    stops: list[str] = field(default_factory=list)
    stopped: asyncio.Event = field(default_factory=asyncio.Event)
    _show: Callable[[Now], None] | None = None

    def shown_to(self, show: Callable[[Now], None]) -> None:
        """From now on new states are shown there as well."""
        self._show = show

    def show(self, now: Now) -> None:
        self.shown.append(now)
        if self._show is not None:
            self._show(now)

    def ask(
        self,
        by: str,
        do: str,
        *,
        key: str | None = None,
        scope: str = "s1",
        right: Right = lambda: True,
        **fields: Any,
    ) -> "asyncio.Future[Reply]":
        """Ask, and hold the answer's future: what is asked without waiting between is one batch."""
        command = read_command({"do": do, **{name.rstrip("_"): value for name, value in fields.items()}})
        return self.room.ask(command, by=PersonId(by), scope=scope, key=key, right=right)

    def put(
        self, by: str, command: Command, *, key: str | None = None, scope: str = "s1"
    ) -> "asyncio.Future[Reply]":
        return self.room.ask(command, by=PersonId(by), scope=scope, key=key)

    def stop(self, why: str) -> None:
        self.stops.append(why)
        self.stopped.set()


async def answer(future: "asyncio.Future[Reply]") -> Reply:
    """The answer, when it comes."""
    return await asyncio.wait_for(future, PATIENCE)


async def begun(store: Store) -> str:
    """The demonstration's meeting as a log of one line."""
    plan = read_plan(PLAN)
    first = Entry(seq=1, at=plan.meeting.starts_at, by=SYSTEM, event=plan_meeting(plan, law_of(plan)))
    await store.append(plan.id, START, seal(START, [write_entry(first)], random_salts()))
    return plan.id


@asynccontextmanager
async def a_room(store: Store, *, clock: Clock | None = None) -> AsyncIterator[Kit]:
    """A room over a store that holds the meeting already, started, and closed at the end unless it has stopped."""
    history = await History.load(store, read_plan(PLAN).id)
    kit_clock = EveningClock(history.now.recent[-1].at)
    kit = Kit(room=None, clock=kit_clock)  # type: ignore[arg-type]
    kit.room = Room(
        store,
        history,
        clock=kit_clock if clock is None else clock,
        salts=random_salts(),
        show=kit.show,
        alarm=kit.alarms.append,
        stop=kit.stop,
    )
    kit.room.start()
    yield kit
    await kit.room.close()


async def play(
    kit: Kit, until: Callable[[Command], bool] = lambda command: isinstance(command, OpenBallot)
) -> None:
    """The script up to, and without, the first command that `until` knows, each at its own time."""
    for step in read_script(SCRIPT.read_bytes(), kit.clock()):
        if until(step.ask.command):
            return
        kit.clock.set(step.at)
        said = await answer(kit.room.ask(step.ask.command, by=step.by, scope="script", key=None))
        assert "accepted" in said, said


def at(text: str) -> datetime:
    """A moment of the evening."""
    return datetime.fromisoformat(f"2021-01-21T{text}+01:00")
