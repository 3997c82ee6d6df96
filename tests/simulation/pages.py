"""Those who ask from outside: a page with its connection, which comes back, and a program that asks by HTTP."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from handzeichen.app.hub import PUBLIC
from handzeichen.app.sign_in import SignIn
from handzeichen.log.chain import Head
from simulation.node import CONFIG, Node
from simulation.wire import NETWORK, Socket
from simulation.world import Press, Reply, World

MISSED = 2.5
"""Beats that did not come, before a page gives its connection up, as in the browser."""
PATIENCE = 3.0
"""How long a program waits for an answer, in seconds."""


class Page:
    """Somebody's page: what it shows, where it is connected, and what it has asked."""

    def __init__(self, world: World, nodes: Sequence[Node], sign_in: SignIn | None, home: int) -> None:
        self.sign_in = sign_in
        self.audience = PUBLIC if sign_in is None else sign_in.role.value
        self.name = f"page{world.number()}"
        self.home = nodes[home % len(nodes)]
        self._nodes = nodes
        self.parts: dict[str, Any] = {}
        self.seen: Head | None = None
        self.signed_out = False
        self.socket: Socket | None = None
        self.at_next: Callable[[], None] | None = None
        """What is to strike just when the next command has been sent."""
        self._world = world
        self._waiting: dict[str, tuple[Press, asyncio.Future[Reply | None]]] = {}
        self._heard_at = 0.0
        self._gone = asyncio.Event()

    async def run(self) -> None:
        """Come, and come back, until the sign-in has ended."""
        draw = self._world.chance("pages")
        while not self.signed_out:
            await asyncio.sleep(draw.uniform(*self._world.mix.latency))
            self._connect()
            await self._until_gone()
            await asyncio.sleep(draw.uniform(0.1, 0.8))

    def _connect(self) -> None:
        self._gone.clear()
        if self._world.mix.roaming and self._world.troubled:
            self.home = self._world.chance("pages").choice(self._nodes)
        socket = Socket(self._world, self.seen, self.name, got=lambda frame: None, gone=lambda code: None)
        socket._got = lambda frame: self._hear(socket, frame)
        socket._gone = lambda code: self._lose(socket, code)
        counts = self.sign_in is None or (self.home.up and self.home.house.sign_ins.counts(self.sign_in))
        if self.home.up and not counts:
            self.signed_out = True
        elif self.home.accept(socket, self.sign_in, self.audience):
            self.socket, self._heard_at = socket, self._world.time
            return
        self._gone.set()

    async def _until_gone(self) -> None:
        """Until the connection has ended, or been silent for too long."""
        while not self._gone.is_set():
            silent = self._world.time - self._heard_at
            left = MISSED * CONFIG.beat - silent
            if left <= 1e-3:
                assert self.socket is not None
                self.socket.leave()
                self._lose(self.socket, 1006)
                return
            try:
                async with asyncio.timeout(left):
                    await self._gone.wait()
            except TimeoutError:
                pass

    def cut(self) -> None:
        """The network fails."""
        if self.socket is not None:
            self.socket.cut()

    def _lose(self, socket: Socket, code: int) -> None:
        if socket is not self.socket:
            return
        self.socket, self.signed_out = None, self.signed_out or code == 4401
        waiting, self._waiting = self._waiting, {}
        for _, answer in waiting.values():
            if not answer.done():
                answer.set_result(None)
        self._gone.set()

    def _hear(self, socket: Socket, frame: dict[str, Any]) -> None:
        if socket is not self.socket:
            return
        self._heard_at = self._world.time
        if "beat" in frame:
            socket.say({"beat": frame["beat"]})
        elif "parts" in frame:
            self.parts |= frame["parts"]
            self.seen = Head(frame["seq"], frame["head"]) if "seq" in frame else None
        elif "answer" in frame:
            self._settle(frame["answer"])

    def _settle(self, reply: Reply) -> None:
        asked = self._waiting.pop(reply["key"], None)
        if "unreadable" in reply:
            self._world.wrong(f"a command was not understood: {reply['unreadable']}")
        if asked is not None:
            press, answer = asked
            self._world.answer(press, reply)
            if not answer.done():
                answer.set_result(reply)

    async def ask(self, fields: dict[str, Any], again: Press | None = None) -> Press | None:
        """Press a button, perhaps one that got no answer once more; None where nothing could be sent."""
        if self.socket is None or self.sign_in is None:
            return None
        press = again or self._pressed(fields)
        key = press.key.partition(":")[2]
        answer: asyncio.Future[Reply | None] = asyncio.get_running_loop().create_future()
        self._waiting[key] = press, answer
        press.sent += 1
        self.socket.say({**fields, "key": key})
        strike, self.at_next = self.at_next, None
        if strike is not None:
            strike()
        await answer
        return press

    def _pressed(self, fields: dict[str, Any]) -> Press:
        assert self.sign_in is not None
        press = pressed(self._world, self.sign_in, fields)
        tally = self.parts.get("tally") or {}
        press.page, press.screen = self, (tally.get("ballot"), tally.get("text"))
        return press


def pressed(world: World, sign_in: SignIn, fields: dict[str, Any]) -> Press:
    """Remember that somebody gives a command."""
    who = str(sign_in.person or sign_in.role)
    press = Press(who, f"{sign_in.slug}:k{world.number()}", fields, world.time)
    world.presses.append(press)
    world.note(press.key, who, *(value for value in fields.values() if value is not None))
    return press


class Program:
    """Whoever asks by HTTP: each request by itself, which may come twice, late or never, and is asked again."""

    def __init__(self, world: World, nodes: Sequence[Node], sign_in: SignIn) -> None:
        self.sign_in = sign_in
        self._world = world
        self._nodes = nodes

    async def ask(self, fields: dict[str, Any], again: Press | None = None) -> Press | None:
        """Ask once; without an answer nobody knows what became of it."""
        world, draw = self._world, self._world.chance("requests")
        press = again or pressed(world, self.sign_in, fields)
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def come_back(reply: Reply) -> None:
            world.answer(press, reply)
            if not answer.done():
                answer.set_result(None)

        def leave_server(reply: Reply) -> None:
            if not (world.troubled and draw.random() < world.mix.lost):
                later(draw.uniform(*world.mix.latency), come_back, reply)

        def arrive() -> None:
            draw.choice(self._nodes).serve(self.sign_in, sent, leave_server)

        sent = {**fields, "key": press.key.partition(":")[2]}
        copies = 2 if world.troubled and draw.random() < world.mix.twice else 1
        for _ in range(copies):
            if not (world.troubled and draw.random() < world.mix.lost):
                press.sent += 1
                later(draw.uniform(*world.mix.latency), arrive)
        try:
            async with asyncio.timeout(PATIENCE):
                await answer
        except TimeoutError:
            world.note(press.key, "got no answer")
        return press


def later(seconds: float, what: Any, *args: Any) -> None:
    """Something under way in the network."""
    asyncio.get_running_loop().call_later(seconds, what, *args, context=NETWORK)


Asker = Page | Program


async def persist(asker: Asker, fields: dict[str, Any], tries: int = 5) -> Press | None:
    """Ask until there is an answer, with the same key each time; None where nothing could be sent at all."""
    press = None
    for _ in range(tries):
        press = await asker.ask(fields, press) or press
        if press is not None and press.answers:
            return press
        await asyncio.sleep(1.0)
    return press
