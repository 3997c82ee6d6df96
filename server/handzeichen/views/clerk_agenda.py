"""The agenda, the item called, the motions on it and the floor, each with what can be done about it now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from handzeichen.meeting.ids import (
    CARRIED,
    SUBSTANTIVE,
    ItemId,
    ItemKind,
    ItemOutcome,
    Kind,
    MotionOutcome,
    PersonId,
    Secrecy,
)
from handzeichen.meeting.names import ADMINISTRATION, faction_name, item_number, listed, motion_name
from handzeichen.meeting.state import ItemState, Meeting, Motion, NoteState, Phase
from handzeichen.views import item as shown
from handzeichen.views.clerk_words import motion_of, plain_of, surname_of, top
from handzeichen.views.next_agenda import voting_order
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.sitting import UNDECIDED, is_undecided
from handzeichen.views.words import FLOOR, clock, shortened

CHUNK = 8
"""Agenda lines in one part."""
SLOTS = 6
"""Places for open motions; the last one takes all that are left."""
_NOTES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something to choose from: its id and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """One item; `state` is to_come, called, closed or off."""

    id: str
    number: str
    title: str
    state: str
    text: str
    not_public: str
    may_be_called: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRows(Part):
    """Some lines of the agenda."""

    template: ClassVar[str] = "clerk_agenda.html"

    rows: tuple[AgendaRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A sentence that the minutes will have."""

    at: str
    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledPart(Part):
    """The item called, and what settles it without a ballot."""

    template: ClassVar[str] = "clerk_item.html"

    id: str
    number: str
    title: str
    papers: tuple[str, ...]
    barred: str
    decided: tuple[str, ...]
    undecided: bool
    factions: tuple[Choice, ...]
    notes: tuple[NoteLine, ...]
    earlier_notes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionCard:
    """An open motion and what can be done about it."""

    id: str
    heading: str
    text: str | None
    reason: str | None
    amends: str | None
    mover: str | None
    accepts: str | None
    may_be_agreed: bool
    supporters: int
    settled_by: tuple[Choice, ...]
    together_with: tuple[Choice, ...]
    may_be_opened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionsPart(Part):
    """One open motion; in the last place all that are left."""

    template: ClassVar[str] = "clerk_motion.html"

    motions: tuple[MotionCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorRow:
    """Somebody who waits."""

    person: str
    kind: str
    name: str
    kind_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorRows(Part):
    """Who speaks and who waits."""

    template: ClassVar[str] = "clerk_floor.html"

    speaker: str | None
    speaker_name: str
    speaker_text: str
    requests: tuple[FloorRow, ...]


def agenda(meeting: Meeting) -> dict[str, AgendaRows]:
    """The agenda in chunks; what was added during the meeting has a place of its own."""
    planned = {item.id for item in meeting.plan.items}
    states = meeting.agenda.items.values()
    rows = [_agenda_row(meeting, state) for state in states if state.item.id in planned]
    chunks = {
        f"clerk-agenda-{place // CHUNK}": AgendaRows(rows=tuple(rows[place : place + CHUNK]))
        for place in range(0, len(rows), CHUNK)
    }
    added = tuple(_agenda_row(meeting, state) for state in states if state.item.id not in planned)
    return {**chunks, "clerk-agenda-new": AgendaRows(rows=added)}


def called(meeting: Meeting) -> CalledPart | Nothing:
    """The item called."""
    part = shown.called(meeting)
    if isinstance(part, Nothing):
        return NOTHING
    state = meeting.agenda.items[ItemId(part.id)]
    barred = [r.person for r in meeting.roll.recusals if r.item == state.item.id and not r.lifted]
    return CalledPart(
        id=part.id,
        number=part.number,
        title=part.title,
        papers=part.papers,
        barred=listed([plain_of(meeting, person) for person in dict.fromkeys(barred)]),
        decided=tuple(f"{line.heading}: {line.outcome_text}" for line in part.motions if not line.open),
        undecided=_may_be_settled(state),
        factions=_factions(meeting) if meeting.law.defer_to_factions.value else (),
        notes=tuple(_note(meeting, note) for note in state.notes[-_NOTES:]),
        earlier_notes=max(0, len(state.notes) - _NOTES),
    )


def motions(meeting: Meeting) -> dict[str, Part]:
    """The open motions that concern the item called or were moved this evening, in as many places as there are."""
    ours = [motion for motion in meeting.motions.values() if _concerns_us(meeting, motion)]
    cards = [_card(meeting, motion) for motion in sorted(ours, key=voting_order)]
    found: dict[str, Part] = {}
    for slot in range(SLOTS):
        some = cards[slot:] if slot == SLOTS - 1 else cards[slot : slot + 1]
        found[f"clerk-motion-{slot}"] = MotionsPart(motions=tuple(some)) if some else NOTHING
    return found


def floor(meeting: Meeting) -> FloorRows:
    """The one list for room and video."""
    speaker = meeting.agenda.speaker
    return FloorRows(
        speaker=None if speaker is None else speaker.person,
        speaker_name="" if speaker is None else plain_of(meeting, speaker.person),
        speaker_text=""
        if speaker is None
        else f"{FLOOR[speaker.kind]}, seit {clock(meeting, speaker.from_)}",
        requests=tuple(
            FloorRow(
                person=request.person,
                kind=request.kind.value,
                name=surname_of(meeting, request.person),
                kind_text=FLOOR[request.kind],
            )
            for request in meeting.agenda.requests
        ),
    )


def _may_be_settled(state: ItemState) -> bool:
    """Whether there is a matter to take note of or to defer, and nobody has."""
    return state.item.kind is not ItemKind.OPENING and state.outcome in (
        ItemOutcome.NONE,
        ItemOutcome.WITHDRAWN,
    )


def _factions(meeting: Meeting) -> tuple[Choice, ...]:
    return tuple(Choice(id=faction.id, name=faction_name(faction)) for faction in meeting.plan.factions)


def _note(meeting: Meeting, note: NoteState) -> NoteLine:
    who = "" if note.person is None else plain_of(meeting, note.person)
    return NoteLine(at=clock(meeting, note.at), who=who, text=shortened(note.text, 300))


def _agenda_row(meeting: Meeting, state: ItemState) -> AgendaRow:
    item, is_called = state.item, meeting.agenda.called == state.item.id
    name = (
        "called"
        if is_called
        else "off"
        if state.off_the_agenda
        else "closed"
        if state.closed_at
        else "to_come"
    )
    secrecy = {Secrecy.PUBLIC: "", Secrecy.NON_PUBLIC: "nichtöffentlich", Secrecy.SECRET: "geheim zu halten"}
    return AgendaRow(
        id=item.id,
        number=item_number(meeting, item.id),
        title=shortened(item.title, 110),
        state=name,
        text=_outcome(meeting, state),
        not_public=secrecy[item.secrecy],
        may_be_called=meeting.sitting.phase is Phase.OPEN and name == "to_come",
    )


def _outcome(meeting: Meeting, state: ItemState) -> str:
    if is_undecided(meeting, state):
        return "" if state.closed_at is None else UNDECIDED
    if state.ending.text:
        return state.ending.text
    return (
        ""
        if state.outcome is ItemOutcome.NONE
        else meeting.law.outcome_words.value.get(state.outcome.value, "")
    )


def _concerns_us(meeting: Meeting, motion: Motion) -> bool:
    here = meeting.agenda.called is not None and motion.moved.item == meeting.agenda.called
    return motion.open and (here or motion.moved_at is not None)


def _card(meeting: Meeting, motion: Motion) -> MotionCard:
    moved = motion.moved
    amended = None if moved.amends is None else meeting.motions.get(moved.amends)
    return MotionCard(
        id=motion.id,
        heading=motion_name(meeting, motion),
        text=None if moved.text is None else shortened(moved.text, 400),
        reason=None if moved.reason is None else shortened(moved.reason, 160),
        amends=None if moved.amends is None else motion_of(meeting, moved.amends),
        mover=_person(meeting, moved.mover),
        accepts=None if amended is None else _person(meeting, amended.moved.mover),
        may_be_agreed=meeting.ballot is None and moved.kind.value in meeting.law.agreeable.value,
        supporters=len(motion.supporters),
        settled_by=tuple(_carried(meeting, motion)),
        together_with=tuple(_others(meeting, motion)),
        may_be_opened=meeting.ballot is None and meeting.sitting.phase is Phase.OPEN,
    )


def _person(meeting: Meeting, mover: PersonId | None) -> str | None:
    """The mover, if a person who is known: only then can it be entered that they withdraw or accept."""
    return mover if mover is not None and mover != ADMINISTRATION and mover in meeting.roll.people else None


def _carried(meeting: Meeting, motion: Motion) -> Iterator[Choice]:
    """The carried motions of this evening: one of them may have settled this one."""
    for other in meeting.motions.values():
        if other.outcome in CARRIED and other.id != motion.id:
            yield Choice(id=other.id, name=shortened(motion_name(meeting, other), 90))


def _others(meeting: Meeting, motion: Motion) -> Iterator[Choice]:
    """The open motions on the matter that could be voted on with this one."""
    if motion.moved.kind not in SUBSTANTIVE:
        return
    for other in meeting.motions.values():
        if other.outcome is MotionOutcome.OPEN and other.id != motion.id and other.moved.kind is Kind.MAIN:
            where = "" if other.moved.item is None else f"{top(meeting, other.moved.item)}: "
            yield Choice(id=other.id, name=f"{where}{shortened(motion_name(meeting, other), 80)}")
