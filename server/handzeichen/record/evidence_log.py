"""Which lines of the log belong to a ballot, by number: whoever has the log can look each of them up.

Lines that hold a vote are not named: only between which others they stand.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from handzeichen.meeting import events as e
from handzeichen.meeting.ids import BallotId, Method
from handzeichen.meeting.names import name_of
from handzeichen.meeting.state import Ballot, Fault, Meeting
from handzeichen.record import wording
from handzeichen.record.leaf import Part, Table
from handzeichen.record.times import dated, local, on_the_clock

VOTES: Final = (e.VoteCast, e.VoteRecorded, e.VoteDeclined, e.PaperTaken, e.OwnVoteRecorded)
_OF_ALL: Final = (
    e.MeetingPlanned, e.ConveningStated, e.ConveningObjected, e.QuorumStated, e.QuorumChallenged, e.LawAnswered,
)  # fmt: skip
"""What every ballot after it rests on."""
_OF_ITEM: Final = (
    e.Recused, e.RecusalEnded, e.RecusalContested, e.RollCallResolved, e.SecretVoteResolved,
)  # fmt: skip
_OF_MOTION: Final = (
    e.MotionMoved, e.MotionAmended, e.MotionRestated, e.MotionSplit, e.ObjectionRaised, e.MotionDecided,
    e.ResolutionStopped, e.ResolutionReleased,
)  # fmt: skip
_OF_FAULT: Final = (e.ConnectionLost, e.ConnectionRestored, e.FaultAttributed)


class Log:
    """The entries of an evening by what they are about; read once for all its ballots."""

    def __init__(self, meeting: Meeting) -> None:
        """Go through the evening."""
        self.meeting = meeting
        self.of_all: list[e.Entry] = []
        self.of_item: dict[str | None, list[e.Entry]] = defaultdict(list)
        self.of_motion: dict[str | None, list[e.Entry]] = defaultdict(list)
        self.of_ballot: dict[str | None, list[e.Entry]] = defaultdict(list)
        self.of_faults: list[e.Entry] = []
        self.corrected: list[tuple[e.Entry, e.Corrected]] = []
        for entry in meeting.past:
            self._take(entry)

    def _take(self, entry: e.Entry) -> None:
        event = entry.event
        if isinstance(event, e.Corrected):
            self.corrected.append((entry, event))
        elif isinstance(event, _OF_ALL):
            self.of_all.append(entry)
        elif isinstance(event, _OF_FAULT):
            self.of_faults.append(entry)
        elif isinstance(event, _OF_ITEM):
            self.of_item[event.item].append(entry)
        elif (ballot := getattr(event, "ballot", None)) is not None:
            self.of_ballot[ballot].append(entry)
        elif isinstance(event, _OF_MOTION):
            self.of_motion[event.motion].append(entry)

    def convening(self) -> Iterator[str]:
        """What was said of the convening, with the number of its line."""
        for entry in self.of_all:
            facts = {"n": entry.seq, "at": on_the_clock(self.meeting, entry.at)}
            match entry.event:
                case e.ConveningStated():
                    yield wording.of_paper("evidence.line", said=wording.convening(objected=False), **facts)
                case e.ConveningObjected(person=person):
                    who = name_of(self.meeting, person)
                    yield wording.of_paper("evidence.objected", who=who, **facts)

    def counts(self, ballot: BallotId) -> Iterator[tuple[e.Entry, e.HandsCounted | e.PapersCounted]]:
        """Every count that was entered, as it is true now; one that was replaced as well."""
        for entry in self.of_ballot[ballot]:
            for fact in self.meeting.past.at(entry):
                if isinstance(fact.event, (e.HandsCounted, e.PapersCounted)):
                    yield entry, fact.event

    def attributed(self, fault: Fault) -> Iterator[str]:
        """Who said in whose sphere a fault lies, and when."""
        for entry in self.of_faults:
            event = entry.event
            if not isinstance(event, e.FaultAttributed) or entry.seq < fault.seq:
                continue
            if fault.person in event.persons or (fault.person is None and not event.persons):
                yield wording.of_paper(
                    "evidence.attributed",
                    n=entry.seq,
                    at=on_the_clock(self.meeting, entry.at),
                    who=name_of(self.meeting, entry.for_ or entry.by),
                )
                return

    def corrections(self, ballot: Ballot) -> Iterator[str]:
        """What was corrected of the ballot's lines, or touches it."""
        for entry in self.corrected_of(ballot):
            assert isinstance(entry.event, e.Corrected)
            yield wording.of_paper(
                "evidence.corrected",
                n=entry.seq,
                at=on_the_clock(self.meeting, entry.at),
                who=name_of(self.meeting, entry.by),
                of=entry.event.of,
                reason=entry.event.reason,
            )

    def corrected_of(self, ballot: Ballot) -> Iterator[e.Entry]:
        """The corrections of its lines, and those that touch it."""
        own = {entry.seq for entry in self.concerned(ballot)}
        for entry, event in self.corrected:
            if ballot.id in event.touches or own & {event.of, *(change.seq for change in event.instead)}:
                yield entry

    def announced_before(self, ballot: Ballot) -> Iterator[str]:
        """In which words the result was announced before it was corrected."""
        for entry in self.of_ballot[ballot.id]:
            event, last = entry.event, ballot.end.result
            if isinstance(event, e.ResultAnnounced) and last is not None and event.wording != last.wording:
                facts = {"n": entry.seq, "at": on_the_clock(self.meeting, entry.at)}
                yield wording.of_paper("evidence.before", wording=event.wording, **facts)

    def concerned(self, ballot: Ballot) -> list[e.Entry]:
        """Every line that the ballot rests on, in the order of the log; corrections apart."""
        own = self.of_ballot[ballot.id]
        last = own[-1].seq if own else 0
        disturbed = faults_of(self.meeting, ballot)
        first = min(fault.seq for fault in disturbed) if disturbed else last
        items = {self.meeting.motions[motion].moved.item for motion in ballot.motions}
        shared = [
            *self.of_all,
            *(entry for item in items for entry in self.of_item[item]),
            *(entry for entry in self.of_faults if entry.seq >= first),
        ]
        motions = (entry for motion in ballot.motions for entry in self.of_motion[motion])
        found = [*(entry for entry in shared if entry.seq <= last), *motions, *own]
        return sorted(found, key=lambda entry: entry.seq)


