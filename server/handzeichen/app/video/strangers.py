"""What clerk and video host are shown of a conference while the meeting goes on: whom nobody has named yet, and who is
there without being entered. Nobody else sees a name that somebody has typed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar, Final

from handzeichen.app.video.conference import Device
from handzeichen.app.video.first import bears, is_for_people
from handzeichen.app.video.follow import Arrivals, sights
from handzeichen.app.video.resembling import KEPT, Names
from handzeichen.app.video.seats import handle
from handzeichen.app.video.watching import Watching
from handzeichen.law.remote import Bearing
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.plan import Person
from handzeichen.meeting.presence import may_come_by_video
from handzeichen.meeting.remembered import remembered
from handzeichen.meeting.state import Meeting
from handzeichen.views.part import Part

STRANGERS: Final = "video-strangers"
SHOWN: Final = 3
"""So many strangers at once; the next ones follow when these are named. Those who resemble somebody come first: three
who only listen are never named, and would stand before every member."""
LOOKED_AT: Final = KEPT
"""Among so many, the ones that came first: everybody may come in and call themselves anything."""
CANDIDATES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody whose name resembles the one that is shown."""

    person: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangerRow:
    """A connection, or all of one account; `name` was typed by anybody."""

    conference: str
    handle: str
    name: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangersPart(Part):
    """Who is in the conference and not assigned; `first`: who would be the first voting member on video, which people
    enter because of what it bars (`bars`), or of what the law leaves open."""

    template: ClassVar[str] = "video_strangers.html"

    strangers: tuple[StrangerRow, ...]
    number: int
    first: tuple[Candidate, ...]
    bars: bool


def strangers_part(meeting: Meeting, conferences: Iterable[Watching]) -> StrangersPart:
    """The part, of all conferences that a meeting is held in."""
    watched = list(conferences)
    devices = [(one, device) for one in watched for device in by_account(one.strangers(meeting))]
    devices.sort(key=lambda found: found[1].since)
    rows = [_row(meeting, one, device) for one, device in devices[:LOOKED_AT]]
    rows.sort(key=lambda row: not row.candidates)
    return StrangersPart(
        strangers=tuple(rows[:SHOWN]),
        number=len(devices),
        first=tuple(dict.fromkeys(who for one in watched for who in _first(meeting, one)))[:SHOWN],
        bars=bears(meeting) is Bearing.BARRED,
    )


def by_account(devices: Iterable[Device]) -> list[Device]:
    """One connection for each account, the oldest; sorted by when they came."""
    found = dict[str, Device]()
    for device in sorted(devices, key=lambda one: (one.since, one.connection)):
        found.setdefault(handle(device), device)
    return list(found.values())


def shown_name(device: Device) -> str:
    """What there is to read of a stranger."""
    return device.who.name or device.who.account or device.connection


def _row(meeting: Meeting, watching: Watching, device: Device) -> StrangerRow:
    name = shown_name(device)
    found = islice((one for one in _names(meeting).resembling(name) if _may_come(meeting, one)), CANDIDATES)
    return StrangerRow(
        conference=watching.setting.id,
        handle=handle(device),
        name=name,
        candidates=tuple(_candidate(person) for person in found),
    )


@remembered(lambda meeting: (meeting.roll.people,))
def _names(meeting: Meeting) -> Names:
    """Everybody's name, read once."""
    return Names(meeting.roll.people.values())


def _may_come(meeting: Meeting, person: Person) -> bool:
    """Whether somebody may take part by video and is not here yet."""
    presence = meeting.roll.of(person.id)
    return presence.via is None and not presence.excluded and may_come_by_video(meeting, person.id)


def _first(meeting: Meeting, watching: Watching) -> Iterator[Candidate]:
    if watching.setting.patience.arrivals is Arrivals.SYSTEM:
        for person, sight in sights(watching.conference, watching.seats, meeting).items():
            if sight.here and is_for_people(meeting, person):
                yield _candidate(meeting.person(person))


def _candidate(person: Person) -> Candidate:
    return Candidate(person=person.id, name=plain_name(person))
