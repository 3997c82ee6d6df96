"""By frames a page comes to exactly what a fresh page gets: for every audience and person, over whatever evening.

Real rooms, hubs and connections run in this process; only the wire is the test's own, so that it decides when a page
reads. Some pages read after each step; some read a frame now and then; some are cut off anywhere, also between two
frames, and come back with the number they saw last.
"""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handzeichen.app.clock import EveningClock
from handzeichen.app.config import Config
from handzeichen.app.connection import Connection
from handzeichen.app.frames import Frame
from handzeichen.app.house import House, Live
from handzeichen.app.hub import HTML, JSON, PUBLIC, Form
from handzeichen.app.render import plain
from handzeichen.app.sign_in import Role, SignIn
from handzeichen.log.asks import read_command
from handzeichen.log.chain import Head
from handzeichen.log.memory import MemoryStore
from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import ItemId, PersonId
from handzeichen.views.audience import looks_at, parts, personal
from handzeichen.words.table import ENGLISH
from meeting.evenings import Step, evening
from meeting.kit import ITEMS, moment, plan_of
from views.test_public import behind_the_doors

PLAN = plan_of(items=[*ITEMS[:4], {**ITEMS[4], "motions": []}, ITEMS[5]])
PERSONS = ("ahrens", "ebeling", "demir", "gross", "jung", "nolte")
"""The chair, two members, a deputy, somebody who advises, the press."""


class Held:
    """A wire that carries a frame only when it is read; where `ready`, it takes at once what it is offered."""

    def __init__(self, source: Callable[[], Frame | None], *, ready: bool) -> None:
        self._source = source
        self._ready = ready
        self._taken: deque[Frame] = deque()
        self.open = True

    def wake(self) -> None: ...

    def offer(self, frame: Frame) -> bool:
        if self._ready:
            self._taken.append(frame)
        return self._ready

    def cut(self) -> None:
        self.open = False

    def end(self, code: int, reason: str) -> None:
        self.open = False

    async def close(self) -> None: ...

    def read(self) -> Frame | None:
        return self._taken.popleft() if self._taken else self._source()


@dataclass
class Page:
    """Somebody's page: what it has, and what it says when it comes back."""

    live: Live
    house: House
    sign_in: SignIn | None
    form: Form
    ready: bool
    parts: dict[str, Any] = field(default_factory=dict)
    seen: Head | None = None

    @property
    def audience(self) -> str:
        return PUBLIC if self.sign_in is None else self.sign_in.role.value

    def connect(self) -> None:
        """Come, or come back."""
        self.connection = Connection(self.house, self.live, self.sign_in, self.form, None)
        self.wire = Held(self.connection._next_frame, ready=self.ready)
        self.connection._wire = self.wire
        self.connection._greet(self.seen)

    def cut(self) -> None:
        """The connection is gone, with what it still carried."""
        self.live.hub.leave(self.audience, self.connection)

    def read(self, frames: int | None = None) -> None:
        """Take some frames, or all that there are."""
        while frames != 0 and (frame := self.wire.read()) is not None:
            self._take(json.loads(frame.payload))
            frames = None if frames is None else frames - 1

    def _take(self, frame: dict[str, Any]) -> None:
        assert "fork" not in frame
        if "parts" in frame:
            self.parts |= frame["parts"]
            self.seen = Head(frame["seq"], frame["head"]) if "seq" in frame else None
            assert (self.seen is None) is (self.looks_at == PUBLIC)

    @property
    def looks_at(self) -> str:
        person = None if self.sign_in is None else self.sign_in.person
        return looks_at(self.live.room.now.meeting, self.audience, person)

    def check(self) -> None:
        """It has what a fresh page would get: nothing else, and nothing old."""
        now = self.live.room.now
        found = parts(now.meeting, self.looks_at, entries=now.recent)
        if self.sign_in is not None and self.sign_in.person is not None:
            found |= personal(now.meeting, self.sign_in.person)
        language = self.form.language
        is_html = self.form.protocol == HTML
        show = self.house.renderer.part if is_html else lambda _, part, language: plain(part, language)
        fresh = {name: json.loads(json.dumps(show(name, part, language))) for name, part in found.items()}
        assert self.parts.keys() >= fresh.keys()
        for name, part in fresh.items():
            assert self.parts[name] == part, f"{self.audience} {self.sign_in}: {name}"


@asynccontextmanager
async def a_house() -> AsyncIterator[tuple[House, Live, EveningClock]]:
    """The small committee, live and opened."""
    clock = EveningClock(PLAN.meeting.starts_at)
    house = House(
        Config(port=0, data=Path("/nonexistent"), practice=True), MemoryStore(), stop=lambda _: None
    )
    try:
        await house.plan(PLAN, clock)
        live = await house.open(PLAN.id, clock)
        for who in ("meyer", "ahrens", "brandt", "carstens", "gross", "jung"):
            await ask(live, "clerk", c.Arrive(person=PersonId(who), via=c.Via.ROOM))
        for who in ("ebeling", "falk", "ivers", "nolte"):
            await ask(live, "clerk", c.Arrive(person=PersonId(who), via=c.Via.VIDEO))
        clock.set(moment("18:00"))
        for do in ("open_meeting", "state_convening", "state_quorum"):
            await ask(live, "chair", read_command({"do": do}))
        for who in ("ebeling", "falk"):
            await ask(live, who, c.ConfirmAlone(person=PersonId(who)))
        yield house, live, clock
    finally:
        await house.close()


