"""The shape of the record, continued: motions and ballots.

Numbers, result and words stand only in a ballot that was announced and still counts.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from handzeichen.law.majority import Base, Tie
from handzeichen.meeting.events import Numbers, Sources
from handzeichen.meeting.ids import (
    BallotId,
    BallotState,
    Choice,
    Count,
    FactionId,
    ItemId,
    Kind,
    Method,
    MotionId,
    MotionOutcome,
    PersonId,
    Result,
    Text,
)
from handzeichen.meeting.plan import Approves


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedObjection:
    """The head of administration objected to a resolution; once that is settled, it says since when."""

    at: datetime
    person: PersonId | None
    reason: Text
    lifted_at: datetime
    """Left out where it still holds."""
    lifted_because: Text | None
    """Left out where nobody said why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedMotion:
    """A motion. `under` is the item called when it was moved; `mover` a person or `administration`."""

    kind: Kind
    item: ItemId | None
    under: ItemId | None
    moved_at: datetime | None
    mover: PersonId | None
    faction: FactionId | None
    text: Text | None
    reason: Text | None
    amends: MotionId | None
    part_of: MotionId | None
    outcome: MotionOutcome
    settled_by: MotionId | None
    ballots: tuple[BallotId, ...]
    final_text: Text | None
    """Only of a motion that others changed, and where somebody has said how it reads as a whole."""
    changed_by: tuple[MotionId, ...]
    """Only of such a motion: the amendments and parts that changed it."""
    approves: Approves
    """Only of a motion that approves the minutes of an earlier meeting."""
    objection: RecordedObjection
    """Only of a resolution that is not to be carried out, or was not for a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedMajority:
    """Passed is yes > fraction × base, or ≥ where not strict; never without a yes."""

    base: Base
    fraction: str
    strict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Nobody:
    """Nobody's choice stands here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedBallot:
    """What stands of every ballot. `present` are the voting members here at its opening."""

    motion: MotionId
    with_: tuple[MotionId, ...]
    method: Method
    reason: Text | None
    eligible: Count
    present: Count
    majority: RecordedMajority
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedTie:
    """As many yes as no, and chair or lot decided; `how` is what was said of it."""

    by: Literal[Tie.CHAIR_DECIDES, Tie.LOT]
    result: Result
    how: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedBallot(RecordedBallot):
    """A result. `votes` holds a roll call; `recorded_on_request` who had the own vote recorded.

    `tie` stands only where chair or lot decided, `approval_required` only where the authority has yet to approve.
    """

    state: Literal[BallotState.ANNOUNCED]
    announced_at: datetime
    yes: Count
    no: Count
    abstain: Count
    not_voted: Count
    needed: Count
    result: Result
    unanimous: bool
    wording: Text
    by_video: Numbers
    sources: Sources
    votes: dict[PersonId, Choice]
    recorded_on_request: dict[PersonId, Choice]
    tie: RecordedTie | None
    approval_required: bool | None
    invalid: Count | None
    """Only in a secret ballot: invalid papers, which are among `not_voted`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotWithoutResult(RecordedBallot):
    """Not announced yet, broken off, or superseded by its repetition: no number of it stands in the record."""

    state: Literal[BallotState.OPEN, BallotState.CLOSED, BallotState.ABORTED, BallotState.SUPERSEDED]
    announced_at: datetime | None
    yes: None
    no: None
    abstain: None
    not_voted: None
    needed: None
    result: None
    unanimous: None
    wording: None
    by_video: None
    sources: None
    votes: Nobody
    recorded_on_request: Nobody
    invalid: None
    """Only in a secret ballot."""
