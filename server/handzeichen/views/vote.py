"""The three buttons of somebody who may vote now, the reason of somebody who may not, and the receipt."""

from dataclasses import dataclass
from typing import ClassVar

from handzeichen.law.terms import bar
from handzeichen.meeting.ids import BallotState, Method, PersonId, Role, SeatId, Source, Via
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.state import Ballot, Meeting, Phase, Vote
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.tally import covered, shown_ballot
from handzeichen.views.words import CHOICES, clock


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPart(Part):
    """What is true of my vote: "Ihre Stimme: Ja · erfasst um 17.55 Uhr – änderbar"."""

    template: ClassVar[str] = "receipt.html"
    state: str
    """given, counted, declined or none."""
    text: str
    changeable: bool
    on_request: bool


def vote(meeting: Meeting, person: PersonId) -> VotePart | Nothing:
    """What I can do in the ballot on the screen."""
    ballot = shown_ballot(meeting)
    if ballot is None or not ballot.pending:
        return NOTHING
    why = why_not(meeting, ballot, person)
    own = _own(ballot, person)
    return VotePart(
        ballot=ballot.id,
        phase=ballot.state.value,
        can_vote=why is None,
        choice=own.choice.value if own is not None and own.choice is not None else None,
        headline=_headline(meeting, ballot, person, can_vote=why is None),
        why=why,
    )


def receipt(meeting: Meeting, person: PersonId) -> ReceiptPart | Nothing:
    """What is true of my vote in the ballot on the screen; read from the state, so it is true after a cut as well."""
    ballot = shown_ballot(meeting)
    seat = None if ballot is None else ballot.seat_of.get(person)
    if ballot is None or seat is None or ballot.state is BallotState.ABORTED:
        return NOTHING
    is_open = ballot.state is BallotState.OPEN
    own = _own(ballot, person)
    if own is None:
        return _unvoted(ballot, seat)
    return ReceiptPart(
        state="declined" if own.choice is None else "given",
        text=_own_text(meeting, own),
        changeable=is_open and why_not(meeting, ballot, person) is None,
        on_request=person in ballot.end.on_request,
    )


def why_not(meeting: Meeting, ballot: Ballot, person: PersonId) -> str | None:
    """Why somebody cannot vote in a ballot now, in the order in which a chair would explain it; None: can vote."""
    if ballot.state is not BallotState.OPEN:
        return "Gleich wird das Ergebnis bekannt gegeben."
    if meeting.sitting.phase is not Phase.OPEN:
        return "Die Sitzung ist unterbrochen. Die Abstimmung ruht so lange."
    if person not in ballot.seat_of:
        return _left_out(meeting, ballot, person) or _not_eligible(meeting, person)
    if ballot.opened.method is Method.SECRET:
        return "Geheim wird auf Papier im Saal abgestimmt."
    presence = meeting.roll.of(person)
    if presence.via is None:
        return "Sie haben die Sitzung verlassen. Eine schon erfasste Stimme bleibt."
    if presence.disturbed:
        return "Ihr Bild oder Ton ist als gestört gemeldet. Eine schon erfasste Stimme bleibt."
    if ballot.opened.room_only and presence.via is Via.VIDEO:
        return f"Wer per Video teilnimmt, wählt nicht mit ({meeting.law.remote_elections.source})."
    return None


def _left_out(meeting: Meeting, ballot: Ballot, person: PersonId) -> str | None:
    """On video, in a ballot for the room alone: why, and what helps."""
    roll = meeting.roll
    here = roll.seat_of(person) is not None and roll.via(person) is Via.VIDEO
    if not here or not ballot.opened.room_only or _barred(meeting, person):
        return None
    if ballot.opened.method is Method.SECRET:
        why = "Geheim wird auf Papier im Saal abgestimmt; wer per Video teilnimmt, ist dabei nicht stimmberechtigt."
    else:
        why = f"Wer per Video teilnimmt, wählt nicht mit ({meeting.law.remote_elections.source})."
    return f"{why} Im Saal kann der Vorsitz Sie noch zulassen."


