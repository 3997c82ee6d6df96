"""`/s/{slug}/pruefen`: what the log proves in five sentences, and a check of a file that somebody holds in hand.

For whoever is signed in. The file stays on the device: the page reads and computes by itself, and compares with the
head that the server names here and with those that this browser has seen. Whoever stands outside the doors is told no
head, for it would say that something happened behind them. Whether right things were entered the page does not say.
"""

from starlette.requests import Request
from starlette.responses import Response

from handzeichen.app.requests import live_of, page, signed_in
from handzeichen.views.audience import page as page_of
from handzeichen.views.words import clock


async def show(request: Request) -> Response:
    """The page, with the head as it is now."""
    asker = signed_in(request)
    live = live_of(request, asker.meeting)
    hub, audience = live.hub, asker.role.value
    stamp = hub.stamp(hub.looks_at(audience, asker.person))
    return page(
        request,
        "check.html",
        page=page_of(hub.now.meeting, audience, asker.person),
        seq=stamp.get("seq", ""),
        head=stamp.get("head", ""),
        now=clock(hub.now.meeting, live.room.time()),
        slug=asker.slug,
    )
