"""The room: one task per live meeting, which alone decides what happens in it, and in which order.

It takes all that waits, decides each command against the state so far, and adds all events to the log in one durable
write. Only then does anyone hear of anything, refusals included: they may rest on events that fail. After that it
answers in order and shows the new state once. A key makes an accepted command act once: it stands in the event, scoped
to the sign-in, so the same key gets the same answer after a crash too. A command that changed nothing leaves no key.

Where other nodes write to the same log, the room follows them: it hears of their lines, and compares heads every second
besides. If the log does not go on from what it knew, it freezes: it says so and decides nothing until it fits again.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum, auto
from typing import Final

from handzeichen.app.draft import Asked, Draft, Elsewhere, Refused, Reply, Right
from handzeichen.app.history import History, Now, StrangeTail
from handzeichen.app.tasks import end
from handzeichen.app.words import BUSY, HISTORY_CHANGED, RESTARTS
from handzeichen.log.chain import Head, Line, seal
from handzeichen.log.port import Conflict, News, OutcomeUnknown, Store, StoreRefused
from handzeichen.meeting.commands import Command, Correct
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.refusals import OWN_RULE
from handzeichen.words import said

BATCH: Final = 2_000
"""How many commands one write may carry: the bound on how long the first of them waits for the last."""
CHECKPOINT: Final = 500
"""After so many new lines the store may tidy up, in a quiet moment between two ballots."""
REMEMBERED: Final = 32
"""So many of the newest refusals of clerk and chair are kept, each with its meeting: somebody may ask why."""
OFFICES: Final = frozenset({"chair", "clerk"})
COMPARE: Final = 1.0
"""Seconds after which the head is compared with the shared log's, whether or not there was news."""

WRITING, READING, HISTORY = "writing", "reading", "history"
"""What can be wrong with a room."""

Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


class Mark(Enum):
    """What waits among the commands and is none."""

    LOOK = auto()
    """Look whether others have added something."""
    END = auto()
    """Settle what came before, then end."""


