"""One run from one seed: an evening under troubles, then quiet, then everything is compared."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import ExitStack, nullcontext
from contextvars import Context
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from handzeichen.app import house
from handzeichen.app.hub import Hub
from handzeichen.app.sign_in import Role, SignIn, _write
from handzeichen.log.chain import START, derived_salts
from handzeichen.log.port import Session
from simulation import actors
from simulation.disk import Disk
from simulation.ending import check_ending
from simulation.evening import MEETING, begun
from simulation.loop import Stuck, VirtualLoop
from simulation.node import Node
from simulation.pages import Page, Program, later
from simulation.plants import PLANTS
from simulation.world import World, heard

LONGEST = 60.0
"""Seconds of troubles, at most."""
QUIET = 45.0
"""Seconds within which all must be settled afterwards: silences are noticed, processes started, pages back."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to."""

    seed: int
    broken: tuple[str, ...]
    trace: tuple[str, ...]
    lines: int
    """The length of the log."""
    counted: int
    """Commands that stand in it."""


def simulate(seed: int, plant: str | None = None) -> Outcome:
    """Play one run, perhaps with a race planted."""
    world = World(seed)
    loop = VirtualLoop(world.mix.pace, world.mix.grid)
    loop.set_exception_handler(lambda _, context: _unhandled(world, context))
    salts = (derived_salts(f"{seed}/{number}".encode()) for number in range(1_000))
    with ExitStack() as stack:
        stack.callback(loop.close)
        stack.enter_context(heard(world))
        stack.enter_context(patch.object(house, "random_salts", lambda: next(salts)))
        stack.enter_context(
            patch.object(house, "collect", lambda *, is_quiet: None)
        )  # It looks through all tests.
        stack.enter_context(patch.object(Hub, "_tell_all", _taking(world.mix.picture)))
        stack.enter_context(nullcontext() if plant is None else PLANTS[plant](world))
        try:
            loop.play(_Run(world).play())
        except Stuck as stuck:
            world.broken.append(str(stuck))
    return Outcome(
        seed, tuple(world.broken), tuple(world.trace), len(world.truth.lines), len(world.truth.keys)
    )


def _taking(seconds: float) -> Callable[[Hub, Sequence[str]], float]:
    """Pictures that take a while, as far as the hub can tell."""
    original = Hub._tell_all
    return lambda hub, audiences: original(hub, audiences) + seconds


def _unhandled(world: World, context: dict[str, Any]) -> None:
    world.wrong(f"an error that nobody caught: {context.get('exception')!r}")


