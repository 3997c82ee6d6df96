"""BigBlueButton, by bbb-webhooks: forms with a JSON array of events, signed by a checksum in the query or by a token.

The checksum is a hash over the address called, the body as it was sent, and the secret. An answer 401 counts as
delivered there and is not tried again, so a wrong secret shows in our counts alone. A leave says no reason: it may be
missing altogether for moderators and at the end of a conference, so let the roster be asked besides.
"""

import hashlib
from datetime import datetime
from typing import Final
from urllib.parse import parse_qs

from handzeichen.app.video.port import (
    BadSignature,
    Data,
    Delivery,
    Read,
    System,
    Unreadable,
    everybody_gone,
    from_number,
    inner,
    is_of,
    needed,
    objects,
    read_each,
    read_json,
    require_same,
    require_token,
    sighting,
    text,
)
from handzeichen.app.video.sightings import Known, Report, What

HASHES: Final = {40: "sha1", 64: "sha256", 96: "sha384", 128: "sha512"}
"""By the length of the checksum: which of them a server uses is its own setting."""
FIELDS: Final = 50
WORDS: Final = {
    "user-joined": What.JOINED,
    "user-left": What.LEFT,
    "user-cam-broadcast-start": What.CAMERA_ON,
    "user-cam-broadcast-end": What.CAMERA_OFF,
}


def check(delivery: Delivery, secret: bytes, now: datetime) -> None:
    """The checksum of what came, or the secret itself as a token."""
    checksum = delivery.query.get("checksum")
    if checksum is None:
        return require_token(delivery, secret, now)
    if (name := HASHES.get(len(checksum))) is None:
        raise BadSignature
    true = hashlib.new(name, delivery.url.encode() + delivery.body + secret).hexdigest()
    return require_same(checksum.lower(), true)


def read(delivery: Delivery, rooms: frozenset[str], secret: bytes) -> Read:
    """Joins, leaves, cameras and hands of the rooms named by the id that the house gave them, or by BBB's own."""
    try:
        form = parse_qs(delivery.body.decode(), max_num_fields=FIELDS)
    except ValueError:
        raise Unreadable from None
    found = read_json(form.get("event", [""])[0])
    return read_each(
        objects(found if isinstance(found, list) else [found]), lambda event: _told(event, rooms)
    )


def _told(event: Data, rooms: frozenset[str]) -> Report | None:
    data = inner(event, "data")
    room = inner(data, "attributes", "meeting")
    if not is_of(rooms, text(room, "external-meeting-id"), text(room, "internal-meeting-id")):
        return None
    at = from_number(inner(data, "event").get("ts"), per_second=1000)
    name, user = text(data, "id") or "", inner(data, "attributes", "user")
    if name == "meeting-ended":
        return everybody_gone(at)
    if name == "user-raise-hand-changed":
        what = What.HAND_UP if user.get("raise-hand") is True else What.HAND_DOWN
    elif name in WORDS:
        what = WORDS[name]
    else:
        return None
    return sighting(needed(user, "internal-user-id"), what, at, _who(name, user))


def _who(name: str, user: Data) -> Known:
    """Whoever leaves is told by the connection alone: some versions name another member of the conference there."""
    if name == "user-left":
        return Known()
    given = text(user, "external-user-id")
    return Known(id=given, account=given, name=text(user, "name"))


BIGBLUEBUTTON: Final = System(check=check, read=read)
