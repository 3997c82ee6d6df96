"""Where OParl objects are found, and what all of them are made of."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.state import ItemState, Meeting, PaperState
from handzeichen.record.data import Data
from handzeichen.record.order import sort_key

PATH: Final = "/oparl/v1.1"
SCHEMA: Final = "https://schema.oparl.org/1.1"
LISTS: Final = {
    "organization": "Organization", "person": "Person", "meeting": "Meeting", "paper": "Paper",
    "agendaItem": "AgendaItem", "consultation": "Consultation", "file": "File", "locationList": "Location",
    "legislativeTermList": "LegislativeTerm", "membership": "Membership",
}  # fmt: skip
"""The lists of a body, each with what stands in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Under which address the objects are found, and since when they are and were last changed."""

    url: str
    """The house's own address, without a path: `https://sitzung.example`."""
    created: datetime
    modified: datetime

    def of(self, *path: str) -> str:
        """The address of an object."""
        return "/".join((self.url + PATH, *path))


class Addresses:
    """The addresses of everything in one meeting."""

    def __init__(self, meeting: Meeting, place: Place) -> None:
        self.meeting, self.place = meeting, place
        self.town = town(meeting)
        self.body = place.of("body", self.town)
        self.organ = place.of("organization", meeting.plan.body.id)
        self.id = place.of("meeting", meeting.plan.id)
        self.results = f"{place.url}/public/{meeting.plan.id}/ergebnisse"

    def faction(self, faction: str) -> str:
        """The address of a faction."""
        return self.place.of("organization", self.meeting.plan.body.id, faction)

    def person(self, person: PersonId) -> str:
        """The address of a person: within the body, for nobody knows whether others use the same ids."""
        return self.place.of("person", self.meeting.plan.body.id, person)

    def item(self, state: ItemState) -> str:
        """The address of an item."""
        return self.place.of("agendaitem", self.meeting.plan.id, state.item.id)

    def paper(self, paper: PaperState) -> str:
        """The address of a paper, the same for all bodies of a town."""
        return self.place.of("paper", self.town, slug(paper.reference))

    def consultation(self, state: ItemState, paper: PaperState) -> str:
        """The address of a paper's treatment under an item."""
        return self.place.of("consultation", self.meeting.plan.id, state.item.id, slug(paper.reference))

    def at(self, at: datetime | None) -> str | None:
        """A time with the meeting's offset; None stays None."""
        return None if at is None else at.astimezone(self.meeting.plan.meeting.starts_at.tzinfo).isoformat()

    def made(self, type: str, id: str, **properties: Any) -> Data:
        """An object of this meeting."""
        return made(type, id, self.place, **properties)


def made(type: str, id: str, place: Place, **properties: Any) -> Data:
    """An object without what nobody has said: no null, and no empty list."""
    return {
        "id": id,
        "type": f"{SCHEMA}/{type}",
        **{name: value for name, value in properties.items() if value is not None and value != []},
        "created": place.created.isoformat(),
        "modified": place.modified.isoformat(),
    }


def town(meeting: Meeting) -> str:
    """The part of an address that names the municipality, or the body where no municipality is named."""
    return slug(meeting.plan.body.municipality or meeting.plan.body.name)


def slug(text: str) -> str:
    """A text as a part of an address: small letters without accents, digits and single hyphens."""
    plain = re.sub(r"[^a-z0-9]+", "-", sort_key(text)).strip("-")
    return plain or text.encode().hex()


def type_of(found: Data) -> str:
    """What kind of object it is: `Meeting`."""
    return str(found["type"]).removeprefix(f"{SCHEMA}/")
