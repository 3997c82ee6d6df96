"""In which language somebody reads: asked for on the page itself, remembered by a cookie of that page, else German.

The choice belongs to the person, not to the device: each sign-in and each meeting's public pages have a path of their
own, and the cookie counts there alone. A choice made on the first page or while signing in counts for the public's
pages and goes along to the sign-in; the hall's display stays as it is until somebody asks for another language on it.
"""

import re
from dataclasses import dataclass
from typing import Final

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from handzeichen.words.table import EASY, ENGLISH, GERMAN

ASKED: Final = "sprache"
"""The query parameter of a page: `?sprache=en`."""
LANGUAGE: Final = "language"
"""The query parameter of the socket and of the interface for programs: `?language=en`."""
HERE: Final = "hz-language-here"
ANYWHERE: Final = "hz-language"
YEAR: Final = 365 * 24 * 3600
OWN_PATH: Final = re.compile(r"/(?:s|public)/[a-z0-9._-]+/")
"""A cookie's path is written as it stands: only what a slug or a meeting's id is made of may come into it."""
SIGNED_IN: Final = "/s/"


@dataclass(frozen=True, slots=True)
class Choice:
    """One language of the switch: how the address names it, how it names itself, and its code in HTML."""

    code: str
    name: str
    html: str


CHOICES: Final = {
    GERMAN: Choice("de", "Deutsch", "de"),
    ENGLISH: Choice("en", "English", "en"),
    EASY: Choice("leicht", "Einfache Sprache", "de"),
}
_NAMED: Final = {choice.code: language for language, choice in CHOICES.items()}


def language_of(request: Request) -> str:
    """The language of a page: what its address asks for, what was chosen there before, else German."""
    cookies, path = request.cookies, request.url.path
    known = [request.query_params.get(ASKED), cookies.get(HERE)]
    if not path.startswith(SIGNED_IN):
        known.append(cookies.get(ANYWHERE))
    return next((_NAMED[code] for code in known if code in _NAMED), GERMAN)


def asked_by_program(connection: HTTPConnection) -> str:
    """The language that a socket or a program asks for in so many words; else German."""
    return _NAMED.get(connection.query_params.get(LANGUAGE, ""), GERMAN)


def keep_language(request: Request, response: Response) -> None:
    """Remember what the page's address asked for, on that page's own path."""
    code = request.query_params.get(ASKED)
    if code not in _NAMED:
        return
    own = OWN_PATH.match(request.url.path)
    response.set_cookie(
        HERE if own else ANYWHERE,
        code,
        max_age=YEAR,
        path=own[0] if own else "/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def carried_on(request: Request, path: str) -> str:
    """The address of a page in the language of this one."""
    language = language_of(request)
    return path if language == GERMAN else f"{path}?{ASKED}={CHOICES[language].code}"
