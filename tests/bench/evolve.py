"""How fast the core plays a log or a script, and how that grows with seats and with events. CPU seconds, no I/O."""

import time
from collections.abc import AsyncIterator, Callable, Sequence

from bench.figures import Figure, ratio
from bench.meetings import plan_of, script_of
from handzeichen.app.replay import play
from handzeichen.meeting.events import Entry, VoteCast
from handzeichen.meeting.machine import evolve, replay
from handzeichen.meeting.state import Meeting

FEW_SEATS = 11
ABOUT = 1_000
"""Votes that are timed together, at least: one alone is too short for the clock."""

Times = dict[str, list[float]]


async def measure_seats(sizes: Sequence[int], rounds: int) -> AsyncIterator[Figure]:
    """Everybody's first vote in one ballot, in seconds for one vote: all of them, the first tenth, the last."""
    ballots = {seats: _ballot(seats) for seats in sizes}
    all_, first, last = ({seats: [] for seats in sizes} for _ in range(3))
    for _ in range(rounds):
        for seats, (state, votes) in ballots.items():
            tenth, repeat = max(1, len(votes) // 10), max(1, ABOUT // seats)
            late = _after(state, votes[:-tenth])
            all_[seats].append(_seconds(repeat, state, votes))
            first[seats].append(_seconds(10 * repeat, state, votes[:tenth]))
            last[seats].append(_seconds(10 * repeat, late, votes[-tenth:]))
    for seats in sizes:
        yield Figure(
            what=f"{seats:,} seats: votes evolved",
            unit="events/s",
            values=tuple(1 / one for one in all_[seats]),
            beside=f"one costs {ratio(all_[seats], all_[sizes[0]]):.2f} × one of {sizes[0]} seats",
        )
    for seats in sizes:
        yield Figure(
            what=f"{seats:,} seats: one vote of the last tenth",
            unit="µs",
            values=tuple(1e6 * one for one in last[seats]),
            beside=f"{ratio(last[seats], first[seats]):.2f} × one of the first tenth",
        )


async def measure_events(sizes: Sequence[int], rounds: int) -> AsyncIterator[Figure]:
    """A committee that opens ballot after ballot: its script played (decided, evolved, sealed), its log evolved."""
    plan = plan_of(FEW_SEATS).encode()
    scripts = {events: script_of(FEW_SEATS, ballots=events // (FEW_SEATS + 1)) for events in sizes}
    logs = {events: play(plan, script).entries for events, script in scripts.items()}
    played, evolved = ({events: [] for events in sizes} for _ in range(2))
    for _ in range(rounds):
        for events in sizes:
            played[events].append(
                _timed(lambda events=events: play(plan, scripts[events])) / len(logs[events])
            )
            evolved[events].append(_timed(lambda events=events: replay(logs[events])) / len(logs[events]))
    for what, found in (("script replayed", played), ("log evolved", evolved)):
        for events in sizes:
            yield Figure(
                what=f"{events:,} events: {what}",
                unit="events/s",
                values=tuple(1 / one for one in found[events]),
                beside=f"one costs {ratio(found[events], found[sizes[0]]):.2f} × one of {sizes[0]:,}",
            )


def _ballot(seats: int) -> tuple[Meeting, list[Entry]]:
    """The meeting when the ballot has just been opened, and the votes that follow."""
    entries = play(plan_of(seats).encode(), script_of(seats, ballots=1)).entries
    votes = [entry for entry in entries if isinstance(entry.event, VoteCast)]
    return replay(entries[: votes[0].seq - 1]), votes


def _after(meeting: Meeting, entries: Sequence[Entry]) -> Meeting:
    for entry in entries:
        meeting = evolve(meeting, entry)
    return meeting


def _seconds(repeat: int, meeting: Meeting, entries: Sequence[Entry]) -> float:
    """CPU seconds for one of these entries."""

    def work() -> None:
        for _ in range(repeat):
            _after(meeting, entries)

    return _timed(work) / (repeat * len(entries))


def _timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
