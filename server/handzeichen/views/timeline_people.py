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
    PresenceAsked,
    PresenceCheckEnded,
    PresenceConfirmed,
    PublicAdmitted,
    PublicExcluded,
    QuorumChallenged,
    QuorumStated,
    RecusalContested,
    RecusalEnded,
    Recused,
    StepsSettled,
    TrialBallotClosed,
    TrialBallotOpened,
    TrialVoteCast,
)
from handzeichen.meeting.ids import Channel, Notice, PersonId, Settled, Via
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_words import ROLES, motion_of, plain_of, top
from handzeichen.views.next_repeat import named
from handzeichen.views.timeline_table import because, says
from handzeichen.views.words import CAUSES, clock, failing
from handzeichen.words import in_a_row, listed, said

_NOTICES = {
    Notice.HYBRID: said("zur Teilnahme per Video"),
    Notice.DATA_PROTECTION: said("zum Datenschutz"),
    Notice.CONFIDENTIALITY: said("zur Verschwiegenheit"),
}


@says(MeetingPlanned)
def _planned(meeting: Meeting, event: MeetingPlanned) -> str:
    count = len(event.plan.items)
    points = (
        said("einen Tagesordnungspunkt") if count == 1 else said("{count} Tagesordnungspunkte", count=count)
    )
    return said(
        "Die {number}. Sitzung ist vorbereitet und hat {points}.",
        number=event.plan.meeting.number,
        points=points,
    )


@says(Arrived)
def _arrived(meeting: Meeting, event: Arrived) -> str:
    how = said("ist im Saal") if event.via is Via.ROOM else said("nimmt per Video teil")
    return said("{who} {how}.", who=plain_of(meeting, event.person), how=how)


@says(ArrivalProposed)
def _proposed(meeting: Meeting, event: ArrivalProposed) -> str:
    how = said("im Saal") if event.via is Via.ROOM else said("per Video")
    return said(
        "{who} meldet sich {how} an; noch nicht eingetragen.", who=plain_of(meeting, event.person), how=how
    )


@says(Left)
def _left(meeting: Meeting, event: Left) -> str:
    return said("{who} ist gegangen.", who=plain_of(meeting, event.person))


@says(PersonAdmitted)
def _admitted(meeting: Meeting, event: PersonAdmitted) -> str:
    return said(
        "{person} kommt neu hinzu ({role}).", person=plain_name(event.person), role=ROLES[event.person.role]
    )


@says(ConnectionLost)
def _lost(meeting: Meeting, event: ConnectionLost) -> str:
    where = _where(meeting, event.person)
    what = failing(() if event.of is None else (event.of,))
    told = (
        said("{person}: {what} (telefonisch gemeldet).", person=where, what=what)
        if event.reported is Channel.PHONE
        else said("{person}: {what}.", person=where, what=what)
    )
    if event.cause is None:
        return told
    return in_a_row((told, said("Nach dem Wort des Vorsitzes liegt es beim Mitglied.")), " ")


@says(ConnectionRestored)
def _restored(meeting: Meeting, event: ConnectionRestored) -> str:
    where = _where(meeting, event.person)
    if event.reported is Channel.PHONE:
        return said("{person}: Bild und Ton wieder da (telefonisch gemeldet).", person=where)
    return said("{person}: Bild und Ton wieder da.", person=where)


@says(FaultAttributed)
def _attributed(meeting: Meeting, event: FaultAttributed) -> str:
    whose = listed([plain_of(meeting, person) for person in event.persons]) or said("Saal")
    told = said("Störung, {whose}: {cause}.", whose=whose, cause=CAUSES[event.cause])
    if event.further is None:
        return told
    further = said("Das gilt auch für weitere.") if event.further else said("Das gilt nicht für weitere.")
    return in_a_row((told, further), " ")


@says(StepsSettled)
def _steps_settled(meeting: Meeting, event: StepsSettled) -> str:
    steps = in_a_row([named(meeting, step) for step in meeting.acts if step.seq in event.steps], "; ")
    if event.how is Settled.REPEATED:
        return said("Nach der Störung wiederholt: {steps}.", steps=steps)
    return said("Trotz der Störung unerheblich: {steps}.", steps=steps)


