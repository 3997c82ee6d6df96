"""What each video system sends, as the simulator writes it too, signed with the secret of the tests."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from handzeichen.app.video.port import Delivery
from handzeichen.app.video.simulated import shapes
from handzeichen.app.video.simulated.shapes import Fact, Json, Signing

SECRET: Final = b"a-secret-of-the-tests"
URL: Final = "https://sitzung.example/video/rat"
START: Final = datetime(2026, 11, 24, 17, 5, tzinfo=UTC)
BY: Final = Signing(secret=SECRET, url=URL, at=START)


def fact(what: str, second: int, device: str = "d1") -> Fact:
    """Something that happened to a device of Frau Ebeling, whose name looks like a sentence of Zoom's."""
    return Fact(
        what=what,
        at=START + timedelta(seconds=second),
        who="ebeling",
        device=device,
        room="rat",
        name="Frau Beispiel left the meeting. Reason: x",
    )


@dataclass(frozen=True, slots=True)
class Sender:
    """One system, with the secret of the tests."""

    of: shapes.Sender

    @property
    def tells(self) -> frozenset[str]:
        return self.of.tells

    def write(self, fact: Fact) -> bytes:
        return self.of.write(fact)

    def sign(self, body: bytes) -> Delivery:
        return self.of.sign(body, BY)

    def delivery(self, fact: Fact) -> Delivery:
        return self.sign(self.write(fact))


SENDERS: Final[Mapping[str, Sender]] = {name: Sender(sender) for name, sender in shapes.SENDERS.items()}


def bbb_signed(body: bytes, algorithm: str = "sha1") -> Delivery:
    return shapes.bbb_signed(body, BY, algorithm)


def with_token(body: bytes) -> Delivery:
    return shapes.with_token(body, BY)


def livekit_signed(body: bytes, head: Json | None = None, **claims: Any) -> Delivery:
    return shapes.livekit_signed(body, BY, head, **claims)


def zoom_signed(body: bytes) -> Delivery:
    return shapes.zoom_signed(body, BY)


def ours_signed(body: bytes) -> Delivery:
    return shapes.ours_signed(body, BY)


def changed(delivery: Delivery) -> Delivery:
    """Somebody has changed one letter on the way."""
    body = delivery.body.replace(b"ebeling", b"ebelinh")
    assert body != delivery.body
    return replace(delivery, body=body)
