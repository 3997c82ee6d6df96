"""An event loop with a clock of its own: no time passes but by what is due next, and a process can die between two steps.

asyncio's order stays as it is (first come, first served), so that every course of things found here is a legal one.
What belongs to a process is told by the context its callbacks run in; a dead one's are never run: no `finally`, no
farewell, as when the power goes.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import Context, ContextVar, copy_context
from typing import Any, Literal

OWNER: "ContextVar[Process | None]" = ContextVar("owner", default=None)


THREAD = 0.05
"""Seconds that work in a thread takes."""


RESTLESS = 5_000
"""So many rounds in which no time passes are no work any more."""


class Stuck(RuntimeError):
    """Nothing goes on: everybody waits for somebody else, or somebody goes round in circles."""


class Process:
    """Whatever dies at once. `steps_left`: how many of its callbacks still run; None: it lives on.

    `dies_at_write`: it dies just before or just after its next write is done.
    """

    def __init__(self, name: str, died: Callable[[], None]) -> None:
        self.name = name
        self.alive = True
        self.steps_left: int | None = None
        self.dies_at_write: Literal["before", "after"] | None = None
        self._died = died
        self.context = copy_context()
        self.context.run(OWNER.set, self)

    def die(self) -> None:
        """From here on nothing of it runs."""
        if self.alive:
            self.alive = False
            self._died()

    def may_step(self) -> bool:
        """Whether its next callback runs; at its last one it dies before."""
        if self.alive and self.steps_left is not None:
            self.steps_left -= 1
            if self.steps_left < 0:
                self.die()
        return self.alive


MOMENT = 1e-3
"""Timers within so many seconds go off together."""


class VirtualLoop(asyncio.BaseEventLoop):
    """Runs callbacks as asyncio does, and lets time pass at once. `pace`: seconds that each look at the clock takes."""

    def __init__(self, pace: float = 0.0, grid: float = 0.0) -> None:
        super().__init__()
        self._grid = grid
        self._clock_resolution = MOMENT
        self._at = 0.0
        self._pace = pace
        self._selector = self  # Asked for what has come in from outside: never anything.
        self._lost: list[tuple[Callable[..., object], tuple[Any, ...], Context]] = []
        self._burying = False
        self._rounds = 0

    def time(self) -> float:
        self._at += self._pace
        return self._at

    def select(self, timeout: float | None) -> list[Any]:
        """What a selector waits for; here the wait is over at once."""
        if timeout is None:
            raise Stuck("everybody waits for somebody else")
        self._rounds = self._rounds + 1 if timeout == 0 else 0
        if self._rounds > RESTLESS:
            raise Stuck("somebody goes round in circles")
        self._at += timeout
        return []

    def _process_events(self, event_list: list[Any]) -> None:
        """There are none."""

    def call_soon(self, callback: Any, *args: Any, context: Context | None = None) -> asyncio.Handle:
        owned = copy_context() if context is None else context
        if owned.get(OWNER) is None:
            return super().call_soon(callback, *args, context=owned)
        return super().call_soon(self._step, owned, callback, args, context=owned)

    def call_at(
        self, when: float, callback: Any, *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        owned = copy_context() if context is None else context
        if self._grid:  # In one moment, but in their order: a line keeps the order of its words.
            number, rest = divmod(when, self._grid)
            when = (number + 1) * self._grid + rest / self._grid * MOMENT / 2
        if owned.get(OWNER) is None:
            return super().call_at(when, callback, *args, context=owned)
        return super().call_at(when, self._step, owned, callback, args, context=owned)

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> "asyncio.Future[Any]":
        """What a thread would do is done here, in one go; its result comes a while later."""
        future = self.create_future()
        self.call_later(THREAD, _settle, future, func(*args))
        return future

    def _step(self, context: Context, callback: Callable[..., object], args: tuple[Any, ...]) -> None:
        owner = context[OWNER]
        assert owner is not None
        if self._burying or owner.may_step():
            callback(*args)
        else:
            self._lost.append((callback, args, context))

    def play(self, main: Coroutine[Any, Any, None]) -> None:
        """Run to the end of `main`, then take down whatever is left, so that nothing outlives the run."""
        asyncio.set_event_loop(self)
        try:
            self.run_until_complete(main)
        finally:
            self._bury()
            asyncio.set_event_loop(None)
            self.close()

    def _bury(self) -> None:
        self._burying, self._rounds = True, 0
        self.set_exception_handler(lambda _loop, _context: None)
        tasks = asyncio.all_tasks(self)
        for task in tasks:
            task.cancel()
        for callback, args, context in self._lost:
            super().call_soon(callback, *args, context=context)
        self._lost.clear()
        self._scheduled.clear()
        if tasks:
            self.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))


def _settle(future: "asyncio.Future[Any]", result: object) -> None:
    if not future.done():
        future.set_result(result)