@says(CameraSet)
def _camera(meeting: Meeting, event: CameraSet) -> str:
    who = plain_of(meeting, event.person)
    return said("{who}: Kamera an.", who=who) if event.on else said("{who}: Kamera aus.", who=who)


@says(DeputationBegun)
def _deputising(meeting: Meeting, event: DeputationBegun) -> str:
    return said("{who} i.V. {whom}.", who=plain_of(meeting, event.person), whom=plain_of(meeting, event.for_))


@says(DeputationEnded)
def _deputed(meeting: Meeting, event: DeputationEnded) -> str:
    return said(
        "{who} nicht mehr i.V. {whom}.",
        who=plain_of(meeting, event.person),
        whom=plain_of(meeting, event.for_),
    )


@says(IdentityConfirmed)
def _identified(meeting: Meeting, event: IdentityConfirmed) -> str:
    return said("{who} ist auf dem Bild erkannt.", who=plain_of(meeting, event.person))


@says(AloneConfirmed)
def _alone(meeting: Meeting, event: AloneConfirmed) -> str:
    return said(
        "{who} versichert, dass niemand mithören oder mitsehen kann.", who=plain_of(meeting, event.person)
    )


@says(PresenceAsked)
def _asked(meeting: Meeting, event: PresenceAsked) -> str:
    return said(
        "Der Vorsitz prüft die Anwesenheit per Video: {n} gefragt, {seconds} Sekunden.",
        n=len(event.asked),
        seconds=event.within,
    )


@says(PresenceConfirmed)
def _confirmed(meeting: Meeting, event: PresenceConfirmed) -> str:
    return said("{who} sieht und hört alles.", who=plain_of(meeting, event.person))


@says(PresenceCheckEnded)
def _check_over(meeting: Meeting, event: PresenceCheckEnded) -> str:
    return said("Die Prüfung der Anwesenheit per Video ist beendet.")


@says(Recused)
def _recused(meeting: Meeting, event: Recused) -> str:
    who = plain_of(meeting, event.person)
    if event.motion is not None:
        return said("{who} wirkt an „{motion}“ nicht mit.", who=who, motion=motion_of(meeting, event.motion))
    return said("{who} wirkt an {item} nicht mit.", who=who, item=top(meeting, event.item))


@says(RecusalEnded)
def _not_recused(meeting: Meeting, event: RecusalEnded) -> str:
    return said(
        "{who} wirkt an {item} wieder mit.",
        who=plain_of(meeting, event.person),
        item=top(meeting, event.item),
    )


@says(RecusalContested)
def _contested(meeting: Meeting, event: RecusalContested) -> str:
    who, what = plain_of(meeting, event.person), top(meeting, event.item)
    contested = bar(meeting.law).form("the_accusative")
    return said(
        "{who} bestreitet {contested} zu {what}; darüber ist abzustimmen.",
        who=who,
        contested=contested,
        what=what,
    )


@says(MeetingOpened)
def _opened(meeting: Meeting, event: MeetingOpened) -> str:
    return said("Der Vorsitz eröffnet die Sitzung{because}.", because=because(event.reason))


@says(TrialBallotOpened)
def _trial(meeting: Meeting, event: TrialBallotOpened) -> str:
    return said("Eine Probeabstimmung beginnt. Sie zählt nicht.")


@says(TrialVoteCast)
def _tried(meeting: Meeting, event: TrialVoteCast) -> str:
    return said("{who} hat zur Probe abgestimmt.", who=plain_of(meeting, event.person))


@says(TrialBallotClosed)
def _trial_over(meeting: Meeting, event: TrialBallotClosed) -> str:
    return said("Die Probeabstimmung ist zu Ende.")


@says(MeetingSuspended)
def _suspended(meeting: Meeting, event: MeetingSuspended) -> str:
    until = "" if event.until is None else said(" bis {at}", at=clock(meeting, event.until))
    return said(
        "Der Vorsitz unterbricht die Sitzung{until}{because}.", until=until, because=because(event.reason)
    )


@says(MeetingResumed)
def _resumed(meeting: Meeting, event: MeetingResumed) -> str:
    return said("Der Vorsitz setzt die Sitzung fort{because}.", because=because(event.reason))


