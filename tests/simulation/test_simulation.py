"""A fixed number of evenings under all troubles at once; more by hand, see `simulation/__main__.py`.

The rooms, hubs, houses and connections are the real ones; network, disk, clock and chance are the simulation's.
"""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from simulation.plants import PLANTS
from simulation.run import Outcome, simulate

RUNS = 40
MOST = 60
"""Within so many runs each planted race must be found."""
RARE = {
    "written_again_without_deciding": 8,
    "decided_on_the_state_before_the_batch": 11,
    "a_revoked_sign_in_still_counts": 10,
    "the_clock_runs_back": 6,
    "lost_track_after_a_refused_write": 6,
    "keys_forgotten_at_a_restart": 25,
    "buttons_before_their_wording": 31,
    "an_old_connection_still_counts": 85,
    "not_told_of_the_end": 8,
    "written_whatever_the_head": 8,
    "unknown_taken_for_no": 12,
}
"""Where to begin with those that most evenings do not show: the first seed that did, see `simulation/plants.py`."""

FOUND = {
    1023: "a page came back to a node that had not heard of the newest line yet, and was told of another log",
    20783: "a page was cut off after a frame with the newest number that left out what had not had its turn",
    1473: "a page came back to a node where nobody had looked while something changed and changed back",
}
"""Seeds that found a fault once."""


@cache
def evening(seed: int) -> Outcome:
    """An evening of the product as it is, played once for all tests that look at it."""
    return simulate(seed)


def test_nothing_is_lost_and_nothing_shown_early() -> None:
    broken = [f"seed {seed}: {sentence}" for seed in range(RUNS) for sentence in evening(seed).broken]
    assert broken == []


@pytest.mark.parametrize("seed", FOUND)
def test_what_was_found_once_stays_mended(seed: int) -> None:
    assert simulate(seed).broken == ()


def test_the_evenings_are_eventful() -> None:
    """Else the test before would hold of an empty room."""
    outcomes = [evening(seed) for seed in range(12)]
    words = "\n".join(line for outcome in outcomes for line in outcome.trace)
    assert sum(outcome.counted for outcome in outcomes) > 100
    for trouble in ("a cut", "conflict", "is gone", "got no answer", "announce_result", "revokes", "stops:"):
        assert trouble in words, trouble


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_race_is_found(name: str) -> None:
    first = RARE.get(name, 0)
    assert any(simulate(seed, name).broken for seed in range(first, first + MOST))


def test_the_same_seed_gives_the_same_trace() -> None:
    """Also in another process, where strings hash differently."""
    here = Path(__file__).parent
    found = set()
    for hashing in ("1", "2"):
        run = [sys.executable, str(here), "--seed", "7", "--trace"]
        environment = {**os.environ, "PYTHONHASHSEED": hashing}
        found.add(subprocess.run(run, env=environment, capture_output=True, text=True, check=True).stdout)
    said = found.pop()
    assert not found and "wrote" in said
    assert all(line in said for line in evening(7).trace)
