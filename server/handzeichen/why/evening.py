"""A whole evening explained: each statement of the quorum, each result, and whatever changed who may vote."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from handzeichen.meeting import events as e
from handzeichen.meeting.fold import evolve
from handzeichen.meeting.presence import picture_matters
from handzeichen.meeting.state import Meeting
from handzeichen.why.entry import FOR_ELIGIBILITY, entry_of
from handzeichen.why.explanation import AppliedAnswer, Explanation

GROUNDS: Final = (e.QuorumStated, e.QuorumChallenged, e.ResultAnnounced)
"""What decides: the minutes may give the reasons for these."""
TOLD: Final = (*GROUNDS, *FOR_ELIGIBILITY)

Says = Callable[[Meeting, e.Entry], str]
"""The sentence of an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """An entry with its explanation."""

    entry: e.Entry
    explanation: Explanation


def evening(
    entries: Iterable[e.Entry], says: Says, told: tuple[type[e.Event], ...] = TOLD
) -> Iterator[Explained]:
    """The entries of some types, each explained on the meeting in which it was made."""
    before: Meeting | None = None
    for entry in entries:
        after = evolve(before, entry)
        if before is not None and isinstance(entry.event, told) and _matters(before, entry.event):
            yield Explained(entry=entry, explanation=entry_of(before, after, entry, says(after, entry)))
        before = after


def _matters(meeting: Meeting, event: e.Event) -> bool:
    """A camera is told only where the law makes something of it: it goes on and off all evening."""
    return not isinstance(event, e.CameraSet) or picture_matters(meeting.law)


def quoted_once(told: Iterable[Explained]) -> Iterator[Explained]:
    """The same, with the wording of an answer only where it is applied for the first time."""
    known = set[AppliedAnswer]()
    for one in told:
        answers = one.explanation.answers
        short = tuple(replace(answer, wording=None) if answer in known else answer for answer in answers)
        known.update(answers)
        yield replace(one, explanation=replace(one.explanation, answers=short))
