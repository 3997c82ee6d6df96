"""Sign-in sheets: for each place a piece of paper with its QR code, the short address and two sentences what to do.

Whoever holds a sheet may sign in at that place: they are handed out like ballot papers, and the file that `serve`
writes is readable for its owner alone. A sheet can be printed as long as this run of the server remembers its code and
nobody has used it; after that the clerk makes a new one, and the old one leads nowhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import segno
from markupsafe import Markup

from handzeichen.app.devices import place_name, since
from handzeichen.app.house import House, Live
from handzeichen.app.links import places
from handzeichen.app.offers import Offer, Role
from handzeichen.app.render import web_folder
from handzeichen.app.sign_in import SignIn
from handzeichen.app.telephone import OnPaper
from handzeichen.meeting.state import Meeting
from handzeichen.views.audience import page as page_of
from handzeichen.views.clerk_words import ROLES
from handzeichen.words import in_a_row, said

QUIET: Final = 4
"""Modules of white around a QR code (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One piece of paper."""

    name: str
    seat: str
    code: str
    picture: Markup
    telephone: OnPaper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A place in the clerk's list: what has become of its link, and whether a new sheet is proposed."""

    number: int
    name: str
    says: str
    is_due: bool


async def sheet(house: House, meeting: Meeting, place: Offer, code: str, url: str) -> Sheet:
    """The sheet of a place with its link's code, and for a member on video what to say on the telephone."""
    return Sheet(
        name=place_name(meeting, place),
        seat=_seat(meeting, place),
        code=code,
        picture=_picture(url, code),
        telephone=await house.telephone.of(meeting, place.person) if place.role is Role.MEMBER else None,
    )


def lines(
    meeting: Meeting, places_: Sequence[Offer], fresh: dict[Offer, str | None], signed_in: Sequence[SignIn]
) -> list[Line]:
    """The clerk's list, in the order of the links."""
    return [
        _line(meeting, number, place, fresh, [one for one in signed_in if one.place == place])
        for number, place in enumerate(places_)
    ]


async def printable(house: House, live: Live) -> dict[Offer, str]:
    """The places whose sheets can be printed now, with the codes, in the order of the links."""
    fresh = await house.sign_ins.links.fresh(live.id)
    return {place: code for place in places(live) if (code := fresh.get(place)) is not None}


async def document(house: House, live: Live, links: Iterable[tuple[str, Offer]], url: str) -> bytes:
    """All sheets as one file that needs nothing else, to be opened in a browser and printed."""
    found = [await sheet(house, live.hub.now.meeting, offer.place, code, url) for code, offer in links]
    style = (web_folder() / "static" / "css" / "sheets.css").read_text("utf-8")
    text = house.renderer.page("sheets_file.html", style=Markup(style), **context(live, found, url))
    return text.encode()


def context(live: Live, sheets: Sequence[Sheet], url: str) -> dict[str, Any]:
    """What a page of sheets needs."""
    return {
        "sheets": sheets,
        "meeting": page_of(live.hub.now.meeting, "public"),
        "when": begins(live.hub.now.meeting.plan.meeting.starts_at),
        "address": url.removeprefix("https://").removeprefix("http://"),
    }


def begins(at: datetime) -> str:
    """ "Donnerstag, 21.01.2021, 17.30 Uhr"."""
    hour = said("{hour}.{minute} Uhr", hour=at.hour, minute=f"{at.minute:02d}")
    return said("{on:weekday}, {on:digits}, {hour}", on=at, hour=hour)


def _picture(url: str, code: str) -> Markup:
    """The link as a picture of squares; M: a fold or a stain of a seventh does no harm."""
    made = segno.make(f"{url}/anmelden/{code}", error="m", micro=False)
    return Markup(
        made.svg_inline(
            border=QUIET, dark="#000", light="#fff", omitsize=True, svgclass="sheet__code", lineclass=None
        )
    )


def _seat(meeting: Meeting, place: Offer) -> str:
    person = None if place.person is None else meeting.roll.people.get(place.person)
    return "" if person is None else ROLES[person.role]


def _line(
    meeting: Meeting,
    number: int,
    place: Offer,
    fresh: dict[Offer, str | None],
    devices: Sequence[SignIn],
) -> Line:
    says = [_of_devices(meeting, devices)] if devices else []
    if fresh.get(place) is not None:
        says.append(said("Bogen noch nicht benutzt"))
    elif place in fresh:
        says.append(
            said(
                "Link ausgegeben und noch nicht benutzt; sein Bogen lässt sich hier nicht noch einmal drucken"
            )
        )
    else:
        says.append(said("Link schon benutzt") if devices else said("kein offener Link"))
    return Line(
        number=number,
        name=place_name(meeting, place),
        says=in_a_row(says, "; "),
        is_due=place not in fresh and not devices,
    )


def _of_devices(meeting: Meeting, devices: Sequence[SignIn]) -> str:
    at = since(meeting, devices[0])
    if len(devices) == 1:
        return said("angemeldet seit {at}", at=at)
    return said("an {n} Geräten angemeldet seit {at}", n=len(devices), at=at)
