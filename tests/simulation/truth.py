"""What the log says, followed line by line beside the rooms: states, keys and a count of its own, and what must hold.

Who votes, what counts and what was announced is kept here with a few dictionaries and none of the product's counting,
so that one mistake cannot hide another. Only who is here, and how, is read from the product's state.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from handzeichen.log.chain import START, Head, Line, check
from handzeichen.log.codec import read_entry
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import Choice, Method
from handzeichen.meeting.machine import evolve
from handzeichen.meeting.state import Meeting


@dataclass(slots=True)
class Poll:
    """A ballot as the log tells it."""

    opened: e.BallotOpened
    holders: dict[str, str]
    state: str = "open"
    came_in: dict[int, tuple[e.Event, ...]] = field(default_factory=dict)
    """Votes and counts by their number in the log, as they are true now."""

    def votes(self) -> dict[str, Choice | None]:
        """The last vote of each seat; no choice where it takes no part."""
        found = [event for seq in sorted(self.came_in) for event in self.came_in[seq]]
        return {
            event.seat: None if isinstance(event, e.VoteDeclined) else event.choice
            for event in found
            if isinstance(event, e.VoteCast | e.VoteRecorded | e.VoteDeclined)
        }

    def counts(self) -> list[e.HandsCounted]:
        """The counts that stand: nobody counts by factions here, so the last one."""
        found = [event for seq in sorted(self.came_in) for event in self.came_in[seq]]
        return [event for event in found if isinstance(event, e.HandsCounted)][-1:]

    def numbers(self) -> tuple[int, int, int, int]:
        """Yes, no, abstentions, and seats that gave none of them."""
        own, counts = Counter(self.votes().values()), self.counts()
        yes, no, abstain = (
            own[choice] + sum(getattr(count, choice.value) for count in counts)
            for choice in (Choice.YES, Choice.NO, Choice.ABSTAIN)
        )
        return yes, no, abstain, len(self.holders) - yes - no - abstain


class Truth:
    """The log so far. `wrong` is told each sentence that should be true and is not."""

    def __init__(self, wrong: Callable[[str], None]) -> None:
        self.lines: list[Line] = []
        self.entries: list[e.Entry] = []
        self.states: list[Meeting] = []
        self.keys: dict[str, list[int]] = {}
        self.polls: dict[str, Poll] = {}
        self._wrong = wrong

    @property
    def head(self) -> Head:
        """The newest durable line's head."""
        return self.lines[-1].head if self.lines else START

    def holds(self, head: Head) -> bool:
        """Whether the durable log goes on from a head that was given out."""
        return 0 < head.seq <= len(self.lines) and self.lines[head.seq - 1].hash == head.hash

    def at(self, seq: int) -> Meeting:
        """What was true after a line."""
        return self.states[seq - 1]

    def begin(self, lines: Sequence[Line], entries: Sequence[e.Entry], states: Sequence[Meeting]) -> None:
        """What stands in the log before the run; nothing of it is a ballot."""
        self.lines += lines
        self.entries += entries
        self.states += states

    def take(self, lines: Sequence[Line]) -> None:
        """These lines have become durable."""
        for line in lines:
            assert line.body is not None
            if line.seq != len(self.lines) + 1:
                self._wrong(f"Nr. {line.seq} was written where the log stands at Nr. {len(self.lines)}")
            entry = read_entry(line.seq, line.body)
            before = self.states[-1]
            if entry.key is not None:
                self.keys.setdefault(entry.key, []).append(line.seq)
            for fault in self._faults(before, entry):
                self._wrong(f"Nr. {line.seq}: {fault}")
            self.lines.append(line)
            self.entries.append(entry)
            try:
                self.states.append(evolve(before, entry))
            except Exception as error:
                self._wrong(f"Nr. {line.seq} does not fit what is before it: {error!r}")
                self.states.append(before)

    def check_whole(self) -> None:
        """At the end: the chain is whole, and each command acted once."""
        if (broken := check(self.lines)) is not None:
            self._wrong(f"the chain is broken at Nr. {broken.seq}: {broken.why}")
        for key, seqs in self.keys.items():
            events = [self.entries[seq - 1].event for seq in seqs]
            apart = seqs != list(range(seqs[0], seqs[0] + len(seqs)))
            if apart or any(event in events[:place] for place, event in enumerate(events)):
                self._wrong(f"the command {key} acted more than once: {seqs}")

    def _faults(self, before: Meeting, entry: e.Entry) -> list[str]:
        found = []
        if self.entries and entry.at < self.entries[-1].at:
            found.append("an entry's time lies before the one before it")
        event = entry.event
        match event:
            case e.BallotOpened():
                found += self._opened(before, event)
            case e.SeatAdmitted():
                poll = self.polls[event.ballot]
                if poll.state != "open" or event.seat in poll.holders:
                    found.append("a seat was admitted that has a vote already, or to a ballot that is over")
                if before.roll.acting.get(event.seat) != event.person:
                    found.append("somebody was admitted who does not act for the seat")
                poll.holders[event.seat] = event.person
            case e.VoteCast() | e.VoteRecorded() | e.VoteDeclined():
                found += self._voted(before, entry, event)
            case e.HandsCounted():
                found += self._counted(entry, event)
            case e.BallotClosed():
                if self.polls[event.ballot].state != "open":
                    found.append("a ballot was closed that was not open")
                self.polls[event.ballot].state = "closed"
            case e.BallotAborted() | e.BallotSuperseded():
                self.polls[event.ballot].state = "over"
            case e.ResultAnnounced():
                found += self._announced(event)
            case e.Corrected():
                for place in event.instead:
                    for poll in self.polls.values():
                        if place.seq in poll.came_in:
                            poll.came_in[place.seq] = place.events
            case _:
                pass
        return found

    def _opened(self, before: Meeting, event: e.BallotOpened) -> list[str]:
        found = []
        if event.ballot in self.polls or any(
            poll.state in ("open", "closed") for poll in self.polls.values()
        ):
            found.append("a ballot was opened beside another, or twice")
        item = before.motions[event.motion].moved.item
        for voter in event.eligible:
            presence = before.roll.of(voter.person)
            if before.roll.acting.get(voter.seat) != voter.person:
                found.append(f"{voter.person} does not act for the seat {voter.seat}")
            if presence.via is not voter.via or presence.disturbed:
                found.append(f"{voter.person} is not here as the ballot says")
            if before.roll.barred(voter.person, item, event.motion):
                found.append(f"{voter.person} is barred and may vote")
        self.polls[event.ballot] = Poll(event, {voter.seat: voter.person for voter in event.eligible})
        return found

    def _voted(
        self, before: Meeting, entry: e.Entry, event: e.VoteCast | e.VoteRecorded | e.VoteDeclined
    ) -> list[str]:
        found, poll = [], self.polls[event.ballot]
        if poll.state != "open" and (poll.state != "closed" or isinstance(event, e.VoteCast)):
            found.append(f"a vote was taken after its ballot was {poll.state}")
        if poll.holders.get(event.seat) != event.person:
            found.append(f"{event.person} votes for the seat {event.seat} and does not hold it")
        if poll.opened.method is Method.SECRET:
            found.append("in a secret ballot somebody's name stands in the log")
        if isinstance(event, e.VoteCast):
            presence = before.roll.of(event.person)
            if entry.by != event.person:
                found.append("somebody else cast this vote")
            if presence.via is not event.via or presence.disturbed:
                found.append(f"{event.person} votes and is not here so that it counts")
            if before.roll.barred(event.person, before.motions[poll.opened.motion].moved.item):
                found.append(f"{event.person} votes and is barred")
        poll.came_in[entry.seq] = (event,)
        return found

    def _counted(self, entry: e.Entry, event: e.HandsCounted) -> list[str]:
        poll = self.polls[event.ballot]
        poll.came_in[entry.seq] = (event,)
        hands = event.yes + event.no + event.abstain + event.not_voted
        if poll.state not in ("open", "closed"):
            return ["hands were counted after the ballot was over"]
        if hands > len(event.seats) or not set(event.seats) <= poll.holders.keys():
            return ["more hands were counted than seats"]
        return []

    def _announced(self, event: e.ResultAnnounced) -> list[str]:
        poll, found = self.polls[event.ballot], []
        corrected = isinstance(self.entries[-1].event, e.Corrected)
        if poll.state != "closed" and not (corrected and poll.state == "announced"):
            found.append(f"a result was announced of a ballot that was {poll.state}")
        poll.state = "announced"
        said = (event.yes, event.no, event.abstain, event.not_voted)
        if sum(said) != len(poll.holders) or min(said) < 0:
            found.append(f"announced {said} do not add up to {len(poll.holders)} seats")
        if said != poll.numbers():
            found.append(f"announced {said}, but what came in is {poll.numbers()}")
        return found
