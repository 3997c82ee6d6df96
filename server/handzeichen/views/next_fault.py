"""Faults as the chair decides on them: what can be seen of the cause, one touch for all of them, and what follows.

Whatever is seen is an indication and no proof: no button stands out, and nothing is said of anybody but that picture or
sound is gone. Somebody whose line fails again and again is put to the chair once: the word then stands.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from handzeichen.law import remote
from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import Cause, PersonId, Scope, Text, Via
from handzeichen.meeting.indication import Speaks, indication
from handzeichen.meeting.state import Fault, Meeting, Phase
from handzeichen.views.clerk_words import plain_of, surname_of, surnames_of
from handzeichen.views.next_sitting import adjourning
from handzeichen.views.next_step import Concern, Step, Way, Wish
from handzeichen.views.words import clock, failing
from handzeichen.words import listed, said

FAULT: Final = Text(said("Störung von Bild oder Ton"))
_NAMED: Final = 3
_ALONE: Final = 2
"""So many people whose line keeps failing have a line of their own."""
_CAUSES: Final = (Cause.MEMBER, Cause.MUNICIPALITY, Cause.UNCLEAR)


def interruption(meeting: Meeting) -> Step | None:
    """While the house's own technology keeps a seat from following, the meeting does not go on (§ 64 Abs. 5 NKomVG).

    Whoever resumed in spite of it has decided; the concern stays, and is no next step any more.
    """
    since = max((pause.from_ for pause in meeting.sitting.pauses), default=None)
    if not any(
        remote.fault_voids(meeting.law, [fault.cause]) and (since is None or fault.from_ > since)
        for fault in _open_of_voters(meeting)
    ):
        return None
    return Step(
        name="suspend_for_fault",
        say=(
            said(
                "Die Übertragung ist gestört. Ich unterbreche die Sitzung, bis alle einander wieder sehen und hören."
            ),
        ),
        wishes=(_pause(said("Sitzung unterbrechen")),),
        others=(adjourning(meeting, FAULT),),
    )


def concerns(meeting: Meeting) -> Iterator[Concern]:
    """The room's own fault first, for it cuts off everybody; then one concern for all whose cause is open, and one for
    all those of the house."""
    if meeting.sitting.phase is Phase.CLOSED:
        return
    found = _open_of_voters(meeting)
    for fault in found:
        if fault.person is None and fault.cause is Cause.UNCLEAR:
            yield _of_the_room(meeting, fault)
    if unclear := [fault for fault in found if fault.person and fault.cause is Cause.UNCLEAR]:
        yield _unclear(meeting, unclear)
    if of_the_house := [fault for fault in found if fault.cause is Cause.MUNICIPALITY]:
        yield _of_the_house(meeting, of_the_house)


def standing_words(meeting: Meeting) -> Iterator[Concern]:
    """For whom the chair has said that further faults are their own, quietly, with the way to take it back."""
    roll = meeting.roll
    said_of = [person for person, known in roll.presence.items() if known.faults_own]
    # Of a fault whose cause is open again, since what can be seen spoke against the word, it is not said.
    people = [
        person
        for person in said_of
        if (fault := roll.open_fault(person)) is None or fault.cause is Cause.MEMBER
    ]
    if meeting.sitting.phase is Phase.CLOSED or not people:
        return
    for some in [[person] for person in people] if len(people) <= _ALONE else [people]:
        back = c.AttributeFault(cause=Cause.MEMBER, persons=tuple(some), further=False)
        yield Concern(
            text=_again_and_again(meeting, some),
            help=said("Ihr Wort gilt: Die Ursache liegt beim Mitglied.")
            if len(some) == 1
            else said("Ihr Wort gilt: Die Ursache liegt bei den Mitgliedern."),
            wishes=(Wish(label=said("Wort zurücknehmen"), command=back),),
        )


def ways(meeting: Meeting) -> Iterator[Way]:
    """One fault put down otherwise than the others, or otherwise than before."""
    found = [fault for fault in _open_of_voters(meeting, own=True) if fault.person]
    wishes = [
        Wish(
            label=_single(cause, surname_of(meeting, fault.person)),
            command=c.AttributeFault(cause=cause, person=fault.person),
        )
        for fault in found
        if fault.person
        for cause in _CAUSES
        if cause is not fault.cause and (fault.cause is not Cause.UNCLEAR or len(found) > 1)
    ]
    if wishes:
        yield Way(
            label=said("Eine Störung einzeln oder anders zuordnen"),
            help=said("Der frühere Eintrag bleibt im Ereignisprotokoll sichtbar."),
            wishes=tuple(wishes),
        )


def _single(cause: Cause, who: str) -> str:
    match cause:
        case Cause.MEMBER:
            return said("{who}: Ursache beim Mitglied", who=who)
        case Cause.MUNICIPALITY:
            return said("{who}: Ursache bei der Technik im Haus", who=who)
        case Cause.UNCLEAR:
            return said("{who}: Ursache doch offen", who=who)


def _open_of_voters(meeting: Meeting, *, own: bool = False) -> list[Fault]:
    """The open faults of those who act for a seat and of the room; a member's own only where they are asked for."""
    voting = {person for person in meeting.roll.acting.values() if meeting.roll.via(person) is Via.VIDEO}
    return [
        fault
        for fault in meeting.roll.faults
        if fault.to is None
        and (fault.person in voting or (fault.person is None and voting))
        and (own or fault.cause is not Cause.MEMBER)
    ]


