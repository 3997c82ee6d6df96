"""Which meeting it was, as every paper that it leaves begins: number, body, day and place."""

from collections.abc import Iterator
from datetime import date

from handzeichen.meeting.state import Meeting
from handzeichen.record import wording
from handzeichen.record.times import local


def day(meeting: Meeting) -> date:
    """The day on which the meeting was opened, or is to be."""
    return local(meeting, meeting.sitting.times.opened_at or meeting.plan.meeting.starts_at).date()


def heading(meeting: Meeting) -> Iterator[str]:
    """Three lines: "37. Sitzung", the body's name, "am Donnerstag, 21. Januar 2021, Rathaus"."""
    plan = meeting.plan.meeting
    yield f"{plan.number}. Sitzung"
    yield meeting.plan.body.name
    yield f"am {wording.day(day(meeting))}" + (f", {plan.place}" if plan.place else "")
