"""No sequence of commands leads to an unlawful result: a referee of its own book watches random evenings."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from handzeichen.meeting import commands as c
from meeting.evenings import evening
from meeting.referee import Referee
from meeting.test_properties import Run


def judged(seed: int) -> Counter[str]:
    """An evening without corrections, entry by entry before the referee."""
    run = Run()
    referee = Referee(run.meeting.plan)
    for entry in run.entries[1:]:
        referee.see(entry)
    for step in evening(seed):
        known = len(run.entries)
        if not isinstance(step.command, c.Correct):
            run.take(step)
        for entry in run.entries[known:]:
            try:
                referee.see(entry)
            except AssertionError as error:
                error.add_note(f"seed {seed}, entry {entry.seq}: {entry.event}, after {step}")
                raise
    return referee.seen


def test_a_referee_finds_nothing_unlawful_in_a_hundred_evenings() -> None:
    seen: Counter[str] = Counter()
    for seed in range(100):
        seen.update(judged(seed))
    for what in (
        "BallotOpened", "ResultAnnounced", "QuorumStated", "ItemCalled", "DeputationBegun", "VoteCast", "VoteRecorded",
        "MotionAgreed", "BallotClosed",
    ):  # fmt: skip
        assert seen[what] >= 10, (what, seen)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(1000, 2**32))
def test_nor_in_any_other(seed: int) -> None:
    judged(seed)
