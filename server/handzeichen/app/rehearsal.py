"""`/s/{slug}/technik`: a member tries camera, microphone and connection before the meeting, on the own device alone.

Browsers are allowed camera and microphone on this one page, and only while the meeting has not begun. The server is
sent no picture and no sound, here or anywhere: the page measures by itself, and asks the server for nothing but echoes.
It does not say whether the video conference works: that is another program.
"""

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from handzeichen.app.language import language_of
from handzeichen.app.offers import Role
from handzeichen.app.requests import house_of, live_of, page, signed_in
from handzeichen.app.security import WITH_DEVICES
from handzeichen.app.words import NOT_FOR_YOU
from handzeichen.meeting.state import Phase
from handzeichen.views.audience import page as page_of


async def rehearse(request: Request) -> Response:
    """The page of whoever takes part with a sign-in; once the meeting has begun, a word and the way back."""
    asker = signed_in(request)
    if asker.role is not Role.MEMBER:
        raise HTTPException(403, NOT_FOR_YOU)
    live, renderer = live_of(request, asker.meeting), house_of(request).renderer
    meeting, language = live.hub.now.meeting, language_of(request)
    shared = live.hub.shared(live.hub.looks_at(asker.role.value, asker.person))
    may_try = meeting.sitting.phase is Phase.PLANNED
    response = page(
        request,
        "technik.html",
        page=page_of(meeting, asker.role.value, asker.person),
        parts={name: Markup(renderer.part(name, shared[name], language)) for name in ("say", "meeting")},
        slug=asker.slug,
        at=live.room.time().isoformat(),
        seq="",
        head="",
        may_try=may_try,
    )
    if may_try:
        response.headers.update(WITH_DEVICES)
    return response
