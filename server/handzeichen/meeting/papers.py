"""Papers handed out during the meeting, and whether the remote members have them."""

import re
from dataclasses import replace
from typing import Final

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.agenda import with_item
from handzeichen.meeting.ids import Handed, ItemId, Via
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Meeting, PaperState

LINK_LIMIT: Final = 500
"""Characters of an address, so that the papers of an item still go out in one small part."""
_LINK: Final = re.compile(r"https://[\w.-]*\w(:\d{1,5})?([/?#][^\s\"<>\\^`{|}]*)?")


def is_link(text: str) -> bool:
    """Whether a page may lead there: https to a named host, with nobody's password and nothing unprintable in it."""
    return len(text) <= LINK_LIMIT and text.isprintable() and _LINK.fullmatch(text) is not None


def link_of(paper: PaperState) -> str | None:
    """Where a paper can be read: as planned, or the file that was named when it was handed out."""
    return next((link for link in (paper.file, paper.link) if link is not None and is_link(link)), None)


@decides(c.TablePaper)
def table_paper(meeting: Meeting, command: c.TablePaper, asker: Asker) -> Events | Refusal:
    """Handed out; by mail or as a file the remote members have it too."""
    return [
        e.PaperTabled(
            item=command.item,
            reference=command.reference,
            kind=command.kind,
            handed=command.handed,
            file=command.file,
        )
    ]


@evolves(e.PaperTabled)
def keep_paper(meeting: Meeting, event: e.PaperTabled, entry: e.Entry) -> Meeting:
    """The same paper handed out again replaces its entry; what was sent by mail stays with the remote members."""
    state = meeting.agenda.items[event.item]
    known = next((paper for paper in state.papers if paper.reference == event.reference), None)
    base = known or PaperState(reference=event.reference, tabled_at=entry.at)
    tabled = replace(
        base,
        kind=event.kind,
        handed=Handed.MAIL if base.handed is Handed.MAIL else event.handed,
        file=event.file or base.file,
        tabled_at=base.tabled_at or entry.at,
    )
    papers = tuple(tabled if paper is known else paper for paper in state.papers)
    return with_item(meeting, replace(state, papers=papers if known else (*papers, tabled)))


def paper_kept_from_remote(meeting: Meeting, item: ItemId) -> PaperState | None:
    """A tabled paper that lies on the table only while voting members are on video."""
    seats = meeting.roll.acting.items()
    if not any(meeting.roll.via(person) is Via.VIDEO for _, person in seats):
        return None
    papers = meeting.agenda.items[item].papers
    return next((p for p in papers if p.handed is Handed.TABLE and p.file is None), None)
