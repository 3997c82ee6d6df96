"""The trial ballot before the opening: members press the buttons once, and everybody sees that it arrives.

It goes the way of a vote, through room and log, so that it tries out what will be used; but its events are of types of
their own, and nothing but the screens before the opening looks at them: no quorum, no record, no minutes. The opening
ends it. Voting needs what a ballot will need too: a seat, to be here, and picture and sound.
"""

from collections.abc import Iterator
from dataclasses import replace

from handzeichen.law.eligibility import may_vote
from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import PersonId, SeatId
from handzeichen.meeting.presence import name, standing
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Meeting, Phase, Trial
from handzeichen.meeting.votes import not_perceived


def who_may_try(meeting: Meeting) -> Iterator[tuple[SeatId, PersonId]]:
    """The seats that are awaited, each with whoever acts for it: here, and with picture and sound."""
    for seat, person in meeting.roll.acting.items():
        if may_vote(meeting.law, standing(meeting, person, None)):
            yield seat, person


@decides(c.OpenTrialBallot)
def open_trial_ballot(meeting: Meeting, command: c.OpenTrialBallot, asker: Asker) -> Events | Refusal:
    """Before the opening, once somebody is here who could vote; one that runs goes on."""
    if meeting.sitting.phase is not Phase.PLANNED:
        return refuse("trial_too_late")
    if next(who_may_try(meeting), None) is None:
        return refuse("trial_without_voters")
    return [] if _is_open(meeting) else [e.TrialBallotOpened()]


@decides(c.CastTrialVote)
def cast_trial_vote(meeting: Meeting, command: c.CastTrialVote, asker: Asker) -> Events | Refusal:
    """The asker's seat tries out a button, as often as it likes."""
    person, trial = asker.person, meeting.trial
    if trial is None or trial.closed_at is not None:
        return refuse("no_trial")
    seat = meeting.roll.seat_of(person)
    if seat is None:
        return refuse("no_voting_member", who=name(meeting, person))
    if meeting.roll.via(person) is None:
        return refuse("not_here", who=name(meeting, person))
    if bar := not_perceived(meeting, person):
        return bar
    same = trial.votes.get(seat) is command.choice
    return [] if same else [e.TrialVoteCast(seat=seat, person=person, choice=command.choice)]


@decides(c.CloseTrialBallot)
def close_trial_ballot(meeting: Meeting, command: c.CloseTrialBallot, asker: Asker) -> Events | Refusal:
    """Everybody has tried, or has had the time to."""
    return [e.TrialBallotClosed()] if _is_open(meeting) else []


def _is_open(meeting: Meeting) -> bool:
    return meeting.trial is not None and meeting.trial.closed_at is None


@evolves(e.TrialBallotOpened)
def keep_trial(meeting: Meeting, event: e.TrialBallotOpened, entry: e.Entry) -> Meeting:
    """Begun; of the one before nothing is left to see."""
    return replace(meeting, trial=Trial(opened_at=entry.at))


@evolves(e.TrialVoteCast)
def keep_trial_vote(meeting: Meeting, event: e.TrialVoteCast, entry: e.Entry) -> Meeting:
    """The last press of a seat is shown."""
    trial = meeting.trial
    if trial is None:  # The line that began it is withheld.
        return meeting
    return replace(meeting, trial=replace(trial, votes=trial.votes.with_(event.seat, event.choice)))


@evolves(e.TrialBallotClosed)
def keep_end_of_trial(meeting: Meeting, event: e.TrialBallotClosed, entry: e.Entry) -> Meeting:
    """Over."""
    trial = meeting.trial
    return meeting if trial is None else replace(meeting, trial=replace(trial, closed_at=entry.at))
