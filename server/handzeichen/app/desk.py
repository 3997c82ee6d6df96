"""What only the clerk may open beside the own page: the list of devices, and the sign-in sheets to be printed.

The codes by which callers are found go to the video helper too.
"""

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from handzeichen.app.devices import seats
from handzeichen.app.house import Live
from handzeichen.app.links import make_links, places
from handzeichen.app.offers import Offer, Role
from handzeichen.app.requests import clerk, house_of, live_of, page, read_form, require_origin, signed_in
from handzeichen.app.sheets import context, lines, printable, sheet
from handzeichen.app.sign_in import SignIn
from handzeichen.app.words import CHOOSE_A_PLACE, NOT_FOR_YOU

FORM_LIMIT: Final = 256 * 1024


async def devices(request: Request) -> Response:
    """`/s/{slug}/geraete`: who is signed in on which devices, as a piece of the clerk's page."""
    asker, live = _clerk(request)
    signed_in = house_of(request).sign_ins.of(live.id)
    found = seats(live.hub.now.meeting, places(live), signed_in, asker)
    return page(request, "devices.html", seats=found, devices=len(signed_in))


async def phone_codes(request: Request) -> Response:
    """`/s/{slug}/telefoncodes`: whose code each is, for the fields in which clerk and host look for a name."""
    asker = signed_in(request)
    if asker.role not in (Role.CLERK, Role.HOST):
        raise HTTPException(403, NOT_FOR_YOU)
    found = await house_of(request).telephone.codes(live_of(request, asker.meeting).hub.now.meeting)
    return JSONResponse({code: person for person, code in found.items()})


async def sheets(request: Request) -> Response:
    """`/s/{slug}/anmeldeboegen`: the sheets of all links that nobody has used, and a list of all places."""
    asker, live = _clerk(request)
    house, meeting, url = house_of(request), live.hub.now.meeting, _url(request)
    fresh = dict(await house.sign_ins.links.fresh(live.id))
    codes = await printable(house, live)
    return page(
        request,
        "sheets.html",
        lines=lines(meeting, list(places(live)), fresh, house.sign_ins.of(live.id)),
        slug=asker.slug,
        **context(
            live, [await sheet(house, meeting, place, code, url) for place, code in codes.items()], url
        ),
    )


async def make_sheets(request: Request) -> Response:
    """The button on that page: new links for the chosen places; unused older ones of theirs lead nowhere any more."""
    require_origin(request)
    asker, live = _clerk(request)
    chosen = _chosen(list(places(live)), (await read_form(request, FORM_LIMIT)).get("place", []))
    if not chosen:
        raise HTTPException(400, CHOOSE_A_PLACE)
    house = house_of(request)
    if not house.sign_ins.counts(asker):  # It may have ended while the form was coming.
        clerk(request)
    await house.sign_ins.links.close_fresh(chosen)
    await make_links(house, chosen)
    return RedirectResponse(f"/s/{asker.slug}/anmeldeboegen", status_code=303)


def _clerk(request: Request) -> tuple[SignIn, Live]:
    asker = clerk(request)
    return asker, live_of(request, asker.meeting)


def _chosen(all_: list[Offer], numbers: list[str]) -> list[Offer]:
    wanted = {
        int(number) for number in numbers if number.isascii() and number.isdecimal() and len(number) < 6
    }
    return [place for number, place in enumerate(all_) if number in wanted]


def _url(request: Request) -> str:
    """The address that people use: as it was set, else as the clerk's own browser has it."""
    return house_of(request).config.url.rstrip("/") or str(request.base_url).rstrip("/")
