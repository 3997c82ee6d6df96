"""The item called: its number and title, its papers, and the motions at stake with what became of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from handzeichen.meeting.ids import MotionEffect, MotionOutcome
from handzeichen.meeting.names import item_number, motion_name
from handzeichen.meeting.state import ItemState, Meeting, Motion, PaperState
from handzeichen.meeting.texts import as_it_stands
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.procedure import Place, voting_order
from handzeichen.views.sitting import decided_text, is_public, public_title
from handzeichen.views.words import shortened
from handzeichen.words import said

_TEXT_BUDGET = 1_500
_PAPER_LIMIT = 6
_MOTION_LIMIT = 8
_SHORT, _MEDIUM = 180, 420
_OUTCOMES = {
    MotionOutcome.OPEN: said("offen"),
    MotionOutcome.GRANTED: said("zuerkannt"),
    MotionOutcome.ADOPTED: said("angenommen"),
    MotionOutcome.REJECTED: said("abgelehnt"),
    MotionOutcome.AGREED: said("ohne Widerspruch angenommen"),
    MotionOutcome.ACCEPTED: said("übernommen"),
    MotionOutcome.SETTLED: said("erledigt"),
    MotionOutcome.WITHDRAWN: said("zurückgezogen"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionLine:
    """A motion at stake, or what became of it."""

    id: str
    heading: str
    text: str | None
    outcome: str
    outcome_text: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPart(Part):
    """The item that the meeting deals with now; `length` (short, medium, long) sets the size of its text."""

    template: ClassVar[str] = "item.html"
    id: str
    number: str
    title: str
    kind: str
    papers: tuple[str, ...]
    motions: tuple[MotionLine, ...]
    length: str
    outcome: str
    result_text: str | None


def called(meeting: Meeting) -> ItemPart | Nothing:
    """The item called, with everything that is moved on it."""
    item = item_called(meeting)
    return NOTHING if item is None else _whole(meeting, item, _motions_on(meeting, item))


def _whole(meeting: Meeting, item: ItemState, at_stake: list[Motion]) -> ItemPart:
    motions = tuple(_lines(meeting, at_stake))
    longest = max((len(motion.text or "") for motion in motions), default=0)
    return ItemPart(
        id=item.item.id,
        number=item_number(meeting, item.item.id),
        title=shortened(item.item.title, 300),
        kind=item.item.kind.value,
        papers=tuple(paper_name(paper) for paper in item.papers[:_PAPER_LIMIT]),
        motions=motions,
        length="short" if longest <= _SHORT else "medium" if longest <= _MEDIUM else "long",
        outcome=item.outcome.value,
        result_text=decided_text(meeting, item),
    )


def public_called(meeting: Meeting) -> ItemPart | Nothing:
    """The item called as the public may know it: a public one whole, any other by its public title alone."""
    item = item_called(meeting)
    if item is None:
        return NOTHING
    if is_public(item) and not meeting.sitting.doors_closed:
        items = meeting.agenda.items
        at_stake = [
            motion
            for motion in _motions_on(meeting, item)
            if motion.moved.item is None or is_public(items.get(motion.moved.item))
        ]
        return _whole(meeting, item, at_stake)
    return ItemPart(
        id=item.item.id,
        number=item_number(meeting, item.item.id),
        title=shortened(public_title(item), 300),
        kind=item.item.kind.value,
        papers=(),
        motions=(),
        length="short",
        outcome="none",
        result_text=None,
    )


def item_called(meeting: Meeting) -> ItemState | None:
    """The item that the meeting deals with now."""
    return None if meeting.agenda.called is None else meeting.agenda.items.get(meeting.agenda.called)


def _motions_on(meeting: Meeting, item: ItemState) -> list[Motion]:
    """Motions on the item, and those moved while it is called."""
    return [m for m in meeting.motions.values() if item.item.id in (m.moved.item, m.moved.under)]


def _lines(meeting: Meeting, at_stake: list[Motion]) -> Iterator[MotionLine]:
    """What is open comes first, in the order of voting."""
    budget = _TEXT_BUDGET
    for motion in sorted(at_stake, key=lambda motion: _place(meeting, motion))[:_MOTION_LIMIT]:
        whole = as_it_stands(meeting, motion)
        text = shortened(whole, budget) if whole and motion.open and budget > 0 else None
        budget -= len(text or "")
        yield MotionLine(
            id=motion.id,
            heading=motion_name(meeting, motion),
            text=text,
            outcome=motion.outcome.value,
            outcome_text=_outcome(meeting, motion),
            open=motion.open,
        )


def _place(meeting: Meeting, motion: Motion) -> tuple[bool, Place | None]:
    """Open before decided; what is open in the order of voting, the rest as it was moved."""
    return (False, voting_order(meeting, motion)) if motion.open else (True, None)


def _outcome(meeting: Meeting, motion: Motion) -> str:
    """One word for what became of a motion; a recommendation is not a decision."""
    if motion.moved.effect is MotionEffect.RECOMMENDS and motion.outcome is MotionOutcome.ADOPTED:
        return said("empfohlen")
    settled_by = meeting.motions.get(motion.settled_by) if motion.settled_by is not None else None
    if settled_by is not None:
        return said("erledigt durch: {motion}", motion=motion_name(meeting, settled_by))
    return _OUTCOMES[motion.outcome]


def paper_name(paper: PaperState) -> str:
    """ "Beschlussdrucksache Nr. 0108/2021 mit einer Anlage, Nachreiche"."""
    words = said("{kind} Nr. {reference}", kind=paper.kind or said("Drucksache"), reference=paper.reference)
    if paper.attachments == 1:
        words = said("{paper} mit einer Anlage", paper=words)
    elif paper.attachments:
        words = said("{paper} mit {n} Anlagen", paper=words, n=paper.attachments)
    if paper.handed is not None:
        return said("{paper}, Tischvorlage", paper=words)
    return said("{paper}, Nachreiche", paper=words) if paper.late else words
