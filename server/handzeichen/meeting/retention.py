"""Which entries of a log hold what may be destroyed after a time, by class; and since when that time runs.

Whatever the record rests on stands in entries of its own and is in no class: the frozen seats, numbers, results and
words, attendance, deputies, bars, what was put into the minutes. A log without these entries gives the same record.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from handzeichen.law.retention import DataClass
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import BallotId, BallotState, Method, SeatId
from handzeichen.meeting.presence import picture_matters
from handzeichen.meeting.rightly import is_of_the_roll
from handzeichen.meeting.state import Ballot, Meeting

_COUNTS = (e.HandsCounted, e.PapersCounted)


def classes(meeting: Meeting) -> Mapping[DataClass, tuple[int, ...]]:
    """By class the numbers of the entries that are still there; a class of which nothing is there is left out."""
    found: dict[int, DataClass] = {}
    by_class: dict[DataClass, list[int]] = defaultdict(list)
    told = {*_announced_by_name(meeting), *_of_the_roll(meeting)}
    for entry in meeting.past:
        kind = None if entry.seq in told else _class_of_entry(meeting, entry, found)
        if kind is not None:
            found[entry.seq] = kind
            by_class[kind].append(entry.seq)
    return {kind: tuple(by_class[kind]) for kind in DataClass if kind in by_class}


def _announced_by_name(meeting: Meeting) -> Iterable[int]:
    """Each seat's last vote in a roll call that was announced: choice and person are for everybody, and how it came."""
    last: dict[tuple[BallotId, SeatId], int] = {}
    for entry in meeting.past:
        event = entry.event
        if isinstance(event, (e.VoteCast, e.VoteRecorded)) and is_announced_by_name(
            meeting.ballots[event.ballot]
        ):
            last[event.ballot, event.seat] = entry.seq
    return last.values()


def _of_the_roll(meeting: Meeting) -> Iterator[int]:
    """Corrections by which somebody was there or not: they stay, and so does what they take the place of."""
    for entry in meeting.past:
        if isinstance(entry.event, e.Corrected):
            events = [event for place in entry.event.instead for event in place.events]
            if any(is_of_the_roll(event) and class_of(meeting, event) is None for event in events):
                yield from (entry.seq, entry.event.of, *(place.seq for place in entry.event.instead))


def is_announced_by_name(ballot: Ballot) -> bool:
    """Whether who chose what in it is for everybody."""
    return ballot.opened.method is Method.ROLL_CALL and ballot.state is BallotState.ANNOUNCED


def _class_of_entry(meeting: Meeting, entry: e.Entry, found: Mapping[int, DataClass]) -> DataClass | None:
    """A correction goes with what it corrects, its reason too, and with what it says in its place.

    One by which a result was announced otherwise stays: it says what became of the item.
    """
    if not isinstance(entry.event, e.Corrected):
        return class_of(meeting, entry.event)
    events = [event for place in entry.event.instead for event in place.events]
    kinds = [class_of(meeting, event) for event in events]
    if any(
        kind is None and not isinstance(event, _COUNTS) for event, kind in zip(events, kinds, strict=True)
    ):
        return None
    return found.get(entry.event.of) or next((kind for kind in kinds if kind is not None), None)


def class_of(meeting: Meeting, event: e.Event) -> DataClass | None:
    """The class of what happened; None where it is kept for good."""
    match event:
        case e.VoteDeclined(ballot=ballot) if meeting.ballots[ballot].opened.method is Method.SECRET:
            return DataClass.BALLOT_PAPERS
        case e.VoteCast() | e.VoteRecorded() | e.VoteDeclined():
            return DataClass.SINGLE_VOTES
        case e.HandsCounted(seats=(_,)):  # Who was counted alone was counted by name.
            return DataClass.SINGLE_VOTES
        case e.TrialVoteCast():
            return DataClass.TRIAL_VOTES
        case e.PaperTaken():
            return DataClass.BALLOT_PAPERS
        case e.CameraSet() if picture_matters(meeting.law):
            return DataClass.FAULTS
        case e.CameraSet() | e.ArrivalProposed() | e.PresenceAsked() | e.PresenceConfirmed():
            return DataClass.CONNECTION
        case e.ConnectionLost(person=person) | e.ConnectionRestored(person=person) if person is not None:
            return DataClass.FAULTS
        case e.FaultAttributed(persons=persons) if persons:
            return DataClass.FAULTS
        case _:
            return None


def closed_on(meeting: Meeting) -> date | None:
    """The day on which the meeting was closed, on the clock of the place where it met."""
    closed = meeting.sitting.times.closed_at
    return None if closed is None else closed.astimezone(meeting.plan.meeting.starts_at.tzinfo).date()


def has_lost_votes(meeting: Meeting, ballot: Ballot) -> bool:
    """Whether votes or papers of a ballot were destroyed: then nobody knows any more who took no part in it."""
    numbers = [entry.seq for entry in meeting.past if getattr(entry.event, "ballot", None) == ballot.id]
    there = sum(numbers[0] <= entry.seq <= numbers[-1] for entry in meeting.past)
    if there == numbers[-1] - numbers[0] + 1:
        return False
    said = ballot.end.result
    if said is None:
        return True
    if ballot.opened.method is Method.SECRET:
        taken = sum(paper.taken for paper in ballot.papers.values())
        return taken < said.yes + said.no + said.abstain + (said.invalid or 0)
    known = sum(vote.choice is not None for vote in ballot.votes.values())
    return known < said.sources.cast + said.sources.recorded
