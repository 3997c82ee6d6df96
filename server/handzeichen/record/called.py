"""Which item was called at a time: what is told of the evening stands under it."""

from datetime import datetime

from handzeichen.meeting.state import ItemState, Meeting


def item_at(meeting: Meeting, at: datetime) -> ItemState | None:
    """The item last called by then; before the first, the first."""
    calls = [(called, state) for state in meeting.agenda.items.values() for called in state.calls]
    before = [call for call in calls if call[0] <= at]
    if before:
        return max(before, key=lambda call: call[0])[1]
    return min(calls, key=lambda call: call[0], default=(at, _first(meeting)))[1]


def treated_at(meeting: Meeting, state: ItemState) -> datetime | None:
    """When an item was first called, or voted on together with another; None where neither happened."""
    motions = {motion.id for motion in meeting.motions.values() if motion.moved.item == state.item.id}
    ballots = meeting.ballots.values()
    jointly = [
        ballot.opened_at for ballot in ballots if ballot.with_ and motions.intersection(ballot.motions)
    ]
    return min((*state.calls[:1], *jointly), default=None)


def start(meeting: Meeting) -> datetime:
    """When the meeting was opened, or is to be."""
    return meeting.sitting.times.opened_at or meeting.plan.meeting.starts_at


def _first(meeting: Meeting) -> ItemState | None:
    return next(iter(meeting.agenda.items.values()), None)
