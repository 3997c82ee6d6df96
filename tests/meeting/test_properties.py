"""For whatever sequence of commands: the core never raises, live is replayed, and what must hold holds."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from handzeichen.log.codec import read_entry, write_entry
from handzeichen.meeting.events import Entry, Event, FaultAttributed
from handzeichen.meeting.machine import Accepted, decide, evolve, replay
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Meeting
from handzeichen.record.data import record
from meeting.evenings import Step, evening
from meeting.invariants import check, check_event, check_unchanged
from meeting.kit import at_item


class Run:
    """An evening under random commands, checked after each of them."""

    def __init__(self) -> None:
        start = at_item("2", "ahrens brandt carstens gross jung", "ebeling falk ivers")
        start.accepted("clerk", "deputise", person="gross", for_="demir")
        self.meeting, self.entries = start.meeting, list(start.entries)
        self.now = start.now + timedelta(minutes=10)
        self.seen: Counter[str] = Counter()

    def take(self, step: Step) -> None:
        """One command: whatever it is answered, what must hold holds."""
        before, self.now = self.meeting, self.now + step.pause
        answer = decide(before, step.named(before, self.now), by=step.by, at=self.now)
        if isinstance(answer, Refusal):
            assert all(answer.answer().values())
            self.seen[answer.code] += 1
            return
        for event in answer.events:
            check_event(self.meeting, event)
            self._happen(answer, event)
        check(self.meeting)
        check_unchanged(before.ballots, self.meeting.ballots, answer.events)
        announced = {known for known, ballot in before.ballots.items() if ballot.end.result is not None}
        assert set(answer.touches) <= announced

    def _happen(self, answer: Accepted, event: Event) -> None:
        entry = Entry(seq=len(self.entries) + 1, at=self.now, by=answer.by, for_=answer.for_, event=event)
        self.meeting = evolve(self.meeting, entry)
        self.entries.append(entry)
        self.seen[type(event).__name__] += 1
        self.seen["further"] += isinstance(event, FaultAttributed) and event.further is True

    def end(self) -> None:
        """Live is what a replay of the stored log makes of it, and the record of it can be written."""
        stored = [(entry.seq, write_entry(entry)) for entry in self.entries]
        assert replay(read_entry(seq, body) for seq, body in stored) == self.meeting
        written = record(self.meeting, length=len(self.entries), head="0" * 64)
        assert json.loads(json.dumps(written)) == written


def play(steps: Sequence[Step]) -> Run:
    run = Run()
    for step in steps:
        run.take(step)
    run.end()
    return run


def fails(steps: Sequence[Step]) -> bool:
    try:
        play(steps)
    except Exception:
        return True
    return False


def shortest(steps: list[Step]) -> list[Step]:
    """A failing evening without the steps that it fails without, too."""
    size = len(steps)
    while size:
        for start in range(len(steps) - size, -1, -size):
            shorter = steps[:start] + steps[start + size :]
            if fails(shorter):
                steps = shorter
        size //= 2
    return steps


def assert_holds(seed: int) -> Run:
    """Play the evening of a seed; where it fails, say with how few steps."""
    steps = evening(seed)
    try:
        return play(steps)
    except Exception as error:
        few = shortest(steps)
        told = "\n".join(f"{step.by}: {step.command} (+{step.pause}, spät {step.late_by})" for step in few)
        raise AssertionError(f"seed {seed}: {error!r} after\n{told}") from error


def test_a_hundred_evenings_hold_and_are_lively_enough_to_mean_something() -> None:
    seen: Counter[str] = Counter()
    for seed in range(100):
        seen.update(assert_holds(seed).seen)
    for happened in (
        "VoteCast", "VoteRecorded", "HandsCounted", "ResultAnnounced", "BallotAborted", "BallotSuperseded", "SeatAdmitted",
        "MotionMoved", "MotionDecided", "MotionSettled", "ItemSettled", "Recused", "ObjectionRaised", "OwnVoteRecorded",
        "DeputationBegun", "DeputationEnded", "ConnectionLost", "FaultAttributed", "Left", "Arrived", "Corrected",
        "further", "StepsSettled", "PresenceAsked", "PresenceConfirmed", "PresenceCheckEnded",
    ):  # fmt: skip
        assert seen[happened] >= 3, (happened, seen)
    for refused in (
        "not_eligible", "too_many_hands", "does_not_add_up", "hit_by_fault", "fault_open", "before_this", "member_cast",
        "motion_decided", "lighter_majority", "not_at_once", "choice_does_not_fit", "since_too_early",
        "later_entry_in_the_way", "not_in_its_place", "other_result", "count_stands", "not_affected", "no_presence_check",
        "not_asked",
    ):  # fmt: skip
        assert seen[refused] >= 1, (refused, seen)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(1000, 2**32))
def test_so_does_any_other(seed: int) -> None:
    assert_holds(seed)


def test_a_state_is_never_changed_in_place() -> None:
    """What an earlier state held is what a replay up to it holds, however the evening went on."""
    run = Run()
    states: dict[int, Meeting] = {len(run.entries): run.meeting}
    for step in evening(7, scenes=20):
        run.take(step)
        states[len(run.entries)] = run.meeting
    assert len(states) > 20
    for length, state in states.items():
        assert replay(run.entries[:length]) == state
