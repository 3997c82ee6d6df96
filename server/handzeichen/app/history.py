"""What a log says: its lines folded into the state of the meeting, its head, and the answers that were given by key.

A history only grows by lines that continue it. What does not continue it means that somebody changed the past; then
`StrangeTail` is raised, and on such a log nothing may be decided.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from typing import Self

from handzeichen.log.chain import START, Head, Line, Wrong, check, commitment_of
from handzeichen.log.codec import read_entries
from handzeichen.log.keys import Answer, answer_of
from handzeichen.log.port import Store, StoreRefused
from handzeichen.meeting.events import Entry
from handzeichen.meeting.machine import evolve
from handzeichen.meeting.state import Meeting

PIECE = 250
"""So many lines are fetched at once: votes that are to be stored wait no longer."""
BREATH = 50
"""After so many entries that are played others get their turn: an old log is opened while a meeting votes."""
RECENT = 200
"""How many of the newest entries are kept at hand for the clerk's timeline."""


class StrangeTail(Exception):
    """Lines that do not follow the head that was known: the log's past was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What is true after the last durable event, and the newest entries in their order."""

    meeting: Meeting
    head: Head
    recent: tuple[Entry, ...]


@dataclass(slots=True)
class History:
    """A meeting's state, every hash that its log ever had as head, and the answers by stored key."""

    now: Now
    hashes: list[str] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)

    @classmethod
    async def load(cls, store: Store, meeting: str) -> Self:
        """Read a whole log, check its chain and play it; raises `StoreRefused` in words when it is broken."""
        head = await store.head(meeting)  # Before the lines: whatever others add meanwhile comes behind it.
        lines = list[Line]()
        while piece := await store.read(meeting, len(lines), PIECE):
            lines += piece
            if lines[-1].seq != len(lines):
                break  # Damaged, and to read on by wrong numbers would never end.
        wrong = check(lines)
        if wrong is None and head not in {line.head for line in lines}:
            wrong = Wrong(head.seq, "Der Speicher nennt als neueste Zeile eine, die nicht dort steht.")
        if wrong is not None:
            raise StoreRefused(
                f"Das Protokoll von „{meeting}“ ist ab Nr. {wrong.seq} nicht, was es sein sollte. {wrong.why} "
                "Bitte die Datei aus einer Sicherung zurückholen."
            )
        state, entries = None, list[Entry]()
        for start in range(0, len(lines), BREATH):
            some = list(read_entries(lines[start : start + BREATH]))
            state = _played(state, some)
            entries += some
            await asyncio.sleep(0)
        assert state is not None, "a checked log holds its first event"
        history = cls(Now(meeting=state, head=START, recent=()))
        history.take(state, lines, entries)
        return history

    async def follow(self, store: Store) -> bool:
        """Take in what others have added, and tell whether there was anything.

        Raises `StrangeTail` where the log does not go on from this history; then this stays as it was.
        """
        own, newest = self.now.head, await store.head(self.now.meeting.plan.id)
        there = await store.read(self.now.meeting.plan.id, after=own.seq - 1)
        tail = there[1:]
        if not there or there[0].head != own or not _continues(own, tail):
            raise StrangeTail
        if newest not in {line.head for line in there}:
            raise StrangeTail  # Every append would be refused, and nothing ever be there to take in.
        entries = list(read_entries(tail))
        state = _played(self.now.meeting, entries)
        assert state is not None
        if tail:
            self.take(state, tail, entries)
        return bool(tail)

    def take(self, meeting: Meeting, lines: Sequence[Line], entries: Sequence[Entry]) -> None:
        """Go on to the state that durable lines, sealed from these entries, have led to."""
        self.hashes += [line.hash for line in lines]
        for key, answer in _answers(lines, entries):
            self.answers[key] = answer
        recent = (*self.now.recent, *entries)[-RECENT:]
        self.now = Now(meeting=meeting, head=lines[-1].head, recent=recent)

    def extends(self, seen: Head) -> bool:
        """Whether this log goes on from a head that somebody saw earlier."""
        if seen == START:
            return True
        return seen.seq <= len(self.hashes) and self.hashes[seen.seq - 1] == seen.hash


def _played(meeting: Meeting | None, entries: Iterable[Entry]) -> Meeting | None:
    for entry in entries:
        meeting = evolve(meeting, entry)
    return meeting


def _continues(head: Head, tail: Sequence[Line]) -> bool:
    previous = bytes.fromhex(head.hash)
    for seq, line in enumerate(tail, start=head.seq + 1):
        try:
            previous = sha256(previous + commitment_of(line)).digest()
        except ValueError:
            return False
        if line.seq != seq or line.hash != previous.hex():
            return False
    return True


def _answers(lines: Sequence[Line], entries: Sequence[Entry]) -> Iterable[tuple[str, Answer]]:
    """What each command with a key was answered: its entries stand side by side, its last line is its head."""
    heads = {line.seq: line.head for line in lines}
    for key, group in groupby(entries, key=lambda entry: entry.key):
        if key is not None:
            own = list(group)
            yield key, answer_of(own, heads[own[-1].seq], own[-1].at)
