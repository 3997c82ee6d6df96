"""What allowances (Sitzungsgeld) are reckoned by: who took part in the sitting, from when to when, in whole minutes.

Only the sitting counts, from its opening to its closing; while it was broken off nobody was in it. Interruptions count
and are told besides, for towns differ. A minute is counted as the clock shows it, so that anybody can check the sum
with the times printed beside it. How much money follows from it the town's own statute says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handzeichen.meeting.names import deputy_name, name_of
from handzeichen.meeting.plan import Person
from handzeichen.meeting.state import Meeting, Pause
from handzeichen.record import labels, wording
from handzeichen.record.heading import day
from handzeichen.record.leaf import Leaf, Part, Table, leaf
from handzeichen.record.order import attendance_order
from handzeichen.record.signing_list import LISTED
from handzeichen.record.stays import Stay, stays
from handzeichen.record.times import dated, local, minute

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A stretch of the sitting that has ended or goes on, its whole minutes and those of them without business."""

    stay: Stay
    minutes: int
    interrupted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """One person's stretches and their sums."""

    person: Person
    stretches: tuple[Timed, ...]

    @property
    def minutes(self) -> int:
        """The whole minutes there."""
        return sum(stretch.minutes for stretch in self.stretches)

    @property
    def interrupted(self) -> int:
        """Those of them in which the sitting was interrupted."""
        return sum(stretch.interrupted for stretch in self.stretches)


def attended(meeting: Meeting) -> tuple[Attended, ...]:
    """All with a seat or an honorary office who were in the sitting, in the order of the minutes."""
    people = (
        Attended(person=person, stretches=tuple(_timed(meeting, person)))
        for person in attendance_order(meeting)
        if person.role in LISTED
    )
    return tuple(one for one in people if one.stretches)


def _timed(meeting: Meeting, person: Person) -> Iterator[Timed]:
    sitting, pauses = list(_sitting(meeting)), list(_closed(meeting, meeting.sitting.pauses))
    for stay in stays(meeting, person):
        for part in _within(stay, sitting):
            stretch = (part.from_, part.to)
            if stretch[1] is None:
                yield Timed(stay=part, minutes=0, interrupted=0)
                continue
            broken = _common((stretch[0], stretch[1]), pauses)
            yield Timed(
                stay=part,
                minutes=_minutes(stretch[0], stretch[1]),
                interrupted=sum(_minutes(*pause) for pause in broken),
            )


def _sitting(meeting: Meeting) -> Iterator[tuple[datetime, datetime | None]]:
    """From the opening to the closing, without the times when it was broken off."""
    times = meeting.sitting.times
    if times.opened_at is None:
        return
    start: datetime | None = times.opened_at
    for broken in times.breaks:
        if start is not None:
            yield start, broken.from_
        start = broken.to
    if start is not None:
        yield start, times.closed_at


def _closed(meeting: Meeting, pauses: Iterable[Pause]) -> Iterator[Stretch]:
    for pause in pauses:
        stop = pause.to or meeting.sitting.times.closed_at
        if stop is not None:
            yield pause.from_, stop


def _within(stay: Stay, sitting: Iterable[tuple[datetime, datetime | None]]) -> Iterator[Stay]:
    """The parts of a stay that lie in the sitting."""
    for start, stop in sitting:
        first = max(stay.from_, start)
        last = stay.to if stop is None else stop if stay.to is None else min(stay.to, stop)
        if last is None or first < last:
            yield replace(stay, from_=first, to=last)


def _common(of: Stretch, others: Iterable[Stretch]) -> Iterator[Stretch]:
    for start, stop in others:
        first, last = max(of[0], start), min(of[1], stop)
        if first < last:
            yield first, last


def _minutes(start: datetime, stop: datetime) -> int:
    """As the clock shows it: from 17.10 to 18.25 are 75, whatever the seconds."""
    return (minute(stop) - minute(start)) // timedelta(minutes=1)


# On paper


def allowances(meeting: Meeting, *, length: int, head: str) -> Leaf:
    """The list: one row per stretch, and the sums of each person."""
    found = attended(meeting)
    columns = ("who", "role", "from", "to", "via", "minutes", "interrupted")
    stretches = Table(
        columns=tuple(wording.of_paper(f"column.{name}") for name in columns),
        rows=tuple(_row(meeting, one, stretch) for one in found for stretch in one.stretches),
        widths=(10, 7, 3, 3, 3, 4, 6),
    )
    sums = Table(
        columns=tuple(wording.of_paper(f"column.{name}") for name in ("who", "minutes", "interrupted")),
        rows=tuple(
            (name_of(meeting, one.person.id), str(one.minutes), str(one.interrupted)) for one in found
        ),
        widths=(10, 4, 6),
    )
    return leaf(
        meeting,
        wording.of_paper("allowances.title"),
        (
            Part(texts=tuple(_about(meeting))),
            Part(heading=wording.of_paper("allowances.stretches"), table=stretches if found else None),
            Part(heading=wording.of_paper("allowances.sums"), table=sums if found else None),
        ),
        foot=(wording.log(length, head),),
    )


def _about(meeting: Meeting) -> Iterator[str]:
    times = meeting.sitting.times
    if times.opened_at is None:
        yield wording.of_paper("allowances.not_opened")
        return
    yield wording.of_paper("allowances.how")
    if times.closed_at is None:
        yield wording.not_closed()
    for pause in meeting.sitting.pauses:
        stop = pause.to or times.closed_at
        said = wording.pause(local(meeting, pause.from_), stop and local(meeting, stop), pause.reason)
        yield dated(meeting, said, pause.from_)


def _row(meeting: Meeting, one: Attended, stretch: Timed) -> tuple[str, ...]:
    stay, person = stretch.stay, one.person
    name = name_of(meeting, person.id)
    if stay.acts_for is not None:
        name = deputy_name(person, meeting.person(stay.acts_for), meeting.plan.factions)
    open_ = stay.to is None
    return (
        name,
        labels.role(person),
        _at(meeting, stay.from_),
        "" if stay.to is None else _at(meeting, stay.to),
        labels.word(stay.via),
        "" if open_ else str(stretch.minutes),
        "" if open_ else str(stretch.interrupted),
    )


def _at(meeting: Meeting, at: datetime) -> str:
    """The time of day; on another day than the first with the day."""
    here = local(meeting, at)
    clock = wording.clock(here)
    return clock if here.date() == day(meeting) else wording.on_another_day(clock, here)
