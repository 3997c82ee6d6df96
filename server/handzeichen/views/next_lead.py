"""Who leads next: a leader who is not in the room, or is barred from the item called, passes the lead on."""

from collections.abc import Iterator

from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import PersonId, Via
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.presence import can_lead, is_voting_member
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_people import in_order
from handzeichen.views.clerk_words import surname_of
from handzeichen.views.next_step import Step, Wish
from handzeichen.words import said


def lead(meeting: Meeting) -> Step | None:
    """A leader who is not in the room, or is barred from the item, hands over; else a deputy takes the lead."""
    leader = meeting.leader
    if leader is not None and can_lead(meeting, leader):
        return None
    candidates = list(_candidates(meeting))
    handing = [_hand_over(meeting, person) for person in candidates] if leader is not None else []
    taking = list(takes_the_lead(meeting))
    barred = leader is not None and meeting.roll.via(leader) is Via.ROOM
    wishes = (*handing, *taking) if barred else (*taking, *handing)
    return Step(
        name="lead",
        say=(_passing_on(meeting, leader, barred=barred),),
        wishes=wishes,
        waits_for="" if wishes else said("Es ist kein stimmberechtigtes Mitglied im Saal, das leiten kann."),
    )


def _passing_on(meeting: Meeting, leader: PersonId | None, *, barred: bool) -> str:
    if leader is None:
        return said("Niemand leitet die Sitzung.")
    name = plain_name(meeting.person(leader))
    if barred:
        return said("{name} darf bei diesem Punkt nicht mitwirken. Die Leitung geht über.", name=name)
    return said("{name} ist nicht im Saal. Die Leitung geht über.", name=name)


def takes_the_lead(meeting: Meeting) -> Iterator[Wish]:
    """Whoever could lead takes the lead, as long as nobody does who can."""
    leader = meeting.leader
    if leader is not None and can_lead(meeting, leader):
        return
    for person in _candidates(meeting):
        name = plain_name(meeting.person(person))
        yield Wish(label=said("{name} übernimmt die Leitung", name=name), command=c.TakeChair(person=person))


def _candidates(meeting: Meeting) -> Iterator[PersonId]:
    """Who could lead: deputy chairs by rank, then the others; whoever acts for a seat and is in the room."""
    acting = [meeting.person(person) for person in meeting.roll.acting.values()]
    for person in in_order(acting):
        if (
            person.id != meeting.leader
            and is_voting_member(meeting, person.id)
            and can_lead(meeting, person.id)
        ):
            yield person.id


def _hand_over(meeting: Meeting, person: PersonId) -> Wish:
    label = said("Leitung an {name} abgeben", name=surname_of(meeting, person))
    return Wish(label=label, command=c.HandOverChair(to=person))
