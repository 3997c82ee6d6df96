"""LiveKit: one JSON object a delivery, with a token that is signed with the API's secret and names the body's hash.

That a camera is muted is told by nobody: the roster knows it. A track that is muted when it is published says nothing
about the camera for the same reason.
"""

import base64
import binascii
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final

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
    read_each,
    read_json,
    require_same,
    sighting,
    table,
    text,
)
from handzeichen.app.video.sightings import Known, Report, What

ASTRAY: Final = timedelta(seconds=60)
"""How far the two clocks may be apart."""
ON_PURPOSE: Final = frozenset({"CLIENT_INITIATED", "PARTICIPANT_REMOVED"})


def check(delivery: Delivery, secret: bytes, now: datetime) -> None:
    """A token (JWT, HS256 and nothing else) that counts now and names what came."""
    token = delivery.headers.get("authorization", "").removeprefix("Bearer ")
    head, claims, signature = _parts(token)
    try:
        if table(read_json(_bytes(head))).get("alg") != "HS256":
            raise BadSignature
        true = hmac.new(secret, f"{head}.{claims}".encode(), hashlib.sha256).digest()
        if not hmac.compare_digest(_bytes(signature), true):
            raise BadSignature
        said = table(read_json(_bytes(claims)))
        if from_number(said.get("exp")) < now - ASTRAY or from_number(said.get("nbf", 0)) > now + ASTRAY:
            raise BadSignature
    except Unreadable:
        raise BadSignature from None
    body = base64.b64encode(hashlib.sha256(delivery.body).digest()).decode()
    require_same(str(said.get("sha256")), body)


def _parts(token: str) -> list[str]:
    parts = token.split(".")
    if len(parts) != len(("head", "claims", "signature")) or not token.isascii():
        raise BadSignature
    return parts


def _bytes(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BadSignature from None


def read(delivery: Delivery, rooms: frozenset[str], secret: bytes) -> Read:
    """One event of a room that is named by its name or its sid."""
    return read_each([table(read_json(delivery.body))], lambda event: _told(event, rooms))


def _told(event: Data, rooms: frozenset[str]) -> Report | None:
    name, room, participant = event.get("event"), inner(event, "room"), inner(event, "participant")
    if not is_of(rooms, text(room, "name"), text(room, "sid")):
        return None
    at = from_number(event.get("createdAt"))
    if name == "room_finished":
        return everybody_gone(at)
    if name == "participant_joined":
        what, at = What.JOINED, from_number(participant.get("joinedAt") or event.get("createdAt"))
    elif name == "participant_left":
        what = What.WENT if text(participant, "disconnectReason") in ON_PURPOSE else What.LEFT
    elif name == "participant_connection_aborted":
        what = What.LEFT
    elif (camera := _camera(event)) is not None:
        what = camera
    else:
        return None
    return sighting(needed(participant, "sid"), what, at, who_of(participant))


def who_of(participant: Data) -> Known:
    """Who somebody is: the identity is what the house wrote into the token."""
    identity = text(participant, "identity")
    return Known(id=identity, account=identity, name=text(participant, "name"))


def _camera(event: Data) -> What | None:
    track, name = inner(event, "track"), event.get("event")
    if track.get("source") != "CAMERA":
        return None
    if name == "track_unpublished":
        return What.CAMERA_OFF
    return What.CAMERA_ON if name == "track_published" and track.get("muted") is not True else None


LIVEKIT: Final = System(check=check, read=read)
