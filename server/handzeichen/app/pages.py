"""The pages that people open: their screen, signing in and out, and a word where something is not there.

A page arrives whole, with every part in it and the number of the log's newest line; from there its socket goes on.
"""

from typing import Final

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from handzeichen.app.house import House, Live
from handzeichen.app.hub import PUBLIC
from handzeichen.app.security import from_here
from handzeichen.app.sign_in import COOKIE, Offer, Role, SignIn
from handzeichen.app.words import (
    FOREIGN,
    LINK_IS_USED,
    NO_SUCH_MEETING,
    SIGN_IN_FIRST,
    SIGNED_OUT,
    sentence_of,
)
from handzeichen.meeting.names import person_name
from handzeichen.views.audience import page as page_of

ROLE_NAMES: Final = {
    Role.HALL: "Saalbild",
    Role.CHAIR: "Vorsitz",
    Role.CLERK: "Protokollführung",
    Role.MEMBER: "Mitglied",
}


async def screen(request: Request) -> Response:
    """`/s/{slug}/`: the screen of whoever is signed in."""
    sign_in = _signed_in(request)
    return _screen(request, _live(request, sign_in.meeting), sign_in)


async def public_screen(request: Request) -> Response:
    """`/public/{meeting}/`: what everyone may see, with nobody signed in."""
    return _screen(request, _live(request, request.path_params["meeting"]), None)


async def sign_in_page(request: Request) -> Response:
    """A sign-in link, opened: who it is for, and one button. Opening it uses nothing up."""
    offer = await _house(request).sign_ins.offered(request.path_params["secret"])
    if offer is None:
        raise HTTPException(410, LINK_IS_USED)
    live = _live(request, offer.meeting)
    return _page(
        request, "sign_in.html", whose=whose(live, offer), meeting=page_of(live.hub.now.meeting, PUBLIC)
    )


async def sign_in(request: Request) -> Response:
    """The button: the link becomes a sign-in with a cookie of its own."""
    house = _house(request)
    _require_origin(request)
    begun = await house.sign_ins.redeem(request.path_params["secret"])
    if begun is None:
        raise HTTPException(410, LINK_IS_USED)
    signed_in, secret = begun
    response = RedirectResponse(f"/s/{signed_in.slug}/", status_code=303)
    response.set_cookie(
        COOKIE + signed_in.slug,
        secret,
        max_age=house.config.sign_in_hours * 3600,
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
    )
    return response


async def sign_out(request: Request) -> Response:
    """`/s/{slug}/abmelden`: the sign-in ends, on all its open pages."""
    _require_origin(request)
    signed_in = _signed_in(request)
    await _house(request).sign_ins.revoke(signed_in)
    response = _message(request, 200, SIGNED_OUT)
    response.delete_cookie(COOKIE + signed_in.slug, path="/", secure=True, httponly=True, samesite="lax")
    return response


async def first_page(request: Request) -> Response:
    """`/`: the meetings that everyone may watch, and in a demonstration the links to every place."""
    house = _house(request)
    meetings = [
        (page_of(live.hub.now.meeting, PUBLIC), f"/public/{live.id}/") for live in house.live.values()
    ]
    links = [
        (whose(house.live[offer.meeting], offer), offer.role.value, f"/anmelden/{secret}")
        for secret, offer in house.offers
    ]
    return _page(request, "first.html", meetings=meetings, links=links, steps=house.steps)


async def not_here(request: Request, error: Exception) -> Response:
    """Any refusal at the door of a page, as a page."""
    assert isinstance(error, HTTPException)
    return _message(request, error.status_code, sentence_of(error))


def whose(live: Live, offer: Offer) -> str:
    """Whom a link is for, in words: a place, or a person's name."""
    if offer.person is None:
        return ROLE_NAMES[offer.role]
    return person_name(live.hub.now.meeting.person(offer.person))


def _screen(request: Request, live: Live, sign_in: SignIn | None) -> Response:
    """Pictures and number are taken in one go, so that the socket misses nothing."""
    house, hub = _house(request), live.hub
    audience = PUBLIC if sign_in is None else sign_in.role.value
    person = None if sign_in is None else sign_in.person
    parts = dict(hub.shared(audience)) | ({} if person is None else dict(hub.own(person)))
    return _page(
        request,
        f"{audience}.html",
        page=page_of(hub.now.meeting, audience, person),
        parts={name: Markup(house.renderer.part(name, part)) for name, part in parts.items()},
        slug="" if sign_in is None else sign_in.slug,
        path=request.url.path,
        meeting_id=live.id,
        at=live.room.time().isoformat(),
        **{"seq": "", "head": "", **hub.stamp(audience)},
    )


def _page(request: Request, template: str, status: int = 200, **context: object) -> Response:
    return HTMLResponse(_house(request).renderer.page(template, **context), status_code=status)


def _message(request: Request, status: int, sentence: str) -> Response:
    return _page(request, "message.html", status, sentence=sentence)


def _house(request: Request) -> House:
    house: House = request.app.state.house
    return house


def _live(request: Request, meeting: str) -> Live:
    live = _house(request).live.get(meeting)
    if live is None:
        raise HTTPException(404, NO_SUCH_MEETING)
    return live


def _signed_in(request: Request) -> SignIn:
    found = _house(request).sign_in_of(request, request.path_params["slug"])
    if found is None:
        raise HTTPException(401, SIGN_IN_FIRST)
    return found


def _require_origin(request: Request) -> None:
    if not from_here(request, _house(request).config.origins):
        raise HTTPException(403, FOREIGN)
