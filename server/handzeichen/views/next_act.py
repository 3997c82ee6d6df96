"""What comes next: the sentence to read aloud and the next sensible act as one button, for chair and clerk alike.

The steps stand in the order in which a chair goes through an evening; the first that applies counts. Its act is
asked of the core before it is shown: a button that would be refused is never offered.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from handzeichen.law.terms import bar
from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import Cause, Kind, PersonId, Scope, Text, Via
from handzeichen.meeting.state import Fault, Meeting, Phase
from handzeichen.views import next_agenda, next_ballot, next_resolved, next_sitting
from handzeichen.views.clerk_words import plain_of, top
from handzeichen.views.next_step import Concern, Step, Wish, first_possible, wire
from handzeichen.views.outlook import outlook_text
from handzeichen.views.part import Part
from handzeichen.views.words import clock

_OTHERS = 3
_FAULT = Text("Störung von Bild oder Ton")

STEPS: Final[tuple[Callable[[Meeting], Step | None], ...]] = (
    next_sitting.over,
    next_sitting.before_the_opening,
    next_sitting.interrupted,
    next_sitting.lead,
    next_ballot.pending,
    next_ballot.doubted,
    next_sitting.challenged,
    next_resolved.interruption,
    next_agenda.floor,
    next_agenda.first_item,
    next_sitting.convening_and_quorum,
    next_sitting.notices,
    next_agenda.resolved_doors,
    next_agenda.motions,
    next_agenda.adopt_agenda,
    next_agenda.take_note,
    next_agenda.next_item,
    next_agenda.the_end,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A button: its label, the command as JSON, and the question that is asked first."""

    label: str
    command: str
    confirm: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """Something that needs a decision, calmly."""

    text: str
    help: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPart(Part):
    """What to say, what to do, what else may be done, what to look at first."""

    template: ClassVar[str] = "next.html"

    step: str
    say: tuple[str, ...]
    waits_for: str
    outlook: str
    """What the ballot may still come to, in numbers that nobody else is told."""
    act: Act | None
    others: tuple[Act, ...]
    cautions: tuple[Caution, ...]


def next_part(meeting: Meeting, by: str = "chair") -> NextPart:
    """What comes next, as `by` (chair or clerk) could do it now."""
    step = next(found for rule in STEPS if (found := rule(meeting)) is not None)
    wish = first_possible(meeting, step.wishes, by)
    others = [other for other in (*step.wishes, *step.others) if other != wish]
    # The clerk's page has places of its own for faults, where picture and sound are entered as back, and for motions.
    elsewhere = () if by == "clerk" else (*_faults(meeting), *next_agenda.unsupported(meeting))
    concerns = [*step.concerns, *elsewhere, *_recusals(meeting), *next_resolved.concerns(meeting)]
    concerns += next_sitting.concerns(meeting)
    return NextPart(
        step=step.name,
        say=tuple(line for line in step.say if line),
        waits_for=step.waits_for,
        outlook="" if meeting.ballot is None else outlook_text(meeting, meeting.ballot),
        act=None if wish is None else _act(wish),
        others=_possible(meeting, others, by)[:_OTHERS],
        cautions=tuple(
            Caution(text=concern.text, help=concern.help, acts=_possible(meeting, concern.wishes, by))
            for concern in concerns
        ),
    )


def _possible(meeting: Meeting, wishes: list[Wish] | tuple[Wish, ...], by: str) -> tuple[Act, ...]:
    return tuple(_act(wish) for wish in wishes if first_possible(meeting, [wish], by) is not None)


def _act(wish: Wish) -> Act:
    return Act(label=wish.label, command=wire(wish.command), confirm=wish.confirm)


def _faults(meeting: Meeting) -> Iterator[Concern]:
    """An open fault whose cause is open, or lies with the house, waits for the chair's word."""
    if meeting.sitting.phase is Phase.CLOSED:
        return
    voting = set(meeting.roll.acting.values())
    for fault in meeting.roll.faults:
        if (
            fault.to is None
            and (fault.person is None or fault.person in voting)
            and fault.cause is not Cause.MEMBER
        ):
            yield _fault(meeting, fault)


def _fault(meeting: Meeting, fault: Fault) -> Concern:
    who = "Im Saal" if fault.person is None else plain_of(meeting, fault.person)
    since = clock(meeting, fault.from_)
    pause = Wish(label="Sitzung unterbrechen", command=c.Suspend(reason=_FAULT))
    if fault.cause is Cause.MUNICIPALITY:
        text = f"{who}: Bild oder Ton gestört seit {since}. Es liegt an der Technik im Haus."
        return Concern(text=text, help="Bitte unterbrechen, bis die Störung behoben ist.", wishes=(pause,))
    return Concern(
        text=f"{who}: Bild oder Ton gestört seit {since}. Woran liegt es?",
        help=_presumption(meeting, fault.person),
        wishes=(*_attributions(fault), pause),
    )


def _attributions(fault: Fault) -> Iterator[Wish]:
    """The chair's two words; the room's own fault is never a member's."""
    scope = Scope.ROOM if fault.person is None else None
    if fault.person is not None:
        command = c.AttributeFault(cause=Cause.MEMBER, person=fault.person)
        yield Wish(label="Liegt beim Mitglied", command=command)
    command = c.AttributeFault(cause=Cause.MUNICIPALITY, person=fault.person, scope=scope)
    yield Wish(label="Liegt an der Technik im Haus", command=command)


def _presumption(meeting: Meeting, person: PersonId | None) -> str:
    """Whoever else is connected and fine speaks against a fault of the house."""
    fine = any(
        meeting.roll.via(other) is Via.VIDEO and not meeting.roll.of(other).disturbed
        for other in meeting.roll.people
        if other != person
    )
    if person is None or not fine:
        return "Solange das offen ist, wird nicht abgestimmt."
    return "Andere sind per Video ungestört dabei: Das spricht gegen die Technik im Haus."


def _recusals(meeting: Meeting) -> Iterator[Concern]:
    """A contested bar is for the body to decide."""
    for recusal in meeting.roll.recusals:
        if not recusal.contested or recusal.lifted or recusal.decided_by is not None:
            continue
        asked = any(
            motion.open and motion.moved.kind is Kind.RECUSAL and motion.moved.about == recusal.person
            for motion in meeting.motions.values()
        )
        who, what = plain_of(meeting, recusal.person), top(meeting, recusal.item)
        move = c.Move(kind=Kind.RECUSAL, about=recusal.person, item=recusal.item)
        if not asked:
            yield Concern(
                text=f"{who} bestreitet {bar(meeting.law).form('the_accusative')} zu {what}.",
                help="Darüber entscheidet das Gremium; die Person stimmt dabei nicht mit.",
                wishes=(Wish(label="Darüber abstimmen lassen", command=move),),
            )
