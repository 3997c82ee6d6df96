"""The shape of the record: every object of it as a dataclass, so that its schema is made like all others.

Nothing makes instances of these: `record.data` writes plain dictionaries. The tests hold the two against each other.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from handzeichen.app.schema.record_ballots import (
    AnnouncedBallot,
    BallotWithoutResult,
    RecordedMotion,
    RecordedObjection,
)
from handzeichen.app.schema.values import Hash
from handzeichen.law.minuting import Signing
from handzeichen.law.questions import Barring, Due
from handzeichen.law.quorum import Basis
from handzeichen.meeting.ids import (
    BallotId,
    BodyId,
    Cause,
    Channel,
    Count,
    FloorKind,
    Form,
    Handed,
    ItemId,
    ItemOutcome,
    Line,
    MotionId,
    Notice,
    Part,
    PersonId,
    Role,
    Scope,
    SeatId,
    Secrecy,
    Settled,
    Text,
    Via,
)
from handzeichen.meeting.state import What


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From when to when; `to` is null while it lasts, at the latest the end of the meeting."""

    from_: datetime
    to: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedSuspension(Stretch):
    """An interruption."""

    reason: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedLead(Stretch):
    """Who led."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedSpan(Stretch):
    """Somebody was here, in one way."""

    via: Via


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedDeputation(Stretch):
    """Somebody acted for a member."""

    for_: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFloor(Stretch):
    """Somebody spoke."""

    person: PersonId
    kind: FloorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFault(Stretch):
    """Picture or sound was gone, of a person on video or of the room."""

    person: PersonId | Scope
    cause: Cause
    reported: Channel
    """How it came to be known; left out where nobody said so."""
    beforehand: Literal[True]
    """The chair had said its cause before it began; left out of every other fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStep:
    """A step that somebody cut off by the municipality could not follow, and what the chair said of it."""

    of: int
    """The number in the log at which it stands."""
    at: datetime
    what: What
    ballot: BallotId
    """What it was about: this, a motion, an item, or the quorum."""
    motion: MotionId
    item: ItemId
    how: Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedConfirmation:
    """Who in the house answers for an answer of law, since which day, and on what source."""

    question: Line
    confirmed_by: Line
    on: date
    source: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedProfile:
    """The law in force: which profile, the digest of its answers on that day, and what the house has confirmed."""

    id: str
    digest: Hash
    confirmations: tuple[RecordedConfirmation, ...]
    """Left out where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedMeeting:
    """The meeting itself."""

    body: BodyId
    number: int
    form: Form
    legal_basis: str | None
    place: str | None
    opened_at: datetime | None
    closed_at: datetime | None
    adjourned_at: datetime | None
    profile: RecordedProfile
    suspensions: tuple[RecordedSuspension, ...]
    led_by: tuple[RecordedLead, ...]
    practice: bool
    """True where the meeting was held for practice and counts for nothing; absent otherwise."""
    minutes_handed_over: tuple[RecordedLead, ...]
    """Who kept the minutes after the clerk of the plan; left out where nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPerson:
    """Somebody who came. `seat` and `deputising_for` are the last held."""

    person: PersonId
    role: Role
    seat: SeatId | None
    deputising_for: PersonId | None
    deputations: tuple[RecordedDeputation, ...]
    spans: tuple[RecordedSpan, ...]
    recused: tuple[ItemId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedQuorum:
    """The quorum was stated or challenged, with the count of that moment.

    `approval_required` stands only where what is decided needs the authority's approval.
    """

    at: datetime
    kind: Literal["stated", "challenged"]
    by: PersonId
    present: Count
    seats: Count
    required: Count
    quorate: bool
    basis: Basis
    approval_required: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedNotice:
    """A notice that the chair gave."""

    at: datetime
    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPaper:
    """A paper before the body; `handed` stands only with one that was tabled."""

    reference: str
    kind: str | None
    attachments: Count
    dated: date | None
    late: bool
    handed: Handed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedNote:
    """A sentence for the minutes; `motion` stands only with one that takes the place of a motion's reasons."""

    at: datetime
    person: PersonId | None
    text: Text
    motion: MotionId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedItem:
    """A point of the agenda. `result_text` is what the minutes say of its end."""

    id: ItemId
    title: str
    secrecy: Secrecy
    called_at: datetime | None
    closed_at: datetime | None
    papers: tuple[RecordedPaper, ...]
    notes: tuple[RecordedNote, ...]
    floor: tuple[RecordedFloor, ...]
    result_text: Text | None
    outcome: ItemOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRuling:
    """What the chair decided where the law does not say, by the question's name in the profile."""

    at: datetime
    question: str
    value: Barring
    by: PersonId
    reason: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedHold:
    """Why nothing of the log may be destroyed, and how that ended; both null as long as it has not."""

    at: datetime
    by: PersonId
    reason: Text
    released_at: datetime | None
    released_because: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedSignature:
    """Who signed a version; `name` stands in place of `person` for somebody whom the meeting does not know."""

    as_: Signing
    person: PersonId | None
    name: Line | None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedApproval:
    """The ballot of a later meeting that approved a part of a version."""

    meeting: Line
    ballot: BallotId
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedVersion:
    """A version of the minutes; `signed` once everybody has signed who has to."""

    version: Count
    issued_at: datetime
    reason: Text | None
    parts: tuple[Part, ...]
    signed: bool
    signatures: tuple[RecordedSignature, ...]
    approved: dict[Part, RecordedApproval]
    """By part, what approved it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedLog:
    """The log behind it: so many lines, and the hash of the last."""

    length: Count
    head: Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedReturn:
    """An item that comes back, what became of it, the motion that brought that about, and when it is due."""

    item: ItemId
    outcome: ItemOutcome
    because_of: MotionId | None
    due: Due


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record of a meeting, which may still be going on: what the minutes rest on."""

    meeting: RecordedMeeting
    attendance: tuple[RecordedPerson, ...]
    """Everybody who came, in the order of the minutes."""
    absent: tuple[PersonId, ...]
    """The members who never came, deputised for or not."""
    quorum: tuple[RecordedQuorum, ...]
    notices: tuple[RecordedNotice, ...]
    items: tuple[RecordedItem, ...]
    motions: dict[MotionId, RecordedMotion]
    ballots: dict[BallotId, AnnouncedBallot | BallotWithoutResult]
    faults: tuple[RecordedFault, ...]
    affected: tuple[RecordedStep, ...]
    """Steps that fell into a fault of the municipality; absent where the chair said nothing of them."""
    comes_back: tuple[RecordedReturn, ...]
    """What is to be on a later agenda again; absent where nothing is."""
    rulings: tuple[RecordedRuling, ...]
    """Left out where the chair had nothing to decide."""
    holds: tuple[RecordedHold, ...]
    """Left out where nobody has forbidden to destroy anything."""
    minutes: tuple[RecordedVersion, ...]
    """The versions of the minutes, the newest last; absent where none was issued."""
    log: RecordedLog


ABSENT: Final[dict[type, frozenset[str]]] = {
    Record: frozenset({"affected", "comes_back", "rulings", "holds", "minutes"}),
    RecordedObjection: frozenset({"lifted_at", "lifted_because"}),
    RecordedFault: frozenset({"reported", "beforehand"}),
    RecordedMeeting: frozenset({"practice", "minutes_handed_over"}),
    RecordedMotion: frozenset({"final_text", "changed_by", "approves", "objection"}),
    RecordedNote: frozenset({"motion"}),
    RecordedPaper: frozenset({"handed"}),
    RecordedProfile: frozenset({"confirmations"}),
    RecordedStep: frozenset({"ballot", "motion", "item"}),
    RecordedQuorum: frozenset({"approval_required"}),
    AnnouncedBallot: frozenset({"tie", "approval_required", "invalid"}),
    BallotWithoutResult: frozenset({"invalid"}),
}
"""Fields that are left out where they hold nothing."""
