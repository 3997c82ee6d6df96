"""A wrong count after its announcement: corrected while its item is not closed and the result stays, and told again.

Another result is none to be corrected on paper: the body voted on what was announced, so it votes again.
"""

from collections import Counter
from dataclasses import replace

from handzeichen.meeting import events as e
from handzeichen.meeting.ballots import result_of, tie_is_open
from handzeichen.meeting.ids import BallotId, BallotState
from handzeichen.meeting.names import ballot_name, item_number
from handzeichen.meeting.problems import not_adding_up
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Events
from handzeichen.meeting.state import Ballot, Meeting


def too_late(meeting: Meeting, ballot: Ballot) -> Refusal | None:
    """Numbers are corrected until their item closes; those of a ballot that is no result, not at all."""
    if ballot.pending:
        return None
    if ballot.state is not BallotState.ANNOUNCED:
        return refuse("ballot_over", ballot=ballot_name(meeting, ballot))
    for motion in ballot.motions:
        moved = meeting.motions[motion].moved
        item = moved.item or moved.under
        if item is not None and meeting.agenda.items[item].closed_at is not None:
            return refuse("count_stands", item=item_number(meeting, item))
    return refuse("closed") if meeting.sitting.times.closed_at is not None else None


def announced_again(
    meeting: Meeting, corrected: e.Corrected, after: Meeting, ballot: BallotId
) -> Events | Refusal:
    """The correction, and the new numbers where they are others; `after` holds the hands as they should have been."""
    old, new = meeting.ballots[ballot].end.result, after.ballots[ballot]
    assert old is not None, "it was announced"
    if bar := not_adding_up(after, new):
        return bar
    result = result_of(after, new)
    if result.result is not old.result or tie_is_open(after, new):
        return refuse("other_result")
    if _claims_more(new, result):
        return refuse("recorded_votes_do_not_fit", meeting.law.own_vote_recorded)
    if result == old:
        return [corrected]
    instead = (*corrected.instead, *_reworded(meeting, new, old.wording, result))
    return [replace(corrected, instead=instead), result]


def _claims_more(ballot: Ballot, result: e.ResultAnnounced) -> bool:
    """Whether more votes stand in the minutes on request than there were."""
    claimed = Counter(ballot.end.on_request.values())
    return any(number > getattr(result, choice.value) for choice, number in claimed.items())


def _reworded(meeting: Meeting, ballot: Ballot, old: str, result: e.ResultAnnounced) -> list[e.InPlace]:
    """The items that the ballot settled end in the new words."""
    return [
        e.InPlace(seq=fact.seq, at=fact.at, events=(replace(fact.event, text=result.wording),))
        for fact in meeting.past.facts()
        if isinstance(fact.event, e.ItemSettled)
        and fact.event.motion in ballot.motions
        and fact.event.text == old
    ]
