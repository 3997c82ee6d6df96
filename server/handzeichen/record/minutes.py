"""The minutes as plain data, in the form in which a town publishes them; writers turn them into files.

They know which edition they are: the non-public one holds the whole evening and is marked as not for everybody; in the
public one what was not public stands by its public title alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from handzeichen.law.minuting import PointsOrder
from handzeichen.law.questions import Mark
from handzeichen.meeting.ids import Form, ItemId, Secrecy
from handzeichen.meeting.names import item_number
from handzeichen.meeting.notes import behind_doors
from handzeichen.meeting.public import seen_by_public
from handzeichen.meeting.state import ItemState, Meeting
from handzeichen.record import wording
from handzeichen.record.attendance import Chapter, chapters
from handzeichen.record.called import start, treated_at
from handzeichen.record.editions import Edition, in_edition
from handzeichen.record.heading import heading
from handzeichen.record.proceedings import Block, blocks
from handzeichen.record.signing import Signature, clerks, signatures
from handzeichen.record.times import dated, local
from handzeichen.record.versions import version_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of the agenda and what happened under it; one of the non-public part has no blocks in public minutes."""

    item: ItemId | None = None
    number: str
    title: str
    public: bool
    blocks: tuple[Block, ...]
    place: int = 0
    """Its place on the agenda, which is not always the one at which it is told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Everything that the minutes say, from top to bottom."""

    municipality: str | None
    title: str
    heading: tuple[str, ...]
    times: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    points: tuple[Point, ...]
    """As they are told of, by agenda or by treatment."""
    foot: tuple[str, ...]
    doors_were_closed: bool = False
    is_practice: bool = False
    """Whether the meeting was held for practice and counts for nothing."""
    reasons: tuple[Block, ...] = ()
    """The appendix: why quorum and results are as they are, where somebody asked for it (`appendix`)."""
    signatures: tuple[Signature, ...] = ()
    """Lines to sign on, in their order; none in minutes under a log that is older than the question who signs."""
    edition: Edition = Edition.NON_PUBLIC

    @property
    def agenda(self) -> tuple[Point, ...]:
        """The same points as the agenda lists them."""
        return tuple(sorted(self.points, key=lambda point: point.place))

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
        return self.edition is not Edition.PUBLIC and (self.has_non_public_part or self.doors_were_closed)


def minutes(
    meeting: Meeting,
    *,
    edition: Edition = Edition.NON_PUBLIC,
    length: int | None = None,
    head: str | None = None,
) -> Minutes:
    """The minutes of a meeting, which may still be going on; with its log's length and head, they bear witness.

    Public minutes are made of the meeting in that edition, whatever meeting is given: a meeting already in it stays as
    it is.
    """
    meeting = in_edition(meeting, edition)
    return Minutes(
        municipality=meeting.plan.body.municipality,
        title=meeting.law.minutes_title.value,
        heading=(*heading(meeting), *version_lines(meeting)),
        times=tuple(_times(meeting)),
        chapters=chapters(meeting),
        points=tuple(_point(meeting, state, place, edition) for place, state in _in_order(meeting)),
        foot=tuple(_foot(meeting, length, head)),
        doors_were_closed=meeting.in_public is not None,
        is_practice=meeting.standing.live is False,
        signatures=signatures(meeting),
        edition=edition,
    )


def of_one_item(meeting: Meeting, state: ItemState) -> Minutes:
    """The minutes as if the meeting had had this item alone: what a preview of it shows."""
    return Minutes(
        municipality=None,
        title=meeting.law.minutes_title.value,
        heading=(*heading(meeting), *version_lines(meeting)),
        times=(),
        chapters=(),
        points=(_point(meeting, state, 1, Edition.NON_PUBLIC),),
        foot=(),
    )


def _times(meeting: Meeting) -> Iterator[str]:
    times, planned = meeting.sitting.times, meeting.plan.meeting
    if meeting.law.minutes_style.value.remote and planned.form is Form.HYBRID:
        yield wording.hybrid(planned.legal_basis)
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
        said = wording.pause(local(meeting, pause.from_), stop and local(meeting, stop), pause.reason)
        yield dated(meeting, said, pause.from_)
    if meeting.law.minutes_style.value.point_times:
        for closed, opened in behind_doors(meeting):
            shown = local(meeting, closed)
            yield dated(meeting, wording.without_public(shown, opened and local(meeting, opened)), closed)


def _in_order(meeting: Meeting) -> Iterator[tuple[int, ItemState]]:
    """The items with their places on the agenda, in its order or in that of treatment."""
    items = list(enumerate(meeting.agenda.items.values()))
    if meeting.law.minutes_style.value.points is PointsOrder.AGENDA:
        return iter(items)
    # What was never treated follows what stands before it on the agenda.
    when = [treated_at(meeting, state) for _, state in items]
    treated = accumulate(when, lambda before, at: at or before, initial=start(meeting))
    next(treated)
    timed = sorted(zip(treated, items, strict=True), key=lambda found: found[0] or start(meeting))
    return (item for _, item in timed)


def _point(meeting: Meeting, state: ItemState, place: int, edition: Edition) -> Point:
    item = state.item
    public = item.secrecy is Secrecy.PUBLIC and item.id in seen_by_public(meeting).agenda.items
    return Point(
        item=item.id,
        number=item_number(meeting, item.id),
        title=item.title,
        public=public,
        blocks=blocks(meeting, state) if public or edition is Edition.NON_PUBLIC else (),
        place=place,
    )


def _foot(meeting: Meeting, length: int | None, head: str | None) -> Iterator[str]:
    yield wording.kept_by(", ".join(clerks(meeting)))
    yield wording.law(meeting.profile, confirmed=_confirmed(meeting))
    if length is not None and head is not None:
        yield wording.log(length, head)


def _confirmed(meeting: Meeting) -> bool:
    """Whether every answer in force was read in its own text."""
    questions = (getattr(meeting.law, name) for name in type(meeting.law).__dataclass_fields__)
    return all(answer.mark is Mark.TEXT_SEEN for answer in questions)
