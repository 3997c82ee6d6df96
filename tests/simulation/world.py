"""What all parts of one run share: chance by name, the trace, what was found wrong, and whether troubles still strike."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from handzeichen.app.render import plain
from handzeichen.law.quorum import QuorumCount
from handzeichen.log.chain import Head, Line
from handzeichen.log.codec import read_entry
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.presence import quorum_now
from handzeichen.views.audience import personal
from simulation.loop import Process
from simulation.mix import Mix, draw_mix
from simulation.truth import Truth

Reply = dict[str, Any]


@dataclass(slots=True, eq=False)
class Press:
    """A command that somebody gave: when, what stood on the screen, and each answer that came."""

    who: str
    key: str
    """As it is stored."""
    fields: dict[str, Any]
    at: float
    page: object = None
    screen: tuple[str | None, str | None] = (None, None)
    """The ballot and the wording that the screen showed."""
    sent: int = 0
    """How often it went out: asked again, or doubled on the way."""
    answers: list[tuple[float, Reply]] = field(default_factory=list)

    @property
    def accepted(self) -> Reply | None:
        """The first answer that said yes."""
        return next((reply for _, reply in self.answers if "accepted" in reply), None)


class World:
    """One run."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._draws: dict[str, Random] = {}
        self.mix: Mix = draw_mix(self.chance("mix"))
        self.troubled = True
        self.over = False
        self.trace: list[str] = []
        self.broken: list[str] = []
        self.truth = Truth(self.wrong)
        self.presses: list[Press] = []
        self.answered: Head | None = None
        """The newest head that an answer has given out."""
        self.revoked: dict[Process, set[str]] = {}
        """Per process the slugs of the sign-ins that it has ended."""
        self._numbers = 0
        self._quorum: dict[int, QuorumCount] = {}
        self._own: dict[tuple[int, str], dict[str, object]] = {}

    def chance(self, name: str) -> Random:
        """A stream of chance of its own, so that one part's draws do not move another's."""
        if name not in self._draws:
            self._draws[name] = Random(f"{self.seed}/{name}")
        return self._draws[name]

    def number(self) -> int:
        """A fresh number."""
        self._numbers += 1
        return self._numbers

    @property
    def time(self) -> float:
        """Seconds since the run began."""
        return asyncio.get_running_loop().time()

    def quorum(self, seq: int) -> QuorumCount:
        """The quorum after a line of the log."""
        if seq not in self._quorum:
            self._quorum[seq] = quorum_now(self.truth.at(seq))
        return self._quorum[seq]

    def own(self, seq: int, person: str) -> dict[str, object]:
        """What somebody's own page shows of the ballot after a line of the log."""
        if (seq, person) not in self._own:
            found = personal(self.truth.at(seq), PersonId(person))
            self._own[seq, person] = {name: plain(found[name]) for name in ("vote", "receipt")}
        return self._own[seq, person]

    def answer(self, press: Press, reply: Reply) -> None:
        """An answer has come to whoever asked."""
        press.answers.append((self.time, reply))
        self.note(press.key, "answered", reply.get("seq") or reply.get("refused"))

    def note(self, *words: object) -> None:
        """Write into the trace."""
        if not self.over:
            self.trace.append(f"{self.time:9.4f} " + " ".join(map(str, words)))

    def wrong(self, sentence: str) -> None:
        """Something is not as it must be."""
        if not self.over:
            self.broken.append(sentence)
            self.note("WRONG:", sentence)

    def decided(self, process: Process, lines: Sequence[Line]) -> None:
        """A process has decided these lines now: nothing of a sign-in that it had ended before."""
        ended = self.revoked.get(process)
        for line in lines if ended else ():
            assert line.body is not None and ended is not None
            entry = read_entry(line.seq, line.body)
            key = entry.key
            if key is not None and key.partition(":")[0] in ended:
                self.wrong(f"a command of a sign-in that had ended was accepted: {key}")


class _Listener(logging.Handler):
    def __init__(self, world: World) -> None:
        super().__init__(logging.ERROR)
        self._world = world

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] is not None:
            self._world.wrong(f"an error inside the product: {record.getMessage()} ({record.exc_info[1]!r})")


@contextmanager
def heard(world: World) -> Iterator[None]:
    """What the product logs as an exception is something wrong; the rest of its log is not printed."""
    product, listener = logging.getLogger("handzeichen"), _Listener(world)
    before = product.propagate, product.level
    product.addHandler(listener)
    product.propagate, product.level = False, logging.ERROR
    product.setLevel(logging.ERROR)
    try:
        yield
    finally:
        product.removeHandler(listener)
        product.propagate = before[0]
        product.setLevel(before[1])
