"""A batch of commands decided, each on what those before it have led to, and nothing of it durable yet.

Whoever decides writes what came of it, and answers only then; where another was faster, a new draft is made.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handzeichen.app.history import History
from handzeichen.app.issuing import approval_in, decided
from handzeichen.app.words import NOT_SIGNED_IN
from handzeichen.log.chain import Head, Line
from handzeichen.log.codec import write_entry
from handzeichen.log.keys import Answer, answer_of
from handzeichen.meeting.commands import Command, Correct, IssueMinutes
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.machine import Accepted, evolve
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.state import Meeting
from handzeichen.views.refusal import told

BREATH: Final = 100
"""After so many decisions others get their turn: a long batch must not stop the beats."""

Reply = dict[str, object]
Elsewhere = Callable[[str], Awaitable[Meeting | None]]
"""Another meeting by its id, as it stands; None where it is not known here, or cannot be read."""
Right = Callable[[], bool]
"""Whether whoever asks may still ask, at the moment of the decision."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A command that waits, who asks it by which right, its key as it is stored, and where the answer is awaited."""

    command: Command
    by: PersonId
    key: str | None
    right: Right
    answer: asyncio.Future[Reply]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided on one command: a refusal, an answer given before, or events `start` to `end` of the draft.

    None: whoever asked is not signed in any more.
    """

    said: Refusal | Answer | Accepted | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal with the meeting in which it was asked: why can be told as long as both are kept."""

    meeting: Meeting
    refusal: Refusal


class Draft:
    """What a batch would add to a history, at a time of the meeting."""

    def __init__(self, history: History, at: datetime, elsewhere: Elsewhere | None = None) -> None:
        self.meeting = history.now.meeting
        self.entries: list[Entry] = []
        self.bodies: list[str] = []
        """The entries as they are stored."""
        self.verdicts: list[Verdict] = []
        """One for each command, in their order."""
        self.refused: dict[str, Refused] = {}
        """By stored key, what was refused as whoever asked heard it."""
        self._at = at
        self._head = history.now.head
        self._answers = history.answers
        self._keys: dict[str, Verdict] = {}
        self._elsewhere = elsewhere
        self._others: dict[str, Meeting | None] = {}
        """By id, the other meetings that approvals name, as far as they are known here."""

    async def decide(self, batch: Sequence[Asked]) -> None:
        """Decide each command in its order, on what those before it have led to."""
        for number, asked in enumerate(batch, start=1):
            await self._look_elsewhere(asked.command)
            if isinstance(asked.command, Correct | IssueMinutes):
                # It goes through the whole evening: in a thread, so that the beats and everyone's pictures go on.
                verdict = await asyncio.to_thread(self._verdict, asked)
            else:
                verdict = self._verdict(asked)
            self.verdicts.append(verdict)
            if number % BREATH == 0:
                await asyncio.sleep(0)

    async def _look_elsewhere(self, command: Command) -> None:
        """Read the meeting that an approval names, once for the batch."""
        approval = approval_in(command)
        if approval is not None and self._elsewhere is not None and approval.meeting not in self._others:
            self._others[approval.meeting] = await self._elsewhere(approval.meeting)

    def _verdict(self, asked: Asked) -> Verdict:
        end = len(self.entries)
        if not asked.right():
            return Verdict(None, end, end)
        if asked.key is not None:
            if before := self._answers.get(asked.key):
                return Verdict(before, end, end)
            if same := self._keys.get(asked.key):
                return same
        try:
            return self._decide(asked)
        except Exception as error:
            log.error(
                "%s: deciding %r failed", self.meeting.plan.id, type(asked.command).__name__, exc_info=error
            )
            return Verdict(refuse("internal"), end, end)

    def _decide(self, asked: Asked) -> Verdict:
        """Decide one command; whatever fails here leaves the draft as it was."""
        start = len(self.entries)
        approval = approval_in(asked.command)
        later = None if approval is None else self._others.get(approval.meeting)
        said = decided(self.meeting, asked.command, by=asked.by, at=self._at, later=later)
        if isinstance(said, Refusal):
            heard = told(self.meeting, said, asked.command, by=asked.by, at=self._at)
            if asked.key is not None:
                self.refused[asked.key] = Refused(self.meeting, heard)
            return Verdict(heard, start, start)
        entries = [
            Entry(seq=seq, at=self._at, by=said.by, for_=said.for_, key=asked.key, event=event)
            for seq, event in enumerate(said.events, start=self._head.seq + start + 1)
        ]
        meeting, bodies = self.meeting, [write_entry(entry) for entry in entries]
        for entry in entries:
            meeting = evolve(meeting, entry)
        self.meeting = meeting
        self.entries += entries
        self.bodies += bodies
        verdict = Verdict(said, start, start + len(entries))
        if asked.key is not None and entries:
            self._keys[asked.key] = verdict
        return verdict

    def replies(self, lines: Sequence[Line]) -> list[Reply]:
        """The answers, once these lines, sealed from the bodies, are durable."""
        heads = [self._head, *(line.head for line in lines)]
        return [self._reply(verdict, heads[verdict.end]) for verdict in self.verdicts]

    def _reply(self, verdict: Verdict, head: Head) -> Reply:
        match verdict.said:
            case None:
                return {**NOT_SIGNED_IN}
            case Refusal() as refusal:
                return {**refusal.answer()}
            case Answer() as before:
                return before.plain()
            case _:
                own = self.entries[verdict.start : verdict.end]
                return answer_of(own, head, self._at).plain()
