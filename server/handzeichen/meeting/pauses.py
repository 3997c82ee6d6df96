"""A resolved interruption: carried, it waits for the chair's word, and that starts the clock which was resolved.

The meeting is not suspended by the announcement itself: while it is suspended nobody may object, doubt or repeat, and
that is possible at once, before the next act. The chair's "unterbrochen" is the next act.
"""

import re
from datetime import datetime, timedelta
from typing import Final

from handzeichen.meeting.ids import CARRIED, Kind
from handzeichen.meeting.state import Meeting, Motion

_CLOCK: Final = re.compile(r"(?:bis )?(\d{1,2})(?:[.:](\d\d))?(?: Uhr)?")


def resolved(meeting: Meeting) -> Motion | None:
    """The interruption that was carried by the chair's last act and is still to begin."""
    act = meeting.sitting.last_act
    ballot = None if act.announced is None else meeting.ballots.get(act.announced)
    just_now = (act.agreed,) if ballot is None else ballot.motions
    motions = [meeting.motions[motion] for motion in just_now if motion is not None]
    carried = (m for m in motions if m.moved.kind is Kind.INTERRUPTION and m.outcome in CARRIED)
    return next(carried, None)


def ends_at(meeting: Meeting, motion: Motion, at: datetime) -> datetime | None:
    """Until when, if the interruption begins now: after the minutes resolved, else at the time of day; None if open."""
    minutes, until = motion.moved.minutes, motion.moved.until
    if minutes:
        return at + timedelta(minutes=minutes)
    said = None if until is None else _CLOCK.fullmatch(until.strip())
    if said is None or int(said[1]) > 23 or int(said[2] or 0) > 59:
        return None
    local = at.astimezone(meeting.plan.meeting.starts_at.tzinfo)
    end = local.replace(hour=int(said[1]), minute=int(said[2] or 0), second=0, microsecond=0)
    return end if end > at else None