def _unclear(meeting: Meeting, faults: Sequence[Fault]) -> Concern:
    people = [fault.person for fault in faults if fault.person]
    since = clock(meeting, min(fault.from_ for fault in faults))
    if len(people) == 1:
        text = said(
            "{who}: {what} seit {since}. Woran liegt es?",
            who=plain_of(meeting, people[0]),
            what=failing(faults[0].of),
            since=since,
        )
    else:
        names = _some(surnames_of(meeting, people))
        text = said(
            "{n} Mitglieder gestört, das erste seit {since}: {names}. Woran liegt es?",
            n=len(people),
            since=since,
            names=names,
        )
    return Concern(text=text, help=_seen(meeting), wishes=tuple(_causes(meeting, people)))


def _causes(meeting: Meeting, people: Sequence[PersonId]) -> Iterator[Wish]:
    """One touch for all of them; that it may happen again is asked of those to whom it has."""
    many = len(people) > 1
    others_fine = indication(meeting).speaks is Speaks.AGAINST_THE_HOUSE
    if others_fine:
        mine = (
            said("Ursache bei den Mitgliedern – die anderen sind ungestört")
            if many
            else said("Ursache beim Mitglied – die anderen sind ungestört")
        )
    else:
        mine = said("Ursache bei den Mitgliedern") if many else said("Ursache beim Mitglied")
    yield Wish(label=mine, command=_attributed(Cause.MEMBER, people))
    if all(_times(meeting, person) > 1 for person in people):
        label = (
            said("Ursache bei den Mitgliedern – auch wenn es heute wieder vorkommt")
            if many
            else said("Ursache beim Mitglied – auch wenn es heute wieder vorkommt")
        )
        yield Wish(label=label, command=_attributed(Cause.MEMBER, people, further=True))
    yield Wish(label=said("Ursache bei der Technik im Haus"), command=_attributed(Cause.MUNICIPALITY, people))
    yield _pause(said("Unterbrechen, um es zu klären"))


def _attributed(cause: Cause, people: Sequence[PersonId], *, further: bool | None = None) -> c.AttributeFault:
    if len(people) == 1:
        return c.AttributeFault(cause=cause, person=people[0], further=further)
    return c.AttributeFault(cause=cause, persons=tuple(people), further=further)


def _of_the_room(meeting: Meeting, fault: Fault) -> Concern:
    """The room's own picture or sound: nobody's on video, and until that is said it may be the power or a cable."""
    house = c.AttributeFault(cause=Cause.MUNICIPALITY, scope=Scope.ROOM)
    return Concern(
        text=said(
            "Im Saal: {what} seit {since}. Woran liegt es?",
            what=failing(fault.of),
            since=clock(meeting, fault.from_),
        ),
        help=said(
            "Wer per Video dabei ist, kann nicht folgen. Solange das offen ist, wird nicht abgestimmt."
        ),
        wishes=(
            Wish(label=said("Ursache bei der Technik im Haus"), command=house),
            _pause(said("Unterbrechen, um es zu klären")),
        ),
    )


def _of_the_house(meeting: Meeting, faults: Sequence[Fault]) -> Concern:
    names = [said("Saal") if fault.person is None else surname_of(meeting, fault.person) for fault in faults]
    return Concern(
        text=said(
            "Gestört seit {since} durch die Technik im Haus: {names}.",
            names=_some(names),
            since=clock(meeting, min(fault.from_ for fault in faults)),
        ),
        help=said("Bitte unterbrechen, bis die Störung behoben ist.")
        if meeting.sitting.phase is Phase.OPEN
        else said("Bitte erst fortsetzen, wenn Bild und Ton wieder da sind."),
        wishes=(_pause(said("Sitzung unterbrechen")),),
    )


def _seen(meeting: Meeting) -> str:
    """The indication in words."""
    seen = indication(meeting)
    match seen.speaks:
        case Speaks.AGAINST_THE_HOUSE if seen.fine == 1:
            return said(
                "Jemand anderes ist per Video ungestört dabei: Das spricht gegen die Technik im Haus."
            )
        case Speaks.AGAINST_THE_HOUSE:
            return said(
                "{n} andere sind per Video ungestört dabei: Das spricht gegen die Technik im Haus.",
                n=seen.fine,
            )
        case Speaks.FOR_THE_HOUSE if seen.room:
            return said("Auch der Saal ist als gestört eingetragen: Das spricht für die Technik im Haus.")
        case Speaks.FOR_THE_HOUSE:
            return said("Alle Zugeschalteten sind gestört: Das spricht für die Technik im Haus.")
        case Speaks.BOTH_WAYS:
            return said(
                "Ungestört per Video dabei: {n}. Die Anzeichen sprechen für das eine wie für das andere.",
                n=seen.fine,
            )
        case Speaks.NOTHING:
            return said("Niemand sonst ist per Video ungestört dabei: Daraus folgt hier nichts.")


def _again_and_again(meeting: Meeting, people: Sequence[PersonId]) -> str:
    if len(people) > 1:
        names = _some(surnames_of(meeting, people))
        return said("Immer wieder gestört: {names}.", names=names)
    person = people[0]
    last = max(fault.from_ for fault in meeting.roll.faults if fault.person == person)
    return said(
        "{who} fällt immer wieder aus ({n}-mal, zuletzt {at}).",
        who=plain_of(meeting, person),
        n=_times(meeting, person),
        at=clock(meeting, last),
    )


def _times(meeting: Meeting, person: PersonId) -> int:
    """How often the picture or sound of somebody was gone in this meeting."""
    return sum(fault.person == person for fault in meeting.roll.faults)


def _pause(label: str) -> Wish:
    return Wish(label=label, command=c.Suspend(reason=FAULT))


def _some(names: Sequence[str]) -> str:
    """ "A, B, C und 7 weitere"."""
    if len(names) <= _NAMED + 1:
        return listed(names)
    return listed([*names[:_NAMED], said("{n} weitere", n=len(names) - _NAMED)])
