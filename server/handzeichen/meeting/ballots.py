"""Ballots: opening with its frozen seats, admitting, closing, announcing."""

from dataclasses import replace

from handzeichen.law import majority, procedure, quorum, wording
from handzeichen.law.majority import Share, Tally, Tie
from handzeichen.meeting import commands as c
from handzeichen.meeting import effects, tally, texts
from handzeichen.meeting import events as e
from handzeichen.meeting.admission import electorate, fault_open, majority_for, not_openable
from handzeichen.meeting.deputies import deputations_due
from handzeichen.meeting.ids import (
    BallotId,
    BallotState,
    Line,
    Method,
    MotionOutcome,
    PersonId,
    Result,
    Text,
    Via,
)
from handzeichen.meeting.motions import next_id
from handzeichen.meeting.names import ballot_name
from handzeichen.meeting.presence import name, present, quorum_now
from handzeichen.meeting.problems import hit_by_fault, not_adding_up
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.secrecy import ballot_barred, room_only
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.words.table import phrase


@decides(c.OpenBallot)
def open_ballot(meeting: Meeting, command: c.OpenBallot, asker: Asker) -> Events | Refusal:
    """Eligible seats, and who acts for them, are frozen here."""
    ballot = BallotId(command.ballot or next_id(meeting, "b", meeting.ballots))
    if ballot in meeting.ballots:
        return refuse("id_taken", id=ballot)
    return not_openable(meeting, command) or [opening(meeting, command, ballot)]


def opening(meeting: Meeting, command: c.OpenBallot, ballot: BallotId) -> e.BallotOpened:
    """The event that freezes seats, majority and the numbers that majorities are measured against."""
    motion = meeting.motions[command.motion]
    chosen, law = command.majority, majority_for(meeting, motion)
    share = law if chosen is None else Share(base=chosen.base, fraction=chosen.fraction, strict=chosen.strict)
    source = None if share == law else (None if chosen is None else chosen.source) or Line("chair")
    return e.BallotOpened(
        ballot=ballot,
        motion=command.motion,
        with_=command.with_,
        method=command.method,
        majority=e.Majority(base=share.base, fraction=Line(share.fraction), strict=share.strict),
        majority_source=source,
        eligible=electorate(meeting, motion.id, command.method),
        present=present(meeting, motion.moved.item),
        seats=meeting.plan.body.seats,
        approval_required=quorum.needs_approval(meeting.law, quorum_now(meeting).basis),
        room_only=room_only(meeting, motion.id, command.method),
    )


@evolves(e.BallotOpened)
def keep_opening(meeting: Meeting, event: e.BallotOpened, entry: e.Entry) -> Meeting:
    """Open; every motion in it knows its ballot."""
    ballot = Ballot(
        opened=event,
        opened_at=entry.at,
        eligible={voter.seat: voter for voter in event.eligible},
        seat_of={voter.person: voter.seat for voter in event.eligible},
        with_=event.with_,
    )
    motions = dict(meeting.motions)
    for motion in ballot.motions:
        motions[motion] = replace(motions[motion], ballots=(*motions[motion].ballots, ballot.id))
    faults = tuple(
        fault if fault.to else replace(fault, ballots=(*fault.ballots, ballot.id))
        for fault in meeting.roll.faults
    )
    roll = replace(meeting.roll, faults=faults)
    return replace(meeting, roll=roll, motions=motions, ballots={**meeting.ballots, ballot.id: ballot})


@decides(c.AdmitToBallot)
def admit_to_ballot(meeting: Meeting, command: c.AdmitToBallot, asker: Asker) -> Events | Refusal:
    """Whoever came before the closing, at the chair's word; a seat has one vote, and so has a person."""
    ballot, person = meeting.ballots[command.ballot], command.person
    if not tally.is_open(ballot):
        return refuse("ballot_not_open", ballot=ballot_name(meeting, ballot))
    seat = meeting.roll.seat_of(person)
    if seat is not None and ballot.seat_of.get(person) == seat:
        return []
    if seat in ballot.eligible or person in ballot.seat_of:
        return refuse("eligible_already", who=name(meeting, person))
    method = ballot.opened.method
    voters = [
        {voter.person: voter for voter in electorate(meeting, motion, method)} for motion in ballot.motions
    ]
    if seat is None or not all(person in may for may in voters):
        return refuse("not_eligible", who=name(meeting, person))
    return [e.SeatAdmitted(ballot=ballot.id, seat=seat, person=person, via=voters[0][person].via)]


