"""The SQLite file under stress: killed, locked, foreign, full, damaged. Processes and files are real."""

import asyncio
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from handzeichen.log.chain import START, Head, Line, check, head_of, random_salts, seal
from handzeichen.log.database import CLEAN
from handzeichen.log.port import OutcomeUnknown, Session, StoreRefused
from handzeichen.log.sqlite import SqliteStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.sqlite"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(path)
    yield store
    await store.close()


def some(count: int, head: Head = START, size: int = 1) -> list[Line]:
    return seal(head, ['"' + "x" * size + '"'] * count, random_salts())


OPENING = """
import asyncio, os, sys
from pathlib import Path
from handzeichen.log.chain import START, random_salts, seal
from handzeichen.log.port import StoreError
from handzeichen.log.sqlite import SqliteStore

def say(*words):
    print(*words, flush=True)
"""

APPEND_FOR_EVER = """
async def main():
    store, head = await SqliteStore.open(Path(sys.argv[1])), START
    while True:
        lines = seal(head, ["{}"] * 3, random_salts())
        await store.append("rat-1", head, lines)
        head = lines[-1].head
        say(head.seq, head.hash)

asyncio.run(main())
"""

TRY_TO_OPEN = """
async def main():
    try:
        await SqliteStore.open(Path(sys.argv[1]))
        say("offen")
    except StoreError as error:
        say(type(error).__name__, error.sentence)

if os.geteuid() == 0:
    os.setuid(65534)  # root may write anything
asyncio.run(main())
"""

FILL_UNTIL_THE_DISK_ERRS = """
import resource, signal

async def main():
    store, head = await SqliteStore.open(Path(sys.argv[1])), START
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        while True:
            lines = seal(head, ["x" * 1000] * 10, random_salts())
            await store.append("rat-1", head, lines)
            head = lines[-1].head
    except StoreError as error:
        say(head.seq, type(error).__name__, error.sentence)
    for again in (store.head("rat-1"), store.put("a", "b"), store.append("rat-1", head, [])):
        try:
            await again
        except StoreError as error:
            say(type(error).__name__)
    os._exit(3)

asyncio.run(main())
"""


def program(text: str, path: Path) -> list[str]:
    return [sys.executable, "-c", OPENING + text, str(path)]


