"""Which parts a screen is made of, per audience, and what each of them holds.

What a part holds comes from its dataclass, and whether an audience is ever shown nothing in its place from the table of
sights. The ids stand in the tables below; the tests hold them against the parts of many evenings, both ways.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import product
from typing import Final, NamedTuple

from handzeichen.app.devices import DOOR, DoorPart
from handzeichen.app.lines import LINES, LinesPart
from handzeichen.app.schema.components import Components, Schema, any_of, closed, pointer
from handzeichen.app.schema.hints import Told
from handzeichen.app.video.strangers import STRANGERS, StrangersPart
from handzeichen.app.writers import WRITERS, WritersPart
from handzeichen.meeting.ids import ID_PATTERN
from handzeichen.views import (
    clerk_agenda,
    clerk_at_once,
    clerk_ballot,
    clerk_course,
    clerk_forms,
    clerk_hands,
    clerk_motions,
    clerk_people,
    clerk_status,
    helper,
    timeline,
)
from handzeichen.views.audience import SCREENS, Doors, Sight, Vote, sight
from handzeichen.views.checking import CheckLinePart, CheckPart, MyCheckPart
from handzeichen.views.documents import PapersPart
from handzeichen.views.helper import HELPERS, HOST
from handzeichen.views.item import ItemPart
from handzeichen.views.my_floor import MyFloorPart
from handzeichen.views.next_act import NextPart
from handzeichen.views.part import Nothing, Part
from handzeichen.views.personal import MePart, MyConnectionPart
from handzeichen.views.presence import ConnectedPart, FaultsPart, QuorumPart, SeatsPart
from handzeichen.views.say import SayPart
from handzeichen.views.seating import SeatingPart
from handzeichen.views.sitting import AgendaPart, FloorPart, MeetingPart, StagePart
from handzeichen.views.tally import TallyPart
from handzeichen.views.trial import MyTrialPart, TrialPart
from handzeichen.views.vote import ReceiptPart, VotePart

Table = Mapping[str, tuple[type[Part], ...]]

SHARED: Final[Table] = {
    "meeting": (MeetingPart,),
    "stage": (StagePart, Nothing),
    "trial": (TrialPart, Nothing),
    "tally": (TallyPart, Nothing),
    "item": (ItemPart, Nothing),
    "papers": (PapersPart, Nothing),
    "agenda": (AgendaPart,),
    "agenda-{number}": (AgendaPart, Nothing),
    "quorum": (QuorumPart,),
    "seats-{seats}": (SeatsPart, Nothing),
    "seating": (SeatingPart, Nothing),
    "connected": (ConnectedPart,),
    "floor": (FloorPart,),
    "faults": (FaultsPart, Nothing),
    "say": (SayPart,),
}
"""What every audience sees: the agenda and the seats of a faction (by its id, or `~ohne`) go on in further parts."""
ROOM: Final[Table] = {"check": (CheckLinePart, Nothing)}
"""What the hall's display shows besides: two numbers of a presence check."""
CHECK: Final[Table] = {"check": (CheckPart, Nothing)}
"""Who answered a presence check, for whoever leads, writes or looks after the video."""
LEADS: Final[Table] = {"next": (NextPart,), **CHECK}
"""What whoever leads or writes sees besides: the next act."""
CLERK: Final[Table] = {
    "clerk-status": (clerk_status.StatusPart,),
    "clerk-alerts": (clerk_status.AlertsPart,),
    "clerk-course": (clerk_course.CoursePart, Nothing),
    "clerk-people-{group}-{number}": (clerk_people.PeopleChunk,),
    "clerk-people-new": (clerk_people.PeopleChunk,),
    "clerk-ballot": (clerk_ballot.EntryPart, clerk_ballot.DoubtPart, clerk_ballot.AgreedPart, Nothing),
    "clerk-hands-{number}": (clerk_hands.HandsChunk, Nothing),
    "clerk-item": (clerk_agenda.CalledPart, Nothing),
    **{f"clerk-motion-{slot}": (clerk_motions.MotionsPart, Nothing) for slot in range(clerk_motions.SLOTS)},
    "clerk-agenda-{number}": (clerk_agenda.AgendaRows,),
    "clerk-agenda-new": (clerk_agenda.AgendaRows,),
    "clerk-floor": (clerk_agenda.FloorRows,),
    "clerk-at-once": (clerk_at_once.AtOncePart,),
    "clerk-note": (clerk_forms.NotePart,),
    "clerk-move": (clerk_forms.MovePart,),
    "clerk-person": (clerk_forms.PersonPart,),
    "clerk-sitting": (clerk_forms.SittingPart,),
    "clerk-more": (clerk_forms.MorePart,),
    **{f"clerk-timeline-{slot}": (timeline.TimelineSlot,) for slot in range(timeline.SLOTS)},
}
"""What stands on the clerk's page alone."""
VIDEO: Final[Table] = {LINES: (LinesPart,), STRANGERS: (StrangersPart,)}
"""What whoever looks after the video is shown of pages and connections: no part of the meeting."""
DESK: Final[Table] = {DOOR: (DoorPart,), **VIDEO, WRITERS: (WritersPart,)}
"""What a clerk's page is shown of devices."""
HELPER: Final[Table] = {
    "meeting": (MeetingPart,),
    "connected": (ConnectedPart,),
    "say": (SayPart,),
    "helper-people-{group}-{number}": (helper.HelperChunk,),
    "helper-people-new": (helper.HelperChunk,),
}
"""What the clerk's helpers are shown."""
HOSTS: Final[Table] = {"helper-room": (helper.HelperFaults,), **CHECK, **VIDEO}
"""What whoever looks after the video is shown besides."""
OWN: Final[Table] = {
    "me": (MePart,),
    "my-trial": (MyTrialPart, Nothing),
    "vote": (VotePart, Nothing),
    "receipt": (ReceiptPart, Nothing),
    "my-floor": (MyFloorPart, Nothing),
    "my-connection": (MyConnectionPart, Nothing),
    "my-check": (MyCheckPart,),
}
"""What a member sees of itself."""
_MORE: Final[Mapping[str, tuple[Table, ...]]] = {
    "hall": (ROOM,),
    "chair": (LEADS,),
    "clerk": (LEADS, CLERK, DESK),
    "member": (OWN,),
}
_GAPS: Final = {"number": "[0-9]+", "group": "[a-z]+", "seats": f"({ID_PATTERN}|~ohne)(~[0-9]+)?"}


