"""The timeline's sentences about who is here and how, and about the sitting itself.

Names stand as subjects or after a colon: titles are declined ("Ratsherrn"), and nobody has to guess how.
"""

from handzeichen.law.asked import ASKED
from handzeichen.law.terms import bar
from handzeichen.meeting.events import (
    AloneConfirmed,
    ArrivalProposed,
    Arrived,
    CalledToOrder,
    CameraSet,
    ChairHandedOver,
    ChairTaken,
    ConnectionLost,
    ConnectionRestored,
    ConveningObjected,
    ConveningStated,
    DeputationBegun,
    DeputationEnded,
    Excluded,
    FaultAttributed,
    IdentityConfirmed,
    LawConfirmed,
    Left,
    MeetingAdjourned,
    MeetingClosed,
    MeetingOpened,
    MeetingPlanned,
    MeetingResumed,
    MeetingSuspended,
    MinutesHandedOver,
    NoticeGiven,
    PersonAdmitted,
    PublicAdmitted,
    PublicExcluded,
    QuorumChallenged,
    QuorumStated,
    RecusalContested,
    RecusalEnded,
    Recused,
    TrialBallotClosed,
    TrialBallotOpened,
    TrialVoteCast,
)
from handzeichen.meeting.ids import Notice, PersonId, Via
from handzeichen.meeting.names import listed, plain_name
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_words import ROLES, motion_of, plain_of, top
from handzeichen.views.timeline_table import because, says
from handzeichen.views.words import CAUSES, clock

_NOTICES = {
    Notice.HYBRID: "zur Teilnahme per Video",
    Notice.DATA_PROTECTION: "zum Datenschutz",
    Notice.CONFIDENTIALITY: "zur Verschwiegenheit",
}


@says(MeetingPlanned)
def _planned(meeting: Meeting, event: MeetingPlanned) -> str:
    count = len(event.plan.items)
    points = "einen Tagesordnungspunkt" if count == 1 else f"{count} Tagesordnungspunkte"
    return f"Die {event.plan.meeting.number}. Sitzung ist vorbereitet und hat {points}."


@says(Arrived)
def _arrived(meeting: Meeting, event: Arrived) -> str:
    how = "ist im Saal" if event.via is Via.ROOM else "nimmt per Video teil"
    return f"{plain_of(meeting, event.person)} {how}."


@says(ArrivalProposed)
def _proposed(meeting: Meeting, event: ArrivalProposed) -> str:
    how = "im Saal" if event.via is Via.ROOM else "per Video"
    return f"{plain_of(meeting, event.person)} meldet sich {how} an; noch nicht eingetragen."


@says(Left)
def _left(meeting: Meeting, event: Left) -> str:
    return f"{plain_of(meeting, event.person)} ist gegangen."


@says(PersonAdmitted)
def _admitted(meeting: Meeting, event: PersonAdmitted) -> str:
    return f"{plain_name(event.person)} kommt neu hinzu ({ROLES[event.person.role]})."


@says(ConnectionLost)
def _lost(meeting: Meeting, event: ConnectionLost) -> str:
    return f"{_where(meeting, event.person)}: Bild oder Ton gestört."


@says(ConnectionRestored)
def _restored(meeting: Meeting, event: ConnectionRestored) -> str:
    return f"{_where(meeting, event.person)}: Bild und Ton wieder da."


@says(FaultAttributed)
def _attributed(meeting: Meeting, event: FaultAttributed) -> str:
    whose = listed([plain_of(meeting, person) for person in event.persons]) or "Saal"
    return f"Störung, {whose}: {CAUSES[event.cause]}."


@says(CameraSet)
def _camera(meeting: Meeting, event: CameraSet) -> str:
    return f"{plain_of(meeting, event.person)}: Kamera {'an' if event.on else 'aus'}."


@says(DeputationBegun)
def _deputising(meeting: Meeting, event: DeputationBegun) -> str:
    return f"{plain_of(meeting, event.person)} i.V. {plain_of(meeting, event.for_)}."


@says(DeputationEnded)
def _deputed(meeting: Meeting, event: DeputationEnded) -> str:
    return f"{plain_of(meeting, event.person)} nicht mehr i.V. {plain_of(meeting, event.for_)}."


@says(IdentityConfirmed)
def _identified(meeting: Meeting, event: IdentityConfirmed) -> str:
    return f"{plain_of(meeting, event.person)} ist auf dem Bild erkannt."


@says(AloneConfirmed)
def _alone(meeting: Meeting, event: AloneConfirmed) -> str:
    return f"{plain_of(meeting, event.person)} versichert, dass niemand mithören oder mitsehen kann."


@says(Recused)
def _recused(meeting: Meeting, event: Recused) -> str:
    who = plain_of(meeting, event.person)
    if event.motion is not None:
        return f"{who} wirkt an „{motion_of(meeting, event.motion)}“ nicht mit."
    return f"{who} wirkt an {top(meeting, event.item)} nicht mit."


@says(RecusalEnded)
def _not_recused(meeting: Meeting, event: RecusalEnded) -> str:
    return f"{plain_of(meeting, event.person)} wirkt an {top(meeting, event.item)} wieder mit."


