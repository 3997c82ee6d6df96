"""What is true of a meeting after whatever was asked of it. Each check is a sentence; the first that fails is named."""

from collections import Counter
from collections.abc import Mapping, Sequence

from handzeichen.law.majority import SIMPLE, Voting, is_at_least_as_heavy, is_unanimous, needed, passes
from handzeichen.meeting.ballots import share_of
from handzeichen.meeting.events import BallotOpened, Corrected, Event, ResultAnnounced
from handzeichen.meeting.ids import CARRIED, BallotId, BallotState, Kind, Method, MotionOutcome, Result, Via
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.meeting.tally import for_the_law


def check(meeting: Meeting) -> None:
    """Everything that must hold in every state."""
    one_person_acts_for_one_seat(meeting)
    at_most_one_ballot_is_under_way_and_it_is_the_last(meeting)
    for ballot in meeting.ballots.values():
        every_seat_has_at_most_one_vote(ballot)
        every_count_is_of_eligible_seats_and_has_no_more_hands_than_they(ballot)
        if ballot.state is BallotState.ANNOUNCED:
            the_announced_numbers_add_up(ballot)
            the_announced_result_is_the_laws(meeting, ballot)
            its_motions_are_decided_by_it(meeting, ballot)
    what_is_settled_names_what_settled_it(meeting)
    a_disturbed_seat_has_an_open_fault(meeting)


def check_event(before: Meeting, event: Event) -> None:
    """What must hold of an event in the state it happened in."""
    if isinstance(event, BallotOpened):
        nobody_barred_gone_or_disturbed_is_eligible(before, event)
        a_ballot_opens_only_after_the_quorum_was_stated(before, event)
        no_lighter_majority_than_the_profiles(before, event)


def check_unchanged(
    before: Mapping[BallotId, Ballot], after: Mapping[BallotId, Ballot], events: Sequence[Event] = ()
) -> None:
    """What was announced stays: numbers, words and frozen seats, whatever is entered later, until announced again."""
    assert before.keys() <= after.keys(), "a ballot never disappears"
    corrects = any(isinstance(event, Corrected) for event in events)
    again = {event.ballot for event in events if isinstance(event, ResultAnnounced)}
    for known, ballot in before.items():
        result, now = ballot.end.result, after[known].end.result
        if result is not None:
            assert now is not None and now.result is result.result
            assert after[known].eligible == ballot.eligible
            assert after[known].end.closed_at == ballot.end.closed_at
            assert known in again or now == result
            assert corrects or after[known].votes == ballot.votes
        if ballot.state in (BallotState.ABORTED, BallotState.SUPERSEDED):
            assert after[known].state is ballot.state


def one_person_acts_for_one_seat(meeting: Meeting) -> None:
    acting = list(meeting.roll.acting.values())
    assert len(set(acting)) == len(acting)
    assert len(acting) <= meeting.plan.body.seats


def at_most_one_ballot_is_under_way_and_it_is_the_last(meeting: Meeting) -> None:
    pending = [ballot.id for ballot in meeting.ballots.values() if ballot.pending]
    assert pending in ([], [next(reversed(meeting.ballots), None)])


def every_seat_has_at_most_one_vote(ballot: Ballot) -> None:
    assert ballot.votes.keys() <= ballot.eligible.keys()
    assert len(ballot.seat_of) == len(ballot.eligible)
    assert {seat: voter.person for seat, voter in ballot.eligible.items()} == {
        seat: person for person, seat in ballot.seat_of.items()
    }
    assert all(vote.person == ballot.eligible[seat].person for seat, vote in ballot.votes.items())


def every_count_is_of_eligible_seats_and_has_no_more_hands_than_they(ballot: Ballot) -> None:
    covered = [seat for count in ballot.counts for seat in count.seats]
    assert len(set(covered)) == len(covered) and set(covered) <= ballot.eligible.keys()
    for count in ballot.counts:
        assert min(count.yes, count.no, count.abstain, count.not_voted) >= 0
        assert count.yes + count.no + count.abstain + count.not_voted <= len(count.seats)
    assert not ballot.counts or ballot.opened.method is not Method.ROLL_CALL


