"""When somebody was there, by which way and on whose seat: stretches in which nothing of this changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from handzeichen.meeting.ids import PersonId, Role, Via
from handzeichen.meeting.plan import Person
from handzeichen.meeting.state import Meeting, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One stretch. `seat` is the seat acted for, `acts_for` the member whom a deputy stood in for; `to` None: still."""

    person: PersonId
    seat: PersonId | None
    acts_for: PersonId | None
    via: Via
    from_: datetime
    to: datetime | None


def stays(meeting: Meeting, person: Person) -> Iterator[Stay]:
    """All of somebody's, cut where somebody takes or leaves a seat; what still runs ends with the meeting."""
    end = meeting.sitting.times.closed_at
    own = person.id if person.role is Role.MEMBER else None
    for span in meeting.roll.of(person.id).spans:
        seats = list(_seats(meeting, person.id, span))
        stops = [*(start for start, _ in seats[1:]), span.to or end]
        for (start, acted_for), stop in zip(seats, stops, strict=True):
            yield Stay(
                person=person.id,
                seat=acted_for or own,
                acts_for=acted_for,
                via=span.via,
                from_=start,
                to=stop,
            )


def _seats(meeting: Meeting, person: PersonId, span: Span) -> Iterator[tuple[datetime, PersonId | None]]:
    """For whom somebody acted from when on within one stay; None is nobody else."""
    own = [d for d in meeting.roll.deputations if d.person == person]
    cuts = {at for d in own for at in (d.from_, d.to) if at is not None}
    inside = sorted(at for at in cuts if span.from_ < at and (span.to is None or at < span.to))
    found = [
        (at, next((d.for_ for d in own if d.from_ <= at and (d.to is None or at < d.to)), None))
        for at in (span.from_, *inside)
    ]
    yield from (
        now for last, now in zip([None, *found], found, strict=False) if last is None or last[1] != now[1]
    )
