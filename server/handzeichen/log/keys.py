"""What became of an accepted command, found again by its key: the same key gets the same answer after a restart.

A key is scoped to whoever sent it. It stands in every event of its command, and refusals keep none: nothing happened.
The index is rebuilt from the log when a meeting is loaded; it does not know of commands that changed nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from handzeichen.log.chain import Head, Line
from handzeichen.log.codec import read_entry
from handzeichen.meeting.events import BallotOpened, Corrected, Entry, LateEvent, MotionMoved
from handzeichen.meeting.ids import BallotId, MotionId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to an accepted command: where the log stands since, and what the command has named."""

    seq: int
    head: str
    at: datetime
    touches: tuple[BallotId, ...] = ()
    motion: MotionId | None = None
    ballot: BallotId | None = None

    def plain(self) -> dict[str, object]:
        """The answer as it is sent; `motion` or `ballot` only where the command made one."""
        made = {name: made for name in ("motion", "ballot") if (made := getattr(self, name)) is not None}
        at = self.at.isoformat()
        return {
            "accepted": True,
            "seq": self.seq,
            "head": self.head,
            "at": at,
            "touches": list(self.touches),
            **made,
        }


def answer_of(entries: Sequence[Entry], head: Head, at: datetime) -> Answer:
    """The answer to a command that added these entries, the last of them at `head`; none if it changed nothing."""
    events = [entry.event for entry in entries]
    touched = (
        ballot for event in events if isinstance(event, LateEvent | Corrected) for ballot in event.touches
    )
    return Answer(
        seq=head.seq,
        head=head.hash,
        at=at,
        touches=tuple(dict.fromkeys(touched)),
        motion=next((event.motion for event in events if isinstance(event, MotionMoved)), None),
        ballot=next((event.ballot for event in events if isinstance(event, BallotOpened)), None),
    )


class Keys:
    """The answers of one meeting by sender and key."""

    def __init__(self) -> None:
        self._answers: dict[tuple[PersonId, str], Answer] = {}

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Keys":
        """The index of a whole log; what is withheld has lost its key. Raises `BadEntry`."""
        keys = cls()
        rows = [(line.head, read_entry(line.seq, line.body)) for line in lines if line.body is not None]
        for (by, key), group in groupby(rows, key=lambda row: (row[1].by, row[1].key)):
            entries = list(group)
            if key is not None:
                head, last = entries[-1]
                keys.put(by, key, answer_of([entry for _, entry in entries], head, last.at))
        return keys

    def get(self, by: PersonId, key: str) -> Answer | None:
        """What was answered to this key; None when it is new."""
        return self._answers.get((by, key))

    def put(self, by: PersonId, key: str, answer: Answer) -> None:
        """Remember an answer once its events are durable."""
        self._answers[by, key] = answer