def _result(ballot: Ballot) -> ResultAnnounced:
    assert ballot.end.result is not None
    return ballot.end.result


def the_announced_numbers_add_up(ballot: Ballot) -> None:
    """Always: yes + no + abstain + not_voted = eligible, and the four sources add up to yes + no + abstain."""
    result, sources = _result(ballot), _result(ballot).sources
    voted = result.yes + result.no + result.abstain
    assert min(result.yes, result.no, result.abstain, result.not_voted) >= 0
    assert voted + result.not_voted == len(ballot.eligible)
    assert sources.cast + sources.recorded + sources.counted + sources.derived == voted
    assert result.by_video.yes <= result.yes and result.by_video.no <= result.no
    assert len(result.votes) == (voted if ballot.opened.method is Method.ROLL_CALL else 0)
    claimed = Counter(choice.value for choice in ballot.end.on_request.values())
    assert all(number <= getattr(result, choice) for choice, number in claimed.items())


def the_announced_result_is_the_laws(meeting: Meeting, ballot: Ballot) -> None:
    result, tally, share = _result(ballot), for_the_law(ballot), share_of(ballot)
    assert result.result is (Result.PASSED if passes(share, tally) else Result.REJECTED)
    assert result.needed == needed(share, tally) >= 1
    assert result.unanimous is is_unanimous(tally)
    # No majority that may be asked for is lighter than more yes than no.
    assert result.result is Result.REJECTED or result.yes > result.no


def its_motions_are_decided_by_it(meeting: Meeting, ballot: Ballot) -> None:
    for motion in (meeting.motions[motion] for motion in ballot.motions):
        assert motion.ballots[-1] == ballot.id
        carried = motion.outcome in CARRIED
        assert carried is (_result(ballot).result is Result.PASSED), (motion.id, motion.outcome)
        assert (motion.outcome is MotionOutcome.GRANTED) is (
            carried and motion.moved.kind in (Kind.URGENCY, Kind.URGENT_ITEM)
        )


def what_is_settled_names_what_settled_it(meeting: Meeting) -> None:
    for motion in meeting.motions.values():
        assert (motion.settled_by is not None) is (motion.outcome is MotionOutcome.SETTLED)
        if motion.settled_by is not None:
            other = meeting.motions[motion.settled_by]
            assert other.outcome in CARRIED or other.outcome is MotionOutcome.WITHDRAWN


def a_disturbed_seat_has_an_open_fault(meeting: Meeting) -> None:
    for person, presence in meeting.roll.presence.items():
        open_fault = meeting.roll.open_fault(person)
        assert presence.disturbed is (open_fault is not None)
        assert not presence.disturbed or presence.via is Via.VIDEO


def nobody_barred_gone_or_disturbed_is_eligible(before: Meeting, event: BallotOpened) -> None:
    item = before.motions[event.motion].moved.item
    for voter in event.eligible:
        presence = before.roll.of(voter.person)
        assert presence.via is voter.via and not presence.disturbed
        assert not before.roll.barred(voter.person, item, event.motion)
        assert before.roll.acting[voter.seat] == voter.person
    assert len(event.eligible) <= event.present <= event.seats


def a_ballot_opens_only_after_the_quorum_was_stated(before: Meeting, event: BallotOpened) -> None:
    last = before.sitting.quorum.entries[-1]
    assert last.quorate and not last.challenged


def no_lighter_majority_than_the_profiles(before: Meeting, event: BallotOpened) -> None:
    asked = event.majority
    share = type(SIMPLE)(base=asked.base, fraction=asked.fraction, strict=asked.strict)
    voting = Voting(
        eligible=len(event.eligible),
        present=event.present,
        seats=event.seats,
        abstentions=before.law.abstentions.value,
        tie=before.law.tie.value,
    )
    assert is_at_least_as_heavy(share, SIMPLE, voting)
