"""Papers handed out during the meeting, and whether the remote members have them."""

from dataclasses import replace

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.agenda import with_item
from handzeichen.meeting.ids import Handed, ItemId, Via
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Meeting, PaperState


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
