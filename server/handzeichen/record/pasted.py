"""The result of each item as plain text, to be pasted into the town's own council information system.

It says what the minutes say of it, and no more: an item of which nothing has become yet has no text here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from handzeichen.meeting.events import ResultAnnounced
from handzeichen.meeting.ids import CARRIED, BallotState, ItemOutcome, Kind, MotionEffect, MotionOutcome
from handzeichen.meeting.names import item_number, motion_name
from handzeichen.meeting.state import ItemState, Meeting, Motion
from handzeichen.meeting.texts import as_it_stands
from handzeichen.record import wording
from handzeichen.record.proceedings import in_one_word
from handzeichen.record.versions import stop_lines

DECIDED = (MotionOutcome.ADOPTED, MotionOutcome.REJECTED, MotionOutcome.AGREED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """One item of which something has become: its number and title, and the whole text to be pasted."""

    number: str
    title: str
    text: str

    @property
    def lines(self) -> int:
        """So many lines it has at least."""
        return self.text.count("\n") + 1


def pasted(meeting: Meeting) -> tuple[Pasted, ...]:
    """Every item with a result, in the order of the minutes, as far as the meeting has come."""
    return tuple(found for state in meeting.agenda.items.values() if (found := _of_item(meeting, state)))


def _of_item(meeting: Meeting, state: ItemState) -> Pasted | None:
    matters, ending = decided(meeting, state), _ending(meeting, state)
    if not matters and ending is None:
        return None
    number, title = item_number(meeting, state.item.id), state.item.title
    head = [wording.pasted("item", number=number, title=title), *map(wording.paper, state.papers)]
    said = {result.wording for motion in matters if (result := announced(meeting, motion))}
    words = (*([] if ending is None or ending in said else [ending]), *in_one_word(meeting, state))
    became = [[wording.pasted("became", outcome=outcome)] for outcome in words]
    decisions = (_decision(meeting, motion, named=len(matters) > 1) for motion in matters)
    paragraphs = ["\n".join(lines) for lines in (head, *decisions, *became)]
    return Pasted(number=number, title=title, text="\n\n".join(paragraphs))


def _ending(meeting: Meeting, state: ItemState) -> str | None:
    """What became of the item where no ballot on the matter says it."""
    if state.ending.text is not None or state.outcome is ItemOutcome.NONE or state.ending.motion is not None:
        return state.ending.text
    return wording.outcome(meeting.law.outcome_words.value, state.outcome)


def decided(meeting: Meeting, state: ItemState) -> list[Motion]:
    """The matters of the item that were decided; parts stand for themselves only where no whole was voted on."""
    found = {
        motion.id: motion
        for motion in meeting.motions.values()
        if motion.moved.kind is Kind.MAIN and motion.moved.item == state.item.id and motion.outcome in DECIDED
    }
    return [motion for motion in found.values() if motion.moved.part_of not in found]


def _decision(meeting: Meeting, motion: Motion, *, named: bool) -> Iterator[str]:
    """What exactly was decided on the matter, and with which result; a recommendation is no resolution."""
    if named:
        yield motion_name(meeting, motion)
    yield wording.pasted(verb(meeting, motion))
    if text := as_it_stands(meeting, motion):
        yield text
    result = announced(meeting, motion)
    if result is None:
        yield wording.pasted("agreed")
        return
    yield result.wording
    yield wording.tally(result)
    yield from stop_lines(meeting, motion)


def verb(meeting: Meeting, motion: Motion) -> str:
    """What the body does with the matter, by the key of its words: it decides, rejects, recommends or does not."""
    carried, part_of = motion.outcome in CARRIED, motion.moved.part_of
    whole = motion if part_of is None else meeting.motions.get(part_of, motion)
    if whole.moved.effect is MotionEffect.RECOMMENDS:
        return "recommends" if carried else "does_not_recommend"
    return "decides" if carried else "rejects"


def announced(meeting: Meeting, motion: Motion) -> ResultAnnounced | None:
    """The result that counts; None where nobody objected and so no ballot was held."""
    ballots = (meeting.ballots[ballot] for ballot in reversed(motion.ballots))
    return next((ballot.end.result for ballot in ballots if ballot.state is BallotState.ANNOUNCED), None)
