"""The open motions on the clerk's page: a card for each, with what somebody may say about it as a button."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from handzeichen.meeting.ids import CARRIED, SUBSTANTIVE, Kind, Method, MotionId, MotionOutcome
from handzeichen.meeting.motions import not_the_mover
from handzeichen.meeting.names import motion_name
from handzeichen.meeting.remembered import remembered
from handzeichen.meeting.state import Meeting, Motion, Phase
from handzeichen.meeting.texts import as_it_stands, is_changed, text_of
from handzeichen.views.clerk_agenda import Choice
from handzeichen.views.clerk_words import motion_of, surname_of, top
from handzeichen.views.next_ballot import method_for
from handzeichen.views.part import NOTHING, Part
from handzeichen.views.procedure import by_voting_order, debate, still_needs
from handzeichen.views.words import shortened
from handzeichen.words import in_a_row

SLOTS = 6
"""Places for open motions; the last one takes all that are left."""
_TITLE = 70
_TO_EDIT = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionCard:
    """An open motion and what can be done about it.

    `movers` may withdraw it, `accepts` are those who may take it over into what it amends. `first` is the order of
    voting with this motion before the others that stand beside it, `whole` whether it can be amended or divided.
    One that is `changed` may be written down as a whole; `restated` is how it reads so far, where it is not too long.
    `needs` is what it waits for, `debate` who may reply to it.
    """

    id: str
    heading: str
    text: str | None
    reason: str | None
    amends: str | None
    movers: tuple[Choice, ...]
    accepts: tuple[Choice, ...]
    first: tuple[str, ...]
    whole: bool
    by_name: bool
    changed: bool
    restated: str
    may_be_agreed: bool
    supporters: int
    needs: str
    debate: str
    settled_by: tuple[Choice, ...]
    together_with: tuple[Choice, ...]
    may_be_opened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionsPart(Part):
    """One open motion; in the last place all that are left."""

    template: ClassVar[str] = "clerk_motion.html"

    motions: tuple[MotionCard, ...]


def motions(meeting: Meeting) -> dict[str, Part]:
    """The open motions that concern the item called or were moved this evening, in as many places as there are."""
    ours = [motion for motion in meeting.motions.values() if _concerns_us(meeting, motion)]
    cards = [_card(meeting, motion) for motion in by_voting_order(meeting, ours)]
    found: dict[str, Part] = {}
    for slot in range(SLOTS):
        some = cards[slot:] if slot == SLOTS - 1 else cards[slot : slot + 1]
        found[f"clerk-motion-{slot}"] = MotionsPart(motions=tuple(some)) if some else NOTHING
    return found


def _concerns_us(meeting: Meeting, motion: Motion) -> bool:
    here = meeting.agenda.called is not None and motion.moved.item == meeting.agenda.called
    return motion.open and (here or motion.moved_at is not None)


def _card(meeting: Meeting, motion: Motion) -> MotionCard:
    moved = motion.moved
    amended = None if moved.amends is None else meeting.motions.get(moved.amends)
    text = as_it_stands(meeting, motion)
    needs = still_needs(meeting, motion)
    at_hand = meeting.ballot is None and not needs
    return MotionCard(
        id=motion.id,
        heading=motion_name(meeting, motion),
        text=None if text is None else shortened(text, 400),
        reason=None if moved.reason is None else shortened(moved.reason, 160),
        amends=None if moved.amends is None else motion_of(meeting, moved.amends),
        movers=_whose(meeting, motion),
        accepts=() if amended is None else _whose(meeting, amended),
        first=tuple(_first(meeting, motion)),
        whole=moved.kind is Kind.MAIN and moved.part_of is None,
        by_name=method_for(meeting, motion.id) is Method.ROLL_CALL,
        changed=is_changed(motion),
        restated=(text_of(motion) or "") if len(text_of(motion) or "") <= _TO_EDIT else "",
        may_be_agreed=at_hand and moved.kind.value in meeting.law.agreeable.value,
        supporters=len(motion.supporters),
        needs=needs,
        debate=debate(meeting, motion),
        settled_by=tuple(_carried(meeting, motion)),
        together_with=tuple(_others(meeting, motion)),
        may_be_opened=at_hand and meeting.sitting.phase is Phase.OPEN,
    )


@remembered(lambda meeting, motion: (motion, meeting.roll.people, meeting.roll.presence))
def _whose(meeting: Meeting, motion: Motion) -> tuple[Choice, ...]:
    """Whose motion it is to dispose of: its mover; for a faction or the administration, whoever of them is here."""
    mover = motion.moved.mover
    if mover is not None and mover in meeting.roll.people:
        return (Choice(id=mover, name=surname_of(meeting, mover)),)
    return tuple(
        Choice(id=person, name=surname_of(meeting, person))
        for person in meeting.roll.people
        if meeting.roll.via(person) is not None and not_the_mover(meeting, motion, person) is None
    )


def _first(meeting: Meeting, motion: Motion) -> Iterator[MotionId]:
    """The order with this motion first, where the chair may choose one and another goes first so far."""
    beside = by_voting_order(meeting, (m for m in meeting.motions.values() if _stand_beside(m, motion)))
    chosen = motion.moved.kind in SUBSTANTIVE or meeting.law.precedence.value.binds
    if chosen and beside[0].id != motion.id:
        yield motion.id
        yield from (other.id for other in beside if other.id != motion.id)


def _stand_beside(one: Motion, other: Motion) -> bool:
    """Two amendments to the same motion, two motions on the same matter, or two on the procedure of an item."""

    def place(motion: Motion) -> tuple[object, ...]:
        kind = motion.moved.kind if motion.moved.kind in SUBSTANTIVE else None
        return (kind, motion.moved.item, motion.moved.amends, motion.moved.part_of)

    return one.open and place(one) == place(other)


def _carried(meeting: Meeting, motion: Motion) -> Iterator[Choice]:
    """The carried motions on the same matter: one of them may have settled this one."""
    for other in meeting.motions.values():
        if other.outcome in CARRIED and other.id != motion.id and other.moved.item == motion.moved.item:
            yield Choice(id=other.id, name=shortened(motion_name(meeting, other), 90))


def _others(meeting: Meeting, motion: Motion) -> Iterator[Choice]:
    """The open matters that could be voted on with this one, by their items."""
    if motion.moved.kind is not Kind.MAIN or motion.moved.part_of is not None:
        return
    for other in meeting.motions.values():
        item = other.moved.item
        is_matter = other.moved.kind is Kind.MAIN and other.outcome is MotionOutcome.OPEN
        if (
            is_matter
            and item not in (None, motion.moved.item)
            and not meeting.agenda.items[item].off_the_agenda
        ):
            title = shortened(meeting.agenda.items[item].item.title, _TITLE)
            yield Choice(id=other.id, name=in_a_row([top(meeting, item), title]))
