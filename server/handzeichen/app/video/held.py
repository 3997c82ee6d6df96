"""Which meeting a conference is for, where several might be: the one that is going on, else the next."""

from datetime import datetime, timedelta
from typing import Final

from handzeichen.app.video.settings import Setting
from handzeichen.meeting.state import Meeting, Phase

EARLY: Final = timedelta(hours=2)
"""So long before its beginning a meeting may be entered by video: the technical check is that evening, and a rehearsal
is held on any day."""
EVENING: Final = timedelta(hours=12)
"""No evening lasts longer than that."""


def may_be_held_in(setting: Setting, meeting: Meeting, time: datetime) -> bool:
    """Whether it is held there at all, at this time by its own clock."""
    plan, phase = meeting.plan, meeting.sitting.phase
    if not setting.is_for(plan):
        return False
    if phase is Phase.PLANNED and meeting.standing.live is not False:
        return time >= plan.meeting.starts_at - EARLY
    return phase is not Phase.CLOSED


def turn(meeting: Meeting, time: datetime) -> tuple[int, float]:
    """The least is the one: first what has begun this evening, then what is about to begin or was broken off; of both
    the earliest. What has waited for days, broken off or never opened, stands back for a meeting of this evening."""
    times, phase = meeting.sitting.times, meeting.sitting.phase
    last = times.breaks[-1] if times.breaks else None
    begun = (last and last.to) or times.opened_at
    waits = phase in (Phase.PLANNED, Phase.ADJOURNED)
    at = (last.from_ if last else meeting.plan.meeting.starts_at) if waits else begun
    assert at is not None, "what does not wait was opened"
    if time - at > EVENING:
        return 2, -at.timestamp()
    return int(waits), at.timestamp()
