"""What a decision brings about: events of their own, so that later code reads outcomes and never works them out again.

And the way back: a superseded ballot or a lapsed agreement undoes what its motion had brought.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from handzeichen.law import procedure
from handzeichen.meeting import events as e
from handzeichen.meeting import parts, reorder, rulings, texts
from handzeichen.meeting.agenda import taken_back
from handzeichen.meeting.ids import (
    CARRIED,
    ItemId,
    ItemOutcome,
    Kind,
    Line,
    MotionId,
    MotionOutcome,
    Text,
)
from handzeichen.meeting.plan import PlannedItem
from handzeichen.meeting.recusals import recusal_of, reopened
from handzeichen.meeting.registry import Events
from handzeichen.meeting.state import Meeting, Motion


def of_carried(meeting: Meeting, motion: Motion, wording: Text | None) -> Events:
    """What follows when a motion is carried, by ballot (with its wording) or by agreement."""
    kind, item = motion.moved.kind, motion.moved.item
    if kind is Kind.MAIN and item is not None:
        return _adopted(meeting, motion, item, wording)
    if kind is Kind.AMENDMENT:
        return texts.of_amendment(meeting, motion)
    if kind is Kind.SEPARATE_VOTES:
        return parts.of_separate_votes(meeting, motion)
    if kind is Kind.URGENT_ITEM:
        return _new_item(motion)
    if kind is Kind.REORDER:
        return reorder.of_carried(motion)
    if item is None:
        return []
    if kind is Kind.URGENCY:
        return _urgency(meeting, motion.id, item)
    if kind is Kind.RECUSAL and motion.moved.about is not None:
        return [e.Recused(person=motion.moved.about, item=item, decided_by=motion.id)]
    if kind.value in procedure.TAKES_ITEM_OFF:
        return _off_the_agenda(meeting, motion, item)
    return rulings.of_carried(meeting, motion)


def _adopted(meeting: Meeting, motion: Motion, item: ItemId, wording: Text | None) -> Events:
    """The matter is decided; a part of it only stays in the whole, which is decided after it."""
    if motion.split_by is not None:
        return parts.of_adopted_part(meeting, motion)
    amended = texts.is_changed(motion) or any(
        other.moved.amends == motion.id and other.outcome in CARRIED for other in meeting.motions.values()
    )
    outcome = ItemOutcome.ADOPTED_AMENDED if amended else ItemOutcome.ADOPTED
    return [e.ItemSettled(item=item, outcome=outcome, text=wording, motion=motion.id)]


def of_rejected(meeting: Meeting, motion: Motion, wording: Text) -> Events:
    """What follows when a ballot rejects a motion."""
    kind, item = motion.moved.kind, motion.moved.item
    if motion.split_by is not None:
        return parts.of_part_left_out(meeting, motion, wording)
    if kind is Kind.MAIN and item is not None:
        return [parts.rejected(item, motion.id, wording)]
    about = motion.moved.about
    if kind is Kind.RECUSAL and item is not None and about is not None and recusal_of(meeting, about, item):
        return [e.RecusalEnded(person=about, item=item, decided_by=motion.id)]
    return []


def of_withdrawn(meeting: Meeting, motion: Motion) -> Events:
    """What amends a withdrawn motion and its parts are settled with it; an item with no other matter is withdrawn."""
    item = motion.moved.item
    others = [m for m in meeting.motions.values() if m.id != motion.id and not _is_part_of(m, motion.id)]
    events: Events = [
        e.MotionSettled(motion=other.id, by_motion=motion.id) for other in _with_it(meeting, motion.id)
    ]
    events += parts.of_part_left_out(meeting, motion, None)
    mains = [m for m in others if m.moved.kind is Kind.MAIN and m.moved.item == item]
    alone = all(m.outcome is MotionOutcome.WITHDRAWN for m in mains)
    if motion.moved.kind is Kind.MAIN and item is not None and alone:
        text = Text(meeting.law.outcome_words.value["withdrawn"])
        events.append(e.ItemSettled(item=item, outcome=ItemOutcome.WITHDRAWN, text=text, motion=motion.id))
    return events


def _with_it(meeting: Meeting, motion: MotionId) -> list[Motion]:
    """The open amendments to a motion and the parts that it was split into, and theirs."""
    direct = [
        other
        for other in meeting.motions.values()
        if other.open and (other.moved.amends == motion or _is_part_of(other, motion))
    ]
    return [found for other in direct for found in (other, *_with_it(meeting, other.id))]


def _is_part_of(motion: Motion, whole: MotionId) -> bool:
    return motion.split_by is not None and motion.moved.part_of == whole


def undone(meeting: Meeting, motion: MotionId) -> Meeting:
    """The motion is open again, and so is what it had settled."""
    motions = dict(meeting.motions)
    for other in meeting.motions.values():
        if motion in (other.id, other.settled_by):
            motions[other.id] = replace(other, outcome=MotionOutcome.OPEN, settled_by=None)
    meeting = replace(meeting, motions=motions)
    for way_back in _WAYS_BACK:
        meeting = way_back(meeting, motion)
    return meeting


_WAYS_BACK: Final[tuple[Callable[[Meeting, MotionId], Meeting], ...]] = (
    taken_back,
    reopened,
    texts.unchanged_by,
    parts.undone,
    rulings.lifted,
    reorder.back_in_place,
)
"""What takes back what a motion brought about, topic by topic."""


def _new_item(motion: Motion) -> Events:
    """A granted urgent motion becomes an item with the motion's id."""
    title = " ".join((motion.moved.title or motion.moved.text or motion.id).split())
    item = PlannedItem(id=ItemId(motion.id), title=Line(title))
    return [e.ItemAdded(item=item, motion=motion.id)]


def _urgency(meeting: Meeting, motion: MotionId, item: ItemId) -> Events:
    """Granted urgency settles the open postponements of its item, and overcomes its being drawn into the factions."""
    events: Events = []
    if meeting.law.urgency_settles_postponement.value:
        events += [
            e.MotionSettled(motion=other.id, by_motion=motion)
            for other in meeting.motions.values()
            if other.open and other.moved.kind is Kind.POSTPONEMENT and other.moved.item == item
        ]
    if meeting.agenda.items[item].outcome is ItemOutcome.DEFERRED_TO_FACTIONS:
        events.append(e.ItemReleased(item=item, motion=motion))
    return events


def _off_the_agenda(meeting: Meeting, motion: Motion, item: ItemId) -> Events:
    """The item goes, and with it what was moved about its treatment; the matter itself stays open for another day."""
    outcome = ItemOutcome(procedure.TAKES_ITEM_OFF[motion.moved.kind.value])
    settled = [
        e.MotionSettled(motion=other.id, by_motion=motion.id)
        for other in meeting.motions.values()
        if other.open
        and other.id != motion.id
        and other.moved.item == item
        and other.moved.kind.value in procedure.ABOUT_ONE_ITEM
    ]
    return [
        e.ItemSettled(item=item, outcome=outcome, text=_phrase(meeting, motion, outcome), motion=motion.id),
        *settled,
    ]


def _phrase(meeting: Meeting, motion: Motion, outcome: ItemOutcome) -> Text:
    """ "Verwiesen an den Bauausschuss", where the profile has a phrase for it and the motion says where to."""
    words, to = meeting.law.outcome_words.value, motion.moved.to
    with_place = words.get(f"{outcome.value}_to")
    if to is None or with_place is None:
        return Text(words[outcome.value])
    return Text(with_place.replace("{to}", " ".join(to.split()).removeprefix("an ")))
