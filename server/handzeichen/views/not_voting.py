"""Why somebody cannot vote in a ballot now, and what to do about it: in the order in which a chair would explain it."""

from dataclasses import dataclass
from typing import Final

from handzeichen.law.terms import bar
from handzeichen.meeting.ids import BallotState, Method, PersonId, Role, Via
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.presence import State, is_barred_by_picture, state_of
from handzeichen.meeting.state import Ballot, Meeting, Phase
from handzeichen.views.tally import covered, shown_ballot
from handzeichen.words import said


@dataclass(frozen=True, slots=True, kw_only=True)
class NoVote:
    """One reason, and what helps; nothing helps against some."""

    why: str
    help: str | None = None


def why_not(meeting: Meeting, ballot: Ballot, person: PersonId) -> NoVote | None:
    """The first reason that keeps somebody from voting; None: can vote."""
    if ballot.state is not BallotState.OPEN:
        return NoVote(why=said("Gleich wird das Ergebnis bekannt gegeben."))
    if meeting.sitting.phase is not Phase.OPEN:
        return NoVote(
            why=said("Die Sitzung ist unterbrochen. Die Abstimmung ruht so lange."),
            help=said("Geht es weiter, können Sie hier abstimmen."),
        )
    if person not in ballot.seat_of:
        return _left_out(meeting, ballot, person) or _not_eligible(meeting, person)
    if ballot.opened.method is Method.SECRET:
        return NoVote(
            why=said("Geheim wird auf Papier im Saal abgestimmt."),
            help=said("Den Stimmzettel gibt Ihnen die Protokollführung."),
        )
    return _not_here(meeting, person) or _of_the_room(meeting, ballot, person)


def _not_here(meeting: Meeting, person: PersonId) -> NoVote | None:
    """Eligible, and gone, disturbed or without picture since."""
    if meeting.roll.via(person) is None:
        return NoVote(
            why=said("Sie haben die Sitzung verlassen. Eine schon erfasste Stimme bleibt."),
            help=said("Sind Sie vor dem Ende der Abstimmung wieder dabei, können Sie wieder abstimmen."),
        )
    if state_of(meeting, person) is State.DISTURBED:
        return NoVote(
            why=said("Ihr Bild oder Ton ist als gestört gemeldet. Eine schon erfasste Stimme bleibt."),
            help=said("Sind Bild und Ton wieder da, melden Sie es hier; dann können Sie abstimmen."),
        )
    if is_barred_by_picture(meeting, person):
        return NoVote(
            why=said("Ihre Kamera ist aus. Eine schon erfasste Stimme bleibt."),
            help=said("Bitte schalten Sie Ihre Kamera ein; dann können Sie abstimmen."),
        )
    return None


def _of_the_room(meeting: Meeting, ballot: Ballot, person: PersonId) -> NoVote | None:
    """A ballot for the room alone, or a hand that is counted there already: pressed as well, it would count twice."""
    seat = ballot.seat_of[person]
    if ballot.opened.room_only and meeting.roll.via(person) is Via.VIDEO:
        return NoVote(
            why=_not_by_video(meeting),
            help=said("Im Saal können Sie abstimmen."),
        )
    if seat in covered(ballot) and seat not in ballot.votes:
        return NoVote(
            why=said("Ihre Hand ist im Saal schon gezählt."),
            help=said(
                "Stimmt daran etwas nicht, sagen Sie es bitte gleich der Protokollführung: Sie lässt neu zählen."
            ),
        )
    return None


def _not_by_video(meeting: Meeting) -> str:
    return said(
        "Wer per Video teilnimmt, wählt nicht mit ({source}).", source=meeting.law.remote_elections.source
    )


def _left_out(meeting: Meeting, ballot: Ballot, person: PersonId) -> NoVote | None:
    """On video, in a ballot for the room alone."""
    roll = meeting.roll
    here = roll.seat_of(person) is not None and roll.via(person) is Via.VIDEO
    if not here or not ballot.opened.room_only or is_barred(meeting, person):
        return None
    if ballot.opened.method is Method.SECRET:
        why: str = said(
            "Geheim wird auf Papier im Saal abgestimmt; wer per Video teilnimmt, ist dabei nicht stimmberechtigt."
        )
    else:
        why = _not_by_video(meeting)
    return NoVote(why=why, help=said("Im Saal kann der Vorsitz Sie noch zulassen."))


