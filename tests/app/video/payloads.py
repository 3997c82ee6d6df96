"""What each video system sends, in the shapes that were recorded of it, signed as it signs."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from handzeichen.app.video.port import Delivery
from handzeichen.app.video.signed import signature

SECRET: Final = b"a-secret-of-the-tests"
URL: Final = "https://sitzung.example/video/rat"
START: Final = datetime(2026, 11, 24, 17, 5, tzinfo=UTC)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened to one device of one person."""

    what: str
    second: int
    who: str = "ebeling"
    device: str = "d1"
    room: str = "rat"

    @property
    def seconds(self) -> int:
        return int(START.timestamp()) + self.second

    @property
    def iso(self) -> str:
        return (START + timedelta(seconds=self.second)).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """One system: how it writes a fact, how it signs, and which facts it tells at all."""

    write: Callable[[Fact], bytes]
    sign: Callable[[bytes], Delivery]
    tells: frozenset[str]

    def delivery(self, fact: Fact) -> Delivery:
        return self.sign(self.write(fact))


# BigBlueButton

BBB_WORDS = {
    "joined": "user-joined",
    "left": "user-left",
    "camera_on": "user-cam-broadcast-start",
    "camera_off": "user-cam-broadcast-end",
    "hand_up": "user-raise-hand-changed",
    "hand_down": "user-raise-hand-changed",
    "ended": "meeting-ended",
    "other": "chat-group-message-sent",
}


def bbb_event(fact: Fact) -> Json:
    user: Json = {
        "internal-user-id": f"w_{fact.device}",
        "external-user-id": fact.who,
        "name": "Frau Beispiel",
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
            "event": {"ts": fact.seconds * 1000},
        }
    }


def bbb_body(*facts: Fact) -> bytes:
    events = ",".join(json.dumps(bbb_event(fact)) for fact in facts)
    return urlencode({"domain": "bbb.example", "event": f"[{events}]", "timestamp": "1700000000000"}).encode()


def bbb_signed(body: bytes, algorithm: str = "sha1") -> Delivery:
    checksum = hashlib.new(algorithm, URL.encode() + body + SECRET).hexdigest()
    return Delivery(query={"checksum": checksum}, body=body, url=URL)


# Jitsi


def jitsi_body(fact: Fact, *, is_breakout: bool = False) -> bytes:
    room = "a1b2c3" if is_breakout else fact.room
    base: Json = {
        "room_name": room,
        "room_jid": f"{room}@conference.meet.example",
        "is_breakout": is_breakout,
        "active_occupants_count": 3,
    }
    if fact.what == "ended":
        return json.dumps({**base, "event_name": "muc-room-destroyed", "destroyed_at": fact.seconds}).encode()
    occupant: Json = {
        "name": "Frau Beispiel",
        "email": "e@rat.example",
        "id": fact.who,
        "occupant_jid": f"{room}@conference.meet.example/{fact.device}",
        "joined_at": fact.seconds,
    }
    name = {"joined": "muc-occupant-joined", "left": "muc-occupant-left"}.get(fact.what, "muc-other")
    if fact.what == "left":
        occupant = {**occupant, "joined_at": fact.seconds - 100, "left_at": fact.seconds}
    return json.dumps({**base, "event_name": name, "occupant": occupant}).encode()


def with_token(body: bytes) -> Delivery:
    return Delivery(headers={"authorization": f"Bearer {SECRET.decode()}"}, body=body, url=URL)


def jaas_body(fact: Fact) -> bytes:
    names = {"joined": "PARTICIPANT_JOINED", "ended": "ROOM_DESTROYED"}
    name = names.get(fact.what, "PARTICIPANT_LEFT" if fact.what in ("left", "went") else "CHAT_UPLOADED")
    data: Json = {
        "name": "Frau Beispiel",
        "email": "e@rat.example",
        "id": fact.who,
        "participantId": fact.device,
        "moderator": False,
    }
    if name == "PARTICIPANT_LEFT":
        data["disconnectReason"] = "left" if fact.what == "went" else "unknown"
    event = {
        "idempotencyKey": f"{fact.device}-{fact.second}-{name}",
        "customerId": "c",
        "appId": "app",
        "eventType": name,
        "sessionId": "s",
        "timestamp": fact.seconds * 1000,
        "fqn": f"app/{fact.room}",
        "data": data,
    }
    return json.dumps(event).encode()


# LiveKit


