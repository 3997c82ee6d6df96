"""The timeline's sentences about agenda, motions, ballots, floor and minutes.

Only the clerk reads them. A vote cast on a member's own device is told without its choice: the clerk sees what the
clerk recorded, and what was announced.
"""

from handzeichen.law.majority import Tie
from handzeichen.meeting.events import (
    AmendmentAccepted,
    BallotAborted,
    BallotClosed,
    BallotOpened,
    BallotSuperseded,
    DebateEnded,
    DemandMet,
    FloorEnded,
    FloorGiven,
    FloorRequested,
    FloorWithdrawn,
    HandsCounted,
    HearingGranted,
    ItemAdded,
    ItemCalled,
    ItemClosed,
    ItemMoved,
    ItemReleased,
    ItemSettled,
    LawAnswered,
    ListClosed,
    MotionAgreed,
    MotionAmended,
    MotionDecided,
    MotionMoved,
    MotionRestated,
    MotionSettled,
    MotionsOrdered,
    MotionSplit,
    MotionSupported,
    MotionWithdrawn,
    NoteWritten,
    ObjectionRaised,
    OwnVoteRecorded,
    PapersCounted,
    PaperTabled,
    PaperTaken,
    PartsReplaced,
    ResultAnnounced,
    ResultDoubted,
    RollCallResolved,
    SeatAdmitted,
    SecretVoteResolved,
    TieBroken,
    VoteCast,
    VoteDeclined,
    VoteRecorded,
)
from handzeichen.meeting.ids import Handed, ItemOutcome, Method, MotionOutcome, Result
from handzeichen.meeting.left_open import SAID
from handzeichen.meeting.names import listed
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_words import hands, motion_in, motion_of, plain_of, top
from handzeichen.views.timeline_table import because, says
from handzeichen.views.words import CHOICES, FLOOR

_METHODS = {Method.SHOW_OF_HANDS: "", Method.ROLL_CALL: " namentlich", Method.SECRET: " geheim"}
_DECISIONS = {
    MotionOutcome.GRANTED: "zuerkannt",
    MotionOutcome.ADOPTED: "angenommen",
    MotionOutcome.REJECTED: "abgelehnt",
}


@says(ItemCalled)
def _called(meeting: Meeting, event: ItemCalled) -> str:
    return f"Der Vorsitz ruft {top(meeting, event.item)} auf."


@says(ItemClosed)
def _closed(meeting: Meeting, event: ItemClosed) -> str:
    return f"{top(meeting, event.item)} ist geschlossen."


@says(ItemSettled)
def _settled(meeting: Meeting, event: ItemSettled) -> str:
    if event.outcome is ItemOutcome.NOT_REACHED:
        return f"{top(meeting, event.item)} ist nicht aufgerufen worden."
    phrase = event.text or meeting.law.outcome_words.value.get(event.outcome.value, "")
    return f"{top(meeting, event.item)} ist erledigt: {_sentence_end(phrase)}"


@says(ItemReleased)
def _released(meeting: Meeting, event: ItemReleased) -> str:
    return f"{top(meeting, event.item)} ist wieder auf der Tagesordnung."


@says(ItemAdded)
def _added(meeting: Meeting, event: ItemAdded) -> str:
    return f"{top(meeting, event.item.id)} kommt auf die Tagesordnung: {_sentence_end(event.item.title)}"


@says(ItemMoved)
def _moved_before(meeting: Meeting, event: ItemMoved) -> str:
    return f"{top(meeting, event.item)} wird vor {top(meeting, event.before)} behandelt."


@says(DebateEnded)
def _debate_ended(meeting: Meeting, event: DebateEnded) -> str:
    said = f"Die Beratung zu {top(meeting, event.item)} ist beendet"
    names = [plain_of(meeting, waiting.person) for waiting in event.dropped]
    return f"{said}; von der Redeliste genommen: {listed(names)}." if names else f"{said}."


@says(ListClosed)
def _list_closed(meeting: Meeting, event: ListClosed) -> str:
    return f"Die Redeliste zu {top(meeting, event.item)} ist geschlossen."


@says(HearingGranted)
def _heard(meeting: Meeting, event: HearingGranted) -> str:
    who = "" if event.person is None else f": {plain_of(meeting, event.person)}"
    return f"Anhörung zu {top(meeting, event.item)}{who}."


@says(RollCallResolved)
def _by_name(meeting: Meeting, event: RollCallResolved) -> str:
    return f"Über {top(meeting, event.item)} wird namentlich abgestimmt."


@says(SecretVoteResolved)
def _secretly(meeting: Meeting, event: SecretVoteResolved) -> str:
    return f"Über {top(meeting, event.item)} wird geheim abgestimmt."