async def ask(live: Live, by: str, command: c.Command) -> bool:
    """Ask; whether it was accepted. The hub's turn has come then."""
    said = await live.room.ask(command, by=PersonId(by), scope="script", key=None)
    while live.hub.now is not live.room.now or live.hub._turn is not None:
        await asyncio.sleep(0)
    return "accepted" in said


def pages(house: House, live: Live, *, ready: bool) -> Iterator[Page]:
    """One page for every audience and some persons, in one form or the other."""
    for number, role in enumerate((Role.HALL, Role.CHAIR, Role.CLERK)):
        yield Page(live, house, sign_in(live, role), (DATA, ELEMENTS)[number % 2], ready)
    for number, person in enumerate(PERSONS):
        yield Page(live, house, sign_in(live, Role.MEMBER, person), (ELEMENTS, DATA)[number % 2], ready)
    yield Page(live, house, None, DATA, ready)


DATA, ELEMENTS = Form(JSON), Form(HTML, ENGLISH)


def sign_in(live: Live, role: Role, person: str | None = None) -> SignIn:
    """Somebody who is signed in, as far as a connection looks at it."""
    who = None if person is None else PersonId(person)
    return SignIn(id=f"{role}{person}", slug="s", meeting=live.id, role=role, person=who, until=2**40)


def steps(draw: Random, seed: int) -> Iterator[Step]:
    """A non-public part with whatever happens there, and an evening after it."""
    yield Step(c.ExcludePublic(cleared=True, stream_off=True), "chair")
    yield from behind_the_doors(draw)
    yield Step(c.Recuse(person=PersonId("ebeling"), item=ItemId("5")), "clerk")
    yield Step(c.Leave(person=PersonId("jung")), "clerk")
    yield Step(c.CallItem(item=ItemId("5")), "chair")
    yield from behind_the_doors(draw)
    yield Step(c.Arrive(person=PersonId("jung"), via=c.Via.VIDEO), "clerk")
    yield Step(c.EndRecusal(person=PersonId("ebeling"), item=ItemId("5")), "clerk")
    yield Step(c.CloseItem(item=ItemId("5")), "chair")
    yield Step(c.AdmitPublic(), "chair")
    yield from evening(seed, scenes=6)


async def play(seed: int) -> int:
    """An evening with three pages for everybody; how many steps moved something."""
    draw, moved = Random(seed), 0
    async with a_house() as (house, live, clock):
        steady, slow, cut = (list(pages(house, live, ready=ready)) for ready in (True, False, False))
        for page in (*steady, *slow, *cut):
            page.connect()
        for step in steps(draw, seed):
            clock.set(clock() + step.pause + timedelta(seconds=draw.choice([0, 40])))
            if not await ask(live, step.by, step.named(live.room.now.meeting, clock())):
                continue
            moved += 1
            for page in steady:
                page.read()
                page.check()
            for page in slow:
                how = draw.choice(("not", "not", "not", "one", "all"))
                page.read({"not": 0, "one": 1, "all": None}[how])
                if how == "all":
                    page.check()
            for page in cut:
                come_and_go(draw, page)
        for page in (*slow, *cut):
            page.read()
            page.check()
    return moved


def come_and_go(draw: Random, page: Page) -> None:
    """Cut off anywhere, back at once or later, with everything or only a first frame read."""
    match draw.choice(("stay", "stay", "go", "read one", "read")):
        case "go":
            page.cut()
            page.connect()
            page.read(draw.choice((0, 1, 2)))
        case "read one":
            page.read(1)
        case "read":
            page.read()
            page.check()


@pytest.mark.parametrize("seed", range(1, 4))
async def test_by_frames_a_page_comes_to_what_a_fresh_page_gets(seed: int) -> None:
    assert await play(seed) > 20


@settings(max_examples=2, deadline=None)
@given(seed=st.integers(1000, 2**32))
def test_so_it_does_on_any_other_evening(seed: int) -> None:
    with asyncio.Runner() as runner:
        runner.run(play(seed))


async def test_a_frame_of_own_parts_never_counts_for_shared_ones_that_are_still_to_come() -> None:
    """Under load pictures wait for their turn; a page that is cut off just then must not miss what changed."""
    async with a_house() as (house, live, _):
        page = Page(live, house, sign_in(live, Role.MEMBER, "ebeling"), DATA, ready=False)
        page.connect()
        page.read(2)  # A beat, and the shared parts.
        live.hub._next_turn = asyncio.get_running_loop().time() + 3600
        await live.room.ask(
            c.Leave(person=PersonId("brandt")), by=PersonId("clerk"), scope="script", key=None
        )
        page.connection.own_changed()
        page.read(1)
        page.cut()
        page.connect()
        page.read()
        page.check()


async def test_a_frame_with_the_newest_number_leaves_nothing_out_that_has_not_had_its_turn() -> None:
    """Of two changes one was told, the other waits; a page that is cut off after one frame must have both."""
    async with a_house() as (house, live, _):
        page = Page(live, house, sign_in(live, Role.MEMBER, "ebeling"), DATA, ready=False)
        page.connect()
        page.read(2)  # A beat, and the shared parts.
        for person, turn in (("brandt", 0.0), ("carstens", 3600.0)):
            live.hub._next_turn = asyncio.get_running_loop().time() + turn
            await live.room.ask(
                c.Leave(person=PersonId(person)), by=PersonId("clerk"), scope="script", key=None
            )
            await asyncio.sleep(0)
        page.read(1)
        page.cut()
        page.connect()
        page.read()
        page.check()
