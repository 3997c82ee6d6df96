"""The personal link into a conference, made when somebody presses for it: who comes is known without asking for a name.

Pure. The id in it is the person's code under `links`, or the id in the plan: what the video system reports later leads
back to the person by it (`seats`). A link lasts as long as the longest evening, because a conference that was cut off
comes back by the same one. Jitsi asks for its token in the query; everything after # stays in the browser.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from handzeichen.app.video.embed import Embed, Kind
from handzeichen.app.video.port import signed_token
from handzeichen.app.video.seats import HALL

LASTS: Final = timedelta(hours=12)
API_ID: Final = 1
"""By which Jitsi's frame knows that somebody listens, and which the listener knows it by (`video_jitsi.js`)."""
HALL_NAME: Final = "Saal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Who comes in."""

    id: str
    name: str
    leads: bool = False
    """Whether they lead the meeting, and so the conference."""

    @property
    def is_hall(self) -> bool:
        """Whether it is the room's display: it shows, and sends neither picture nor sound."""
        return self.id == HALL


THE_HALL: Final = Guest(id=HALL, name=HALL_NAME)


def link(embed: Embed, guest: Guest, now: datetime, *, in_frame: bool) -> str:
    """The address that leads this guest in; in a frame it is asked to speak with the page around it."""
    match embed.kind:
        case Kind.PLAIN:
            return embed.address
        case Kind.BIGBLUEBUTTON:
            return _bigbluebutton(embed, guest)
        case Kind.JITSI:
            token = "" if embed.app is None else f"?{urlencode({'jwt': _token(embed, guest, now)})}"
            return f"{embed.address}{token}#{_wishes(embed, guest, in_frame=in_frame)}"


def _bigbluebutton(embed: Embed, guest: Guest) -> str:
    """`join`, with the checksum that its interface wants."""
    asked = {
        "fullName": guest.name,
        "meetingID": embed.room,
        "redirect": "true",
        "role": "MODERATOR" if guest.leads else "VIEWER",
        "userID": guest.id,
    }
    if guest.is_hall:
        asked |= {"userdata-bbb_auto_join_audio": "false", "userdata-bbb_auto_share_webcam": "false"}
    query = urlencode(asked)
    checksum = hashlib.sha256(f"join{query}".encode() + embed.secret).hexdigest()
    return f"{embed.address.rstrip('/')}/join?{query}&checksum={checksum}"


def _token(embed: Embed, guest: Guest, now: datetime) -> str:
    """The token of Jitsi's own token authentication: one room, one person, one evening."""
    *tenants, room = urlsplit(embed.address).path.strip("/").split("/")
    return signed_token(
        {
            "iss": embed.app,
            "aud": embed.audience or embed.app,
            "sub": embed.subject or (tenants[0] if tenants else urlsplit(embed.address).hostname),
            "room": room.lower(),
            "exp": int((now + LASTS).timestamp()),
            "context": {"user": {"id": guest.id, "name": guest.name}},
        },
        embed.secret,
    )


def _wishes(embed: Embed, guest: Guest, *, in_frame: bool) -> str:
    """What Jitsi's page is asked for: each a value in JSON."""
    wishes: dict[str, object] = {}
    if in_frame:
        wishes |= {"jitsi_meet_external_api_id": API_ID, "config.disableDeepLinking": True}
    if guest.is_hall:
        wishes |= dict.fromkeys(_SILENT, True) | {"config.prejoinConfig.enabled": False}
    if embed.app is None:
        wishes["userInfo.displayName"] = guest.name
    return "&".join(
        f"{name}={quote(json.dumps(value, ensure_ascii=False), safe='')}" for name, value in wishes.items()
    )


_SILENT: Final = ("config.startSilent", "config.startWithVideoMuted", "config.disableInitialGUM")
"""The display only shows: sound is the room's own system's."""
