"""The timeline of the clerk's page: what happened, newest first, one plain sentence an event.

It comes in slots of `SLOT` entries cut at fixed sequence numbers, so that a new event changes the first slot alone,
but where lines are folded: what a video system says again and again is one line, and so is a presence check with its
answers (`timeline_folded`). An entry made after the fact shows both times: "17.24 Uhr, eingetragen 17.31 Uhr".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from handzeichen.meeting.corrections import not_correctable
from handzeichen.meeting.events import (
    Corrected,
    Entry,
    ItemCalled,
    ItemClosed,
    LateEvent,
    LawConfirmed,
    MeetingPlanned,
    ResultAnnounced,
    TrialVoteCast,
    VoteCast,
)
from handzeichen.meeting.ids import SYSTEM, PersonId
from handzeichen.meeting.rightly import true_time
from handzeichen.meeting.state import Meeting
from handzeichen.views import (  # noqa: F401 - they fill the table
    timeline_ballots,
    timeline_business,
    timeline_corrections,
    timeline_holds,
    timeline_minutes,
    timeline_people,
    timeline_sitting,
)
from handzeichen.views.clerk_agenda import Choice
from handzeichen.views.clerk_words import plain_of, surname_of, surnames, top
from handzeichen.views.part import Part
from handzeichen.views.past_filter import KINDS, About, about, who_is_told_of
from handzeichen.views.timeline_folded import Row, rows, sentence_of
from handzeichen.views.timeline_table import SENTENCES
from handzeichen.views.words import clock, shortened
from handzeichen.words import in_a_row, said

SLOT = 12
SLOTS = 8
LONGEST = 240
"""A sentence longer than this (a note may have 20,000 characters) ends in "…": the minutes have it whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCorrection:
    """What became of an entry: what is true in its place (nothing: it was not so), why, by whom and when."""

    instead: tuple[str, ...]
    why: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineLine:
    """One event: its sequence number, its time (and when it was entered, if later), the sentence, who typed it.

    With `correction` it is not so any more; `correctable` says whether it may be corrected, once more perhaps.
    """

    seq: int
    time: str
    entered: str | None
    text: str
    who: str
    correctable: bool
    correction: LineCorrection | None
    why: str
    """The address of the reasons of a result; empty for everything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLine:
    """A line, and what it is about."""

    line: TimelineLine
    about: About


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePast:
    """Every line of the evening, the newest first, but for members' single votes: no part, made when asked for."""

    template: ClassVar[str] = "clerk_past.html"

    lines: tuple[PastLine, ...]
    kinds: tuple[Choice, ...]
    items: tuple[Choice, ...]
    people: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineSlot(Part):
    """Some lines of the timeline, the newest first."""

    template: ClassVar[str] = "clerk_timeline.html"

    lines: tuple[TimelineLine, ...]


def timeline(meeting: Meeting, entries: Sequence[Entry]) -> dict[str, TimelineSlot]:
    """The slots of the timeline, always the same ids: `clerk-timeline-0` holds the newest."""
    newest = (entries[-1].seq - 1) // SLOT if entries else 0
    slots: dict[int, list[Row]] = {place: [] for place in range(SLOTS)}
    told = list(rows(meeting, entries))
    is_folded = len(told) < len(entries)
    for number, row in enumerate(told):
        # Many lines are one: then what went before them is what there is room for, however many numbers lie between.
        place = number // SLOT if is_folded else newest - (row[0].seq - 1) // SLOT
        if place < SLOTS:
            slots[place].append(row)
    return {
        f"clerk-timeline-{place}": TimelineSlot(lines=tuple(_line_of(meeting, row) for row in some))
        for place, some in slots.items()
    }


def _line_of(meeting: Meeting, row: Row) -> TimelineLine:
    """One line, of several entries where they are told as one: these are corrected in the list of all."""
    newest = line(meeting, row[0])
    if len(row) == 1:
        return newest
    text = shortened(sentence_of(meeting, row), LONGEST)
    who = newest.who if row[0].by == SYSTEM else ""
    return replace(
        newest, text=text, who=who, entered=None, time=clock(meeting, row[0].at), correctable=False
    )


