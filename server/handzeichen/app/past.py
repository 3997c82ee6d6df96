"""What the clerk's page fetches of the past: every entry of the evening, and the form that corrects one of them."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from handzeichen.app.requests import clerk, live_of, page
from handzeichen.app.words import NO_SUCH_ENTRY
from handzeichen.meeting.state import Meeting
from handzeichen.views.correction import correction
from handzeichen.views.timeline import whole_past


async def correction_form(request: Request) -> Response:
    """`/s/{slug}/eintrag/{seq}`: the form that corrects one entry, as a piece of the clerk's page."""
    form = correction(_meeting(request), request.path_params["seq"])
    if form is None:
        raise HTTPException(404, NO_SUCH_ENTRY)
    return page(request, f"parts/{form.template}", id="correction", part=form)


async def all_entries(request: Request) -> Response:
    """`/s/{slug}/verlauf`: the whole evening as lines, as a piece of the clerk's page."""
    whole = whole_past(_meeting(request))
    return page(request, f"parts/{whole.template}", id="past", part=whole)


def _meeting(request: Request) -> Meeting:
    return live_of(request, clerk(request).meeting).hub.now.meeting
