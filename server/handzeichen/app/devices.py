"""What the clerk is shown of devices: who waits at the door, and who is signed in on how many of them, since when.

Nothing of this is an event of the meeting: whoever is signed in is not there yet. The notice is a part of the clerk's
page and comes by its socket; the list can be long and is fetched when somebody opens it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from handzeichen.app.offers import ROLE_NAMES, Offer, Role
from handzeichen.app.sign_in import SignIn
from handzeichen.app.waiting import Waiting
from handzeichen.meeting.names import name_of
from handzeichen.meeting.state import Meeting
from handzeichen.views.part import Part
from handzeichen.views.words import clock
from handzeichen.words import in_a_row, said

DOOR: Final = "clerk-door"
SHOWN: Final = 3
"""So many who wait are shown at once; the next ones follow when these are decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A device that waits: the clerk compares the number with the one on its page."""

    slug: str
    name: str
    asks: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPart(Part):
    """Who waits to be let in, and how many devices are signed in."""

    template: ClassVar[str] = "clerk_door.html"

    waiting: tuple[Caller, ...]
    more: int
    signed_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One sign-in, as the clerk sees it in the list."""

    slug: str
    since: str
    is_asker: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A place with the devices that are signed in to it."""

    name: str
    devices: tuple[Device, ...]


def door(meeting: Meeting, signed_in: Sequence[SignIn], waiting: Sequence[Waiting]) -> DoorPart:
    """The notice on the clerk's page."""
    callers = [_caller(meeting, signed_in, one) for one in waiting[:SHOWN]]
    return DoorPart(waiting=tuple(callers), more=max(0, len(waiting) - SHOWN), signed_in=len(signed_in))


def seats(
    meeting: Meeting, places: Iterable[Offer], signed_in: Sequence[SignIn], asker: SignIn
) -> list[Seat]:
    """The places where somebody is signed in, in the order of the list of links."""
    by_place: dict[Offer, list[SignIn]] = {place: [] for place in places}
    for one in signed_in:
        by_place.setdefault(one.place, []).append(one)
    return [
        Seat(
            name=place_name(meeting, place),
            devices=tuple(
                Device(slug=one.slug, since=since(meeting, one), is_asker=one.id == asker.id) for one in found
            ),
        )
        for place, found in by_place.items()
        if found
    ]


def place_name(meeting: Meeting, place: Offer) -> str:
    """Whose place it is: a person's name, or what it is for."""
    if place.person is None:
        return ROLE_NAMES[place.role]
    name = name_of(meeting, place.person)
    return (
        name if place.role is Role.MEMBER else said("{name} ({duty})", name=name, duty=ROLE_NAMES[place.role])
    )


def since(meeting: Meeting, sign_in: SignIn) -> str:
    """ "17.41 Uhr", in the meeting's time."""
    return "" if sign_in.since is None else clock(meeting, sign_in.since)


def _caller(meeting: Meeting, signed_in: Sequence[SignIn], waiting: Waiting) -> Caller:
    wanted = waiting.sign_in
    there = [one for one in signed_in if one.place == wanted.place]
    return Caller(
        slug=wanted.slug,
        name=place_name(meeting, wanted.place),
        asks=_asks(meeting, wanted, there),
        number=waiting.number,
    )


def _asks(meeting: Meeting, wanted: SignIn, there: Sequence[SignIn]) -> str:
    is_member = wanted.role is Role.MEMBER
    if not there:
        return (
            said("möchte sich wieder anmelden; zurzeit ist kein Gerät angemeldet.")
            if is_member
            else said("soll wieder angemeldet werden; zurzeit ist kein Gerät angemeldet.")
        )
    nth = {1: said("zweiten"), 2: said("dritten")}.get(len(there), said("weiteren"))
    wish = (
        said("möchte sich auf einem {nth} Gerät anmelden.", nth=nth)
        if is_member
        else said("soll auf einem {nth} Gerät angemeldet werden.", nth=nth)
    )
    at = since(meeting, there[0])
    known = (
        said("Ein Gerät ist seit {at} angemeldet.", at=at)
        if len(there) == 1
        else said("{n} Geräte sind seit {at} angemeldet.", n=len(there), at=at)
    )
    return in_a_row([wish, known])
