"""The server as its own process: it starts in words, is killed, starts again, and stops when nobody can be sure."""

import asyncio
import resource
import shutil
import socket as sockets
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from handzeichen.app.config import FILE, HEADS
from handzeichen.app.main import AGAIN, REFUSED
from handzeichen.app.plan import read_plan
from handzeichen.log.chain import START, check, random_salts, seal
from handzeichen.log.codec import read_entries
from handzeichen.log.sqlite import SqliteStore
from handzeichen.meeting.events import VoteCast
from support.live import PATIENCE, PLAN, Process, SignedIn, Socket
from support.ports import free_port

MEETING = read_plan(PLAN).id
MEMBERS = ("Ratsfrau Elvers", "Ratsherr Möhring")


@pytest.fixture
def fast_wire() -> bool:
    """The process decides itself."""
    return True


async def demo(folder: Path, *more: str, **options: Any) -> Process:
    return await Process.start("demo", "--port", "0", "--data", folder, *more, last="Ende mit", **options)


async def serve(folder: Path, *more: str, last: str) -> Process:
    return await Process.start("serve", "--plan", PLAN, "--port", "0", "--data", folder, *more, last=last)


async def refused(*arguments: str | Path, code: int = REFUSED) -> str:
    """What a server that does not start says; it must say why, and end with the code for it."""
    process = await asyncio.create_subprocess_exec(
        *Process.command(*arguments), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    _, said = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == code, said.decode()
    assert "Traceback" not in said.decode()
    return said.decode()


# Starting and ending


async def test_a_meeting_is_served_from_its_plan_and_goes_on_after_a_stop(tmp_path: Path) -> None:
    first = await serve(tmp_path, last="Herr Sokolow")
    clerk = await first.sign_in("Protokollführung")
    async with Socket(first.url, MEETING, clerk) as desk:
        answer = await desk.ask("arrive", person="brandhorst", via="room", key="k")
    assert await first.stop() == 0

    second = await serve(tmp_path, last="--links")
    async with Socket(second.url, MEETING, clerk) as desk:
        assert await desk.ask("arrive", person="brandhorst", via="room", key="k") == answer
    assert await second.stop() == 0

    sheets = tmp_path / "boegen.html"
    third = await serve(tmp_path, "--links", "--sheets", str(sheets), last="Herr Sokolow")
    link = third.link("Protokollführung")
    assert link != first.link("Protokollführung").replace(first.url, third.url)
    assert link.rpartition("/")[2] in sheets.read_text("utf-8")
    assert await third.stop() == 0


async def test_a_stop_does_not_wait_for_open_pages(tmp_path: Path) -> None:
    process = await demo(tmp_path)
    async with Socket(process.url, MEETING) as public:
        await public.until(lambda: public.parts)
        assert await process.stop() == 0
        assert await public.until_closed() == 1012


async def test_two_servers_on_one_folder_are_refused(tmp_path: Path) -> None:
    process = await demo(tmp_path)
    said = await refused("demo", "--port", "0", "--data", tmp_path)
    assert "Ein anderer Prozess hat sie offen" in said
    said = await refused("demo", "--port", "0", "--data", tmp_path, "--fresh")
    assert "Ein anderer Prozess hat sie offen" in said
    await process.stop()


async def test_a_port_that_is_taken_is_said_in_words(tmp_path: Path) -> None:
    with sockets.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = await refused("demo", "--port", port, "--data", tmp_path)
    assert f"Port {port}" in said
    assert "--port" in said


async def test_a_server_whose_valkey_is_not_there_yet_asks_to_be_started_again(tmp_path: Path) -> None:
    store = f"redis://127.0.0.1:{free_port()}/0"
    said = await refused("serve", "--port", "0", "--data", tmp_path, "--store", store, code=AGAIN)
    assert "Nicht gestartet. Der Redis-Server antwortet nicht" in said


async def test_a_log_older_than_its_last_head_is_refused(tmp_path: Path) -> None:
    """Somebody put yesterday's copy back: it is whole in itself, only too short."""
    process = await demo(tmp_path)
    await process.stop()
    shutil.copy(tmp_path / FILE, tmp_path / "old.sqlite")
    process = await demo(tmp_path)
    clerk = await process.sign_in("Protokollführung")
    async with Socket(process.url, MEETING, clerk) as desk:
        answer = await desk.ask("note", item="1", text="Nach der Sicherung.")
    await process.stop()
    assert f"{MEETING} {answer['seq']} {answer['head']}" in (tmp_path / HEADS).read_text()

    shutil.move(tmp_path / "old.sqlite", tmp_path / FILE)
    said = await refused("serve", "--plan", PLAN, "--port", "0", "--data", tmp_path)
    assert f"zuletzt stand es bei Nr. {answer['seq']}" in said
    accepted = await serve(tmp_path, "--accept-older-log", last="--links")
    await accepted.stop()


async def test_a_log_that_was_edited_is_refused(tmp_path: Path) -> None:
    process = await demo(tmp_path)
    await process.stop()
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as database:
        database.execute("UPDATE lines SET body = replace(body, '17:3', '17:2') WHERE seq = 20")
    said = await refused("demo", "--port", "0", "--data", tmp_path)
    assert "ab Nr. 20" in said


async def test_a_log_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    store = await SqliteStore.open(tmp_path / FILE)
    body = '{"at":"2030-01-01T10:00:00+01:00","by":"system","data":{},"type":"MeetingPlanned","v":99}'
    await store.append(MEETING, START, seal(START, [body], random_salts()))
    await store.close()
    assert "neuere Version" in await refused("serve", "--plan", PLAN, "--port", "0", "--data", tmp_path)


async def test_a_plan_that_no_law_answers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN.read_text().replace("2021-01-21T", "1871-01-21T"))
    said = await refused("serve", "--plan", tmp_path / "plan.toml", "--port", "0", "--data", tmp_path)
    assert "1871-01-21" in said


