"""`/s/{slug}/meine-stimmen`: a member's own votes with their times, to be read and printed by that member alone.

Nobody else's sign-in opens it, not even the clerk's: it is made for the person whose cookie comes with the request.
"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from handzeichen.app.offers import Role
from handzeichen.app.requests import live_of, page, signed_in
from handzeichen.app.words import NOT_FOR_YOU
from handzeichen.views.audience import page as page_of
from handzeichen.views.my_votes import my_votes
from handzeichen.views.words import clock


async def show(request: Request) -> Response:
    """The list as it is now."""
    asker = signed_in(request)
    if asker.role is not Role.MEMBER or asker.person is None:
        raise HTTPException(403, NOT_FOR_YOU)
    live = live_of(request, asker.meeting)
    meeting = live.hub.now.meeting
    return page(
        request,
        "my_votes.html",
        page=page_of(meeting, asker.role.value, asker.person),
        votes=my_votes(meeting, asker.person),
        now=clock(meeting, live.room.time()),
        slug=asker.slug,
    )
