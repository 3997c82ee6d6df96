"""The lawful ways back from a ballot: breaking it off, doubting its result, repeating it. Nothing is ever erased."""

from dataclasses import replace

from handzeichen.meeting import commands as c
from handzeichen.meeting import effects, tally
from handzeichen.meeting import events as e
from handzeichen.meeting.admission import not_openable
from handzeichen.meeting.ballots import opening, with_ballot
from handzeichen.meeting.deputies import deputations_due
from handzeichen.meeting.guards import not_a_voice
from handzeichen.meeting.ids import BallotId, BallotState
from handzeichen.meeting.motions import next_id
from handzeichen.meeting.names import ballot_name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Ballot, BallotEnd, Meeting


@decides(c.AbortBallot)
def abort_ballot(meeting: Meeting, command: c.AbortBallot, asker: Asker) -> Events | Refusal:
    """Kept, never a result; the motion can be voted on again."""
    ballot = meeting.ballots[command.ballot]
    if ballot.state is BallotState.ABORTED:
        return []
    if not ballot.pending:
        return refuse("ballot_over", ballot=ballot_name(meeting, ballot))
    due = deputations_due(meeting) if tally.is_open(ballot) else []
    return [e.BallotAborted(ballot=ballot.id, reason=command.reason), *due]


@evolves(e.BallotAborted)
def keep_abort(meeting: Meeting, event: e.BallotAborted, entry: e.Entry) -> Meeting:
    """Broken off: what was open is never closed."""
    ballot = meeting.ballots[event.ballot]
    end = replace(ballot.end, reason=event.reason)
    return with_ballot(meeting, replace(ballot, state=BallotState.ABORTED, end=end))


@decides(c.DoubtResult)
def doubt_result(meeting: Meeting, command: c.DoubtResult, asker: Asker) -> Events | Refusal:
    """At once, by a voting member who is here."""
    ballot = meeting.ballots[command.ballot]
    item = meeting.motions[ballot.opened.motion].moved.item
    if bar := not_a_voice(meeting, asker.person, item) or _too_late(meeting, ballot):
        return bar
    return [] if ballot.end.doubted_by else [e.ResultDoubted(ballot=ballot.id, person=asker.person)]


def _too_late(meeting: Meeting, ballot: Ballot) -> Refusal | None:
    return None if meeting.sitting.last_act.announced == ballot.id else refuse("not_at_once")


@evolves(e.ResultDoubted)
def keep_doubt(meeting: Meeting, event: e.ResultDoubted, entry: e.Entry) -> Meeting:
    """The chair may have it repeated."""
    ballot = meeting.ballots[event.ballot]
    return with_ballot(meeting, replace(ballot, end=replace(ballot.end, doubted_by=event.person)))


@decides(c.RepeatBallot)
def repeat_ballot(meeting: Meeting, command: c.RepeatBallot, asker: Asker) -> Events | Refusal:
    """The old one is superseded and what it brought is undone; the new one freezes its seats afresh."""
    old = meeting.ballots[command.ballot]
    new = BallotId(command.new or next_id(meeting, "b", meeting.ballots))
    if new in meeting.ballots:
        return refuse("id_taken", id=new)
    if bar := _too_late(meeting, old):
        return bar
    superseded = e.BallotSuperseded(ballot=old.id, new=new, reason=command.reason)
    before = superseding(meeting, superseded)
    again = _same_again(old)
    return not_openable(before, again) or [superseded, opening(before, again, new)]


def _same_again(old: Ballot) -> c.OpenBallot:
    """The command that would open the same ballot, with the majority that it had."""
    asked, source = old.opened.majority, old.opened.majority_source
    chosen = c.ChosenMajority(
        base=asked.base,
        fraction=asked.fraction,
        strict=asked.strict,
        source=None if source == "chair" else source,
    )
    return c.OpenBallot(
        motion=old.opened.motion,
        method=old.opened.method,
        with_=old.with_,
        majority=None if source is None else chosen,
    )


@evolves(e.BallotSuperseded)
def keep_superseded(meeting: Meeting, event: e.BallotSuperseded, entry: e.Entry) -> Meeting:
    """Kept, never a result."""
    return superseding(meeting, event)


def superseding(meeting: Meeting, event: e.BallotSuperseded) -> Meeting:
    """The meeting as it is once a ballot is superseded: its motions open again, their effects undone."""
    ballot = meeting.ballots[event.ballot]
    end: BallotEnd = replace(ballot.end, reason=event.reason, superseded_by=event.new)
    meeting = with_ballot(meeting, replace(ballot, state=BallotState.SUPERSEDED, end=end))
    for motion in reversed(ballot.motions):
        meeting = effects.undone(meeting, motion)
    return meeting
