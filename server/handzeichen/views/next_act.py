"""What comes next: the sentence to read aloud and the next sensible act as one button, for chair and clerk alike.

The steps stand in the order in which a chair goes through an evening; the first that applies counts. Its act is
asked of the core before it is shown: a button that would be refused is never offered.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from handzeichen.law.terms import bar
from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import Kind
from handzeichen.meeting.state import Meeting
from handzeichen.views import (
    next_agenda,
    next_ballot,
    next_fault,
    next_lead,
    next_picture,
    next_quorum,
    next_repeat,
    next_resolved,
    next_sitting,
)
from handzeichen.views.clerk_words import plain_of, top
from handzeichen.views.next_buttons import Act, WayBack, act, possible, ways_back
from handzeichen.views.next_place import just_announced, title, where
from handzeichen.views.next_step import Concern, Step, Wish, accepted, first_possible, happened
from handzeichen.views.outlook import outlook_text
from handzeichen.views.part import Part
from handzeichen.words import said

_OTHERS = 3
_AHEAD = 2
_COURSE: Final = {
    "ballot_open": (said("Ergebnis bekannt geben"),),
    "not_counted": (said("Ergebnis bekannt geben"),),
    "numbers_do_not_add_up": (said("Ergebnis bekannt geben"),),
}
_QUIET: Final = frozenset({"wait_for_the_chair", "over", "stuck"})

STEPS: Final[tuple[Callable[[Meeting], Step | None], ...]] = (
    next_sitting.over,
    next_sitting.before_the_opening,
    next_sitting.interrupted,
    next_lead.lead,
    next_ballot.pending,
    next_fault.interruption,
    next_ballot.doubted,
    next_quorum.challenged,
    next_resolved.interruption,
    next_agenda.floor,
    next_agenda.first_item,
    next_quorum.convening_and_quorum,
    next_sitting.notices,
    next_agenda.resolved_doors,
    next_agenda.motions,
    next_agenda.adopt_agenda,
    next_agenda.take_note,
    next_agenda.next_item,
    next_agenda.the_end,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """Something that needs a decision, calmly."""

    text: str
    help: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPart(Part):
    """What to say, what to do, what else may be done, what to look at first.

    Where the meeting is, what was just announced, what comes after and the ways back are for the chair's sheet: the
    clerk's page has them in places of their own.
    """

    template: ClassVar[str] = "next.html"

    step: str
    where: str
    title: str
    announced: tuple[str, ...]
    aloud: bool
    """Whether what stands in `say` is read aloud; else it is for the eye."""
    say: tuple[str, ...]
    waits_for: str
    outlook: str
    """What the ballot may still come to, in numbers that nobody else is told."""
    act: Act | None
    others: tuple[Act, ...]
    cautions: tuple[Caution, ...]
    standing: tuple[Caution, ...]
    """Words of the chair that go on, each with the way to take it back: nothing that waits for a decision."""
    then: tuple[str, ...]
    ways: tuple[WayBack, ...]


def next_part(meeting: Meeting, by: str = "chair") -> NextPart:
    """What comes next, as `by` (chair or clerk) could do it now."""
    step, is_chair = step_of(meeting), by != "clerk"
    wish = first_possible(meeting, step.wishes, by)
    others = [
        other for other in (*step.wishes, *step.others) if other != wish and (is_chair or not other.follow)
    ]
    beside = possible(meeting, others, by)[:_OTHERS]
    shown = None if wish is None else act(wish)
    offered = {one.command for one in (*beside, *([] if shown is None else [shown]))}
    return NextPart(
        step=step.name,
        where=where(meeting) if is_chair else "",
        title=title(meeting) if is_chair else "",
        announced=just_announced(meeting) if is_chair else (),
        aloud=step.name not in _QUIET,
        say=tuple(line for line in step.say if line),
        waits_for=step.waits_for,
        outlook="" if meeting.ballot is None else outlook_text(meeting, meeting.ballot),
        act=shown,
        others=beside,
        cautions=tuple(
            Caution(
                text=concern.text,
                help=concern.help,
                acts=tuple(
                    one for one in possible(meeting, concern.wishes, by) if one.command not in offered
                ),
            )
            for concern in _concerns(meeting, step, is_chair=is_chair)
        ),
        standing=tuple(
            Caution(text=one.text, help=one.help, acts=possible(meeting, one.wishes, by))
            for one in (next_fault.standing_words(meeting) if is_chair else ())
        ),
        then=tuple(_then(meeting, step, wish)) if is_chair else (),
        ways=ways_back(meeting, by) if is_chair else (),
    )


def step_of(meeting: Meeting) -> Step:
    """Where the procedure stands."""
    return next(found for rule in STEPS if (found := rule(meeting)) is not None)


def _concerns(meeting: Meeting, step: Step, *, is_chair: bool) -> Iterator[Concern]:
    """The most urgent first. The clerk's page has places of its own for faults, where picture and sound are entered as
    back, for motions and for who is alone."""
    faults = tuple(next_fault.concerns(meeting)) if is_chair else ()
    yield from faults
    # What cannot be voted on because of a fault is told once, where its cause is asked for; on the clerk's page first.
    is_stuck = step.name == "stuck"
    if is_stuck and not faults:
        yield from step.concerns
    yield from next_repeat.concerns(meeting)
    if not is_stuck:
        yield from step.concerns
    if is_chair:
        yield from next_agenda.unsupported(meeting)
        yield from next_agenda.doors_ahead(meeting)
        yield from next_picture.concerns(meeting)
    yield from _recusals(meeting)
    yield from next_resolved.concerns(meeting)
    yield from next_quorum.concerns(meeting)


def _then(meeting: Meeting, step: Step, wish: Wish | None) -> Iterator[str]:
    """What comes after the next act: of a ballot its own course, of all else what the core would make of it."""
    if step.name in _COURSE:
        yield from _COURSE[step.name]
        return
    for _ in range(_AHEAD):
        if wish is None or (answer := accepted(meeting, wish.command)) is None:
            return
        meeting = happened(meeting, answer)
        step = step_of(meeting)
        wish = first_possible(meeting, step.wishes, "chair")
        if wish is not None:
            yield wish.label


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
                text=said(
                    "{who} bestreitet {bar:the_accusative} zu {what}.",
                    who=who,
                    bar=bar(meeting.law),
                    what=what,
                ),
                help=said("Darüber entscheidet das Gremium; die Person stimmt dabei nicht mit."),
                wishes=(Wish(label=said("Darüber abstimmen lassen"), command=move),),
            )
