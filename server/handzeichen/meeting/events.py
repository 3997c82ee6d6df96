"""What has happened: one frozen dataclass per type of event. Their names and fields are the storage format.

They are read forever: a change needs an upcaster in `log.codec`, never a migration. An event holds whatever must
outlive it: who was eligible stands in `BallotOpened`, numbers and wording in `ResultAnnounced`. Outcomes are read
from events and never computed again by newer code. `since` is the true time of something entered late, `touches`
names the announced ballots that it concerns and leaves unchanged.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from handzeichen.law.majority import Base, Tie
from handzeichen.law.minuting import Signing
from handzeichen.law.questions import Barring
from handzeichen.law.quorum import Basis
from handzeichen.meeting.ids import (
    BallotId,
    Cause,
    Channel,
    Choice,
    FactionId,
    FloorKind,
    Handed,
    ItemId,
    ItemOutcome,
    Kind,
    Line,
    Method,
    MotionEffect,
    MotionId,
    MotionOutcome,
    Notice,
    Part,
    PersonId,
    Result,
    SeatId,
    Seconds,
    Settled,
    Signal,
    Text,
    Via,
)
from handzeichen.meeting.plan import Approves, Person, Plan, PlannedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in the meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event as it stands in the log: when it was entered, who typed it, for whom, and under which key."""

    seq: int
    at: datetime
    by: PersonId
    event: Event
    for_: PersonId | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LateEvent(Event):
    """An event with a true time of its own."""

    since: datetime | None = None
    touches: tuple[BallotId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """One answer of law as it was in force: the value is plain JSON."""

    question: str
    value: object
    source: str
    mark: str
    since: str
    wording: str | None = None
    layer: Line | None = None
    """The profile that says so; logs of the first version do not know it."""
    confirmed_by: Line | None = None
    """Who answered for it in the house before the meeting was planned, on which day and on what source."""
    confirmed_on: date | None = None
    confirmed_source: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlanned(Event):
    """The first event: the plan, and every answer of law in force on the meeting's day."""

    plan: Plan
    profile: Line
    digest: Line
    answers: tuple[StoredAnswer, ...]
    live: bool | None = None
    """True: it counts. False: it is held for practice. None: nobody said, as in a replay."""
    draft: bool = False
    """Whether the profile was a draft."""


# Attendance


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived(LateEvent):
    """Somebody is here, or changed between room and video."""

    person: PersonId
    via: Via


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalProposed(Event):
    """A member's own page or a video system says so, but it would unseat somebody: the clerk must enter it."""

    person: PersonId
    via: Via


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(LateEvent):
    """Somebody is gone."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdmitted(Event):
    """Somebody whom the plan did not know."""

    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionLost(LateEvent):
    """A fault began; without a person it is the room's, without a channel nothing is known of how it was reported.

    `of` is picture or sound, where somebody said which. While the fault is open another one only adds this to it.
    Its cause is unclear, or stands here because the chair had said it beforehand.
    """

    person: PersonId | None = None
    of: Signal | None = None
    reported: Channel | None = None
    cause: Cause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionRestored(LateEvent):
    """A fault ended; without a person it is the room's, without a channel nothing is known of how it was reported."""

    person: PersonId | None = None
    reported: Channel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultAttributed(LateEvent):
    """The chair said in whose sphere the latest fault lies; without persons it is the room's.

    `further`: whether that is said of the same people's later faults, too; None: nothing was said of those.
    """

    cause: Cause
    persons: tuple[PersonId, ...] = ()
    further: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsSettled(Event):
    """The chair's word on steps that somebody cut off by the municipality could not follow; by their numbers."""

    steps: tuple[int, ...]
    how: Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraSet(LateEvent):
    """A camera went on or off."""

    person: PersonId
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputationBegun(LateEvent):
    """A deputy took a seat."""

    person: PersonId
    for_: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputationEnded(LateEvent):
    """The seat is its member's again."""

    person: PersonId
    for_: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityConfirmed(LateEvent):
    """The chair knows who it is."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AloneConfirmed(LateEvent):
    """Nobody else can listen or watch."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceAsked(Event):
    """Everybody of the body who was on video was asked to confirm within so many seconds."""

    within: Seconds
    asked: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceConfirmed(Event):
    """Somebody who was asked sees and hears the meeting."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceCheckEnded(Event):
    """The chair has seen enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recused(LateEvent):
    """A person is barred; `decided_by` is the motion by which the body decided it."""

    person: PersonId
    item: ItemId
    motion: MotionId | None = None
    decided_by: MotionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalEnded(LateEvent):
    """A person is no longer barred."""

    person: PersonId
    item: ItemId
    motion: MotionId | None = None
    decided_by: MotionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalContested(LateEvent):
    """The bar is suspended until the body decides."""

    person: PersonId
    item: ItemId


# Sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingOpened(Event):
    """The meeting is open."""

    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSuspended(Event):
    """The meeting is interrupted."""

    reason: Text | None = None
    until: datetime | None = None
    motion: MotionId | None = None
    """The resolution that the chair carries out with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingResumed(Event):
    """The meeting goes on."""

    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAdjourned(Event):
    """The meeting is broken off."""

    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingClosed(Event):
    """The meeting is over."""

    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairHandedOver(Event):
    """The leader gave the lead to another."""

    to: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairTaken(Event):
    """Somebody took the lead because the leader could not lead."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesHandedOver(Event):
    """From here on another keeps the minutes."""

    to: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConveningStated(Event):
    """The chair stated proper convening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConveningObjected(Event):
    """A member objected to the convening."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumStated(Event):
    """The chair stated the quorum; the count was the system's."""

    present: int
    seats: int
    required: int
    quorate: bool
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumChallenged(Event):
    """A voting member doubted the quorum; the count of that moment is kept."""

    person: PersonId
    present: int
    seats: int
    required: int
    quorate: bool
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class LawConfirmed(Event):
    """Somebody in the house answers for an answer of law, with a source of the house's own."""

    question: Line
    confirmed_by: Line
    on: date
    source: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeGiven(Event):
    """A notice was given."""

    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCalled(Event):
    """An item was called."""

    item: ItemId


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemClosed(Event):
    """An item was closed."""

    item: ItemId


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSettled(Event):
    """An item has an outcome, with its phrase; `motion` is what brought it about."""

    item: ItemId
    outcome: ItemOutcome
    text: Text | None = None
    motion: MotionId | None = None
    faction: FactionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReleased(Event):
    """An item's outcome was lifted: granted urgency overcomes its being drawn into the factions."""

    item: ItemId
    motion: MotionId


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAdded(Event):
    """A granted urgent motion became an item."""

    item: PlannedItem
    motion: MotionId


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMoved(Event):
    """The body resolved to deal with an item before another."""

    item: ItemId
    before: ItemId
    motion: MotionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody who waited for the floor."""

    person: PersonId
    kind: FloorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DebateEnded(Event):
    """The body ended the debate on an item; who waited to speak to it waits no more."""

    item: ItemId
    motion: MotionId
    dropped: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListClosed(Event):
    """The body closed the list of speakers of an item; who is on it still speaks."""

    item: ItemId
    motion: MotionId


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingGranted(Event):
    """The body resolved to hear somebody on an item: the person named, or whoever is invited to it."""

    item: ItemId
    motion: MotionId
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCallResolved(Event):
    """The body resolved to vote on an item's matter by name."""

    item: ItemId
    motion: MotionId


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretVoteResolved(Event):
    """The body resolved to vote on an item's matter secretly."""

    item: ItemId
    motion: MotionId


@dataclass(frozen=True, slots=True, kw_only=True)
class LawAnswered(Event):
    """The chair answered a question that the law leaves open; it goes for what follows."""

    question: Line
    value: Barring
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicExcluded(Event):
    """The doors are closed."""

    cleared: bool = False
    stream_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAdmitted(Event):
    """The doors are open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTabled(Event):
    """A paper was handed out."""

    item: ItemId
    reference: Line
    kind: Line
    handed: Handed
    file: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledToOrder(Event):
    """Somebody was called to order."""

    person: PersonId
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded(Event):
    """Somebody was excluded from the meeting and is gone."""

    person: PersonId
    reason: Text | None = None


# Motions


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionMoved(Event):
    """A motion lies on the table; `mover` is a person, `administration`, or nobody where a faction moved it."""

    motion: MotionId
    kind: Kind
    mover: PersonId | None = None
    item: ItemId | None = None
    under: ItemId | None = None
    faction: FactionId | None = None
    text: Text | None = None
    reason: Text | None = None
    amends: MotionId | None = None
    extent: int | None = None
    part_of: MotionId | None = None
    about: PersonId | None = None
    before: ItemId | None = None
    to: Text | None = None
    until: Line | None = None
    minutes: int | None = None
    parts: tuple[Text, ...] | None = None
    title: Line | None = None
    effect: MotionEffect = MotionEffect.DECIDES
    replaces: Text | None = None
    approves: Approves | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionWithdrawn(Event):
    """The mover took it back."""

    motion: MotionId


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentAccepted(Event):
    """The mover of the amended motion took the amendment over."""

    motion: MotionId


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionAmended(Event):
    """A motion reads otherwise because of another: its whole text, or nothing where nobody has said it yet."""

    motion: MotionId
    by_motion: MotionId
    text: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionRestated(Event):
    """How an amended motion reads as a whole was written down; `by_motion` is the change that was seen to last."""

    motion: MotionId
    by_motion: MotionId
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOf:
    """A part of a motion that is a motion of its own from now on."""

    motion: MotionId
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionSplit(Event):
    """A motion is voted on in parts, because another was carried, and as a whole after them."""

    motion: MotionId
    by_motion: MotionId
    parts: tuple[PartOf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsReplaced(Event):
    """The chair has the parts moved one by one: those made of themselves, on which nobody has voted, are none."""

    motion: MotionId
    parts: tuple[MotionId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionSupported(Event):
    """Somebody supports a motion."""

    motion: MotionId
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandMet(Event):
    """Carried without a ballot because enough members demand it, where rules of procedure leave it to them."""

    motion: MotionId
    outcome: MotionOutcome
    by: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionsOrdered(Event):
    """The chair's order of voting."""

    motions: tuple[MotionId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionSettled(Event):
    """A motion needs no decision any more, because of another."""

    motion: MotionId
    by_motion: MotionId


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionAgreed(Event):
    """Carried because nobody objected."""

    motion: MotionId


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionDecided(Event):
    """A ballot decided a motion."""

    motion: MotionId
    ballot: BallotId
    outcome: MotionOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRaised(Event):
    """An agreement lapsed, or a motion was taken out of a joint ballot."""

    motion: MotionId
    person: PersonId
    ballot: BallotId | None = None


# Ballots


@dataclass(frozen=True, slots=True, kw_only=True)
class Majority:
    """What a motion needs: yes above (or at least) a fraction of a base."""

    base: Base
    fraction: Line
    strict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """A seat in a ballot, the person acting for it, and how that person was here."""

    seat: SeatId
    person: PersonId
    via: Via


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Yes, no and abstentions."""

    yes: int = 0
    no: int = 0
    abstain: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the votes of a tally come from; the four add up to yes + no + abstain."""

    cast: int = 0
    recorded: int = 0
    counted: int = 0
    derived: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChoice:
    """One person's vote, where the record may hold it: in a roll call."""

    person: PersonId
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotOpened(Event):
    """A ballot began: the eligible seats are frozen, `present` and `seats` are the bases of its majority."""

    ballot: BallotId
    motion: MotionId
    method: Method
    majority: Majority
    eligible: tuple[Voter, ...]
    present: int
    seats: int
    with_: tuple[MotionId, ...] = ()
    majority_source: Line | None = None
    approval_required: bool = False
    """The body is quorate only because most are barred by law: what it decides needs the authority's approval."""
    room_only: bool = False
    """Whoever is on video takes no part: papers are given out in the room, or the law keeps video from electing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast(Event):
    """One seat's hand. Never edited: a later one replaces it, both stay in the log."""

    ballot: BallotId
    seat: SeatId
    person: PersonId
    choice: Choice
    via: Via


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRecorded(Event):
    """One hand that the clerk saw."""

    ballot: BallotId
    seat: SeatId
    person: PersonId
    choice: Choice
    via: Via
    replaces: bool = False
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteDeclined(Event):
    """A seat takes no part."""

    ballot: BallotId
    seat: SeatId
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsCounted(Event):
    """Hands counted in the room, for the seats that were in the room without a vote of their own."""

    ballot: BallotId
    seats: tuple[SeatId, ...]
    yes: int
    no: int
    abstain: int
    not_voted: int = 0
    derived: Choice | None = None
    faction: FactionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTaken(Event):
    """Somebody took the paper of a seat in a secret ballot."""

    ballot: BallotId
    seat: SeatId
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersCounted(Event):
    """The papers of a secret ballot were counted: numbers that belong to nobody."""

    ballot: BallotId
    yes: int
    no: int
    abstain: int
    invalid: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatAdmitted(Event):
    """Somebody who came before the closing was admitted: one eligible seat more."""

    ballot: BallotId
    seat: SeatId
    person: PersonId
    via: Via


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotClosed(Event):
    """No more votes; who was in the room and who was gone at this moment is kept."""

    ballot: BallotId
    in_room: tuple[SeatId, ...] = ()
    gone: tuple[SeatId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TieBroken(Event):
    """As many yes as no: chair or lot (`by`), as the law has it, decided. Said again, the last counts."""

    ballot: BallotId
    by: Tie
    result: Result
    how: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultAnnounced(Event):
    """The chair announced; the numbers and the words stand."""

    ballot: BallotId
    yes: int
    no: int
    abstain: int
    not_voted: int
    needed: int
    result: Result
    unanimous: bool
    wording: Text
    sources: Sources
    by_video: Numbers
    votes: tuple[PersonChoice, ...] = ()
    tie: Tie | None = None
    """Who decided it, where the votes were a tie and did not."""
    invalid: int | None = None
    """Invalid papers of a secret ballot: votes not given, and among `not_voted`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotAborted(Event):
    """Broken off; never a result."""

    ballot: BallotId
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDoubted(Event):
    """A voting member doubted the result."""

    ballot: BallotId
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotSuperseded(Event):
    """The ballot is repeated; what it had brought about is undone."""

    ballot: BallotId
    new: BallotId
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVoteRecorded(Event):
    """A member had the own vote put into the minutes."""

    ballot: BallotId
    seat: SeatId
    person: PersonId
    choice: Choice


# The trial ballot before the opening: types of their own, so that nobody ever takes one of them for a vote


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialBallotOpened(Event):
    """Members try out how to vote, before the opening; it counts for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialVoteCast(Event):
    """One seat tried out a button."""

    seat: SeatId
    person: PersonId
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialBallotClosed(Event):
    """The trial is over."""


# Floor and minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorRequested(Event):
    """Somebody asks for the floor."""

    person: PersonId
    kind: FloorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorWithdrawn(Event):
    """Somebody no longer asks."""

    person: PersonId
    kind: FloorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorGiven(Event):
    """Somebody speaks."""

    person: PersonId
    kind: FloorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorEnded(Event):
    """The speaker has finished."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(LateEvent):
    """A sentence for the minutes; with a motion it stands there in place of the reasons that the mover gave."""

    item: ItemId
    text: Text
    person: PersonId | None = None
    motion: MotionId | None = None


# The minutes after the meeting, and resolutions that are not carried out


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesText:
    """The minutes in plain text, as one part's readers get them; the non-public one tells all."""

    part: Part
    text: str = ""
    """Empty only where the meeting was played by its core alone: whoever keeps the log puts the text in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesIssued(Event):
    """A version of the minutes, for good: a later program may word things otherwise, these texts stay."""

    version: int
    texts: tuple[MinutesText, ...]
    """The public one, and the non-public one where that tells more."""
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSigned(Event):
    """Somebody signed a version of the minutes; `name` where the meeting does not know the person."""

    version: int
    as_: Signing
    on: date
    person: PersonId | None = None
    name: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesApproved(Event):
    """A ballot of a later meeting approved one part of a version."""

    version: int
    part: Part
    meeting: Line
    by_ballot: BallotId
    """A ballot of that meeting, not of this one."""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionStopped(Event):
    """The head of administration objected to a resolution: it is not carried out."""

    motion: MotionId
    reason: Text
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionReleased(Event):
    """What stopped a resolution is settled."""

    motion: MotionId
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlace:
    """What is true at one number of the log: when it should have been entered, and its events; none: it was not so."""

    seq: int
    at: datetime
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(Event):
    """An entry was wrong. Itself it stays in the log; `instead` says what is true in its place.

    Named there is `of`, and every other number at which something else is true because of it: a deputation that had
    ended when a member arrived who did not. It holds outcomes: whoever reads it decides nothing again.
    """

    of: int
    reason: Text
    instead: tuple[InPlace, ...]
    touches: tuple[BallotId, ...] = ()


# How long the log is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class LogHeld(Event):
    """Nothing of the log may be destroyed until this is released."""

    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldReleased(Event):
    """What stands at the number `of` keeps the log no more: a hold, or a doubt that was settled otherwise."""

    of: int
    reason: Text


EVENTS: Final[dict[str, type[Event]]] = {
    cls.__name__: cls
    for cls in (
        MeetingPlanned,
        Arrived,
        ArrivalProposed,
        Left,
        PersonAdmitted,
        ConnectionLost,
        ConnectionRestored,
        FaultAttributed,
        StepsSettled,
        CameraSet,
        DeputationBegun,
        DeputationEnded,
        IdentityConfirmed,
        AloneConfirmed,
        PresenceAsked,
        PresenceConfirmed,
        PresenceCheckEnded,
        Recused,
        RecusalEnded,
        RecusalContested,
        MeetingOpened,
        MeetingSuspended,
        MeetingResumed,
        MeetingAdjourned,
        MeetingClosed,
        ChairHandedOver,
        MinutesHandedOver,
        ChairTaken,
        ConveningStated,
        ConveningObjected,
        QuorumStated,
        QuorumChallenged,
        LawConfirmed,
        NoticeGiven,
        ItemCalled,
        ItemClosed,
        ItemSettled,
        ItemReleased,
        ItemAdded,
        ItemMoved,
        DebateEnded,
        ListClosed,
        HearingGranted,
        RollCallResolved,
        SecretVoteResolved,
        LawAnswered,
        PublicExcluded,
        PublicAdmitted,
        PaperTabled,
        CalledToOrder,
        Excluded,
        MotionMoved,
        MotionWithdrawn,
        AmendmentAccepted,
        MotionAmended,
        MotionRestated,
        MotionSplit,
        PartsReplaced,
        MotionSupported,
        DemandMet,
        MotionsOrdered,
        MotionSettled,
        MotionAgreed,
        MotionDecided,
        ObjectionRaised,
        BallotOpened,
        VoteCast,
        VoteRecorded,
        VoteDeclined,
        HandsCounted,
        PaperTaken,
        PapersCounted,
        SeatAdmitted,
        BallotClosed,
        TieBroken,
        ResultAnnounced,
        BallotAborted,
        ResultDoubted,
        BallotSuperseded,
        OwnVoteRecorded,
        TrialBallotOpened,
        TrialVoteCast,
        TrialBallotClosed,
        FloorRequested,
        FloorWithdrawn,
        FloorGiven,
        FloorEnded,
        NoteWritten,
        MinutesIssued,
        MinutesSigned,
        MinutesApproved,
        ResolutionStopped,
        ResolutionReleased,
        Corrected,
        LogHeld,
        HoldReleased,
    )
}
"""Every type of event by the name under which it is stored."""