@evolves(e.SeatAdmitted)
def keep_admitted(meeting: Meeting, event: e.SeatAdmitted, entry: e.Entry) -> Meeting:
    """One eligible seat more."""
    ballot = meeting.ballots[event.ballot]
    voter = e.Voter(seat=event.seat, person=event.person, via=event.via)
    return with_ballot(
        meeting,
        replace(
            ballot,
            eligible={**ballot.eligible, event.seat: voter},
            seat_of={**ballot.seat_of, event.person: event.seat},
        ),
    )


@decides(c.CloseBallot)
def close_ballot(meeting: Meeting, command: c.CloseBallot, asker: Asker) -> Events | Refusal:
    """Not while an unattributed fault is open, nor once video bars it; who came back meanwhile gets the seat back."""
    ballot = meeting.ballots[command.ballot]
    if ballot.state is BallotState.CLOSED:
        return []
    if not tally.is_open(ballot):
        return refuse("ballot_not_open", ballot=ballot_name(meeting, ballot))
    if bar := fault_open(meeting) or ballot_barred(meeting, ballot.motions, ballot.opened.method):
        return bar
    via = {seat: meeting.roll.via(voter.person) for seat, voter in ballot.eligible.items()}
    return [
        e.BallotClosed(
            ballot=ballot.id,
            in_room=tuple(seat for seat, how in via.items() if how is Via.ROOM),
            gone=tuple(seat for seat, how in via.items() if how is None),
        ),
        *deputations_due(meeting),
    ]


@evolves(e.BallotClosed)
def keep_closing(meeting: Meeting, event: e.BallotClosed, entry: e.Entry) -> Meeting:
    """No more votes."""
    ballot = meeting.ballots[event.ballot]
    end = replace(ballot.end, closed=event, closed_at=entry.at)
    return with_ballot(meeting, replace(ballot, state=BallotState.CLOSED, end=end))


@decides(c.AnnounceResult)
def announce_result(meeting: Meeting, command: c.AnnounceResult, asker: Asker) -> Events | Refusal:
    """Refused while the numbers do not add up, or after a fault of the municipality in the time of the ballot."""
    ballot = meeting.ballots[command.ballot]
    if ballot.state is BallotState.ANNOUNCED:
        return []
    if ballot.state is not BallotState.CLOSED:
        return refuse("ballot_not_closed", ballot=ballot_name(meeting, ballot))
    closed_at, method = ballot.end.closed_at, ballot.opened.method
    # Entered late: somebody on video while the ballot ran.
    if bar := not_adding_up(meeting, ballot) or ballot_barred(
        meeting, ballot.motions, method, before=closed_at
    ):
        return bar
    if (whose := hit_by_fault(meeting, ballot)) is not None:
        who = phrase("phrases.equipment") if whose == "room" else name(meeting, PersonId(whose))
        return refuse("hit_by_fault", meeting.law.voiding_causes, who=who)
    if tie_is_open(meeting, ballot):
        return refuse("tie_open", meeting.law.tie)
    result = result_of(meeting, ballot)
    return [result, *_decisions(meeting, ballot, result)]


