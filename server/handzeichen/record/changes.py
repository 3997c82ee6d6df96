"""What is different between two states of the minutes, item by item, so that somebody can read what a version changes.

Both are made by today's program from the events: what a newer program words otherwise is no change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handzeichen.meeting.fold import replay
from handzeichen.meeting.issued import Issued
from handzeichen.meeting.state import Meeting
from handzeichen.record.minutes import Minutes, Point, minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The lines that are gone and those that are new, under an item; without one, in what stands above the items."""

    item: str | None
    gone: tuple[str, ...]
    new: tuple[str, ...]


def changes_since(meeting: Meeting, version: Issued) -> tuple[Changed, ...]:
    """What today's minutes say otherwise than those of a version."""
    before = replay(entry for entry in meeting.past if entry.seq <= version.seq)
    return changes(minutes(before), minutes(meeting))


def changes(before: Minutes, now: Minutes) -> tuple[Changed, ...]:
    """The differences, in the order of the newer minutes; which version they are is none."""
    were, are = ({point.item: point for point in one.points} for one in (before, now))
    found = [_changed(None, _above(before), _above(now))]
    for item in dict.fromkeys((*are, *were)):
        point = are.get(item) or were[item]
        found.append(_changed(point.number, _told(were.get(item)), _told(are.get(item))))
    return tuple(one for one in found if one is not None)


def _changed(item: str | None, before: Iterable[str], now: Iterable[str]) -> Changed | None:
    were, are = list(before), list(now)
    if were == are:
        return None
    gone, new = _without(were, are), _without(are, were)
    if not gone and not new:  # The same lines in another order: both orders are told.
        gone, new = tuple(were), tuple(are)
    return Changed(item=item, gone=gone, new=new)


def _without(lines: list[str], others: Iterable[str]) -> tuple[str, ...]:
    left = list(others)
    found = []
    for line in lines:
        if line in left:
            left.remove(line)
        else:
            found.append(line)
    return tuple(found)


def _above(of: Minutes) -> Iterator[str]:
    yield from of.times
    for chapter in of.chapters:
        yield chapter.title
        yield from chapter.lines


def _told(point: Point | None) -> Iterator[str]:
    if point is None:
        return
    yield point.title
    for block in point.blocks:
        if block.heading is not None:
            yield block.heading
        yield from block.texts
        yield from block.results
