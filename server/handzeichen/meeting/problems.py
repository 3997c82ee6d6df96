"""Why a result is not announced: numbers that do not add up, or a fault of the municipality in the ballot's time."""

from handzeichen.law import remote
from handzeichen.meeting import tally
from handzeichen.meeting.ids import Method, PersonId, SeatId, Via
from handzeichen.meeting.presence import name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.state import Ballot, Fault, Meeting
from handzeichen.meeting.tally import Standing
from handzeichen.words.table import Phrase, phrase


def not_adding_up(meeting: Meeting, ballot: Ballot) -> Refusal | None:
    """Why numbers are not announced; None if they add up."""
    said = problem(meeting, ballot)
    if said is None:
        return None
    on_paper = ballot.opened.method is Method.SECRET
    return refuse("papers_do_not_add_up" if on_paper else "does_not_add_up", problem=said)


def problem(meeting: Meeting, ballot: Ballot) -> Phrase | None:
    """What does not add up, as the middle of a sentence; None if everything does."""
    standing = tally.standing(meeting, ballot)
    if standing.adds_up:
        return None
    if ballot.opened.method is Method.SECRET:
        return _of_the_papers(standing)
    if standing.twice:
        return _of_seats("twice", meeting, ballot, standing.twice)
    if standing.short:
        form = "one" if standing.short == 1 else "many"
        return phrase(f"phrases.problem.short.{form}", hands=standing.short)
    return _of_seats("uncounted", meeting, ballot, standing.uncounted)


def _of_the_papers(standing: Standing) -> Phrase:
    if not standing.was_counted:
        return phrase("phrases.problem.papers.uncounted")
    many = abs(standing.short)
    form = "over" if standing.short < 0 else "short.one" if many == 1 else "short.many"
    return phrase(
        f"phrases.problem.papers.{form}", papers=many, taken=standing.covered, counted=standing.hands
    )


def _of_seats(what: str, meeting: Meeting, ballot: Ballot, seats: tuple[SeatId, ...]) -> Phrase:
    names = ", ".join(name(meeting, ballot.eligible[seat].person) for seat in seats)
    return phrase(f"phrases.problem.{what}.{'one' if len(seats) == 1 else 'many'}", who=names)


def hit_by_fault(meeting: Meeting, ballot: Ballot) -> PersonId | str | None:
    """Whose municipal fault fell into the time of the ballot; "room" for the room's own."""
    for fault in meeting.roll.faults:
        voids = remote.fault_voids(meeting.law, [fault.cause])
        if voids and _in_its_time(fault, ballot) and _of_a_seat(meeting, ballot, fault):
            return fault.person or "room"
    return None


def _in_its_time(fault: Fault, ballot: Ballot) -> bool:
    """By its true times; where they only touch, by the order of the log."""
    closed_at, to = ballot.end.closed_at, fault.to
    touches = (closed_at is None or fault.from_ <= closed_at) and (to is None or to >= ballot.opened_at)
    overlaps = (closed_at is None or fault.from_ < closed_at) and (to is None or to > ballot.opened_at)
    return overlaps or (touches and ballot.id in fault.ballots)


def _of_a_seat(meeting: Meeting, ballot: Ballot, fault: Fault) -> bool:
    """Whether it cut off somebody who acts for a seat; the room's cuts off every seat on video."""
    seats = ballot.seat_of.keys() | set(meeting.roll.acting.values())
    if fault.person is not None:
        return fault.person in seats
    return any(_was_on_video(meeting, ballot, fault, person) for person in seats)


def _was_on_video(meeting: Meeting, ballot: Ballot, fault: Fault, person: PersonId) -> bool:
    """On video at some moment of the ballot that was one of the fault, too."""
    begins = max(ballot.opened_at, fault.from_)
    ends = min((end for end in (ballot.end.closed_at, fault.to) if end is not None), default=None)
    return any(
        span.via is Via.VIDEO
        and (ends is None or span.from_ <= ends)
        and (span.to is None or span.to > begins)
        for span in meeting.roll.of(person).spans
    )
