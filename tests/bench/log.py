"""How fast events are written, sealed, stored and read again."""

import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure
from handzeichen.log.chain import START, derived_salts, head_of, seal
from handzeichen.log.codec import read_entry, read_sent, write_entry
from handzeichen.log.files import from_jsonl, to_jsonl
from handzeichen.log.sqlite import SqliteStore
from handzeichen.meeting.events import Entry, VoteCast
from handzeichen.meeting.ids import BallotId, Choice, PersonId, SeatId, Via

BATCH = 1_000
SENT = {"do": "cast_vote", "ballot": "b1", "choice": "yes", "key": "9f"}


async def measure(sizes: Sequence[int], rounds: int) -> AsyncIterator[Figure]:
    for events in sizes:
        rates: dict[str, list[float]] = {}
        for _ in range(rounds):
            await _once(events, rates)
        for what, values in rates.items():
            yield Figure(what=f"{events:,} {what}", unit="a second", values=tuple(values))


async def _once(events: int, rates: dict[str, list[float]]) -> None:
    @contextmanager
    def measured(what: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        rates.setdefault(what, []).append(events / (time.perf_counter() - begun))

    entries = [_vote(number) for number in range(1, events + 1)]
    with measured("commands read"):
        _repeat(events, lambda: read_sent(SENT))
    with measured("entries written"):
        bodies = [write_entry(entry) for entry in entries]
    with measured("lines sealed"):
        lines = seal(START, bodies, derived_salts(b""))
    with tempfile.TemporaryDirectory(prefix="handzeichen-bench-") as folder:
        store, head = await SqliteStore.open(Path(folder) / "log.sqlite"), START
        with measured(f"lines stored, {BATCH:,} at a time"):
            for start in range(0, events, BATCH):
                batch = lines[start : start + BATCH]
                await store.append("rat-1", head, batch)
                head = head_of(batch)
        with measured("lines read from the store"):
            lines = await store.read("rat-1")
        await store.close()
    with measured("lines written to a file"):
        file = to_jsonl(lines)
    with measured("lines of a file read and checked"):
        from_jsonl(file)
    with measured("entries read"):
        assert [read_entry(line.seq, line.body or "") for line in lines] == entries


def _vote(number: int) -> Entry:
    person = f"person-{number}"
    event = VoteCast(
        ballot=BallotId("b1"), seat=SeatId(person), person=PersonId(person), choice=Choice.YES, via=Via.ROOM
    )
    return Entry(seq=number, at=datetime.now(UTC), by=PersonId(person), key=f"{number:016x}", event=event)


def _repeat(times: int, work: Callable[[], object]) -> None:
    for _ in range(times):
        work()
