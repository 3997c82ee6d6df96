"""What each video system sends, in the shapes that were recorded of it, signed as it signs."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import NAMESPACE_OID, UUID, uuid5

from handzeichen.app.video.port import Delivery
from handzeichen.app.video.port import signed as hmac_of
from handzeichen.app.video.signed import SIGNATURE, TIMESTAMP, signature

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened to one device of one person: a word of `What`, `ended`, or what no adapter knows."""

    what: str
    at: datetime
    who: str
    device: str
    room: str
    name: str

    @property
    def seconds(self) -> int:
        """Since 1970."""
        return int(self.at.timestamp())

    @property
    def thousandths(self) -> int:
        """Of a second, since 1970."""
        return int(self.at.timestamp() * 1000)

    @property
    def iso(self) -> str:
        """In whole seconds, as most systems write it."""
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """With what a delivery is signed: the secret, the address called, and the moment of sending."""

    secret: bytes
    url: str
    at: datetime

    @property
    def timestamp(self) -> str:
        """The moment in seconds since 1970."""
        return str(int(self.at.timestamp()))


Sign = Callable[[bytes, Signing], Delivery]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """One system: how it writes a fact, how it signs, and which facts it tells at all."""

    write: Callable[[Fact], bytes]
    sign: Sign
    tells: frozenset[str]
    kind: str = "application/json"
    path: Callable[[Fact], str] = lambda fact: ""
    """What it puts behind the address that it was told to call."""


# BigBlueButton

BBB_WORDS: Final = {
    "joined": "user-joined",
    "left": "user-left",
    "camera_on": "user-cam-broadcast-start",
    "camera_off": "user-cam-broadcast-end",
    "hand_up": "user-raise-hand-changed",
    "hand_down": "user-raise-hand-changed",
    "ended": "meeting-ended",
}


def bbb_event(fact: Fact) -> Json:
    """One event of bbb-webhooks."""
    user: Json = {
        "internal-user-id": f"w_{fact.device}",
        "external-user-id": fact.who,
        "name": fact.name,
        "role": "MODERATOR",
        "presenter": False,
        "guest": False,
    }
    if fact.what.startswith("hand"):
        user["raise-hand"] = fact.what == "hand_up"
    if fact.what.startswith("camera"):
        user["stream"] = f"w_{fact.device}_0e23"
    meeting = {"internal-meeting-id": "8043-1698771157700", "external-meeting-id": fact.room}
    attributes = {"meeting": meeting} if fact.what == "ended" else {"meeting": meeting, "user": user}
    return {
        "data": {
            "type": "event",
            "id": BBB_WORDS.get(fact.what, "chat-group-message-sent"),
            "attributes": attributes,
            "event": {"ts": fact.thousandths},
        }
    }


def bbb_body(*facts: Fact) -> bytes:
    """A form with some events."""
    events = ",".join(json.dumps(bbb_event(fact)) for fact in facts)
    return urlencode({"domain": "bbb.example", "event": f"[{events}]", "timestamp": "1700000000000"}).encode()


def bbb_signed(body: bytes, by: Signing, algorithm: str = "sha1") -> Delivery:
    """With a checksum in the query."""
    checksum = hashlib.new(algorithm, by.url.encode() + body + by.secret).hexdigest()
    return Delivery(query={"checksum": checksum}, body=body, url=by.url)


# Jitsi


def jitsi_guest(device: str) -> UUID:
    """By which Jitsi's server knows a device; its first eight digits are the name within the room."""
    return uuid5(NAMESPACE_OID, device)


def jitsi_body(fact: Fact, *, is_breakout: bool = False) -> bytes:
    """One event of event_sync."""
    base: Json = {
        "room_name": fact.room,
        "room_jid": f"{fact.room}@conference.meet.example",
        "is_breakout": is_breakout,
        "active_occupants_count": 3,
    }
    if is_breakout:
        base["breakout_room_id"] = "a1b2c3"
    if fact.what == "ended":
        return json.dumps({**base, "event_name": "muc-room-destroyed", "destroyed_at": fact.seconds}).encode()
    occupant: Json = {
        "name": fact.name,
        "email": f"{fact.who}@rat.example",
        "id": fact.who,
        "occupant_jid": f"{jitsi_guest(fact.device)}@meet.example/OWhl8jSh",
        "joined_at": fact.seconds,
    }
    name = {"joined": "muc-occupant-joined", "left": "muc-occupant-left"}.get(fact.what, "muc-other")
    if fact.what == "left":
        occupant = {**occupant, "joined_at": fact.seconds - 100, "left_at": fact.seconds}
    return json.dumps({**base, "event_name": name, "occupant": occupant}).encode()


def with_token(body: bytes, by: Signing) -> Delivery:
    """With the secret itself."""
    return Delivery(headers={"authorization": f"Bearer {by.secret.decode('latin-1')}"}, body=body, url=by.url)


def jaas_body(fact: Fact) -> bytes:
    """One event of 8x8's."""
    names = {"joined": "PARTICIPANT_JOINED", "ended": "ROOM_DESTROYED"}
    name = names.get(fact.what, "PARTICIPANT_LEFT" if fact.what in ("left", "went") else "CHAT_UPLOADED")
    data: Json = {
        "name": fact.name,
        "email": f"{fact.who}@rat.example",
        "id": fact.who,
        "participantId": fact.device,
        "moderator": False,
    }
    if name == "PARTICIPANT_LEFT":
        data["disconnectReason"] = "left" if fact.what == "went" else "unknown"
    event = {
        "idempotencyKey": f"{fact.device}-{fact.seconds}-{name}",
        "customerId": "c",
        "appId": "app",
        "eventType": name,
        "sessionId": "s",
        "timestamp": fact.thousandths,
        "fqn": f"app/{fact.room}",
        "data": data,
    }
    return json.dumps(event).encode()


