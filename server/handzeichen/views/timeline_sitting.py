"""The timeline's sentences about the sitting itself: opening, breaks and end, the chair, the quorum, the doors, order.

Names stand as subjects or after a colon: titles are declined ("Ratsherrn"), and nobody has to guess how.
"""

from handzeichen.law.asked import ASKED
from handzeichen.meeting.events import (
    CalledToOrder,
    ChairHandedOver,
    ChairTaken,
    ConveningObjected,
    ConveningStated,
    LawConfirmed,
    MeetingAdjourned,
    MeetingClosed,
    MeetingOpened,
    MeetingPlanned,
    MeetingResumed,
    MeetingSuspended,
    MinutesHandedOver,
    NoticeGiven,
    PublicAdmitted,
    PublicExcluded,
    QuorumChallenged,
    QuorumStated,
    TrialBallotClosed,
    TrialBallotOpened,
    TrialVoteCast,
)
from handzeichen.meeting.ids import Notice
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_words import plain_of
from handzeichen.views.timeline_table import because, says
from handzeichen.views.words import clock
from handzeichen.words import in_a_row, said

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
