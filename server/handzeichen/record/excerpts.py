"""Excerpts of resolutions (Beschlussauszug): what was decided on one matter, to be handed on by itself.

There is one for every matter that a ballot decided, and for what put an item off or away. What was broken off, repeated
or never decided has none. Nobody's vote stands in it, not even that of a roll call: it is in the minutes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from handzeichen.law.terms import motion_words
from handzeichen.meeting.ids import BallotState, ItemId, Kind, MotionId, MotionOutcome
from handzeichen.meeting.names import item_number, motion_name, name_of
from handzeichen.meeting.state import Ballot, ItemState, Meeting, Motion
from handzeichen.meeting.texts import as_it_stands
from handzeichen.record import wording
from handzeichen.record.called import start
from handzeichen.record.editions import Edition, in_edition
from handzeichen.record.leaf import Leaf, Part, leaf
from handzeichen.record.order import bars
from handzeichen.record.pasted import announced, decided, verb
from handzeichen.record.results import beside_the_words
from handzeichen.record.signing import Signature
from handzeichen.record.times import dated, on_the_clock
from handzeichen.record.versions import stop_lines, version_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The excerpt of one resolution, and of which motion and item it is."""

    item: ItemId
    motion: MotionId
    leaf: Leaf


def excerpts(meeting: Meeting, *, length: int, head: str) -> tuple[Excerpt, ...]:
    """All of the meeting, in the order of its items; one that not everybody may read says so."""
    public = dict(_all(in_edition(meeting, Edition.PUBLIC), length, head))
    found = dict(_all(meeting, length, head))
    return tuple(
        one if _reads_alike(public.get(motion), one) else _not_for_everybody(one)
        for motion, one in found.items()
    )


def _reads_alike(public: Excerpt | None, one: Excerpt) -> bool:
    """Whether everybody may read it as it is; how far the minutes of another part are has no say in it."""
    return public is not None and public.leaf.parts == one.leaf.parts


def resolutions(meeting: Meeting) -> Iterator[tuple[ItemState, Motion]]:
    """What there is an excerpt of: each resolution with its item, in the order of the items."""
    for state in meeting.agenda.items.values():
        for motion in _resolutions(meeting, state):
            yield state, motion


def _all(meeting: Meeting, length: int, head: str) -> Iterator[tuple[MotionId, Excerpt]]:
    for state, motion in resolutions(meeting):
        paper = leaf(
            meeting,
            wording.of_paper("excerpt.title"),
            tuple(_parts(meeting, state, motion)),
            signatures=(
                Signature(role=wording.of_paper("excerpt.place")),
                Signature(role=wording.of_paper("excerpt.right")),
            ),
            foot=tuple(_foot(meeting, length, head)),
        )
        yield motion.id, Excerpt(item=state.item.id, motion=motion.id, leaf=paper)


def _not_for_everybody(one: Excerpt) -> Excerpt:
    marks = (*one.leaf.marks, wording.of_paper("excerpt.closed"))
    return replace(one, leaf=replace(one.leaf, marks=marks))


def _resolutions(meeting: Meeting, state: ItemState) -> Iterator[Motion]:
    """The matters, and the motion that ended the item without them."""
    matters = decided(meeting, state)
    yield from matters
    ended = None if state.ending.motion is None else meeting.motions.get(state.ending.motion)
    if ended is None or ended in matters or ended.moved.kind in (Kind.MAIN, Kind.AMENDMENT):
        return
    if ended.outcome in (MotionOutcome.ADOPTED, MotionOutcome.AGREED):
        yield ended


# What stands in it


def _parts(meeting: Meeting, state: ItemState, motion: Motion) -> Iterator[Part]:
    number = item_number(meeting, state.item.id)
    yield Part(
        heading=wording.of_paper("excerpt.item", number=number, title=state.item.title),
        texts=tuple(map(wording.paper, state.papers)),
    )
    yield _resolution(meeting, motion)
    yield Part(facts=tuple(_facts(meeting, motion)), texts=tuple(_barred(meeting, state, motion)))


def _resolution(meeting: Meeting, motion: Motion) -> Part:
    """What exactly was decided, in full, and the result in the words in which it was announced."""
    text = as_it_stands(meeting, motion)
    if motion.moved.kind is not Kind.MAIN:
        return Part(
            heading=motion_name(meeting, motion),
            quoted=() if text is None else (text,),
            results=tuple(_results(meeting, motion)),
        )
    return Part(
        heading=wording.pasted(verb(meeting, motion)),
        quoted=(motion_name(meeting, motion) if text is None else text,),
        results=tuple(_results(meeting, motion)),
    )


def _results(meeting: Meeting, motion: Motion) -> Iterator[str]:
    """The announced words, and whether something stands against carrying it out."""
    yield from _announced(meeting, motion)
    yield from stop_lines(meeting, motion)


def _announced(meeting: Meeting, motion: Motion) -> Iterator[str]:
    ballot, result = _ballot(meeting, motion), announced(meeting, motion)
    if ballot is None or result is None:
        words = motion_words(meeting.law, motion.moved.kind.value)
        yield wording.demanded(words) if motion.demanded else wording.agreed(words)
        return
    yield result.wording
    numbers = wording.tally(result)
    yield numbers if ballot.end.announced_at is None else dated(meeting, numbers, ballot.end.announced_at)
    yield from beside_the_words(meeting, ballot, motion, result)


def _facts(meeting: Meeting, motion: Motion) -> Iterator[tuple[str, str]]:
    ballot = _ballot(meeting, motion)
    if said := _quorum(meeting, start(meeting) if ballot is None else ballot.opened_at):
        yield wording.of_paper("excerpt.quorum"), said


def _quorum(meeting: Meeting, at: datetime) -> str | None:
    """The chair's last statement before the ballot; where none was held, before anything was decided."""
    stated = [entry for entry in meeting.sitting.quorum.entries if not entry.challenged]
    before = [entry for entry in stated if entry.at <= at] or stated[:1]
    if not before:
        return None
    last = before[-1]
    return wording.quorum(meeting.law, last, name_of(meeting, last.by), on_the_clock(meeting, last.at))


def _barred(meeting: Meeting, state: ItemState, motion: Motion) -> Iterator[str]:
    """Who took no part, as the minutes say it; a bar from another motion of the item is none from this one."""
    said = [
        wording.recused(name_of(meeting, bar.person), of_one_motion=False)
        for bar in bars(meeting)
        if bar.item == state.item.id and bar.motion in (None, motion.id)
    ]
    yield from dict.fromkeys(said)


def _ballot(meeting: Meeting, motion: Motion) -> Ballot | None:
    """The ballot that counts; None where nobody objected and so none was held."""
    ballots = (meeting.ballots[ballot] for ballot in reversed(motion.ballots) if ballot in meeting.ballots)
    return next((ballot for ballot in ballots if ballot.state is BallotState.ANNOUNCED), None)


def _foot(meeting: Meeting, length: int, head: str) -> Iterator[str]:
    title = meeting.law.minutes_title.value
    yield ", ".join([wording.of_paper("excerpt.from", minutes=title), *version_lines(meeting)])
    if meeting.sitting.times.closed_at is None:
        yield wording.not_closed()
    yield wording.log(length, head)
