"""The three buttons of somebody who may vote now, the reason of somebody who may not, and the receipt."""

from dataclasses import dataclass
from typing import ClassVar

from handzeichen.meeting.ids import BallotState, Method, PersonId, SeatId, Source, Via
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.state import Ballot, Meeting, Vote
from handzeichen.views.not_voting import why_not
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.tally import covered, shown_ballot
from handzeichen.views.words import CHOICES, clock
from handzeichen.words import said


@dataclass(frozen=True, slots=True, kw_only=True)
class VotePart(Part):
    """Three buttons of equal size in the order in which the chair asks, or why there are none."""

    template: ClassVar[str] = "vote.html"
    ballot: str
    phase: str
    can_vote: bool
    choice: str | None
    """My own choice, so that its button shows it."""
    headline: str
    why: str | None
    help: str | None = None
    """What helps whoever cannot vote; to somebody in the room, that one hand is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPart(Part):
    """What is true of my vote: "Ihre Stimme: Ja · erfasst um 17.55 Uhr – änderbar", and once closed "– gezählt"."""

    template: ClassVar[str] = "receipt.html"
    state: str
    """given, counted, declined or none."""
    text: str
    changeable: bool
    on_request: bool
    final: bool = False
    """Whether a vote is in the count for good."""


def vote(meeting: Meeting, person: PersonId) -> VotePart | Nothing:
    """What I can do in the ballot on the screen."""
    ballot = shown_ballot(meeting)
    if ballot is None or not ballot.pending:
        return NOTHING
    bar = why_not(meeting, ballot, person)
    own = _own(ballot, person)
    return VotePart(
        ballot=ballot.id,
        phase=ballot.state.value,
        can_vote=bar is None,
        choice=own.choice.value if own is not None and own.choice is not None else None,
        headline=_headline(meeting, ballot, person, can_vote=bar is None),
        why=None if bar is None else bar.why,
        help=_hand_or_button(meeting, ballot, person) if bar is None else bar.help,
    )


def receipt(meeting: Meeting, person: PersonId) -> ReceiptPart | Nothing:
    """What is true of my vote in the ballot on the screen; read from the state, so it is true after a cut as well."""
    ballot = shown_ballot(meeting)
    seat = None if ballot is None else ballot.seat_of.get(person)
    if ballot is None or seat is None or ballot.state is BallotState.ABORTED:
        return NOTHING
    own = _own(ballot, person)
    if own is None:
        return _unvoted(ballot, seat)
    is_open = ballot.state is BallotState.OPEN
    return ReceiptPart(
        state="declined" if own.choice is None else "given",
        text=_own_text(meeting, own),
        changeable=is_open and why_not(meeting, ballot, person) is None,
        on_request=person in ballot.end.on_request,
        final=own.choice is not None and ballot.state in (BallotState.CLOSED, BallotState.ANNOUNCED),
    )


def _own(ballot: Ballot, person: PersonId) -> Vote | None:
    seat = ballot.seat_of.get(person)
    return None if seat is None else ballot.votes.get(seat)


def _headline(meeting: Meeting, ballot: Ballot, person: PersonId, *, can_vote: bool) -> str:
    """A deputy is told again for whom."""
    if ballot.state is BallotState.CLOSED:
        return said("Die Abstimmung ist geschlossen")
    if not can_vote:
        return said("Die Abstimmung läuft")
    if _own(ballot, person) is not None:
        return said("Sie haben abgestimmt")
    seat = PersonId(ballot.seat_of[person])
    return (
        said("Bitte stimmen Sie ab")
        if seat == person
        else said("Bitte stimmen Sie für {member} ab", member=plain_name(meeting.person(seat)))
    )


def _hand_or_button(meeting: Meeting, ballot: Ballot, person: PersonId) -> str | None:
    """Whoever presses and raises a hand as well is counted twice: the chair could not announce anything."""
    in_room = meeting.roll.via(person) is Via.ROOM and ballot.opened.method is Method.SHOW_OF_HANDS
    return said("Wer hier drückt, hebt nicht auch die Hand.") if in_room else None


def _own_text(meeting: Meeting, own: Vote) -> str:
    """ "Ihre Stimme: Ja · erfasst um 17.55 Uhr"."""
    if own.choice is None:
        return said("Sie nehmen an dieser Abstimmung nicht teil.")
    choice, at = CHOICES[own.choice], clock(meeting, own.at)
    if own.source is Source.RECORDED:
        return said("Ihre Stimme: {choice} · erfasst von der Protokollführung um {at}", choice=choice, at=at)
    return said("Ihre Stimme: {choice} · erfasst um {at}", choice=choice, at=at)


def _unvoted(ballot: Ballot, seat: SeatId) -> ReceiptPart:
    if ballot.opened.method is Method.SECRET:
        return _on_paper(ballot, seat)
    if seat in covered(ballot):
        state, text = "counted", said("Ihr Handzeichen wurde im Saal gezählt.")
    elif ballot.state is BallotState.OPEN:
        state, text = "none", said("Ihre Stimme ist noch nicht erfasst.")
    else:
        state, text = "none", said("Sie haben nicht abgestimmt.")
    return ReceiptPart(state=state, text=text, changeable=False, on_request=False)


def _on_paper(ballot: Ballot, seat: SeatId) -> ReceiptPart:
    """Whether a paper was given out: more is not known of a secret vote."""
    paper = ballot.papers.get(seat)
    if paper is None:
        state, text = "none", said("Für Sie ist kein Stimmzettel ausgegeben.")
    elif paper.taken:
        state, text = "counted", said("Ihr Stimmzettel ist ausgegeben.")
    else:
        state, text = "declined", said("Sie nehmen an dieser Abstimmung nicht teil.")
    return ReceiptPart(state=state, text=text, changeable=False, on_request=False)
