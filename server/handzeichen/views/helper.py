"""The pages of the clerk's helpers: whoever looks after the video, and whoever stands at the door.

They see who is here and how, and change what is theirs to change. What is moved, said or decided is on other screens;
who is barred from an item that is not public is none of theirs either.
"""

from dataclasses import dataclass, replace
from typing import ClassVar, Final

from handzeichen.meeting.ids import Via
from handzeichen.meeting.state import Meeting
from handzeichen.views import checking, presence, sitting
from handzeichen.views.clerk_people import PeopleChunk, PersonRow, people
from handzeichen.views.clerk_status import disturbed_text
from handzeichen.views.part import Part
from handzeichen.views.say import SayPart
from handzeichen.words import said

HOST: Final = "host"
DOORKEEPER: Final = "doorkeeper"
HELPERS: Final = (HOST, DOORKEEPER)
"""The audiences of these pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperRow:
    """Somebody: `can` names the keys that the page has for them, s, v, g and t."""

    id: str
    name: str
    full_name: str
    faction: str
    state: str
    state_text: str
    notes: tuple[str, ...]
    can: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperChunk(Part):
    """Some rows; the first of a group carries its heading."""

    template: ClassVar[str] = "helper_people.html"

    heading: str | None
    rows: tuple[HelperRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperFaults(Part):
    """The fault of the room, which the host enters."""

    template: ClassVar[str] = "helper_room.html"

    disturbed: bool
    may_be_disturbed: bool
    any_disturbed: bool
    lost_text: str
    """Whose picture or sound fails now; the line stands there always, so that nothing moves when it changes."""


def helper_parts(meeting: Meeting, audience: str) -> dict[str, Part]:
    """All parts of a helper's page."""
    found: dict[str, Part] = {
        "meeting": sitting.head(meeting),
        "connected": presence.connected(meeting),
        "say": SayPart(text=""),
        **{
            name.replace("clerk-", "helper-", 1): _chunk(chunk, audience)
            for name, chunk in people(_told_outside(meeting)).items()
        },
    }
    if audience == HOST:
        found["check"] = checking.check(meeting, may_end=False)
        found["helper-room"] = HelperFaults(
            disturbed=meeting.roll.open_fault(None) is not None,
            may_be_disturbed=meeting.sitting.times.closed_at is None,
            any_disturbed=bool(disturbed_text(meeting)),
            lost_text=disturbed_text(meeting) or said("Niemand ist gestört."),
        )
    return found


def _told_outside(meeting: Meeting) -> Meeting:
    """The meeting without the bars of items that are not public."""
    roll, items = meeting.roll, meeting.agenda.items
    told = tuple(bar for bar in roll.recusals if sitting.is_public(items.get(bar.item)))
    return meeting if len(told) == len(roll.recusals) else replace(meeting, roll=replace(roll, recusals=told))


def _chunk(chunk: PeopleChunk, audience: str) -> HelperChunk:
    keys = _of_the_host if audience == HOST else _at_the_door
    return HelperChunk(heading=chunk.heading, rows=tuple(_row(row, keys(row)) for row in chunk.rows))


def _row(row: PersonRow, can: tuple[str, ...]) -> HelperRow:
    return HelperRow(
        id=row.id,
        name=row.name,
        full_name=row.full_name,
        faction=row.faction,
        state=row.state,
        state_text=row.state_text,
        notes=row.notes,
        can=can,
    )


def _of_the_host(row: PersonRow) -> tuple[str, ...]:
    if row.by_video:
        return ("t", "g")
    return ("v",) if row.remote else ()


def _at_the_door(row: PersonRow) -> tuple[str, ...]:
    return ("g",) if row.state == Via.ROOM.value else ("s",)
