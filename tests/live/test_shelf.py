"""Many meetings in one house: what is closed is not read at the start, and there when somebody asks for it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bench.meetings import evening, opening
from handzeichen.app.closed import CLOSED_KEY
from handzeichen.app.config import FILE
from handzeichen.app.offers import Offer, Role
from handzeichen.app.plan import read_plan
from handzeichen.app.replay import play
from handzeichen.app.shelf import KEPT, open_stored
from handzeichen.log.chain import START
from handzeichen.log.memory import MemoryStore
from handzeichen.log.port import Store
from handzeichen.log.sqlite import SqliteStore
from support.live import PATIENCE, PLAN, Process, Running, SignedIn, Socket, running

OPEN = 1
SEATS = 3


class Unclosed(MemoryStore):
    """A store that outlives its server, as a file does."""

    async def close(self) -> None:
        """Its lines are still there for the next server."""


async def store_evening(store: Store, number: int, *, closes: bool) -> str:
    """Put a whole evening into a store; its meeting's id."""
    plan, script = evening(number, SEATS, 1, closes=closes)
    meeting = read_plan(plan).id
    await store.append(meeting, START, list(play(plan, script).log))
    return meeting


@asynccontextmanager
async def served(store: Store) -> AsyncIterator[tuple[Running, list[str]]]:
    """A server over a store with tonight's meeting, after it has opened what else is there; what it could not open."""
    plan, _ = evening(OPEN, SEATS, 1, closes=False)
    async with running(plan=read_plan(plan), store=store) as server:
        yield server, await open_stored(server.house)


@pytest.fixture
async def store() -> Store:
    """A house that has met six times and closed, and once more without an end."""
    store = Unclosed()
    for number in range(10, 16):
        await store_evening(store, number, closes=True)
    await store_evening(store, 20, closes=False)
    return store


def closed() -> Iterator[str]:
    return (f"rat-{number}" for number in range(10, 16))


async def test_what_is_not_closed_is_live_and_what_is_closed_lies_on_the_shelf(store: Store) -> None:
    async with served(store) as (server, faults):
        assert faults == []
        assert sorted(server.house.live) == ["rat-1", "rat-20"]
        assert sorted(server.house.closed) == list(closed())
        async with server.http() as client:
            first = (await client.get("/")).text
    assert "/public/rat-20/" in first
    assert "/public/rat-10/" not in first


async def test_a_closed_meeting_is_not_read_again_at_the_next_start_unless_it_went_on(tmp_path: Path) -> None:
    """Its log is damaged between the starts: whoever reads it notices."""
    path = tmp_path / FILE
    store = await SqliteStore.open(path)
    meeting = await store_evening(store, 10, closes=True)
    async with served(store):
        pass
    store = await SqliteStore.open(path)
    await store._change("UPDATE lines SET body = '{}' WHERE meeting = ? AND seq = 3", meeting)
    async with served(store) as (server, faults):
        assert (faults, server.house.closed) == ([], {meeting})
        async with server.http() as client:
            assert (await client.get(f"/public/{meeting}/")).status_code == 404
            assert (await client.get("/public/rat-1/")).status_code == 200

    store = await SqliteStore.open(path)
    await store.put(CLOSED_KEY + meeting, "2 of another log")
    async with served(store) as (server, (fault,)):
        assert "„rat-10“ ist nicht zu öffnen" in fault and "ab Nr. 3" in fault
        assert sorted(server.house.live) == ["rat-1"], "tonight's meeting is not stopped by it"


async def test_a_meeting_that_closes_while_it_is_live_is_noted_and_noted_anew_when_it_is_corrected() -> None:
    """So a server that was killed months later reads none of those that have closed since its start."""
    store = Unclosed()
    plan, _ = evening(OPEN, SEATS, 0, closes=False)
    closing = [{"do": "close_meeting"}, {"do": "note", "item": "1", "text": "Nachgetragen."}]
    async with (
        running(plan=read_plan(plan), store=store, beat=0.02) as server,
        server.socket(await server.sign_in(Role.CLERK)) as desk,
    ):
        for entered in opening(SEATS):
            await desk.ask(**entered)
        await _beats(desk)
        assert await store.get(CLOSED_KEY + "rat-1") is None
        for entered in closing:
            answer = await desk.ask(**entered)
            assert "accepted" in answer, answer
            await _beats(desk)
            assert await store.get(CLOSED_KEY + "rat-1") == f"{answer['seq']} {answer['head']}"