# LiveKit


def livekit_body(fact: Fact) -> bytes:
    """One event as protojson."""
    names = {"joined": "participant_joined", "left": "participant_left", "went": "participant_left"}
    names |= {"camera_on": "track_published", "camera_off": "track_unpublished", "ended": "room_finished"}
    participant: Json = {
        "sid": f"PA_{fact.device}",
        "identity": fact.who,
        "name": fact.name,
        "state": "ACTIVE",
        "joinedAt": str(fact.seconds),
    }
    if fact.what in ("left", "went"):
        participant["disconnectReason"] = "CLIENT_INITIATED" if fact.what == "went" else "CONNECTION_TIMEOUT"
    event: Json = {
        "event": names.get(fact.what, "egress_started"),
        "id": f"EV_{fact.thousandths}",
        "createdAt": str(fact.seconds),
        "room": {"sid": "RM_1", "name": fact.room},
    }
    if fact.what != "ended":
        event["participant"] = participant
    if fact.what.startswith("camera"):
        event["track"] = {"sid": "TR_1", "type": "VIDEO", "source": "CAMERA", "muted": False}
    return json.dumps(event).encode()


def livekit_signed(body: bytes, by: Signing, head: Json | None = None, **claims: Any) -> Delivery:
    """With a token that names the body's hash."""
    begin = int(by.at.timestamp())
    said = {
        "iss": "key",
        "nbf": begin,
        "exp": begin + 300,
        "sha256": base64.b64encode(hashlib.sha256(body).digest()).decode(),
        **claims,
    }
    parts = f"{_part(head or {'alg': 'HS256', 'typ': 'JWT'})}.{_part(said)}"
    digest = hmac.new(by.secret, parts.encode(), hashlib.sha256).digest()
    token = f"{parts}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
    return Delivery(headers={"authorization": token}, body=body, url=by.url)


def _part(value: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


# Zoom


def zoom_body(fact: Fact) -> bytes:
    """One event; the sentence about a leave repeats the name."""
    names = {"joined": "participant_joined", "left": "participant_left", "went": "participant_left"}
    participant: Json = {
        "user_id": fact.device,
        "user_name": fact.name,
        "id": f"z-{fact.who}",
        "participant_uuid": f"uuid-{fact.device}",
        "email": f"{fact.who}@rat.example",
        "customer_key": fact.who,
    }
    if fact.what == "joined":
        participant["join_time"] = fact.iso
    if fact.what in ("left", "went"):
        why = "left the meeting" if fact.what == "went" else "Network connection error"
        participant |= {
            "leave_time": fact.iso,
            "leave_reason": f"{fact.name} left the meeting.<br>Reason: {why}.",
        }
    room: Json = {"id": fact.room, "uuid": "4444AAAiAAAAAiAiAiiAii==", "topic": "Rat", "type": 2}
    if fact.what == "ended":
        room["end_time"] = fact.iso
    else:
        room["participant"] = participant
    name = "meeting.ended" if fact.what == "ended" else f"meeting.{names.get(fact.what, 'chat_message_sent')}"
    event = {"event": name, "event_ts": fact.thousandths, "payload": {"account_id": "a", "object": room}}
    return json.dumps(event).encode()


def zoom_signed(body: bytes, by: Signing) -> Delivery:
    """Over the time and the body."""
    digest = hmac_of(by.secret, f"v0:{by.timestamp}:".encode() + body)
    headers = {"x-zm-signature": f"v0={digest}", "x-zm-request-timestamp": by.timestamp}
    return Delivery(headers=headers, body=body, url=by.url)


# Our own words


def signed_body(fact: Fact) -> bytes:
    """One report of a relay."""
    if fact.what == "ended":
        return roster_body(fact.at, {})
    at = fact.at.isoformat()
    report = {"what": fact.what, "connection": fact.device, "at": at, "id": fact.who, "name": fact.name}
    return json.dumps({"reports": [report]}).encode()


def roster_body(at: datetime, present: Mapping[str, str]) -> bytes:
    """Everybody who is connected: the person's id by the device."""
    roster = [{"connection": device, "id": who} for device, who in present.items()]
    return json.dumps({"reports": [{"at": at.isoformat(), "roster": roster}]}).encode()


def ours_signed(body: bytes, by: Signing) -> Delivery:
    """Over the time and the body."""
    headers = {TIMESTAMP: by.timestamp, SIGNATURE: signature(by.secret, by.timestamp, body)}
    return Delivery(headers=headers, body=body, url=by.url)


ALWAYS: Final = frozenset({"joined", "left", "ended"})
CAMERA: Final = frozenset({"camera_on", "camera_off"})
HAND: Final = frozenset({"hand_up", "hand_down"})
WENT: Final = frozenset({"went"})
SENDERS: Final = {
    "bigbluebutton": Sender(
        write=bbb_body,
        sign=bbb_signed,
        tells=ALWAYS | CAMERA | HAND,
        kind="application/x-www-form-urlencoded",
    ),
    "jitsi": Sender(
        write=jitsi_body,
        sign=with_token,
        tells=ALWAYS,
        path=lambda fact: f"/events/occupant/{'joined' if fact.what == 'joined' else 'left'}",
    ),
    "jaas": Sender(write=jaas_body, sign=with_token, tells=ALWAYS | WENT),
    "livekit": Sender(write=livekit_body, sign=livekit_signed, tells=ALWAYS | CAMERA | WENT),
    "zoom": Sender(write=zoom_body, sign=zoom_signed, tells=ALWAYS | WENT),
    "signed": Sender(write=signed_body, sign=ours_signed, tells=ALWAYS | CAMERA | HAND | WENT),
}
