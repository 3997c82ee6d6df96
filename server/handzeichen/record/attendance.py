"""Who was there, as the minutes list it: by chapter, in order, with the times of those who came late or left early.

A deputy stands under the own name: "Ratsherr Rehbein (CDU) i.V. Ratsfrau Dr. Lauenroth". Whoever was there from
beginning to end stands without a time, whether in the room or on video: who was on video stands in a chapter of its
own, where the profile wants one, and so do members who never came.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from handzeichen.law.minuting import Absent, Listed, MinutesStyle
from handzeichen.meeting.names import deputy_name, item_number, person_name, plain_name
from handzeichen.meeting.plan import Person
from handzeichen.meeting.state import Meeting
from handzeichen.record import wording
from handzeichen.record.called import item_at
from handzeichen.record.connections import connections
from handzeichen.record.order import absent, attendance_order, voting
from handzeichen.record.times import Stretch, dated, joined, local, minute

CHAPTERS = (
    Listed.VOTING,
    Listed.ABSENT,
    Listed.ADVISORY,
    Listed.BASIC_MANDATE,
    Listed.ADMINISTRATION,
    Listed.PRESS,
    Listed.GUEST,
    Listed.DEPUTY,
    Listed.REMOTE,
)
"""The chapters in their order where the profile names no other; a deputy who never acted stands after the guests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A heading and the people under it."""

    title: str
    lines: tuple[str, ...]


def chapters(meeting: Meeting) -> tuple[Chapter, ...]:
    """All chapters that somebody stands in."""
    titles = {heading.of: heading.title for heading in meeting.law.minutes_chapters.value}
    found = (
        Chapter(title=titles.get(of) or _title(meeting, of), lines=tuple(_chapter(meeting, of)))
        for of in dict.fromkeys((*titles, *CHAPTERS))
    )
    return tuple(chapter for chapter in found if chapter.lines)


def _title(meeting: Meeting, of: Listed) -> str:
    only_faults = of is Listed.REMOTE and not _style(meeting).remote
    return wording.faults_alone() if only_faults else wording.chapter(of)


def _chapter(meeting: Meeting, of: Listed) -> Iterator[str]:
    if of is Listed.ABSENT:
        yield from _absent(meeting)
    elif of is Listed.REMOTE:
        yield from connections(meeting, remote=_style(meeting).remote, faults=_style(meeting).faults)
    else:
        for person in attendance_order(meeting, _style(meeting).people):
            if _belongs(meeting, person, of):
                yield from _lines(meeting, person)


def _absent(meeting: Meeting) -> Iterator[str]:
    how = _style(meeting).absent
    for person in absent(meeting) if how is not Absent.LEFT_OUT else ():
        if how is Absent.IN_BRACKETS:
            yield f"({plain_name(person)})"
        else:
            yield person_name(person, meeting.plan.factions)


def _belongs(meeting: Meeting, person: Person, of: Listed) -> bool:
    # Whoever neither has a seat nor acted for one stands with those of the same role.
    return of is Listed.VOTING if voting(meeting, person) else of.value == person.role.value


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
    found = list(joined(meeting, stretches))
    notes = [note for stretch in found if (note := _note(meeting, *stretch))]
    if found:
        yield f"{name} {('; ' if _style(meeting).leaving_item else ', ').join(notes)}".strip()


def _both(some: Iterable[Stretch], others: Iterable[Stretch]) -> Iterator[Stretch]:
    """When two things were true at once; None as an end is still so."""
    for start, stop in some:
        for other, end in others:
            first = max(start, other)
            last = stop if end is None else end if stop is None else min(stop, end)
            if last is None or first < last:
                yield first, last


def _note(meeting: Meeting, start: datetime, stop: datetime | None) -> str | None:
    times = meeting.sitting.times
    late = times.opened_at is not None and minute(start) > minute(times.opened_at)
    early = stop is not None and (times.closed_at is None or minute(stop) < minute(times.closed_at))
    if stop is None or not early:
        return dated(meeting, wording.since(local(meeting, start)), start) if late else None
    shown = local(meeting, stop)
    said = wording.span_of(local(meeting, start), shown) if late else wording.until(shown)
    said = dated(meeting, said, stop)
    under = item_at(meeting, stop) if _style(meeting).leaving_item else None
    return said if under is None else wording.left_under(said, item_number(meeting, under.item.id))


def _style(meeting: Meeting) -> MinutesStyle:
    return meeting.law.minutes_style.value