@says(MeetingAdjourned)
def _adjourned(meeting: Meeting, event: MeetingAdjourned) -> str:
    return said("Der Vorsitz bricht die Sitzung ab{because}.", because=because(event.reason))


@says(MeetingClosed)
def _closed(meeting: Meeting, event: MeetingClosed) -> str:
    return said("Der Vorsitz schließt die Sitzung{because}.", because=because(event.reason))


@says(ChairHandedOver)
def _handed_over(meeting: Meeting, event: ChairHandedOver) -> str:
    return said("{who} leitet jetzt die Sitzung.", who=plain_of(meeting, event.to))


@says(MinutesHandedOver)
def _minutes_handed_over(meeting: Meeting, event: MinutesHandedOver) -> str:
    return said("{who} führt von jetzt an das Protokoll.", who=plain_of(meeting, event.to))


@says(ChairTaken)
def _taken(meeting: Meeting, event: ChairTaken) -> str:
    return said("{who} übernimmt die Leitung.", who=plain_of(meeting, event.person))


@says(ConveningStated)
def _convened(meeting: Meeting, event: ConveningStated) -> str:
    return said("Der Vorsitz stellt die ordnungsgemäße Einberufung fest.")


@says(ConveningObjected)
def _convening_objected(meeting: Meeting, event: ConveningObjected) -> str:
    return said("{who} rügt die Einberufung.", who=plain_of(meeting, event.person))


@says(QuorumStated)
def _quorum(meeting: Meeting, event: QuorumStated) -> str:
    numbers = said(
        "{present} von {seats} anwesend, nötig {required}",
        present=event.present,
        seats=event.seats,
        required=event.required,
    )
    if event.quorate:
        return said("Der Vorsitz stellt die Beschlussfähigkeit fest: {numbers}.", numbers=numbers)
    return said("Der Vorsitz stellt die Beschlussunfähigkeit fest: {numbers}.", numbers=numbers)


@says(QuorumChallenged)
def _challenged(meeting: Meeting, event: QuorumChallenged) -> str:
    who = plain_of(meeting, event.person)
    count = said(
        "{present} von {seats} anwesend, nötig {required}",
        present=event.present,
        seats=event.seats,
        required=event.required,
    )
    return said("{who} zweifelt die Beschlussfähigkeit an: {count}.", who=who, count=count)


@says(LawConfirmed)
def _law_confirmed(meeting: Meeting, event: LawConfirmed) -> str:
    asked = ASKED.get(event.question)
    what = event.question if asked is None else asked.name
    return said(
        "{confirmed_by} hat bestätigt, was zu „{what}“ gilt: „{source}“",
        confirmed_by=event.confirmed_by,
        what=what,
        source=event.source,
    )


@says(NoticeGiven)
def _notice(meeting: Meeting, event: NoticeGiven) -> str:
    return said("Der Vorsitz gibt den Hinweis {notice}.", notice=_NOTICES[event.notice])


@says(PublicExcluded)
def _excluded_public(meeting: Meeting, event: PublicExcluded) -> str:
    done = [
        word
        for word, true in ((said("Saal geräumt"), event.cleared), (said("Übertragung aus"), event.stream_off))
        if true
    ]
    return said("Die Öffentlichkeit ist ausgeschlossen{because}.", because=because(in_a_row(done, ", ")))


@says(PublicAdmitted)
def _admitted_public(meeting: Meeting, event: PublicAdmitted) -> str:
    return said("Die Öffentlichkeit ist wieder zugelassen.")


@says(CalledToOrder)
def _to_order(meeting: Meeting, event: CalledToOrder) -> str:
    return said(
        "Ordnungsruf: {who}{because}.", who=plain_of(meeting, event.person), because=because(event.reason)
    )


@says(Excluded)
def _excluded(meeting: Meeting, event: Excluded) -> str:
    return said(
        "Von der Sitzung ausgeschlossen: {who}{because}.",
        who=plain_of(meeting, event.person),
        because=because(event.reason),
    )


def _where(meeting: Meeting, person: PersonId | None) -> str:
    return said("Im Saal") if person is None else plain_of(meeting, person)
