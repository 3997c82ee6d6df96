"""What is true of a meeting after some events: frozen parts of at most eight fields, copied where they change.

Built by `machine.evolve` alone. Dictionaries are never changed in place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from handzeichen.law.confirming import Word
from handzeichen.law.questions import Barring, Law
from handzeichen.law.quorum import Basis
from handzeichen.meeting.events import (
    BallotClosed,
    BallotOpened,
    HandsCounted,
    MotionMoved,
    PapersCounted,
    ResultAnnounced,
    TieBroken,
    Voter,
)
from handzeichen.meeting.ids import (
    DECIDED,
    OFF_THE_AGENDA,
    BallotId,
    BallotState,
    Cause,
    Channel,
    Choice,
    FloorKind,
    Handed,
    ItemId,
    ItemOutcome,
    MotionId,
    MotionOutcome,
    Notice,
    PersonId,
    Role,
    SeatId,
    Settled,
    Signal,
    Source,
    Via,
)
from handzeichen.meeting.issued import Issued
from handzeichen.meeting.past import Past
from handzeichen.meeting.plan import Person, Plan, PlannedItem
from handzeichen.meeting.sharing import Shared


class Phase(StrEnum):
    """Where the sitting stands."""

    PLANNED = "planned"
    OPEN = "open"
    SUSPENDED = "suspended"
    ADJOURNED = "adjourned"
    CLOSED = "closed"


class Convening(StrEnum):
    """What was said of the convening; disputed: the chair had stated it, and somebody objected afterwards."""

    UNSTATED = "unstated"
    STATED = "stated"
    OBJECTED = "objected"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """An interruption; `to` is None while it lasts, `until` what the chair announced."""

    from_: datetime
    to: datetime | None = None
    until: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSpan:
    """Who led, from when to when."""

    person: PersonId
    from_: datetime
    to: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Who leads now, and who led since the opening; and who kept the minutes after the plan's clerk, in order."""

    leader: PersonId | None
    spans: tuple[LeadSpan, ...] = ()
    minutes: tuple[LeadSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumEntry:
    """A statement or a challenge of the quorum with the count of its moment."""

    at: datetime
    challenged: bool
    by: PersonId
    present: int
    seats: int
    required: int
    quorate: bool
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """What was said about convening and quorum, in order."""

    entries: tuple[QuorumEntry, ...] = ()
    convening: Convening = Convening.UNSTATED

    @property
    def objected(self) -> bool:
        """Whether an objection to the convening waits for the chair's answer."""
        return self.convening in (Convening.OBJECTED, Convening.DISPUTED)

    @property
    def stated(self) -> bool:
        """Whether the last word is a statement that the body is quorate: only then a ballot may open."""
        return bool(self.entries) and not self.entries[-1].challenged and self.entries[-1].quorate


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSpan:
    """A notice and when it was given."""

    at: datetime
    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When the sitting was opened, closed, broken off and continued."""

    opened_at: datetime | None = None
    opened_seq: int | None = None
    closed_at: datetime | None = None
    breaks: tuple[Pause, ...] = ()
    """From each breaking off to the continuation; one that was never continued has no end."""

    @property
    def adjourned_at(self) -> datetime | None:
        """When it was broken off last."""
        return self.breaks[-1].from_ if self.breaks else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """The chair's last act on a motion or ballot: until the next one, it may be objected to or doubted."""

    agreed: MotionId | None = None
    opened: BallotId | None = None
    announced: BallotId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """The course of the meeting itself."""

    lead: Lead
    phase: Phase = Phase.PLANNED
    times: Times = Times()
    pauses: tuple[Pause, ...] = ()
    notices: tuple[NoticeSpan, ...] = ()
    quorum: Quorum = Quorum()
    doors_closed: bool = False
    last_act: Act = Act()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Somebody's being here in one way."""

    from_: datetime
    via: Via
    seq: int
    to: datetime | None = None
    to_seq: int | None = None
    """With which event it ended: within one second only the order of the log tells before from after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Picture or sound was gone; without a person it is the room's."""

    person: PersonId | None
    from_: datetime
    seq: int
    cause: Cause = Cause.UNCLEAR
    to: datetime | None = None
    ballots: tuple[BallotId, ...] = ()
    """The ballots during which it was open in the order of the log: times alone cannot tell within one second."""
    of: frozenset[Signal] = frozenset()
    """What is gone, as far as anybody said it: both, one of them, or nothing known."""
    reported: Channel | None = None
    """How its beginning came to be known, where that was entered."""
    beforehand: bool = False
    """Whether the chair had said its cause before it began."""
    told_by: PersonId | None = None
    """Who entered its beginning: what a video system began, it may end; what people say, people take back."""
    restored_by: PersonId | None = None
    """Who entered that it is over; None where it ended because the person went or changed places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """On video with the camera off, from one moment to another."""

    from_: datetime
    to: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """One person's comings and goings, and what is known of them now."""

    spans: tuple[Span, ...] = ()
    camera: bool | None = None
    """Whether it is on; None until somebody tells, and again after the person has gone or changed places."""
    unseen: tuple[Unseen, ...] = ()
    """When the camera was known to be off."""
    identified_at: datetime | None = None
    alone_at: datetime | None = None
    excluded: bool = False
    disturbed: bool = False
    faults_own: bool = False
    """The chair's word for the rest of this stay: whatever fails again is the member's own fault."""

    @property
    def via(self) -> Via | None:
        """How the person is here now; None: not here."""
        return self.spans[-1].via if self.spans and self.spans[-1].to is None else None


NEVER_HERE = Presence()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputation:
    """A deputy's time on a seat."""

    person: PersonId
    for_: PersonId
    from_: datetime
    seq: int
    to: datetime | None = None
    to_seq: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal:
    """A bar: of one item or one motion of it; suspended while contested."""

    person: PersonId
    item: ItemId
    seq: int
    motion: MotionId | None = None
    contested: bool = False
    lifted: bool = False
    decided_by: MotionId | None = None
    before: tuple["Recusal", ...] = ()
    """What the body's decision took the place of: undone, it stands again."""

    @property
    def active(self) -> bool:
        """Whether it bars now."""
        return not self.contested and not self.lifted


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Who is known, who is here and how, who acts for which seat, who is barred."""

    people: Mapping[PersonId, Person]
    presence: Mapping[PersonId, Presence]
    acting: Mapping[SeatId, PersonId]
    """Who acts for each filled seat: its member, or for now a deputy."""
    deputations: tuple[Deputation, ...] = ()
    faults: tuple[Fault, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    proposals: Mapping[PersonId, Via] = field(default_factory=dict)
    """Arrivals that the clerk has not entered yet."""
    last_event: Mapping[PersonId, datetime] = field(default_factory=dict)
    """The true time of each person's last event: nothing may be entered before it."""

    def of(self, person: PersonId) -> Presence:
        """A person's presence, also of one who never came."""
        return self.presence.get(person, NEVER_HERE)

    def via(self, person: PersonId) -> Via | None:
        """How a person is here now; None: not here."""
        return self.of(person).via

    def seat_of(self, person: PersonId) -> SeatId | None:
        """The seat that a person acts for now."""
        return self.seats_by_person.get(person)

    @property
    def seats_by_person(self) -> Mapping[PersonId, SeatId]:
        """Whoever acts for a seat, and which."""
        return {person: seat for seat, person in self.acting.items()}

    def deputation_of(self, seat: PersonId) -> Deputation | None:
        """The running deputation for a member's seat."""
        return next((d for d in reversed(self.deputations) if d.for_ == seat and d.to is None), None)

    def open_fault(self, person: PersonId | None) -> Fault | None:
        """The open fault of a person, or of the room (None)."""
        return next((f for f in reversed(self.faults) if f.person == person and f.to is None), None)

    def barred(self, person: PersonId, item: ItemId | None, motion: MotionId | None = None) -> bool:
        """Whether a person is barred from an item, or from one motion of it."""
        return bool(self.recusals) and any(
            r.person == person and r.item == item and r.active and r.motion in (None, motion)
            for r in self.recusals
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperState:
    """A paper before the body; `handed` only for one that was tabled."""

    reference: str
    kind: str | None = None
    attachments: int = 0
    late: bool = False
    handed: Handed | None = None
    file: str | None = None
    tabled_at: datetime | None = None
    dated: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteState:
    """A sentence for the minutes; `at` is its true time.

    With a motion it stands in place of its reasons, in the clerk's own words.
    """

    at: datetime
    text: str
    seq: int
    person: PersonId | None = None
    motion: MotionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorSpan:
    """Who spoke, from when to when."""

    person: PersonId
    kind: FloorKind
    from_: datetime
    to: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What became of an item, in words, and the motion that brought it about."""

    outcome: ItemOutcome = ItemOutcome.NONE
    text: str | None = None
    motion: MotionId | None = None


class Ruled(StrEnum):
    """What the body may resolve about the treatment of an item."""

    DEBATE_ENDED = "debate_ended"
    LIST_CLOSED = "list_closed"
    HEARING = "hearing"
    ROLL_CALL = "roll_call"
    SECRET_VOTE = "secret_vote"


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorRequest:
    """Somebody waits for the floor."""

    person: PersonId
    kind: FloorKind
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Such a resolution and the motion that carried it; whom it concerns, and who was taken off the list by it."""

    what: Ruled
    motion: MotionId
    person: PersonId | None = None
    dropped: tuple[FloorRequest, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemState:
    """A point of the agenda. `endings` grows, the last one counts: undoing takes off what a motion brought."""

    item: PlannedItem
    calls: tuple[datetime, ...] = ()
    """When it was called; again, perhaps, while there was business left."""
    closed_at: datetime | None = None
    endings: tuple[Ending, ...] = ()
    papers: tuple[PaperState, ...] = ()
    notes: tuple[NoteState, ...] = ()
    floor: tuple[FloorSpan, ...] = ()
    added_by: MotionId | None = None
    added_behind_doors: bool = False
    rulings: tuple[Ruling, ...] = ()

    @property
    def called_at(self) -> datetime | None:
        """When it was called first."""
        return self.calls[0] if self.calls else None

    @property
    def ending(self) -> Ending:
        """What became of it, so far."""
        return self.endings[-1] if self.endings else Ending()

    @property
    def result_text(self) -> str | None:
        """The wording of the last ballot that decided its matter, else the phrase of what else settled it."""
        decided = [ending.text for ending in self.endings if ending.outcome in DECIDED]
        return decided[-1] if decided else self.ending.text

    @property
    def outcome(self) -> ItemOutcome:
        """The outcome, so far."""
        return self.ending.outcome

    @property
    def off_the_agenda(self) -> bool:
        """Whether it is not called any more."""
        return self.outcome in OFF_THE_AGENDA


class Keeping(StrEnum):
    """What the chair does to keep order and the doors."""

    CALLED_TO_ORDER = "called_to_order"
    EXCLUDED = "excluded"
    PUBLIC_EXCLUDED = "public_excluded"
    PUBLIC_ADMITTED = "public_admitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An act of order or at the doors, and the item that was called; `person` for an act of order."""

    at: datetime
    what: Keeping
    item: ItemId | None
    person: PersonId | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMove:
    """An item that is dealt with before another, and the motion that carried it."""

    item: ItemId
    before: ItemId
    motion: MotionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The items in order, the one called, the floor, and how order was kept."""

    items: Mapping[ItemId, ItemState]
    called: ItemId | None = None
    requests: tuple[FloorRequest, ...] = ()
    speaker: FloorSpan | None = None
    kept: tuple[Kept, ...] = ()
    moves: tuple[ItemMove, ...] = ()
    """What the body moved, one after the other; `items` keeps the plan's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """How a motion reads because of another; no text where nobody has said it yet."""

    by: MotionId
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The head of administration objected to a resolution; once that is lifted, the mark falls."""

    at: datetime
    reason: str
    person: PersonId | None = None
    lifted_at: datetime | None = None
    lifted_because: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the resolution is not to be carried out now."""
        return self.lifted_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """A motion and what became of it; `moved_at` is None for one that the plan held."""

    moved: MotionMoved
    moved_at: datetime | None = None
    outcome: MotionOutcome = MotionOutcome.OPEN
    settled_by: MotionId | None = None
    ballots: tuple[BallotId, ...] = ()
    supporters: tuple[PersonId, ...] = ()
    rank: int | None = None
    """Its place in the chair's order of voting; None where the chair gave none."""
    versions: tuple[Version, ...] = ()
    """How it reads since it was changed; the last one counts, and undoing takes off what another motion brought."""
    split_by: MotionId | None = None
    """The carried motion that made this one a part of another."""
    demanded: bool = False
    """Whether enough members demanded it, so that nobody voted on it."""
    stopped: Stopped | None = None
    """That it is not to be carried out, or was not for a while."""

    @property
    def id(self) -> MotionId:
        """The motion's id."""
        return self.moved.motion

    @property
    def open(self) -> bool:
        """Whether nobody has decided or settled it."""
        return self.outcome is MotionOutcome.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A seat's own vote; no choice means that it takes no part."""

    person: PersonId
    choice: Choice | None
    source: Source
    via: Via
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A seat's paper in a secret ballot: given out, or kept by somebody who takes no part; nothing of what is on it."""

    person: PersonId
    at: datetime
    taken: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotEnd:
    """What the end of a ballot left behind."""

    closed: BallotClosed | None = None
    closed_at: datetime | None = None
    tie: TieBroken | None = None
    result: ResultAnnounced | None = None
    announced_at: datetime | None = None
    reason: str | None = None
    superseded_by: BallotId | None = None
    doubted_by: PersonId | None = None
    on_request: Mapping[PersonId, Choice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One ballot: whom it froze, and what came in."""

    opened: BallotOpened
    opened_at: datetime
    eligible: Mapping[SeatId, Voter]
    seat_of: Mapping[PersonId, SeatId]
    with_: tuple[MotionId, ...] = ()
    """What of `with` still stands after objections."""
    state: BallotState = BallotState.OPEN
    votes: Shared[SeatId, Vote] = field(default_factory=Shared)
    counts: tuple[HandsCounted, ...] = ()
    """The counts that stand: one for the whole room, or the last of each faction."""
    papers: Shared[SeatId, Paper] = field(default_factory=Shared)
    """In a secret ballot: who took a paper, and who takes no part."""
    paper_count: PapersCounted | None = None
    end: BallotEnd = BallotEnd()

    @property
    def id(self) -> BallotId:
        """The ballot's id."""
        return self.opened.ballot

    @property
    def motions(self) -> tuple[MotionId, ...]:
        """The motions that the numbers go to."""
        return (self.opened.motion, *self.with_)

    @property
    def present(self) -> int:
        """The voting members here at its opening; whoever is admitted later is eligible and changes no base."""
        return self.opened.present

    @property
    def pending(self) -> bool:
        """Whether it still waits for its announcement."""
        return self.state in (BallotState.OPEN, BallotState.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByTheChair:
    """What the chair answered where the law does not say."""

    at: datetime
    question: str
    value: Barring
    by: PersonId
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """That a matter does not keep the log any more."""

    at: datetime
    by: PersonId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldState:
    """Why nothing of the log may be destroyed, and at which number of the log that was entered."""

    at: datetime
    by: PersonId
    reason: str
    seq: int


class What(StrEnum):
    """What the body did that everybody must be able to follow."""

    ABORTED = "aborted"
    ANNOUNCED = "announced"
    AGREED = "agreed"
    SETTLED = "settled"
    QUORUM = "quorum"
    CALLED = "called"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A step of the body's: which, when, at which number of the log, and what it was about."""

    seq: int
    at: datetime
    what: What
    ballot: BallotId | None = None
    motion: MotionId | None = None
    item: ItemId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A trial ballot before the opening: what each seat tried out last. Nothing else in a meeting looks at it."""

    opened_at: datetime
    votes: Shared[SeatId, Choice] = field(default_factory=Shared)
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceCheck:
    """Those on video were asked whether they see and hear the meeting. Nothing else in a meeting looks at it."""

    seq: int
    asked_at: datetime
    within: int
    """Seconds."""
    asked: tuple[PersonId, ...]
    confirmed: Mapping[PersonId, datetime] = field(default_factory=dict)

    @property
    def until(self) -> datetime:
        """When the time is over; whoever confirms later is late, and has confirmed."""
        return self.asked_at + timedelta(seconds=self.within)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether the meeting counts, and what the house has said to the answers of its law."""

    live: bool | None = None
    """True: it counts. False: it is held for practice. None: nobody said, as in a replay."""
    draft: bool = False
    """Whether the profile is a draft."""
    said: Mapping[str, Word] = field(default_factory=dict)
    """By question, who confirmed the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Everything that is true now."""

    plan: Plan
    law: Law
    profile: str
    digest: str
    sitting: Sitting
    roll: Roll
    agenda: Agenda
    motions: Mapping[MotionId, Motion]
    ballots: dict[BallotId, Ballot]
    by_the_chair: tuple[ByTheChair, ...] = ()
    acts: tuple[Done, ...] = ()
    """What the body did, in order: after a fault of the municipality some of it is repeated."""
    settled: Mapping[int, Settled] = field(default_factory=dict)
    """By the number of a step, what the chair said of it afterwards."""
    past: Past = Past()
    standing: Standing = Standing()
    trial: Trial | None = None
    """The trial ballot on the screens; none from the opening on."""
    check: PresenceCheck | None = None
    """The presence check that is on, its time over or not; none once it was ended."""
    holds: tuple[HoldState, ...] = ()
    """Whatever was entered to keep the log whole, released or not."""
    releases: Mapping[int, Release] = field(default_factory=dict)
    """By the number of the log at which it stands: what keeps the log no more."""
    issued: tuple[Issued, ...] = ()
    """The versions of the minutes, the newest last."""
    in_public: "Meeting | None" = None
    """What the public knows, once the doors were closed; None: it knows everything."""

    @property
    def leader(self) -> PersonId | None:
        """Whoever leads now."""
        return self.sitting.lead.leader

    @property
    def clerk(self) -> PersonId:
        """Whoever keeps the minutes."""
        kept = self.sitting.lead.minutes
        return kept[-1].person if kept else self.plan.meeting.clerk

    @property
    def clerks(self) -> frozenset[PersonId]:
        """Whoever may enter what the clerk may."""
        return frozenset({self.clerk, *self.plan.meeting.clerks})

    @property
    def ballot(self) -> Ballot | None:
        """The ballot that is open or waits for its announcement: at most one, the last opened."""
        last = self.ballots[next(reversed(self.ballots.keys()))] if self.ballots else None
        return last if last is not None and last.pending else None

    def person(self, person: PersonId) -> Person:
        """Who that is; the person is known."""
        return self.roll.people[person]

    def members(self) -> Iterator[Person]:
        """All who hold a seat of their own."""
        return (person for person in self.roll.people.values() if person.role is Role.MEMBER)
