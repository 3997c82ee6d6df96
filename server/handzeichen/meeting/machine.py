"""The meeting's two functions: `decide` (command → events or refusal) and `evolve` (event → state), by table.

Pure: the time comes with the command, ids too. What may be asked, by whom and when is checked here once for all
commands: known ids, the phase of the sitting, the right, a true time; then the topic decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, get_args, get_type_hints

from handzeichen.law import answers
from handzeichen.meeting import (  # noqa: F401 - the topics enter themselves into the tables
    agenda,
    attendance,
    ballots,
    convening,
    corrections,
    deputies,
    doors,
    faults,
    floor,
    lead,
    motions,
    order,
    papers,
    recusals,
    sitting,
    votes,
    ways_back,
)
from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import BallotId, FactionId, ItemId, Kind, Line, MotionId, PersonId, Role, SeatId
from handzeichen.meeting.late import untrue_time, with_last_event
from handzeichen.meeting.names import ADMINISTRATION
from handzeichen.meeting.plan import Plan, PlannedItem, PlannedMotion
from handzeichen.meeting.public import with_public
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import DECIDERS, EVOLVERS
from handzeichen.meeting.rights import asker, asks, untimely
from handzeichen.meeting.state import (
    Act,
    Agenda,
    ItemState,
    Lead,
    Meeting,
    Motion,
    PaperState,
    Roll,
    Sitting,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A command taken: its events (none where it changes nothing), who typed, and for whom."""

    events: tuple[e.Event, ...]
    by: PersonId
    for_: PersonId | None = None

    @property
    def touches(self) -> tuple[BallotId, ...]:
        """The announced ballots that a late entry concerns and leaves unchanged."""
        found = (ballot for event in self.events for ballot in getattr(event, "touches", ()))
        return tuple(dict.fromkeys(found))

    @property
    def motion(self) -> MotionId | None:
        """The motion that was moved."""
        return next((event.motion for event in self.events if isinstance(event, e.MotionMoved)), None)

    @property
    def ballot(self) -> BallotId | None:
        """The ballot that was opened."""
        return next((event.ballot for event in self.events if isinstance(event, e.BallotOpened)), None)


def decide(meeting: Meeting, command: c.Command, *, by: str, at: datetime) -> Accepted | Refusal:
    """What a command comes to, at a time that is not before the last event's.

    `by` is a person's id, `chair`, `clerk` or `system`. Raises nothing for whatever is asked: an exception is our bug.
    """
    decision = _decide(meeting, command, by, at)
    return decision.under(meeting.law) if isinstance(decision, Refusal) else decision


def _decide(meeting: Meeting, command: c.Command, by: str, at: datetime) -> Accepted | Refusal:
    if bar := unknown(meeting, command) or untimely(meeting, command):
        return bar
    standing = asker(meeting, command, by)
    if isinstance(standing, Refusal):
        return standing
    if bar := untrue_time(meeting, command, at):
        return bar
    decision = DECIDERS[type(command)](meeting, command, asks(standing, at))
    if isinstance(decision, Refusal):
        return decision
    return Accepted(events=tuple(decision), by=standing[0], for_=standing[2])


def evolve(meeting: Meeting | None, entry: e.Entry) -> Meeting:
    """The meeting after one more event; the first is the plan's."""
    if isinstance(entry.event, e.MeetingPlanned):
        return planned(entry.event)
    assert meeting is not None, "the first event is the plan's"
    return with_public(meeting, _happened(meeting, entry), entry, _happened)


def _happened(meeting: Meeting, entry: e.Entry) -> Meeting:
    meeting = EVOLVERS[type(entry.event)](meeting, entry.event, entry)
    return _with_act(with_last_event(meeting, entry), entry.event)


def replay(entries: Iterable[e.Entry]) -> Meeting:
    """The meeting after all its events; there is at least the first."""
    meeting: Meeting | None = None
    for entry in entries:
        meeting = evolve(meeting, entry)
    assert meeting is not None, "a log has a first event"
    return meeting


# The beginning


def plan_meeting(plan: Plan, law: answers.InForce) -> e.MeetingPlanned:
    """The first event: the plan and every answer of law in force."""
    stored = tuple(
        e.StoredAnswer(
            question=row.question,
            value=row.value,
            source=row.source,
            mark=row.mark,
            since=str(row.since),
            wording=row.wording,
        )
        for row in law.rows
    )
    return e.MeetingPlanned(plan=plan, profile=Line(law.profile), digest=Line(law.digest), answers=stored)


def planned(event: e.MeetingPlanned) -> Meeting:
    """The meeting before anything happened, under the law that its first event holds."""
    plan = event.plan
    people = {person.id: person for person in plan.people}
    chair = next((person.id for person in plan.people if person.chairs), None)
    members = [person.id for person in plan.people if person.role is Role.MEMBER]
    return Meeting(
        plan=plan,
        law=answers.law_from(_row(answer) for answer in event.answers),
        profile=event.profile,
        digest=event.digest,
        sitting=Sitting(lead=Lead(leader=chair)),
        roll=Roll(people=people, presence={}, acting={SeatId(member): member for member in members}),
        agenda=Agenda(items={item.id: _item(item) for item in plan.items}),
        motions={m.id: _motion(plan, item, m) for item in plan.items for m in item.motions},
        ballots={},
    )


