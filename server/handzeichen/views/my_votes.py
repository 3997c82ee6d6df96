"""My own votes of the meeting, with their times: for the person who cast them alone, on a page of their own.

A ballot is listed once it is closed: until then its vote may change, and the receipt on the own page says what is true.
Of a hand counted in the room and of a secret paper nobody knows which it was; that is what stands here of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from handzeichen.meeting.announced import announced_wording
from handzeichen.meeting.ids import BallotState, Method, PersonId, Secrecy, Source
from handzeichen.meeting.names import ballot_name, item_number, plain_name
from handzeichen.meeting.public import seen_by_public
from handzeichen.meeting.retention import has_lost_votes
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.views.personal import is_outside
from handzeichen.views.tally import covered
from handzeichen.views.words import CHOICES, clock, shortened
from handzeichen.words import said


@dataclass(frozen=True, slots=True, kw_only=True)
class MyVote:
    """One ballot in which I held a vote; `item` is what it was about, as the agenda names it."""

    item: str | None
    ballot: str
    vote: str
    at: str | None
    """When it was taken down; nothing where nobody can say."""
    whose: str | None
    """For whom a deputy voted."""
    note: str | None
    """What takes the vote away again, or keeps it in the minutes."""
    result: str | None
    non_public: bool


def my_votes(meeting: Meeting, person: PersonId) -> tuple[MyVote, ...]:
    """In the order of the ballots; whoever stands outside the doors reads what the public may know of them."""
    return tuple(_votes(seen_by_public(meeting) if is_outside(meeting, person) else meeting, person))


def _votes(meeting: Meeting, person: PersonId) -> Iterator[MyVote]:
    for ballot in meeting.ballots.values():
        if person not in ballot.seat_of or ballot.state is BallotState.OPEN:
            continue
        seat, motion = ballot.seat_of[person], meeting.motions.get(ballot.opened.motion)
        own, item = (
            ballot.votes.get(seat),
            None if motion is None else motion.moved.item or motion.moved.under,
        )
        state = meeting.agenda.items.get(item) if item is not None else None
        shown_result = ballot.end.result if ballot.state is BallotState.ANNOUNCED else None
        yield MyVote(
            item=None
            if state is None
            else said(
                "TOP {number}: {title}¦Überschrift",
                number=item_number(meeting, state.item.id),
                title=shortened(state.item.title, 200),
            ),
            ballot=ballot_name(meeting, ballot),
            vote=_vote(meeting, ballot, person),
            at=None if own is None or own.choice is None else clock(meeting, own.at),
            whose=None
            if PersonId(seat) == person
            else said("für {member}", member=plain_name(meeting.person(PersonId(seat)))),
            note=_note(ballot, person),
            result=None if shown_result is None else announced_wording(meeting, ballot, shown_result),
            non_public=state is not None and state.item.secrecy is not Secrecy.PUBLIC,
        )


def _vote(meeting: Meeting, ballot: Ballot, person: PersonId) -> str:
    seat = ballot.seat_of[person]
    own = ballot.votes.get(seat)
    if ballot.opened.method is Method.SECRET:
        paper = ballot.papers.get(seat)
        taken = paper is not None and paper.taken
        return said("Geheim auf Papier") if taken else _no_part(meeting, ballot, said("Nicht teilgenommen"))
    if own is None:
        return _without_own(meeting, ballot, person)
    if own.choice is None:
        return said("Nicht teilgenommen")
    if own.source is Source.RECORDED:
        return said("{choice}, eingetragen von der Protokollführung", choice=CHOICES[own.choice])
    return CHOICES[own.choice]


def _without_own(meeting: Meeting, ballot: Ballot, person: PersonId) -> str:
    """What a roll call or the member's own request keeps outlives the single vote."""
    announced = ballot.end.result
    kept = {vote.person: vote.choice for vote in announced.votes} if announced is not None else {}
    choice = kept.get(person) or ballot.end.on_request.get(person)
    if choice is not None:
        return CHOICES[choice]
    if ballot.seat_of[person] in covered(ballot):
        return said("Im Saal gezählt")
    return _no_part(meeting, ballot, said("Nicht abgestimmt"))


def _no_part(meeting: Meeting, ballot: Ballot, none: str) -> str:
    lost = has_lost_votes(meeting, ballot)
    return said("Nicht mehr gespeichert, die Aufbewahrungsfrist ist abgelaufen") if lost else none


def _note(ballot: Ballot, person: PersonId) -> str | None:
    match ballot.state:
        case BallotState.ABORTED:
            return said("Die Abstimmung wurde abgebrochen. Diese Stimme zählt nicht.")
        case BallotState.SUPERSEDED:
            return said("Die Abstimmung wurde wiederholt. Diese Stimme zählt nicht mehr.")
        case _ if person in ballot.end.on_request:
            return said("Das Protokoll hält diese Stimme auf Ihren Wunsch fest.")
        case _:
            return None
