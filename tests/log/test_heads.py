"""The heads beside the store: a log that got shorter, or became another one, is refused in words."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handzeichen.log.chain import START, Head, Line, head_of, random_salts, seal
from handzeichen.log.heads import Anchors, check_anchor, check_anchors
from handzeichen.log.memory import MemoryStore
from handzeichen.log.port import StoreRefused
from handzeichen.log.sqlite import SqliteStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "heads"


def some(count: int, head: Head = START) -> list[Line]:
    return seal(head, ["{}"] * count, random_salts())


async def test_the_newest_heads_stand_in_the_file_one_a_line(path: Path) -> None:
    anchors = Anchors(path)
    assert anchors.heads == {}
    lines = some(3)
    for line in lines:
        anchors.note("rat-2", line.head)
    anchors.note("rat-1", lines[0].head)
    await anchors.close()
    assert path.read_text() == f"rat-1 1 {lines[0].hash}\nrat-2 3 {lines[2].hash}\n"
    assert [each.name for each in path.parent.iterdir()] == ["heads"]

    again = Anchors(path)
    assert again.heads == {"rat-1": lines[0].head, "rat-2": lines[2].head}
    await again.close()


async def test_a_store_tells_each_head_once_it_is_durable(path: Path) -> None:
    anchors = Anchors(path)
    store = await SqliteStore.open(path.with_name("log.sqlite"), anchors)
    lines = some(5)
    await store.append("rat-1", START, lines[:3])
    assert anchors.heads == {"rat-1": lines[2].head}
    await store.append("rat-1", lines[2].head, lines[3:])
    await store.append("rat-1", lines[4].head, [])
    await anchors.settled()
    assert path.read_text() == f"rat-1 5 {lines[4].hash}\n"
    assert await check_anchors(store, anchors.heads) == []
    await store.close()
    await anchors.close()


KILLED_AFTER_APPENDS = """
import asyncio, os, signal, sys
from pathlib import Path
from handzeichen.log.chain import START, random_salts, seal
from handzeichen.log.heads import Anchors
from handzeichen.log.sqlite import SqliteStore

async def main():
    folder, head = Path(sys.argv[1]), START
    store = await SqliteStore.open(folder / "log.sqlite", Anchors(folder / "heads"))
    for _ in range(200):
        lines = seal(head, ["{}"], random_salts())
        await store.append("rat-1", head, lines)
        head = lines[-1].head
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def test_the_file_may_be_behind_the_log_but_never_ahead(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED_AFTER_APPENDS, str(tmp_path)], check=False, timeout=60)
    anchors = Anchors(tmp_path / "heads")
    store = await SqliteStore.open(tmp_path / "log.sqlite")
    assert 0 < anchors.heads["rat-1"].seq <= (await store.head("rat-1")).seq == 200
    assert await check_anchors(store, anchors.heads) == []
    await store.close()
    await anchors.close()


async def test_an_older_copy_of_the_store_is_noticed(tmp_path: Path) -> None:
    anchors = Anchors(tmp_path / "heads")
    store = await SqliteStore.open(tmp_path / "log.sqlite", anchors)
    lines = some(5)
    await store.append("rat-1", START, lines[:3])
    await store.checkpoint()
    shutil.copy(tmp_path / "log.sqlite", tmp_path / "older.sqlite")
    await store.append("rat-1", lines[2].head, lines[3:])
    await store.close()
    await anchors.close()

    os.replace(tmp_path / "older.sqlite", tmp_path / "log.sqlite")
    anchors = Anchors(tmp_path / "heads")
    store = await SqliteStore.open(tmp_path / "log.sqlite", anchors)
    assert await check_anchors(store, anchors.heads) == [
        f"Das Protokoll der Sitzung „rat-1“ endet bei Nr. 3, zuletzt stand es bei Nr. 5 ({lines[4].hash[:8]}). "
        "Bitte die neuere Datei zurückholen; wer die fehlenden Einträge verloren gibt, "
        "startet mit --accept-older-log."
    ]

    anchors.note("rat-1", await store.head("rat-1"))
    assert await check_anchors(store, anchors.heads) == [], "accepted"
    await store.close()
    await anchors.close()


