"""What every store owes the room that keeps a meeting in it. The contract suite in `tests/log` holds each to it.

A store keeps, per meeting, one list of lines that only grows, and of which single bodies can be destroyed; beside it
sessions (who is signed in) and small texts by key (sign-in links). It reads nothing into bodies, sessions or texts.
When `append` has returned, the lines survive the end of the process and of the power. A store does not check hashes,
does not hide anything from whoever can read its files, and does not notice when an older copy of itself is put in its
place: for that there are `chain` and `heads`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from handzeichen.log.chain import START, Head, Line, withhold

__all__ = [
    # What is stored
    "Head",
    "Line",
    "START",
    "Session",
    "Changes",
    # What can go wrong
    "StoreError",
    "Conflict",
    "StoreRefused",
    "NotNow",
    "OutcomeUnknown",
    # Who stores it
    "Store",
    "News",
    "Source",
    "require_successors",
    "withheld_lines",
]


class StoreError(Exception):
    """A store could not do what was asked; `sentence` says in German what, why, and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Conflict(StoreError):
    """Nothing was written: the log's head is not the one that the writer knew. Read the tail and decide again."""

    def __init__(self, meeting: str, expected: Head, found: Head) -> None:
        super().__init__(
            f"Nicht gespeichert: Das Protokoll von „{meeting}“ steht bei Nr. {found.seq} ({found.hash[:8]}), "
            f"erwartet war Nr. {expected.seq} ({expected.hash[:8]}). Den neuen Stand lesen und neu entscheiden."
        )
        self.found = found


class StoreRefused(StoreError):
    """A known no: nothing was written, and whatever was written before still stands."""


class NotNow(StoreRefused):
    """A known no that passes without anybody's asking this program: nobody answers there, or the disk is full."""


class OutcomeUnknown(StoreError):
    """Nobody can say whether it was written. The process must stop, start again and read what stands there.

    From here on the store refuses everything with the same error: what it would read could be gone after a restart,
    and what it would deny could be there (SQLite after a failed fsync shows a shorter log than the disk holds).
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A sign-in, opaque to the store; `id` should be a digest, so that a stolen file signs nobody in."""

    id: str
    meeting: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Which sessions and texts anybody has changed, by id and key; `all` when they were too many to be named.

    `mark` is where to go on listening.
    """

    mark: str
    sessions: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    all: bool = False


class News(Protocol):
    """Tells a process what others have written into the store that they share. It is asked again and again.

    Each answer comes at once when there is news, else after about a second; it never fails: where the store does not
    answer, the second passes, and whoever goes and looks finds out.
    """

    async def line(self, meeting: str, after: int) -> int:
        """The number of a line behind `after`, own ones too; `after` itself when none came."""

    async def mark(self) -> str:
        """Where to begin to listen for changes; take it before reading what is there."""

    async def changes(self, mark: str) -> Changes:
        """What sessions and texts have been changed since."""


class Store(Protocol):
    """Keeps logs, sessions and small texts. Any method may raise `StoreRefused` or `OutcomeUnknown`."""

    @property
    def news(self) -> News | None:
        """What other processes write here; None where nobody else can."""

    @property
    def fault(self) -> str | None:
        """Why the store does not answer at the moment, in German, for the clerk; None when all is well."""

    async def append(self, meeting: str, head: Head, lines: Sequence[Line]) -> None:
        """Write all the lines or none, if the log's head is still this one, in seq and in hash.

        Returns when they are durable. Raises `Conflict` when the head is another one, `ValueError` when the lines'
        numbers do not follow the head. Of several who append to one head, one wins. Cancelling the wait does not
        cancel the write: whoever cancels reads the tail.
        """

    async def read(self, meeting: str, after: int = 0, limit: int | None = None) -> list[Line]:
        """The lines behind a sequence number in their order, at most `limit`; none for an unknown meeting."""

    async def withhold(self, meeting: str, head: Head, seqs: Collection[int]) -> None:
        """Destroy bodies and salts of some lines, of all or of none, if the log's head is still this one.

        Commitments and hashes stay as they are. Raises `Conflict` where somebody has added something meanwhile: it may
        forbid this. What is withheld already stays so: asked again after a doubt, nothing changes. Returns when the
        bytes are gone from the store's own files as well; copies of these are out of its reach. Asked for no line at
        all, it still sees to that, should an earlier call have been cut off. The chain must be whole: a commitment is
        taken of what stands there. Raises `ValueError` where a number is none of the log.
        """

    async def head(self, meeting: str) -> Head:
        """The newest line's seq and hash; `START` for an unknown meeting."""

    async def meetings(self) -> list[str]:
        """The ids of all meetings of which a line is kept, sorted."""

    async def put_session(self, session: Session) -> None:
        """Keep a session, in place of one with the same id; one that was revoked stays revoked."""

    async def get_session(self, session: str) -> Session | None:
        """The session with this id; None when there is none or it was revoked."""

    async def revoke(self, session: str) -> None:
        """End a session for good, at once and for every node; nothing happens when it is unknown or ended.

        Of what it said nothing is kept but its id.
        """

    async def sessions(self, meeting: str) -> list[Session]:
        """The sessions of a meeting that are not revoked, sorted by id."""

    async def put(self, key: str, value: str) -> None:
        """Keep a text under a key, in place of what stood there."""

    async def get(self, key: str) -> str | None:
        """The text under a key; None when there is none."""

    async def take(self, key: str) -> str | None:
        """The text under a key, and with it the key is gone: of several who take, one gets it."""

    async def keys(self, prefix: str) -> list[str]:
        """The keys that begin with a prefix, sorted."""

    async def checkpoint(self) -> None:
        """Tidy up in a quiet moment, between two ballots; changes nothing that can be read."""

    async def close(self) -> None:
        """Let go of files and connections; closing twice is no fault."""


class Source(Protocol):
    """What can be read of a store, also where it belongs to another process: enough to copy and to check it."""

    async def meetings(self) -> list[str]:
        """As `Store.meetings`."""

    async def head(self, meeting: str) -> Head:
        """As `Store.head`."""

    async def read(self, meeting: str, after: int = 0, limit: int | None = None) -> list[Line]:
        """As `Store.read`."""

    async def sessions(self, meeting: str) -> list[Session]:
        """As `Store.sessions`."""

    async def keys(self, prefix: str) -> list[str]:
        """As `Store.keys`."""

    async def get(self, key: str) -> str | None:
        """As `Store.get`."""


def withheld_lines(found: Sequence[Line], seqs: Collection[int]) -> list[Line]:
    """Those of a log's lines that are still to be withheld, without their bodies; ValueError for a foreign number."""
    if foreign := sorted(set(seqs) - {line.seq for line in found}):
        raise ValueError(f"lines {foreign[:3]}… are none of this log")
    asked = frozenset(seqs)
    return [withhold(line) for line in found if line.seq in asked and line.body is not None]


def require_successors(head: Head, lines: Sequence[Line]) -> None:
    """Raise ValueError unless the lines carry the numbers that follow the head: a fault of our own."""
    found = [line.seq for line in lines]
    if found != list(range(head.seq + 1, head.seq + 1 + len(lines))):
        raise ValueError(f"lines {found[:3]}… do not follow {head.seq}")