def _row(answer: e.StoredAnswer) -> answers.Row:
    return answers.Row(
        question=answer.question,
        since=date.fromisoformat(answer.since),
        value=answer.value,
        source=answer.source,
        mark=answer.mark,
        wording=answer.wording,
        kinds=(),
        checked_against=None,
        layer="",
    )


def _item(item: PlannedItem) -> ItemState:
    before_the_body = tuple(
        PaperState(
            reference=paper.reference,
            kind=paper.kind,
            attachments=paper.attachments,
            late=paper.late,
            dated=None if paper.dated is None else paper.dated.isoformat(),
        )
        for paper in item.papers
    )
    return ItemState(item=item, papers=before_the_body)


def _motion(plan: Plan, item: PlannedItem, motion: PlannedMotion) -> Motion:
    """A motion of the plan is by a person, a faction, or the administration."""
    faction = next((faction.id for faction in plan.factions if str(faction.id) == motion.by), None)
    person = any(person.id == motion.by for person in plan.people)
    mover = motion.by if person or motion.by == ADMINISTRATION else None
    moved = e.MotionMoved(
        motion=motion.id,
        kind=motion.kind,
        mover=mover,
        item=item.id,
        faction=None if person else faction,
        text=motion.text,
        amends=_amended(item, motion),
        effect=motion.effect,
    )
    return Motion(moved=moved)


def _amended(item: PlannedItem, motion: PlannedMotion) -> MotionId | None:
    """A plan has no word for what its amendment amends: the main motion above it, else the item's first."""
    if motion.kind is not Kind.AMENDMENT:
        return None
    place = item.motions.index(motion)
    mains = [(other, at) for at, other in enumerate(item.motions) if other.kind is Kind.MAIN]
    above = [other.id for other, at in mains if at < place]
    return above[-1] if above else next((other.id for other, _ in mains), None)


# What every command has in common

_NEW = {(c.Move, "motion"), (c.OpenBallot, "ballot"), (c.RepeatBallot, "new")}
"""Fields that name something new; all other ids must be known."""


def unknown(meeting: Meeting, command: c.Command) -> Refusal | None:
    """The first id in a command that the meeting does not know."""
    known: dict[Any, tuple[str, Any]] = {
        PersonId: ("unknown_person", meeting.roll.people),
        ItemId: ("unknown_item", meeting.agenda.items),
        MotionId: ("unknown_motion", meeting.motions),
        BallotId: ("unknown_ballot", meeting.ballots),
    }
    for name, kind in REFERENCES[type(command)]:
        value = getattr(command, name)
        for reference in value if isinstance(value, tuple) else (value,):
            if reference is None:
                continue
            if kind is FactionId:
                if all(faction.id != reference for faction in meeting.plan.factions):
                    return refuse("unknown_faction", id=reference)
            elif reference not in known[kind][1]:
                return refuse(known[kind][0], id=reference)
    return None


def _references(command: type[c.Command]) -> tuple[tuple[str, Any], ...]:
    """The fields of a type of command that refer to something known, and to what."""
    hints, found = get_type_hints(command), []
    for field in fields(command):
        if (command, field.name) not in _NEW:
            kinds = _flat(hints[field.name]) & {PersonId, ItemId, MotionId, BallotId, FactionId}
            found += [(field.name, kind) for kind in kinds]
    return tuple(found)


def _flat(hint: Any) -> set[Any]:
    """A type hint taken apart: `tuple[PersonId, ...] | None` holds PersonId."""
    return {hint}.union(*(_flat(inner) for inner in get_args(hint)))


REFERENCES = {command: _references(command) for command in DECIDERS}
"""By type of command: the fields that refer to something known."""

_ACTS: dict[type[e.Event], str | None] = {
    e.MotionAgreed: "agreed",
    e.BallotOpened: "opened",
    e.ResultAnnounced: "announced",
    **dict.fromkeys(
        (
            e.MeetingSuspended,
            e.MeetingResumed,
            e.MeetingAdjourned,
            e.MeetingClosed,
            e.ChairHandedOver,
            e.ChairTaken,
            e.ConveningStated,
            e.QuorumStated,
            e.NoticeGiven,
            e.ItemCalled,
            e.ItemClosed,
            e.PublicExcluded,
            e.PublicAdmitted,
            e.MotionMoved,
            e.MotionsOrdered,
            e.MotionWithdrawn,
            e.AmendmentAccepted,
            e.BallotClosed,
            e.BallotAborted,
        )
    ),
}
"""The acts after which it is too late to object or to doubt, and what each gives occasion to."""


def _with_act(meeting: Meeting, event: e.Event) -> Meeting:
    settles_by_itself = isinstance(event, e.ItemSettled) and event.motion is None
    if type(event) not in _ACTS and not settles_by_itself:
        return meeting
    occasion = _ACTS.get(type(event))
    subject = getattr(event, "motion" if occasion == "agreed" else "ballot", None)
    act = Act() if occasion is None else Act(**{occasion: subject})
    return replace(meeting, sitting=replace(meeting.sitting, last_act=act))
