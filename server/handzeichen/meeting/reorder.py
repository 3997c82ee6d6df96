"""The order in which items are dealt with: the plan's, until the body resolves to put one before another.

The record keeps the plan's order and its numbers; screens and the next act follow this one.
"""

from dataclasses import replace

from handzeichen.meeting import events as e
from handzeichen.meeting.ids import MotionId
from handzeichen.meeting.registry import Events, evolves
from handzeichen.meeting.state import ItemMove, ItemState, Meeting, Motion


def of_carried(motion: Motion) -> Events:
    """The item goes before another; where nobody said which, nothing moves and the chair calls what is next."""
    item, before = motion.moved.item, motion.moved.before
    if item is None or before is None or item == before:
        return []
    return [e.ItemMoved(item=item, before=before, motion=motion.id)]


def in_order(meeting: Meeting) -> list[ItemState]:
    """The items as they are dealt with."""
    items = meeting.agenda.items
    order = list(items)
    for move in meeting.agenda.moves:
        if move.item in items and move.before in items:
            order.remove(move.item)
            order.insert(order.index(move.before), move.item)
    return [items[item] for item in order]


@evolves(e.ItemMoved)
def keep_move(meeting: Meeting, event: e.ItemMoved, entry: e.Entry) -> Meeting:
    """Moved, after whatever was moved before."""
    move = ItemMove(item=event.item, before=event.before, motion=event.motion)
    return replace(meeting, agenda=replace(meeting.agenda, moves=(*meeting.agenda.moves, move)))


def back_in_place(meeting: Meeting, motion: MotionId) -> Meeting:
    """The way back: what a motion had moved stands where it stood."""
    left = tuple(move for move in meeting.agenda.moves if move.motion != motion)
    return replace(meeting, agenda=replace(meeting.agenda, moves=left))
