"""Zoom: one JSON object a delivery, signed over the raw body together with the time; it tells of joins and leaves.

Before it calls an address for the first time, Zoom sends a token that wants to be sent back signed.
"""

from datetime import datetime
from typing import Final

from handzeichen.app.video.port import (
    Data,
    Delivery,
    Read,
    System,
    everybody_gone,
    from_number,
    from_text,
    inner,
    is_of,
    needed,
    read_each,
    read_json,
    require_recent,
    require_same,
    sighting,
    signed,
    table,
    text,
)
from handzeichen.app.video.sightings import Known, Report, What

REASON: Final = "reason"
"""Behind this word the sentence about a leave says why; before it stands a name that anybody may have typed."""
BROKEN: Final = ("network", "connect", "timed out", "timeout", "error", "unknown", "ended")
ON_PURPOSE: Final = ("left the meeting", "removed", "breakout", "waiting room", "leave")


def check(delivery: Delivery, secret: bytes, now: datetime) -> None:
    """The signature over the time and the body, as it came."""
    timestamp = delivery.headers.get("x-zm-request-timestamp", "")
    require_recent(timestamp, now)
    true = "v0=" + signed(secret, b"v0:" + timestamp.encode() + b":" + delivery.body)
    require_same(delivery.headers.get("x-zm-signature", ""), true)


def read(delivery: Delivery, rooms: frozenset[str], secret: bytes) -> Read:
    """One event of a meeting that is named by its number or its uuid."""
    event = table(read_json(delivery.body))
    if event.get("event") == "endpoint.url_validation":
        plain = needed(inner(event, "payload"), "plainToken")
        return Read(answer={"plainToken": plain, "encryptedToken": signed(secret, plain.encode())})
    return read_each([event], lambda event: _told(event, rooms))


def _told(event: Data, rooms: frozenset[str]) -> Report | None:
    name, room = event.get("event"), inner(event, "payload", "object")
    if not is_of(rooms, text(room, "id"), text(room, "uuid")):
        return None
    participant = inner(room, "participant")
    if name == "meeting.ended":
        return everybody_gone(_at(event, room.get("end_time")))
    if name == "meeting.participant_joined":
        what, at = What.JOINED, _at(event, participant.get("join_time"))
    elif name == "meeting.participant_left":
        what, at = _leave(participant.get("leave_reason")), _at(event, participant.get("leave_time"))
    else:
        return None
    who = Known(
        id=text(participant, "customer_key", "registrant_id"),
        account=text(participant, "participant_user_id", "id", "registrant_id", "email"),
        name=text(participant, "user_name"),
    )
    return sighting(needed(participant, "user_id", "participant_uuid"), what, at, who)


def _at(event: Data, told: object) -> datetime:
    """The time of what happened; where it is missing, that of the event."""
    return from_text(told) if told else from_number(event.get("event_ts"), per_second=1000)


def _leave(reason: object) -> What:
    why = reason.lower().rpartition(REASON)[2] if isinstance(reason, str) and REASON in reason.lower() else ""
    if any(word in why for word in BROKEN):
        return What.LEFT
    return What.WENT if any(word in why for word in ON_PURPOSE) else What.LEFT


ZOOM: Final = System(check=check, read=read)