class _Run:
    """Everybody of one run."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._tasks: list[asyncio.Task[None]] = []

    async def play(self) -> None:
        world, mix = self._world, self._world.mix
        self._disk = Disk(world)
        self._nodes = [Node(world, self._disk, f"node{number}") for number in range(mix.nodes)]
        members = await self._prepare()
        for node in self._nodes:
            self._begin(node.run())
        self._pages = [Page(world, self._nodes, sign_in, number) for number, sign_in in enumerate(members)]
        self._devices = tuple(self._pages)
        for number, audience in enumerate(mix.audiences):
            watcher = None if audience == "public" else self._sign_in(Role(audience))
            if watcher is not None:
                await self._store(watcher)
            self._pages.append(Page(world, self._nodes, watcher, number))
        await self._evening()
        await self._quiet()
        try:
            check_ending(world, self._nodes, self._pages)
        except Exception as error:  # So wrong that not even the checks can go on.
            world.wrong(f"the checks ended with {error!r}")
        world.note("over at", world.truth.head.seq, world.truth.head.hash)
        world.over = True

    async def _prepare(self) -> list[SignIn]:
        """The log's beginning and the sign-ins."""
        mix = self._world.mix
        lines, entries, states = begun(mix.members, mix.video, mix.show_choices)
        await self._disk.kept.append(MEETING, START, lines)
        self._world.truth.begin(lines, entries, states)
        names = [str(person.id) for person in states[0].members()]
        chosen = sorted(self._world.chance("people").sample(names, mix.devices))
        members = [self._sign_in(Role.MEMBER, name) for name in chosen]
        self._chair, self._clerk = self._sign_in(Role.CHAIR), self._sign_in(Role.CLERK)
        for sign_in in (*members, self._chair, self._clerk):
            await self._store(sign_in)
        return members

    def _sign_in(self, role: Role, person: str | None = None) -> SignIn:
        slug = f"s{self._world.number()}"
        return SignIn(id=slug, slug=slug, meeting=MEETING, role=role, person=person, until=2**40)  # type: ignore[arg-type]

    async def _store(self, sign_in: SignIn) -> None:
        await self._disk.kept.put_session(Session(id=sign_in.id, meeting=MEETING, data=_write(sign_in)))

    async def _evening(self) -> None:
        """Everybody acts and everything goes wrong, until the chair has done."""
        world, mix, nodes = self._world, self._world.mix, self._nodes
        for page in self._pages:
            self._begin(page.run())
        acting = [self._begin(actors.member(world, page)) for page in self._devices]
        clerk: Any = Program(world, nodes, self._clerk)
        if mix.clerk_by_page:
            clerk = Page(world, nodes, self._clerk, 0)
            self._pages.append(clerk)
            self._begin(clerk.run())
        acting.append(self._begin(actors.clerk(world, nodes, clerk)))
        chair = self._begin(actors.chair(world, nodes, Program(world, nodes, self._chair)))
        draw = world.chance("troubles")
        troubles = [self._begin(self._cuts(page)) for page in self._pages if mix.cuts]
        for number, strike in (
            (mix.crashes, self._crash),
            (mix.stops, self._stop),
            (mix.clock_jumps, self._jump),
            (mix.revokes, self._revoke),
        ):
            troubles += [self._begin(self._at(draw.uniform(0.5, 25), strike)) for _ in range(number)]
        await asyncio.wait([chair], timeout=LONGEST)
        for task in (*acting, chair, *troubles):
            task.cancel()

    async def _quiet(self) -> None:
        """Nothing goes wrong any more, and nobody asks for anything."""
        self._world.troubled = False
        self._world.note("quiet")
        for node in self._nodes:
            if hasattr(node, "process"):
                node.process.steps_left = node.process.dies_at_write = None
        await asyncio.sleep(QUIET)

    async def _cuts(self, page: Page) -> None:
        """Anywhere, but at half of the times just when something is under way."""
        draw = self._world.chance("cuts")
        while True:
            await asyncio.sleep(draw.expovariate(self._world.mix.cuts / 60))
            if draw.random() < 0.7:
                page.at_next = page.cut
            else:
                page.cut()

    async def _at(self, seconds: float, strike: Callable[[], Awaitable[None]]) -> None:
        await asyncio.sleep(seconds)
        await strike()

    async def _crash(self) -> None:
        """At any await: some of its next steps are its last, or its next write is."""
        draw = self._world.chance("troubles")
        process = draw.choice(self._nodes).process
        match draw.choice(("steps", "before", "after")):
            case "before":
                process.dies_at_write = "before"
            case "after":
                process.dies_at_write = "after"
            case _:
                process.steps_left = draw.randint(0, 40)

    async def _stop(self) -> None:
        self._world.chance("troubles").choice(self._nodes).end()

    async def _jump(self) -> None:
        draw = self._world.chance("troubles")
        draw.choice(self._nodes).offset += draw.uniform(-90, 90)

    async def _revoke(self) -> None:
        """Somebody's sign-in, while a command of it is under way or waits."""
        draw, mix = self._world.chance("troubles"), self._world.mix
        page = draw.choice(self._devices)

        def strike() -> None:
            assert page.sign_in is not None
            after = mix.latency[1] + draw.uniform(0, mix.write[1])
            later(after, page.home.revoke, page.sign_in)

        page.at_next = strike

    def _begin(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.get_running_loop().create_task(work, context=Context())
        self._tasks.append(task)
        return task
