"""What comes into an open ballot: votes cast, recorded, declined, hands counted; and one's own vote in the minutes."""

from collections import Counter
from dataclasses import replace

from handzeichen.law import majority
from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting import tally
from handzeichen.meeting.ballots import share_of, with_ballot
from handzeichen.meeting.ids import BallotId, BallotState, Choice, Method, PersonId, SeatId, Source, Via
from handzeichen.meeting.names import ballot_name
from handzeichen.meeting.presence import State, is_barred_by_picture, name, state_of, to_whom
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, Office, decides, evolves
from handzeichen.meeting.secret_ballots import on_paper_only, without_paper
from handzeichen.meeting.state import Ballot, Meeting, Vote


@decides(c.CastVote)
def cast_vote(meeting: Meeting, command: c.CastVote, asker: Asker) -> Events | Refusal:
    """The asker's seat votes; how often is nobody's business, the last one counts."""
    ballot, person = meeting.ballots[command.ballot], asker.person
    if not tally.is_open(ballot):
        return refuse("ballot_not_open", ballot=ballot_name(meeting, ballot))
    if bar := on_paper_only(ballot) or _cannot_vote(meeting, ballot, person):
        return bar
    seat, via = ballot.seat_of[person], meeting.roll.via(person)
    before = ballot.votes.get(seat)
    if via is None or _is(before, command.choice, Source.CAST, via):
        return []
    return [e.VoteCast(ballot=ballot.id, seat=seat, person=person, choice=command.choice, via=via)]


def _is(vote: Vote | None, choice: Choice, source: Source, via: Via) -> bool:
    """Whether the same vote again would change nothing; from another place it came in another way."""
    return vote is not None and (vote.choice, vote.source, vote.via) == (choice, source, via)


def _cannot_vote(meeting: Meeting, ballot: Ballot, person: PersonId) -> Refusal | None:
    """Eligible in this ballot, here, and perceivable."""
    if person not in ballot.seat_of:
        return refuse("not_eligible", who=name(meeting, person))
    presence = meeting.roll.of(person)
    if presence.via is None:
        return refuse("not_here", who=name(meeting, person))
    if bar := not_perceived(meeting, person):
        return bar
    if ballot.opened.room_only and presence.via is Via.VIDEO:
        return refuse("room_only", meeting.law.remote_elections, who=name(meeting, person))
    return None


@decides(c.RecordVote)
def record_vote(meeting: Meeting, command: c.RecordVote, asker: Asker) -> Events | Refusal:
    """One hand seen; never over a vote that the member cast, unless it replaces it, with a reason."""
    ballot, person = meeting.ballots[command.ballot], command.person
    if bar := _not_before_the_announcement(meeting, ballot) or on_paper_only(ballot):
        return bar
    if bar := _was_not_there(meeting, ballot, person):
        return bar
    seat = ballot.seat_of[person]
    before = ballot.votes.get(seat)
    own = before is not None and _was_cast(before)
    if own and not command.replaces:
        return refuse("member_cast", who=name(meeting, person))
    if own and not command.reason:
        return refuse("reason_missing")
    via = _way(meeting, ballot, seat)
    if _is(before, command.choice, Source.RECORDED, via):
        return []
    return [
        e.VoteRecorded(
            ballot=ballot.id,
            seat=seat,
            person=person,
            choice=command.choice,
            via=via,
            replaces=own,
            reason=command.reason,
        )
    ]


def _way(meeting: Meeting, ballot: Ballot, seat: SeatId) -> Via:
    """How somebody was here when the hand went up: now, or at the latest at the closing."""
    closed = ballot.end.closed
    if closed is not None:
        return Via.ROOM if seat in closed.in_room else Via.VIDEO
    return meeting.roll.via(ballot.eligible[seat].person) or ballot.eligible[seat].via


def _was_cast(vote: Vote) -> bool:
    """Whether the member cast it: who took no part has cast none."""
    return vote.source is Source.CAST and vote.choice is not None


def _not_before_the_announcement(meeting: Meeting, ballot: Ballot) -> Refusal | None:
    return None if ballot.pending else refuse("ballot_over", ballot=ballot_name(meeting, ballot))


