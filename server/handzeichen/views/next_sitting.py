"""The steps of the sitting itself: opening, notices, breaks, the end."""

from collections.abc import Iterator
from datetime import datetime

from handzeichen.law.questions import Due
from handzeichen.meeting import commands as c
from handzeichen.meeting.coming_back import Return, comes_back
from handzeichen.meeting.confirming import law_is_unconfirmed
from handzeichen.meeting.ids import BodyKind, Form, Notice, Secrecy, Text
from handzeichen.meeting.names import listed, plain_name
from handzeichen.meeting.presence import can_lead
from handzeichen.meeting.reorder import in_order as in_agenda_order
from handzeichen.meeting.state import Meeting, Pause, Phase
from handzeichen.views.clerk_words import some_of, top
from handzeichen.views.next_lead import takes_the_lead
from handzeichen.views.next_step import Concern, Step, Wish, as_concern
from handzeichen.views.sitting import is_undecided
from handzeichen.views.words import clock, day, shortened
from handzeichen.words import in_a_row, said

_BODIES = {
    BodyKind.COUNCIL: said("Der Rat"),
    BodyKind.MAIN_COMMITTEE: said("Der Hauptausschuss"),
    BodyKind.COMMITTEE: said("Der Ausschuss"),
    BodyKind.DISTRICT_COUNCIL: said("Der Bezirksrat"),
}
_NOTICES = {
    Notice.HYBRID: (
        said("Hinweis zur Teilnahme per Video gegeben"),
        said("Mitglieder nehmen heute auch per Video teil. Sie sind für alle im Saal zu sehen und zu hören."),
    ),
    Notice.DATA_PROTECTION: (
        said("Hinweis zum Datenschutz gegeben"),
        said("Die Hinweise zum Datenschutz bei der Übertragung von Bild und Ton sind Ihnen zugegangen."),
    ),
    Notice.CONFIDENTIALITY: (
        said("Hinweis zur Verschwiegenheit gegeben"),
        said(
            "Ich erinnere an die Pflicht zur Verschwiegenheit. Wer per Video teilnimmt, sorgt dafür, dass "
            "niemand unbefugt mithört oder mitsieht."
        ),
    ),
}
_RETURNS, _TITLE = 12, 80


def before_the_opening(meeting: Meeting) -> Step | None:
    """The chair opens once in the room."""
    if meeting.sitting.phase is not Phase.PLANNED:
        return None
    number = meeting.plan.meeting.number
    if meeting.leader is None or not can_lead(meeting, meeting.leader):
        begins = said("Die Sitzung beginnt um {at}.", at=clock(meeting, meeting.plan.meeting.starts_at))
        who = said("der Vorsitz") if meeting.leader is None else plain_name(meeting.person(meeting.leader))
        return Step(
            name="wait_for_the_chair",
            say=(begins,),
            waits_for=said("Eröffnet wird, sobald {who} im Saal ist.", who=who),
            others=(*takes_the_lead(meeting), _trial(meeting)),
        )
    bar = law_is_unconfirmed(meeting)
    return Step(
        name="open_meeting",
        say=(said("Ich begrüße Sie und eröffne die {number}. Sitzung.", number=number),)
        if bar is None
        else (),
        wishes=(Wish(label=said("Sitzung eröffnen"), command=c.OpenMeeting()),),
        waits_for="" if bar is None else said("Eröffnet wird, sobald das Haus sein Recht bestätigt hat."),
        concerns=() if bar is None else (as_concern(bar),),
        others=(_trial(meeting),),
    )


def _trial(meeting: Meeting) -> Wish:
    """Members may try out the buttons before it counts."""
    if meeting.trial is None or meeting.trial.closed_at is not None:
        return Wish(label=said("Probeabstimmung beginnen (zählt nicht)"), command=c.OpenTrialBallot())
    return Wish(label=said("Probeabstimmung beenden"), command=c.CloseTrialBallot())


def over(meeting: Meeting) -> Step | None:
    """Nothing comes after the end but notes."""
    if meeting.sitting.phase is not Phase.CLOSED:
        return None
    at = meeting.sitting.times.closed_at
    return Step(
        name="over",
        say=(said("Die Sitzung ist seit {at} geschlossen.", at=clock(meeting, at)) if at else "",),
        concerns=tuple(_coming_back(meeting)),
    )


def _coming_back(meeting: Meeting) -> Iterator[Concern]:
    """What the next agenda has to take over, as text."""
    found = comes_back(meeting)
    told = [_returning(meeting, back) for back in found[:_RETURNS]]
    if len(found) > _RETURNS:
        told.append(said("und {n:more_items}", n=len(found) - _RETURNS))
    if told:
        yield Concern(
            text=said("Kommt wieder auf die Tagesordnung: {items}.", items=in_a_row(told, "; ")),
            help=said(
                "Für den nächsten Plan zum Übernehmen: „handzeichen carried“ mit dem Ereignisprotokoll."
            ),
        )


def _returning(meeting: Meeting, back: Return) -> str:
    state = meeting.agenda.items[back.item]
    words = state.ending.text or meeting.law.outcome_words.value.get(back.outcome.value, "")
    what, title = top(meeting, back.item), shortened(state.item.title, _TITLE)
    if back.due is Due.NEXT_BUT_ONE:
        return said(
            "{what} {title} ({words}, spätestens übernächste Sitzung)", what=what, title=title, words=words
        )
    return said("{what} {title} ({words})", what=what, title=title, words=words)


