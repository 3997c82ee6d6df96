"""A stop in the middle of a ballot: what was answered stands in the log, what was not does not, and all may come back."""

import asyncio
import signal
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from handzeichen.app.config import FILE
from handzeichen.app.offers import Role
from handzeichen.app.plan import read_plan
from handzeichen.log.codec import read_entries
from handzeichen.log.sqlite import SqliteStore
from support.live import PATIENCE, PLAN, Process, Running, Socket

MEETING = read_plan(PLAN).id


@pytest.fixture
def fast_wire() -> bool:
    """The process decides itself."""
    return True


async def test_a_stop_leaves_nobody_in_doubt(tmp_path: Path) -> None:
    process = await Process.start("demo", "--port", "0", "--data", tmp_path, last="Ende mit")
    clerk = await process.sign_in("Protokollführung")
    async with Socket(process.url, MEETING, clerk) as desk, Socket(process.url, MEETING) as public:
        asking = asyncio.create_task(keep_asking(desk))
        await desk.until(lambda: len(desk.answers) > 20)
        process.process.send_signal(signal.SIGTERM)
        codes = [await page.until_closed() for page in (desk, public)]
        await asking
    assert codes == [1012, 1012]
    assert await asyncio.wait_for(process.process.wait(), PATIENCE) == 0
    accepted = {key for key, answer in desk.answers.items() if "accepted" in answer}
    refused = {answer.get("refused") for answer in desk.answers.values()} - {None}
    assert refused <= {"restarting"}
    assert await keys_in_the_log(tmp_path) == accepted


async def keep_asking(desk: Socket) -> None:
    """Ask, with a hundred answers still to come, until the connection is gone."""
    for number in range(100_000):
        try:
            await desk.send({"do": "note", "item": "1", "text": "Wort", "key": f"n{number}"})
            await desk.until(lambda: len(desk.answers) > number - 100)  # noqa: B023
        except (ConnectionClosed, AssertionError):
            return


async def keys_in_the_log(folder: Path) -> set[str]:
    store = await SqliteStore.open(folder / FILE)
    lines = await store.read(MEETING)
    await store.close()
    keys = (entry.key or "" for entry in read_entries(lines))
    return {key.partition(":")[2] for key in keys if ":n" in key}


async def test_what_comes_after_the_room_has_closed_is_refused_in_words(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    head = server.live.room.now.head
    await server.live.room.close()
    async with server.http(clerk) as client:
        answer = await client.post(
            f"/api/meetings/{MEETING}/commands", json={"do": "note", "item": "1", "text": "Zu spät"}
        )
    assert answer.json()["refused"] == "restarting"
    assert server.live.room.now.head == head


async def test_an_answer_that_a_page_has_not_read_yet_still_reaches_it(server: Running) -> None:
    async with server.socket(await server.sign_in(Role.CLERK), reads=False) as desk:
        await desk.send({"do": "note", "item": "1", "text": "Wort", "key": "k"})
        while not server.live.room.now.recent[-1].key:
            await asyncio.sleep(0)
        finishing = asyncio.create_task(server.house.finish(PATIENCE))
        desk.read()
        await finishing
        assert await desk.until_closed() == 1012
        assert desk.answers["k"]["accepted"] is True
    assert server.house.pages == set()


async def test_a_page_that_reads_nothing_holds_up_no_stop(server: Running) -> None:
    async with server.socket(await server.sign_in(Role.CLERK), reads=False):
        begun = asyncio.get_running_loop().time()
        await server.house.finish(0.3)
        assert asyncio.get_running_loop().time() - begun < 2
