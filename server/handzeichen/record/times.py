"""Times as the minutes show them: by the clock on the wall, to the minute, in the form that the profile names."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from handzeichen.law.minuting import Clock
from handzeichen.meeting.state import Meeting
from handzeichen.record import wording
from handzeichen.record.called import start
from handzeichen.words.table import WithColon

Stretch = tuple[datetime, datetime | None]
"""From when to when; None as an end: still."""


def local(meeting: Meeting, at: datetime) -> datetime:
    """A time as the clock on the meeting's wall shows it."""
    shown = at.astimezone(meeting.plan.meeting.starts_at.tzinfo)
    if meeting.law.minutes_style.value.clock is Clock.DOT:
        return shown
    return WithColon.combine(shown.date(), shown.timetz())


def dated(meeting: Meeting, said: str, at: datetime) -> str:
    """The words with the day of a time, where the meeting went on on another day than it began."""
    return wording.on_its_day(said, local(meeting, at), local(meeting, start(meeting)))


def on_the_clock(meeting: Meeting, at: datetime) -> str:
    """ "17.41 Uhr"; on another day than the meeting began, with that day: "17.41 Uhr (22. Januar 2021)"."""
    return dated(meeting, wording.one_time(local(meeting, at)), at)


def minute(at: datetime) -> datetime:
    """The minute in which it was: what a clock without seconds shows."""
    return at.replace(second=0, microsecond=0)


def joined(meeting: Meeting, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches of the meeting without gaps that the minutes' clock would not show; none outside the meeting."""
    times = meeting.sitting.times
    last: Stretch | None = None
    for begin, stop in stretches:
        if stop is not None and times.opened_at is not None and stop <= times.opened_at:
            continue
        if last is not None and last[1] is not None and minute(begin) <= minute(last[1]):
            last = (last[0], stop)
            continue
        if last is not None:
            yield last
        last = (begin, stop)
    if last is not None:
        yield last


def in_meeting(meeting: Meeting, begin: datetime, stop: datetime | None) -> Stretch:
    """A stretch as far as it lies between opening and closing; still open where the meeting goes on."""
    times = meeting.sitting.times
    first = begin if times.opened_at is None else max(begin, times.opened_at)
    ends = [end for end in (stop, times.closed_at) if end is not None]
    return first, min(ends, default=None)
