"""The minutes as plain data, in the form in which a town publishes them; writers turn them into files.

The whole evening is in them, the non-public part marked as such: it is the clerk's edition.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from handzeichen.law.questions import Mark
from handzeichen.meeting.ids import Secrecy
from handzeichen.meeting.names import item_number, plain_name
from handzeichen.meeting.public import seen_by_public
from handzeichen.meeting.state import ItemState, Meeting
from handzeichen.record import wording
from handzeichen.record.attendance import Chapter, chapters, local
from handzeichen.record.proceedings import Block, blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of the agenda and what happened under it."""

    number: str
    title: str
    public: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Everything that the minutes say, from top to bottom."""

    municipality: str | None
    title: str
    heading: tuple[str, ...]
    times: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    points: tuple[Point, ...]
    foot: tuple[str, ...]
    doors_were_closed: bool = False
    is_practice: bool = False
    """Whether the meeting was held for practice and counts for nothing."""
    reasons: tuple[Block, ...] = ()
    """The appendix: why quorum and results are as they are, where somebody asked for it (`appendix`)."""

    @property
    def has_non_public_part(self) -> bool:
        """Whether some points are not for everybody."""
        return not all(point.public for point in self.points)

    @property
    def marks(self) -> tuple[str, ...]:
        """What stands above everything else: that they count for nothing, that they are not for everybody."""
        practised = (wording.practice(),) if self.is_practice else ()
        return (*practised, wording.contains_non_public()) if self.is_confidential else practised

    @property
    def is_confidential(self) -> bool:
        """Whether they may not be published as they are: a public item, too, may have been spoken of behind doors."""
        return self.has_non_public_part or self.doors_were_closed


def minutes(meeting: Meeting, *, length: int | None = None, head: str | None = None) -> Minutes:
    """The minutes of a meeting, which may still be going on; with its log's length and head, they bear witness."""
    return Minutes(
        municipality=meeting.plan.body.municipality,
        title=meeting.law.minutes_title.value,
        heading=tuple(_heading(meeting)),
        times=tuple(_times(meeting)),
        chapters=chapters(meeting),
        points=tuple(_point(meeting, state) for state in meeting.agenda.items.values()),
        foot=tuple(_foot(meeting, length, head)),
        doors_were_closed=meeting.in_public is not None,
        is_practice=meeting.standing.live is False,
    )


def _heading(meeting: Meeting) -> Iterator[str]:
    plan = meeting.plan.meeting
    day = local(meeting, meeting.sitting.times.opened_at or plan.starts_at).date()
    yield f"{plan.number}. Sitzung"
    yield meeting.plan.body.name
    yield f"am {wording.day(day)}" + (f", {plan.place}" if plan.place else "")


def _times(meeting: Meeting) -> Iterator[str]:
    times = meeting.sitting.times
    if times.opened_at is not None:
        begun = local(meeting, times.opened_at)
        yield wording.begin(begun)
        if times.closed_at is not None:
            yield wording.end(local(meeting, times.closed_at), begun=begun)
        for broken in times.breaks:
            resumed = broken.to and local(meeting, broken.to)
            yield wording.broken_off(
                local(meeting, broken.from_), resumed=resumed, why=broken.reason, begun=begun
            )
    if times.closed_at is None:
        yield wording.not_closed()
    for pause in meeting.sitting.pauses:
        stop = pause.to or times.closed_at
        yield wording.pause(local(meeting, pause.from_), stop and local(meeting, stop), pause.reason)


def _point(meeting: Meeting, state: ItemState) -> Point:
    return Point(
        number=item_number(meeting, state.item.id),
        title=state.item.title,
        public=state.item.secrecy is Secrecy.PUBLIC and state.item.id in seen_by_public(meeting).agenda.items,
        blocks=blocks(meeting, state),
    )


def _foot(meeting: Meeting, length: int | None, head: str | None) -> Iterator[str]:
    yield wording.kept_by(_clerks(meeting))
    yield wording.law(meeting.profile, confirmed=_confirmed(meeting))
    if length is not None and head is not None:
        yield wording.log(length, head)


def _clerks(meeting: Meeting) -> str:
    """One name; after a change each with its hours."""
    spans = meeting.sitting.lead.minutes
    first = plain_name(meeting.person(meeting.plan.meeting.clerk))
    if not spans:
        return first
    named = [f"{first} {wording.until(local(meeting, spans[0].from_))}"]
    for span in spans:
        start, stop = local(meeting, span.from_), span.to and local(meeting, span.to)
        hours = wording.since(start) if stop is None else wording.span_of(start, stop)
        named.append(f"{plain_name(meeting.person(span.person))} {hours}")
    return ", ".join(named)


def _confirmed(meeting: Meeting) -> bool:
    """Whether every answer in force was read in its own text."""
    questions = (getattr(meeting.law, name) for name in type(meeting.law).__dataclass_fields__)
    return all(answer.mark is Mark.TEXT_SEEN for answer in questions)
