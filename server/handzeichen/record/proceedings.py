"""What happened under each point of the agenda, as blocks: a heading perhaps, sentences, and what was decided.

A motion stands where it was decided, a motion on procedure under the item that was called when it was moved. Ballots
that were broken off or repeated are told of and never shown as a result.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from handzeichen.law.terms import motion_words
from handzeichen.meeting.coming_back import due_of
from handzeichen.meeting.ids import (
    CARRIED,
    SUBSTANTIVE,
    ItemId,
    ItemOutcome,
    Kind,
    MotionEffect,
    MotionId,
    MotionOutcome,
)
from handzeichen.meeting.left_open import SAID
from handzeichen.meeting.names import item_number, motion_name, name_of
from handzeichen.meeting.notes import words_for
from handzeichen.meeting.state import Convening, ItemState, Meeting, Motion, NoteState
from handzeichen.meeting.texts import is_changed, text_of
from handzeichen.record import wording
from handzeichen.record.called import item_at, start
from handzeichen.record.leads import ToldLead, leads
from handzeichen.record.order import bars
from handzeichen.record.results import told_result
from handzeichen.record.times import local, on_the_clock
from handzeichen.record.versions import stop_lines

Timed = tuple[datetime | None, "Block"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph of the minutes. `results` are lines that stand exactly as they were announced.

    `note` is the log's number of the clerk's sentence that it is, `motion` the motion that it tells of.
    """

    heading: str | None = None
    texts: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    note: int | None = None
    motion: MotionId | None = None


def blocks(meeting: Meeting, state: ItemState) -> tuple[Block, ...]:
    """All that is told of one item, in the order in which it happened."""
    told = timed(meeting, state)
    # What became of the item stands before what happened when it was over: that the doors were closed, perhaps.
    over = state.closed_at
    later = [block for at, block in told if over is not None and at is not None and at > over]
    happened = [block for _, block in told if block not in later]
    ending = _ending(meeting, state, happened)
    return tuple(_without_empty([_before(meeting, state), *happened, ending, *later]))


def timed(meeting: Meeting, state: ItemState) -> list[Timed]:
    """What happened while an item was dealt with, in its order, each with its time; None: nobody can say when."""
    return sorted(_told(meeting, state), key=lambda one: (one[0] is None, one[0] or start(meeting)))


def _before(meeting: Meeting, state: ItemState) -> Block:
    """Papers and bars stand first."""
    papers = [wording.paper(paper) for paper in state.papers]
    barred = [
        wording.recused(name_of(meeting, recusal.person), of_one_motion=recusal.motion is not None)
        for recusal in bars(meeting)
        if recusal.item == state.item.id
    ]
    return Block(texts=(*_treated(meeting, state), *papers, *dict.fromkeys(barred)))


def _treated(meeting: Meeting, state: ItemState) -> Iterator[str]:
    """When it was called and closed, where the profile wants the minutes to say so."""
    if not state.calls or not meeting.law.minutes_style.value.point_times:
        return
    first, *later = (local(meeting, call) for call in state.calls)
    closed = state.closed_at and local(meeting, state.closed_at)
    yield wording.treated(first, later, closed, begun=local(meeting, start(meeting)))


def _told(meeting: Meeting, state: ItemState) -> Iterator[Timed]:
    yield from _statements(meeting, state)
    yield from _order_and_doors(meeting, state)
    for note in state.notes:
        if note.motion is not None:
            continue
        # What was added when the item was over, the next morning perhaps, belongs to its end.
        at = note.at if state.closed_at is None else min(note.at, state.closed_at)
        yield at, Block(texts=(_said(meeting, note),), note=note.seq)
    for motion in meeting.motions.values():
        if home(meeting, motion) == state.item.id:
            yield _decided_at(meeting, motion), _motion(meeting, motion)
    if state.floor and meeting.law.minutes_style.value.speakers:
        speakers = dict.fromkeys(span.person for span in state.floor)
        yield state.floor[0].from_, Block(texts=(wording.spoke(name_of(meeting, p) for p in speakers),))


