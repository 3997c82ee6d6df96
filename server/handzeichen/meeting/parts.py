"""Separate votes: a motion falls into parts that are motions of their own, voted on one by one, then the whole.

What of the parts is adopted stays in the text of the whole, in the form that amendments gave it; a rejected part
leaves it. The whole is decided last, and its decision alone settles the item.
"""

from dataclasses import replace
from itertools import count

from handzeichen.meeting import events as e
from handzeichen.meeting import texts
from handzeichen.meeting.ids import CARRIED, ItemId, ItemOutcome, Kind, MotionId, MotionOutcome, Text
from handzeichen.meeting.registry import Events, evolves
from handzeichen.meeting.state import Meeting, Motion


def whole_meant(meeting: Meeting, asking: Motion) -> Motion | None:
    """The open matter that separate votes were asked for: the one named, else the only one on the item."""
    moved = asking.moved
    named = moved.part_of or moved.amends
    open_matters = [
        motion
        for motion in meeting.motions.values()
        if motion.open and motion.moved.kind is Kind.MAIN and motion.moved.part_of is None
    ]
    meant = [m for m in open_matters if (m.moved.item == moved.item if named is None else m.id == named)]
    return meant[0] if len(meant) == 1 else None


def of_separate_votes(meeting: Meeting, asking: Motion) -> Events:
    """The parts become motions: m4.1, m4.2 …; without parts, or where it is open which matter is meant, none."""
    whole = whole_meant(meeting, asking)
    if whole is None or not asking.moved.parts:
        return []
    free = (
        id_ for number in count(1) if (id_ := MotionId(f"{whole.id[:56]}.{number}")) not in meeting.motions
    )
    parts = tuple(e.PartOf(motion=next(free), text=text) for text in asking.moved.parts)
    return [e.MotionSplit(motion=whole.id, by_motion=asking.id, parts=parts)]


def of_adopted_part(meeting: Meeting, part: Motion) -> Events:
    """The whole holds the part as it was amended."""
    whole = _whole(meeting, part)
    if whole is None or not texts.is_changed(part):
        return []
    return [texts.changed(whole, part.id, part.moved.text, texts.text_of(part))]


def of_part_left_out(meeting: Meeting, part: Motion, wording: Text | None) -> Events:
    """Rejected or withdrawn, it leaves the whole; where no part is left, nothing of the whole is to be voted on."""
    whole = _whole(meeting, part)
    if whole is None or part.split_by is None:
        return []
    leaves = texts.changed(whole, part.id, part.moved.text, "")
    others = [motion for motion in parts_of(meeting, whole.id) if motion.id != part.id]
    if any(other.open or other.outcome in CARRIED for other in others):
        return [leaves]
    settled: Events = [leaves, e.MotionSettled(motion=whole.id, by_motion=part.split_by)]
    item = whole.moved.item
    if item is None or wording is None:
        return settled
    return [*settled, rejected(item, part.id, wording)]


def rejected(item: ItemId, motion: MotionId, wording: Text) -> e.ItemSettled:
    """The item's matter found no majority."""
    return e.ItemSettled(item=item, outcome=ItemOutcome.REJECTED, text=wording, motion=motion)


def replaced_by_hand(meeting: Meeting, whole: MotionId | None, kind: Kind) -> Events:
    """Who moves a part of a whole puts it in the place of those that came of themselves, if all are untouched."""
    parts = [] if whole is None or kind is not Kind.MAIN else parts_of(meeting, whole)
    amended = {motion.moved.amends for motion in meeting.motions.values()}
    if not parts or any(part.ballots or not part.open or part.id in amended for part in parts):
        return []
    assert whole is not None, "parts are parts of something"
    return [e.PartsReplaced(motion=whole, parts=tuple(part.id for part in parts))]


def parts_of(meeting: Meeting, whole: MotionId) -> list[Motion]:
    """The motions that a whole was split into."""
    return [m for m in meeting.motions.values() if m.split_by is not None and m.moved.part_of == whole]


def _whole(meeting: Meeting, part: Motion) -> Motion | None:
    whole = None if part.moved.part_of is None else meeting.motions.get(part.moved.part_of)
    return whole if whole is not None and whole.open else None


@evolves(e.MotionSplit)
def keep_parts(meeting: Meeting, event: e.MotionSplit, entry: e.Entry) -> Meeting:
    """Each part is a motion of whoever moved the whole."""
    whole = meeting.motions[event.motion].moved
    parts = {
        part.motion: Motion(
            moved=e.MotionMoved(
                motion=part.motion,
                kind=Kind.MAIN,
                mover=whole.mover,
                item=whole.item,
                under=whole.under,
                faction=whole.faction,
                text=part.text,
                part_of=whole.motion,
                effect=whole.effect,
            ),
            moved_at=entry.at,
            split_by=event.by_motion,
        )
        for part in event.parts
    }
    return replace(meeting, motions={**meeting.motions, **parts})


@evolves(e.PartsReplaced)
def keep_replaced(meeting: Meeting, event: e.PartsReplaced, entry: e.Entry) -> Meeting:
    """As if they had never been made; the log keeps them."""
    motions = {motion.id: motion for motion in meeting.motions.values() if motion.id not in event.parts}
    return replace(meeting, motions=motions)


def undone(meeting: Meeting, motion: MotionId) -> Meeting:
    """The way back: parts that a motion had made are none; a whole that a last part had settled is open again."""
    part = meeting.motions.get(motion)
    motions = {m.id: m for m in meeting.motions.values() if m.split_by != motion or m.ballots}
    whole = None if part is None or part.split_by is None else motions.get(part.moved.part_of or motion)
    if part is not None and whole is not None and whole.settled_by == part.split_by:
        motions[whole.id] = replace(whole, outcome=MotionOutcome.OPEN, settled_by=None)
    return replace(meeting, motions=motions)
