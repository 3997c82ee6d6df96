"""How many were there, over the evening: a small chart on the clerk's page, and the same in words.

Reckoned from the true times of all comings, goings, deputations, faults and bars, so that what was entered late or
corrected stands where it belongs. A bar that has been lifted is not drawn any more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import ClassVar

from handzeichen.law import eligibility
from handzeichen.law.eligibility import Standing
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import PersonId, SeatId, Via
from handzeichen.meeting.presence import quorum_now
from handzeichen.meeting.remembered import remembered
from handzeichen.meeting.state import Deputation, Meeting, Span
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.words import clock
from handzeichen.words import in_a_row, listed

WIDE, HIGH = 360, 40
"""The drawing's own measures."""
SHORTEST = timedelta(minutes=15)
"""The evening is never drawn shorter than this: the first minutes would fill the picture."""
STEP = 5
"""Minutes by which the line goes on while nothing changes: it need not be sent again with every entry."""
TOLD = 6
"""So many changes are told in words; of more, the newest."""

Stretch = tuple[datetime, datetime | None]
Moment = tuple[datetime, int]
"""From when on how many counted as present."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePart(Part):
    """The chart: `line` and `below` are paths in a drawing of `WIDE` by `HIGH`, `needed_at` the height of the limit.

    `below` covers the times at which fewer were there than are needed; it is empty where there were none.
    """

    template: ClassVar[str] = "clerk_course.html"

    line: str
    below: str
    needed_at: str
    needed: int
    lowest: int
    now: int
    begins: str
    ends: str
    in_words: str


def course(meeting: Meeting, entries: Sequence[Entry]) -> CoursePart | Nothing:
    """The chart from the opening to the newest entry; nothing before the opening."""
    opened = meeting.sitting.times.opened_at
    if opened is None or not entries:
        return NOTHING
    end = meeting.sitting.times.closed_at or entries[-1].at
    moments = [moment for moment in present_over_time(meeting) if moment[0] <= end]
    drawn = end.replace(minute=end.minute - end.minute % STEP, second=0)
    return _drawn(
        meeting, tuple(_since(moments, opened)), opened, max(drawn, opened, *(at for at, _ in moments))
    )


def _drawn(meeting: Meeting, moments: Sequence[Moment], opened: datetime, end: datetime) -> CoursePart:
    now = quorum_now(meeting)
    last = max(end, opened + SHORTEST)
    top = max(now.seats, *(number for _, number in moments))

    def x(at: datetime) -> str:
        return f"{WIDE * ((at - opened) / (last - opened)):.1f}"

    def y(number: int) -> str:
        return f"{HIGH - 1 - (HIGH - 2) * number / top:.1f}"

    stretches = list(zip(moments, [*(at for at, _ in moments[1:]), end], strict=True))
    line = " ".join(f"H{x(at)} V{y(number)}" for at, number in moments[1:])
    below = " ".join(
        f"M{x(at)} {y(now.required)} V{y(number)} H{x(until)} V{y(now.required)} Z"
        for (at, number), until in stretches
        if number < now.required and until > at
    )
    return CoursePart(
        line=f"M0 {y(moments[0][1])} {line} H{x(end)}".replace("  ", " "),
        below=below,
        needed_at=y(now.required),
        needed=now.required,
        lowest=min(number for _, number in moments),
        now=moments[-1][1],
        begins=clock(meeting, opened),
        ends=clock(meeting, end),
        in_words=_in_words(meeting, moments),
    )


def _in_words(meeting: Meeting, moments: Sequence[Moment]) -> str:
    """ "17.41 Uhr 10, 17.51 Uhr 9" """
    told = [in_a_row([clock(meeting, at), number]) for at, number in moments[-TOLD:]]
    return listed(told)


def _since(moments: Sequence[Moment], opened: datetime) -> Iterator[Moment]:
    """What was true at the opening, and each change after it; of several within a minute the last."""
    before = [number for at, number in moments if at <= opened]
    found: list[Moment] = [(opened, before[-1] if before else 0)]
    for at, number in moments:
        if at <= opened:
            continue
        if f"{at:%H%M}" == f"{found[-1][0]:%H%M}" and len(found) > 1:
            found.pop()
        if number != found[-1][1]:
            found.append((at, number))
    yield from found


def _of_the_course(meeting: Meeting) -> tuple[object, ...]:
    roll = meeting.roll
    return (
        meeting.law,
        roll.presence,
        roll.acting,
        roll.deputations,
        roll.faults,
        roll.recusals,
        meeting.agenda.items,
    )


@remembered(_of_the_course)
def present_over_time(meeting: Meeting) -> tuple[Moment, ...]:
    """Every moment at which something changed, and how many seats counted as present from then on."""
    changes = Counter[datetime]()
    stories = _stories(meeting)
    for seat in meeting.roll.acting:
        counted = False
        for at in sorted(set(_turns(stories, seat))):
            counts = eligibility.counts_as_present(meeting.law, _standing_at(stories, seat, at))
            changes[at] += counts - counted
            counted = counts
    turns = sorted(changes)
    return tuple(zip(turns, accumulate(changes[at] for at in turns), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stories:
    """What happened when, by whom it happened to; the deputations by the member stood in for."""

    here: Mapping[PersonId, tuple[Span, ...]]
    faults: Mapping[PersonId, list[Stretch]]
    unseen: Mapping[PersonId, list[Stretch]]
    bars: Mapping[PersonId, list[Stretch]]
    deputies: Mapping[PersonId, list[Deputation]]


def _stories(meeting: Meeting) -> _Stories:
    faults, bars = defaultdict[PersonId, list[Stretch]](list), defaultdict[PersonId, list[Stretch]](list)
    deputies = defaultdict[PersonId, list[Deputation]](list)
    for fault in meeting.roll.faults:
        if fault.person is not None:
            faults[fault.person].append((fault.from_, fault.to))
    for recusal in meeting.roll.recusals:
        state = meeting.agenda.items[recusal.item]
        if recusal.active and recusal.motion is None and state.calls:
            entry = meeting.past.entry(recusal.seq)
            begun = state.calls[0] if entry is None else max(state.calls[0], entry.at)
            bars[recusal.person].append((begun, state.closed_at))
    for deputation in meeting.roll.deputations:
        deputies[deputation.for_].append(deputation)
    here = {person: presence.spans for person, presence in meeting.roll.presence.items()}
    unseen = {
        person: [(dark.from_, dark.to) for dark in presence.unseen]
        for person, presence in meeting.roll.presence.items()
    }
    return _Stories(here=here, faults=faults, unseen=unseen, bars=bars, deputies=deputies)


def _turns(stories: _Stories, seat: SeatId) -> Iterator[datetime]:
    """When anything may have changed for a seat."""
    member = PersonId(seat)
    deputies = stories.deputies.get(member, [])
    for person in dict.fromkeys((member, *(deputation.person for deputation in deputies))):
        spans: list[Stretch] = [(span.from_, span.to) for span in stories.here.get(person, ())]
        others = (stories.faults, stories.unseen, stories.bars)
        for begun, over in (*spans, *(one for story in others for one in story.get(person, ()))):
            yield from (at for at in (begun, over) if at is not None)
    for deputation in deputies:
        yield from (at for at in (deputation.from_, deputation.to) if at is not None)


def _standing_at(stories: _Stories, seat: SeatId, at: datetime) -> Standing:
    """How whoever acted for a seat was here at a moment."""
    member = PersonId(seat)
    acting = [d.person for d in stories.deputies.get(member, ()) if _holds(d.from_, d.to, at)]
    person = acting[-1] if acting else member
    spans = [span for span in stories.here.get(person, ()) if _holds(span.from_, span.to, at)]
    via = spans[-1].via if spans else None
    disturbed = any(_holds(begun, over, at) for begun, over in stories.faults.get(person, ()))
    unseen = any(_holds(begun, over, at) for begun, over in stories.unseen.get(person, ()))
    return Standing(
        in_room=via is Via.ROOM,
        by_video=via is Via.VIDEO,
        disturbed=disturbed,
        without_picture=unseen and not disturbed,
        barred=any(_holds(begun, over, at) for begun, over in stories.bars.get(person, ())),
    )


def _holds(begun: datetime, over: datetime | None, at: datetime) -> bool:
    return begun <= at and (over is None or at < over)
