"""A secret ballot on the clerk's page: papers given out and counted, and what makes its secrecy void."""

from collections.abc import Iterator
from dataclasses import dataclass

from handzeichen.meeting.ids import BallotState, Method
from handzeichen.meeting.problems import problem
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.meeting.tally import Standing, papers_in, papers_taken
from handzeichen.views.clerk_words import some_of, surnames_of
from handzeichen.words import said, with_capital

_FEW = 3
"""With fewer papers than these whoever wrote one knows what stands on the others, or nearly so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersToCount:
    """The count of the papers as it was entered last; no numbers where there is none yet."""

    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    invalid: int | None = None


def is_secret(ballot: Ballot) -> bool:
    """Whether it is on paper."""
    return ballot.opened.method is Method.SECRET


def to_count(ballot: Ballot) -> int:
    """How many papers a count must explain: those given out, or one each where none was ticked."""
    return papers_taken(ballot) or len(ballot.eligible)


def last_count(ballot: Ballot) -> PapersToCount:
    """The numbers for the form."""
    count = ballot.paper_count
    if count is None:
        return PapersToCount()
    return PapersToCount(yes=count.yes, no=count.no, abstain=count.abstain, invalid=count.invalid)


def missing(meeting: Meeting, ballot: Ballot, now: Standing) -> Iterator[str]:
    """What is still to do: papers to give out, papers to count."""
    if now.missing and ballot.state is BallotState.OPEN:
        names = surnames_of(meeting, (ballot.eligible[seat].person for seat in now.missing))
        yield said("Noch ohne Stimmzettel: {names}", names=some_of(names))
    wrong = problem(meeting, ballot)
    if wrong is not None and (now.was_counted or ballot.state is BallotState.CLOSED):
        yield with_capital(said("{problem}.", problem=wrong))


def void(ballot: Ballot) -> str | None:
    """Why the secrecy of a ballot is void, or will be; None where it holds."""
    if not is_secret(ballot):
        return None
    count = ballot.paper_count
    papers = len(ballot.eligible) if count is None else papers_in(count)
    if 0 < papers < _FEW:
        if papers == 1:
            return said("Nur {n:paper} lässt leicht erraten, wer wie gestimmt hat.", n=papers)
        return said("Nur {n:paper} lassen leicht erraten, wer wie gestimmt hat.", n=papers)
    if count is not None and papers in (count.yes, count.no, count.abstain) and papers:
        return said("Alle Stimmzettel sind gleich: Damit ist von allen bekannt, wie sie gestimmt haben.")
    return None
