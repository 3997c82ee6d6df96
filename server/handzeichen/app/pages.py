"""The pages that people open: their screen, the first page, and a word where something is not there.

A page arrives whole, with every part in it and the number of the log's newest line; from there its socket goes on.
"""

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from handzeichen.app.house import Live
from handzeichen.app.hub import PUBLIC
from handzeichen.app.language import language_of
from handzeichen.app.links import whose
from handzeichen.app.offers import Role
from handzeichen.app.requests import house_of, live_of, message, page, signed_in
from handzeichen.app.security import framed_by
from handzeichen.app.sign_in import SignIn
from handzeichen.app.telephone import OnPaper
from handzeichen.app.video.entering import shown_on
from handzeichen.app.words import sentence_of
from handzeichen.views.audience import page as page_of
from handzeichen.views.results import results
from handzeichen.views.words import clock


async def screen(request: Request) -> Response:
    """`/s/{slug}/`: the screen of whoever is signed in."""
    asker = signed_in(request)
    live = live_of(request, asker.meeting)
    person = asker.person if asker.role is Role.MEMBER else None
    own = await house_of(request).telephone.of(live.hub.now.meeting, person)
    return _screen(request, live, asker, telephone=own)


async def public_screen(request: Request) -> Response:
    """`/public/{meeting}/`: what everyone may see, with nobody signed in."""
    return _screen(request, live_of(request, request.path_params["meeting"]), None)


async def foyer_screen(request: Request) -> Response:
    """`/public/{meeting}/foyer`: the same in large letters, for the display outside the doors."""
    return _screen(request, live_of(request, request.path_params["meeting"]), None, "foyer.html")


async def embedded_screen(request: Request) -> Response:
    """`/public/{meeting}/einbetten`: the same in small, inside the pages that the house has named, and in no others."""
    response = _screen(request, live_of(request, request.path_params["meeting"]), None, "embed.html")
    response.headers["content-security-policy"] = framed_by(house_of(request).config.embed)
    return response


async def results_page(request: Request) -> Response:
    """`/public/{meeting}/ergebnisse`: what became of each item, for everybody, with an address for each."""
    live = live_of(request, request.path_params["meeting"])
    meeting = live.hub.now.meeting
    return page(
        request,
        "results.html",
        page=page_of(meeting, PUBLIC),
        found=results(meeting),
        at=clock(meeting, live.room.time()),
    )


async def first_page(request: Request) -> Response:
    """`/`: the meetings that everyone may watch, and in a demonstration the links to every place."""
    house = house_of(request)
    meetings = [
        (page_of(live.hub.now.meeting, PUBLIC), f"/public/{live.id}/")
        for live in house.live.values()
        if live.id not in house.closed
    ]
    links = [
        (whose(house.live[offer.meeting], offer), offer.role.value, f"/anmelden/{secret}")
        for secret, offer in house.offers
    ]
    return page(request, "first.html", meetings=meetings, links=links, steps=house.steps)


async def not_here(request: Request, error: Exception) -> Response:
    """Any refusal at the door of a page, as a page."""
    assert isinstance(error, HTTPException)
    response = message(request, error.status_code, sentence_of(error))
    response.headers.update(error.headers or {})
    return response


def _screen(
    request: Request,
    live: Live,
    sign_in: SignIn | None,
    template: str | None = None,
    *,
    telephone: OnPaper | None = None,
) -> Response:
    """Pictures and number are taken in one go, so that the socket misses nothing."""
    house, hub = house_of(request), live.hub
    audience = PUBLIC if sign_in is None else sign_in.role.value
    person = None if sign_in is None else sign_in.person
    seen = hub.looks_at(audience, person)
    own = {} if sign_in is None else house.own_parts.of(hub, sign_in)
    parts, language = {**hub.shared(seen), **own}, language_of(request)
    shown = None if sign_in is None else shown_on(request, live, sign_in)
    response = page(
        request,
        template or f"{audience}.html",
        page=page_of(hub.now.meeting, audience, person),
        parts={name: Markup(house.renderer.part(name, part, language)) for name, part in parts.items()},
        slug="" if sign_in is None else sign_in.slug,
        path=request.url.path,
        meeting_id=live.id,
        telephone=telephone,
        has_video=bool(house.video.conferences),
        conference=shown,
        at=live.room.time().isoformat(),
        stands_at=clock(hub.now.meeting, live.room.time()),
        **{"seq": "", "head": "", **hub.stamp(seen)},
    )
    if shown is not None:
        response.headers.update(shown.headers)
    return response
