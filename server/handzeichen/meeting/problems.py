"""Why a result is not announced: numbers that do not add up, or a fault of the municipality in the ballot's time."""

from handzeichen.law import remote
from handzeichen.meeting import tally
from handzeichen.meeting.ids import PersonId, SeatId, Via
from handzeichen.meeting.presence import name
from handzeichen.meeting.state import Ballot, Fault, Meeting


def problem(meeting: Meeting, ballot: Ballot) -> str | None:
    """What does not add up, as the middle of a German sentence; None if everything does."""
    standing = tally.standing(meeting, ballot)
    if standing.adds_up:
        return None
    if standing.twice:
        return f"doppelt gezählt {_are(meeting, ballot, standing.twice)}"
    if standing.short:
        hands = "eine Hand" if standing.short == 1 else f"{standing.short} Hände"
        return f"im Saal {'fehlt' if standing.short == 1 else 'fehlen'} {hands}"
    return f"in der Zählung nicht enthalten {_are(meeting, ballot, standing.uncounted)}"


def _are(meeting: Meeting, ballot: Ballot, seats: tuple[SeatId, ...]) -> str:
    names = ", ".join(name(meeting, ballot.eligible[seat].person) for seat in seats)
    return f"{'ist' if len(seats) == 1 else 'sind'} {names}"


def hit_by_fault(meeting: Meeting, ballot: Ballot) -> PersonId | str | None:
    """Whose municipal fault fell into the time of the ballot; "room" for the room's own."""
    votes_by_video = any(voter.via is Via.VIDEO for voter in ballot.eligible.values())
    for fault in meeting.roll.faults:
        of_the_room = fault.person is None and votes_by_video
        of_a_seat = fault.person is not None and _acts_for_a_seat(meeting, ballot, fault.person)
        if (
            (of_the_room or of_a_seat)
            and _overlaps(fault, ballot)
            and remote.fault_voids(meeting.law, [fault.cause])
        ):
            return fault.person or "room"
    return None


def _acts_for_a_seat(meeting: Meeting, ballot: Ballot, person: PersonId) -> bool:
    return person in ballot.seat_of or meeting.roll.seat_of(person) is not None


def _overlaps(fault: Fault, ballot: Ballot) -> bool:
    begins_before_its_end = ballot.end.closed_at is None or fault.from_ <= ballot.end.closed_at
    return begins_before_its_end and (fault.to is None or fault.to >= ballot.opened_at)
