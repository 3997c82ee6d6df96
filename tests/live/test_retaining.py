"""Retention in a house that runs: the server forgets what it destroys, its files hold it no more, and nodes follow."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from app.test_retaining import AFTER_A_YEAR, ID, an_evening, lines_of, told
from handzeichen.app import operator, retaining, retaining_house
from handzeichen.app.backup import back_up, check_house
from handzeichen.app.config import Config
from handzeichen.app.moving import move
from handzeichen.app.offers import Role
from handzeichen.app.operator import reachable
from handzeichen.app.retaining import Sheet
from handzeichen.app.retaining_house import Found, retained
from handzeichen.app.verify import rebuild
from handzeichen.law.retention import DataClass
from handzeichen.log.chain import START, Line, check, head_of
from handzeichen.log.memory import MemoryStore
from handzeichen.log.redis import RedisStore
from handzeichen.log.sqlite import SqliteStore
from handzeichen.meeting.events import VoteCast
from handzeichen.meeting.state import Meeting
from support.live import PATIENCE, Running, running
from support.valkey import valkey


@pytest.fixture(autouse=True)
def a_year_later(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (retaining, operator, retaining_house):
        monkeypatch.setattr(module, "today", lambda: AFTER_A_YEAR)


async def house_in(folder: Path, lines: list[Line]) -> Config:
    """A house that met once, long ago; no server runs."""
    config = Config(data=folder)
    folder.mkdir(exist_ok=True)
    store = await SqliteStore.open(config.file)
    await store.append(ID, START, lines)
    await store.close()
    return config


def names(sheets: list[Sheet]) -> list[set[DataClass]]:
    return [{one.name for one in sheet.due} for sheet in sheets]


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


ALL = {DataClass.SINGLE_VOTES, DataClass.TRIAL_VOTES, DataClass.CONNECTION}


async def test_without_a_server_the_store_is_thinned_out_and_everything_else_works_on(tmp_path: Path) -> None:
    evening = an_evening()
    lines = lines_of(evening.entries)
    config = await house_in(tmp_path / "house", lines)
    before = bytes_in(config.data)
    assert b'"VoteCast"' in before and b"Ahrens sagte Ja" in before
    dry = await retained(config, only=None, dry_run=True)
    assert names(dry.sheets) == [ALL] and not dry.sheets[0].done
    assert bytes_in(config.data) == before, "a dry run changes nothing"
    done = await retained(config, only=ID, dry_run=False)
    assert names(done.sheets) == [ALL] and done.sheets[0].done and done.faults == []
    assert not [
        gone
        for gone in (b'"VoteCast"', b"Ahrens sagte Ja", b'"TrialVoteCast"')
        if gone in bytes_in(config.data)
    ]
    assert (await retained(config, only=None, dry_run=False)).sheets == [], "nothing more can be due"

    assert (await check_house(config)).faults == []
    await back_up(config, tmp_path / "backup.sqlite")
    store = await SqliteStore.open_to_read(tmp_path / "backup.sqlite")
    other = MemoryStore()
    await move(store, other)
    found = await other.read(ID)
    await store.close()
    assert check(found, head_of(lines).hash) is None
    meeting = rebuild(found)
    assert isinstance(meeting, Meeting)
    assert told(meeting, head_of(found)) == told(evening.meeting, head_of(lines))


@asynccontextmanager
async def served(config: Config) -> AsyncIterator[Running]:
    """The house with its server, as the command line finds it."""
    store = await SqliteStore.open(config.file)
    async with running(plan=an_evening().meeting.plan, store=store, data=config.data) as server:
        (listener,) = (sock for one in server.server.servers for sock in one.sockets)
        async with reachable(server.house, listener):
            yield server


async def beside(config: Config) -> Found:
    """The command beside the server, which waits for it without a word, as in a process of its own."""
    return await asyncio.to_thread(lambda: asyncio.run(retained(config, only=None, dry_run=False)))


async def test_a_running_server_forgets_what_it_destroys(tmp_path: Path) -> None:
    config = await house_in(tmp_path / "house", lines_of(an_evening().entries))
    async with served(config) as server:
        member = await server.sign_in(Role.MEMBER, "ahrens")
        async with server.http(member) as client:
            mine = (await client.get(f"/s/{member.slug}/meine-stimmen")).text
            assert "eingetragen von der Protokollführung" in mine
            done = await beside(config)
            assert names(done.sheets) == [ALL] and done.faults == []
            assert [sheet.sign_ins for sheet in done.sheets] == [1]
            gone = await client.get(f"/s/{member.slug}/meine-stimmen")
            assert gone.status_code == httpx.codes.UNAUTHORIZED, "a sign-in of that year counts no more"
        member = await server.sign_in(Role.MEMBER, "ahrens")
        async with server.http(member) as client:
            mine = (await client.get(f"/s/{member.slug}/meine-stimmen")).text
            assert "Nicht mehr gespeichert" in mine
        now = server.live.room.now
        assert not [entry for entry in now.meeting.past if isinstance(entry.event, VoteCast)]
        assert not [entry for entry in now.recent if isinstance(entry.event, VoteCast)]
        clerk = await server.sign_in(Role.CLERK, "meyer")
        async with server.socket(clerk) as desk:
            answer = await desk.ask("hold", reason="Klage")
            assert "accepted" in answer, "the log goes on from its head"
        assert b'"VoteCast"' not in bytes_in(config.data)


async def test_what_it_does_is_for_the_operator_alone(tmp_path: Path) -> None:
    config = await house_in(tmp_path / "house", lines_of(an_evening().entries))
    async with served(config) as server, server.http() as client:
        for method, address in (
            ("GET", f"/operator/meetings/{ID}/retention?on=2028-01-01"),
            ("POST", f"/operator/meetings/{ID}/retention"),
            ("POST", "/operator/retained"),
        ):
            assert (await client.request(method, address)).status_code == httpx.codes.FORBIDDEN
        token = {"authorization": f"Bearer {server.house.token}"}
        strange = await client.get(f"/operator/meetings/{ID}/retention?on=gestern", headers=token)
        assert strange.status_code == httpx.codes.BAD_REQUEST
        assert all(line.body is not None for line in await server.house.store.read(ID))


async def test_a_damaged_log_is_named_and_the_others_are_thinned_out(tmp_path: Path) -> None:
    lines = lines_of(an_evening().entries)
    config = await house_in(tmp_path / "house", lines)
    store = await SqliteStore.open(config.file)
    await store.append("rat-1", START, [replace(lines[0], body="{}"), *lines[1:]])
    await store.close()
    async with served(config):
        found = await beside(config)
    assert names(found.sheets) == [ALL]
    (fault,) = found.faults
    assert fault.startswith("Das Protokoll von „rat-1“ ist ab Nr. 1 nicht, was es sein sollte.")


async def test_a_node_forgets_what_was_destroyed_beside_it(tmp_path: Path) -> None:
    async with valkey(tmp_path) as server:
        store = await RedisStore.open(server.url)
        await store.append(ID, START, lines_of(an_evening().entries))
        async with running(plan=an_evening().meeting.plan, store=store, beat=0.2, silence=30.0) as node:
            node.house.closed.add(ID)
            shown = node.live.room.now
            assert [entry for entry in shown.meeting.past if isinstance(entry.event, VoteCast)]
            done = await retained(Config(data=tmp_path, store=server.url), only=None, dry_run=False)
            assert names(done.sheets) == [ALL]
            async with asyncio.timeout(PATIENCE):
                while node.live.room.now is shown:
                    await store.head(ID)
            now = node.live.room.now
            assert not [entry for entry in now.meeting.past if isinstance(entry.event, VoteCast)]
            assert (node.live.room.works, now.head) == (True, shown.head), (
                "nobody takes it for a changed history"
            )
