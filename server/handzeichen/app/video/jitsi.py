"""Jitsi: a server of one's own with the prosody module event_sync, and 8x8's service (JaaS). Both show a fixed token.

Neither tells of cameras or hands: these come from the page that embeds the conference (`page`), which knows somebody by
the name within the room. Of a guest, with a token or without one, that name is the beginning of the address's first
part, a UUID: so what event_sync and the page tell is of one connection, and a line that event_sync sees break has not
another one left that only a page knew. Whoever joins a breakout room has left the main one on purpose; the address
stays the same there, and the room that is named is the main one.
"""

import re
from typing import Final

from handzeichen.app.video.port import (
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
    require_token,
    sighting,
    table,
    text,
)
from handzeichen.app.video.sightings import Known, Report, What

GUEST: Final = re.compile(r"([0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}@", re.IGNORECASE)
ON_PURPOSE: Final = frozenset({"left", "kicked", "switch_room"})


def read(delivery: Delivery, rooms: frozenset[str], secret: bytes) -> Read:
    """One event of event_sync; times are in seconds."""
    return read_each([table(read_json(delivery.body))], lambda event: _told(event, rooms))


def _told(event: Data, rooms: frozenset[str]) -> Report | None:
    name, occupant = event.get("event_name"), inner(event, "occupant")
    is_breakout = event.get("is_breakout") is True
    if not _is_of(rooms, text(event, "room_name"), text(event, "room_jid")):
        return None
    if name == "muc-room-destroyed":
        return None if is_breakout else everybody_gone(from_number(event.get("destroyed_at")))
    if name == "muc-occupant-joined":
        what, at = What.WENT if is_breakout else What.JOINED, from_number(occupant.get("joined_at"))
    elif name == "muc-occupant-left" and not is_breakout:
        what, at = What.LEFT, from_number(occupant.get("left_at"))
    else:
        return None
    connection = _connection(needed(occupant, "occupant_jid"), text(event, "room_jid"))
    given = text(occupant, "id")
    who = Known(id=given, account=given or text(occupant, "email"), name=text(occupant, "name"))
    return sighting(connection, what, at, who)


def _is_of(rooms: frozenset[str], *names: str | None) -> bool:
    """Jitsi writes every room in small letters, whatever stands in its address."""
    return is_of(frozenset(room.lower() for room in rooms), *(name.lower() for name in names if name))


def _connection(address: str, room: str | None) -> str:
    """The name within the room, as far as the address gives it away; else the device behind the stroke."""
    guest = GUEST.match(address)
    whole, _, device = address.rpartition("/")
    return device if guest is None or whole == room else guest[1].lower()


def read_jaas(delivery: Delivery, rooms: frozenset[str], secret: bytes) -> Read:
    """One event of 8x8; times are in thousandths of a second, a room is named `app/room`, or by its last part."""
    return read_each([table(read_json(delivery.body))], lambda event: _told_by_jaas(event, rooms))


def _told_by_jaas(event: Data, rooms: frozenset[str]) -> Report | None:
    name, data, room = event.get("eventType"), inner(event, "data"), text(event, "fqn")
    if room is None:
        raise Unreadable
    if not _is_of(rooms, room, room.rpartition("/")[2]):
        return None
    at = from_number(event.get("timestamp"), per_second=1000)
    if name == "ROOM_DESTROYED":
        return everybody_gone(at)
    if name == "PARTICIPANT_JOINED":
        what = What.JOINED
    elif name == "PARTICIPANT_LEFT":
        what = What.WENT if text(data, "disconnectReason") in ON_PURPOSE else What.LEFT
    else:
        return None
    given = text(data, "id")
    who = Known(id=given, account=given or text(data, "email"), name=text(data, "name"))
    return sighting(needed(data, "participantId"), what, at, who)


JITSI: Final = System(check=require_token, read=read)
JAAS: Final = System(check=require_token, read=read_jaas)