async def _beats(desk: Socket) -> None:
    """Wait until the server has given some signs of life."""
    seen = len(desk.frames)
    await desk.until(lambda: sum("beat" in frame for frame in desk.frames[seen:]) > 3)


async def test_the_clerk_comes_back_the_next_morning_and_corrects_what_is_wrong(store: Store) -> None:
    async with served(store) as (server, _):
        async with server.http() as client:
            await client.get("/public/rat-10/")  # Live, so that somebody can sign in.
        clerk = await _clerk(server, "rat-10")
    async with served(store) as (server, _):
        assert "rat-10" not in server.house.live
        async with server.http(clerk) as client:
            screen = await client.get(f"/s/{clerk.slug}/")
            minutes = await client.get(f"/s/{clerk.slug}/protokoll.txt")
            record = await client.get("/api/meetings/rat-10/record")
            assert [one.status_code for one in (screen, minutes, record)] == [200, 200, 200]
            assert record.json()["meeting"]["number"] == 10
            note = {"do": "note", "item": "1", "text": "Nachgetragen.", "key": "n1"}
            answer = (await client.post("/api/meetings/rat-10/commands", json=note)).json()
            assert "accepted" in answer, answer
    async with served(store) as (server, faults):
        assert (faults, "rat-10" in server.house.closed) == ([], True)
        assert await store.get(CLOSED_KEY + "rat-10") == f"{answer['seq']} {answer['head']}"


async def test_of_those_that_nobody_looks_at_the_last_few_stay_at_hand(store: Store) -> None:
    async with served(store) as (server, _), server.http() as client:
        async with replace(server.socket(), meeting="rat-10") as page:
            await page.until(lambda: page.parts)
            for meeting in closed():
                assert (await client.get(f"/public/{meeting}/")).status_code == 200
                assert (await client.get(f"/api/meetings/{meeting}/views/public")).status_code == 200
            at_hand = set(server.house.live) & server.house.closed
            assert at_hand == {"rat-10", *list(closed())[-KEPT:]}, "an open page keeps its meeting"
            await page.until(lambda: any("beat" in frame for frame in page.frames))
        for meeting in list(closed())[1:]:
            await client.get(f"/public/{meeting}/")
        assert set(server.house.live) & server.house.closed == set(list(closed())[-KEPT:])


async def test_a_rehearsal_of_a_meeting_on_the_shelf_signs_nobody_in_and_breaks_nothing(store: Store) -> None:
    async with served(store) as (server, _), server.http() as client:
        await client.get("/public/rat-10/")
        clerk = await _clerk(server, "rat-10")
    (session,) = await store.sessions("rat-10")
    rehearsal = session.data.replace('"is_rehearsal":false', '"is_rehearsal":true')
    assert rehearsal != session.data
    await store.put_session(replace(session, data=rehearsal))
    async with served(store) as (server, _), server.http() as client:
        for meeting in closed():
            await client.get(f"/public/{meeting}/")
        assert "rat-10" not in server.house.live
        for address in ("/api/meetings/rat-1/record", f"/s/{clerk.slug}/"):
            assert (await client.get(address, headers=clerk.cookie)).status_code == 401


async def _clerk(server: Running, meeting: str) -> SignedIn:
    links = server.house.sign_ins.links
    link = await links.find(await links.make(Offer(meeting=meeting, role=Role.CLERK)))
    assert link is not None
    begun = await server.house.sign_ins.redeem(link)
    assert begun is not None
    return SignedIn(begun[0].slug, begun[1])


async def test_one_server_runs_several_meetings_and_goes_on_with_all_of_them(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_bytes(evening(2, SEATS, 0, closes=False)[0])
    sheets = tmp_path / "boegen.html"
    arguments = ("--port", "0", "--data", tmp_path / "house")
    first = await Process.start(
        "serve", "--plan", PLAN, "--plan", other, "--sheets", sheets, *arguments, last="rat-2.html"
    )
    assert len(first.printed.split("Anmeldelinks, jeder für ein Gerät:")) == 3
    made = sorted(path.name for path in tmp_path.glob("boegen*"))
    assert made == ["boegen-internationaler-ausschuss-37.html", "boegen-rat-2.html"]
    assert await first.stop() == 0
    again = await Process.start("serve", *arguments, last="rat-2/")
    async with Socket(again.url, "rat-2") as page:
        await page.until(lambda: page.parts)
    assert await again.stop() == 0


async def test_a_server_without_any_meeting_is_told_to_take_a_plan(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"noch keine Sitzung\. Bitte mit --plan"):
        await Process.start("serve", "--port", "0", "--data", tmp_path, patience=PATIENCE)