def _was_not_there(meeting: Meeting, ballot: Ballot, person: PersonId) -> Refusal | None:
    """While open: here and perceivable. Once closed: whoever was gone at the closing gave no hand."""
    if tally.is_open(ballot):
        return _cannot_vote(meeting, ballot, person)
    if person not in ballot.seat_of:
        return refuse("not_eligible", who=name(meeting, person))
    if ballot.end.closed is not None and ballot.seat_of[person] in ballot.end.closed.gone:
        return refuse("not_here", who=name(meeting, person))
    return not_perceived(meeting, person)


def not_perceived(meeting: Meeting, person: PersonId) -> Refusal | None:
    """Why somebody on video does not vote: picture or sound disturbed, or the camera off where the law asks for it."""
    if state_of(meeting, person) is State.DISTURBED:
        return refuse("disturbed", meeting.law.remote_counts_as_present, who=to_whom(meeting, person))
    if is_barred_by_picture(meeting, person):
        return refuse("without_picture", meeting.law.without_picture_may_vote, who=name(meeting, person))
    return None


@decides(c.DeclineVote)
def decline_vote(meeting: Meeting, command: c.DeclineVote, asker: Asker) -> Events | Refusal:
    """Takes no part; what the member cast is only the member's to take back."""
    ballot, person = meeting.ballots[command.ballot], command.person
    open_for = _not_before_the_announcement(meeting, ballot) if asker.office is Office.CLERK else None
    if asker.office is not Office.CLERK and not tally.is_open(ballot):
        open_for = refuse("ballot_not_open", ballot=ballot_name(meeting, ballot))
    if open_for is not None:
        return open_for
    if person not in ballot.seat_of:
        return refuse("not_eligible", who=name(meeting, person))
    if ballot.opened.method is Method.SECRET:
        return _without_paper(ballot, person)
    before = ballot.votes.get(ballot.seat_of[person])
    if before is not None and _was_cast(before) and asker.by != person:
        return refuse("member_cast", who=name(meeting, person))
    if before is not None and before.choice is None:
        return []
    return [e.VoteDeclined(ballot=ballot.id, seat=ballot.seat_of[person], person=person)]


def _without_paper(ballot: Ballot, person: PersonId) -> Events:
    """On paper: takes none, or keeps the one taken."""
    seat = ballot.seat_of[person]
    known = ballot.papers.get(seat)
    declined = known is not None and not known.taken
    return [] if declined else [e.VoteDeclined(ballot=ballot.id, seat=seat, person=person)]


@decides(c.CountHands)
def count_hands(meeting: Meeting, command: c.CountHands, asker: Asker) -> Events | Refusal:
    """For the eligible seats in the room without a vote of their own; more hands than these is refused."""
    ballot = meeting.ballots[command.ballot]
    if bar := _not_before_the_announcement(meeting, ballot) or on_paper_only(ballot):
        return bar
    if ballot.opened.method is Method.ROLL_CALL:
        return refuse("counted_one_by_one")
    if command.derive is not None and not (meeting.law.derive.value and majority.is_simple(share_of(ballot))):
        return refuse("no_deriving", meeting.law.derive)
    seats = tally.to_count(meeting, ballot, command.faction)
    hands = (command.yes or 0) + (command.no or 0) + (command.abstain or 0) + command.not_voted
    if hands > len(seats):
        return refuse("too_many_hands", hands=hands, over=hands - len(seats), seats=len(seats))
    rest = {command.derive: len(seats) - hands}
    counted = e.HandsCounted(
        ballot=ballot.id,
        seats=tuple(seat for seat in ballot.eligible if seat in seats),
        yes=rest.get(Choice.YES, command.yes or 0),
        no=rest.get(Choice.NO, command.no or 0),
        abstain=rest.get(Choice.ABSTAIN, command.abstain or 0),
        not_voted=command.not_voted,
        derived=command.derive,
        faction=command.faction,
    )
    return [] if counted in ballot.counts else [counted]


@evolves(e.VoteCast)
def keep_vote(meeting: Meeting, event: e.VoteCast, entry: e.Entry) -> Meeting:
    """The last choice counts; the ones before stay in the log."""
    vote = Vote(person=event.person, choice=event.choice, source=Source.CAST, via=event.via, at=entry.at)
    return _with_vote(meeting, event.ballot, event.seat, vote)


