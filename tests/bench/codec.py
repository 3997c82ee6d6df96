"""How fast events are written, sealed, stored and read again: `python tests/bench/codec.py`, by hand."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from handzeichen.log.chain import START, derived_salts, head_of, seal
from handzeichen.log.codec import read_entry, read_sent, write_entry
from handzeichen.log.files import from_jsonl, to_jsonl
from handzeichen.log.sqlite import SqliteStore
from handzeichen.meeting.events import Entry, VoteCast
from handzeichen.meeting.ids import BallotId, Choice, PersonId, SeatId, Via

EVENTS = 50_000
BATCH = 1_000


@contextmanager
def measured(what: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    print(f"{what:28}{EVENTS / (time.perf_counter() - begun):12,.0f} a second")


def vote(number: int) -> Entry:
    person = f"person-{number}"
    event = VoteCast(
        ballot=BallotId("b1"), seat=SeatId(person), person=PersonId(person), choice=Choice.YES, via=Via.ROOM
    )
    return Entry(seq=number, at=datetime.now(UTC), by=PersonId(person), key=f"{number:016x}", event=event)


def repeat(work: Callable[[], object]) -> None:
    for _ in range(EVENTS):
        work()


async def main() -> None:
    entries = [vote(number) for number in range(1, EVENTS + 1)]
    with measured("commands read"):
        repeat(lambda: read_sent({"do": "cast_vote", "ballot": "b1", "choice": "yes", "key": "9f"}))
    with measured("entries written"):
        bodies = [write_entry(entry) for entry in entries]
    with measured("lines sealed"):
        lines = seal(START, bodies, derived_salts(b""))
    with tempfile.TemporaryDirectory() as folder:
        store, head = await SqliteStore.open(Path(folder) / "log.sqlite"), START
        with measured(f"stored, {BATCH} at a time"):
            for start in range(0, EVENTS, BATCH):
                batch = lines[start : start + BATCH]
                await store.append("rat-1", head, batch)
                head = head_of(batch)
        with measured("read from the store"):
            lines = await store.read("rat-1")
        await store.close()
    with measured("a file written"):
        file = to_jsonl(lines)
    with measured("a file read and checked"):
        from_jsonl(file)
    with measured("entries read"):
        assert [read_entry(line.seq, line.body or "") for line in lines] == entries


if __name__ == "__main__":
    asyncio.run(main())