def line(meeting: Meeting, entry: Entry) -> TimelineLine:
    """One entry as a line."""
    since = entry.event.since if isinstance(entry.event, LateEvent) else None
    late = since is not None and f"{since:%H%M}" != f"{entry.at:%H%M}"
    return TimelineLine(
        seq=entry.seq,
        time=clock(meeting, since if since is not None else entry.at),
        entered=said("eingetragen {at}", at=clock(meeting, entry.at)) if late else None,
        text=shortened(sentence(meeting, entry), LONGEST),
        who=_who(meeting, entry),
        correctable=not_correctable(entry) is None,
        correction=_correction(meeting, entry),
        why=f"warum/abstimmung/{entry.event.ballot}" if isinstance(entry.event, ResultAnnounced) else "",
    )


def _correction(meeting: Meeting, entry: Entry) -> LineCorrection | None:
    instead = meeting.past.instead.get(entry.seq)
    if instead is None:
        return None
    by, event = instead.by, instead.by.event
    assert isinstance(event, Corrected)
    came_along = "" if event.of == entry.seq else said(", folgt aus Nr. {of}", of=event.of)
    return LineCorrection(
        instead=tuple(
            in_a_row([clock(meeting, true_time(fact)), shortened(sentence(meeting, fact), LONGEST)])
            for fact in instead.facts
        ),
        why=event.reason,
        by=said("{who}, {at}{more}", who=plain_of(meeting, by.by), at=clock(meeting, by.at), more=came_along),
    )


def whole_past(meeting: Meeting) -> WholePast:
    """The whole evening as lines."""
    lines, called = [], None
    for entry in meeting.past:
        if isinstance(entry.event, ItemCalled):
            called = entry.event.item
        if not isinstance(entry.event, (VoteCast, TrialVoteCast)):
            lines.append(PastLine(line=line(meeting, entry), about=about(meeting, entry, called)))
        if isinstance(entry.event, ItemClosed):
            called = None
    found = [one.about for one in lines]
    names = surnames(meeting)
    return WholePast(
        lines=tuple(reversed(lines)),
        kinds=tuple(Choice(id=kind, name=name) for kind, name in KINDS.items()),
        items=tuple(Choice(id=item, name=top(meeting, item)) for item in meeting.agenda.items),
        people=tuple(Choice(id=who, name=names[who]) for who in who_is_told_of(meeting, found)),
    )


def sentence(meeting: Meeting, entry: Entry) -> str:
    """The event as one plain German sentence."""
    return SENTENCES[type(entry.event)](meeting, entry.event)


def _who(meeting: Meeting, entry: Entry) -> str:
    """Who typed it, where that says something: a device of one's own, a video system, another in a member's place.

    The clerk enters nearly everything, the chair's acts are the chair's: neither is repeated on every line.
    """
    if isinstance(entry.event, MeetingPlanned):
        return ""
    if isinstance(entry.event, LawConfirmed) and entry.by == SYSTEM:
        return said("aus den Bestätigungen des Hauses")
    if entry.by == SYSTEM:
        return said("Videosystem")
    helper = _helper(meeting, entry)
    if helper is not None:
        return helper
    if entry.by == meeting.plan.meeting.clerk or (entry.for_ is None and entry.by in _leaders(meeting)):
        return ""
    return said("selbst eingetragen") if entry.for_ in (None, entry.by) else said("vom Vorsitz eingetragen")


def _helper(meeting: Meeting, entry: Entry) -> str | None:
    """Where several enter, who of them did; the clerk of the plan is not repeated on every line."""
    planned = meeting.plan.meeting
    helpers = {*planned.clerks, *planned.hosts, *planned.doors, meeting.clerk} - {planned.clerk}
    if entry.by not in helpers or _own_act(entry):
        return None
    return said("von {who} eingetragen", who=surname_of(meeting, entry.by))


def _own_act(entry: Entry) -> bool:
    """Whether somebody said of themselves what the entry says."""
    return entry.for_ is None and getattr(entry.event, "person", None) == entry.by


def _leaders(meeting: Meeting) -> set[PersonId | None]:
    return {meeting.leader, *(span.person for span in meeting.sitting.lead.spans)}