def livekit_body(fact: Fact) -> bytes:
    names = {"joined": "participant_joined", "left": "participant_left", "went": "participant_left"}
    names |= {"camera_on": "track_published", "camera_off": "track_unpublished", "ended": "room_finished"}
    participant: Json = {
        "sid": f"PA_{fact.device}",
        "identity": fact.who,
        "name": "Frau Beispiel",
        "state": "ACTIVE",
        "joinedAt": str(fact.seconds if fact.what == "joined" else int(START.timestamp())),
    }
    if fact.what in ("left", "went"):
        participant["disconnectReason"] = "CLIENT_INITIATED" if fact.what == "went" else "CONNECTION_TIMEOUT"
    event: Json = {
        "event": names.get(fact.what, "egress_started"),
        "id": f"EV_{fact.second}",
        "createdAt": str(fact.seconds),
        "room": {"sid": "RM_1", "name": fact.room},
    }
    if fact.what != "ended":
        event["participant"] = participant
    if fact.what.startswith("camera"):
        event["track"] = {"sid": "TR_1", "type": "VIDEO", "source": "CAMERA", "muted": False}
    return json.dumps(event).encode()


def livekit_signed(body: bytes, secret: bytes = SECRET, head: Json | None = None, **claims: Any) -> Delivery:
    said = {
        "iss": "key",
        "nbf": int(START.timestamp()),
        "exp": int(START.timestamp()) + 300,
        "sha256": base64.b64encode(hashlib.sha256(body).digest()).decode(),
        **claims,
    }
    parts = f"{_part(head or {'alg': 'HS256', 'typ': 'JWT'})}.{_part(said)}"
    digest = hmac.new(secret, parts.encode(), hashlib.sha256).digest()
    token = f"{parts}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
    return Delivery(headers={"authorization": token}, body=body, url=URL)


def _part(value: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


# Zoom


def zoom_body(fact: Fact) -> bytes:
    names = {"joined": "participant_joined", "left": "participant_left", "went": "participant_left"}
    participant: Json = {
        "user_id": fact.device,
        "user_name": "Frau Beispiel left the meeting. Reason: x",
        "id": "iFxe",
        "participant_uuid": f"uuid-{fact.device}",
        "email": "e@rat.example",
        "customer_key": fact.who,
    }
    if fact.what == "joined":
        participant["join_time"] = fact.iso
    if fact.what in ("left", "went"):
        why = "left the meeting" if fact.what == "went" else "Network connection error"
        participant |= {
            "leave_time": fact.iso,
            "leave_reason": f"Frau Beispiel left the meeting.<br>Reason: {why}.",
        }
    room: Json = {"id": fact.room, "uuid": "4444AAAiAAAAAiAiAiiAii==", "topic": "Rat", "type": 2}
    if fact.what == "ended":
        room["end_time"] = fact.iso
    else:
        room["participant"] = participant
    name = "meeting.ended" if fact.what == "ended" else f"meeting.{names.get(fact.what, 'chat_message_sent')}"
    event = {"event": name, "event_ts": fact.seconds * 1000, "payload": {"account_id": "a", "object": room}}
    return json.dumps(event).encode()


def zoom_signed(body: bytes, secret: bytes = SECRET, second: int = 0) -> Delivery:
    timestamp = str(int(START.timestamp()) + second)
    digest = hmac.new(secret, f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {"x-zm-signature": f"v0={digest}", "x-zm-request-timestamp": timestamp}
    return Delivery(headers=headers, body=body, url=URL)


# Our own words


def signed_body(fact: Fact) -> bytes:
    report: Json = {"what": fact.what, "connection": fact.device, "at": fact.iso, "id": fact.who}
    if fact.what == "ended":
        report = {"at": fact.iso, "roster": []}
    return json.dumps({"reports": [report]}).encode()


def ours_signed(body: bytes, secret: bytes = SECRET, second: int = 0) -> Delivery:
    timestamp = str(int(START.timestamp()) + second)
    headers = {
        "handzeichen-timestamp": timestamp,
        "handzeichen-signature": signature(secret, timestamp, body),
    }
    return Delivery(headers=headers, body=body, url=URL)


ALWAYS = frozenset({"joined", "left", "ended"})
CAMERA = frozenset({"camera_on", "camera_off"})
HAND = frozenset({"hand_up", "hand_down"})
SENDERS: Final = {
    "bigbluebutton": Sender(write=bbb_body, sign=bbb_signed, tells=ALWAYS | CAMERA | HAND),
    "jitsi": Sender(write=jitsi_body, sign=with_token, tells=ALWAYS),
    "jaas": Sender(write=jaas_body, sign=with_token, tells=ALWAYS | {"went"}),
    "livekit": Sender(write=livekit_body, sign=livekit_signed, tells=ALWAYS | CAMERA | {"went"}),
    "zoom": Sender(write=zoom_body, sign=zoom_signed, tells=ALWAYS | {"went"}),
    "signed": Sender(write=signed_body, sign=ours_signed, tells=ALWAYS | CAMERA | HAND | {"went"}),
}


def changed(delivery: Delivery) -> Delivery:
    """Somebody has changed one letter on the way."""
    body = delivery.body.replace(b"ebeling", b"ebelinh")
    assert body != delivery.body
    return replace(delivery, body=body)