@says(LawAnswered)
def _law_answered(meeting: Meeting, event: LawAnswered) -> str:
    known = SAID.get((event.question, event.value), f"{event.question}: {event.value}")
    return f"Der Vorsitz entscheidet, {known}{because(event.reason)}."


@says(PaperTabled)
def _tabled(meeting: Meeting, event: PaperTabled) -> str:
    also = " und per Mail versandt" if event.handed is Handed.MAIL else ""
    return f"{event.kind} {event.reference} ist zu {top(meeting, event.item)} verteilt{also}."


@says(MotionMoved)
def _moved(meeting: Meeting, event: MotionMoved) -> str:
    return f"Gestellt: {_sentence_end(motion_of(meeting, event.motion))}"


@says(MotionWithdrawn)
def _withdrawn(meeting: Meeting, event: MotionWithdrawn) -> str:
    return f"Zurückgezogen: {_sentence_end(motion_of(meeting, event.motion))}"


@says(AmendmentAccepted)
def _accepted(meeting: Meeting, event: AmendmentAccepted) -> str:
    return f"Übernommen: {_sentence_end(motion_of(meeting, event.motion))}"


@says(MotionAmended)
def _amended(meeting: Meeting, event: MotionAmended) -> str:
    what = motion_of(meeting, event.motion)
    if event.text is None:
        return f"Geändert, der ganze Wortlaut ist noch einzutragen: {_sentence_end(what)}"
    return f"Geändert: {what}, jetzt: „{event.text}“"


@says(MotionRestated)
def _restated(meeting: Meeting, event: MotionRestated) -> str:
    return f"Geänderte Fassung eingetragen: {motion_of(meeting, event.motion)}: „{event.text}“"


@says(MotionSplit)
def _split(meeting: Meeting, event: MotionSplit) -> str:
    what = _sentence_end(motion_of(meeting, event.motion))
    return f"In {len(event.parts)} Teilen abzustimmen, danach im Ganzen: {what}"


@says(PartsReplaced)
def _by_hand(meeting: Meeting, event: PartsReplaced) -> str:
    return f"Die Teile werden einzeln gestellt: {_sentence_end(motion_of(meeting, event.motion))}"


@says(MotionSupported)
def _supported(meeting: Meeting, event: MotionSupported) -> str:
    return f"{plain_of(meeting, event.person)} unterstützt: {_sentence_end(motion_of(meeting, event.motion))}"


@says(DemandMet)
def _demand_met(meeting: Meeting, event: DemandMet) -> str:
    return f"Wirksam verlangt, ohne Abstimmung: {_sentence_end(motion_of(meeting, event.motion))}"


@says(MotionsOrdered)
def _ordered(meeting: Meeting, event: MotionsOrdered) -> str:
    order = "; ".join(motion_of(meeting, motion) for motion in event.motions)
    return f"Der Vorsitz legt die Reihenfolge fest: {_sentence_end(order)}"


@says(MotionSettled)
def _motion_settled(meeting: Meeting, event: MotionSettled) -> str:
    what, by = motion_of(meeting, event.motion), motion_of(meeting, event.by_motion)
    return f"Erledigt: {what}, durch {_sentence_end(by)}"


@says(MotionAgreed)
def _agreed(meeting: Meeting, event: MotionAgreed) -> str:
    return f"Ohne Widerspruch angenommen: {_sentence_end(motion_of(meeting, event.motion))}"


@says(MotionDecided)
def _decided(meeting: Meeting, event: MotionDecided) -> str:
    return f"{motion_of(meeting, event.motion)}: {_DECISIONS.get(event.outcome, event.outcome.value)}."


@says(ObjectionRaised)
def _objected(meeting: Meeting, event: ObjectionRaised) -> str:
    who, what = plain_of(meeting, event.person), motion_of(meeting, event.motion)
    if event.ballot is not None:
        return f"{who} widerspricht der gemeinsamen Abstimmung; einzeln abzustimmen: {_sentence_end(what)}"
    return f"{who} widerspricht; abzustimmen ist: {_sentence_end(what)}"


@says(BallotOpened)
def _opened(meeting: Meeting, event: BallotOpened) -> str:
    what, how, count = motion_of(meeting, event.motion), _METHODS[event.method], len(event.eligible)
    return f"Es wird{how} abgestimmt: {what}; {count} Stimmberechtigte."


@says(VoteCast)
def _cast(meeting: Meeting, event: VoteCast) -> str:
    return f"{plain_of(meeting, event.person)} hat abgestimmt."


@says(VoteRecorded)
def _recorded(meeting: Meeting, event: VoteRecorded) -> str:
    instead = f"; ersetzt die eigene Stimme{because(event.reason)}" if event.replaces else ""
    return f"Hand gesehen, {plain_of(meeting, event.person)}: {CHOICES[event.choice]}{instead}."


