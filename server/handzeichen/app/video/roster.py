"""Who is connected, asked of the system itself: the truth where a webhook is late, repeated or lost.

Pure: which request to send, and what its answer says. BigBlueButton names accounts and no connections, LiveKit both.
"""

import hashlib
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from handzeichen.app.video.livekit import who_of
from handzeichen.app.video.port import Data, Unreadable, needed, objects, read_json, signed_token, table, text
from handzeichen.app.video.sightings import Known, Present, Roster

COUNTS_LATER: Final = timedelta(seconds=3)
"""So long before the question a system may have known less than it told already."""
TOKEN_LASTS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An HTTP request."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Of whom is asked what: the address of the system's interface, the key where it has one, and the room."""

    server: str
    key: str
    secret: bytes
    room: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """How a system is asked for its roster."""

    question: Callable[[Asked, datetime], Question]
    read: Callable[[bytes, datetime], Roster]
    """What the answer says of the moment of the question; raises Unreadable."""


# BigBlueButton


def ask_bigbluebutton(asked: Asked, now: datetime) -> Question:
    """`getMeetingInfo`, with the checksum that its interface wants."""
    query = urlencode({"meetingID": asked.room})
    checksum = hashlib.sha256(f"getMeetingInfo{query}".encode() + asked.secret).hexdigest()
    return Question(url=f"{asked.server.rstrip('/')}/getMeetingInfo?{query}&checksum={checksum}")


def read_bigbluebutton(answer: bytes, at: datetime) -> Roster:
    """Its attendees; a conference that does not run has none."""
    try:
        found = ET.fromstring(answer)
    except (ET.ParseError, ValueError, LookupError):  # The latter two of an encoding that nobody knows.
        raise Unreadable from None
    if found.findtext("returncode") != "SUCCESS":
        if found.findtext("messageKey") == "notFound":
            return Roster(at=at - COUNTS_LATER, present=())
        raise Unreadable
    return Roster(at=at - COUNTS_LATER, present=tuple(_attendee(one) for one in found.iter("attendee")))


def _attendee(one: ET.Element) -> Present:
    told = {name: one.findtext(name) for name in ("userID", "fullName")}
    given = needed(told, "userID")
    camera = {"true": True, "false": False}.get(one.findtext("hasVideo") or "")
    return Present(
        connection=None, who=Known(id=given, account=given, name=text(told, "fullName")), camera=camera
    )


# LiveKit


def ask_livekit(asked: Asked, now: datetime) -> Question:
    """`ListParticipants`, with a token of the house's own."""
    claims = {
        "iss": asked.key,
        "nbf": int(now.timestamp()) - TOKEN_LASTS,
        "exp": int(now.timestamp()) + TOKEN_LASTS,
        "video": {"roomAdmin": True, "room": asked.room},
    }
    token = signed_token(claims, asked.secret)
    return Question(
        url=f"{asked.server.rstrip('/')}/twirp/livekit.RoomService/ListParticipants",
        method="POST",
        headers={"authorization": f"Bearer {token}", "content-type": "application/json"},
        body=json.dumps({"room": asked.room}).encode(),
    )


def read_livekit(answer: bytes, at: datetime) -> Roster:
    """Whoever is not on the way out, and whether a camera is published and not muted."""
    listed = objects(table(read_json(answer)).get("participants", []))
    present = tuple(
        Present(connection=needed(one, "sid"), who=who_of(one), camera=_has_camera(one))
        for one in listed
        if one.get("state") != "DISCONNECTED"
    )
    return Roster(at=at - COUNTS_LATER, present=present)


def _has_camera(participant: Data) -> bool:
    tracks = objects(participant.get("tracks", []))
    return any(track.get("source") == "CAMERA" and track.get("muted") is not True for track in tracks)


POLLS: Final[Mapping[str, Poll]] = {
    "bigbluebutton": Poll(question=ask_bigbluebutton, read=read_bigbluebutton),
    "livekit": Poll(question=ask_livekit, read=read_livekit),
}
"""By system: those that can be asked."""
