"""Drafts and who writes, on every store, one clock for all: nothing typed is lost, and one writes at a time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handzeichen.app.drafts import SILENT_AFTER, Claim, Draft, Drafts, Place, Typed
from handzeichen.log.port import Store
from log.test_stores import STORES

AT = datetime(2026, 11, 24, 18, 52, tzinfo=UTC)
NEW = Place(meeting="rat-1", item="4", of="new")
ANNA = Claim(meeting="rat-1", item="4", slug="anna", page="p1", name="Frau Ahrens", since=AT, heard=0.0)
BERT = replace(ANNA, slug="bert", page="p2", name="Herr Brandt")


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Node:
    """One server's drafts, and what it told its pages."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.told: list[str] = []
        self.heard = asyncio.Event()
        self.drafts = Drafts(store, changed=self._changed, clock=clock)

    def _changed(self, meeting: str) -> None:
        self.told.append(meeting)
        self.heard.set()

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not true():
                self.heard.clear()
                await self.heard.wait()

    async def keep(self, text: str, claim: Claim = ANNA, *, place: Place = NEW, **more: str) -> Draft:
        version = more.pop("version", "")
        kept = await self.drafts.save(place, Typed(text=text, **more), claim, at=AT, version=version)
        assert isinstance(kept, Draft), kept
        return kept

    def writes(self) -> list[str]:
        return [claim.name for claim in self.drafts.writing("rat-1")]

    def texts(self) -> dict[str, str]:
        return {of: draft.typed.text for of, draft in self.drafts.of("rat-1", "4").items()}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "redis"])
