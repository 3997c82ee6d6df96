"""The port over which a video system's word comes in: each system has one module with a `check` and a `read`.

`check` says that a delivery is the system's own, `read` what it tells. Both are pure: the time comes in, a secret is
only compared. What a system tells besides is counted and otherwise ignored, since systems learn new words.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from handzeichen.app.video.sightings import Known, Report, Roster, Sighting, What

WINDOW: Final = timedelta(minutes=5)
"""How far the time that a system has signed may be from ours."""
LONGEST: Final = 200
"""Characters of an id or a name."""
MOST: Final = 2_000
"""Reports, or names of a roster, in one delivery."""
HALVES: Final = re.compile("[\ud800-\udfff]")
"""Halves of letters: JSON can write them where a system has cut a name off, but no file and no page can hold them."""


class BadSignature(Exception):
    """The delivery is not the system's own, was changed on its way, or is too old."""


class Unreadable(Exception):
    """The delivery is the system's own, but not in a shape that we know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One delivery as it came: headers by small letters, the query, the raw body, and the address that the system was
    told to call."""

    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a delivery tells of one room."""

    reports: tuple[Report, ...] = ()
    ignored: int = 0
    """How many of its events mean nothing to us."""
    answer: Mapping[str, str] | None = None
    """What the system wants to hear, where it asks."""


Check = Callable[[Delivery, bytes, datetime], None]
"""Raises BadSignature unless the delivery was made with the secret, about now."""
Reader = Callable[[Delivery, frozenset[str], bytes], Read]
"""What a delivery tells of the rooms of these ids (of all, where none is given); raises Unreadable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One video system."""

    check: Check
    read: Reader


# Signatures


def require_same(told: str, true: str) -> None:
    """Compare in constant time; raises BadSignature."""
    if not hmac.compare_digest(told.encode(), true.encode()):
        raise BadSignature


def require_token(delivery: Delivery, secret: bytes, now: datetime) -> None:
    """A fixed token in the header Authorization, with or without the word Bearer before it."""
    # Byte for byte, as it came: a server reads headers as Latin-1.
    told = delivery.headers.get("authorization", "").encode("latin-1", "replace")
    if not hmac.compare_digest(told.removeprefix(b"Bearer "), secret):
        raise BadSignature


def require_recent(timestamp: str, now: datetime) -> None:
    """The seconds since 1970 that were signed are about now; raises BadSignature."""
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= len("1700000000")):
        raise BadSignature
    if abs(now.timestamp() - int(timestamp)) > WINDOW.total_seconds():
        raise BadSignature


def signed(secret: bytes, text: bytes) -> str:
    """HMAC-SHA256 in hexadecimal digits."""
    return hmac.new(secret, text, hashlib.sha256).hexdigest()


# Reading

Data = Mapping[str, Any]


def read_json(text: str | bytes) -> Any:
    """The JSON value of a text; raises Unreadable."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable from None


def objects(value: object) -> list[Data]:
    """A list of objects, not too long; raises Unreadable."""
    if not isinstance(value, Sequence) or isinstance(value, str | bytes) or len(value) > MOST:
        raise Unreadable
    return [table(one) for one in value]


def table(value: object) -> Data:
    """An object; raises Unreadable."""
    if not isinstance(value, dict):
        raise Unreadable
    return value


def inner(data: Data, *path: str) -> Data:
    """An object inside another; an empty one where it is missing."""
    for name in path:
        found = data.get(name)
        data = found if isinstance(found, dict) else {}
    return data


def text(data: Data, *names: str) -> str | None:
    """The first of these fields that holds an id or a name; numbers are taken as they are written."""
    for name in names:
        found = data.get(name)
        if isinstance(found, int) and not isinstance(found, bool):
            found = str(found)
        if isinstance(found, str) and found.strip():
            return HALVES.sub("\ufffd", found.strip()[:LONGEST])
    return None


def needed(data: Data, *names: str) -> str:
    """The same, where nothing can be said without it; raises Unreadable."""
    found = text(data, *names)
    if found is None:
        raise Unreadable
    return found


def from_number(value: object, *, per_second: int = 1) -> datetime:
    """A time from the seconds since 1970, or parts of them; protobuf writes them as text. Raises Unreadable."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unreadable
    try:
        return datetime.fromtimestamp(float(value) / per_second, UTC)
    except (ValueError, OverflowError, OSError):
        raise Unreadable from None


def from_text(value: object) -> datetime:
    """A time in ISO 8601 with its offset; raises Unreadable."""
    if not isinstance(value, str):
        raise Unreadable
    try:
        found = datetime.fromisoformat(value)
        if found.tzinfo is None:
            raise Unreadable
        return found.astimezone(UTC)
    except (ValueError, OverflowError):  # Overflows: the first and the last day of all, told in another zone.
        raise Unreadable from None


def read_each(events: Sequence[Data], of: Callable[[Data], Report | None]) -> Read:
    """What each of some events tells; None counts as ignored, as does one whose shape we do not know."""
    reports, ignored = list[Report](), 0
    for event in events:
        try:
            report = of(event)
        except Unreadable:
            report = None
        if report is None:
            ignored += 1
        else:
            reports.append(report)
    return Read(reports=tuple(reports), ignored=ignored)


def is_of(rooms: frozenset[str], *names: str | None) -> bool:
    """Whether an event is of the rooms that are meant."""
    return not rooms or any(name in rooms for name in names)


def everybody_gone(at: datetime) -> Roster:
    """The conference itself has ended."""
    return Roster(at=at, present=())


def sighting(connection: str, what: What, at: datetime, who: Known) -> Sighting:
    """One thing seen."""
    return Sighting(connection=connection, what=what, at=at, who=who)


def signed_token(claims: Mapping[str, object], secret: bytes) -> str:
    """A JSON Web Token over these claims, signed with a secret that both sides have (HS256)."""
    signed = ".".join(
        _coded(json.dumps(one, separators=(",", ":")).encode())
        for one in ({"alg": "HS256", "typ": "JWT"}, claims)
    )
    return f"{signed}.{_coded(hmac.new(secret, signed.encode(), hashlib.sha256).digest())}"


def _coded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
