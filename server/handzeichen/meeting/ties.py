"""A tie that the law leaves to chair or lot: until it is said how it was decided, nothing is announced."""

from dataclasses import replace

from handzeichen.law.majority import Tie
from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ballots import is_tied, with_ballot
from handzeichen.meeting.ids import BallotState
from handzeichen.meeting.names import ballot_name
from handzeichen.meeting.problems import problem
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Meeting


@decides(c.BreakTie)
def break_tie(meeting: Meeting, command: c.BreakTie, asker: Asker) -> Events | Refusal:
    """Only where there is a tie in numbers that add up; a slip is mended by saying it again before the announcement."""
    ballot, law = meeting.ballots[command.ballot], meeting.law.tie
    if not ballot.pending:
        return refuse("ballot_over", ballot=ballot_name(meeting, ballot))
    if ballot.state is not BallotState.CLOSED:
        return refuse("ballot_not_closed", ballot=ballot_name(meeting, ballot))
    if (said := problem(meeting, ballot)) is not None:
        return refuse("does_not_add_up", problem=said)
    if not is_tied(meeting, ballot):
        return refuse("no_tie")
    if law.value is Tie.REJECTED:
        return refuse("tie_rejects", law)
    broken = e.TieBroken(ballot=ballot.id, by=law.value, result=command.result, how=command.how)
    return [] if ballot.end.tie == broken else [broken]


@evolves(e.TieBroken)
def keep_tie_broken(meeting: Meeting, event: e.TieBroken, entry: e.Entry) -> Meeting:
    """The last word on it stands; it counts only as long as the votes are a tie."""
    ballot = meeting.ballots[event.ballot]
    return with_ballot(meeting, replace(ballot, end=replace(ballot.end, tie=event)))
