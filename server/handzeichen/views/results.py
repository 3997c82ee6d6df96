"""What became of each item, for everybody: during the meeting and afterwards, to be linked to item by item.

It is made of what the public knows: nothing that was moved, decided or counted behind closed doors is in it, and of an
item that is not public only its public title.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from handzeichen.meeting.ids import BallotState, ItemOutcome, MotionOutcome
from handzeichen.meeting.minutes import published
from handzeichen.meeting.names import ballot_name, item_number, motion_name
from handzeichen.meeting.papers import link_of
from handzeichen.meeting.public import seen_by_public
from handzeichen.meeting.reorder import in_order
from handzeichen.meeting.state import Ballot, ItemState, Meeting, Motion, Phase
from handzeichen.meeting.texts import as_it_stands
from handzeichen.views import sitting
from handzeichen.views.documents import PaperLine
from handzeichen.views.item import paper_name
from handzeichen.views.sitting import decided_text, is_public, public_title
from handzeichen.views.tally import ResultLines, announced, is_public_matter
from handzeichen.views.words import clock, day
from handzeichen.words import said


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided on a motion: by a ballot, with its numbers, or without one."""

    heading: str
    text: str | None
    outcome: str
    at: str | None
    """When it was announced."""
    result: ResultLines | None
    stopped: str | None = None
    """That it is not to be carried out, and by which paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An item with what became of it; of one that is not public only that there is one."""

    anchor: str
    number: str
    title: str
    is_public: bool
    is_called: bool
    outcome: str | None
    papers: tuple[PaperLine, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The page: which meeting, how far it has come, and its items in their order."""

    body: str
    number: int
    on: str
    place: str | None
    standing: str
    is_over: bool
    has_minutes: bool
    """Whether everybody may read the minutes."""
    points: tuple[Point, ...]


def results(meeting: Meeting) -> Results:
    """All items as the public may know them now."""
    known = seen_by_public(meeting)
    plan = meeting.plan
    return Results(
        body=plan.body.name,
        number=plan.meeting.number,
        on=day(plan.meeting.starts_at),
        place=plan.meeting.place,
        standing=_standing(known),
        is_over=known.sitting.phase is Phase.CLOSED,
        has_minutes=published(known) is not None,
        points=tuple(_point(known, state) for state in in_order(known)),
    )


def anchor(number: str) -> str:
    """The name of an item's place on the page: "top-4-1" of item 4.1, the same as long as the number is."""
    return f"top-{number.lower().replace('.', '-')}"


def _standing(known: Meeting) -> str:
    """How far the meeting has come."""
    times = known.sitting.times
    if sitting.doors_are_closed(known):
        return said("Die Öffentlichkeit ist zurzeit ausgeschlossen.")
    match known.sitting.phase:
        case Phase.PLANNED:
            return said("Die Sitzung beginnt um {at}.", at=clock(known, known.plan.meeting.starts_at))
        case Phase.CLOSED if times.closed_at is not None:
            return said("Die Sitzung ist seit {at} beendet.", at=clock(known, times.closed_at))
        case Phase.SUSPENDED:
            return said("Die Sitzung ist unterbrochen.")
        case Phase.ADJOURNED:
            return said("Die Sitzung ist abgebrochen und wird fortgesetzt.")
        case _:
            return said("Die Sitzung läuft.")


def _point(known: Meeting, state: ItemState) -> Point:
    number = item_number(known, state.item.id)
    is_called = known.agenda.called == state.item.id
    if not is_public(state):
        return Point(
            anchor=anchor(number),
            number=number,
            title=public_title(state),
            is_public=False,
            is_called=is_called,
            outcome=None,
            papers=(),
            decisions=(),
        )
    return Point(
        anchor=anchor(number),
        number=number,
        title=state.item.title,
        is_public=True,
        is_called=is_called,
        outcome=_outcome(known, state, is_called=is_called),
        papers=tuple(PaperLine(name=paper_name(paper), link=link_of(paper)) for paper in state.papers),
        decisions=tuple(_decisions(known, state)),
    )


def _outcome(known: Meeting, state: ItemState, *, is_called: bool) -> str:
    if is_called:
        return said("wird gerade behandelt")
    if text := decided_text(known, state):
        return text
    if state.outcome is ItemOutcome.NOT_REACHED:
        return said("nicht aufgerufen")
    if state.closed_at is not None:
        return said("behandelt, ohne Beschluss")
    return said("noch nicht behandelt")


def _decisions(known: Meeting, state: ItemState) -> Iterator[Decision]:
    """What was decided on it, in the order in which it was; what is open or was withdrawn is no decision."""
    item = state.item.id
    for ballot in known.ballots.values():
        motions = (known.motions[one] for one in ballot.motions)
        own = next((one for one in motions if (one.moved.item or one.moved.under) == item), None)
        if own and ballot.state is BallotState.ANNOUNCED and is_public_matter(known, ballot):
            yield _by_ballot(known, own, ballot)
    for motion in known.motions.values():
        if (motion.moved.item or motion.moved.under) == item and motion.outcome is MotionOutcome.AGREED:
            yield Decision(
                heading=motion_name(known, motion),
                text=as_it_stands(known, motion),
                outcome=said("ohne Widerspruch angenommen"),
                at=None,
                result=None,
                stopped=_stopped(known, motion),
            )


def _by_ballot(known: Meeting, motion: Motion, ballot: Ballot) -> Decision:
    lines = announced(known, ballot)
    at = ballot.end.announced_at
    return Decision(
        heading=ballot_name(known, ballot),
        text=as_it_stands(known, motion),
        outcome=lines.verdict,
        at=None if at is None else clock(known, at),
        result=lines,
        stopped=_stopped(known, motion),
    )


def _stopped(known: Meeting, motion: Motion) -> str | None:
    """Where the head of administration has objected, as long as that holds."""
    if motion.stopped is None or not motion.stopped.holds:
        return None
    law = known.law.objection.value
    if law.paragraph is None:
        return said("{objection}, nicht auszuführen", objection=law.term.value)
    return said(
        "{objection}, nicht auszuführen ({paragraph})", objection=law.term.value, paragraph=law.paragraph
    )
