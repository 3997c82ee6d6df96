"""The timeline's sentences about agenda, motions, floor and notes; those about ballots stand in `timeline_ballots`."""

from handzeichen.meeting.events import (
    AmendmentAccepted,
    DebateEnded,
    DemandMet,
    FloorEnded,
    FloorGiven,
    FloorRequested,
    FloorWithdrawn,
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
    PaperTabled,
    PartsReplaced,
    RollCallResolved,
    SecretVoteResolved,
)
from handzeichen.meeting.ids import Handed, ItemOutcome, MotionOutcome
from handzeichen.meeting.left_open import SAID
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_words import motion_of, plain_of, top
from handzeichen.views.timeline_table import because, says, sentence_end
from handzeichen.views.words import FLOOR
from handzeichen.words import listed, said

_DECISIONS = {
    MotionOutcome.GRANTED: said("zuerkannt"),
    MotionOutcome.ADOPTED: said("angenommen"),
    MotionOutcome.REJECTED: said("abgelehnt"),
}


@says(ItemCalled)
def _called(meeting: Meeting, event: ItemCalled) -> str:
    return said("Der Vorsitz ruft {item} auf.", item=top(meeting, event.item))


@says(ItemClosed)
def _closed(meeting: Meeting, event: ItemClosed) -> str:
    return said("{item} ist geschlossen.", item=top(meeting, event.item))


@says(ItemSettled)
def _settled(meeting: Meeting, event: ItemSettled) -> str:
    if event.outcome is ItemOutcome.NOT_REACHED:
        return said("{item} ist nicht aufgerufen worden.", item=top(meeting, event.item))
    phrase = event.text or meeting.law.outcome_words.value.get(event.outcome.value, "")
    return said("{item} ist erledigt: {phrase}", item=top(meeting, event.item), phrase=sentence_end(phrase))


@says(ItemReleased)
def _released(meeting: Meeting, event: ItemReleased) -> str:
    return said("{item} ist wieder auf der Tagesordnung.", item=top(meeting, event.item))


@says(ItemAdded)
def _added(meeting: Meeting, event: ItemAdded) -> str:
    return said(
        "{item} kommt auf die Tagesordnung: {title}",
        item=top(meeting, event.item.id),
        title=sentence_end(event.item.title),
    )


@says(ItemMoved)
def _moved_before(meeting: Meeting, event: ItemMoved) -> str:
    return said(
        "{item} wird vor {item_2} behandelt.",
        item=top(meeting, event.item),
        item_2=top(meeting, event.before),
    )


@says(DebateEnded)
def _debate_ended(meeting: Meeting, event: DebateEnded) -> str:
    ended = said("Die Beratung zu {item} ist beendet", item=top(meeting, event.item))
    names = [plain_of(meeting, waiting.person) for waiting in event.dropped]
    return (
        said("{ended}; von der Redeliste genommen: {names}.", ended=ended, names=listed(names))
        if names
        else said("{ended}.", ended=ended)
    )


@says(ListClosed)
def _list_closed(meeting: Meeting, event: ListClosed) -> str:
    return said("Die Redeliste zu {item} ist geschlossen.", item=top(meeting, event.item))


@says(HearingGranted)
def _heard(meeting: Meeting, event: HearingGranted) -> str:
    who = "" if event.person is None else said(": {who}", who=plain_of(meeting, event.person))
    return said("Anhörung zu {item}{who}.", item=top(meeting, event.item), who=who)


@says(RollCallResolved)
def _by_name(meeting: Meeting, event: RollCallResolved) -> str:
    return said("Über {item} wird namentlich abgestimmt.", item=top(meeting, event.item))


@says(SecretVoteResolved)
def _secretly(meeting: Meeting, event: SecretVoteResolved) -> str:
    return said("Über {item} wird geheim abgestimmt.", item=top(meeting, event.item))


@says(LawAnswered)
def _law_answered(meeting: Meeting, event: LawAnswered) -> str:
    known = SAID.get((event.question, event.value), f"{event.question}: {event.value}")
    return said("Der Vorsitz entscheidet, {known}{because}.", known=known, because=because(event.reason))


@says(PaperTabled)
def _tabled(meeting: Meeting, event: PaperTabled) -> str:
    also = said(" und per Mail versandt") if event.handed is Handed.MAIL else ""
    return said(
        "{kind} {reference} ist zu {item} verteilt{also}.",
        kind=event.kind,
        reference=event.reference,
        item=top(meeting, event.item),
        also=also,
    )


@says(MotionMoved)
def _moved(meeting: Meeting, event: MotionMoved) -> str:
    return said("Gestellt: {motion}", motion=sentence_end(motion_of(meeting, event.motion)))


@says(MotionWithdrawn)
def _withdrawn(meeting: Meeting, event: MotionWithdrawn) -> str:
    return said("Zurückgezogen: {motion}", motion=sentence_end(motion_of(meeting, event.motion)))


