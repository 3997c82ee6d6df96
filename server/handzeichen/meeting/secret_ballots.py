"""A secret ballot: on paper, in the room. Who took a paper is ticked, the papers are counted, and that is all there is.

No choice of any person ever exists here: nothing is cast, recorded or counted by hand, and nobody's vote goes into the
minutes. An invalid paper is a vote not given. What this does not protect: papers that are marked, or watched while
they are filled in, and what everybody knows when all papers are alike.
"""

from dataclasses import replace

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting import tally
from handzeichen.meeting.ballots import with_ballot
from handzeichen.meeting.ids import Method
from handzeichen.meeting.names import ballot_name
from handzeichen.meeting.presence import name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Ballot, Meeting, Paper
from handzeichen.words.table import phrase


def not_on_paper(meeting: Meeting, ballot: Ballot) -> Refusal | None:
    """Why nothing is entered here for a ballot on papers: it is over, or it is none."""
    if ballot.opened.method is not Method.SECRET:
        return refuse("no_papers", ballot=ballot_name(meeting, ballot))
    return None if ballot.pending else refuse("ballot_over", ballot=ballot_name(meeting, ballot))


def on_paper_only(ballot: Ballot) -> Refusal | None:
    """Why no hand and no choice is entered: the ballot is secret."""
    return refuse("secret_on_paper") if ballot.opened.method is Method.SECRET else None


@decides(c.TakePaper)
def take_paper(meeting: Meeting, command: c.TakePaper, asker: Asker) -> Events | Refusal:
    """Somebody eligible, in the room now, or at the closing where the tick comes after it."""
    ballot, person = meeting.ballots[command.ballot], command.person
    if bar := not_on_paper(meeting, ballot):
        return bar
    seat = ballot.seat_of.get(person)
    if seat is None:
        return refuse("not_eligible", who=name(meeting, person))
    known = ballot.papers.get(seat)
    if known is not None and known.taken:
        return []
    if seat not in tally.in_room(meeting, ballot):
        return refuse("papers_in_room", who=name(meeting, person))
    return [e.PaperTaken(ballot=ballot.id, seat=seat, person=person)]


@decides(c.CountPapers)
def count_papers(meeting: Meeting, command: c.CountPapers, asker: Asker) -> Events | Refusal:
    """Never more than were given out, or than may vote where no paper was ticked; the last count stands."""
    ballot = meeting.ballots[command.ballot]
    if bar := not_on_paper(meeting, ballot):
        return bar
    counted = e.PapersCounted(
        ballot=ballot.id,
        yes=command.yes,
        no=command.no,
        abstain=command.abstain,
        invalid=command.invalid,
    )
    papers, taken = tally.papers_in(counted), tally.papers_taken(ballot)
    limit = taken or len(ballot.eligible)
    if papers > limit:
        known = phrase(f"phrases.papers.{'taken' if taken else 'eligible'}", limit=limit)
        return refuse("too_many_papers", papers=papers, over=papers - limit, known=known)
    return [] if ballot.paper_count == counted else [counted]


@evolves(e.PaperTaken)
def keep_paper(meeting: Meeting, event: e.PaperTaken, entry: e.Entry) -> Meeting:
    """One paper is out: who has it, and nothing of what is on it."""
    return _with_paper(meeting, event, Paper(person=event.person, at=entry.at))


def without_paper(meeting: Meeting, event: e.VoteDeclined, entry: e.Entry) -> Meeting:
    """Takes no part: no paper, or one that was kept."""
    return _with_paper(meeting, event, Paper(person=event.person, at=entry.at, taken=False))


def _with_paper(meeting: Meeting, event: e.PaperTaken | e.VoteDeclined, paper: Paper) -> Meeting:
    ballot = meeting.ballots[event.ballot]
    return with_ballot(meeting, replace(ballot, papers=ballot.papers.with_(event.seat, paper)))


@evolves(e.PapersCounted)
def keep_papers_counted(meeting: Meeting, event: e.PapersCounted, entry: e.Entry) -> Meeting:
    """The last count stands."""
    return with_ballot(meeting, replace(meeting.ballots[event.ballot], paper_count=event))
