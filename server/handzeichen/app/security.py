"""What every answer and every request must hold to: where it may come from, and what a page may load.

Pages load nothing but our own files: no inline script or style, no foreign frame around them. None may use camera or
microphone but the one on which a member tries them before the meeting (`rehearsal`), and a member's page that shows the
video conference in a frame, which hands them on to that. This does not protect
against a proxy that passes on a false `Host`, nor against a browser that ignores what it is told.
"""

from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # "no-referrer" would make a form's own Origin `null`.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    # By this a page knows our answers from those of a network that wants a sign-in of its own first.
    "handzeichen": "1",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
WITH_DEVICES: Final = {"permissions-policy": "camera=(self), microphone=(self), geolocation=()"}
"""For the one page on which members try their devices before the meeting. A picture that a script shows from its own
camera is no file that is loaded: the content policy stays as it is."""


def showing(origins: Sequence[str], *, with_devices: bool) -> dict[str, str]:
    """For a page that shows a conference within: frames of these origins, and of no other.

    A browser hands a device on to a frame only where the page around it may have it too: what our own page so may, its
    scripts never do, and its first one takes it away from all of them (`conference.js`).
    """
    named = " ".join(f'"{one}"' for one in origins)
    devices = ", ".join(f"{one}=(self {named})" for one in ("camera", "microphone", "display-capture"))
    policy = {"content-security-policy": f"{POLICY}; frame-src {' '.join(origins)}"}
    return policy | ({"permissions-policy": f"{devices}, geolocation=()"} if with_devices else {})


FRAMING: Final = "x-frame-options"
"""It knows no origins: where a page may be framed by some, its policy alone says so."""


def framed_by(origins: Iterable[str]) -> str:
    """The policy of a page that pages of these origins may show in a frame; without any, none may."""
    named = " ".join(sorted(origins))
    return POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {named}") if named else POLICY


HSTS: Final = {"strict-transport-security": "max-age=31536000"}
"""Where people come by HTTPS alone, their browsers are held to it for a year."""
ANSWERS: Final = ("http.response.start", "websocket.http.response.start")


def from_here(connection: HTTPConnection, allowed: frozenset[str]) -> bool:
    """Whether a request comes from a page of this host, or of an origin on the list.

    Browsers name the origin with every POST and every socket. Who names none and is no browser either has no foreign
    page behind it that could misuse a cookie.
    """
    origin = connection.headers.get("origin")
    if origin is None:
        return connection.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
    return origin in allowed or _host(origin) == connection.headers.get("host")


def _host(origin: str) -> str | None:
    parts = urlsplit(origin)
    return parts.netloc if parts.scheme in ("http", "https") else None


def guarded(app: ASGIApp, *, is_secure: bool) -> ASGIApp:
    """Every answer with the headers above; pages and data are never kept by a cache unless they say so themselves.

    A refused handshake is an answer like any other.
    """
    wanted = {**HEADERS, **(HSTS if is_secure else {})}

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] in ANSWERS:
                headers = MutableHeaders(scope=message)
                is_framed = "frame-ancestors http" in headers.get("content-security-policy", "")
                for name, value in wanted.items():
                    if not (is_framed and name == FRAMING):
                        headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await app(scope, receive, with_headers)

    return answer
