"""Why these seats vote in a ballot and others do not: the list frozen at its opening, and what is needed to pass.

While a ballot waits for its announcement no choice and no number of choices stands here.
"""

from collections.abc import Iterator

from handzeichen.law.majority import Base
from handzeichen.meeting.ballots import share_of
from handzeichen.meeting.events import BallotOpened
from handzeichen.meeting.ids import BallotId, SeatId, Via
from handzeichen.meeting.names import ballot_name
from handzeichen.meeting.presence import State, state_of
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.meeting.tally import standing
from handzeichen.why import arithmetic, heads, times
from handzeichen.why.explanation import AppliedAnswer, Explanation, applied, share_in_words
from handzeichen.why.heads import Place
from handzeichen.why.result import majority_answers, majority_facts
from handzeichen.words import in_a_row, said


def eligible(meeting: Meeting, ballot: Ballot) -> Explanation:
    """Who may vote in a ballot and why nobody else, what is still missing, and what it takes to pass."""
    then = before_opening(meeting, ballot.id)
    count, present = len(ballot.eligible), ballot.opened.present
    return Explanation(
        title=said("Wer stimmt ab über „{name}“", name=ballot_name(meeting, ballot)),
        conclusion=said(
            "Stimmberechtigt sind {count} von {seats} Sitzen. Die Liste wurde bei der Eröffnung um {at} festgehalten; "
            "wer seitdem kam, stimmt nur mit, wenn der Vorsitz es zulässt.",
            count=count,
            seats=ballot.opened.seats,
            at=times.clock(meeting, ballot.opened_at),
        ),
        facts=tuple(_facts(meeting, then, ballot)),
        arithmetic=(*_sum(ballot, count), *_needed(ballot, present)),
        answers=(*answers_applied(meeting, then, ballot), *majority_answers(meeting, ballot)),
    )


def before_opening(meeting: Meeting, ballot: BallotId) -> Meeting:
    """The meeting as it stood when a ballot was opened."""
    seq = next(
        entry.seq
        for entry in meeting.past
        if isinstance(entry.event, BallotOpened) and entry.event.ballot == ballot
    )
    return times.before(meeting, seq)


def _facts(meeting: Meeting, then: Meeting, ballot: Ballot) -> Iterator[str]:
    first = ballot.opened.eligible
    for via, how in ((Via.ROOM, said("Im Saal")), (Via.VIDEO, said("Per Video"))):
        names = [heads.who_acts(meeting, voter.seat, voter.person) for voter in first if voter.via is via]
        if names:
            yield said("{reason}: {n} ({names}).", reason=how, n=len(names), names=in_a_row(names, ", "))
    known = {voter.seat for voter in first}
    later = [voter for seat, voter in ballot.eligible.items() if seat not in known]
    if later:
        names = [heads.who_acts(meeting, voter.seat, voter.person) for voter in later]
        yield said("Später zugelassen: {n} ({names}).", n=len(names), names=in_a_row(names, ", "))
    yield from not_eligible(then, ballot)
    if ballot.pending:
        yield from _missing(meeting, ballot)
    yield from majority_facts(meeting, ballot)


def not_eligible(then: Meeting, ballot: Ballot) -> Iterator[str]:
    """Every seat that does not vote, with the reason of the moment when the ballot was opened."""
    seats = heads.for_vote(then, ballot.opened.motion)
    others = {
        place: tuple(seat for seat in found if seat not in ballot.eligible) for place, found in seats.items()
    }
    yield from heads.told(then, others, then.motions[ballot.opened.motion].moved.item)


def _missing(meeting: Meeting, ballot: Ballot) -> Iterator[str]:
    now = standing(meeting, ballot)
    yield said(
        "Bisher bekannt: {received} von {eligible} Stimmen.", received=now.received, eligible=now.eligible
    )
    if now.missing:
        names = in_a_row([_voter(meeting, ballot, seat) for seat in now.missing], ", ")
        yield said("Es fehlen noch: {names}.", names=names)


def _voter(meeting: Meeting, ballot: Ballot, seat: SeatId) -> str:
    return heads.who_acts(meeting, seat, ballot.eligible[seat].person)


def _sum(ballot: Ballot, count: int) -> Iterator[str]:
    first = ballot.opened.eligible
    room = sum(voter.via is Via.ROOM for voter in first)
    later = count - len(first)
    facts = {"room": room, "video": len(first) - room, "count": count}
    if later:
        yield said(
            "Stimmberechtigt: {room} im Saal + {video} per Video + {later} zugelassen = {count}.",
            later=later,
            **facts,
        )
    else:
        yield said("Stimmberechtigt: {room} im Saal + {video} per Video = {count}.", **facts)


def _needed(ballot: Ballot, present: int) -> Iterator[str]:
    """The yes votes that pass: a number where the base is known before the votes are."""
    share = share_of(ballot)
    match share.base:
        case Base.PRESENT:
            of = said("von {present} Anwesenden", present=present)
            yield said("Nötig: {needed}.", needed=arithmetic.least(share, present, of=of, yes_votes=True))
        case Base.STATUTORY_SEATS:
            seats = ballot.opened.seats
            of = said("von {seats} Sitzen", seats=seats)
            yield said("Nötig: {needed}.", needed=arithmetic.least(share, seats, of=of, yes_votes=True))
        case _:
            yield said("Nötig: {share}; deren Zahl steht erst am Ende fest.", share=share_in_words(share))


def answers_applied(meeting: Meeting, then: Meeting, ballot: Ballot) -> tuple[AppliedAnswer, ...]:
    """The answers behind who votes; `then` is the meeting when the ballot was opened."""
    seats = heads.for_vote(then, ballot.opened.motion)
    deputised = any(SeatId(voter.person) != voter.seat for voter in ballot.eligible.values())
    by_video = seats[Place.VIDEO] or seats[Place.DISTURBED] or seats[Place.NO_PICTURE]
    unseen = any(state_of(then, one) is State.NO_PICTURE for one in then.roll.acting.values())
    found = ["remote_counts_as_present"] if by_video else []
    found += ["without_picture_may_vote"] if unseen else []
    found += ["deputies"] if deputised else []
    return applied(meeting, *found)