async def test_fresh_begins_anew(tmp_path: Path) -> None:
    process = await demo(tmp_path)
    clerk = await process.sign_in("Protokollführung")
    async with Socket(process.url, MEETING, clerk) as desk:
        await desk.ask("note", item="1", text="Weg damit.")
        await desk.until(lambda: desk.seq == 50)
    await process.stop()
    process = await demo(tmp_path, "--fresh")
    clerk = await process.sign_in("Protokollführung")
    async with Socket(process.url, MEETING, clerk) as desk:
        await desk.until(lambda: desk.seq == 49)
    await process.stop()


# Killed


async def vote_on(url: str, who: SignedIn, person: str, acknowledged: dict[str, dict[str, Any]]) -> None:
    """Vote as fast as the server answers, and remember every acknowledgement, until the connection breaks."""
    try:
        async with Socket(url, MEETING, who) as page:
            for number in range(1_000_000):
                key = f"{person}-{number}"
                choice = ("yes", "no", "abstain")[number % 3]
                acknowledged[key] = {
                    **await page.ask("cast_vote", ballot="b1", choice=choice, key=key),
                    "choice": choice,
                }
    except (ConnectionClosed, OSError, AssertionError, TimeoutError):
        return


async def test_killed_under_load_every_acknowledged_vote_is_there_exactly_once(tmp_path: Path) -> None:
    process = await demo(tmp_path)
    chair = await process.sign_in("Vorsitz")
    who = {name: await process.sign_in(name) for name in MEMBERS}
    async with Socket(process.url, MEETING, chair) as lead:
        await lead.ask("open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    acknowledged: dict[str, dict[str, Any]] = {}
    voters = [asyncio.create_task(vote_on(process.url, one, name, acknowledged)) for name, one in who.items()]
    async with asyncio.timeout(PATIENCE):
        while len(acknowledged) < 200:
            await asyncio.wait(voters, timeout=0.01)
    await process.kill()
    await asyncio.wait(voters)

    store = await SqliteStore.open(tmp_path / FILE)
    lines = await store.read(MEETING)
    await store.close()
    assert check(lines) is None
    stored = {
        (entry.key or "").partition(":")[2]: (entry, line)
        for entry, line in zip(read_entries(lines), lines, strict=True)
        if isinstance(entry.event, VoteCast)
    }
    votes = [entry for entry in read_entries(lines) if isinstance(entry.event, VoteCast)]
    assert len(votes) == len(stored), "no vote stands there twice"
    for key, answer in acknowledged.items():
        entry, line = stored[key]
        assert (line.seq, line.hash, entry.event.choice) == (answer["seq"], answer["head"], answer["choice"])
    # Beyond what was acknowledged at most one vote a member: the one whose answer never came.
    assert len(stored) - len(acknowledged) <= len(MEMBERS)

    again = await demo(tmp_path)
    for name, one in who.items():
        key, answer = next(
            (key, answer) for key, answer in reversed(acknowledged.items()) if key.startswith(name)
        )
        async with Socket(again.url, MEETING, one) as page:
            repeated = await page.ask("cast_vote", ballot="b1", choice=answer["choice"], key=key)
            assert {**repeated, "choice": answer["choice"]} == answer
    await again.stop()


# When nobody can say whether it was written


async def test_after_a_failed_write_the_process_ends_and_the_next_one_answers_the_same_key(
    tmp_path: Path,
) -> None:
    """The disk takes no more in the middle of a write: a real I/O error, by the limit of a process on its files."""
    process = await demo(tmp_path)
    size = max(path.stat().st_size for path in tmp_path.iterdir())
    clerk = await process.sign_in("Protokollführung")
    assert process.process.pid is not None
    resource.prlimit(process.process.pid, resource.RLIMIT_FSIZE, (size + 60_000, size + 60_000))
    acknowledged: dict[str, dict[str, Any]] = {}
    async with Socket(process.url, MEETING, clerk) as desk:
        with pytest.raises(AssertionError, match="the connection ended before"):
            for number in range(200):
                acknowledged[f"n{number}"] = await desk.ask(
                    "note", item="1", text="Wort " * 500, key=f"n{number}"
                )
    assert await asyncio.wait_for(process.process.wait(), PATIENCE) == AGAIN
    assert process.process.stderr is not None
    said = (await process.process.stderr.read()).decode()
    assert "ungewiss" in said and "Bitte Handzeichen neu starten." in said

    again = await demo(tmp_path)
    async with Socket(again.url, MEETING, clerk) as desk:
        for key, answer in acknowledged.items():
            assert await desk.ask("note", item="1", text="Wort " * 500, key=key) == answer
        open_one = await desk.ask("note", item="1", text="Wort " * 500, key=f"n{len(acknowledged)}")
        assert open_one["seq"] == list(acknowledged.values())[-1]["seq"] + 1
    await again.stop()
