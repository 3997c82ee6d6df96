"""The lawful ways back and aside, for whoever leads: what is said in haste can be put right, and each way says how.

What was entered is never taken back in silence. Before the announcement a ballot is counted again or broken off, with
its reason; after it a doubted one is repeated, and a slip that leaves the result is corrected. An item is called again,
doors are opened, a meeting is interrupted: acts of their own, with a line of their own in the log.
"""

from collections.abc import Iterator
from typing import Final

from handzeichen.meeting import commands as c
from handzeichen.meeting.checks import may_be_asked
from handzeichen.meeting.ids import BallotState, Kind, PersonId, Seconds, Text
from handzeichen.meeting.names import item_number
from handzeichen.meeting.presence import is_voting_member
from handzeichen.meeting.reorder import in_order
from handzeichen.meeting.state import Ballot, Meeting, Phase
from handzeichen.views import next_fault
from handzeichen.views.clerk_words import plain_of
from handzeichen.views.next_sitting import adjourning, closing_question
from handzeichen.views.next_step import Ask, Way, Wish, accepted
from handzeichen.views.words import shortened
from handzeichen.words import said, with_capital

SECONDS: Final = (Seconds(60), Seconds(120))
"""What is offered for a presence check; a client may ask for others."""
_ITEMS: Final = 6
_TITLE: Final = 60
_ABORTED: Final = (
    said("Störung von Bild oder Ton"),
    said("Versehentlich eröffnet"),
    said("Unklar, worüber abgestimmt wird"),
)
_REPEATED: Final = (said("Das Ergebnis ist angezweifelt worden."), said("Es wurde falsch gezählt."))


def ways(meeting: Meeting) -> Iterator[Way]:
    """The ways from here, the ballot's first."""
    yield from _of_the_phase(meeting)
    if meeting.sitting.phase is not Phase.CLOSED and may_be_asked(meeting):
        yield Way(
            label=said("Anwesenheit per Video prüfen"),
            help=said(
                "Alle Zugeschalteten bestätigen auf ihrer Seite, dass sie sehen und hören. "
                "Wer nicht antwortet, wird hier genannt; sonst ändert sich nichts."
            ),
            wishes=tuple(
                Wish(label=said("{n} Sekunden", n=seconds), command=c.AskPresence(within=seconds))
                for seconds in SECONDS
            ),
        )


def _of_the_phase(meeting: Meeting) -> Iterator[Way]:
    match meeting.sitting.phase:
        case Phase.OPEN:
            yield from _of_the_ballot(meeting)
            yield from next_fault.ways(meeting)
            yield from _of_the_agenda(meeting)
            yield from _of_the_sitting(meeting)
        case Phase.CLOSED:
            yield Way(
                label=said("Etwas ist falsch eingetragen"),
                help=said(
                    "Die Protokollführung berichtigt es. Der erste Eintrag und der Grund bleiben sichtbar."
                ),
            )


def _of_the_ballot(meeting: Meeting) -> Iterator[Way]:
    ballot, act = meeting.ballot, meeting.sitting.last_act
    if ballot is not None:
        yield from _before_the_announcement(meeting, ballot)
    elif act.announced is not None:
        yield from _after_the_announcement(meeting, meeting.ballots[act.announced])
    elif act.agreed is not None and not meeting.motions[act.agreed].open:
        command = c.Object(motion=act.agreed, person=meeting.leader)
        yield Way(
            label=said("Ein Mitglied widerspricht"),
            help=said("Das geht sofort, bis zum nächsten Schritt. Dann wird über den Antrag abgestimmt."),
            ask=Ask(
                label=said("Widerspruch eintragen"),
                command=command,
                asks=("person",),
                people=tuple(_voices(meeting)),
            ),
        )


def _before_the_announcement(meeting: Meeting, ballot: Ballot) -> Iterator[Way]:
    if ballot.state is BallotState.CLOSED:
        yield Way(
            label=said("Die Zahlen stimmen nicht"),
            help=said(
                "Bis zur Bekanntgabe trägt die Protokollführung die neue Zählung ein; die letzte gilt."
            ),
        )
    else:
        late = tuple(
            Wish(label=plain_of(meeting, person), command=c.AdmitToBallot(ballot=ballot.id, person=person))
            for person in meeting.roll.acting.values()
            if person not in ballot.seat_of
        )
        if late:
            yield Way(
                label=said("Jemand ist noch dazugekommen"),
                help=said("Bis zum Schließen darf mitstimmen, wer jetzt da ist."),
                wishes=late,
            )
    yield Way(
        label=said("Abstimmung abbrechen"),
        help=said("Sie zählt dann nicht und kann ganz neu eröffnet werden. Der Grund steht im Protokoll."),
        wishes=tuple(
            Wish(
                label=reason,
                command=c.AbortBallot(ballot=ballot.id, reason=Text(reason)),
                confirm=said("Die Abstimmung abbrechen? Sie kann dann ganz wiederholt werden."),
            )
            for reason in _ABORTED
        ),
        ask=Ask(
            label=said("Abbrechen¦Abstimmung"),
            command=c.AbortBallot(ballot=ballot.id, reason=Text("–")),
            asks=("why",),
            confirm=said("Die Abstimmung abbrechen? Sie kann dann ganz wiederholt werden."),
        ),
    )