def interrupted(meeting: Meeting) -> Step | None:
    """A break ends by the chair's word."""
    if meeting.sitting.phase not in (Phase.SUSPENDED, Phase.ADJOURNED):
        return None
    pause = meeting.sitting.pauses[-1] if meeting.sitting.pauses else None
    broken_off = _broken_off(meeting)
    return Step(
        name="resume",
        say=(
            said("Ich setze die Sitzung fort.")
            if broken_off is None
            else said("Ich setze die Sitzung vom {day} fort.", day=day(broken_off)),
        ),
        wishes=(Wish(label=said("Sitzung fortsetzen"), command=c.Resume()), *takes_the_lead(meeting)),
        others=(
            *((adjourning(meeting),) if broken_off is None else ()),
            Wish(
                label=said("Sitzung schließen"), command=c.CloseMeeting(), confirm=closing_question(meeting)
            ),
        ),
        waits_for=_until(meeting, pause) or _nobody_leads(meeting),
        concerns=tuple(_before_it_goes_on(meeting, broken_off)),
    )


def _broken_off(meeting: Meeting) -> datetime | None:
    """When the meeting was broken off, by the clock on its wall, where it has not been resumed."""
    at = meeting.sitting.times.adjourned_at if meeting.sitting.phase is Phase.ADJOURNED else None
    return None if at is None else at.astimezone(meeting.plan.meeting.starts_at.tzinfo)


def _before_it_goes_on(meeting: Meeting, broken_off: datetime | None) -> Iterator[Concern]:
    """Of another day, who is here is entered anew; with a ballot open the meeting is not broken off."""
    if broken_off is not None:
        yield Concern(
            text=said("Eingetragen ist noch, wer am {day} da war.", day=day(broken_off)),
            help=said("Bitte vor dem Fortsetzen eintragen, wer jetzt da ist."),
        )
    elif meeting.ballot is not None:
        yield Concern(
            text=said("Eine Abstimmung ist noch nicht zu Ende."),
            help=said(
                "Soll die Sitzung an einem anderen Tag weitergehen: jetzt fortsetzen und die Abstimmung abbrechen."
            ),
        )


def _nobody_leads(meeting: Meeting) -> str:
    """Whoever led has gone during the break, and so have all who could take the lead."""
    leader = meeting.leader
    if leader is not None and can_lead(meeting, leader):
        return ""
    return said("Fortgesetzt wird, sobald im Saal ist, wer leiten kann.")


def _until(meeting: Meeting, pause: Pause | None) -> str:
    if pause is None or pause.to is not None or pause.until is None:
        return ""
    return said("Angekündigte Fortsetzung: {at}", at=clock(meeting, pause.until))


def adjourning(meeting: Meeting, reason: Text | None = None) -> Wish:
    """Breaking off, to be continued on another day; asked with what then stays open."""
    return Wish(
        label=said("Abbrechen und an einem anderen Tag fortsetzen"),
        command=c.Adjourn(reason=reason),
        confirm=_adjourning_question(meeting),
    )


def _adjourning_question(meeting: Meeting) -> str:
    left = [
        top(meeting, state.item.id)
        for state in in_agenda_order(meeting)
        if not state.off_the_agenda
        and (state.called_at is None or state.closed_at is None or is_undecided(meeting, state))
    ]
    if not left:
        return said("Die Sitzung abbrechen und an einem anderen Tag fortsetzen?")
    return said(
        "Die Sitzung abbrechen und an einem anderen Tag fortsetzen? Offen bleiben: {items}.",
        items=some_of(left),
    )


def closing_question(meeting: Meeting) -> str:
    """What is asked before the meeting is closed: whatever is undecided stays so."""
    undecided = [
        top(meeting, state.item.id)
        for state in meeting.agenda.items.values()
        if state.called_at is not None and is_undecided(meeting, state)
    ]
    if not undecided:
        return said("Die Sitzung schließen? Danach sind nur noch Notizen und Berichtigungen möglich.")
    return said(
        "Noch nicht entschieden ist {items}. Die Sitzung trotzdem schließen? Das bleibt dann offen.",
        items=listed(undecided),
    )


def body_of(meeting: Meeting) -> str:
    """ "Der Ausschuss"."""
    return _BODIES[meeting.plan.body.kind]


def notices(meeting: Meeting) -> Step | None:
    """What the meeting is told once, before the first matter: in a hybrid meeting, or before a non-public part."""
    given = {span.notice for span in meeting.sitting.notices}
    wanted = next((notice for notice in _notices_due(meeting) if notice not in given), None)
    if wanted is None or _business_has_begun(meeting):
        return None
    label, say = _NOTICES[wanted]
    wish = Wish(label=label, command=c.GiveNotice(notice=wanted))
    return Step(name=f"notice_{wanted.value}", say=(say,), wishes=(wish,))


def _notices_due(meeting: Meeting) -> Iterator[Notice]:
    hybrid = meeting.plan.meeting.form is Form.HYBRID
    behind_doors = any(s.item.secrecy is not Secrecy.PUBLIC for s in meeting.agenda.items.values())
    if hybrid:
        yield Notice.HYBRID
        yield Notice.DATA_PROTECTION
    if hybrid or behind_doors:
        yield Notice.CONFIDENTIALITY


def _business_has_begun(meeting: Meeting) -> bool:
    """From the first motion, ballot or second item on, a notice is no longer pressed upon anybody."""
    items_called = sum(state.called_at is not None for state in meeting.agenda.items.values())
    moved = any(motion.moved_at is not None for motion in meeting.motions.values())
    return items_called > 1 or moved or bool(meeting.ballots)
