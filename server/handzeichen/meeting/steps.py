"""What the body does that everybody must be able to follow: kept with its number and time, for faults told of later."""

from dataclasses import replace

from handzeichen.meeting import events as e
from handzeichen.meeting.ids import ItemOutcome
from handzeichen.meeting.state import Done, Meeting, What


def with_step(meeting: Meeting, entry: e.Entry) -> Meeting:
    """The meeting with one more step of the body's, if it was one that somebody must be able to follow."""
    act = _act(entry)
    return meeting if act is None else replace(meeting, acts=(*meeting.acts, act))


def _act(entry: e.Entry) -> Done | None:
    seq, at = entry.seq, entry.at
    match entry.event:
        case e.BallotAborted(ballot=ballot):
            return Done(seq=seq, at=at, what=What.ABORTED, ballot=ballot)
        case e.ResultAnnounced(ballot=ballot):
            return Done(seq=seq, at=at, what=What.ANNOUNCED, ballot=ballot)
        case e.MotionAgreed(motion=motion):
            return Done(seq=seq, at=at, what=What.AGREED, motion=motion)
        case e.ItemSettled(item=item, outcome=ItemOutcome.NOTED | ItemOutcome.DEFERRED_TO_FACTIONS):
            return Done(seq=seq, at=at, what=What.SETTLED, item=item)
        case e.QuorumStated():
            return Done(seq=seq, at=at, what=What.QUORUM)
        case e.ItemCalled(item=item):
            return Done(seq=seq, at=at, what=What.CALLED, item=item)
        case _:
            return None