async def test_a_tail_lost_to_a_damaged_file_is_noticed(tmp_path: Path) -> None:
    """One flipped bit in what was not yet checkpointed: SQLite opens without a word, and lines are gone."""
    anchors = Anchors(tmp_path / "heads")
    store = await SqliteStore.open(tmp_path / "log.sqlite", anchors)
    lines = some(10)
    for line, before in zip(lines, [START, *(line.head for line in lines)], strict=False):
        await store.append("rat-1", before, [line])
    await anchors.settled()
    wal = bytearray((tmp_path / "log.sqlite-wal").read_bytes())
    wal[len(wal) // 2] ^= 1
    torn = tmp_path / "torn"
    torn.mkdir()
    (torn / "log.sqlite").write_bytes((tmp_path / "log.sqlite").read_bytes())
    (torn / "log.sqlite-wal").write_bytes(wal)
    await store.close()

    store = await SqliteStore.open(torn / "log.sqlite")
    found = (await store.head("rat-1")).seq
    assert found < 10
    (sentence,) = await check_anchors(store, anchors.heads)
    assert "zuletzt stand es bei Nr. 10" in sentence
    await store.close()
    await anchors.close()


async def test_a_log_that_became_another_one_is_noticed() -> None:
    store = MemoryStore()
    await store.append("rat-1", START, some(5))
    kept = head_of(some(3))
    assert await check_anchors(store, {"rat-1": kept}) == [
        f"Im Protokoll der Sitzung „rat-1“ steht bei Nr. 3 etwas anderes als zuletzt ({kept.hash[:8]}): "
        "Es ist eine andere Fassung. Bitte die richtige Datei zurückholen; wer diese Fassung gelten lässt, "
        "startet mit --accept-older-log."
    ]


async def test_a_log_that_is_gone_is_noticed() -> None:
    kept = head_of(some(3))
    (sentence,) = await check_anchors(MemoryStore(), {"rat-1": kept, "rat-2": START})
    assert sentence.startswith("Das Protokoll der Sitzung „rat-1“ ist leer, zuletzt stand es bei Nr. 3")


def test_a_log_that_goes_on_from_its_anchor_is_right() -> None:
    lines = some(5)
    assert check_anchor("rat-1", head_of(lines), lines[2].head, lines[2].head) is None
    assert check_anchor("rat-1", head_of(lines), lines[4].head, lines[4].head) is None


@pytest.mark.parametrize("row", ["rat-1 3", "rat-1 drei " + "0" * 64, "rat-1 3 " + "A" * 64, ""])
def test_a_damaged_file_is_refused_in_words(path: Path, row: str) -> None:
    path.write_text(f"rat-1 1 {'0' * 64}\n{row}\n")
    with pytest.raises(StoreRefused) as caught:
        Anchors(path)
    assert caught.value.sentence == (
        f"„{path}“, Zeile 2: Hier steht kein Kopf eines Protokolls. Bitte die Datei aus einer Sicherung "
        "zurückholen oder beiseitelegen; ohne sie wird nicht bemerkt, wenn ein Protokoll verkürzt wurde."
    )


async def test_a_file_that_cannot_be_written_is_said_and_holds_nobody_up(tmp_path: Path) -> None:
    folder = tmp_path / "side"
    anchors = Anchors(folder / "heads")
    line = some(1)[0]
    anchors.note("rat-1", line.head)
    await anchors.settled()
    assert anchors.fault == (
        f"„{folder / 'heads'}“ kann nicht geschrieben werden: No such file or directory. "
        "Bitte Platz und Rechte prüfen."
    )
    folder.mkdir()
    await anchors.settled()
    assert anchors.fault is None
    assert (folder / "heads").read_text() == f"rat-1 1 {line.hash}\n"
    await anchors.close()