@says(RecusalContested)
def _contested(meeting: Meeting, event: RecusalContested) -> str:
    who, what = plain_of(meeting, event.person), top(meeting, event.item)
    contested = bar(meeting.law).form("the_accusative")
    return f"{who} bestreitet {contested} zu {what}; darüber ist abzustimmen."


@says(MeetingOpened)
def _opened(meeting: Meeting, event: MeetingOpened) -> str:
    return f"Der Vorsitz eröffnet die Sitzung{because(event.reason)}."


@says(TrialBallotOpened)
def _trial(meeting: Meeting, event: TrialBallotOpened) -> str:
    return "Eine Probeabstimmung beginnt. Sie zählt nicht."


@says(TrialVoteCast)
def _tried(meeting: Meeting, event: TrialVoteCast) -> str:
    return f"{plain_of(meeting, event.person)} hat zur Probe abgestimmt."


@says(TrialBallotClosed)
def _trial_over(meeting: Meeting, event: TrialBallotClosed) -> str:
    return "Die Probeabstimmung ist zu Ende."


@says(MeetingSuspended)
def _suspended(meeting: Meeting, event: MeetingSuspended) -> str:
    until = "" if event.until is None else f" bis {clock(meeting, event.until)}"
    return f"Der Vorsitz unterbricht die Sitzung{until}{because(event.reason)}."


@says(MeetingResumed)
def _resumed(meeting: Meeting, event: MeetingResumed) -> str:
    return f"Der Vorsitz setzt die Sitzung fort{because(event.reason)}."


@says(MeetingAdjourned)
def _adjourned(meeting: Meeting, event: MeetingAdjourned) -> str:
    return f"Der Vorsitz bricht die Sitzung ab{because(event.reason)}."


@says(MeetingClosed)
def _closed(meeting: Meeting, event: MeetingClosed) -> str:
    return f"Der Vorsitz schließt die Sitzung{because(event.reason)}."


@says(ChairHandedOver)
def _handed_over(meeting: Meeting, event: ChairHandedOver) -> str:
    return f"{plain_of(meeting, event.to)} leitet jetzt die Sitzung."


@says(MinutesHandedOver)
def _minutes_handed_over(meeting: Meeting, event: MinutesHandedOver) -> str:
    return f"{plain_of(meeting, event.to)} führt von jetzt an das Protokoll."


@says(ChairTaken)
def _taken(meeting: Meeting, event: ChairTaken) -> str:
    return f"{plain_of(meeting, event.person)} übernimmt die Leitung."


@says(ConveningStated)
def _convened(meeting: Meeting, event: ConveningStated) -> str:
    return "Der Vorsitz stellt die ordnungsgemäße Einberufung fest."


@says(ConveningObjected)
def _convening_objected(meeting: Meeting, event: ConveningObjected) -> str:
    return f"{plain_of(meeting, event.person)} rügt die Einberufung."


@says(QuorumStated)
def _quorum(meeting: Meeting, event: QuorumStated) -> str:
    word = "Beschlussfähigkeit" if event.quorate else "Beschlussunfähigkeit"
    return f"Der Vorsitz stellt die {word} fest: {event.present} von {event.seats} anwesend, nötig {event.required}."


@says(QuorumChallenged)
def _challenged(meeting: Meeting, event: QuorumChallenged) -> str:
    who = plain_of(meeting, event.person)
    count = f"{event.present} von {event.seats} anwesend, nötig {event.required}"
    return f"{who} zweifelt die Beschlussfähigkeit an: {count}."


@says(LawConfirmed)
def _law_confirmed(meeting: Meeting, event: LawConfirmed) -> str:
    asked = ASKED.get(event.question)
    what = event.question if asked is None else asked.name
    return f"{event.confirmed_by} hat bestätigt, was zu „{what}“ gilt: „{event.source}“"


@says(NoticeGiven)
def _notice(meeting: Meeting, event: NoticeGiven) -> str:
    return f"Der Vorsitz gibt den Hinweis {_NOTICES[event.notice]}."


@says(PublicExcluded)
def _excluded_public(meeting: Meeting, event: PublicExcluded) -> str:
    said = [
        word
        for word, true in (("Saal geräumt", event.cleared), ("Übertragung aus", event.stream_off))
        if true
    ]
    return f"Die Öffentlichkeit ist ausgeschlossen{because(', '.join(said))}."


@says(PublicAdmitted)
def _admitted_public(meeting: Meeting, event: PublicAdmitted) -> str:
    return "Die Öffentlichkeit ist wieder zugelassen."


@says(CalledToOrder)
def _to_order(meeting: Meeting, event: CalledToOrder) -> str:
    return f"Ordnungsruf: {plain_of(meeting, event.person)}{because(event.reason)}."


@says(Excluded)
def _excluded(meeting: Meeting, event: Excluded) -> str:
    return f"Von der Sitzung ausgeschlossen: {plain_of(meeting, event.person)}{because(event.reason)}."


def _where(meeting: Meeting, person: PersonId | None) -> str:
    return "Im Saal" if person is None else plain_of(meeting, person)
