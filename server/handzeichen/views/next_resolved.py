"""What the body has resolved and the chair still has to carry out: an interruption, a hearing, an order, parts."""

from collections.abc import Iterator

from handzeichen.meeting import commands as c
from handzeichen.meeting import pauses
from handzeichen.meeting.ids import CARRIED, ItemId, Kind, PersonId, Role
from handzeichen.meeting.parts import whole_meant
from handzeichen.meeting.state import ItemState, Meeting, Motion, Phase, Ruled
from handzeichen.views.clerk_words import plain_of, surname_of, top
from handzeichen.views.next_step import Concern, Step, Wish
from handzeichen.words import said

_FROM_OUTSIDE = (Role.GUEST, Role.ADMINISTRATION)
_FEW = 2


def interruption(meeting: Meeting) -> Step | None:
    """Resolved a moment ago: the chair's word begins it, and the clock that was resolved with it."""
    motion = pauses.resolved(meeting)
    if motion is None or meeting.sitting.phase is not Phase.OPEN:
        return None
    return Step(
        name="suspend",
        say=(_interrupting(motion),),
        wishes=(Wish(label=said("Sitzung unterbrechen"), command=c.Suspend()),),
    )


def _interrupting(motion: Motion) -> str:
    """With how long it takes, where that was resolved."""
    minutes, until = motion.moved.minutes, motion.moved.until
    if minutes:
        return said("Ich unterbreche die Sitzung für {n:minute}.", n=minutes)
    if until is None:
        return said("Ich unterbreche die Sitzung.")
    return said("Ich unterbreche die Sitzung bis {until}.", until=until.removeprefix("bis "))


def concerns(meeting: Meeting) -> Iterator[Concern]:
    """What was resolved and does not happen by itself."""
    if meeting.sitting.phase is not Phase.OPEN:
        return
    for motion in meeting.motions.values():
        if motion.outcome in CARRIED:
            yield from _not_done(meeting, motion)
    called = meeting.agenda.called
    if called is not None:
        yield from _hearings(meeting, meeting.agenda.items[called])


def _not_done(meeting: Meeting, motion: Motion) -> Iterator[Concern]:
    item = motion.moved.item
    if motion.moved.kind is Kind.REORDER and item is not None and _waits_for_its_place(meeting, motion, item):
        yield Concern(
            text=said(
                "Die Reihenfolge ist geändert; wann {what} drankommt, steht aber nicht fest.",
                what=top(meeting, item),
            ),
            help=said("Bitte den Punkt aufrufen, wenn er behandelt werden soll."),
        )
    if motion.moved.kind is Kind.SEPARATE_VOTES and item == meeting.agenda.called:
        yield from _parts_to_come(meeting, motion)


def _waits_for_its_place(meeting: Meeting, motion: Motion, item: ItemId) -> bool:
    moved = any(move.motion == motion.id for move in meeting.agenda.moves)
    state = meeting.agenda.items[item]
    return not moved and state.called_at is None and not state.off_the_agenda


def _parts_to_come(meeting: Meeting, motion: Motion) -> Iterator[Concern]:
    """Nobody said which parts, or of which of several motions."""
    others = meeting.motions.values()
    split = {other.moved.part_of for other in others}
    matters = [
        m
        for m in others
        if m.open and m.moved.kind is Kind.MAIN and m.moved.item == motion.moved.item and not m.moved.part_of
    ]
    whole = whole_meant(meeting, motion)
    waiting = matters if whole is None else [whole]
    if waiting and not any(matter.id in split for matter in waiting):
        yield Concern(
            text=said("Getrennte Abstimmung ist beschlossen; die Teile stehen noch nicht fest."),
            help=said("Bitte jeden Teil beim Antrag unter „in Teilen …“ eintragen."),
        )


def _hearings(meeting: Meeting, state: ItemState) -> Iterator[Concern]:
    """Whoever is to be heard and has not spoken yet."""
    floor = [span.person for span in state.floor]
    spoken = {*floor, meeting.agenda.speaker.person if meeting.agenda.speaker else None}
    for ruling in state.rulings:
        if ruling.what is not Ruled.HEARING:
            continue
        if ruling.person is not None:
            if ruling.person not in spoken:
                yield _hearing_of(meeting, ruling.person)
        elif not any(meeting.person(p).role in _FROM_OUTSIDE for p in spoken if p is not None):
            yield Concern(
                text=said("Die Anhörung ist beschlossen."),
                help=said("Das Wort kann auch erhalten, wer dem Gremium nicht angehört."),
                wishes=tuple(_give(meeting, guest) for guest in _guests(meeting)),
            )


def _hearing_of(meeting: Meeting, person: PersonId) -> Concern:
    text = said("Anhörung beschlossen: {name}.", name=plain_of(meeting, person))
    if meeting.roll.via(person) is None:
        help_ = said("Bitte zuerst die Anwesenheit eintragen; dann kann der Vorsitz das Wort erteilen.")
        return Concern(text=text, help=help_)
    return Concern(text=text, wishes=(_give(meeting, person),))


def _guests(meeting: Meeting) -> list[PersonId]:
    here = (p.id for p in meeting.roll.people.values() if p.role is Role.GUEST and meeting.roll.via(p.id))
    return list(here)[:_FEW]


def _give(meeting: Meeting, person: PersonId) -> Wish:
    return Wish(
        label=said("Wort an {name}", name=surname_of(meeting, person)), command=c.GiveFloor(person=person)
    )