@says(AmendmentAccepted)
def _accepted(meeting: Meeting, event: AmendmentAccepted) -> str:
    return said("Übernommen: {motion}", motion=sentence_end(motion_of(meeting, event.motion)))


@says(MotionAmended)
def _amended(meeting: Meeting, event: MotionAmended) -> str:
    what = motion_of(meeting, event.motion)
    if event.text is None:
        return said("Geändert, der ganze Wortlaut ist noch einzutragen: {what}", what=sentence_end(what))
    return said("Geändert: {what}, jetzt: „{text}“", what=what, text=event.text)


@says(MotionRestated)
def _restated(meeting: Meeting, event: MotionRestated) -> str:
    return said(
        "Geänderte Fassung eingetragen: {motion}: „{text}“",
        motion=motion_of(meeting, event.motion),
        text=event.text,
    )


@says(MotionSplit)
def _split(meeting: Meeting, event: MotionSplit) -> str:
    what = sentence_end(motion_of(meeting, event.motion))
    return said("In {parts} Teilen abzustimmen, danach im Ganzen: {what}", parts=len(event.parts), what=what)


@says(PartsReplaced)
def _by_hand(meeting: Meeting, event: PartsReplaced) -> str:
    return said(
        "Die Teile werden einzeln gestellt: {motion}", motion=sentence_end(motion_of(meeting, event.motion))
    )


@says(MotionSupported)
def _supported(meeting: Meeting, event: MotionSupported) -> str:
    return said(
        "{who} unterstützt: {motion}",
        who=plain_of(meeting, event.person),
        motion=sentence_end(motion_of(meeting, event.motion)),
    )


@says(DemandMet)
def _demand_met(meeting: Meeting, event: DemandMet) -> str:
    return said(
        "Wirksam verlangt, ohne Abstimmung: {motion}", motion=sentence_end(motion_of(meeting, event.motion))
    )


@says(MotionsOrdered)
def _ordered(meeting: Meeting, event: MotionsOrdered) -> str:
    order = "; ".join(motion_of(meeting, motion) for motion in event.motions)
    return said("Der Vorsitz legt die Reihenfolge fest: {order}", order=sentence_end(order))


@says(MotionSettled)
def _motion_settled(meeting: Meeting, event: MotionSettled) -> str:
    what, by = motion_of(meeting, event.motion), motion_of(meeting, event.by_motion)
    return said("Erledigt: {what}, durch {by}", what=what, by=sentence_end(by))


@says(MotionAgreed)
def _agreed(meeting: Meeting, event: MotionAgreed) -> str:
    return said(
        "Ohne Widerspruch angenommen: {motion}", motion=sentence_end(motion_of(meeting, event.motion))
    )


@says(MotionDecided)
def _decided(meeting: Meeting, event: MotionDecided) -> str:
    outcome = _DECISIONS.get(event.outcome, event.outcome.value)
    return said("{motion}: {outcome}.", motion=motion_of(meeting, event.motion), outcome=outcome)


@says(ObjectionRaised)
def _objected(meeting: Meeting, event: ObjectionRaised) -> str:
    who, what = plain_of(meeting, event.person), motion_of(meeting, event.motion)
    if event.ballot is not None:
        return said(
            "{who} widerspricht der gemeinsamen Abstimmung; einzeln abzustimmen: {what}",
            who=who,
            what=sentence_end(what),
        )
    return said("{who} widerspricht; abzustimmen ist: {what}", who=who, what=sentence_end(what))


@says(FloorRequested)
def _requested(meeting: Meeting, event: FloorRequested) -> str:
    return said("{who} meldet sich ({kind}).", who=plain_of(meeting, event.person), kind=FLOOR[event.kind])


@says(FloorWithdrawn)
def _not_requested(meeting: Meeting, event: FloorWithdrawn) -> str:
    return said("{who} zieht die Wortmeldung zurück.", who=plain_of(meeting, event.person))


@says(FloorGiven)
def _given(meeting: Meeting, event: FloorGiven) -> str:
    return said("{who} hat das Wort ({kind}).", who=plain_of(meeting, event.person), kind=FLOOR[event.kind])


@says(FloorEnded)
def _ended(meeting: Meeting, event: FloorEnded) -> str:
    return said("{who} hat geendet.", who=plain_of(meeting, event.person))


@says(NoteWritten)
def _noted(meeting: Meeting, event: NoteWritten) -> str:
    of = "" if event.person is None else f", {plain_of(meeting, event.person)}"
    text = sentence_end(event.text)
    if event.motion is not None:
        motion = motion_of(meeting, event.motion)
        return said("Begründung für die Niederschrift zu „{motion}“: {text}", motion=motion, text=text)
    return said("Notiz zu {item}{of}: {text}", item=top(meeting, event.item), of=of, text=text)
