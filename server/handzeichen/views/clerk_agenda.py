"""The agenda, the item called and the floor, each with what can be done about it now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from handzeichen.meeting.ids import (
    ItemId,
    ItemKind,
    ItemOutcome,
    PersonId,
    Secrecy,
    Text,
)
from handzeichen.meeting.names import faction_name, item_number
from handzeichen.meeting.papers import paper_kept_from_remote
from handzeichen.meeting.reorder import in_order
from handzeichen.meeting.state import FloorSpan, ItemState, Meeting, NoteState, Phase
from handzeichen.views import item as shown
from handzeichen.views.clerk_words import plain_of, surname_of
from handzeichen.views.next_agenda import decided_with_another
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.procedure import time_is_up
from handzeichen.views.sitting import UNDECIDED, closed_list, ending_text, is_undecided
from handzeichen.views.words import FLOOR, clock, shortened
from handzeichen.words import listed, said

CHUNK = 8
"""Agenda lines in one part."""
_NOTES = 3
TABLED: Final = Text("Tischvorlage")
"""What a paper without a kind is called in the minutes."""


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
class TabledPaper:
    """A paper that lies on the tables only, while members are on video."""

    reference: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledPart(Part):
    """The item called, and what settles it without a ballot."""

    template: ClassVar[str] = "clerk_item.html"

    id: str
    number: str
    title: str
    papers: tuple[str, ...]
    kept_from_remote: tuple[TabledPaper, ...]
    barred: str
    contested: str
    decided: tuple[str, ...]
    undecided: bool
    factions: tuple[Choice, ...]
    notes: tuple[NoteLine, ...]
    earlier_notes: int


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
    closed: str | None


def agenda(meeting: Meeting) -> dict[str, AgendaRows]:
    """The agenda in chunks, as many as planned items need; there is a place more for what is added in the meeting."""
    planned = len(meeting.plan.items)
    rows = [_agenda_row(meeting, state) for state in in_order(meeting)]
    chunks = {
        f"clerk-agenda-{place // CHUNK}": AgendaRows(rows=tuple(rows[place : min(place + CHUNK, planned)]))
        for place in range(0, planned, CHUNK)
    }
    return {**chunks, "clerk-agenda-new": AgendaRows(rows=tuple(rows[planned:]))}


def called(meeting: Meeting) -> CalledPart | Nothing:
    """The item called."""
    part = shown.called(meeting)
    if isinstance(part, Nothing):
        return NOTHING
    state = meeting.agenda.items[ItemId(part.id)]
    bars = [bar for bar in meeting.roll.recusals if bar.item == state.item.id and not bar.lifted]
    return CalledPart(
        id=part.id,
        number=part.number,
        title=part.title,
        papers=part.papers,
        kept_from_remote=tuple(_kept_from_remote(meeting, state)),
        barred=_names(meeting, (bar.person for bar in bars if not bar.contested)),
        contested=_names(meeting, (bar.person for bar in bars if bar.contested)),
        decided=tuple(
            said("{motion}: {outcome}", motion=line.heading, outcome=line.outcome_text)
            for line in part.motions
            if not line.open
        ),
        undecided=_may_be_settled(state),
        factions=_factions(meeting) if meeting.law.defer_to_factions.value else (),
        notes=tuple(_note(meeting, note) for note in state.notes[-_NOTES:]),
        earlier_notes=max(0, len(state.notes) - _NOTES),
    )


def _names(meeting: Meeting, people: Iterable[PersonId]) -> str:
    return listed([plain_of(meeting, person) for person in dict.fromkeys(people)])


def _kept_from_remote(meeting: Meeting, state: ItemState) -> Iterator[TabledPaper]:
    """The next paper to be sent to those on video before anything is voted on."""
    paper = paper_kept_from_remote(meeting, state.item.id)
    if paper is not None:
        yield TabledPaper(reference=paper.reference, kind=paper.kind or TABLED)


def floor(meeting: Meeting) -> FloorRows:
    """The one list for room and video."""
    speaker = meeting.agenda.speaker
    return FloorRows(
        speaker=None if speaker is None else speaker.person,
        speaker_name="" if speaker is None else plain_of(meeting, speaker.person),
        speaker_text="" if speaker is None else _how_long(meeting, speaker),
        requests=tuple(
            FloorRow(
                person=request.person,
                kind=request.kind.value,
                name=surname_of(meeting, request.person),
                kind_text=FLOOR[request.kind],
            )
            for request in meeting.agenda.requests
        ),
        closed=closed_list(meeting),
    )


def _how_long(meeting: Meeting, speaker: FloorSpan) -> str:
    """ "Wortbeitrag, seit 18.05 Uhr, Redezeit bis 18.10 Uhr" """
    end = time_is_up(meeting, speaker)
    until = "" if end is None else said(", {end}", end=end)
    return said(
        "{kind}, seit {at}{until}", kind=FLOOR[speaker.kind], at=clock(meeting, speaker.from_), until=until
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
        if state.closed_at or decided_with_another(meeting, state)
        else "to_come"
    )
    secrecy = {
        Secrecy.PUBLIC: "",
        Secrecy.NON_PUBLIC: said("nichtöffentlich"),
        Secrecy.SECRET: said("geheim zu halten"),
    }
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
    if text := ending_text(meeting, state):
        return text
    return (
        ""
        if state.outcome is ItemOutcome.NONE
        else meeting.law.outcome_words.value.get(state.outcome.value, "")
    )