def _not_eligible(meeting: Meeting, person: PersonId) -> NoVote:
    """The seats were frozen at the opening: what kept this person out."""
    roll = meeting.roll
    seat, state = roll.seat_of(person), state_of(meeting, person)
    deputation = roll.deputation_of(person)
    if deputation is not None:
        return NoVote(
            why=said(
                "{deputy} vertritt Sie und stimmt auf Ihrem Sitz ab.",
                deputy=plain_name(meeting.person(deputation.person)),
            ),
            help=said(
                "Sind Sie da, melden Sie sich bei der Protokollführung: Nach dieser Abstimmung stimmen Sie selbst ab."
            ),
        )
    if seat is None:
        return _NO_SEAT[meeting.person(person).role]
    if is_barred(meeting, person):
        return NoVote(
            why=said(
                "Sie wirken bei diesem Tagesordnungspunkt nicht mit ({bar:name}).", bar=bar(meeting.law)
            ),
            help=said("Sind Sie anderer Ansicht, sagen Sie es bitte dem Vorsitz."),
        )
    if state in (State.ABSENT, State.GONE):
        return NoVote(why=said("Sie sind nicht als anwesend eingetragen."), help=_COME_IN)
    if state is State.DISTURBED:
        return NoVote(
            why=said("Ihr Bild oder Ton war zu Beginn der Abstimmung gestört."),
            help=said("Sind Bild und Ton wieder da, melden Sie es hier: Der Vorsitz kann Sie noch zulassen."),
        )
    if is_barred_by_picture(meeting, person):
        return NoVote(
            why=said("Ihre Kamera war zu Beginn der Abstimmung aus."),
            help=said("Bitte schalten Sie Ihre Kamera ein: Der Vorsitz kann Sie noch zulassen."),
        )
    return NoVote(
        why=said("Die Abstimmung hatte schon begonnen, als Sie dazukamen."),
        help=said("Der Vorsitz kann Sie noch zulassen. Bitte melden Sie sich."),
    )


def is_barred(meeting: Meeting, person: PersonId) -> bool:
    """Whether somebody takes no part in what the ballot on the screen is about."""
    ballot = shown_ballot(meeting)
    motion = None if ballot is None else meeting.motions.get(ballot.opened.motion)
    item = meeting.agenda.called if motion is None else motion.moved.item or motion.moved.under
    return meeting.roll.barred(person, item, None if motion is None else motion.id)


_COME_IN: Final = said(
    "Sind Sie da, melden Sie sich bei der Protokollführung: Der Vorsitz kann Sie noch zulassen."
)
_SPEAKS: Final = said("Reden und Anträge stellen können Sie weiterhin.")
_FOLLOWS: Final = said("Sie können der Abstimmung hier folgen.")
_NO_SEAT: Final = {
    Role.MEMBER: NoVote(why=said("Ihr Sitz ist zurzeit nicht besetzt."), help=_COME_IN),
    Role.DEPUTY: NoVote(
        why=said("Sie vertreten zurzeit niemanden."),
        help=said("Sollen Sie jemanden vertreten, sagen Sie es bitte der Protokollführung."),
    ),
    Role.ADVISORY: NoVote(why=said("Beratende Mitglieder stimmen nicht ab."), help=_SPEAKS),
    Role.BASIC_MANDATE: NoVote(why=said("Mitglieder mit Grundmandat stimmen nicht ab."), help=_SPEAKS),
    Role.ADMINISTRATION: NoVote(why=said("Die Verwaltung stimmt nicht ab."), help=_FOLLOWS),
    Role.PRESS: NoVote(why=said("Die Presse stimmt nicht ab."), help=_FOLLOWS),
    Role.GUEST: NoVote(why=said("Gäste stimmen nicht ab."), help=_FOLLOWS),
}