@says(VoteDeclined)
def _declined(meeting: Meeting, event: VoteDeclined) -> str:
    return f"{plain_of(meeting, event.person)} stimmt nicht mit ab."


@says(HandsCounted)
def _counted(meeting: Meeting, event: HandsCounted) -> str:
    where = "Im Saal" if event.faction is None else f"Im Saal ({_faction(meeting, event.faction)})"
    silent = f", {event.not_voted} nicht abgestimmt" if event.not_voted else ""
    rest = "" if event.derived is None else f"; {CHOICES[event.derived]} als Rest"
    return f"{where} gezählt: {hands(event.yes, event.no, event.abstain)}{silent}{rest}."


@says(PaperTaken)
def _paper_taken(meeting: Meeting, event: PaperTaken) -> str:
    return f"Stimmzettel ausgegeben: {plain_of(meeting, event.person)}."


@says(PapersCounted)
def _papers_counted(meeting: Meeting, event: PapersCounted) -> str:
    invalid = f", {event.invalid} ungültig" if event.invalid else ""
    return f"Stimmzettel ausgezählt: {hands(event.yes, event.no, event.abstain)}{invalid}."


@says(SeatAdmitted)
def _admitted(meeting: Meeting, event: SeatAdmitted) -> str:
    return f"Zur Abstimmung zugelassen: {plain_of(meeting, event.person)}."


@says(BallotClosed)
def _ballot_closed(meeting: Meeting, event: BallotClosed) -> str:
    return f"Die Abstimmung ist geschlossen: {_sentence_end(motion_in(meeting, event.ballot))}"


@says(TieBroken)
def _tie_broken(meeting: Meeting, event: TieBroken) -> str:
    decision = "Der Vorsitz entscheidet" if event.by is Tie.CHAIR_DECIDES else "Das Los entscheidet"
    outcome = "angenommen" if event.result is Result.PASSED else "abgelehnt"
    return f"Stimmengleichheit. {decision}: {outcome}{because(event.how)}."


@says(ResultAnnounced)
def _announced(meeting: Meeting, event: ResultAnnounced) -> str:
    return f"Ergebnis zu „{motion_in(meeting, event.ballot)}“: {_sentence_end(event.wording)}"


@says(BallotAborted)
def _aborted(meeting: Meeting, event: BallotAborted) -> str:
    return f"Die Abstimmung ist abgebrochen{because(event.reason)}: {_sentence_end(motion_in(meeting, event.ballot))}"


@says(ResultDoubted)
def _doubted(meeting: Meeting, event: ResultDoubted) -> str:
    return f"{plain_of(meeting, event.person)} zweifelt das Ergebnis an."


@says(BallotSuperseded)
def _superseded(meeting: Meeting, event: BallotSuperseded) -> str:
    return f"Die Abstimmung wird wiederholt{because(event.reason)}: {_sentence_end(motion_in(meeting, event.ballot))}"


@says(OwnVoteRecorded)
def _own_vote(meeting: Meeting, event: OwnVoteRecorded) -> str:
    who, choice = plain_of(meeting, event.person), CHOICES[event.choice]
    return f"{who} lässt die eigene Stimme ins Protokoll aufnehmen: {choice}."


@says(FloorRequested)
def _requested(meeting: Meeting, event: FloorRequested) -> str:
    return f"{plain_of(meeting, event.person)} meldet sich ({FLOOR[event.kind]})."


@says(FloorWithdrawn)
def _not_requested(meeting: Meeting, event: FloorWithdrawn) -> str:
    return f"{plain_of(meeting, event.person)} zieht die Wortmeldung zurück."


@says(FloorGiven)
def _given(meeting: Meeting, event: FloorGiven) -> str:
    return f"{plain_of(meeting, event.person)} hat das Wort ({FLOOR[event.kind]})."


@says(FloorEnded)
def _ended(meeting: Meeting, event: FloorEnded) -> str:
    return f"{plain_of(meeting, event.person)} hat geendet."


@says(NoteWritten)
def _noted(meeting: Meeting, event: NoteWritten) -> str:
    of = "" if event.person is None else f", {plain_of(meeting, event.person)}"
    return f"Notiz zu {top(meeting, event.item)}{of}: {_sentence_end(event.text)}"


def _faction(meeting: Meeting, faction: str) -> str:
    return next((known.name for known in meeting.plan.factions if known.id == faction), faction)


def _sentence_end(text: str) -> str:
    """The text as the end of a sentence: no second full stop."""
    return text if text.endswith((".", "!", "?", "“")) else f"{text}."
