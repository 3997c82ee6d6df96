"""Who was there, as the minutes list it: by chapter, in order, with the times of those who came late or left early.

A deputy stands under the own name: "Ratsherr Rehbein (CDU) i.V. Ratsfrau Dr. Lauenroth". Whoever was there from
beginning to end stands without a time, whether in the room or on video.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from handzeichen.meeting.ids import PersonId, Role
from handzeichen.meeting.names import deputy_name, person_name
from handzeichen.meeting.plan import Person
from handzeichen.meeting.state import Meeting
from handzeichen.record import wording
from handzeichen.record.order import attendance_order, voting

CHAPTERS = (
    None,
    Role.ADVISORY,
    Role.BASIC_MANDATE,
    Role.ADMINISTRATION,
    Role.PRESS,
    Role.GUEST,
    Role.DEPUTY,
)
"""By role; None is whoever has a seat or acted for one. A deputy who never did stands last."""

Stretch = tuple[datetime, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A heading and the people under it."""

    title: str
    lines: tuple[str, ...]


def chapters(meeting: Meeting) -> tuple[Chapter, ...]:
    """All chapters that somebody stands in."""
    people = attendance_order(meeting)
    found = (
        Chapter(title=wording.chapter(role), lines=tuple(_all_lines(meeting, people, role)))
        for role in CHAPTERS
    )
    return tuple(chapter for chapter in found if chapter.lines)


def _all_lines(meeting: Meeting, people: Iterable[Person], role: Role | None) -> Iterator[str]:
    for person in people:
        if _belongs(meeting, person, role):
            yield from _lines(meeting, person)


def _belongs(meeting: Meeting, person: Person, role: Role | None) -> bool:
    return role is None if voting(meeting, person) else person.role is role


def _lines(meeting: Meeting, person: Person) -> Iterator[str]:
    """A person's line; a deputy has one for each member stood in for. None of one who left before the opening."""
    factions = meeting.plan.factions
    here = [(span.from_, span.to) for span in meeting.roll.of(person.id).spans]
    deputations = [d for d in meeting.roll.deputations if d.person == person.id]
    for member in dict.fromkeys(d.for_ for d in deputations):
        acting = [(d.from_, d.to) for d in deputations if d.for_ == member]
        name = deputy_name(person, meeting.person(member), factions)
        yield from _with_times(meeting, name, _both(acting, here))
    if not deputations:
        yield from _with_times(meeting, f"{person_name(person, factions)}{_office(person)}", here)


def _office(person: Person) -> str:
    office = f" ({person.office})" if person.office else ""
    return f"{office}, {person.note}" if person.note else office


def _with_times(meeting: Meeting, name: str, stretches: Iterable[Stretch]) -> Iterator[str]:
    """The name, and when somebody was there if not all the time."""
    joined = list(_joined(meeting, stretches))
    notes = ", ".join(note for stretch in joined if (note := _note(meeting, *stretch)))
    if joined:
        yield f"{name} {notes}".strip()


def _both(some: Iterable[Stretch], others: Iterable[Stretch]) -> Iterator[Stretch]:
    """When two things were true at once; None as an end is still so."""
    for start, stop in some:
        for other, end in others:
            first = max(start, other)
            last = stop if end is None else end if stop is None else min(stop, end)
            if last is None or first < last:
                yield first, last


def _joined(meeting: Meeting, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches of the meeting without gaps that the minutes' clock would not show; none outside the meeting."""
    times = meeting.sitting.times
    last: Stretch | None = None
    for start, stop in stretches:
        if stop is not None and times.opened_at is not None and stop <= times.opened_at:
            continue
        if last is not None and last[1] is not None and _minute(start) <= _minute(last[1]):
            last = (last[0], stop)
            continue
        if last is not None:
            yield last
        last = (start, stop)
    if last is not None:
        yield last


def _note(meeting: Meeting, start: datetime, stop: datetime | None) -> str | None:
    times = meeting.sitting.times
    late = times.opened_at is not None and _minute(start) > _minute(times.opened_at)
    early = stop is not None and (times.closed_at is None or _minute(stop) < _minute(times.closed_at))
    start, stop = local(meeting, start), stop and local(meeting, stop)
    if late and early and stop is not None:
        return wording.span_of(start, stop)
    if late:
        return wording.since(start)
    return wording.until(stop) if early and stop is not None else None


def local(meeting: Meeting, at: datetime) -> datetime:
    """A time as the clock on the meeting's wall shows it."""
    return at.astimezone(meeting.plan.meeting.starts_at.tzinfo)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def name_of(meeting: Meeting, person: PersonId) -> str:
    """A person's name with the faction."""
    return person_name(meeting.person(person), meeting.plan.factions)