def result_of(meeting: Meeting, ballot: Ballot) -> e.ResultAnnounced:
    """Numbers, result and words of a ballot, as they are announced."""
    counted, share = tally.for_the_law(ballot), share_of(ballot)
    judged, tie = _judged(meeting, ballot), _what_broke_the_tie(meeting, ballot)
    needed = majority.needed(share, judged)
    passed = majority.passes(share, judged) if tie is None else tie.result is Result.PASSED
    by = None if tie is None else tie.by
    kind = meeting.motions[ballot.opened.motion].moved.kind
    by_name = ballot.opened.method is Method.ROLL_CALL
    votes = (
        [vote for seat in ballot.eligible if (vote := ballot.votes.get(seat)) is not None] if by_name else []
    )
    return e.ResultAnnounced(
        ballot=ballot.id,
        yes=counted.yes,
        no=counted.no,
        abstain=counted.abstain,
        not_voted=len(ballot.eligible) - counted.yes - counted.no - counted.abstain,
        needed=needed,
        result=Result.PASSED if passed else Result.REJECTED,
        unanimous=majority.is_unanimous(counted),
        wording=Text(
            str(wording.result(meeting.law, kind.value, counted, passed=passed, needed=needed, tie=by))
        ),
        sources=tally.sources(ballot),
        by_video=tally.by_video(ballot),
        votes=tuple(e.PersonChoice(person=v.person, choice=v.choice) for v in votes if v.choice is not None),
        tie=by,
        invalid=None if ballot.paper_count is None else ballot.paper_count.invalid,
    )


def is_tied(meeting: Meeting, ballot: Ballot) -> bool:
    """Whether there are as many yes as no where more yes than no are asked for."""
    return majority.is_tied(share_of(ballot), _judged(meeting, ballot))


def tie_is_open(meeting: Meeting, ballot: Ballot) -> bool:
    """Whether chair or lot decide, and nobody has said yet how."""
    left_to = meeting.law.tie.value is not Tie.REJECTED
    return left_to and is_tied(meeting, ballot) and ballot.end.tie is None


def _what_broke_the_tie(meeting: Meeting, ballot: Ballot) -> e.TieBroken | None:
    """What was said of a tie, as long as the votes are one."""
    return ballot.end.tie if is_tied(meeting, ballot) else None


def _judged(meeting: Meeting, ballot: Ballot) -> Tally:
    return majority.judged(tally.for_the_law(ballot), meeting.law.abstentions.value)


def _decisions(meeting: Meeting, ballot: Ballot, result: e.ResultAnnounced) -> Events:
    """The numbers go to every motion of the ballot; each decision brings its own."""
    events: Events = []
    done = set(ballot.motions)
    for motion in [meeting.motions[motion] for motion in ballot.motions]:
        passed = result.result is Result.PASSED
        outcome = (
            MotionOutcome(procedure.carried_as(motion.moved.kind.value)) if passed else MotionOutcome.REJECTED
        )
        events.append(e.MotionDecided(motion=motion.id, ballot=ballot.id, outcome=outcome))
        meeting = replace(meeting, motions={**meeting.motions, motion.id: replace(motion, outcome=outcome)})
        follows = effects.of_carried if passed else effects.of_rejected
        for event in follows(meeting, motion, result.wording):
            # What is decided in the same ballot is not settled by it, and nothing is settled twice.
            if isinstance(event, e.MotionSettled):
                if event.motion in done:
                    continue
                done.add(event.motion)
            # Of two amendments in one ballot the second changes what the first has left.
            if isinstance(event, e.MotionAmended):
                meeting = texts.with_change(meeting, event)
            events.append(event)
    return events


@evolves(e.ResultAnnounced)
def keep_result(meeting: Meeting, event: e.ResultAnnounced, entry: e.Entry) -> Meeting:
    """The numbers stand."""
    ballot = meeting.ballots[event.ballot]
    end = replace(ballot.end, result=event, announced_at=entry.at)
    return with_ballot(meeting, replace(ballot, state=BallotState.ANNOUNCED, end=end))


def share_of(ballot: Ballot) -> Share:
    """The majority frozen with the ballot."""
    asked = ballot.opened.majority
    return Share(base=asked.base, fraction=asked.fraction, strict=asked.strict)


def with_ballot(meeting: Meeting, ballot: Ballot) -> Meeting:
    """The meeting with one ballot changed."""
    return replace(meeting, ballots={**meeting.ballots, ballot.id: ballot})
