"""Moving house: every log, sign-in and link from one store into another, and the proof that nothing was lost.

A log is read, its chain checked, written in the same bytes, and its chain checked again where it was written: equal
heads mean equal lines. What stands in the target already must be the beginning of what is brought; a longer or another
log there is never touched. So a move that was broken off is simply begun again, and a backup that is older than the
house is found out. Logs go by in pieces: a house of any size fits through, and a running server answers in between.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handzeichen.app.config import SERVERS
from handzeichen.log.chain import START, Head, Line, check_after
from handzeichen.log.port import Source, Store, StoreRefused
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


async def move(source: Source, target: Store) -> list[Moved]:
    """Bring everything from one store into another; raises `StoreRefused` before anything is written that is wrong."""
    for meeting in await source.meetings():
        await checked(source, meeting)
    await require_beginnings(source, target)
    moved = await bring(source, target)
    await prove(target, moved)
    return moved


async def bring(source: Source, target: Store) -> list[Moved]:
    """Write into a store what it lacks of another one's logs, and what the other one says of sign-ins and links."""
    meetings = await source.meetings()
    moved = [await _bring(source, target, meeting) for meeting in meetings]
    for meeting in meetings:
        await _bring_sign_ins(source, target, meeting)
    texts = await source.keys("")
    if set(await target.meetings()) <= set(meetings):
        for key in set(await target.keys("")).difference(
            texts
        ):  # Used up meanwhile: here it must not be fresh.
            await target.take(key)
    for key in texts:
        if (value := await source.get(key)) is not None:
            await target.put(key, value)
    return moved


async def prove(target: Source, moved: Iterable[Moved]) -> None:
    """Read it again where it was written: what was acknowledged is not yet what is there."""
    for log in moved:
        if await checked(target, log.meeting) != log.head:
            raise StoreRefused(
                f"Das Protokoll von „{log.meeting}“ kam nicht so an, wie es war. "
                "Bitte Ziel und Datenträger prüfen."
            )


async def checked(source: Source, meeting: str) -> Head:
    """A log's head after every hash was checked; raises `StoreRefused` with the first number that is wrong."""
    head = START
    async for page in _pages(source, meeting, START):
        head = page[-1].head
    return head


async def _pages(source: Source, meeting: str, head: Head) -> AsyncIterator[list[Line]]:
    """What follows a head in a log, in pieces, every hash checked."""
    while page := await source.read(meeting, head.seq, BATCH):
        wrong = check_after(head, page)
        if wrong is not None:
            raise StoreRefused(
                f"Das Protokoll von „{meeting}“ ist ab Nr. {wrong.seq} beschädigt. {wrong.why}"
            )
        yield page
        head = page[-1].head


async def require_beginnings(source: Source, target: Source) -> None:
    """Raise `StoreRefused` where the target holds of a meeting more than is brought, or something else."""
    for meeting in await source.meetings():
        await _require_beginning(source, target, meeting)


async def _require_beginning(source: Source, target: Source, meeting: str) -> None:
    """What stands in the target of a meeting must be a beginning of the log that is brought."""
    head = await target.head(meeting)
    if head == START:
        return
    there = await source.read(meeting, head.seq - 1, 1)
    if there and there[0].head == head:
        return
    found, brought = "anders" if there else "weiter", await source.head(meeting)
    raise StoreRefused(
        f"Im Ziel steht die Sitzung „{meeting}“ schon {found}: Nr. {head.seq} ({head.hash[:8]}), gebracht wird "
        f"Nr. {brought.seq} ({brought.hash[:8]}). Nichts wurde geändert; bitte ein leeres Ziel angeben."
    )


async def _bring(source: Source, target: Store, meeting: str) -> Moved:
    head = await target.head(meeting)
    async for page in _pages(source, meeting, head):
        await target.append(meeting, head, page)
        head = page[-1].head
    return Moved(meeting=meeting, head=head)


async def _bring_sign_ins(source: Source, target: Store, meeting: str) -> None:
    kept = await source.sessions(meeting)
    ids = {session.id for session in kept}
    for session in await target.sessions(meeting):
        if session.id not in ids:  # Ended meanwhile: here it must not count any more.
            await target.revoke(session.id)
    for session in kept:
        await target.put_session(session)
