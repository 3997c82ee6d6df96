"""The papers of the item called, for whoever reads them on a screen of their own: by name, and where they lie."""

from dataclasses import dataclass
from typing import ClassVar, Final

from handzeichen.meeting.papers import link_of
from handzeichen.meeting.state import ItemState, Meeting
from handzeichen.views.item import item_called, paper_name
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.sitting import doors_are_closed, is_public

_LIMIT: Final = 12
_LINK_BUDGET: Final = 1_800
"""Characters of all addresses together: a part is sent whole and stays small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A paper, and its https address where there is one."""

    name: str
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersPart(Part):
    """All papers of the item called, where at least one can be opened."""

    template: ClassVar[str] = "papers.html"
    lines: tuple[PaperLine, ...]


def papers(meeting: Meeting) -> PapersPart | Nothing:
    """What lies before the body on the item called."""
    item = item_called(meeting)
    return NOTHING if item is None else _papers(item)


def public_papers(meeting: Meeting) -> PapersPart | Nothing:
    """Of a public item, while the public is there."""
    item = item_called(meeting)
    return NOTHING if item is None or not is_public(item) or doors_are_closed(meeting) else _papers(item)


def _papers(item: ItemState) -> PapersPart | Nothing:
    budget, lines = _LINK_BUDGET, []
    for paper in item.papers[:_LIMIT]:
        link = link_of(paper)
        budget -= len(link or "")
        lines.append(PaperLine(name=paper_name(paper), link=link if budget >= 0 else None))
    return PapersPart(lines=tuple(lines)) if any(line.link for line in lines) else NOTHING
