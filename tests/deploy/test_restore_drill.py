"""The drill that proves a backup: the real script, on a backup that is good, damaged, cut, or older than the house."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from handzeichen.app.backup import back_up
from handzeichen.app.config import Config
from handzeichen.app.moving import move
from handzeichen.log.chain import Head, random_salts, seal
from handzeichen.log.heads import Anchors
from handzeichen.log.port import Session
from handzeichen.log.redis import RedisStore
from handzeichen.log.sqlite import SqliteStore
from support.valkey import valkey

SCRIPT = Path(__file__).parents[2] / "deploy" / "restore-drill"


class Drill:
    """A house with a backup, and the drill on it."""

    def __init__(self, folder: Path) -> None:
        self.house = Config(data=folder / "house")
        self.house.data.mkdir()
        self.backup = folder / "backup.sqlite"
        self.room = folder / "room"
        self.room.mkdir()

    async def add(self, count: int) -> Head:
        """Something happens in the house; the log's new head."""
        anchors = Anchors(self.house.heads)
        store = await SqliteStore.open(self.house.file, anchors)
        head = await store.head("rat-1")
        lines = seal(head, [f'{{"n":{number}}}' for number in range(count)], random_salts())
        await store.append("rat-1", head, lines)
        await store.close()
        await anchors.close()
        return lines[-1].head

    def run(self, *arguments: str | Path, **settings: str | Path) -> subprocess.CompletedProcess[str]:
        """Hold the drill; it must leave nothing behind, and change nothing in the house."""
        before = {path.name: path.read_bytes() for path in self.house.data.iterdir()}
        done = subprocess.run(
            ["sh", SCRIPT, *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env={
                **os.environ,
                "TMPDIR": str(self.room),
                "HANDZEICHEN": str(Path(sys.executable).with_name("handzeichen")),
                **{f"HANDZEICHEN_{name}": str(value) for name, value in settings.items()},
            },
        )
        assert list(self.room.iterdir()) == []
        assert {path.name: path.read_bytes() for path in self.house.data.iterdir()} == before
        return done


@pytest.fixture
async def drill(tmp_path: Path) -> Drill:
    drill = Drill(tmp_path)
    await drill.add(300)
    await back_up(drill.house, drill.backup)
    return drill


async def test_a_good_backup_is_proved_with_each_meeting_and_its_head(drill: Drill) -> None:
    head = (await back_up(drill.house, drill.house.data.with_name("same.sqlite")))[0].head
    done = drill.run(drill.backup, drill.house.heads)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"rat-1: Nr. 300, Kopf {head.hash}\n" in done.stdout
    assert "Die Probe ist bestanden" in done.stdout
    assert "bleibt offen" not in done.stdout


async def test_without_the_heads_the_age_stays_open_and_is_said_so(drill: Drill) -> None:
    done = drill.run(drill.backup)
    assert done.returncode == 0
    assert "bleibt offen, ob die Sicherung die neueste ist" in done.stdout


async def test_the_drill_takes_a_backup_of_its_own(drill: Drill) -> None:
    head = await drill.add(1)
    done = drill.run("--data", drill.house.data)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"rat-1: Nr. 301, Kopf {head.hash}\n" in done.stdout


@pytest.mark.parametrize("named", ["STORE", "STORE_FILE", "CONFIG"])
async def test_a_house_on_valkey_keeps_the_sign_ins_that_are_newer_than_the_backup(
    drill: Drill, tmp_path: Path, named: str
) -> None:
    session = Session(id="a1", meeting="rat-1", data="{}")
    (tmp_path / "valkey").mkdir()
    async with valkey(tmp_path / "valkey") as server:
        address, config = tmp_path / "store", tmp_path / "handzeichen.toml"
        address.write_text(server.url)
        config.write_text(f'store_file = "{address}"')
        store = await RedisStore.open(server.url)
        backup = await SqliteStore.open_to_read(drill.backup)
        await move(backup, store)
        await backup.close()
        await store.put_session(session)
        done = drill.run(
            drill.backup, **{named: {"STORE": server.url, "STORE_FILE": address, "CONFIG": config}[named]}
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert await store.sessions("rat-1") == [session]
        await store.close()


@pytest.mark.parametrize("what", ["flipped", "cut", "old"])
async def test_a_backup_without_worth_is_found_out(drill: Drill, what: str) -> None:
    whole = drill.backup.read_bytes()
    why = "beschädigt"
    if what == "flipped":
        place = whole.index(b'{"n":150}') + 6
        drill.backup.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        why = "„rat-1“ ist ab Nr. 151 beschädigt"
    elif what == "cut":
        drill.backup.write_bytes(whole[: len(whole) // 2])
    else:
        head = await drill.add(5)
        why = f"endet bei Nr. 300, zuletzt stand es bei Nr. 305 ({head.hash[:8]})"
    done = drill.run(drill.backup, drill.house.heads)
    assert (done.returncode, "bestanden" in done.stdout) == (1, False)
    assert why in done.stderr
    assert "Auf diese Sicherung ist kein Verlass" in done.stderr


@pytest.mark.parametrize("arguments", [(), ("nowhere.sqlite",), ("--data", "nowhere"), ("--data",)])
async def test_a_drill_that_cannot_be_held_says_so_and_proves_nothing(
    drill: Drill, arguments: tuple[str, ...]
) -> None:
    done = drill.run(*arguments)
    assert (done.returncode, "bestanden" in done.stdout) == (2, False)
    assert done.stdout + done.stderr