async def stores(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[list[Store]]:
    """Two nodes on one Valkey server; one store where a file belongs to one process."""
    async with STORES[request.param](tmp_path) as open_again:
        opened = [await open_again()]
        if request.param == "redis":
            opened.append(await open_again())
        yield opened
        for store in opened:
            await store.close()


@pytest.fixture
async def shared(tmp_path: Path) -> AsyncIterator[list[Store]]:
    """Two nodes on one Valkey server."""
    async with STORES["redis"](tmp_path) as open_again:
        opened = [await open_again(), await open_again()]
        yield opened
        for store in opened:
            await store.close()


async def test_a_draft_survives_the_server(stores: list[Store], clock: Clock) -> None:
    await Node(stores[0], clock).keep(
        "Frau Demir fragt nach", person="demir", since="2026-11-24T18:05:00+01:00"
    )
    after = Node(stores[-1], clock)
    await after.drafts.load()
    (draft,) = after.drafts.of("rat-1", "4").values()
    assert (draft.typed.text, draft.typed.person, draft.by, draft.at) == (
        "Frau Demir fragt nach", "demir", "Frau Ahrens", AT,
    )  # fmt: skip
    assert after.drafts.counted("rat-1") == {"4": 1}
    assert after.drafts.counted("rat-2") == {}
    writer = after.drafts.writer("rat-1", "4")
    assert writer is not None and writer.name == "Frau Ahrens"


async def test_one_writes_at_a_time_under_an_item(stores: list[Store], clock: Clock) -> None:
    first, last = Node(stores[0], clock), Node(stores[-1], clock)
    assert await first.drafts.claim(ANNA) is None
    other = await last.drafts.claim(BERT)
    assert other is not None and other.name == "Frau Ahrens"
    assert isinstance(await last.drafts.save(NEW, Typed(text="Bert"), BERT, at=AT), Claim)
    assert last.texts() == {}
    assert await last.drafts.claim(replace(BERT, item="5")) is None


async def test_whoever_leaves_the_field_makes_room(stores: list[Store], clock: Clock) -> None:
    node = Node(stores[0], clock)
    await node.drafts.claim(ANNA)
    await node.drafts.release(replace(ANNA, page="another tab of hers"))
    assert await node.drafts.claim(BERT) is not None
    await node.drafts.release(ANNA)
    assert await Node(stores[-1], clock).drafts.claim(BERT) is None


async def test_whoever_is_silent_for_a_minute_makes_room_too(stores: list[Store], clock: Clock) -> None:
    node = Node(stores[0], clock)
    await node.keep("Halb geschrieben")
    clock.now += SILENT_AFTER - 1
    node.drafts.look()
    assert await node.drafts.claim(BERT) is not None
    clock.now += 1
    told = len(node.told)
    node.drafts.look()
    assert len(node.told) > told, "whoever waits is told"
    last = Node(stores[-1], clock)
    await last.drafts.load()
    assert await last.drafts.claim(BERT) is None
    assert last.texts() == {"new": "Halb geschrieben"}, "the draft stays"
    assert [key for key in await stores[0].keys("writes:")] == ["writes:rat-1:4:bert"]


async def test_typing_keeps_the_place(stores: list[Store], clock: Clock) -> None:
    node = Node(stores[0], clock)
    for number in range(4):
        await node.keep("wort " * (number + 1))
        clock.now += SILENT_AFTER / 2
    last = Node(stores[-1], clock)
    await last.drafts.load()
    assert await last.drafts.claim(BERT) is not None


async def test_the_same_clerk_goes_on_after_a_crash_of_the_browser(stores: list[Store], clock: Clock) -> None:
    node = Node(stores[0], clock)
    await node.keep("Vor dem Absturz")
    again = replace(ANNA, page="p9")
    assert await node.drafts.claim(again) is None
    # The page from before, if it is still there somewhere, may not write into it.
    assert isinstance(await node.drafts.save(NEW, Typed(text="alt"), ANNA, at=AT), Claim)
    assert node.texts() == {"new": "Vor dem Absturz"}


async def test_two_drafts_of_one_sentence_are_both_kept(stores: list[Store], clock: Clock) -> None:
    """Anna's line was cut while she typed; meanwhile Bert has gone on with what was kept of hers."""
    node = Node(stores[0], clock)
    begun = await node.keep("Anna beginnt")
    clock.now += SILENT_AFTER
    await node.keep("Anna beginnt, Bert schreibt weiter", BERT, version=begun.version)
    await node.drafts.release(BERT)
    beside = await node.keep("Anna beginnt und schreibt ohne Verbindung weiter", ANNA, version=begun.version)
    assert node.texts() == {
        "new": "Anna beginnt, Bert schreibt weiter",
        beside.place.of: "Anna beginnt und schreibt ohne Verbindung weiter",
    }


async def test_an_answer_that_was_lost_makes_no_second_draft(stores: list[Store], clock: Clock) -> None:
    node = Node(stores[0], clock)
    await node.keep("eins")
    await node.keep("eins zwei")
    same = await node.keep("eins zwei drei")
    assert await node.keep("eins zwei drei") == same
    assert node.texts() == {"new": "eins zwei drei"}


async def test_nothing_typed_is_no_draft(stores: list[Store], clock: Clock) -> None:
    node = Node(stores[0], clock)
    await node.keep("  \n")
    await node.keep("So steht es da.", place=replace(NEW, of="note-7"), base="So steht es da.")
    assert node.texts() == {} and await stores[0].keys("draft:") == []
    await node.keep("etwas")
    await node.keep("")
    assert node.texts() == {}


async def test_another_node_hears_of_it(shared: list[Store], clock: Clock) -> None:
    news = shared[-1].news
    assert news is not None
    first, last = Node(shared[0], clock), Node(shared[-1], clock)
    following = asyncio.create_task(last.drafts.follow(news, await news.mark(), 0.1))
    try:
        await first.keep("Es wächst")
        await last.until(lambda: last.texts() == {"new": "Es wächst"} and last.writes() == ["Frau Ahrens"])
        await first.drafts.drop(NEW)
        await first.drafts.release(ANNA)
        await last.until(lambda: last.texts() == {} and last.writes() == [])
        assert "rat-1" in last.told
    finally:
        following.cancel()


async def test_of_two_nodes_that_claim_at_once_at_most_one_lets_somebody_in(
    shared: list[Store], clock: Clock
) -> None:
    for round_ in range(20):
        nodes = [Node(store, clock) for store in shared]
        claims = [replace(one, item=str(round_)) for one in (ANNA, BERT)]
        others = await asyncio.gather(
            *(node.drafts.claim(claim) for node, claim in zip(nodes, claims, strict=True))
        )
        assert others.count(None) <= 1


async def test_a_damaged_draft_takes_nothing_else_with_it(stores: list[Store], clock: Clock) -> None:
    await Node(stores[0], clock).keep("heil")
    await stores[0].put("draft:rat-1:4:note-3", "{")
    await stores[0].put("writes:rat-1:5:carl", "nichts")
    node = Node(stores[-1], clock)
    await node.drafts.load()
    assert node.texts() == {"new": "heil"}
    assert {one.name for one in node.drafts.writing("rat-1")} == {"Frau Ahrens"}
