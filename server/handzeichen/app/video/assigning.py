"""`/s/{slug}/zuordnen`: connections of a video conference that nobody can name, and whose they are by somebody's word.

For the clerk and the video host. A name that is shown there was typed by anybody: it helps to see who it may be, and
decides nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from handzeichen.app.house import Live
from handzeichen.app.offers import Role
from handzeichen.app.requests import house_of, live_of, page, read_form, require_origin, signed_in
from handzeichen.app.sign_in import SignIn
from handzeichen.app.video.seats import handle
from handzeichen.app.video.strangers import by_account, shown_name
from handzeichen.app.video.watching import Watching
from handzeichen.app.words import CHOOSE_A_PERSON, NOT_FOR_YOU
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.state import Meeting
from handzeichen.record.order import sort_key
from handzeichen.views.audience import page as page_of
from handzeichen.views.words import clock

FORM_LIMIT: Final = 64 * 1024
MAY: Final = (Role.CLERK, Role.HOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """A connection, or all of one account, as it is shown."""

    conference: str
    handle: str
    name: str
    since: str
    camera: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What somebody said of one."""

    conference: str
    handle: str
    name: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How much a conference has told since the server began, for whoever wonders why nothing happens."""

    conference: str
    taken: int
    ignored: int
    refused: int
    last_refused: str | None


async def show(request: Request) -> Response:
    """The page."""
    asker = _entitled(request)
    live = live_of(request, asker.meeting)
    meeting, watched = live.hub.now.meeting, _watched(request, asker)
    return page(
        request,
        "assign.html",
        page=page_of(meeting, asker.role.value, asker.person),
        slug=asker.slug,
        strangers=[
            one for watching in watched for one in _strangers(live, watching, house_of(request).video.now())
        ],
        named=[one for watching in watched for one in _named(meeting, watching)],
        people=[  # By surname: nobody is looked for by title.
            (plain_name(person), person.id)
            for person in sorted(meeting.roll.people.values(), key=lambda one: sort_key(one.name))
        ],
        conferences=[_told(meeting, live, one, house_of(request).video.now()) for one in watched],
        at=clock(meeting, live.room.time()),
    )


async def assign(request: Request) -> Response:
    """The buttons there: this one is that person, or not any more."""
    require_origin(request)
    asker = _entitled(request)
    form = await read_form(request, FORM_LIMIT)
    _entitled(request)  # The sign-in may have ended while the form was coming.
    conference, whose, person = (form.get(name, [""])[0] for name in ("conference", "handle", "person"))
    found = next((one for one in _watched(request, asker) if one.setting.id == conference), None)
    known = live_of(request, asker.meeting).room.now.meeting.roll.people
    if found is None or not whose or (person not in known and "again" not in form):
        raise HTTPException(400, CHOOSE_A_PERSON)
    house_of(request).video.say(found, whose, PersonId(person) if person else None)
    if request.headers.get("accept") == "application/json":
        return Response(status_code=204)  # A live page, which sees the rest itself.
    return RedirectResponse(f"/s/{asker.slug}/zuordnen", status_code=303)


def _entitled(request: Request) -> SignIn:
    asker = signed_in(request)
    if asker.role not in MAY:
        raise HTTPException(403, NOT_FOR_YOU)
    return asker


def _watched(request: Request, asker: SignIn) -> list[Watching]:
    return [one for one in house_of(request).video.conferences.values() if one.meeting == asker.meeting]


def _told(meeting: Meeting, live: Live, watching: Watching, now: datetime) -> Told:
    refused = watching.refused
    last = None if refused.last is None else clock(meeting, live.room.time() - (now - refused.last))
    counted = watching.counted
    return Told(
        conference=watching.setting.id,
        taken=counted["taken"],
        ignored=counted["ignored"],
        refused=refused.number,
        last_refused=last,
    )


def _strangers(live: Live, watching: Watching, now: datetime) -> list[Stranger]:
    """One row for each account; its oldest connection says since when."""
    meeting = live.hub.now.meeting
    return [
        Stranger(
            conference=watching.setting.id,
            handle=handle(device),
            name=shown_name(device),
            since=clock(meeting, live.room.time() - (now - device.since)),
            camera=device.camera,
        )
        for device in by_account(watching.strangers(meeting))
    ]


def _named(meeting: Meeting, watching: Watching) -> list[Named]:
    names = {handle(one): one.who.name for one in watching.conference.devices()}
    return [
        Named(
            conference=watching.setting.id,
            handle=whose,
            name=names.get(whose) or whose.partition(":")[2],
            person=plain_name(meeting.person(person)),
        )
        for whose, person in sorted(watching.seats.said.items())
    ]