def _with_vote(meeting: Meeting, ballot: BallotId, seat: SeatId, vote: Vote) -> Meeting:
    known = meeting.ballots[ballot]
    return with_ballot(meeting, replace(known, votes=known.votes.with_(seat, vote)))


@evolves(e.VoteRecorded)
def keep_recorded_vote(meeting: Meeting, event: e.VoteRecorded, entry: e.Entry) -> Meeting:
    """The last one counts, here too."""
    vote = Vote(person=event.person, choice=event.choice, source=Source.RECORDED, via=event.via, at=entry.at)
    return _with_vote(meeting, event.ballot, event.seat, vote)


@evolves(e.VoteDeclined)
def keep_declined(meeting: Meeting, event: e.VoteDeclined, entry: e.Entry) -> Meeting:
    """No part in this ballot."""
    if meeting.ballots[event.ballot].opened.method is Method.SECRET:
        return without_paper(meeting, event, entry)
    via = meeting.ballots[event.ballot].eligible[event.seat].via
    source = Source.CAST if entry.by == event.person else Source.RECORDED
    vote = Vote(person=event.person, choice=None, source=source, via=via, at=entry.at)
    return _with_vote(meeting, event.ballot, event.seat, vote)


@evolves(e.HandsCounted)
def keep_count(meeting: Meeting, event: e.HandsCounted, entry: e.Entry) -> Meeting:
    """The last count stands."""
    ballot = meeting.ballots[event.ballot]
    return with_ballot(meeting, replace(ballot, counts=tally.with_count(ballot.counts, event)))


@decides(c.HaveVoteRecorded)
def have_vote_recorded(meeting: Meeting, command: c.HaveVoteRecorded, asker: Asker) -> Events | Refusal:
    """Only one's own vote (§ 68 NKomVG); where the hand was only counted, the choice must fit the count."""
    ballot, person, law = meeting.ballots[command.ballot], asker.person, meeting.law.own_vote_recorded
    if not law.value:
        return refuse("no_recording", law)
    if ballot.opened.method is Method.SECRET:
        return refuse("no_recording_of_secrets", law)
    if ballot.state is not BallotState.ANNOUNCED:
        return refuse("not_announced", ballot=ballot_name(meeting, ballot))
    if person not in ballot.seat_of:
        return refuse("not_eligible", who=name(meeting, person))
    seat = ballot.seat_of[person]
    own, counted = ballot.votes.get(seat), any(seat in count.seats for count in ballot.counts)
    if not counted and (own is None or own.choice is None):
        return refuse("no_own_vote", law, who=name(meeting, person))
    choice = _own_choice(ballot, seat, command.choice)
    if choice is None:
        return refuse("choice_does_not_fit", law)
    if ballot.end.on_request.get(person) is choice:
        return []
    return [e.OwnVoteRecorded(ballot=ballot.id, seat=seat, person=person, choice=choice)]


def _own_choice(ballot: Ballot, seat: SeatId, claimed: Choice | None) -> Choice | None:
    """The choice that goes into the minutes; None where there is none, or what is claimed does not fit."""
    own = ballot.votes.get(seat)
    if own is not None:
        return own.choice if claimed in (None, own.choice) else None
    count = next((count for count in ballot.counts if seat in count.seats), None)
    if count is None or claimed is None:
        return None
    taken = Counter(
        choice
        for person, choice in ballot.end.on_request.items()
        if ballot.seat_of[person] in count.seats and ballot.seat_of[person] != seat
    )
    return claimed if taken[claimed] < getattr(count, claimed.value) else None


@evolves(e.OwnVoteRecorded)
def keep_own_vote(meeting: Meeting, event: e.OwnVoteRecorded, entry: e.Entry) -> Meeting:
    """In the minutes, at the member's demand."""
    ballot = meeting.ballots[event.ballot]
    on_request = {**ballot.end.on_request, event.person: event.choice}
    return with_ballot(meeting, replace(ballot, end=replace(ballot.end, on_request=on_request)))
