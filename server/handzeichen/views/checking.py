"""The presence check on the screens: the question on the pages of those asked, and who answered, for whoever leads.

Whoever stays silent is named to chair, clerk and host, with what they may choose to do; the hall reads two numbers.
Those asked keep their places, so that nothing moves away from under a finger while answers come in.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.presence import State, here_since
from handzeichen.meeting.state import Meeting, Phase, PresenceCheck
from handzeichen.views.clerk_words import surname_of
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.states import UNDISTURBED, here_in_words
from handzeichen.views.words import clock
from handzeichen.words import in_a_row, said

_NAMED: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """Somebody who was asked: `state` is confirmed, late, silent, disturbed, gone or room."""

    person: str
    name: str
    state: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPart(Part):
    """Who has confirmed and who is silent, for whoever leads, keeps the minutes or looks after the video."""

    template: ClassVar[str] = "presence_check.html"

    text: str
    missing_text: str
    asked_text: str
    until: str
    complete: bool
    may_end: bool
    rows: tuple[AskedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLinePart(Part):
    """That those on video are asked, with two numbers and no name; the page shows it until the time is over."""

    template: ClassVar[str] = "check_line.html"

    text: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MyCheckPart(Part):
    """What I am asked, and my answer; `state` is none, asked or confirmed. The part stays, so that it is read out."""

    template: ClassVar[str] = "my_check.html"

    state: str
    text: str
    until: str | None


_NOT_ASKED: Final = MyCheckPart(state="none", text="", until=None)


def check(meeting: Meeting, *, may_end: bool) -> CheckPart | Nothing:
    """Everybody who was asked, in the order in which they were."""
    found = _shown(meeting)
    if found is None:
        return NOTHING
    rows = tuple(_row(meeting, found, person) for person in found.asked)
    return CheckPart(
        text=_so_many(found),
        missing_text=_missing([row.name for row in rows if row.state == "silent"]),
        asked_text=said(
            "Gefragt um {at}, {seconds} Sekunden Zeit.",
            at=_exact(meeting, found.asked_at),
            seconds=found.within,
        ),
        until=found.until.isoformat(),
        complete=len(found.confirmed) == len(found.asked),
        may_end=may_end,
        rows=rows,
    )


def check_line(meeting: Meeting) -> CheckLinePart | Nothing:
    """Without names: whoever does not answer may sit before a black screen, and is nobody's laughing-stock."""
    found = _shown(meeting)
    if found is None:
        return NOTHING
    return CheckLinePart(
        text=said(
            "Anwesenheit per Video wird geprüft: {n} von {asked}",
            n=len(found.confirmed),
            asked=len(found.asked),
        ),
        until=found.until.isoformat(),
    )


def my_check(meeting: Meeting, person: PersonId) -> MyCheckPart:
    """For whoever was asked and is still on video."""
    found = _shown(meeting)
    if found is None or person not in found.asked:
        return _NOT_ASKED
    at = found.confirmed.get(person)
    if at is not None:
        return MyCheckPart(state="confirmed", text=_confirmed(meeting, found, at), until=None)
    if here_since(meeting, person).state in (State.GONE, State.ROOM, State.DISTURBED):
        return _NOT_ASKED  # Whoever said that something fails has answered.
    return MyCheckPart(
        state="asked",
        text=said("Der Vorsitz fragt: Sehen und hören Sie die Sitzung?"),
        until=found.until.isoformat(),
    )


def _shown(meeting: Meeting) -> PresenceCheck | None:
    return None if meeting.sitting.phase is Phase.CLOSED else meeting.check


def _so_many(found: PresenceCheck) -> str:
    confirmed, asked = len(found.confirmed), len(found.asked)
    if confirmed == asked:
        return said("Alle {asked} haben bestätigt.", asked=asked) if asked > 1 else said("Bestätigt.")
    if confirmed == 1:
        return said("1 von {asked} hat bestätigt.", asked=asked)
    return said("{n} von {asked} haben bestätigt.", n=confirmed, asked=asked)


def _missing(names: list[str]) -> str:
    if not names:
        return ""
    if len(names) == 1:
        return said("Es fehlt: {name}.", name=names[0])
    if len(names) <= _NAMED:
        return said("Es fehlen: {names}.", names=in_a_row(names, ", "))
    first = in_a_row(names[:_NAMED], ", ")
    return said("Es fehlen: {names} und {n} weitere.", names=first, n=len(names) - _NAMED)


def _row(meeting: Meeting, found: PresenceCheck, person: PersonId) -> AskedRow:
    here, at = here_since(meeting, person), found.confirmed.get(person)
    is_there = here.state in UNDISTURBED
    now = None if is_there else here_in_words(meeting, here)
    if at is not None:
        told = _confirmed(meeting, found, at)
        text = told if now is None else said("{told}; {now}", told=told, now=now)
        state = "late" if at > found.until else "confirmed"
    else:
        text = said("noch keine Antwort") if now is None else now
        state = "silent" if now is None else here.state.value
    return AskedRow(person=person, name=surname_of(meeting, person), state=state, text=text)


def _confirmed(meeting: Meeting, found: PresenceCheck, at: datetime) -> str:
    if at > found.until:
        return said("Bestätigt um {at}, nach Ablauf der Zeit", at=_exact(meeting, at))
    return said("Bestätigt um {at}", at=_exact(meeting, at))


def _exact(meeting: Meeting, at: datetime) -> str:
    """ "18.04.10 Uhr"; on another day than the meeting's first the minute is enough, with the day."""
    start = meeting.plan.meeting.starts_at
    local = at.astimezone(start.tzinfo)
    if local.date() != start.date():
        return clock(meeting, at)
    return said(
        "{hour}.{minute}.{second} Uhr",
        hour=local.hour,
        minute=f"{local.minute:02d}",
        second=f"{local.second:02d}",
    )