def _ending(meeting: Meeting, state: ItemState, happened: Iterable[Block]) -> Block:
    """What became of the item, unless a result above says it already."""
    said = {line for block in happened for line in block.results}
    text = state.ending.text
    if text is None and state.outcome is not ItemOutcome.NONE and state.ending.motion is None:
        text = wording.outcome(meeting.law.outcome_words.value, state.outcome)
    due = due_of(meeting, state) if meeting.law.comes_back_minuted.value else None
    back = () if due is None else (wording.comes_back(due),)
    ended = () if text is None or text in said else (text,)
    return Block(results=(*ended, *in_one_word(meeting, state), *back))


def in_one_word(meeting: Meeting, state: ItemState) -> Iterator[str]:
    """ "Geändert beschlossen": what a ballot on the matter comes to, where the house has a phrase for it."""
    motion = meeting.motions.get(state.ending.motion) if state.ending.motion else None
    if motion is None or motion.moved.kind is not Kind.MAIN:
        return
    outcome = state.outcome.value
    if motion.moved.effect is MotionEffect.RECOMMENDS:
        outcome = outcome.replace("adopted", "recommended")
    if phrase := meeting.law.outcome_words.value.get(outcome):
        yield phrase


def home(meeting: Meeting, motion: Motion) -> ItemId | None:
    """The item under which a motion is told of; the first where none was called."""
    moved = motion.moved
    own = moved.item if moved.kind in SUBSTANTIVE else moved.under
    return own or moved.item or moved.under or next(iter(meeting.agenda.items), None)


# Statements of the chair


def _statements(meeting: Meeting, state: ItemState) -> Iterator[Timed]:
    """Convening, quorum, notices and the lead stand under the item that was called at that time."""
    quorum = meeting.sitting.quorum
    if quorum.convening is not Convening.UNSTATED and item_at(meeting, start(meeting)) is state:
        stated = () if quorum.convening is Convening.OBJECTED else (wording.convening(objected=False),)
        objected = (wording.convening(objected=True),) if quorum.objected else ()
        yield start(meeting), Block(texts=(*stated, *objected))
    for entry in quorum.entries:
        if item_at(meeting, entry.at) is state:
            said = wording.quorum(
                meeting.law, entry, name_of(meeting, entry.by), on_the_clock(meeting, entry.at)
            )
            yield entry.at, _sentence(said)
    for notice in meeting.sitting.notices:
        if item_at(meeting, notice.at) is state:
            yield notice.at, _sentence(wording.notice(notice.notice))
    for ruling in meeting.by_the_chair:
        if item_at(meeting, ruling.at) is state:
            said = str(SAID[ruling.question, ruling.value])
            yield ruling.at, _sentence(wording.ruling(on_the_clock(meeting, ruling.at), said, ruling.reason))
    yield from _lead(meeting, state)


def _lead(meeting: Meeting, state: ItemState) -> Iterator[Timed]:
    """Who led; whoever only stood in, while the chair spoke perhaps, in one sentence."""
    for told in leads(meeting):
        if item_at(meeting, told.span.from_) is state:
            yield told.span.from_, _sentence(_led(meeting, told))


def _led(meeting: Meeting, told: ToldLead) -> str:
    who, start = name_of(meeting, told.span.person), told.span.from_
    if told.back_at is None:
        return wording.lead(who, on_the_clock(meeting, start))
    return wording.lead_for_a_while(who, local(meeting, start), on_the_clock(meeting, told.back_at))


def _order_and_doors(meeting: Meeting, state: ItemState) -> Iterator[Timed]:
    """Calls to order, exclusions, and when the doors were closed and opened."""
    for kept in meeting.agenda.kept:
        under = meeting.agenda.items.get(kept.item) if kept.item else item_at(meeting, kept.at)
        if under is state:
            who = None if kept.person is None else name_of(meeting, kept.person)
            yield kept.at, _sentence(wording.kept(kept, who, on_the_clock(meeting, kept.at)))


# Motions


def _decided_at(meeting: Meeting, motion: Motion) -> datetime | None:
    """When its last ballot was opened, else when it was moved; None stands last: planned and never voted on."""
    return meeting.ballots[motion.ballots[-1]].opened_at if motion.ballots else motion.moved_at


