"""`/s/{slug}/video`: from a member's own page into the video conference, by a link made when it is pressed.

Pages carry no link: whoever opens one at home joins nothing by that. The address is handed out to whoever may take part
by video, at that moment and once, as a way to go (303) or to the script that puts it into a frame. The hall's display
is given one under its own name; it is nobody, and shows only.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from handzeichen.app.house import Live
from handzeichen.app.language import language_of
from handzeichen.app.offers import Role
from handzeichen.app.requests import address_of, house_of, live_of, read_body, require_origin, signed_in
from handzeichen.app.security import showing
from handzeichen.app.sign_in import SignIn
from handzeichen.app.video.embed import Embed, origin_of
from handzeichen.app.video.links import THE_HALL, Guest, link
from handzeichen.app.video.settings import Setting
from handzeichen.app.words import (
    CONFERENCE_LATER,
    CONFERENCE_OVER,
    NO_CONFERENCE,
    NOT_BY_VIDEO,
    NOT_FOR_YOU,
    NOT_IN_YET,
    SIGN_IN_FIRST,
    sentence_of,
)
from handzeichen.log.codec import Unreadable, read_json
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.ids import Role as Part
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.presence import may_come_by_video
from handzeichen.meeting.state import Meeting, Phase
from handzeichen.views.personal import is_outside
from handzeichen.words.table import Sayable

TOLD_LIMIT: Final = 16 * 1024
PRIVATE = {"referrer-policy": "no-referrer", "cache-control": "no-store"}
"""A personal address is told to nobody else, and kept nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page needs to know of the conference that it leads to."""

    system: str
    origin: str
    host: str
    """The conference's own name, for people."""
    allow: str
    """What its frame may use; nothing on the hall's display."""
    is_within: bool
    """Whether the page shows it within."""
    headers: dict[str, str]


async def go(request: Request) -> Response:
    """The way in, in a window of its own."""
    return RedirectResponse(_address(request, in_frame=False), 303, headers=PRIVATE)


async def frame(request: Request) -> Response:
    """The address for a frame, as data; why there is none, likewise."""
    try:
        told, status = {"address": _address(request, in_frame=True)}, 200
    except HTTPException as refusal:
        why: object = sentence_of(refusal)
        said = why.said(language_of(request)) if isinstance(why, Sayable) else str(why)
        told, status = {"refused": said}, refusal.status_code
    return Response(msgspec.json.encode(told), status, PRIVATE, media_type="application/json")


async def tell(request: Request) -> Response:
    """The last word of a page that goes, and with it its socket: the same as would be told there."""
    require_origin(request)
    asker = signed_in(request)
    try:
        told = read_json(await read_body(request, TOLD_LIMIT)).get("video")
    except Unreadable as fault:
        raise HTTPException(400, fault.sentence) from None
    if not house_of(request).sign_ins.counts(asker):
        raise HTTPException(401, SIGN_IN_FIRST)  # It may have ended while the body was coming.
    house_of(request).hear_of_video(asker, told)
    return Response(status_code=204)


def shown_on(request: Request, live: Live, asker: SignIn) -> Shown | None:
    """What this page shows of the conference; None where it has none, or leads nobody in."""
    meeting, setting = live.hub.now.meeting, _setting(request, live)
    if setting is None or meeting.sitting.phase is Phase.CLOSED or not _may_enter(meeting, asker):
        return None
    embed = setting.embed
    assert embed is not None
    is_within = asker.role.value in embed.within and _is_foreign(request, embed)
    if asker.role is Role.HALL and not is_within:
        return None
    with_devices = asker.role is Role.MEMBER
    devices = ("camera", "microphone", "display-capture", "autoplay", "fullscreen") if with_devices else ()
    return Shown(
        system=embed.kind.value,
        origin=embed.origin,
        host=embed.origin.partition("://")[2],
        allow="; ".join(f"{one} {' '.join(embed.origins)}" for one in devices),
        is_within=is_within,
        headers=showing(embed.origins, with_devices=with_devices) if is_within else {},
    )


def _is_foreign(request: Request, embed: Embed) -> bool:
    """A frame from our own origin could press our buttons: such a conference is linked and never shown within."""
    return origin_of(address_of(request)) not in embed.origins


def _setting(request: Request, live: Live) -> Setting | None:
    """The meeting's conference, if there is a way into it."""
    plan = live.hub.now.meeting.plan
    found = (one.setting for one in house_of(request).video.conferences.values())
    return next((one for one in found if one.embed is not None and one.is_for(plan)), None)


def _may_enter(meeting: Meeting, asker: SignIn) -> bool:
    """Whoever may take part by video; press and guests watch what everybody watches."""
    if asker.role is Role.HALL:
        return True
    if asker.role is not Role.MEMBER or asker.person is None:
        return False
    watches = meeting.person(asker.person).role in (Part.PRESS, Part.GUEST)
    return (
        not watches
        and not meeting.roll.of(asker.person).excluded
        and may_come_by_video(meeting, asker.person)
    )


def _address(request: Request, *, in_frame: bool) -> str:
    """The personal address; a refusal that says why there is none."""
    require_origin(request)
    asker = signed_in(request)
    if asker.role not in (Role.MEMBER, Role.HALL):
        raise HTTPException(403, NOT_FOR_YOU)
    live, house = live_of(request, asker.meeting), house_of(request)
    meeting, setting = live.hub.now.meeting, _setting(request, live)
    if setting is None:
        raise HTTPException(404, NO_CONFERENCE)
    if meeting.sitting.phase is Phase.CLOSED:
        raise HTTPException(410, CONFERENCE_OVER)
    if not _may_enter(meeting, asker):
        raise HTTPException(403, NOT_BY_VIDEO)
    if asker.person is not None and is_outside(meeting, asker.person):
        raise HTTPException(403, NOT_IN_YET)
    if not house.video.is_held_in(house.video.conferences[setting.id], live.id):
        raise HTTPException(409, CONFERENCE_LATER)
    assert setting.embed is not None
    guest = THE_HALL if asker.person is None else _guest(meeting, setting, asker.person)
    return link(setting.embed, guest, datetime.now(UTC), in_frame=in_frame)


def _guest(meeting: Meeting, setting: Setting, person: PersonId) -> Guest:
    codes = {whose: code for code, whose in setting.links.items()}
    return Guest(
        id=codes.get(person, str(person)),
        name=plain_name(meeting.person(person)),
        leads=meeting.leader == person,
    )
