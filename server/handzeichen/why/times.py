"""Times and the past: how a moment is written, and the meeting as it stood before an entry."""

from datetime import datetime
from itertools import takewhile

from handzeichen.meeting.fold import replay
from handzeichen.meeting.state import Meeting
from handzeichen.words import said


def clock(meeting: Meeting, at: datetime) -> str:
    """ "17.41 Uhr" in the time of the place; with the date where it is not the meeting's first day."""
    start = meeting.plan.meeting.starts_at
    local = at.astimezone(start.tzinfo)
    hour = said("{hour}.{minute} Uhr", hour=local.hour, minute=f"{local.minute:02d}")
    return hour if local.date() == start.date() else said("{at:digits}, {hour}", at=local, hour=hour)


def before(meeting: Meeting, seq: int) -> Meeting:
    """The meeting as it stood before an entry that is not the first, as it was known then."""
    return replay(takewhile(lambda entry: entry.seq < seq, meeting.past))
