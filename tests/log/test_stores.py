"""What every store owes: one suite, run for each of them, on real files where there are files."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from itertools import pairwise
from pathlib import Path

import pytest

from handzeichen.log.chain import START, Head, Line, check, head_of, random_salts, seal, withhold
from handzeichen.log.memory import MemoryStore
from handzeichen.log.port import Conflict, Session, Store
from handzeichen.log.redis import RedisStore
from handzeichen.log.sqlite import SqliteStore
from support.valkey import valkey

Open = Callable[[], Awaitable[Store]]


@asynccontextmanager
async def memory(folder: Path) -> AsyncIterator[Open]:
    store = MemoryStore()

    async def open_again() -> Store:
        return store

    yield open_again


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[Open]:
    yield lambda: SqliteStore.open(folder / "log.sqlite")


@asynccontextmanager
async def redis(folder: Path) -> AsyncIterator[Open]:
    async with valkey(folder, rdbcompression="no") as server:  # What is searched for stands there as it is.
        yield lambda: RedisStore.open(server.url)


STORES = {"memory": memory, "sqlite": sqlite, "redis": redis}


@pytest.fixture(params=STORES)
async def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Open]:
    """Opens the store again; whoever calls has closed it before."""
    async with STORES[request.param](tmp_path) as open_again:
        yield open_again


@pytest.fixture
async def store(reopen: Open) -> AsyncIterator[Store]:
    store = await reopen()
    yield store
    await store.close()


def some(count: int, head: Head = START, text: str = "") -> list[Line]:
    return seal(head, [f'{{"n":{number},"text":"ß{text}"}}' for number in range(count)], random_salts())


async def test_what_was_appended_is_read_as_it_was(store: Store) -> None:
    lines = some(3)
    await store.append("rat-1", START, lines)
    assert await store.read("rat-1") == lines
    assert await store.head("rat-1") == head_of(lines)


async def test_an_unknown_meeting_is_an_empty_one(store: Store) -> None:
    assert await store.read("rat-1") == []
    assert await store.head("rat-1") == START
    assert await store.meetings() == []


async def test_a_log_grows_from_its_head(store: Store) -> None:
    first = some(2)
    second = some(3, head_of(first))
    await store.append("rat-1", START, first)
    await store.append("rat-1", head_of(first), second)
    assert await store.read("rat-1") == first + second
    assert check(await store.read("rat-1")) is None


async def test_the_tail_is_read_from_any_number(store: Store) -> None:
    lines = some(5)
    await store.append("rat-1", START, lines)
    assert await store.read("rat-1", after=3) == lines[3:]
    assert await store.read("rat-1", after=1, limit=2) == lines[1:3]
    assert await store.read("rat-1", after=5) == []
    assert await store.read("rat-1", after=99) == []


async def test_whoever_knows_an_older_head_is_told_the_new_one(store: Store) -> None:
    lines = some(3)
    await store.append("rat-1", START, lines)
    with pytest.raises(Conflict) as caught:
        await store.append("rat-1", lines[1].head, some(1, lines[1].head))
    assert caught.value.found == head_of(lines)
    assert caught.value.sentence == (
        f"Nicht gespeichert: Das Protokoll von „rat-1“ steht bei Nr. 3 ({lines[2].hash[:8]}), "
        f"erwartet war Nr. 2 ({lines[1].hash[:8]}). Den neuen Stand lesen und neu entscheiden."
    )
    assert await store.read("rat-1") == lines


async def test_the_right_number_with_another_hash_is_another_history(store: Store) -> None:
    lines, others = some(3), some(3)
    await store.append("rat-1", START, lines)
    with pytest.raises(Conflict):
        await store.append("rat-1", head_of(others), some(1, head_of(others)))
    assert await store.read("rat-1") == lines


async def test_a_head_ahead_of_the_log_is_a_conflict_too(store: Store) -> None:
    lines = some(3)
    await store.append("rat-1", START, lines[:2])
    with pytest.raises(Conflict):
        await store.append("rat-1", head_of(lines), some(1, head_of(lines)))


async def test_after_a_conflict_the_next_append_goes_through(store: Store) -> None:
    lines = some(2)
    await store.append("rat-1", START, lines[:1])
    with pytest.raises(Conflict):
        await store.append("rat-1", START, some(1))
    await store.append("rat-1", lines[0].head, lines[1:])
    assert await store.read("rat-1") == lines


async def test_lines_that_do_not_follow_the_head_are_our_own_fault(store: Store) -> None:
    lines = some(3)
    for wrong in (lines[1:], [lines[0], lines[2]], [lines[0], lines[0]]):
        with pytest.raises(ValueError, match="do not follow 0"):
            await store.append("rat-1", START, wrong)
    assert await store.read("rat-1") == []


async def test_appending_nothing_still_asks_for_the_head(store: Store) -> None:
    await store.append("rat-1", START, [])
    assert await store.meetings() == []
    with pytest.raises(Conflict):
        await store.append("rat-1", head_of(some(1)), [])


async def test_another_meeting_is_another_log(store: Store) -> None:
    first, second = some(2), some(4)
    await store.append("rat-2", START, first)
    await store.append("rat-1", START, second)
    assert await store.read("rat-2") == first
    assert await store.read("rat-1") == second
    assert await store.meetings() == ["rat-1", "rat-2"]


async def test_of_several_who_append_to_one_head_one_wins(store: Store) -> None:
    rivals = [some(2, text=str(number)) for number in range(20)]
    outcomes = await asyncio.gather(
        *(store.append("rat-1", START, lines) for lines in rivals), return_exceptions=True
    )
    winners = [lines for lines, outcome in zip(rivals, outcomes, strict=True) if outcome is None]
    assert len(winners) == 1
    assert await store.read("rat-1") == winners[0]
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 19


async def test_thousands_of_lines_keep_their_order(store: Store) -> None:
    lines = some(5_000)
    for start in range(0, 5_000, 1_000):
        await store.append("rat-1", lines[start - 1].head if start else START, lines[start : start + 1_000])
    assert await store.read("rat-1") == lines


async def test_a_long_body_comes_back_whole(store: Store) -> None:
    (line,) = seal(START, ["ß🗳" * 100_000], random_salts())
    await store.append("rat-1", START, [line])
    assert await store.read("rat-1") == [line]


async def test_a_withheld_line_is_kept_as_one(store: Store) -> None:
    lines = some(3)
    lines[1] = withhold(lines[1])
    await store.append("rat-1", START, lines)
    assert await store.read("rat-1") == lines


async def test_everything_is_there_after_closing_and_opening(reopen: Open) -> None:
    lines = some(3)
    session = Session(id="a1", meeting="rat-1", data="{}")
    store = await reopen()
    await store.append("rat-1", START, lines)
    await store.put_session(session)
    await store.put("link:1", "ida")
    await store.close()
    await store.close()

    store = await reopen()
    assert await store.read("rat-1") == lines
    assert await store.get_session("a1") == session
    assert await store.get("link:1") == "ida"
    await store.close()


async def test_a_checkpoint_changes_nothing_that_can_be_read(store: Store) -> None:
    lines = some(3)
    await store.append("rat-1", START, lines[:2])
    await store.checkpoint()
    await store.append("rat-1", lines[1].head, lines[2:])
    await store.checkpoint()
    assert await store.read("rat-1") == lines


# Sessions

IRI = Session(id="a1", meeting="rat-1", data='{"person":"ida"}')
MATZ = Session(id="b2", meeting="rat-1", data='{"person":"matz"}')
OTHER = Session(id="c3", meeting="rat-2", data="{}")


async def test_a_session_is_found_by_its_id_and_listed_by_its_meeting(store: Store) -> None:
    for session in (MATZ, OTHER, IRI):
        await store.put_session(session)
    assert await store.get_session("a1") == IRI
    assert await store.get_session("zz") is None
    assert await store.sessions("rat-1") == [IRI, MATZ]


async def test_a_session_can_be_renewed(store: Store) -> None:
    renewed = Session(id="a1", meeting="rat-1", data='{"seen":2}')
    await store.put_session(IRI)
    await store.put_session(renewed)
    assert await store.sessions("rat-1") == [renewed]


async def test_a_revoked_session_is_gone_for_good(store: Store) -> None:
    await store.put_session(IRI)
    await store.put_session(MATZ)
    await store.revoke("a1")
    await store.revoke("a1")
    await store.revoke("unknown")
    await store.put_session(IRI)
    assert await store.get_session("a1") is None
    assert await store.sessions("rat-1") == [MATZ]


async def test_a_revoked_session_stays_revoked_after_opening_again(reopen: Open) -> None:
    store = await reopen()
    await store.put_session(IRI)
    await store.revoke("a1")
    await store.close()
    store = await reopen()
    await store.put_session(IRI)
    assert await store.get_session("a1") is None
    await store.close()


async def test_of_a_revoked_session_nothing_stays_but_its_id(reopen: Open, tmp_path: Path) -> None:
    store = await reopen()
    await store.put_session(Session(id="a1", meeting="rat-1", data="geheimnis"))
    await store.revoke("a1")
    await store.put_session(Session(id="a1", meeting="rat-1", data="geheimnis"))
    await store.withhold("", START, [])
    assert b"geheimnis" not in await files(tmp_path, without=b"geheimnis")
    await store.close()


# Small texts


async def test_a_text_is_kept_under_its_key(store: Store) -> None:
    await store.put("link:1", "ida")
    await store.put("link:1", "matz")
    assert await store.get("link:1") == "matz"
    assert await store.get("link:2") is None


async def test_keys_are_listed_by_their_beginning(store: Store) -> None:
    for key in ("link:2", "link:1", "linka", "LINK:3", "li%k:4", "käse:1"):
        await store.put(key, "")
    assert await store.keys("link:") == ["link:1", "link:2"]
    assert await store.keys("kä") == ["käse:1"]
    assert await store.keys("%") == []


async def test_a_link_is_used_up_by_one(store: Store) -> None:
    await store.put("link:1", "ida")
    taken = await asyncio.gather(*(store.take("link:1") for _ in range(20)))
    assert sorted(taken, key=str) == [None] * 19 + ["ida"]
    assert await store.get("link:1") is None


# Destroying what single lines hold


async def test_what_is_withheld_leaves_a_whole_chain(store: Store) -> None:
    lines, others = some(7), some(2)
    await store.append("rat-1", START, lines[:3])
    await store.append("rat-1", lines[2].head, lines[3:])
    await store.append("rat-2", START, others)
    await store.withhold("rat-1", head_of(lines), {2, 5, 6})
    found = await store.read("rat-1")
    assert found == [withhold(line) if line.seq in {2, 5, 6} else line for line in lines]
    assert check(found, head_of(lines).hash) is None
    assert await store.head("rat-1") == head_of(lines)
    assert await store.read("rat-2") == others


async def test_withholding_again_changes_nothing(store: Store) -> None:
    lines = some(3)
    await store.append("rat-1", START, lines)
    await store.withhold("rat-1", head_of(lines), [2])
    once = await store.read("rat-1")
    await store.withhold("rat-1", head_of(lines), [2])
    await store.withhold("rat-1", head_of(lines), [])
    assert await store.read("rat-1") == once


async def test_a_log_grows_after_lines_of_it_were_withheld(store: Store) -> None:
    lines = some(5)
    await store.append("rat-1", START, lines[:3])
    await store.withhold("rat-1", lines[2].head, [1, 3])
    await store.append("rat-1", lines[2].head, lines[3:])
    assert check(await store.read("rat-1"), head_of(lines).hash) is None


async def test_a_foreign_number_withholds_nothing(store: Store) -> None:
    lines = some(3)
    await store.append("rat-1", START, lines)
    with pytest.raises(ValueError, match="are none of this log"):
        await store.withhold("rat-1", head_of(lines), [2, 4])
    with pytest.raises(ValueError, match="are none of this log"):
        await store.withhold("rat-2", START, [1])
    assert await store.read("rat-1") == lines


async def test_what_was_added_meanwhile_may_forbid_it(store: Store) -> None:
    lines = some(4)
    await store.append("rat-1", START, lines[:3])
    await store.append("rat-1", lines[2].head, lines[3:])
    with pytest.raises(Conflict) as caught:
        await store.withhold("rat-1", lines[2].head, [1, 2])
    assert caught.value.found == head_of(lines)
    assert await store.read("rat-1") == lines


async def test_of_one_who_appends_and_one_who_destroys_nobody_undoes_the_other(store: Store) -> None:
    lines = some(30)
    await store.append("rat-1", START, lines[:1])
    done = []

    async def append() -> None:
        for before, line in pairwise(lines):
            await store.append("rat-1", before.head, [line])

    async def destroy() -> None:
        while not done:
            with suppress(Conflict):
                await store.withhold("rat-1", await store.head("rat-1"), [1])
                done.append(1)

    await asyncio.gather(append(), destroy())
    assert await store.read("rat-1") == [withhold(lines[0]), *lines[1:]]


async def test_the_bytes_are_gone_from_the_files(reopen: Open, tmp_path: Path) -> None:
    """Every second line, in logs of two meetings that grew by turns, with bodies longer than a page among them."""
    store = await reopen()
    heads = {"rat-1": START, "rat-2": START}
    for turn in range(40):
        for meeting, head in heads.items():
            size = 9_000 if turn % 13 == 5 else 150
            texts = [
                f'"{meeting}-{"weg" if number % 2 else "da"}{turn}-{"x" * size}"' for number in range(10)
            ]
            lines = seal(head, texts, random_salts())
            await store.append(meeting, head, lines)
            heads[meeting] = head_of(lines)
    salt = (await store.read("rat-1"))[1].salt
    assert salt is not None
    await store.withhold("rat-1", heads["rat-1"], range(2, 401, 2))
    found = await files(tmp_path, without=b"rat-1-weg")
    assert b"rat-1-weg" not in found
    assert salt.encode() not in found
    assert bytes.fromhex(salt) not in found
    if found:  # Memory has no files.
        assert found.count(b"rat-1-da") >= 200
        assert found.count(b"rat-2-weg") >= 200
    assert check(await store.read("rat-1"), heads["rat-1"].hash) is None
    await store.close()
    assert b"rat-1-weg" not in await files(tmp_path, without=b"rat-1-weg")


async def files(folder: Path, without: bytes) -> bytes:
    """All that lies in a folder; a server takes a moment to remove a file that it has replaced."""
    deadline = asyncio.get_running_loop().time() + 10
    while True:
        found = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
        if without not in found or asyncio.get_running_loop().time() > deadline:
            return found
        await asyncio.sleep(0.02)