def faults_of(meeting: Meeting, ballot: Ballot) -> list[Fault]:
    """The faults of a ballot's time: from its opening until its numbers stood."""
    stop = ballot.end.announced_at or ballot.end.closed_at
    return [
        fault
        for fault in meeting.roll.faults
        if ballot.id in fault.ballots
        or ((stop is None or fault.from_ <= stop) and (fault.to is None or fault.to >= ballot.opened_at))
    ]


def log_part(meeting: Meeting, ballot: Ballot, log: Log) -> Part:
    """The table of the lines."""
    lines = log.concerned(ballot)
    rows = [
        (
            str(entry.seq),
            dated(meeting, wording.clock(local(meeting, entry.at)), entry.at),
            wording.of_paper(f"evidence.event.{type(entry.event).__name__}"),
            "" if isinstance(entry.event, e.MeetingPlanned) else name_of(meeting, entry.by),
        )
        for entry in sorted([*lines, *log.corrected_of(ballot)], key=lambda entry: entry.seq)
        if not isinstance(entry.event, VOTES)
    ]
    columns = tuple(wording.of_paper(f"column.{name}") for name in ("number", "at", "entry", "entered_by"))
    return Part(
        heading=wording.of_paper("evidence.log"),
        texts=tuple(_where_votes_stand(ballot, log)),
        table=Table(columns=columns, rows=tuple(rows), widths=(2, 3, 8, 7)) if rows else None,
    )


def _where_votes_stand(ballot: Ballot, log: Log) -> Iterator[str]:
    """Between which lines somebody who may read the log finds the votes; of a secret ballot there are none."""
    found = {type(entry.event): entry.seq for entry in reversed(log.of_ballot[ballot.id])}
    if e.BallotOpened in found and e.ResultAnnounced in found:
        key = "papers_at" if ballot.opened.method is Method.SECRET else "votes_at"
        first, last = found[e.BallotOpened], found[e.ResultAnnounced]
        yield wording.of_paper(f"evidence.{key}", first=first, last=last)
