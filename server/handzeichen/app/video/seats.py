"""Whom a connection belongs to: by the id that the house gave, by a person's link, or by the clerk's word.

Never by a name: two members may share one, and anybody may type one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from handzeichen.app.video.conference import Device
from handzeichen.app.video.sightings import Known
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.state import Meeting

HALL: Final = "handzeichen:saal"
"""The id of the room's display in the conference that it shows: nobody's, and no stranger's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """What is known of a meeting's people in its conference."""

    links: Mapping[str, PersonId] = field(default_factory=dict)
    """By the code in a person's own link to the conference."""
    said: Mapping[str, PersonId] = field(default_factory=dict)
    """By the system's account, or the connection where it has none: what the clerk said, with one press."""

    def of(self, device: Device, meeting: Meeting) -> PersonId | None:
        """The person of a connection; None where only a person can say."""
        return self.whose(device.connection, device.who, meeting)

    def whose(self, connection: str, who: Known, meeting: Meeting) -> PersonId | None:
        """The same of a connection by its name, with what was said of who it is."""
        told = self.said.get(handle_of(connection, who))
        if told is not None:
            return told
        named = who.id
        if named is None:
            return None
        if named in self.links:
            return self.links[named]
        return PersonId(named) if named in meeting.roll.people else None


def handle(device: Device) -> str:
    """What the clerk's word holds for: the account, so that a reconnect needs no second word."""
    return handle_of(device.connection, device.who)


def handle_of(connection: str, who: Known) -> str:
    """The same of a connection by its name."""
    return f"account:{who.account}" if who.account else f"connection:{connection}"
