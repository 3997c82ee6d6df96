"""What a fault of the house's technology fell upon, and what became of each step, where the minutes name faults."""

from collections.abc import Iterator

from handzeichen.meeting.ids import Settled
from handzeichen.meeting.names import item_number, motion_name
from handzeichen.meeting.state import Done, Meeting, What
from handzeichen.meeting.to_repeat import Affected, affected
from handzeichen.record import wording
from handzeichen.record.times import on_the_clock


def repeated(meeting: Meeting) -> Iterator[str]:
    """A line for each step, in their order."""
    for one in affected(meeting):
        yield wording.affected("line", what=_what(meeting, one.step), then=_then(meeting, one))


def _what(meeting: Meeting, step: Done) -> str:
    at = on_the_clock(meeting, step.at)
    if step.what is What.QUORUM:
        return wording.affected("quorum", at=at)
    if step.item is not None:
        return wording.affected(step.what.value, at=at, number=item_number(meeting, step.item))
    motion = step.motion or (meeting.ballots[step.ballot].opened.motion if step.ballot else None)
    assert motion is not None, "whatever is neither is of a motion"
    return wording.affected(step.what.value, at=at, motion=motion_name(meeting, meeting.motions[motion]))


def _then(meeting: Meeting, one: Affected) -> str:
    if one.again is not None:
        at = on_the_clock(meeting, one.again.at)
        ballot = meeting.ballots.get(one.again.ballot) if one.again.ballot else None
        result = None if ballot is None else ballot.end.result
        if result is not None:
            return wording.affected("with_result", at=at, result=result.wording)
        return wording.affected("again", at=at)
    match one.settled:
        case Settled.REPEATED:
            return wording.affected("repeated")
        case Settled.IRRELEVANT:
            return wording.affected("irrelevant")
        case None:
            return wording.affected("open")
