"""The pages of signing in and out. Opening a link does nothing; its button does.

The first device that presses gets in and the link is its own. Another device with the same link waits here until the
clerk has let it in: by then the first one stays signed in, and a vote of the person counts once all the same. A device
that opens its own link again comes straight to its screen.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from handzeichen.app.codes import read_code
from handzeichen.app.language import carried_on
from handzeichen.app.links import whose
from handzeichen.app.offers import Link, Role, State, digest
from handzeichen.app.requests import (
    drop_cookie,
    house_of,
    keep_cookie,
    live_of,
    message,
    page,
    read_form,
    require_origin,
    signed_in,
)
from handzeichen.app.sign_in import COOKIE, SignIn
from handzeichen.app.waiting import Waiting
from handzeichen.app.words import (
    LINK_IS_CLOSED,
    NO_SUCH_LINK,
    NOT_A_CODE,
    SIGNED_OUT,
    TOO_MANY_GUESSES,
    TOO_MANY_PRESSES,
)
from handzeichen.views.audience import page as page_of

FORM_LIMIT: Final = 4096


async def sign_in_page(request: Request) -> Response:
    """A sign-in link, opened, by a person or by a mail scanner: nothing comes of it."""
    link = await _link(request)
    if link.state is State.FRESH:
        kind = {"is_rehearsal": _is_rehearsal(request, link), "is_demonstration": link.offer.again}
        return _link_page(request, link, "sign_in.html", kind)
    if mine := _mine(request, link):
        return _to_screen(request, mine)
    if waiting := _waits(request, link):
        await house_of(request).doorstep.hear(waiting)
        return _link_page(
            request, link, "waiting.html", {"number": waiting.number, **_who_else(request, link)}
        )
    return _link_page(request, link, "in_use.html", {"waits": False, **_who_else(request, link)})


async def sign_in(request: Request) -> Response:
    """The button: the first device is signed in, any other waits for the clerk. Pressing twice changes nothing."""
    require_origin(request)
    house, link = house_of(request), await _link(request)
    if not link.offer.again and (mine := _mine(request, link)):
        return _to_screen(request, mine)
    if wait := house.limits.press(link.id):
        raise HTTPException(429, TOO_MANY_PRESSES, {"retry-after": str(wait)})
    begun = await house.sign_ins.redeem(link)
    if begun is not None:
        return _with_cookie(request, _to_screen(request, begun[0]), *begun)
    here = RedirectResponse(request.url.path, status_code=303)
    if _waits(request, link):
        return here
    drafted, secret = house.sign_ins.draft(link)
    if await house.doorstep.ask(drafted) is None:
        return _link_page(
            request, link, "in_use.html", {"waits": True, **_who_else(request, link)}, status=409
        )
    return _with_cookie(request, here, drafted, secret)


async def standing(request: Request) -> Response:
    """`/anmelden/{code}/stand`: what a waiting page asks from time to time, and where it goes on."""
    link = await _link(request)
    if mine := _mine(request, link):
        return JSONResponse({"state": "in", "to": carried_on(request, f"/s/{mine.slug}/")})
    if waiting := _waits(request, link):
        await house_of(request).doorstep.hear(waiting)
        return JSONResponse({"state": "waiting"})
    return JSONResponse({"state": "forgotten"})


async def by_code(request: Request) -> Response:
    """`/anmelden`: the code from a printed sheet, typed on the first page, leads to its link's page."""
    require_origin(request)
    typed = (await read_form(request, FORM_LIMIT)).get("code", [""])
    code = read_code(typed[0])
    if code is None:
        raise _no_link(request, 400, NOT_A_CODE)
    return RedirectResponse(f"/anmelden/{code}", status_code=303)


async def sign_out(request: Request) -> Response:
    """`/s/{slug}/abmelden`: this sign-in ends, on all its open pages; others in the same browser stay."""
    require_origin(request)
    asker = signed_in(request)
    await house_of(request).sign_ins.revoke(asker)
    response = message(request, 200, SIGNED_OUT)
    drop_cookie(response, asker.slug)
    return response


async def _link(request: Request) -> Link:
    link = await house_of(request).sign_ins.links.find(request.path_params["code"])
    if link is None:
        raise _no_link(request, 404, NO_SUCH_LINK)
    if link.state is State.CLOSED and not _mine(request, link):
        raise HTTPException(410, LINK_IS_CLOSED)
    return link


def _no_link(request: Request, status: int, sentence: str) -> HTTPException:
    """Whoever tries codes is told to wait. A link that exists is open all the same: a hall has one address."""
    wait = house_of(request).limits.guess(request)
    if not wait:
        return HTTPException(status, sentence)
    return HTTPException(429, TOO_MANY_GUESSES, {"retry-after": str(wait)})


def _mine(request: Request, link: Link) -> SignIn | None:
    """The sign-in that this browser has by this link."""
    found = (house_of(request).entrance.sign_in_of(request, slug) for slug, _ in _cookies(request))
    return next((one for one in found if one is not None and one.link == link.id), None)


def _waits(request: Request, link: Link) -> Waiting | None:
    """The place at the door that this browser has by this link."""
    doorstep = house_of(request).doorstep
    found = (doorstep.known(slug, digest(secret)) for slug, secret in _cookies(request))
    return next((one for one in found if one is not None and one.sign_in.link == link.id), None)


def _cookies(request: Request) -> Iterator[tuple[str, str]]:
    for name, secret in request.cookies.items():
        if name.startswith(COOKIE):
            yield name.removeprefix(COOKIE), secret


def _is_rehearsal(request: Request, link: Link) -> bool:
    return house_of(request).sign_ins.moment(link.offer.meeting).is_rehearsal


def _who_else(request: Request, link: Link) -> dict[str, object]:
    """Whether a device is signed in by this link, and whether there is a clerk to be asked."""
    others = house_of(request).sign_ins.of(link.offer.meeting)
    return {
        "in_use": any(one.link == link.id for one in others),
        "clerk_is_there": any(one.role is Role.CLERK for one in others),
    }


def _link_page(
    request: Request, link: Link, template: str, context: Mapping[str, object], *, status: int = 200
) -> Response:
    live = live_of(request, link.offer.meeting)
    meeting = page_of(live.hub.now.meeting, "public")
    return page(request, template, status, whose=whose(live, link.offer), meeting=meeting, **context)


def _to_screen(request: Request, sign_in: SignIn) -> Response:
    return RedirectResponse(carried_on(request, f"/s/{sign_in.slug}/"), status_code=303)


def _with_cookie(request: Request, response: Response, sign_in: SignIn, secret: str) -> Response:
    keep_cookie(request, response, sign_in.slug, secret)
    return response
