"""Who counts and who does not, seat by seat, each with the reason: what counts of quorum and votes are made of."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from handzeichen.law import eligibility
from handzeichen.meeting.ids import ItemId, Kind, MotionId, PersonId, SeatId
from handzeichen.meeting.names import dative, item_number, plain_name
from handzeichen.meeting.presence import standing
from handzeichen.meeting.state import Meeting
from handzeichen.words import in_a_row, said
from handzeichen.words.table import Declined


class Place(StrEnum):
    """How a seat stands to a count; the first two are counted, the others not."""

    ROOM = "room"
    VIDEO = "video"
    DISTURBED = "disturbed"
    NO_PICTURE = "no_picture"
    BARRED = "barred"
    NOT_BY_VIDEO = "not_by_video"
    CONCERNED = "concerned"
    ABSENT = "absent"


COUNTED = (Place.ROOM, Place.VIDEO)
Seats = Mapping[Place, tuple[SeatId, ...]]
"""The seats at each place, in the order of the plan."""


def for_quorum(meeting: Meeting) -> Seats:
    """How each filled seat stands to the quorum for the item called."""
    item = meeting.agenda.called
    places = {seat: _in_quorum(meeting, person, item) for seat, person in meeting.roll.acting.items()}
    return _by_place(places)


def for_vote(meeting: Meeting, motion: MotionId) -> Seats:
    """How each filled seat stands to a vote on a motion."""
    places = {seat: _in_vote(meeting, person, motion) for seat, person in meeting.roll.acting.items()}
    return _by_place(places)


def counted(seats: Seats) -> int:
    """How many of the seats count."""
    return sum(len(seats[place]) for place in COUNTED)


def told(meeting: Meeting, seats: Seats, item: ItemId | None) -> Iterator[str]:
    """One line for each place that a seat is at, with number and names, and one for the vacant seats."""
    reasons = {
        Place.ROOM: said("Im Saal"),
        Place.VIDEO: said("Per Video"),
        Place.DISTURBED: said("Nicht gezählt, Bild oder Ton gestört"),
        Place.NO_PICTURE: said("Nicht gezählt, Kamera aus"),
        Place.BARRED: said(
            "Nicht gezählt, Mitwirkungsverbot bei TOP {number}", number=item_number(meeting, item)
        ),
        Place.NOT_BY_VIDEO: said("Nicht gezählt, per Video"),
        Place.CONCERNED: said("Nicht gezählt, in eigener Sache"),
        Place.ABSENT: said("Nicht da"),
    }
    for place, reason in reasons.items():
        if seats[place]:
            names = in_a_row([who_acts(meeting, seat) for seat in seats[place]], ", ")
            yield said("{reason}: {n} ({names}).", reason=reason, n=len(seats[place]), names=names)
    vacant = meeting.plan.body.seats - len(meeting.roll.acting)
    if vacant > 0:
        yield said("Nicht besetzte Sitze: {n}.", n=vacant)


def who_acts(meeting: Meeting, seat: SeatId, person: PersonId | None = None) -> str:
    """Whoever acts for a seat: "Ratsfrau Dr. Matz", "Ratsherr Pohl i.V. Ratsfrau Dr. Matz"."""
    person = person or meeting.roll.acting.get(seat, PersonId(seat))
    own = name(meeting, person)
    if person == PersonId(seat):
        return own
    return said("{deputy} i.V. {member}", deputy=own, member=name(meeting, PersonId(seat)))


def name(meeting: Meeting, person: PersonId) -> str:
    """Somebody's plain name; the id of one whose entry was withheld."""
    known = meeting.roll.people.get(person)
    return str(person) if known is None else plain_name(known)


def by_whom(meeting: Meeting, person: PersonId) -> Declined:
    """The same after "von": "Ratsherrn Demir"."""
    own = name(meeting, person)
    return Declined(own, dative(own))


def _by_place(places: Mapping[SeatId, Place]) -> Seats:
    return {place: tuple(seat for seat, at in places.items() if at is place) for place in Place}


def _in_quorum(meeting: Meeting, person: PersonId, item: ItemId | None) -> Place:
    here = standing(meeting, person, item)
    if eligibility.counts_as_present(meeting.law, here):
        return Place.ROOM if here.in_room else Place.VIDEO
    return _not_counted(here, seen=meeting.law.without_picture_counts_as_present.value)


def _in_vote(meeting: Meeting, person: PersonId, motion: MotionId) -> Place:
    moved = meeting.motions[motion].moved
    here = standing(meeting, person, moved.item, motion)
    if moved.kind is Kind.RECUSAL and moved.about == person and (here.in_room or here.by_video):
        return Place.CONCERNED
    if eligibility.may_vote(meeting.law, here):
        return Place.ROOM if here.in_room else Place.VIDEO
    return _not_counted(here, seen=meeting.law.without_picture_may_vote.value)


def _not_counted(here: eligibility.Standing, *, seen: bool) -> Place:
    """Why not: the first reason that a chair would name; `seen` where a camera that is off makes no difference."""
    if not (here.in_room or here.by_video):
        return Place.ABSENT
    if here.barred:
        return Place.BARRED
    if here.disturbed:
        return Place.DISTURBED
    return Place.NO_PICTURE if here.without_picture and not seen else Place.NOT_BY_VIDEO
