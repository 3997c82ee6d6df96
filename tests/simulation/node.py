"""A process of the server: a real house over its way to the store, which dies, ends or is started again."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from handzeichen.app.config import Config
from handzeichen.app.house import House, Live
from handzeichen.app.hub import JSON, Form
from handzeichen.app.sign_in import SignIn
from handzeichen.app.words import NOT_SIGNED_IN
from handzeichen.log.codec import read_sent
from handzeichen.log.port import OutcomeUnknown, StoreRefused
from simulation import sight
from simulation.disk import Disk, NodeStore
from simulation.evening import BEGINS, MEETING
from simulation.loop import Process
from simulation.wire import NETWORK, NumberedConnection, Socket
from simulation.world import Reply, World

CONFIG = Config(port=0, data=Path("/nonexistent"), beat=8.0, silence=20.0, practice=True)


class Node:
    """One place where a process runs; a dead one is followed by another."""

    process: Process
    house: House
    live: Live

    def __init__(self, world: World, disk: Disk, name: str) -> None:
        self.name = name
        self.up = False
        self.offset = 0.0
        """By how much its clock is wrong, in seconds."""
        self._world = world
        self._disk = disk
        self._sockets: list[Socket] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._down = asyncio.Event()

    async def run(self) -> None:
        """Start a process, and another whenever it has ended."""
        draw = self._world.chance("processes")
        while True:
            self._down.clear()
            self.process = Process(self.name, self._died)
            self._spawn(self._open())
            await self._down.wait()
            await asyncio.sleep(draw.uniform(0.2, 3.0))

    async def _open(self) -> None:
        world = self._world
        self.house = House(CONFIG, NodeStore(world, self._disk, self.process), stop=self._stop)  # type: ignore[arg-type]
        self.house.sign_ins.clock = lambda: 1e9 + world.time
        try:
            self.live = await self.house.open(MEETING, self._clock)
        except (OutcomeUnknown, StoreRefused) as error:
            world.note(self.name, "does not start:", error.sentence)
            self.process.die()
            return
        now = self.live.room.now
        if not world.truth.holds(now.head) or now.meeting != world.truth.at(now.head.seq):
            world.wrong(f"{self.name} starts with a state that is not the log's")
        self.up = True
        world.note(self.name, "starts at", now.head.seq)

    def accept(self, socket: Socket, sign_in: SignIn | None, audience: str) -> bool:
        """Let a page in, as the endpoint does."""
        if not self.up:
            return False
        name = socket.query_params["page"]
        connection = NumberedConnection(self.house, self.live, sign_in, Form(JSON), name)
        connection.number = self._world.number()
        socket.check = partial(self._check, audience, sign_in)
        self._sockets = [*(one for one in self._sockets if not one.disconnected), socket]
        self._spawn(connection.run(socket))  # type: ignore[arg-type]
        return True

    def serve(self, sign_in: SignIn, fields: dict[str, Any], answer: Callable[[Reply], None]) -> None:
        """One request by HTTP, as the API serves it."""
        if self.up:
            self._spawn(self._serve(sign_in, fields, answer))

    async def _serve(self, sign_in: SignIn, fields: dict[str, Any], answer: Callable[[Reply], None]) -> None:
        if not self.house.sign_ins.counts(sign_in):
            return answer({**NOT_SIGNED_IN})
        ask, right = read_sent(fields), partial(self.house.sign_ins.counts, sign_in)
        assert sign_in.by is not None
        reply = await self.live.room.ask(
            ask.command, by=sign_in.by, scope=sign_in.slug, key=ask.key, right=right
        )
        sight.check_answer(self._world, reply)
        answer(reply)

    def revoke(self, sign_in: SignIn) -> None:
        """The clerk ends a sign-in."""
        if self.up:
            self._spawn(self._revoke(sign_in))

    async def _revoke(self, sign_in: SignIn) -> None:
        self._world.note(self.name, "revokes", sign_in.slug)
        self._world.revoked.setdefault(self.process, set()).add(sign_in.slug)
        try:
            await self.house.sign_ins.revoke(sign_in)
        except OutcomeUnknown as unknown:
            self._stop(unknown.sentence)

    def end(self) -> None:
        """An orderly end: no more pages, and what waits is settled."""
        if self.up:
            self._world.note(self.name, "is asked to end")
            self.up = False
            self._spawn(self._end())

    async def _end(self) -> None:
        for socket in self._sockets:
            await socket.send({"type": "websocket.close", "code": 1012})
        await self.house.close()
        self.process.die()

    def _check(self, audience: str, sign_in: SignIn | None, frame: dict[str, Any]) -> None:
        ended = self._world.revoked.get(self.process, ())
        if "parts" in frame:
            if sign_in is not None and sign_in.slug in ended:
                self._world.wrong(f"{sign_in.slug} is shown something after its sign-in has ended")
            person = None if sign_in is None else sign_in.person
            sight.check_frame(self._world, self.live.room, self.live.hub, audience, person, frame)
        elif "answer" in frame:
            sight.check_answer(self._world, frame["answer"])
        elif "fork" in frame:
            self._world.wrong("a page was told that the log is another one")

    def _clock(self) -> Any:
        return BEGINS + timedelta(seconds=self._world.time + self.offset)

    def _stop(self, sentence: str) -> None:
        """The process must end; until it does, it goes on with whatever it does."""
        self._world.note(self.name, "stops:", sentence)
        self.up = False
        loop = asyncio.get_running_loop()
        loop.call_later(self._world.chance("processes").uniform(0, 0.5), self.process.die, context=NETWORK)

    def _died(self) -> None:
        self.up = False
        self._world.note(self.name, "is gone")
        sockets, self._sockets = self._sockets, []
        for socket in sockets:
            socket.process_died()
        self._down.set()

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work, context=self.process.context)
        self._tasks = [*(one for one in self._tasks if not one.done()), task]
