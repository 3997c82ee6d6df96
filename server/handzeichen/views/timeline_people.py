"""The timeline's sentences about who is here and how.

Names stand as subjects or after a colon: titles are declined ("Ratsherrn"), and nobody has to guess how.
"""

from handzeichen.law.terms import bar
from handzeichen.meeting.events import (
    AloneConfirmed,
    ArrivalProposed,
    Arrived,
    CameraSet,
    ConnectionLost,
    ConnectionRestored,
    DeputationBegun,
    DeputationEnded,
    Excluded,
    FaultAttributed,
    IdentityConfirmed,
    Left,
    PersonAdmitted,
    PresenceAsked,
    PresenceCheckEnded,
    PresenceConfirmed,
    RecusalContested,
    RecusalEnded,
    Recused,
    StepsSettled,
)
from handzeichen.meeting.ids import Channel, PersonId, Settled, Via
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_words import ROLES, motion_of, plain_of, top
from handzeichen.views.next_repeat import named
from handzeichen.views.timeline_table import because, says
from handzeichen.views.words import CAUSES, failing
from handzeichen.words import in_a_row, listed, said


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


@says(Excluded)
def _excluded(meeting: Meeting, event: Excluded) -> str:
    return said(
        "Von der Sitzung ausgeschlossen: {who}{because}.",
        who=plain_of(meeting, event.person),
        because=because(event.reason),
    )


def _where(meeting: Meeting, person: PersonId | None) -> str:
    return said("Im Saal") if person is None else plain_of(meeting, person)
