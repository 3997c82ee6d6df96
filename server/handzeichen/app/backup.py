"""Backup, restore and check of a store, of a running server too.

A backup is a store in one file, complete in itself, which its owner alone may read: for each meeting the log as far as
it went when it was read, every hash checked, and the sign-ins and links as digests. What was acknowledged before the
backup began is in it. Before it gets its name it is opened anew and every chain is checked again.

A backup is as secret as the store. Put back, it lets sign-ins count again that were ended after it was made, and it
cannot tell by itself that it is old: that the heads kept outside notice, wherever they still lie.
"""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from handzeichen.app.config import Config
from handzeichen.app.moving import Moved, bring, checked, move, open_store, prove, require_beginnings
from handzeichen.app.running import RunningStore, running
from handzeichen.log.heads import Anchors, check_anchors, read_heads, sync_folder
from handzeichen.log.port import Head, Source, Store, StoreRefused
from handzeichen.log.sqlite import SqliteStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check has found: the logs that are whole, and a German sentence for everything that is wrong."""

    whole: list[Moved]
    faults: list[str]


async def back_up(config: Config, target: Path) -> list[Moved]:
    """Write everything that a house keeps into a new file; raises `StoreRefused`, and then leaves none."""
    if os.path.lexists(target):
        raise StoreRefused(f"Nicht gesichert: „{target}“ gibt es schon. Bitte einen anderen Namen angeben.")
    half = target.with_name(target.name + ".teil")
    _remove(half)
    try:
        async with opened_to_read(config) as source:
            moved = await _copied(source, half)
        async with _file(half) as copy:
            await prove(copy, moved)
        half.rename(target)
        sync_folder(target.parent)
    finally:
        _remove(half)
    return moved


async def restore(config: Config, backup: Path) -> tuple[list[Moved], list[str]]:
    """Put a backup back; what is in it, and in German in what it is older than what the house has seen.

    Raises `StoreRefused` before anything is written: for a backup with a fault, one older than the heads in the data
    folder unless the house accepts that, and a store that holds something else. The heads that are wanted are written
    down first: a restore that was broken off is no log to go on from, and the next start refuses it.
    """
    _make_folder(config)
    anchors = Anchors(config.heads)
    try:
        async with _file(backup) as source:
            found = await check(source, {})
            if found.faults:
                raise StoreRefused("\n".join(found.faults))
            older = await check_anchors(source, anchors.heads)
            if older and not config.accept_older_log:
                raise StoreRefused("\n".join(older))
            target = await _target(config)
            try:
                await require_beginnings(source, target)
                for log in found.whole:
                    anchors.note(log.meeting, log.head)
                await anchors.settled()
                if anchors.fault is not None:
                    raise StoreRefused(anchors.fault)
                moved = await move(source, target)
                for meeting in anchors.heads if older else ():
                    anchors.note(meeting, await target.head(meeting))
            finally:
                await target.close()
    finally:
        await anchors.close()
    return moved, older


async def check(source: Source, heads: Mapping[str, Head]) -> Checked:
    """Check every hash of every log, and that none ends before a head that was kept elsewhere."""
    whole, faults = [], []
    for meeting in await source.meetings():
        try:
            whole.append(Moved(meeting=meeting, head=await checked(source, meeting)))
        except StoreRefused as fault:
            faults.append(fault.sentence)
    return Checked(whole=whole, faults=faults + await check_anchors(source, heads))


async def check_house(config: Config) -> Checked:
    """Check the house's own store against the heads in its data folder."""
    heads = read_heads(config.heads)  # Before the logs: meanwhile they only grow.
    async with opened_to_read(config) as source:
        return await check(source, heads)


async def check_file(file: Path, heads: Path | None) -> Checked:
    """Check a backup, or any other store that no server has open; with heads kept in a file, also its age."""
    if heads is not None and not heads.is_file():
        raise StoreRefused(
            f"„{heads}“ gibt es nicht. Bitte prüfen, wo heads.txt liegt, mit der verglichen wird."
        )
    async with _file(file) as source:
        return await check(source, {} if heads is None else read_heads(heads))


@asynccontextmanager
async def opened_to_read(config: Config) -> AsyncIterator[Source]:
    """A house's store: through the server where one runs, else the file itself."""
    store: RunningStore | Store
    if config.store:
        store = await open_store(config.store, accepts=config.redis_accepts)
    elif (there := await running(config.operator)) is not None:
        store = there
    else:
        store = await _opened(config.file)
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def _file(path: Path) -> AsyncIterator[SqliteStore]:
    store = await _opened(path)
    try:
        yield store
    finally:
        await store.close()


async def _opened(path: Path) -> SqliteStore:
    try:
        is_there = path.is_file()
    except OSError as error:
        raise StoreRefused(
            f"„{path}“ ist nicht zu lesen: {error.strerror}. "
            "Bitte als der Benutzer aufrufen, unter dem der Server läuft."
        ) from None
    if not is_there:
        raise StoreRefused(
            f"„{path}“ gibt es nicht. Bitte prüfen, welche Datei oder welcher Ordner gemeint ist."
        )
    return await SqliteStore.open_to_read(path)


def _remove(half: Path) -> None:
    """Whatever is left of a backup that was broken off."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            half.with_name(half.name + ending).unlink()


def _make_folder(config: Config) -> None:
    try:
        config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreRefused(f"„{config.data}“ kann nicht angelegt werden: {error.strerror}.") from None


async def _target(config: Config) -> Store:
    if config.store:
        from handzeichen.log.redis import RedisStore

        return await RedisStore.open(config.store, accepts=config.redis_accepts)
    return await SqliteStore.open(config.file)


async def _copied(source: Source, path: Path) -> list[Moved]:
    copy = await SqliteStore.begin_copy(path)
    try:
        moved = await bring(source, copy)
        await copy.end_copy(path)
    finally:
        await copy.close()
    if not moved:
        raise StoreRefused("Nicht gesichert: In diesem Speicher steht noch keine Sitzung.")
    return moved
