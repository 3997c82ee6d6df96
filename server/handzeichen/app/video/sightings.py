"""The port: what any video system tells, in one form. Adapters write it, everything else reads it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class What(StrEnum):
    """What was seen of a connection."""

    JOINED = "joined"
    SEEN = "seen"
    """It was there, and nobody says since when."""
    LEFT = "left"
    """It is gone, and the system does not say why: perhaps a fault, perhaps somebody who went."""
    WENT = "went"
    """It is gone because somebody wanted it so: left, removed, moved to another room."""
    CAMERA_ON = "camera_on"
    CAMERA_OFF = "camera_off"
    HAND_UP = "hand_up"
    HAND_DOWN = "hand_down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a system says of who somebody is; most of it may be missing, and a name is for people's eyes alone."""

    id: str | None = None
    """The id that the house gave when it made the link or token: the only one that is believed without a person."""
    account: str | None = None
    """The system's own id of the user, the same in every connection of this user."""
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One thing that was seen of one connection: of several devices of one member each is a connection.

    `at` is the time of the event as the system states it, never that of its delivery.
    """

    connection: str
    what: What
    at: datetime
    who: Known = Known()


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Somebody in a roster; the camera is None where the roster does not say.

    A roster that names accounts alone says that at least one of an account's connections stands.
    """

    connection: str | None
    who: Known = Known()
    camera: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Everybody who was connected at one time, as the system itself counted: the truth of that moment."""

    at: datetime
    present: tuple[Present, ...]


Report = Sighting | Roster
