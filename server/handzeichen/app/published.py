"""The minutes for everybody: their public part, once it is approved, as it was then.

The page is made from the meeting as that version tells of it; what was entered since belongs to the next one. Its text,
word for word as it was issued, stands beside it. Neither names the log: gaps in its numbers would tell of closed doors.
"""

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from handzeichen.app.packing import packed
from handzeichen.app.render import web_folder
from handzeichen.app.requests import live_of
from handzeichen.app.words import NO_SUCH_PAGE, NOT_PUBLISHED
from handzeichen.meeting.fold import replay
from handzeichen.meeting.ids import Part
from handzeichen.meeting.issued import KEEPS_IT, Issued
from handzeichen.meeting.minutes import published, text_of
from handzeichen.meeting.state import Meeting
from handzeichen.record.editions import Edition
from handzeichen.record.minutes import minutes
from handzeichen.record.times import local
from handzeichen.record.writers.html import html, policy


async def page(request: Request) -> Response:
    """`/public/{meeting}/niederschrift`: the public minutes as a page."""
    meeting, version = _published(request)
    # Made from the events once more: beside the loop, no vote waits for it.
    content = await asyncio.to_thread(_page, meeting, version)
    headers = {"content-security-policy": policy(web_folder())}
    return packed(request, HTMLResponse(content, headers=headers))


async def text(request: Request) -> Response:
    """`/public/{meeting}/niederschrift.txt`: the same version word for word as it was issued."""
    meeting, version = _published(request)
    found = text_of(meeting, version.version, Part.PUBLIC)
    if found is None:
        raise HTTPException(404, NO_SUCH_PAGE)
    return PlainTextResponse(found)


def _published(request: Request) -> tuple[Meeting, Issued]:
    meeting = live_of(request, request.path_params["meeting"]).hub.now.meeting
    version = published(meeting)
    if version is None:
        raise HTTPException(404, NOT_PUBLISHED)
    return meeting, version


def _page(meeting: Meeting, version: Issued) -> str:
    then = replay(
        entry
        for entry in meeting.past
        if entry.seq <= version.seq or (isinstance(entry.event, KEEPS_IT) and _is_of(entry.event, version))
    )
    opened = meeting.sitting.times.opened_at or meeting.plan.meeting.starts_at
    return html(minutes(then, edition=Edition.PUBLIC), on=local(meeting, opened).date(), web=web_folder())


def _is_of(event: object, version: Issued) -> bool:
    """Whether an event signs or approves this version."""
    return getattr(event, "version", None) == version.version
