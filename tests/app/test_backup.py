"""Backup, restore and check on real files and a real server: what is proved, what is refused, and in which words."""

import asyncio
import os
import resource
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from handzeichen.app.backup import back_up, check_file, check_house, restore
from handzeichen.app.config import Config
from handzeichen.app.moving import Moved
from handzeichen.log.chain import START, Head, Line, random_salts, seal
from handzeichen.log.heads import Anchors, check_anchors, read_heads
from handzeichen.log.port import Session, StoreRefused
from handzeichen.log.sqlite import SqliteStore
from support.live import Process
from support.valkey import valkey

IDA = Session(id="a1", meeting="rat-1", data='{"person":"ida"}')


def some(count: int, head: Head = START) -> list[Line]:
    return seal(head, [f'{{"n":{number}}}' for number in range(count)], random_salts())


async def kept(config: Config, lines: list[Line], meeting: str = "rat-1") -> None:
    """A house in which these lines were added, and somebody is signed in by a link; its server has ended."""
    config.data.mkdir(exist_ok=True)
    anchors = Anchors(config.heads)
    store = await SqliteStore.open(config.file, anchors)
    await store.append(meeting, await store.head(meeting), lines)
    await store.put_session(IDA)
    await store.put("link:1", "ida")
    await store.close()
    await anchors.close()


@pytest.fixture
async def lines() -> list[Line]:
    return some(1_200)


@pytest.fixture
async def house(tmp_path: Path, lines: list[Line]) -> Config:
    """A house with two meetings."""
    config = Config(data=tmp_path / "house")
    await kept(config, lines)
    await kept(config, some(3), "rat-2")
    return config


@pytest.fixture
async def backup(house: Config, tmp_path: Path) -> Path:
    await back_up(house, tmp_path / "backup.sqlite")
    return tmp_path / "backup.sqlite"


def elsewhere(house: Config) -> Config:
    return replace(house, data=house.data.with_name("elsewhere"))


async def everything(config: Config) -> dict[str, object]:
    store = await SqliteStore.open(config.file)
    found = {
        "logs": {meeting: await store.read(meeting) for meeting in await store.meetings()},
        "sessions": await store.sessions("rat-1"),
        "texts": {key: await store.get(key) for key in await store.keys("")},
    }
    await store.close()
    return found


# Backup and restore


