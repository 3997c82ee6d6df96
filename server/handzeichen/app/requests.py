"""What pages need to know of a request: whose it is, of which meeting, from where; and how they answer."""

from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response

from handzeichen.app.house import House, Live
from handzeichen.app.language import keep_language, language_of
from handzeichen.app.offers import Role
from handzeichen.app.packing import packed
from handzeichen.app.security import from_here
from handzeichen.app.sign_in import COOKIE, MAY_READ_RECORD, SignIn
from handzeichen.app.words import FOREIGN, NO_SUCH_MEETING, NOT_FOR_YOU, SIGN_IN_FIRST, TOO_LONG


def house_of(request: Request) -> House:
    """The server that was asked."""
    house: House = request.app.state.house
    return house


def address_of(request: Request) -> str:
    """The house's own address; where it has named none, the one that was asked."""
    return house_of(request).config.url.rstrip("/") or f"{request.url.scheme}://{request.url.netloc}"


def live_of(request: Request, meeting: str) -> Live:
    """The meeting that is meant; a refusal where there is none."""
    live = house_of(request).live.get(meeting)
    if live is None:
        raise HTTPException(404, NO_SUCH_MEETING)
    return live


def signed_in(request: Request) -> SignIn:
    """Who asks, by the slug in the path and its cookie; a refusal where that counts no more."""
    found = house_of(request).entrance.sign_in_of(request, request.path_params["slug"])
    if found is None:
        raise HTTPException(401, SIGN_IN_FIRST)
    return found


def clerk(request: Request) -> SignIn:
    """The clerk who asks; a refusal for everybody else."""
    found = signed_in(request)
    if found.role is not Role.CLERK:
        raise HTTPException(403, NOT_FOR_YOU)
    return found


def reader(request: Request) -> tuple[SignIn, Live]:
    """Who asks, and the meeting, of those who may read its whole record; a refusal for everybody else."""
    found = signed_in(request)
    if found.role not in MAY_READ_RECORD:
        raise HTTPException(403, NOT_FOR_YOU)
    return found, live_of(request, found.meeting)


def require_origin(request: Request) -> None:
    """What changes something comes from our own pages, or from no page at all."""
    if not from_here(request, house_of(request).config.origins):
        raise HTTPException(403, FOREIGN)


async def read_body(request: Request, limit: int) -> bytes:
    """The body, as long as it may be: the rest of a longer one is not read."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                raise HTTPException(413, TOO_LONG)
    except ClientDisconnect:
        raise HTTPException(400, TOO_LONG) from None
    return bytes(body)


async def read_form(request: Request, limit: int) -> dict[str, list[str]]:
    """What was entered in a form of ours."""
    body = await read_body(request, limit)
    return parse_qs(body.decode("utf-8", "replace"))


def page(request: Request, template: str, status: int = 200, **context: object) -> Response:
    """A whole page."""
    renderer = house_of(request).renderer
    html = renderer.page(template, language_of(request), **context)
    response = packed(request, HTMLResponse(html, status_code=status))
    keep_language(request, response)
    return response


def message(request: Request, status: int, sentence: str) -> Response:
    """One sentence, where there is no page to show."""
    return page(request, "message.html", status, sentence=sentence)


def keep_cookie(request: Request, response: Response, slug: str, secret: str) -> None:
    """Let the browser remember a sign-in by a cookie of its own."""
    response.set_cookie(
        COOKIE + slug,
        secret,
        max_age=house_of(request).config.sign_in_hours * 3600,
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
    )


def drop_cookie(response: Response, slug: str) -> None:
    """Let the browser forget a sign-in."""
    response.delete_cookie(COOKIE + slug, path="/", secure=True, httponly=True, samesite="lax")