def run(text: str, path: Path) -> list[str]:
    """What a process of its own says about the file."""
    done = subprocess.run(program(text, path), capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    return done.stdout.splitlines()


# Durability


def test_a_killed_process_loses_nothing_that_it_acknowledged(path: Path) -> None:
    with subprocess.Popen(program(APPEND_FOR_EVER, path), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline().split() for _ in range(50)]
        process.send_signal(signal.SIGKILL)
        acknowledged += [line.split() for line in process.stdout if line.endswith("\n")]

    lines = asyncio.run(read_all(path))
    assert check(lines) is None
    assert len(lines) % 3 == 0, "a batch is there whole or not at all"
    hashes = {line.seq: line.hash for line in lines}
    assert [hashes.get(int(seq)) for seq, _ in acknowledged] == [hash_ for _, hash_ in acknowledged]


async def read_all(path: Path) -> list[Line]:
    store = await SqliteStore.open(path)
    lines = await store.read("rat-1")
    await store.close()
    return lines


async def test_the_file_is_kept_as_durability_needs_it(store: SqliteStore) -> None:
    names = ("journal_mode", "synchronous", "locking_mode", "mmap_size", "user_version")
    found = await store._run(lambda db: [db.execute(f"PRAGMA {name}").fetchone()[0] for name in names])
    assert found == ["wal", 2, "exclusive", 0, 1]


async def test_a_checkpoint_leaves_nothing_beside_the_file(store: SqliteStore, path: Path) -> None:
    await store.append("rat-1", START, some(100))
    wal = path.with_name(path.name + "-wal")
    assert wal.stat().st_size > 0
    await store.checkpoint()
    assert wal.stat().st_size == 0


async def test_a_cancelled_wait_leaves_a_store_that_goes_on(store: SqliteStore) -> None:
    lines = some(1)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await store.append("rat-1", START, lines)
    head = await store.head("rat-1")
    assert head in (START, head_of(lines))
    await store.append("rat-1", head, some(1, head))


# Who may open it


async def test_a_second_process_is_told_that_the_first_is_running(store: SqliteStore, path: Path) -> None:
    said = await asyncio.to_thread(run, TRY_TO_OPEN.replace("os.setuid(65534)", "pass"), path)
    assert said == [
        f"StoreRefused „{path}“ kann nicht geöffnet werden: Ein anderer Prozess hat sie offen, "
        "vermutlich läuft Handzeichen schon. Bitte diesen zuerst beenden."
    ]
    await store.append("rat-1", START, some(1))


async def test_a_second_store_in_one_process_is_turned_away_too(store: SqliteStore, path: Path) -> None:
    with pytest.raises(StoreRefused, match="Ein anderer Prozess hat sie offen"):
        await SqliteStore.open(path)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others may read: pytest's own are closed to them."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


async def test_a_read_only_file_is_refused_in_words(open_folder: Path) -> None:
    path = open_folder / "log.sqlite"
    await (await SqliteStore.open(path)).close()
    path.chmod(0o444)
    said = await asyncio.to_thread(run, TRY_TO_OPEN, path)
    assert said == [
        f"StoreRefused „{path}“ kann nicht geöffnet werden: „log.sqlite“ ist schreibgeschützt. "
        "Bitte die Zugriffsrechte von Datei und Ordner prüfen."
    ]


async def test_a_file_that_may_no_longer_be_written_is_a_known_no(store: SqliteStore) -> None:
    await store._run(lambda db: db.execute("PRAGMA query_only = ON"))
    with pytest.raises(StoreRefused) as caught:
        await store.append("rat-1", START, some(1))
    assert caught.value.sentence == (
        "Nicht gespeichert: Die Datei ist schreibgeschützt. Bitte Zugriffsrechte und Datenträger prüfen."
    )
    await store._run(lambda db: db.execute("PRAGMA query_only = OFF"))
    await store.append("rat-1", START, some(1))


def prepared(path: Path, *statements: str) -> None:
    database = sqlite3.connect(path)
    for statement in statements:
        database.execute(statement)
    database.commit()
    database.close()


async def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    prepared(path, "CREATE TABLE lines (x)")
    with pytest.raises(StoreRefused) as caught:
        await SqliteStore.open(path)
    assert caught.value.sentence == (
        f"„{path}“ ist keine Datei von Handzeichen. Bitte einen anderen Namen angeben."
    )


async def test_a_file_of_a_newer_version_is_left_alone(path: Path) -> None:
    await (await SqliteStore.open(path)).close()
    prepared(path, "PRAGMA user_version = 99")
    with pytest.raises(StoreRefused) as caught:
        await SqliteStore.open(path)
    assert caught.value.sentence == (
        f"„{path}“ stammt von einer neueren Version von Handzeichen. Bitte diese oder eine neuere starten."
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            b"Ratssitzung" * 500,
            "Sie ist keine Datenbank oder beschädigt. Bitte eine Sicherung zurückspielen.",
        ),
        (None, "Sie lässt sich nicht anlegen oder öffnen. Bitte Ordner und Zugriffsrechte prüfen."),
    ],
    ids=["text", "folder"],
)
async def test_what_is_no_database_is_refused_in_words(path: Path, content: bytes | None, why: str) -> None:
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(StoreRefused) as caught:
        await SqliteStore.open(path)
    assert caught.value.sentence == f"„{path}“ kann nicht geöffnet werden: {why}"


# When the disk fails