class Room:
    """A live meeting. `clock` gives the time with its offset, `salts` 16 fresh bytes a line.

    `show` gets every new state, `alarm` what is wrong that the people in charge must hear, and None when it is right
    again. `elsewhere` finds other meetings of this server: one may have approved this one's minutes.
    `stop` gets the reason why this process must end and start again: then answers stay open, because nobody
    knows what they are. At most `most` commands wait, further ones are refused at once.
    """

    def __init__(
        self,
        store: Store,
        history: History,
        *,
        clock: Clock,
        salts: Iterator[bytes],
        show: Callable[[Now], None],
        alarm: Callable[[str | None], None],
        stop: Callable[[str], None],
        most: int = 10_000,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self.id = history.now.meeting.plan.id
        self._store = store
        self._history = history
        self._clock = clock
        self._salts = salts
        self._show = show
        self._alarm = alarm
        self._stop = stop
        self._most = most
        self._elsewhere = elsewhere
        self._waiting: asyncio.Queue[Asked | Mark] = asyncio.Queue()
        self._tidied = history.now.head.seq
        self._task: asyncio.Task[None] | None = None
        self._listening: asyncio.Task[None] | None = None
        self._lookers: list[asyncio.Event] = []
        self._faults: dict[str, str] = {}
        self._refused: dict[str, Refused] = {}
        self._is_frozen = False
        self._ends = False
        self._forgets = False

    @property
    def works(self) -> bool:
        """Whether somebody is there to decide, on a log that is to be trusted."""
        return self._works and not self._is_frozen

    @property
    def now(self) -> Now:
        """What is true, and durable."""
        return self._history.now

    def time(self) -> datetime:
        """The time of this meeting, in whole seconds, never before its last event."""
        return max(self._clock().replace(microsecond=0), self.now.recent[-1].at)

    def wall_time(self) -> datetime:
        """What the server's own clock says, also where the log is ahead of it."""
        return self._clock()

    def extends(self, seen: Head) -> bool:
        """Whether this log goes on from a head that a page saw earlier; pages are its witnesses."""
        return self._history.extends(seen)

    @property
    def _works(self) -> bool:
        return self._task is not None and not self._task.done()

    async def reach(self, seq: int) -> None:
        """Before anybody judges what a page saw at another node: know what that node knew."""
        if self._store.news is not None and seq > self.now.head.seq:
            await self._have_looked()

    def refused(self, *, scope: str, key: str) -> Refused | None:
        """What was refused to a sign-in under this key, for as long as it is remembered here; chair and clerk only."""
        return self._refused.get(f"{scope}:{key}")

    def start(self) -> None:
        """Begin to take commands, and to follow others where there can be any."""
        self._task = asyncio.create_task(self._work(), name=f"room {self.id}")
        if self._store.news is not None:
            self._listening = asyncio.create_task(self._listen(self._store.news), name=f"news of {self.id}")

    async def close(self) -> None:
        """Settle what waits, take nothing more, and end. After an unknown outcome nothing could be settled."""
        self._ends = True
        if self._listening is not None:
            await end(self._listening)
        if self._task is not None:
            self._waiting.put_nowait(Mark.END)
            await self._task

    def ask(
        self, command: Command, *, by: PersonId, scope: str, key: str | None, right: Right = lambda: True
    ) -> asyncio.Future[Reply]:
        """Ask something of the meeting; the future holds the answer once it is durable. Asked first, decided first.

        `scope` names the sign-in: two people may use the same key for different things. A correction that names what
        it corrects by its key means the key of the same sign-in. `right` is asked again when the command is decided:
        nothing of a sign-in that has ended meanwhile is accepted.
        """
        answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        if self._ends:
            answer.set_result({**RESTARTS})
            return answer
        if self._waiting.qsize() >= self._most:
            answer.set_result({**BUSY})
            return answer
        stored = None if key is None else f"{scope}:{key}"
        if isinstance(command, Correct) and isinstance(command.of, str):
            command = replace(command, of=f"{scope}:{command.of}")
        self._waiting.put_nowait(Asked(command, by, stored, right, answer))
        return answer

    async def _work(self) -> None:
        try:
            while (batch := await self._next_batch()) is not None:
                if batch:
                    await self._settle(batch)
                    await self._tidy()
                else:
                    await self._look()
        except OutcomeUnknown as unknown:
            log.critical("%s: %s", self.id, unknown.sentence)
            self._stop(unknown.sentence)
        except Exception as error:  # The room itself is broken: what it holds may be wrong, the log is not.
            log.critical("%s: the room has failed", self.id, exc_info=error)
            self._stop(
                f"In der Sitzung „{self.id}“ ist ein Fehler des Programms aufgetreten ({type(error).__name__})."
            )
        finally:
            for one in self._lookers:  # Nobody looks any more.
                one.set()

    async def _next_batch(self) -> list[Asked] | None:
        """All that waits; nothing when it is time to look what others did; None when the room is to end."""
        first = await self._waiting.get()
        if isinstance(first, Mark):
            return None if first is Mark.END else []
        batch = [first]
        while len(batch) < BATCH and not self._waiting.empty():
            asked = self._waiting.get_nowait()
            if isinstance(asked, Mark):
                self._waiting.put_nowait(asked)
                break
            batch.append(asked)
        return batch

    async def _settle(self, batch: Sequence[Asked]) -> None:
        """Decide a batch, make it durable, answer, show; a conflict is decided again on what the other has added."""
        try:
            while not await self._is_settled(batch):
                await self._catch_up()
        except StoreRefused as refused:
            self._say(batch, await self._without_store(batch, refused))

    async def _is_settled(self, batch: Sequence[Asked]) -> bool:
        """False where another node was faster."""
        if self._is_frozen and not await self._catch_up():
            self._say(batch, [{**HISTORY_CHANGED} for _ in batch])
            return True
        draft = await self._decided(batch)
        while any(
            verdict.said is not None and not asked.right()
            for verdict, asked in zip(draft.verdicts, batch, strict=True)
        ):
            draft = await self._decided(batch)  # A sign-in has ended while others were decided.
        lines = seal(self.now.head, draft.bodies, self._salts)
        try:
            # Where others write too, refusals must rest on the newest state as well: it is compared in any case.
            if lines or self._store.news is not None:
                await self._store.append(self.id, self.now.head, lines)
        except Conflict:
            return False
        self._keep(batch, draft, lines)
        return True

    async def _decided(self, batch: Sequence[Asked]) -> Draft:
        draft = Draft(self._history, at=self.time(), elsewhere=self._elsewhere)
        await draft.decide(batch)
        return draft

    def _keep(self, batch: Sequence[Asked], draft: Draft, lines: Sequence[Line]) -> None:
        """The lines are durable: from here on they are true."""
        if lines:
            self._set_fault(WRITING, None)
            self._history.take(draft.meeting, lines, draft.entries)
        self._remember(batch, draft)
        self._say(batch, draft.replies(lines))
        if lines:
            self._show(self.now)

    def _remember(self, batch: Sequence[Asked], draft: Draft) -> None:
        """The newest refusals of those who may ask why; members, who may be many, push none of them out."""
        offices = OFFICES | self.now.meeting.clerks
        for asked in batch:
            if asked.by in offices and asked.key in draft.refused:
                self._refused.pop(asked.key, None)
                self._refused[asked.key] = draft.refused[asked.key]
        for key in list(self._refused)[:-REMEMBERED]:
            del self._refused[key]

    def _say(self, batch: Sequence[Asked], replies: Sequence[Reply]) -> None:
        for asked, reply in zip(batch, replies, strict=True):
            if not asked.answer.done():  # Whoever asked may have gone.
                asked.answer.set_result(reply)

    async def _without_store(self, batch: Sequence[Asked], refused: StoreRefused) -> list[Reply]:
        """The store said no: nothing happened. What would have changed something hears so, the rest its answer."""
        log.error("%s: %s", self.id, refused.sentence)
        self._set_fault(WRITING, refused.sentence)
        replies = list[Reply]()
        for asked in batch:
            draft = await self._decided([asked])
            replies += [not_stored(refused)] if draft.entries else draft.replies(())
        return replies

    def _set_fault(self, what: str, sentence: str | None) -> None:
        before = dict(self._faults)
        if sentence is None:
            self._faults.pop(what, None)
        else:
            self._faults[what] = sentence
        if self._faults != before:
            self._alarm("\n".join(self._faults.values()) or None)

    # What was destroyed in the store

    async def forget(self) -> None:
        """Read the log again: what was destroyed in it stays nowhere here either, in no state and in no refusal."""
        self._forgets = True
        await self._have_looked()

    async def _read_again(self) -> None:
        self._forgets = False
        self._refused.clear()
        self._history = await History.load(self._store, self.id)
        self._show(self.now)

    # Other nodes

    async def _listen(self, news: News) -> None:
        """Have the room look whenever another node has added something, and after a while in any case."""
        time, compared = asyncio.get_running_loop().time, 0.0
        while self._works:
            heard = await news.line(self.id, self.now.head.seq)
            if heard <= self.now.head.seq and time() - compared < COMPARE:
                continue  # Our own lines, as an echo.
            compared = time()
            await self._have_looked()

    async def _have_looked(self) -> None:
        """Wait until the room has looked what others have added; for as long as the store is silent, nobody knows."""
        if not self._works:
            return
        done = asyncio.Event()
        self._lookers.append(done)
        self._waiting.put_nowait(Mark.LOOK)
        await done.wait()

    async def _look(self) -> None:
        waiting, self._lookers = self._lookers, []
        try:
            if self._forgets and not self._is_frozen:
                await self._read_again()
            if self._is_frozen or await self._store.head(self.id) != self.now.head:
                await self._catch_up()
            self._set_fault(READING, None)
        except StoreRefused as refused:
            self._set_fault(READING, refused.sentence)
        finally:
            for one in waiting:
                one.set()

    async def _catch_up(self) -> bool:
        """Take in what another node has added; False where the log does not go on from what was known here."""
        try:
            is_new = await self._history.follow(self._store)
        except StrangeTail:
            self._is_frozen = True
            self._set_fault(
                HISTORY,
                f"Das Protokoll der Sitzung „{self.id}“ im Speicher geht nicht von dem Stand aus, den dieser Server "
                f"kennt (Nr. {self.now.head.seq}, {self.now.head.hash[:8]}): Es wurde verkürzt oder ausgetauscht. Hier "
                "wird nichts mehr entschieden. Bitte die Sitzung unterbrechen und den richtigen Speicher zurückholen; "
                "es geht dann von selbst weiter.",
            )
            return False
        if self._is_frozen:
            self._is_frozen = False
            self._set_fault(HISTORY, None)
        if is_new:
            self._show(self.now)
        return True

    async def _tidy(self) -> None:
        quiet = self._waiting.empty() and self.now.meeting.ballot is None
        if quiet and self.now.head.seq - self._tidied >= CHECKPOINT:
            self._tidied = self.now.head.seq
            try:
                await self._store.checkpoint()
            except StoreRefused as refused:
                log.warning("%s: %s", self.id, refused.sentence)


def not_stored(refused: StoreRefused) -> Reply:
    """The answer where the store is sure that it has written nothing."""
    return {
        "refused": "not_stored",
        "why": refused.sentence,
        "source": OWN_RULE,
        "do": said("Es hat sich nichts geändert. Bitte noch einmal versuchen."),
    }
