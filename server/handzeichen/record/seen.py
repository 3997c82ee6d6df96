"""Who was there as everybody saw it: while the doors are closed nobody sees anybody come or go.

Whoever comes or goes behind closed doors is seen, or missed, when they open. A member who was there only then was
there: from the closing to the opening, and no closer. Of anybody else who came only then nobody else knows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from typing import TypeVar

from handzeichen.meeting import events as e
from handzeichen.meeting.ids import PersonId, Role
from handzeichen.meeting.plan import Person
from handzeichen.meeting.state import Ballot, Deputation, Fault, Meeting, Motion, Presence, Roll, Span

T = TypeVar("T", Span, Deputation, Fault)
Point = tuple[datetime, int]
"""A moment, and where it stands in the log: within one second only that tells before from after."""
LATEST = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """From when to when the doors were closed; no end: they never opened again."""

    from_: Point
    to: Point | None = None

    def holds(self, point: Point) -> bool:
        """Whether a moment lies behind the doors."""
        return self.from_ < point and (self.to is None or point < self.to)

    def hides(self, at: datetime) -> bool:
        """The same of a time alone: the moments of closing and opening are for everybody."""
        return self.from_[0] < at and (self.to is None or at < self.to[0])


def closings(meeting: Meeting) -> tuple[Closed, ...]:
    """Each time that the doors were closed, as it is true now."""
    found: list[Closed] = []
    for fact in meeting.past.facts():
        if isinstance(fact.event, e.PublicExcluded):
            found.append(Closed(from_=(fact.at, fact.seq)))
        elif isinstance(fact.event, e.PublicAdmitted) and found and found[-1].to is None:
            found[-1] = replace(found[-1], to=(fact.at, fact.seq))
    return tuple(found)


def as_seen(roll: Roll, closed: tuple[Closed, ...]) -> Roll:
    """The roll without a time that lies behind the doors, and without what began and ended there."""
    presence = {
        person: replace(
            known, spans=tuple(_spans(known, closed, whole=roll.people[person].role is Role.MEMBER))
        )
        for person, known in roll.presence.items()
    }
    unseen = {person for person, known in roll.presence.items() if known.spans and not presence[person].spans}
    return replace(
        roll,
        presence=presence,
        acting={seat: PersonId(seat) if person in unseen else person for seat, person in roll.acting.items()},
        deputations=tuple(one for one in _seen(roll.deputations, closed) if one.person not in unseen),
        faults=tuple(_seen(roll.faults, closed)),
        proposals={},
        last_event={},
    )


def _spans(known: Presence, closed: tuple[Closed, ...], *, whole: bool) -> Iterator[Span]:
    seen = list(_seen(known.spans, closed))
    if seen or not whole:
        yield from _joined(seen)
        return
    for doors in closed:  # A member who was there only behind the doors.
        there = [span for span in known.spans if doors.holds((span.from_, span.seq))]
        if there:
            yield replace(there[0], from_=doors.from_[0], to=None if doors.to is None else doors.to[0])


def _joined(spans: list[Span]) -> Iterator[Span]:
    """Whoever went and came again behind the same doors was seen to be there before and after."""
    for place, span in enumerate(spans):
        before = spans[place - 1] if place else None
        if before is not None and (before.to, before.via) == (span.from_, span.via):
            continue
        last = place
        while last + 1 < len(spans) and (spans[last].to, span.via) == (
            spans[last + 1].from_,
            spans[last + 1].via,
        ):
            last += 1
        yield replace(span, to=spans[last].to, to_seq=spans[last].to_seq)


def _seen(found: tuple[T, ...], closed: tuple[Closed, ...]) -> Iterator[T]:
    for one in found:
        first = next((doors for doors in closed if doors.holds((one.from_, one.seq))), None)
        last = None if one.to is None else next((doors for doors in closed if doors.holds(_end(one))), None)
        if first is not None and (first is last or first.to is None):
            continue
        begins = one.from_ if first is None or first.to is None else first.to[0]
        ends = one.to if last is None else None if last.to is None else last.to[0]
        yield replace(one, from_=begins, to=ends)


def _end(one: Span | Deputation | Fault) -> Point:
    """When it ended; of what ended in the second of the opening without a number of its own, everybody knows."""
    assert one.to is not None
    return one.to, getattr(one, "to_seq", None) or LATEST


def motion_as_seen(motion: Motion, closed: tuple[Closed, ...]) -> Motion:
    """What was moved behind the doors and put before everybody is there since they opened."""
    return replace(motion, moved_at=_opened(motion.moved_at, closed))


def ballot_as_seen(ballot: Ballot, closed: tuple[Closed, ...]) -> Ballot:
    """A ballot that was still open, or waited for its result, when the doors opened."""
    end = replace(ballot.end, closed_at=_opened(ballot.end.closed_at, closed))
    return replace(ballot, opened_at=_opened(ballot.opened_at, closed) or ballot.opened_at, end=end)


def _opened(at: datetime | None, closed: tuple[Closed, ...]) -> datetime | None:
    doors = None if at is None else next((doors for doors in closed if doors.hides(at)), None)
    return at if doors is None or doors.to is None else doors.to[0]


def known_to_all(meeting: Meeting) -> Mapping[PersonId, Person]:
    """The members, whoever was seen, and whoever is named by what everybody may know: nobody else."""
    people = meeting.roll.people
    roll = replace(meeting.roll, people={}, presence={})
    bare = replace(meeting, plan=replace(meeting.plan, people=()), roll=roll, ballots={})
    named = set(_texts(bare)).union(*(ballot.seat_of for ballot in meeting.ballots.values()))
    seen = {person for person, known in meeting.roll.presence.items() if known.spans}
    return {
        id_: person
        for id_, person in people.items()
        if person.role is Role.MEMBER or person.chairs or id_ in seen or id_ in named
    }


def _texts(value: object) -> Iterator[str]:
    """Every text in it, however deep: ids of persons are among them."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(key)
            yield from _texts(inner)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for inner in value:
            yield from _texts(inner)
