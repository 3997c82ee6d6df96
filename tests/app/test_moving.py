"""Moving house, there and back, between real stores: nothing is lost, and nothing that is there is overwritten."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handzeichen.app.moving import Moved, move, move_between, open_store
from handzeichen.log.chain import START, Head, Line, random_salts, seal
from handzeichen.log.port import Session, Store, StoreRefused
from handzeichen.log.sqlite import SqliteStore
from support.valkey import valkey

IDA = Session(id="a1", meeting="rat-1", data='{"person":"ida"}')


def some(count: int, head: Head = START) -> list[Line]:
    return seal(head, [f'{{"n":{number}}}' for number in range(count)], random_salts())


@pytest.fixture
async def source(tmp_path: Path) -> AsyncIterator[Store]:
    """A store with two meetings, somebody signed in, somebody signed out, and a link."""
    store = await SqliteStore.open(tmp_path / "source.sqlite")
    await store.append("rat-1", START, some(2_500))
    await store.append("rat-2", START, some(3))
    await store.put_session(IDA)
    await store.put_session(Session(id="b2", meeting="rat-1", data="{}"))
    await store.revoke("b2")
    await store.put("link:1", "ida")
    yield store
    await store.close()


async def everything(store: Store) -> dict[str, object]:
    meetings = await store.meetings()
    return {
        "logs": {meeting: await store.read(meeting) for meeting in meetings},
        "sessions": [await store.sessions(meeting) for meeting in meetings],
        "texts": {key: await store.get(key) for key in await store.keys("")},
    }


async def test_from_a_file_to_a_server_and_back_everything_is_there_as_it_was(
    source: Store, tmp_path: Path
) -> None:
    async with valkey(tmp_path) as server:
        there = await open_store(server.url)
        moved = await move(source, there)
        assert moved == [
            Moved(meeting="rat-1", head=await source.head("rat-1")),
            Moved(meeting="rat-2", head=await source.head("rat-2")),
        ]
        back = await open_store(f"sqlite:{tmp_path / 'back.sqlite'}")
        await move(there, back)
        assert await everything(back) == await everything(there) == await everything(source)
        await there.close()
        await back.close()


async def test_an_unsafe_server_is_brought_something_only_where_the_house_wants_it_in_writing(
    source: Store, tmp_path: Path
) -> None:
    await source.close()
    here = f"sqlite:{tmp_path / 'source.sqlite'}"
    async with valkey(tmp_path, appendfsync="everysec") as server:
        with pytest.raises(StoreRefused, match="HANDZEICHEN_REDIS_ACCEPTS"):
            await move_between(here, server.url)
        moved = await move_between(here, server.url, accepts=["appendfsync"])
    assert [log.meeting for log in moved] == ["rat-1", "rat-2"]


async def test_what_was_broken_off_goes_on_where_it_stopped(source: Store, tmp_path: Path) -> None:
    target = await SqliteStore.open(tmp_path / "target.sqlite")
    lines = await source.read("rat-1")
    await target.append("rat-1", START, lines[:1_200])
    await move(source, target)
    assert await target.read("rat-1") == lines
    await move(source, target)  # Once more brings nothing new.
    assert await everything(target) == await everything(source)
    await target.close()


@pytest.mark.parametrize("where", ["longer", "other"])
async def test_a_log_in_the_target_that_goes_on_or_differs_is_not_touched(
    source: Store, tmp_path: Path, where: str
) -> None:
    target = await SqliteStore.open(tmp_path / "target.sqlite")
    there = await source.read("rat-2")
    there = [*there, *some(1, there[-1].head)] if where == "longer" else some(3)
    await target.append("rat-2", START, there)
    with pytest.raises(StoreRefused, match="weiter" if where == "longer" else "anders"):
        await move(source, target)
    assert await target.meetings() == ["rat-2"], "nothing of the other meeting was brought either"
    assert await target.read("rat-2") == there
    await target.close()


async def test_a_damaged_log_is_not_carried_on(source: Store, tmp_path: Path) -> None:
    def damage(database: object) -> None:
        database.execute("UPDATE lines SET body = '{}' WHERE meeting = 'rat-1' AND seq = 7")  # type: ignore[attr-defined]

    await source._write(damage)  # type: ignore[attr-defined]
    target = await SqliteStore.open(tmp_path / "target.sqlite")
    with pytest.raises(StoreRefused, match=r"ab Nr\. 7 beschädigt"):
        await move(source, target)
    assert await target.meetings() == []
    await target.close()


@pytest.mark.parametrize("address", ["handzeichen.sqlite", "postgres://127.0.0.1/", ""])
async def test_what_is_no_store_is_said_to_be_none(address: str) -> None:
    with pytest.raises(StoreRefused, match="ist kein Speicher"):
        await open_store(address)


async def test_votes_that_go_on_meanwhile_are_not_lost_by_a_second_move(
    source: Store, tmp_path: Path
) -> None:
    target = await SqliteStore.open(tmp_path / "target.sqlite")
    head = await source.head("rat-2")
    await asyncio.gather(move(source, target), source.append("rat-2", head, some(5, head)))
    await move(source, target)
    assert await target.read("rat-2") == await source.read("rat-2")
    await target.close()
