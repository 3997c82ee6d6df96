"""Who else writes in the minutes at this moment: a part of each clerk's page."""

from dataclasses import dataclass
from typing import ClassVar, Final

from handzeichen.app.drafts import Drafts
from handzeichen.meeting.ids import ItemId
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_words import top
from handzeichen.views.part import Part

WRITERS: Final = "clerk-writers"
SHOWN: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Somebody who writes under an item."""

    item: str
    top: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WritersPart(Part):
    """Everybody else who writes; `number` is another one whenever a draft has changed."""

    template: ClassVar[str] = "clerk_writers.html"

    writers: tuple[Writer, ...]
    number: int


def writers(meeting: Meeting, drafts: Drafts, slug: str) -> WritersPart:
    """What a sign-in is told: of others, never of itself."""
    others = [claim for claim in drafts.writing(meeting.plan.id) if claim.slug != slug]
    found = (
        Writer(item=claim.item, top=top(meeting, ItemId(claim.item)), name=claim.name)
        for claim in others[:SHOWN]
    )
    return WritersPart(writers=tuple(found), number=drafts.number(meeting.plan.id))
