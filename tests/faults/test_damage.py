"""Bits flipped and tails cut in what lies on the disk: a start goes on with every vote told, or refuses in words."""

import asyncio
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest

from faults.meeting import BALLOT, MEETING, VOTERS, Prepared
from faults.node import Node
from faults.witness import CHOICES, Witness
from handzeichen.app.clock import WallClock
from handzeichen.app.config import FILE, HEADS, Config
from handzeichen.app.main import NotStarted, open_house
from handzeichen.app.offers import digest
from handzeichen.log.asks import read_command
from handzeichen.log.chain import START, Head
from handzeichen.log.codec import BadEntry
from handzeichen.log.port import StoreError
from handzeichen.log.redis import RedisStore
from handzeichen.log.sqlite import SqliteStore
from handzeichen.meeting.ids import PersonId
from support.live import PATIENCE
from support.valkey import valkey

WAL = FILE + "-wal"
FLIPS = 40
AOF_FLIPS = 12


class Killed:
    """What a killed server left: its files, and the newest head that a member was told."""

    def __init__(self, folder: Path, told: Head) -> None:
        self.folder = folder
        self.told = told

    def copy(self, folder: Path) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        return folder


@pytest.fixture(scope="module")
async def killed(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Killed:
    """Killed after some votes, when the newest head stood in its file."""
    node = Node(prepared.into(tmp_path_factory.mktemp("killed") / "data"))
    await node.start()
    witness = Witness(prepared, lambda: node.url)
    async with witness.watching():
        for number in range(30):
            last = await witness.vote(VOTERS[number % 4], CHOICES[number // 4 % 3], f"k{number}")
            assert last is not None
        await witness.hall.until(lambda: f" {last['seq']} " in (node.folder / HEADS).read_text())
        await node.kill()
    return Killed(node.folder, Head(last["seq"], last["head"]))


async def judged(told: Head, config: Config) -> str:
    """Start on what lies there: why it refused, or nothing, and then all that was told is there and it goes on."""
    try:
        async with open_house(config, lambda why: None) as house:
            live = await house.open(MEETING, WallClock(UTC))
            assert live.room.extends(told), "it began without what was told, and without a word"
            command = read_command({"do": "cast_vote", "ballot": BALLOT, "choice": "abstain"})
            asked = [
                live.room.ask(command, by=PersonId(person), scope="after", key=None)
                for person in ("elvers", "nordmeier")
            ]
            for answer in asked:
                assert "accepted" in await asyncio.wait_for(answer, PATIENCE)
    except (NotStarted, StoreError, BadEntry) as refused:
        return str(refused)
    return ""


def flipped(data: bytes, at: int, bit: int) -> bytes:
    return data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]


@pytest.mark.parametrize("name", [WAL, FILE])
async def test_a_flipped_bit_is_harmless_or_refused(killed: Killed, tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    said = []
    for _ in range(FLIPS):
        folder = killed.copy(tmp_path / "data")
        data = (folder / name).read_bytes()
        at, bit = chance.randrange(len(data)), chance.randrange(8)
        (folder / name).write_bytes(flipped(data, at, bit))
        said.append(await judged(killed.told, Config(data=folder)))
    assert any(said), "no flip has hit anything"


async def test_a_tail_cut_from_the_newest_pages_is_refused(killed: Killed, tmp_path: Path) -> None:
    size = (killed.folder / WAL).stat().st_size
    for keep in (0, size // 3, size - 4096, size - 1):
        folder = killed.copy(tmp_path / "data")
        with (folder / WAL).open("r+b") as wal:
            wal.truncate(keep)
        said = await judged(killed.told, Config(data=folder))
        assert f"zuletzt stand es bei Nr. {killed.told.seq}" in said
    node = Node(folder)
    assert f"zuletzt stand es bei Nr. {killed.told.seq} ({killed.told.hash[:8]})" in await node.refuses()


async def test_a_flipped_bit_in_the_newest_head_is_refused_and_never_taken_for_the_truth(
    killed: Killed, tmp_path: Path
) -> None:
    chance = random.Random(1)
    for _ in range(FLIPS):
        folder = killed.copy(tmp_path / "data")
        data = (folder / HEADS).read_bytes()
        (folder / HEADS).write_bytes(flipped(data, chance.randrange(len(data) - 1), chance.randrange(8)))
        await judged(killed.told, Config(data=folder))


@pytest.mark.parametrize("damage", ["'{' || data", 'replace(data, \'"id":"\', \'"id":"x\')'])
async def test_a_damaged_sign_in_counts_no_more_and_keeps_nobody_else_out(
    killed: Killed, prepared: Prepared, tmp_path: Path, damage: str
) -> None:
    folder = killed.copy(tmp_path / "data")
    elvers, chair = prepared.members["elvers"], prepared.chair
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as file:
        changed = file.execute(f"UPDATE sessions SET data = {damage} WHERE id = ?", [digest(elvers.secret)])
        assert changed.rowcount == 1
    async with open_house(Config(data=folder), lambda why: None) as house:
        await house.open(MEETING, WallClock(UTC))
        await house.sign_ins.load([MEETING])
        assert house.sign_ins.find(elvers.slug, elvers.secret) is None
        assert house.sign_ins.find(chair.slug, chair.secret) is not None


# The log of a Redis-compatible server (AOF)


@pytest.fixture(scope="module")
async def aof(killed: Killed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of such a server that holds the same meeting, and a server's own with its newest head."""
    here = tmp_path_factory.mktemp("aof")
    source = await SqliteStore.open(killed.copy(here / "source") / FILE)
    (here / "valkey").mkdir()
    async with valkey(here / "valkey") as server:
        store, head = await RedisStore.open(server.url), START
        for line in await source.read(MEETING):
            await store.append(MEETING, head, [line])
            head = line.head
        await store.close()
    await source.close()
    return here / "valkey"


def log_in(folder: Path) -> Path:
    """The file that takes every write."""
    return next(folder.glob("appendonlydir/*.incr.aof"))


async def started_on(aof: Path, killed: Killed, tmp_path: Path, damage: Callable[[bytes], bytes]) -> str:
    """Damage a copy of the log and start on it: what the server behind, or ours, refused; nothing if all is there."""
    shutil.rmtree(tmp_path / "valkey", ignore_errors=True)
    folder = Path(shutil.copytree(aof, tmp_path / "valkey"))
    log_in(folder).write_bytes(damage(log_in(folder).read_bytes()))
    try:
        async with valkey(folder) as server:
            data = killed.copy(tmp_path / "data")
            return await judged(killed.told, Config(data=data, store=server.url))
    except AssertionError as refused:
        if "AOF" not in str(refused) and "append only file" not in str(refused):
            raise
        return str(refused)


async def test_a_log_cut_between_two_commands_is_refused_though_the_server_behind_says_nothing(
    aof: Path, killed: Killed, tmp_path: Path
) -> None:
    said = await started_on(aof, killed, tmp_path, lambda data: data[: data.rindex(b"*7\r\n$4\r\nXADD")])
    assert f"zuletzt stand es bei Nr. {killed.told.seq}" in said
    assert "Nicht gestartet" not in said


async def test_a_flipped_bit_in_that_log_is_harmless_or_refused(
    aof: Path, killed: Killed, tmp_path: Path
) -> None:
    chance = random.Random(2)
    for _ in range(AOF_FLIPS):
        bit = chance.randrange(8)
        await started_on(
            aof, killed, tmp_path, lambda data, bit=bit: flipped(data, chance.randrange(len(data)), bit)
        )


@pytest.mark.parametrize("where", [b"hash\r\n$64\r\n", b"lines\r\n"])
async def test_a_digit_changed_in_its_newest_entry_is_refused(
    aof: Path, killed: Killed, tmp_path: Path, where: bytes
) -> None:
    def change(data: bytes) -> bytes:
        at = data.rindex(where) + len(where) + (30 if where.startswith(b"lines") else 0)
        return flipped(data, at, 0)

    assert await started_on(aof, killed, tmp_path, change)