def _not_eligible(meeting: Meeting, person: PersonId) -> str:
    """The seats were frozen at the opening: what kept this person out."""
    roll = meeting.roll
    role, seat, presence = meeting.person(person).role, roll.seat_of(person), roll.of(person)
    deputation = roll.deputation_of(person)
    if deputation is not None:
        return f"{plain_name(meeting.person(deputation.person))} vertritt Sie und stimmt auf Ihrem Sitz ab."
    if seat is None:
        return _NO_SEAT.get(role, "Sie stimmen in dieser Sitzung nicht ab.")
    if _barred(meeting, person):
        return f"Sie wirken bei diesem Tagesordnungspunkt nicht mit ({bar(meeting.law).form('name')})."
    if presence.via is None:
        return "Sie sind nicht als anwesend eingetragen."
    if presence.disturbed and presence.via is Via.VIDEO:
        return "Ihr Bild oder Ton war zu Beginn der Abstimmung gestört."
    return "Die Abstimmung hatte schon begonnen, als Sie dazukamen. Der Vorsitz kann Sie noch zulassen."


_NO_SEAT = {
    Role.MEMBER: "Ihr Sitz ist zurzeit nicht besetzt.",
    Role.DEPUTY: "Sie vertreten zurzeit niemanden.",
    Role.ADVISORY: "Beratende Mitglieder stimmen nicht ab.",
    Role.BASIC_MANDATE: "Mitglieder mit Grundmandat stimmen nicht ab.",
}


def _barred(meeting: Meeting, person: PersonId) -> bool:
    ballot = shown_ballot(meeting)
    motion = None if ballot is None else meeting.motions.get(ballot.opened.motion)
    item = meeting.agenda.called if motion is None else motion.moved.item or motion.moved.under
    return meeting.roll.barred(person, item, None if motion is None else motion.id)


def _own(ballot: Ballot, person: PersonId) -> Vote | None:
    seat = ballot.seat_of.get(person)
    return None if seat is None else ballot.votes.get(seat)


def _headline(meeting: Meeting, ballot: Ballot, person: PersonId, *, can_vote: bool) -> str:
    """A deputy is told again for whom."""
    if ballot.state is BallotState.CLOSED:
        return "Die Abstimmung ist geschlossen"
    if not can_vote:
        return "Die Abstimmung läuft"
    if _own(ballot, person) is not None:
        return "Sie haben abgestimmt"
    seat = PersonId(ballot.seat_of[person])
    return (
        "Bitte stimmen Sie ab"
        if seat == person
        else f"Bitte stimmen Sie für {plain_name(meeting.person(seat))} ab"
    )


def _own_text(meeting: Meeting, own: Vote) -> str:
    """ "Ihre Stimme: Ja · erfasst um 17.55 Uhr"."""
    if own.choice is None:
        return "Sie nehmen an dieser Abstimmung nicht teil."
    by = " von der Protokollführung" if own.source is Source.RECORDED else ""
    return f"Ihre Stimme: {CHOICES[own.choice]} · erfasst{by} um {clock(meeting, own.at)}"


def _unvoted(ballot: Ballot, seat: SeatId) -> ReceiptPart:
    if ballot.opened.method is Method.SECRET:
        return _on_paper(ballot, seat)
    if seat in covered(ballot):
        state, text = "counted", "Ihr Handzeichen wurde im Saal gezählt."
    elif ballot.state is BallotState.OPEN:
        state, text = "none", "Ihre Stimme ist noch nicht erfasst."
    else:
        state, text = "none", "Sie haben nicht abgestimmt."
    return ReceiptPart(state=state, text=text, changeable=False, on_request=False)


def _on_paper(ballot: Ballot, seat: SeatId) -> ReceiptPart:
    """Whether a paper was given out: more is not known of a secret vote."""
    paper = ballot.papers.get(seat)
    if paper is None:
        state, text = "none", "Für Sie ist kein Stimmzettel ausgegeben."
    elif paper.taken:
        state, text = "counted", "Ihr Stimmzettel ist ausgegeben."
    else:
        state, text = "declined", "Sie nehmen an dieser Abstimmung nicht teil."
    return ReceiptPart(state=state, text=text, changeable=False, on_request=False)
