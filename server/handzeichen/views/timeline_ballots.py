"""The timeline's sentences about ballots, from the opening to the result and what comes after it.

Only the clerk reads them. A vote cast on a member's own device is told without its choice: the clerk sees what the
clerk recorded, and what was announced.
"""

from handzeichen.law.majority import Tie
from handzeichen.meeting.announced import announced_wording
from handzeichen.meeting.events import (
    BallotAborted,
    BallotClosed,
    BallotOpened,
    BallotSuperseded,
    HandsCounted,
    OwnVoteRecorded,
    PapersCounted,
    PaperTaken,
    ResultAnnounced,
    ResultDoubted,
    SeatAdmitted,
    TieBroken,
    VoteCast,
    VoteDeclined,
    VoteRecorded,
)
from handzeichen.meeting.ids import Method, Result
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_words import hands, motion_in, motion_of, plain_of
from handzeichen.views.timeline_table import because, says, sentence_end
from handzeichen.views.words import CHOICES
from handzeichen.words import said

_METHODS = {Method.SHOW_OF_HANDS: "", Method.ROLL_CALL: said(" namentlich"), Method.SECRET: said(" geheim")}


@says(BallotOpened)
def _opened(meeting: Meeting, event: BallotOpened) -> str:
    what, how, count = motion_of(meeting, event.motion), _METHODS[event.method], len(event.eligible)
    return said("Es wird{how} abgestimmt: {what}; {count} Stimmberechtigte.", how=how, what=what, count=count)


@says(VoteCast)
def _cast(meeting: Meeting, event: VoteCast) -> str:
    return said("{who} hat abgestimmt.", who=plain_of(meeting, event.person))


@says(VoteRecorded)
def _recorded(meeting: Meeting, event: VoteRecorded) -> str:
    instead = (
        said("; ersetzt die eigene Stimme{because}", because=because(event.reason)) if event.replaces else ""
    )
    return said(
        "Hand gesehen, {who}: {choice}{instead}.",
        who=plain_of(meeting, event.person),
        choice=CHOICES[event.choice],
        instead=instead,
    )


@says(VoteDeclined)
def _declined(meeting: Meeting, event: VoteDeclined) -> str:
    return said("{who} stimmt nicht mit ab.", who=plain_of(meeting, event.person))


@says(HandsCounted)
def _counted(meeting: Meeting, event: HandsCounted) -> str:
    where = (
        said("Im Saal")
        if event.faction is None
        else said("Im Saal ({faction})", faction=_faction(meeting, event.faction))
    )
    silent = said(", {not_voted} nicht abgestimmt", not_voted=event.not_voted) if event.not_voted else ""
    rest = "" if event.derived is None else said("; {derived} als Rest", derived=CHOICES[event.derived])
    return said(
        "{where} gezählt: {abstain}{silent}{rest}.",
        where=where,
        abstain=hands(event.yes, event.no, event.abstain),
        silent=silent,
        rest=rest,
    )


@says(PaperTaken)
def _paper_taken(meeting: Meeting, event: PaperTaken) -> str:
    return said("Stimmzettel ausgegeben: {who}.", who=plain_of(meeting, event.person))


@says(PapersCounted)
def _papers_counted(meeting: Meeting, event: PapersCounted) -> str:
    invalid = said(", {invalid} ungültig", invalid=event.invalid) if event.invalid else ""
    return said(
        "Stimmzettel ausgezählt: {abstain}{invalid}.",
        abstain=hands(event.yes, event.no, event.abstain),
        invalid=invalid,
    )


@says(SeatAdmitted)
def _admitted(meeting: Meeting, event: SeatAdmitted) -> str:
    return said("Zur Abstimmung zugelassen: {who}.", who=plain_of(meeting, event.person))


@says(BallotClosed)
def _ballot_closed(meeting: Meeting, event: BallotClosed) -> str:
    return said(
        "Die Abstimmung ist geschlossen: {ballot}", ballot=sentence_end(motion_in(meeting, event.ballot))
    )


@says(TieBroken)
def _tie_broken(meeting: Meeting, event: TieBroken) -> str:
    decision = (
        said("Der Vorsitz entscheidet") if event.by is Tie.CHAIR_DECIDES else said("Das Los entscheidet")
    )
    outcome = "angenommen" if event.result is Result.PASSED else "abgelehnt"
    return said(
        "Stimmengleichheit. {decision}: {outcome}{because}.",
        decision=decision,
        outcome=outcome,
        because=because(event.how),
    )


@says(ResultAnnounced)
def _announced(meeting: Meeting, event: ResultAnnounced) -> str:
    return said(
        "Ergebnis zu „{motion}“: {wording}",
        motion=motion_in(meeting, event.ballot),
        wording=sentence_end(_wording(meeting, event)),
    )


def _wording(meeting: Meeting, event: ResultAnnounced) -> str:
    ballot = meeting.ballots.get(event.ballot)
    return event.wording if ballot is None else announced_wording(meeting, ballot, event)


@says(BallotAborted)
def _aborted(meeting: Meeting, event: BallotAborted) -> str:
    return said(
        "Die Abstimmung ist abgebrochen{because}: {ballot}",
        because=because(event.reason),
        ballot=sentence_end(motion_in(meeting, event.ballot)),
    )


@says(ResultDoubted)
def _doubted(meeting: Meeting, event: ResultDoubted) -> str:
    return said("{who} zweifelt das Ergebnis an.", who=plain_of(meeting, event.person))


@says(BallotSuperseded)
def _superseded(meeting: Meeting, event: BallotSuperseded) -> str:
    return said(
        "Die Abstimmung wird wiederholt{because}: {ballot}",
        because=because(event.reason),
        ballot=sentence_end(motion_in(meeting, event.ballot)),
    )


@says(OwnVoteRecorded)
def _own_vote(meeting: Meeting, event: OwnVoteRecorded) -> str:
    who, choice = plain_of(meeting, event.person), CHOICES[event.choice]
    return said("{who} lässt die eigene Stimme ins Protokoll aufnehmen: {choice}.", who=who, choice=choice)


def _faction(meeting: Meeting, faction: str) -> str:
    return next((known.name for known in meeting.plan.factions if known.id == faction), faction)
