"""What one person sees besides: being here, the own vote and its receipt, the floor, the own connection.

No name and no id stands in these parts, only the situation: thousands of people in the same situation share them.
"""

from dataclasses import dataclass
from typing import ClassVar

from handzeichen.law.questions import AloneRequired
from handzeichen.law.terms import bar
from handzeichen.meeting.doors import is_not_yet_alone
from handzeichen.meeting.ids import Cause, PersonId, Role, SeatId, Secrecy, Signal, Via
from handzeichen.meeting.names import item_number, plain_name
from handzeichen.meeting.presence import State, may_come_by_video, state_of
from handzeichen.meeting.state import Meeting, Phase
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.sitting import doors_are_closed
from handzeichen.views.words import CAUSES, clock
from handzeichen.words import Said, in_a_row, said

_ALONE_CONCERNS = frozenset({Role.MEMBER, Role.ADVISORY, Role.BASIC_MANDATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class MePart(Part):
    """How I am here, and for whom I act."""

    template: ClassVar[str] = "me.html"
    state: str
    """room, video, no_picture, disturbed, proposed, absent, left, excluded or over."""
    state_text: str
    acts_text: str
    detail: str | None
    can_join: bool
    can_restore: bool
    restore_text: str = ""
    can_show: bool = False
    """Whether the camera is known to be off, and I may say that it is on again."""
    room_disturbed: bool = False
    """Whether I am on video and cannot follow, since picture or sound of the room itself fail."""
    can_rehearse: bool = False
    """Whether camera, microphone and connection may be tried: until the meeting begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MyConnectionPart(Part):
    """What I can say about my own connection while I am on video."""

    template: ClassVar[str] = "my_connection.html"
    disturbed: bool
    picture_gone: bool
    """Whether somebody has said that there is no picture; so for the sound."""
    sound_gone: bool
    alone: bool
    alone_wanted: bool


def me(meeting: Meeting, person: PersonId) -> MePart:
    """The situation in one line, and the way in by video where there is one."""
    state = _state(meeting, person)
    fault = meeting.roll.open_fault(person) if state == "disturbed" else None
    detail = _BARRED if state in _HERE and is_barred_now(meeting, person) else _DETAILS.get(state)
    if fault is not None:
        detail = said(
            "Gemeldet um {at}, {cause}. {rest}",
            at=clock(meeting, fault.from_),
            cause=_OWN_CAUSES[fault.cause],
            rest=_DETAILS["disturbed"],
        )
    if state == "no_picture" and detail is None:
        detail = _without_picture(meeting, person)
    of_room = meeting.roll.open_fault(None) if state in ("video", "no_picture") else None
    if of_room is not None:
        told = said(
            "Bild oder Ton im Saal ist seit {at} gestört. Das liegt nicht an Ihnen: Bitte bleiben Sie verbunden.",
            at=clock(meeting, of_room.from_),
        )
        detail = told if detail is None else in_a_row([told, detail])
    if doors_are_closed(meeting) and is_outside(meeting, person):
        detail = in_a_row([one for one in (detail, _OUTSIDE) if one is not None])
    return MePart(
        state=state,
        state_text=_STATES[state] if fault is None else _DISTURBED[fault.of],
        acts_text=_acts(meeting, person, state),
        detail=detail,
        can_join=state in ("absent", "left") and may_come_by_video(meeting, person),
        can_restore=state == "disturbed",
        restore_text="" if fault is None else _RESTORED[fault.of],
        can_show=state == "no_picture",
        room_disturbed=of_room is not None,
        can_rehearse=meeting.sitting.phase is Phase.PLANNED,
    )


def is_outside(meeting: Meeting, person: PersonId) -> bool:
    """Whether somebody who is signed in sees what the public sees, and no more.

    Press and guests are the public, and so is whoever was excluded from the meeting. Behind closed doors so is whoever
    is not there, whoever may not take part in the item called (§ 41 NKomVG): they have left the room; and whoever came
    by video since and has not confirmed to be alone, where the profile asks for it (§ 64 Abs. 6 NKomVG).
    """
    if meeting.person(person).role in (Role.PRESS, Role.GUEST) or meeting.roll.of(person).excluded:
        return True
    if not doors_are_closed(meeting):
        return False
    if meeting.roll.via(person) is None or meeting.roll.barred(person, meeting.agenda.called):
        return True
    return is_not_yet_alone(meeting, person)


def my_connection(meeting: Meeting, person: PersonId) -> MyConnectionPart | Nothing:
    """Reporting a fault, being alone, leaving: for whoever is on video."""
    if meeting.roll.via(person) is not Via.VIDEO or meeting.sitting.phase is Phase.CLOSED:
        return NOTHING
    alone, fault = meeting.roll.of(person).alone_at is not None, meeting.roll.open_fault(person)
    gone = frozenset[Signal]() if fault is None else fault.of
    return MyConnectionPart(
        disturbed=state_of(meeting, person) is State.DISTURBED,
        picture_gone=Signal.PICTURE in gone,
        sound_gone=Signal.SOUND in gone,
        alone=alone,
        alone_wanted=not alone and _alone_matters(meeting, person),
    )


def _state(meeting: Meeting, person: PersonId) -> str:
    if meeting.sitting.phase is Phase.CLOSED:
        return "over"
    if meeting.roll.of(person).excluded:
        return "excluded"
    if person in meeting.roll.proposals:
        return "proposed"
    state = state_of(meeting, person)
    return "left" if state is State.GONE else state.value


def _without_picture(meeting: Meeting, person: PersonId) -> Said:
    """What to do, and what the law of the body makes of a camera that is off."""
    asked = said("Bitte schalten Sie Ihre Kamera ein: Die anderen sehen Sie zurzeit nicht.")
    if seat_of(meeting, person) is None:
        return asked
    law = meeting.law
    match law.without_picture_counts_as_present.value, law.without_picture_may_vote.value:
        case True, True:
            follows = said("Sie zählen als anwesend und können abstimmen.")
        case False, True:
            follows = said("Solange sie aus ist, zählen Sie nicht als anwesend; abstimmen können Sie.")
        case True, False:
            follows = said(
                "Solange sie aus ist, können Sie nicht abstimmen. Eine schon erfasste Stimme bleibt."
            )
        case _:
            follows = said(
                "Solange sie aus ist, zählen Sie nicht als anwesend und können nicht abstimmen. "
                "Eine schon erfasste Stimme bleibt."
            )
    return in_a_row([asked, follows])


_STATES = {
    "room": said("Sie sind im Saal"),
    "video": said("Sie sind per Video dabei"),
    "no_picture": said("Sie sind per Video dabei, ohne Bild"),
    "proposed": said("Ihre Meldung per Video liegt vor"),
    "absent": said("Sie sind noch nicht dabei"),
    "left": said("Sie haben die Sitzung verlassen"),
    "excluded": said("Sie sind von der Sitzung ausgeschlossen"),
    "over": said("Die Sitzung ist beendet"),
}
_BOTH = frozenset(Signal)
_DISTURBED = {
    frozenset[Signal](): said("Ihr Bild oder Ton ist gestört"),
    frozenset({Signal.PICTURE}): said("Ihr Bild ist gestört"),
    frozenset({Signal.SOUND}): said("Ihr Ton ist gestört"),
    _BOTH: said("Ihr Bild und Ihr Ton sind gestört"),
}
_RESTORED = {
    frozenset[Signal](): said("Ich sehe und höre wieder alles"),
    frozenset({Signal.PICTURE}): said("Ich sehe wieder alles"),
    frozenset({Signal.SOUND}): said("Ich höre wieder alles"),
    _BOTH: said("Ich sehe und höre wieder alles"),
}
_OWN_CAUSES = {
    Cause.UNCLEAR: CAUSES[Cause.UNCLEAR],
    Cause.MUNICIPALITY: said(
        "liegt nicht an Ihnen, sondern an der Technik im Haus: Bitte bleiben Sie verbunden"
    ),
    Cause.MEMBER: said(
        "liegt auf Ihrer Seite: Bitte prüfen Sie Gerät und Verbindung, die Sitzung darf weitergehen"
    ),
}
"""What was said of the cause, to whom it concerns, with what to do."""
_OUTSIDE = said("Solange die Öffentlichkeit ausgeschlossen ist, sehen Sie hier nur, was sie sieht.")
_DETAILS = {
    "disturbed": said(
        "Solange die Störung besteht, können Sie nicht abstimmen. Eine schon erfasste Stimme bleibt."
    ),
    "proposed": said("Die Protokollführung trägt Sie ein. Bis dahin ändert sich nichts."),
    "absent": said("Sind Sie im Saal, trägt Sie die Protokollführung ein."),
    "left": said("Sind Sie im Saal, trägt Sie die Protokollführung ein."),
}


def is_barred_now(meeting: Meeting, person: PersonId) -> bool:
    """Whether somebody takes no part in the item called."""
    return meeting.agenda.called is not None and meeting.roll.barred(person, meeting.agenda.called)


def _acts(meeting: Meeting, person: PersonId, state: str) -> str:
    """On which seat I vote, or why on none."""
    if state in _HERE and is_barred_now(meeting, person):
        number = item_number(meeting, meeting.agenda.called)
        return said(
            "Bei TOP {number} wirken Sie nicht mit ({bar:name}).", number=number, bar=bar(meeting.law)
        )
    seat, role = seat_of(meeting, person), meeting.person(person).role
    if seat is not None and state == "no_picture" and not meeting.law.without_picture_may_vote.value:
        return said("Zurzeit stimmen Sie nicht mit ab: Ihre Kamera ist aus.")
    if seat is not None and PersonId(seat) == person:
        return _OWN_SEAT.get(state, said("Sie stimmen auf Ihrem eigenen Sitz ab."))
    if seat is not None:
        return said(
            "Sie vertreten {member} und stimmen auf diesem Sitz ab.",
            member=plain_name(meeting.person(PersonId(seat))),
        )
    deputation = meeting.roll.deputation_of(person)
    if deputation is not None:
        return said(
            "{deputy} vertritt Sie und stimmt auf Ihrem Sitz ab.",
            deputy=plain_name(meeting.person(deputation.person)),
        )
    return _WITHOUT_SEAT[role]


_HERE = frozenset({"room", "video", "no_picture", "disturbed"})
_BARRED = said("Sie beraten dazu nicht mit und stimmen nicht ab. Danach sind Sie wieder dabei.")
_NOT_YET = said("Sind Sie dabei, stimmen Sie auf Ihrem eigenen Sitz ab.")
_OWN_SEAT = {
    "absent": _NOT_YET,
    "left": _NOT_YET,
    "proposed": _NOT_YET,
    "disturbed": said("Ist die Störung vorbei, stimmen Sie wieder auf Ihrem eigenen Sitz ab."),
    "excluded": said("Sie stimmen nicht mit ab."),
}
_WITHOUT_SEAT = {
    Role.MEMBER: said("Ihr Sitz ist zurzeit nicht besetzt."),
    Role.DEPUTY: said("Sie vertreten zurzeit niemanden und haben deshalb keine Stimme."),
    Role.ADVISORY: said(
        "Sie sind beratendes Mitglied: Sie reden und stellen Anträge, stimmen aber nicht ab."
    ),
    Role.BASIC_MANDATE: said(
        "Sie haben ein Grundmandat: Sie reden und stellen Anträge, stimmen aber nicht ab."
    ),
    Role.ADMINISTRATION: said("Sie nehmen für die Verwaltung teil und stimmen nicht ab."),
    Role.PRESS: said("Sie nehmen als Presse teil und stimmen nicht ab."),
    Role.GUEST: said("Sie sind Gast und stimmen nicht ab."),
}


def seat_of(meeting: Meeting, person: PersonId) -> SeatId | None:
    """The seat that a person acts for; a member's own is looked up, not searched: every page asks this at once."""
    own = SeatId(person)
    return own if meeting.roll.acting.get(own) == person else meeting.roll.seat_of(person)


def _alone_matters(meeting: Meeting, person: PersonId) -> bool:
    """Whether something not public still lies ahead, and the law asks this person for the confirmation."""
    match meeting.law.alone.value:
        case AloneRequired.NOBODY:
            return False
        case AloneRequired.VOTING_MEMBERS:
            asked = seat_of(meeting, person) is not None
        case AloneRequired.ALL_MEMBERS:
            asked = meeting.person(person).role in _ALONE_CONCERNS or seat_of(meeting, person) is not None
    ahead = (
        item for item in meeting.agenda.items.values() if item.closed_at is None and not item.off_the_agenda
    )
    return asked and any(item.item.secrecy is not Secrecy.PUBLIC for item in ahead)