class Place(NamedTuple):
    """Where parts stand for an audience: an id, or one with gaps for several, and what may stand there."""

    id: str
    kinds: tuple[type[Part], ...]

    @property
    def is_one(self) -> bool:
        """Whether it is a single part, which is always there."""
        return "{" not in self.id

    @property
    def pattern(self) -> str:
        """The ids of its parts."""
        return f"^{re.sub('{([a-z]+)}', lambda gap: _GAPS[gap[1]], self.id)}$"


def places(audience: str) -> Iterator[Place]:
    """All that an audience may be shown."""
    if audience in HELPERS:
        tables = (HELPER, HOSTS) if audience == HOST else (HELPER,)
        yield from (Place(name, kinds) for table in tables for name, kinds in table.items())
        return
    for name, kinds in SHARED.items():
        hidden = _may_be_hidden(name.partition("-")[0], audience)
        yield Place(name, tuple(dict.fromkeys([*kinds, Nothing])) if hidden else kinds)
    for table in _MORE.get(audience, ()):
        yield from (Place(name, kinds) for name, kinds in table.items())


def describe(components: Components, told: Told) -> None:
    """Add, for each audience, the parts that it may be shown."""
    for audience in SCREENS:
        found = list(places(audience))
        components.add(
            parts_of(audience),
            closed(
                {place.id: _kinds(told, place) for place in found if place.is_one},
                required=[],
                patternProperties={place.pattern: _kinds(told, place) for place in found if not place.is_one},
                description=f"Some of the parts of the audience `{audience}`, each of them whole.",
            ),
        )


def whole(audience: str) -> Schema:
    """All parts of an audience, none left out."""
    return {
        **pointer(parts_of(audience)),
        "required": [place.id for place in places(audience) if place.is_one],
    }


def parts_of(audience: str) -> str:
    """The name of the schema of an audience's parts."""
    return f"{audience.title()}Parts"


def _kinds(told: Told, place: Place) -> Schema:
    return any_of([told.of(kind) for kind in place.kinds])


def _may_be_hidden(part: str, audience: str) -> bool:
    """Whether the table of sights ever keeps this part from this audience."""
    for doors, ballot in product(Doors, Vote):
        with suppress(KeyError):  # Not every part is in the table, nor is what cannot be.
            if sight(part, audience, doors=doors, ballot=ballot) is Sight.NOTHING:
                return True
    return False
