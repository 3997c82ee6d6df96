"""The page of the versions of the minutes: issued, signed and approved there, without scripts; and each version's text.

For clerk and chair: the whole minutes are behind it. What is entered goes the way of every command, and a refusal says
why; what a later meeting of this server has approved is offered to be entered by one press.
"""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from handzeichen.app.handout import EDITIONS
from handzeichen.app.house import House, Live
from handzeichen.app.issuing import EDITIONS as OF_PARTS
from handzeichen.app.offers import Role
from handzeichen.app.requests import house_of, page, read_form, reader, require_origin
from handzeichen.app.sign_in import SignIn
from handzeichen.app.words import NO_SUCH_PAGE
from handzeichen.log.codec import Unreadable, read_command
from handzeichen.meeting.approving import Found, approvals_of
from handzeichen.meeting.ids import Part, PersonId
from handzeichen.meeting.minutes import text_of
from handzeichen.meeting.state import Meeting
from handzeichen.record.changes import Changed, changes_since
from handzeichen.views.audience import page as page_of
from handzeichen.views.versions import versions
from handzeichen.words import in_a_row

FORM_LIMIT: Final = 64 * 1024
LOOKED_AT: Final = 4
"""So many of the meetings right after this one are looked at for what they have approved."""
FORMS: Final = {
    "issue_minutes": ("reason",),
    "sign_minutes": ("version", "as", "person", "name", "on"),
    "approve_minutes": ("version", "part", "meeting", "ballot", "on"),
    "object_to_resolution": ("motion", "reason"),
    "lift_objection": ("motion", "reason"),
}
"""By form of the page, the fields that it sends."""


async def show(request: Request) -> Response:
    """`/s/{slug}/fassungen`: the versions of the minutes, and what is next."""
    asker, live = reader(request)
    return await _page(request, asker, live)


async def enter(request: Request) -> Response:
    """The buttons there."""
    require_origin(request)
    asker, live = reader(request)
    form = await read_form(request, FORM_LIMIT)
    house = house_of(request)
    if not house.sign_ins.counts(asker):  # It may have ended while the form was coming.
        reader(request)
    problem = await _entered(house, live, asker, form)
    if problem is not None:
        return await _page(request, asker, live, problem=problem, status=400)
    return RedirectResponse(f"/s/{asker.slug}/fassungen", status_code=303)


async def text(request: Request) -> Response:
    """`/s/{slug}/fassungen/{edition}/{version}.txt`: a version as it was issued, word for word from the log."""
    _, live = reader(request)
    edition = EDITIONS.get(request.path_params["edition"])
    part = next((part for part, of in OF_PARTS.items() if of is edition), Part.PUBLIC)
    version = request.path_params["version"]
    found = None if edition is None else text_of(live.room.now.meeting, version, part)
    if found is None:
        raise HTTPException(404, NO_SUCH_PAGE)
    name = f"{live.id}-fassung-{version}-{request.path_params['edition']}.txt"
    return PlainTextResponse(found, headers={"content-disposition": f'attachment; filename="{name}"'})


async def _entered(house: House, live: Live, asker: SignIn, form: dict[str, list[str]]) -> str | None:
    """Ask what the form says; in German why that did not go."""
    do = form.get("do", [""])[0]
    if do not in FORMS or asker.by is None:
        raise HTTPException(404, NO_SUCH_PAGE)
    given = {name: value for name in FORMS[do] if (value := form.get(name, [""])[0].strip())}
    whole = {"version": int(given["version"])} if given.get("version", "").isdecimal() else {}
    try:
        command = read_command({"do": do, **given, **whole})
    except Unreadable as fault:
        return fault.sentence
    right = partial(house.sign_ins.counts, asker)
    answer = await live.room.ask(command, by=asker.by, scope=asker.slug, key=None, right=right)
    return in_a_row([answer["why"], answer["do"]]) if "refused" in answer else None


async def _page(
    request: Request, asker: SignIn, live: Live, *, problem: str | None = None, status: int = 200
) -> Response:
    meeting = live.room.now.meeting
    found = [one async for one in _approved_later(house_of(request), meeting)]
    # Old minutes are made once more from their events: beside the loop, no vote waits for it.
    changed = await asyncio.to_thread(_changed, meeting)
    return page(
        request,
        "versions.html",
        status,
        page=page_of(meeting, asker.role.value, asker.person),
        versions=versions(meeting, _who(meeting, asker), found=found),
        changed=changed,
        is_clerk=asker.role is Role.CLERK,
        problem=problem,
        slug=asker.slug,
    )


def _who(meeting: Meeting, asker: SignIn) -> PersonId | None:
    """The person at a place that belongs to an office."""
    return {Role.CHAIR: meeting.leader, Role.CLERK: meeting.clerk}.get(asker.role)


def _changed(meeting: Meeting) -> tuple[Changed, ...]:
    newest = meeting.issued[-1] if meeting.issued else None
    return changes_since(meeting, newest) if newest is not None and newest.overtaken else ()


async def _approved_later(house: House, meeting: Meeting) -> AsyncIterator[Found]:
    """What the meetings after this one have approved of its minutes."""
    if not meeting.issued:
        return
    own, body = meeting.plan.meeting.number, meeting.plan.body.id
    known = {*house.live, *house.closed}
    numbers = (one.removeprefix(f"{body}-") for one in known if one.startswith(f"{body}-"))
    after = sorted(int(number) for number in numbers if number.isdecimal())
    for number in [number for number in after if number > own][:LOOKED_AT]:
        later = await house.meeting_named(f"{body}-{number}")
        for found in () if later is None else approvals_of(meeting.plan.id, later):
            yield found