async def test_what_was_backed_up_is_put_back_whole(house: Config, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite"
    saved = await back_up(house, file)
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    moved, older = await restore(elsewhere(house), file)
    assert (moved, older) == (saved, [])
    assert await everything(elsewhere(house)) == await everything(house)
    assert file.read_bytes() == before
    assert read_heads(elsewhere(house).heads) == read_heads(house.heads)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.sqlite", "elsewhere", "house"]


async def test_a_backup_overwrites_nothing_and_leaves_no_half(house: Config, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    with pytest.raises(StoreRefused, match="gibt es schon"):
        await back_up(house, tmp_path / "there")
    assert (tmp_path / "there").read_text() == "mine"
    with closing(sqlite3.connect(house.file, isolation_level=None)) as database:
        database.execute("UPDATE lines SET body = '{}' WHERE meeting = 'rat-2' AND seq = 2")
    with pytest.raises(StoreRefused, match=r"„rat-2“ ist ab Nr\. 2 beschädigt"):
        await back_up(house, tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["house", "there"]


async def test_there_and_back_over_a_server(house: Config, backup: Path, tmp_path: Path) -> None:
    async with valkey(tmp_path) as server:
        there = replace(elsewhere(house), store=server.url)
        await restore(there, backup)
        assert (await check_house(there)).faults == []
        saved = await back_up(there, tmp_path / "again.sqlite")
    assert [log.meeting for log in saved] == ["rat-1", "rat-2"]
    back = replace(house, data=tmp_path / "back")
    await restore(back, tmp_path / "again.sqlite")
    assert await everything(back) == await everything(house)


async def test_a_restore_that_was_broken_off_goes_on(house: Config, backup: Path, lines: list[Line]) -> None:
    await kept(elsewhere(house), lines[:700])
    await restore(elsewhere(house), backup)
    assert await everything(elsewhere(house)) == await everything(house)


async def test_heads_that_are_not_there_are_no_proof(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match=r"„.*/head\.txt“ gibt es nicht"):
        await check_file(backup, tmp_path / "head.txt")


async def test_what_is_put_back_is_for_its_owner_alone_wherever_it_lies(
    house: Config, backup: Path, tmp_path: Path
) -> None:
    there = elsewhere(house)
    there.data.mkdir(mode=0o755)
    await restore(there, backup)
    assert there.file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("knew", [True, False])
async def test_a_restore_that_the_disk_broke_off_is_no_log_to_go_on_from(
    house: Config, tmp_path: Path, knew: bool
) -> None:
    await kept(house, some(5_000), "rat-3")
    backup, there = tmp_path / "backup.sqlite", elsewhere(house)
    saved = await back_up(house, backup)
    there.data.mkdir()
    if knew:
        shutil.copy(house.heads, there.heads)
    most = backup.stat().st_size * 4 // 5
    broken_off = await asyncio.create_subprocess_exec(
        *Process.command("restore", backup, "--data", there.data),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    _, said = await broken_off.communicate()
    assert broken_off.returncode == 1, said.decode()
    there_now = (await check_house(there)).faults
    assert (
        len(there_now) == 1 and "„rat-3“" in there_now[0] and "zuletzt stand es bei Nr. 5000" in there_now[0]
    )
    assert await restore(there, backup) == (saved, [])
    assert (await check_house(there)).faults == []


@pytest.mark.parametrize(("there", "why"), [("more", "schon weiter"), ("other", "schon anders")])
async def test_a_store_that_holds_something_else_is_not_touched(
    house: Config, backup: Path, lines: list[Line], there: str, why: str
) -> None:
    await kept(elsewhere(house), [*lines, *some(1, lines[-1].head)] if there == "more" else some(5))
    before = await everything(elsewhere(house))
    elsewhere(house).heads.unlink()
    with pytest.raises(StoreRefused, match=why):
        await restore(elsewhere(house), backup)
    assert await everything(elsewhere(house)) == before


async def test_an_older_backup_is_put_back_only_where_the_house_says_so(
    house: Config, backup: Path, lines: list[Line]
) -> None:
    later = some(5, lines[-1].head)
    await kept(house, later)
    os.rename(house.file, house.data / "broken")
    with pytest.raises(StoreRefused, match=rf"zuletzt stand es bei Nr\. 1205 \({later[-1].hash[:8]}\)"):
        await restore(house, backup)
    assert not house.file.exists()

    moved, older = await restore(replace(house, accept_older_log=True), backup)
    assert moved[0] == Moved(meeting="rat-1", head=lines[-1].head)
    assert "endet bei Nr. 1200" in older[0]
    store = await SqliteStore.open(house.file)
    assert await check_anchors(store, read_heads(house.heads)) == [], "said once, the server starts"
    await store.close()


async def test_a_sign_in_or_link_that_ended_meanwhile_does_not_come_to_life_by_a_second_move(
    house: Config, backup: Path, tmp_path: Path
) -> None:
    await restore(elsewhere(house), backup)
    store = await SqliteStore.open(house.file)
    await store.revoke(IDA.id)
    await store.take("link:1")
    await store.put("used:1", "ida")
    await store.close()
    await back_up(house, tmp_path / "newer.sqlite")
    await restore(elsewhere(house), tmp_path / "newer.sqlite")
    found = await everything(elsewhere(house))
    assert (found["sessions"], found["texts"]) == ([], {"used:1": "ida"})


@pytest.mark.parametrize("place", ["x" * 300, "nowhere/b.sqlite", "house/handzeichen.sqlite/b.sqlite"])
async def test_a_place_where_no_file_can_be_is_told_in_words(
    house: Config, tmp_path: Path, place: str
) -> None:
    with pytest.raises(StoreRefused, match="kann nicht angelegt werden"):
        await back_up(house, tmp_path / place)
    with pytest.raises(StoreRefused, match=r"gibt es nicht|ist nicht zu lesen"):
        await restore(elsewhere(house), tmp_path / place)


async def test_what_a_broken_off_backup_has_left_is_in_nobodys_way(house: Config, tmp_path: Path) -> None:
    for ending in ("", "-wal"):
        (tmp_path / f"[neu].teil{ending}").write_text("half")
    await back_up(house, tmp_path / "[neu]")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["[neu]", "house"]


# Check


async def test_a_check_names_every_log_that_is_wrong_and_those_that_are_whole(
    house: Config, lines: list[Line]
) -> None:
    await kept(house, some(3), "rat-3")
    with closing(sqlite3.connect(house.file, isolation_level=None)) as database:
        database.execute("UPDATE lines SET body = '{}' WHERE meeting = 'rat-2' AND seq = 2")
        database.execute("DELETE FROM lines WHERE meeting = 'rat-3' AND seq = 3")
    found = await check_house(house)
    assert [log.meeting for log in found.whole] == ["rat-1", "rat-3"]
    assert [fault.split(". ")[0] for fault in found.faults] == [
        "Das Protokoll von „rat-2“ ist ab Nr",
        "Das Protokoll der Sitzung „rat-3“ endet bei Nr",
    ]
    assert found.whole[0].head == lines[-1].head


async def test_a_backup_is_measured_by_the_heads_of_the_house(house: Config, backup: Path) -> None:
    assert (await check_file(backup, house.heads)).faults == []
    await kept(house, some(1), "rat-4")
    assert (await check_file(backup, None)).faults == []
    (fault,) = (await check_file(backup, house.heads)).faults
    assert "„rat-4“ ist leer" in fault


@pytest.mark.parametrize("bytes_", [b"", b"kein Speicher", b"SQLite format 3\x00"])
async def test_what_is_no_backup_is_said_to_be_none(house: Config, tmp_path: Path, bytes_: bytes) -> None:
    (tmp_path / "file").write_bytes(bytes_)
    with pytest.raises(StoreRefused):
        await restore(elsewhere(house), tmp_path / "file")
    with pytest.raises(StoreRefused, match="gibt es nicht"):
        await restore(elsewhere(house), tmp_path / "nowhere")
    assert not elsewhere(house).file.exists()


async def test_votes_of_a_flipped_bit_never_pass(house: Config, backup: Path) -> None:
    """A bit in the middle of every page: whatever it hits, no log comes through changed."""
    whole, right = backup.read_bytes(), (await check_file(backup, None)).whole
    seen = 0
    for place in range(2_000, len(whole), 4_096):
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            found = await check_file(backup, house.heads)
        except StoreRefused:
            seen += 1
        else:
            assert found.faults or found.whole == right
            seen += bool(found.faults)
    assert seen > len(whole) // 4_096 // 2
