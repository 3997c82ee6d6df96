"""Moving house: every log, sign-in and link from one store into another, and the proof that nothing was lost.

A log is read, its chain checked, written in the same bytes, read again from where it was written and compared. What
stands in the target already must be the beginning of what is brought; a longer or another log there is never touched.
So a move that was broken off is simply begun again, and a backup that is older than the house is found out.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from handzeichen.app.config import SERVERS
from handzeichen.log.chain import START, Head, Line, check
from handzeichen.log.port import Store, StoreRefused
from handzeichen.log.sqlite import SqliteStore

BATCH: Final = 1_000
SQLITE: Final = "sqlite:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One meeting's log, proved to be in the target as it was in the source."""

    meeting: str
    head: Head


async def open_store(address: str, *, accepts: Iterable[str] = ()) -> Store:
    """The store at `sqlite:FILE` or `redis://HOST:PORT/NUMBER`; raises `StoreRefused` with what stands in the way."""
    if address.startswith(SQLITE):
        return await SqliteStore.open(Path(address.removeprefix(SQLITE)))
    if address.partition("://")[0] in SERVERS:
        from handzeichen.log.redis import RedisStore

        return await RedisStore.open(address, accepts=accepts)
    raise StoreRefused(
        f"„{address}“ ist kein Speicher. Bitte sqlite:DATEI oder redis://HOST:PORT/NUMMER angeben."
    )


async def move_between(source: str, target: str, *, accepts: Iterable[str] = ()) -> list[Moved]:
    """`move`, with both stores named by their addresses; a source that is not there is not made."""
    file = Path(source.removeprefix(SQLITE))
    if source.startswith(SQLITE) and not file.is_file():
        raise StoreRefused(f"„{file}“ gibt es nicht. Bitte die Datei angeben, aus der kopiert werden soll.")
    async with _opened(source, accepts) as here, _opened(target, accepts) as there:
        return await move(here, there)


@asynccontextmanager
async def _opened(address: str, accepts: Iterable[str]) -> AsyncIterator[Store]:
    store = await open_store(address, accepts=accepts)
    try:
        yield store
    finally:
        await store.close()


async def move(source: Store, target: Store) -> list[Moved]:
    """Bring everything from one store into another; raises `StoreRefused` before anything is written that is wrong."""
    logs = {meeting: await checked(source, meeting) for meeting in await source.meetings()}
    missing = {meeting: await _missing(target, meeting, lines) for meeting, lines in logs.items()}
    for meeting, lines in logs.items():
        await _append(target, meeting, lines, missing[meeting])
        for session in await source.sessions(meeting):
            await target.put_session(session)
    for key in await source.keys(""):
        if (value := await source.get(key)) is not None:
            await target.put(key, value)
    return [await _proved(target, meeting, lines) for meeting, lines in logs.items()]


async def checked(store: Store, meeting: str) -> list[Line]:
    """A whole log whose every hash was checked; raises `StoreRefused` with the first number that is wrong."""
    lines = await store.read(meeting)
    wrong = check(lines)
    if wrong is not None:
        raise StoreRefused(f"Das Protokoll von „{meeting}“ ist ab Nr. {wrong.seq} beschädigt. {wrong.why}")
    return lines


async def _missing(target: Store, meeting: str, lines: Sequence[Line]) -> Head:
    """Where the target's log of a meeting ends; it must be a beginning of the one that is brought."""
    head = await target.head(meeting)
    if head == START or (head.seq <= len(lines) and lines[head.seq - 1].head == head):
        return head
    found = "weiter" if head.seq > len(lines) else "anders"
    raise StoreRefused(
        f"Im Ziel steht die Sitzung „{meeting}“ schon {found}: Nr. {head.seq} ({head.hash[:8]}), gebracht wird "
        f"Nr. {lines[-1].seq} ({lines[-1].hash[:8]}). Nichts wurde geändert; bitte ein leeres Ziel angeben."
    )


async def _append(target: Store, meeting: str, lines: Sequence[Line], head: Head) -> None:
    for start, end in pairwise(_steps(head.seq, len(lines))):
        await target.append(meeting, lines[start - 1].head if start else START, lines[start:end])


def _steps(start: int, end: int) -> Iterator[int]:
    yield from range(start, end, BATCH)
    yield end


async def _proved(target: Store, meeting: str, lines: Sequence[Line]) -> Moved:
    """Read it again where it was written: what was acknowledged is not yet what is there."""
    if await checked(target, meeting) != lines:
        raise StoreRefused(
            f"Das Protokoll von „{meeting}“ kam nicht so an, wie es war. Bitte Ziel und Datenträger prüfen."
        )
    return Moved(meeting=meeting, head=lines[-1].head)