async def test_a_full_disk_is_a_known_no_and_the_next_append_works(store: SqliteStore) -> None:
    first = some(3)
    await store.append("rat-1", START, first)
    pages = await store._run(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
    await store._run(lambda db: db.execute(f"PRAGMA max_page_count = {pages + 2}").fetchone())

    head = head_of(first)
    with pytest.raises(StoreRefused) as caught:
        await store.append("rat-1", head, some(50, head, size=1000))
    assert caught.value.sentence == (
        "Nicht gespeichert: Der Datenträger ist voll. Bitte Platz schaffen und es dann noch einmal versuchen."
    )
    assert await store.read("rat-1") == first, "nothing is half written"
    with pytest.raises(StoreRefused):
        await store.put_session(Session(id="a", meeting="rat-1", data="x" * 100_000))

    await store._run(lambda db: db.execute("PRAGMA max_page_count = 1000000").fetchone())
    more = some(50, head, size=1000)
    await store.append("rat-1", head, more)
    assert await store.read("rat-1") == first + more


async def test_an_io_error_has_an_unknown_outcome_and_ends_the_store(path: Path) -> None:
    """The kernel refuses to let the file grow: not as a full disk, but as an error of writing."""
    first, *others = await asyncio.to_thread(run, FILL_UNTIL_THE_DISK_ERRS, path)
    seq, kind, *sentence = first.split()
    assert kind == "OutcomeUnknown"
    assert " ".join(sentence) == (
        "Ob gespeichert wurde, ist ungewiss (disk I/O error). Der Server hält an; nach dem Neustart gilt, "
        "was dann im Protokoll steht. Bitte den Datenträger prüfen."
    )
    assert others == ["OutcomeUnknown"] * 3, "even reading: what it shows could be gone after a restart"
    lines = await read_all(path)
    assert check(lines) is None
    assert len(lines) in (int(seq), int(seq) + 10)


async def test_a_damaged_place_is_said_to_whoever_reads_it_and_ends_nothing(path: Path) -> None:
    store = await SqliteStore.open(path)
    await store.append("rat-1", START, some(200, size=1000))
    await store.close()
    pages = path.read_bytes()
    path.write_bytes(pages[:8192] + b"\xa5" * (len(pages) - 8192))

    store = await SqliteStore.open(path)
    for _ in range(2):
        with pytest.raises(StoreRefused, match="an einer Stelle beschädigt"):
            await store.read("rat-1")
    assert store.fault is not None
    await store.close()


async def test_a_damaged_place_that_is_written_to_ends_the_store(path: Path) -> None:
    store = await SqliteStore.open(path)
    lines = some(400, size=1000)
    await store.append("rat-1", START, lines[:200])
    await store.close()
    pages = path.read_bytes()
    path.write_bytes(pages[:8192] + b"\xa5" * (len(pages) - 8192))

    store = await SqliteStore.open(path)
    for _ in range(2):
        with pytest.raises(OutcomeUnknown):
            await store.append("rat-1", lines[199].head, lines[200:])
    await store.close()


@pytest.mark.parametrize("damage", ["hash = 'x'", "hash = 7", "salt = 'x'", "salt = NULL", "body = x'00'"])
async def test_a_line_that_a_flipped_bit_made_something_else_is_refused_in_words(
    path: Path, damage: str
) -> None:
    store = await SqliteStore.open(path)
    await store.append("rat-1", START, some(2))
    await store.close()
    prepared(path, f"UPDATE lines SET {damage} WHERE seq = 2")
    store = await SqliteStore.open(path)
    with pytest.raises(StoreRefused) as caught:
        await store.read("rat-1")
    assert caught.value.sentence == (
        "Das Protokoll von „rat-1“ ist bei Nr. 2 beschädigt. Bitte die Datei aus einer Sicherung zurückholen und "
        "den Datenträger prüfen."
    )
    await store.close()


async def test_a_closed_store_says_so(path: Path) -> None:
    store = await SqliteStore.open(path)
    await store.close()
    with pytest.raises(StoreRefused, match="Der Speicher ist geschlossen"):
        await store.head("rat-1")


# Copies, and files that are only read


async def filled(path: Path, lines: list[Line]) -> None:
    copy = await SqliteStore.begin_copy(path)
    await copy.append("rat-1", START, lines)
    await copy.end_copy(path)


async def test_a_copy_is_one_file_that_its_owner_alone_may_read(tmp_path: Path) -> None:
    lines = some(100)
    await filled(tmp_path / "copy.sqlite", lines)
    assert [path.name for path in tmp_path.iterdir()] == ["copy.sqlite"]
    assert (tmp_path / "copy.sqlite").stat().st_mode & 0o777 == 0o600
    assert await read_all(tmp_path / "copy.sqlite") == lines


@pytest.mark.parametrize("name", ["there.sqlite", "nowhere/copy.sqlite"])
async def test_a_copy_is_made_only_where_nothing_stands(tmp_path: Path, name: str) -> None:
    (tmp_path / "there.sqlite").write_bytes(b"mine")
    with pytest.raises(StoreRefused, match="kann nicht angelegt werden"):
        await SqliteStore.begin_copy(tmp_path / name)
    assert (tmp_path / "there.sqlite").read_bytes() == b"mine"


async def test_what_is_only_read_stays_as_it_is_to_the_byte(tmp_path: Path) -> None:
    path, lines = tmp_path / "copy.sqlite", some(100)
    await filled(path, lines)
    before = path.read_bytes()
    path.chmod(0o400)
    store = await SqliteStore.open_to_read(path)
    assert await store.read("rat-1") == lines
    with pytest.raises(StoreRefused, match="lässt sich nicht lesen"):
        await store.append("rat-1", lines[-1].head, some(1, lines[-1].head))
    await store.close()
    assert path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["copy.sqlite"]


async def test_a_store_whose_server_was_killed_is_read_with_its_last_lines(
    store: SqliteStore, path: Path, tmp_path: Path
) -> None:
    lines = some(100)
    await store.append("rat-1", START, lines)
    for name in (path.name, path.name + "-wal"):
        shutil.copy(path.with_name(name), tmp_path / name.replace(path.stem, "left"))
    left = await SqliteStore.open_to_read(tmp_path / f"left{path.suffix}")
    assert await left.read("rat-1") == lines
    await left.close()


async def test_a_store_that_a_server_has_open_is_not_read_beside_it(store: SqliteStore, path: Path) -> None:
    await store.append("rat-1", START, some(1))
    with pytest.raises(StoreRefused, match="Ein anderer Prozess hat sie offen"):
        await SqliteStore.open_to_read(path)


@pytest.mark.parametrize("cut", [0, 100, 5_000, 20_000])
async def test_a_cut_file_is_refused_before_anything_is_read(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "copy.sqlite"
    await filled(path, some(100))
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(StoreRefused, match="beschädigt"):
        await SqliteStore.open_to_read(path)


# Destroying what single lines hold


async def test_a_file_of_an_earlier_version_forgets_as_well(path: Path) -> None:
    """It was written without writing over what was let go; texts that changed their length left holes in it."""
    store = await SqliteStore.open(path)
    for statement in ("PRAGMA secure_delete = OFF", f"DROP TABLE {CLEAN}"):
        await store._run(partial(lambda database, said: database.execute(said).fetchall(), said=statement))
    head = START
    for turn in range(60):
        lines = seal(
            head, [f'"weg{number}{"x" * (number * 97 % 3_000)}"' for number in range(8)], random_salts()
        )
        await store.append("rat-1", head, lines)
        await store.put("closed:rat-1", "y" * (turn * 31))
        head = head_of(lines)
    await store.close()
    assert path.read_bytes().count(b'"weg') >= 480

    store = await SqliteStore.open(path)
    await store.withhold("rat-1", head, range(1, head.seq + 1))
    assert b'"weg' not in b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert check(await store.read("rat-1"), head.hash) is None
    await store.close()


WITHHOLD = """
async def main():
    store = await SqliteStore.open(Path(sys.argv[1]))
    say("jetzt")
    await store.withhold("rat-1", await store.head("rat-1"), range(1, 3001))
    await store.close()

asyncio.run(main())
"""


@pytest.mark.parametrize("milliseconds", [0, 5, 10, 20, 40])
async def test_killed_in_the_middle_all_is_there_or_all_is_gone(path: Path, milliseconds: int) -> None:
    lines = some(3_000, size=300)
    store = await SqliteStore.open(path)
    await store.append("rat-1", START, lines)
    await store.close()
    process = await asyncio.create_subprocess_exec(*program(WITHHOLD, path), stdout=subprocess.PIPE)
    assert process.stdout is not None
    await process.stdout.readline()
    with suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), milliseconds / 1000)
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()

    store = await SqliteStore.open(path)
    found = await store.read("rat-1")
    assert check(found, head_of(lines).hash) is None
    assert sum(line.body is None for line in found) in (0, 3_000)
    if found[0].body is not None:
        await store.withhold("rat-1", head_of(lines), range(1, 3_001))
    await store.withhold(
        "rat-1", head_of(lines), []
    )  # What was cut off is seen to, though nothing is left to be withheld.
    assert b"xxxxxxxx" not in b"".join(file.read_bytes() for file in path.parent.iterdir())
    await store.close()
