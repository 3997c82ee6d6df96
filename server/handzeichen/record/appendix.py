"""The appendix of the minutes for whoever asks why: the reasons of each statement of the quorum and of each result.

It is added where it is asked for. What was counted and repeated is no result and has no reasons here; numbers that were
corrected stand as they were announced last.
"""

from collections.abc import Iterator
from dataclasses import replace

from handzeichen.meeting.events import ResultAnnounced
from handzeichen.meeting.ids import BallotState
from handzeichen.meeting.state import Meeting
from handzeichen.record.minutes import Minutes
from handzeichen.record.proceedings import Block
from handzeichen.why import text
from handzeichen.why.evening import GROUNDS, Explained, evening, quoted_once
from handzeichen.why.explanation import Explanation
from handzeichen.why.times import clock


def with_reasons(minutes: Minutes, meeting: Meeting) -> Minutes:
    """The same minutes with the reasons at their end."""
    found = [one for one in evening(meeting.past, lambda *_: "", GROUNDS) if _stands(meeting, one)]
    return replace(minutes, reasons=tuple(_block(meeting, one) for one in quoted_once(found)))


def _stands(meeting: Meeting, one: Explained) -> bool:
    """Whether it is the last word on its ballot, and a result; what was said of the quorum always stands."""
    event = one.entry.event
    if not isinstance(event, ResultAnnounced):
        return True
    ballot = meeting.ballots[event.ballot]
    return ballot.state is BallotState.ANNOUNCED and ballot.end.result == event


def _block(meeting: Meeting, one: Explained) -> Block:
    found = one.explanation
    return Block(
        heading=f"{clock(meeting, one.entry.at)}: {found.title}", texts=(found.conclusion, *_sections(found))
    )


def _sections(found: Explanation) -> Iterator[str]:
    for name, texts in (
        (text.FACTS, found.facts),
        (text.ARITHMETIC, found.arithmetic),
        (text.ANSWERS, tuple(map(text.answer, found.answers))),
    ):
        if texts:
            yield "\n".join([f"{name}:", *(f"– {line}" for line in texts)])
