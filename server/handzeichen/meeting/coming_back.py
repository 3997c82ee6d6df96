"""What comes back on a later agenda: items postponed, removed, drawn into the factions or never called.

Read off what became of the items, under the answer of law that stands in the log; nothing is kept beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from handzeichen.law.questions import Due
from handzeichen.meeting.ids import ItemId, ItemOutcome, Kind, MotionId
from handzeichen.meeting.state import ItemState, Meeting, Motion


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """An item that comes back, what became of it, because of which motion, and when it is due."""

    item: ItemId
    outcome: ItemOutcome
    because_of: MotionId | None
    due: Due


def comes_back(meeting: Meeting) -> tuple[Return, ...]:
    """All of them, in the order of the agenda."""
    return tuple(_returns(meeting))


def _returns(meeting: Meeting) -> Iterator[Return]:
    for state in meeting.agenda.items.values():
        due = due_of(meeting, state)
        if due is not None:
            yield Return(item=state.item.id, outcome=state.outcome, because_of=state.ending.motion, due=due)


def due_of(meeting: Meeting, state: ItemState) -> Due | None:
    """When an item comes back; None: it does not, or nobody says so."""
    return meeting.law.comes_back.value.get(state.outcome.value)


def open_matters(meeting: Meeting, item: ItemId) -> list[Motion]:
    """The matters of an item that nobody has decided, with what amends them; of one in parts the whole."""
    return [
        motion
        for motion in meeting.motions.values()
        if motion.open
        and motion.moved.item == item
        and motion.moved.kind in (Kind.MAIN, Kind.AMENDMENT)
        and motion.split_by is None
    ]