def _motion(meeting: Meeting, motion: Motion) -> Block:
    moved = motion.moved
    text = () if moved.text is None else (moved.text,)
    ballots = [
        line for ballot in motion.ballots for line in told_result(meeting, meeting.ballots[ballot], motion)
    ]
    return Block(
        heading=motion_name(meeting, motion),
        texts=(*text, *_particulars(meeting, motion), *_reason(meeting, motion), *_form(meeting, motion)),
        results=(*ballots, *_without_ballot(meeting, motion), *stop_lines(meeting, motion)),
        motion=motion.id,
    )


def _reason(meeting: Meeting, motion: Motion) -> tuple[str, ...]:
    """Why it was moved: in the clerk's own words where there are some, else as the mover said it."""
    if own := [_said(meeting, note) for note in words_for(meeting, motion)]:
        return tuple(own)
    if motion.moved.reason is None or not meeting.law.minutes_style.value.reasons:
        return ()
    return (wording.reason(motion.moved.reason),)


def _said(meeting: Meeting, note: NoteState) -> str:
    who = None if note.person is None else name_of(meeting, note.person)
    return wording.said(who, note.text)


def _particulars(meeting: Meeting, motion: Motion) -> Iterator[str]:
    """Where to, until when, about whom: what the motion asks for beside its text."""
    moved = motion.moved
    about = None if moved.about is None else name_of(meeting, moved.about)
    before = None if moved.before is None else f"TOP {item_number(meeting, moved.before)}"
    minutes = None if moved.minutes is None else wording.duration(moved.minutes)
    said = {"title": moved.title, "about": about, "to": moved.to, "before": before, "until": moved.until}
    said |= {
        "minutes": minutes,
        "replaces": moved.replaces,
        "parts": None if moved.parts is None else "; ".join(moved.parts),
    }
    return (wording.particular(field, words) for field, words in said.items() if words)


def _form(meeting: Meeting, motion: Motion) -> Iterator[str]:
    """What exactly was voted on, where it was not the motion as it stands above."""
    if motion.outcome not in (MotionOutcome.ADOPTED, MotionOutcome.REJECTED):
        return
    others = meeting.motions.values()
    if any(other.moved.part_of == motion.id for other in others):
        yield wording.of_motion("as_a_whole")
    final = text_of(motion) if is_changed(motion) else None
    if final is not None:
        carried = motion.outcome is MotionOutcome.ADOPTED
        yield wording.of_motion("amended_and_adopted" if carried else "amended_and_rejected")
        yield final
    elif is_changed(motion) or any(
        other.moved.amends == motion.id and other.outcome in CARRIED for other in others
    ):
        yield wording.of_motion("as_amended")


def _without_ballot(meeting: Meeting, motion: Motion) -> Iterator[str]:
    """What became of a motion that no ballot decided."""
    match motion.outcome:
        case MotionOutcome.AGREED:
            yield wording.agreed(motion_words(meeting.law, motion.moved.kind.value))
        case MotionOutcome.ADOPTED | MotionOutcome.GRANTED if motion.demanded:
            yield wording.demanded(motion_words(meeting.law, motion.moved.kind.value))
        case MotionOutcome.SETTLED:
            yield _settled(meeting, motion)
        case MotionOutcome.WITHDRAWN:
            yield wording.of_motion("withdrawn")
        case MotionOutcome.ACCEPTED:
            yield wording.of_motion("taken_over")
        case MotionOutcome.OPEN if meeting.sitting.times.closed_at is not None:
            yield wording.of_motion("not_voted_on")


def _settled(meeting: Meeting, motion: Motion) -> str:
    other = None if motion.settled_by is None else meeting.motions.get(motion.settled_by)
    if other is None:
        return wording.of_motion("not_voted_on")
    if other.moved.kind in SUBSTANTIVE:
        return wording.settled_by_motion(motion_name(meeting, other))
    return wording.settled_by_procedure(motion_words(meeting.law, other.moved.kind.value))


def _sentence(text: str) -> Block:
    return Block(texts=(text,))


def _without_empty(found: Iterable[Block]) -> Iterator[Block]:
    return (block for block in found if block != Block())
