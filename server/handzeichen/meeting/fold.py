"""How events change a meeting, one after the other: the first is the plan's, every other by its topic's evolver."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from handzeichen.law import answers
from handzeichen.law.confirming import Word
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import Kind, MotionId, Role, SeatId
from handzeichen.meeting.issued import overtaken
from handzeichen.meeting.late import with_last_event
from handzeichen.meeting.names import ADMINISTRATION
from handzeichen.meeting.past import Past
from handzeichen.meeting.plan import Plan, PlannedItem, PlannedMotion
from handzeichen.meeting.public import with_public, with_public_corrected
from handzeichen.meeting.registry import EVOLVERS
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
    Standing,
)
from handzeichen.meeting.steps import with_step


def evolve(meeting: Meeting | None, entry: e.Entry) -> Meeting:
    """The meeting after one more entry, which its past keeps."""
    if meeting is None:
        return replace(step(None, entry), past=Past().and_(entry))
    return step(replace(meeting, past=meeting.past.and_(entry)), entry)


def replay(entries: Iterable[e.Entry]) -> Meeting:
    """The meeting after all its entries; there is at least the first."""
    meeting: Meeting | None = None
    for entry in entries:
        meeting = evolve(meeting, entry)
    assert meeting is not None, "a log has a first event"
    return meeting


def fold(facts: Iterable[e.Entry], meeting: Meeting | None = None) -> Meeting:
    """What facts come to, from the first on or from a meeting that they go on with."""
    for fact in facts:
        meeting = step(meeting, fact)
    assert meeting is not None, "the first fact is the plan"
    return meeting


def step(meeting: Meeting | None, entry: e.Entry) -> Meeting:
    """The meeting after one more fact."""
    if isinstance(entry.event, e.MeetingPlanned):
        return planned(entry.event)
    assert meeting is not None, "the first event is the plan's"
    after = _happened(meeting, entry)
    if isinstance(entry.event, e.Corrected):
        after = with_public_corrected(meeting, after)
    else:
        after = with_public(meeting, after, entry, _happened)
    return _with_versions(after, entry.event)


def _with_versions(meeting: Meeting, event: e.Event) -> Meeting:
    """After an event the newest version of the minutes may be out of date, for everybody."""
    wrong = meeting.past.entry(event.of) if isinstance(event, e.Corrected) and meeting.issued else None
    about = event if wrong is None else wrong.event
    issued = overtaken(meeting.issued, about)
    if issued is meeting.issued:
        return meeting
    known = meeting.in_public
    told = None if known is None else replace(known, issued=overtaken(known.issued, about))
    return replace(meeting, issued=issued, in_public=told)


def _happened(meeting: Meeting, entry: e.Entry) -> Meeting:
    meeting = EVOLVERS[type(entry.event)](meeting, entry.event, entry)
    return with_step(_with_act(with_last_event(meeting, entry), entry.event), entry)


def planned(event: e.MeetingPlanned) -> Meeting:
    """The meeting before anything happened, under the law that its first event holds."""
    plan = event.plan
    people = {person.id: person for person in plan.people}
    chair = next((person.id for person in plan.people if person.chairs), None)
    members = [person.id for person in plan.people if person.role is Role.MEMBER]
    return Meeting(
        plan=plan,
        law=answers.law_from(row_of(answer) for answer in event.answers),
        profile=event.profile,
        digest=event.digest,
        standing=Standing(live=event.live, draft=event.draft, said=dict(_said(event))),
        sitting=Sitting(lead=Lead(leader=chair)),
        roll=Roll(people=people, presence={}, acting={SeatId(member): member for member in members}),
        agenda=Agenda(items={item.id: _item(item) for item in plan.items}),
        motions={m.id: _motion(plan, item, m) for item in plan.items for m in item.motions},
        ballots={},
    )


def _said(event: e.MeetingPlanned) -> Iterator[tuple[str, Word]]:
    """What the house had confirmed before the meeting was planned."""
    for answer in event.answers:
        by, on, source = answer.confirmed_by, answer.confirmed_on, answer.confirmed_source
        if by is not None and on is not None and source is not None:
            yield answer.question, Word(by=by, on=on, source=source)


def row_of(answer: e.StoredAnswer) -> answers.Row:
    """An answer as the meeting's first event holds it."""
    return answers.Row(
        question=answer.question,
        since=date.fromisoformat(answer.since),
        value=answer.value,
        source=answer.source,
        mark=answer.mark,
        wording=answer.wording,
        kinds=(),
        checked_against=None,
        layer=answer.layer or "",
    )


def _item(item: PlannedItem) -> ItemState:
    before_the_body = tuple(
        PaperState(
            reference=paper.reference,
            kind=paper.kind,
            attachments=paper.attachments,
            late=paper.late,
            dated=None if paper.dated is None else paper.dated.isoformat(),
            link=paper.link,
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
        approves=motion.approves,
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
