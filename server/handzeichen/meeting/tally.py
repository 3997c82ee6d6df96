"""The tally of a ballot: room hands and single votes in one count, each with its provenance.

A vote is *cast* by the member, *recorded* by the clerk for one member, *counted* in the room, or *derived* as the
complement. A count covers the eligible seats that were in the room without a vote of their own; a seat counted and
voting on its own is counted twice, one in the room that no count covers is unexplained: neither is announced.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from handzeichen.law.majority import Tally
from handzeichen.meeting.events import HandsCounted, Numbers, PapersCounted, Sources
from handzeichen.meeting.ids import BallotState, Choice, FactionId, Method, SeatId, Source, Via
from handzeichen.meeting.remembered import remembered
from handzeichen.meeting.state import Ballot, Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a ballot stands: what came in, and what is still unexplained."""

    eligible: int
    own: int
    """Seats with a vote of their own, or that take no part."""
    covered: int
    """Seats that a count of the room covers."""
    hands: int
    """Hands counted, with those counted as not voting."""
    twice: tuple[SeatId, ...]
    """Seats that a count covers and that also voted on their own."""
    uncounted: tuple[SeatId, ...]
    """Seats in the room without a vote of their own that no count covers."""
    missing: tuple[SeatId, ...]
    """Seats of which nothing is known yet."""
    was_counted: bool
    on_paper: bool = False
    """Seats covered are papers given out, hands are papers counted; without a count there is no result."""

    @property
    def received(self) -> int:
        """Seats of which something is known."""
        return self.eligible - len(self.missing)

    @property
    def short(self) -> int:
        """Hands that a count leaves unexplained."""
        return self.covered - self.hands

    @property
    def adds_up(self) -> bool:
        """Whether it may be announced: where no one counted hands, the silent have simply not voted."""
        if self.on_paper and not self.was_counted:
            return False
        return not self.twice and self.short == 0 and not (self.was_counted and self.uncounted)


@remembered(lambda meeting, ballot: (ballot.eligible, ballot.end.closed, meeting.roll.presence))
def in_room(meeting: Meeting, ballot: Ballot) -> frozenset[SeatId]:
    """The eligible seats in the room: now, or at the closing."""
    if ballot.end.closed is not None:
        return frozenset(ballot.end.closed.in_room)
    return frozenset(
        seat for seat, voter in ballot.eligible.items() if meeting.roll.via(voter.person) is Via.ROOM
    )


def to_count(meeting: Meeting, ballot: Ballot, faction: FactionId | None = None) -> frozenset[SeatId]:
    """The seats that a count of the room covers: in the room, without a vote of their own, perhaps of one faction."""
    seats = in_room(meeting, ballot) - ballot.votes.keys()
    if faction is None:
        return seats
    people = meeting.roll.people
    return frozenset(seat for seat in seats if people[ballot.eligible[seat].person].faction == faction)


@remembered(lambda meeting, ballot: (ballot, meeting.roll.presence))
def standing(meeting: Meeting, ballot: Ballot) -> Standing:
    """Where the ballot stands now."""
    if ballot.opened.method is Method.SECRET:
        return _on_paper(ballot)
    covered = [seat for count in ballot.counts for seat in count.seats]
    known = ballot.votes.keys() | set(covered)
    return Standing(
        eligible=len(ballot.eligible),
        own=len(ballot.votes),
        covered=len(covered),
        hands=sum(_hands(count) for count in ballot.counts),
        twice=tuple(seat for seat in covered if seat in ballot.votes),
        uncounted=_in_order(ballot, in_room(meeting, ballot) - known),
        missing=_in_order(ballot, ballot.eligible.keys() - known),
        was_counted=bool(ballot.counts),
    )


def _on_paper(ballot: Ballot) -> Standing:
    """A secret ballot: papers given out, and those counted, of which nobody knows whose they are."""
    count, taken = ballot.paper_count, papers_taken(ballot)
    papers = 0 if count is None else papers_in(count)
    return Standing(
        eligible=len(ballot.eligible),
        own=len(ballot.papers) - taken,
        covered=taken or papers,
        hands=papers,
        twice=(),
        uncounted=(),
        missing=_in_order(ballot, ballot.eligible.keys() - ballot.papers.keys()),
        was_counted=count is not None,
        on_paper=True,
    )


def papers_taken(ballot: Ballot) -> int:
    """How many papers of a secret ballot were given out."""
    return sum(paper.taken for paper in ballot.papers.values())


def papers_in(count: PapersCounted) -> int:
    """How many papers were counted, with the invalid ones."""
    return count.yes + count.no + count.abstain + count.invalid


def numbers(ballot: Ballot) -> Numbers:
    """Yes, no and abstentions, from single votes and counts together, or from the papers of a secret ballot."""
    if (papers := ballot.paper_count) is not None:
        return Numbers(yes=papers.yes, no=papers.no, abstain=papers.abstain)
    own = Counter(vote.choice for vote in ballot.votes.values())
    return Numbers(
        yes=own[Choice.YES] + sum(count.yes for count in ballot.counts),
        no=own[Choice.NO] + sum(count.no for count in ballot.counts),
        abstain=own[Choice.ABSTAIN] + sum(count.abstain for count in ballot.counts),
    )


def sources(ballot: Ballot) -> Sources:
    """Where the votes come from; the four add up to all votes. Papers are counted in the room."""
    if (papers := ballot.paper_count) is not None:
        return Sources(counted=papers.yes + papers.no + papers.abstain)
    own = Counter(vote.source for vote in ballot.votes.values() if vote.choice is not None)
    derived = sum(getattr(count, count.derived.value) for count in ballot.counts if count.derived is not None)
    counted = sum(count.yes + count.no + count.abstain for count in ballot.counts)
    return Sources(
        cast=own[Source.CAST], recorded=own[Source.RECORDED], counted=counted - derived, derived=derived
    )


def by_video(ballot: Ballot) -> Numbers:
    """The part that came by video."""
    own = Counter(vote.choice for vote in ballot.votes.values() if vote.via is Via.VIDEO)
    return Numbers(yes=own[Choice.YES], no=own[Choice.NO], abstain=own[Choice.ABSTAIN])


def for_the_law(ballot: Ballot) -> Tally:
    """The numbers as a majority is measured against them."""
    counted = numbers(ballot)
    return Tally(
        yes=counted.yes,
        no=counted.no,
        abstain=counted.abstain,
        present=ballot.present,
        seats=ballot.opened.seats,
    )


def with_count(counts: Iterable[HandsCounted], new: HandsCounted) -> tuple[HandsCounted, ...]:
    """The counts that stand after a new one: the last of each faction, or the last of the whole room alone."""
    if new.faction is None:
        return (new,)
    return (*(count for count in counts if count.faction not in (None, new.faction)), new)


def is_open(ballot: Ballot) -> bool:
    """Whether votes may still come in."""
    return ballot.state is BallotState.OPEN


def _hands(count: HandsCounted) -> int:
    return count.yes + count.no + count.abstain + count.not_voted


def _in_order(ballot: Ballot, seats: Iterable[SeatId]) -> tuple[SeatId, ...]:
    wanted = set(seats)
    return tuple(seat for seat in ballot.eligible if seat in wanted)