def _after_the_announcement(meeting: Meeting, ballot: Ballot) -> Iterator[Way]:
    """Doubted at once it is repeated; a slip of the tongue that leaves the result is corrected."""
    question = said("Die Abstimmung wiederholen? Das bekannt gegebene Ergebnis gilt dann nicht mehr.")
    if ballot.end.doubted_by is None:
        yield Way(
            label=said("Das Ergebnis wird angezweifelt oder ist falsch"),
            help=said(
                "Das geht bis zum nächsten Schritt. Die erste Abstimmung bleibt im Protokoll und gilt nicht."
            ),
            wishes=tuple(
                Wish(
                    label=said("Wiederholen: {reason}", reason=reason),
                    command=c.RepeatBallot(ballot=ballot.id, reason=Text(reason)),
                    confirm=question,
                )
                for reason in _REPEATED
            ),
            ask=Ask(
                label=said("Wiederholen"),
                command=c.RepeatBallot(ballot=ballot.id, reason=Text("–")),
                asks=("why",),
                confirm=question,
            ),
        )
    yield Way(
        label=said("Nur versprochen oder falsch notiert"),
        help=said(
            "Bleibt das Ergebnis gleich, berichtigt die Protokollführung die Zahlen. Bitte dann neu verlesen."
        ),
    )


def _of_the_agenda(meeting: Meeting) -> Iterator[Way]:
    if meeting.ballot is not None:
        return
    for motion in meeting.motions.values():
        if motion.open and motion.moved.kind is Kind.ADOPT_AGENDA:
            back = Wish(label=said("Zurücknehmen"), command=c.WithdrawMotion(motion=motion.id))
            yield Way(
                label=said("Über die Tagesordnung noch nicht abstimmen"),
                help=said("Der Antrag wird zurückgenommen und kann neu gestellt werden."),
                wishes=(back,),
            )
    called = meeting.agenda.called
    if called is not None and accepted(meeting, c.CloseItem(item=called)) is None:
        return  # It has to be decided first.
    candidates = [
        state for state in in_order(meeting) if state.item.id != called and not state.off_the_agenda
    ]
    others = tuple(
        Wish(
            label=with_capital(
                said(
                    "TOP {number}: {title}",
                    number=item_number(meeting, state.item.id),
                    title=shortened(state.item.title, _TITLE),
                )
            ),
            command=c.CallItem(item=state.item.id),
        )
        for state in sorted(candidates, key=lambda state: state.called_at is not None)[:_ITEMS]
    )
    yield Way(
        label=said("Einen anderen Punkt aufrufen"),
        help=""
        if called is None
        else said("Der aufgerufene Punkt wird geschlossen; er kann wieder aufgerufen werden."),
        wishes=others,
    )


def _of_the_sitting(meeting: Meeting) -> Iterator[Way]:
    if meeting.ballot is None:
        yield Way(
            label=said("Die Beschlussfähigkeit wird angezweifelt"),
            help=said("Dann wird gezählt, bevor weiter abgestimmt wird."),
            ask=Ask(
                label=said("Zweifel eintragen"),
                command=c.ChallengeQuorum(person=next(_voices(meeting), None)),
                asks=("person",),
                people=tuple(_voices(meeting)),
            ),
        )
        yield Way(
            label=said("Die Öffentlichkeit wieder zulassen"),
            wishes=(Wish(label=said("Öffentlichkeit zulassen"), command=c.AdmitPublic()),),
        )
    yield Way(
        label=said("Sitzung unterbrechen"),
        ask=Ask(label=said("Unterbrechen"), command=c.Suspend(), asks=("until", "reason")),
    )
    yield Way(
        label=said("Sitzung beenden"),
        wishes=(
            adjourning(meeting),
            Wish(
                label=said("Sitzung schließen"), command=c.CloseMeeting(), confirm=closing_question(meeting)
            ),
        ),
    )


def _voices(meeting: Meeting) -> Iterator[PersonId]:
    """Whoever acts for a seat and is here."""
    for person in meeting.roll.acting.values():
        if is_voting_member(meeting, person):
            yield person
