"""The OParl endpoint of a real server: from the system to every object, for everybody, and never more than is public."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from handzeichen.app import oparl
from handzeichen.app.shelf import KEPT
from handzeichen.app.sign_in import Role
from handzeichen.log.port import Store
from handzeichen.meeting.commands import AnnounceResult, Command
from handzeichen.meeting.confirming import unconfirmed
from handzeichen.views.results import anchor
from live.test_law import post
from live.test_shelf import served, store
from record.test_oparl import VALIDATORS
from support.live import Running, running

__all__ = ("store",)
SYSTEM = "/oparl/v1.1/system"


@pytest.fixture
def fast_wire() -> bool:
    """Sockets have no part in this."""
    return True


@asynccontextmanager
async def counting(folder: Path) -> AsyncIterator[Running]:
    """A meeting that counts, under a law that its house has confirmed."""
    async with running(practice=False, data=folder) as server:
        clerk = await server.sign_in(Role.CLERK)
        await post(server, clerk, *unconfirmed(server.live.room.now.meeting))
        yield server


@pytest.fixture
async def counts(tmp_path: Path) -> AsyncIterator[Running]:
    """Such a meeting shortly before its first ballot."""
    async with counting(tmp_path) as server:
        await server.play()
        yield server


async def got(client: httpx.AsyncClient, address: str, **query: str) -> dict[str, Any]:
    answer = await client.get(address, params=query or None)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    found: dict[str, Any] = answer.json()
    return found


async def body_of(client: httpx.AsyncClient) -> dict[str, Any]:
    system = await got(client, SYSTEM)
    (body,) = (await got(client, system["body"]))["data"]
    return dict(body)


async def test_from_the_system_every_object_is_reached_and_is_the_same_at_its_own_address(
    counts: Running,
) -> None:
    async with counts.http() as client:
        system = await got(client, SYSTEM)
        body = await body_of(client)
        lists = [
            body[name]
            for name in ("organization", "person", "meeting", "paper", "agendaItem", "consultation")
        ]
        lists += [body[name] for name in ("file", "locationList", "legislativeTermList", "membership")]
        pages = [await got(client, address) for address in lists]
        objects = [system, body, *(one for page in pages for one in page["data"])]
        for one in objects:
            kind = one["type"].rpartition("/")[2]
            assert list(VALIDATORS[kind].iter_errors(one)) == []
            assert await got(client, one["id"]) == one
        assert [page["pagination"]["totalElements"] for page in pages] == [
            len(page["data"]) for page in pages
        ]
        (meeting,) = pages[2]["data"]
        (organ,) = meeting["organization"]
        assert (await got(client, (await got(client, organ))["meeting"]))["data"] == [meeting]
        assert meeting["web"] == f"{counts.url}/public/{counts.meeting}/ergebnisse"
        page = (await client.get(meeting["web"])).text
        assert all(f'id="{anchor(item["number"])}"' in page for item in meeting["agendaItem"])


async def test_a_list_comes_in_pages_and_can_be_narrowed(counts: Running) -> None:
    async with counts.http() as client:
        address = (await body_of(client))["agendaItem"]
        whole = (await got(client, address))["data"]
        page, seen = await got(client, address, limit="2"), list[Any]()
        assert page["links"]["self"] == page["links"]["first"] == f"{address}?limit=2"
        assert "prev" not in page["links"]
        while True:
            assert len(page["data"]) <= 2
            seen += page["data"]
            if "next" not in page["links"]:
                break
            page = await got(client, page["links"]["next"])
        assert seen == whole and page["pagination"]["currentPage"] == page["pagination"]["totalPages"]
        modified = whole[0]["modified"]
        assert (await got(client, address, modified_since=modified))["data"] == whole
        assert (await got(client, f"{address}?modified_since={modified}"))["data"] == whole  # a plus as it is
        assert (await got(client, address, modified_since="2100-01-01T00:00:00Z"))["data"] == []
        assert (await got(client, address, created_until="2000-01-01T00:00:00+01:00"))["data"] == []
        short = await got(client, (await body_of(client))["meeting"], omit_internal="true")
        assert "agendaItem" not in short["data"][0]
        assert (
            quote(modified, safe="") in (await got(client, address, modified_since=modified))["links"]["self"]
        )


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "limit=-1", "modified_since=gestern", "created_since=2026-11-24"]
)
async def test_a_filter_that_is_none_is_refused_in_words(counts: Running, query: str) -> None:
    async with counts.http() as client:
        answer = await client.get(f"{(await body_of(client))['person']}?{query}")
        assert answer.status_code == 400
        assert answer.json()["type"] == "https://schema.oparl.org/1.1/Error"
        assert answer.json()["message"].startswith("Ein Filter passt nicht")


async def test_it_is_read_and_nothing_else(counts: Running) -> None:
    async with counts.http() as client:
        assert (await client.head(SYSTEM)).status_code == 200
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            answer = await client.request(method, SYSTEM)
            assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (405, "Error")
        answer = await client.get("/oparl/v1.1/meeting/no-such-1")
        assert answer.status_code == 404 and answer.headers["access-control-allow-origin"] == "*"
        begin = await client.get("/oparl/v1.1")
        assert (begin.status_code, begin.headers["location"]) == (301, f"{counts.url}{SYSTEM}")


async def test_whoever_has_it_already_is_told_so(counts: Running) -> None:
    async with counts.http() as client:
        tag = (await client.get(SYSTEM)).headers["etag"]
        again = await client.get(SYSTEM, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")


async def test_a_result_is_there_when_it_is_announced_and_then_the_objects_are_newer(
    tmp_path: Path,
) -> None:
    announced: list[Command] = []

    def is_after(command: Command) -> bool:
        """Whether the first result has been announced."""
        return bool(announced) or (
            isinstance(command, AnnounceResult) and announced.append(command) is not None
        )

    async with counting(tmp_path) as server, server.http() as client:
        address = (await body_of(client))["agendaItem"]
        before = (await got(client, address))["data"]
        await server.play(is_after)
        after = (await got(client, address, modified_since=server.clock().isoformat()))["data"]
        assert len(after) == len(before) and before[0]["modified"] < after[0]["modified"]
        (voted,) = [item for item in after if "handzeichen:votes" in item]
        assert voted["handzeichen:votes"][0]["wording"]


async def test_who_would_wait_too_long_for_earlier_meetings_is_told_when_to_come_back(
    counts: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oparl, "PATIENCE", 0.0)
    async with counts.http() as client:
        answer = await client.get(SYSTEM)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["message"].startswith("Frühere Sitzungen werden gerade eingelesen.")


async def test_a_meeting_held_for_practice_is_nowhere(server: Running) -> None:
    async with server.http() as client:
        system = await got(client, SYSTEM)
        assert (await got(client, system["body"]))["data"] == []
        assert (await client.get(f"/oparl/v1.1/meeting/{server.meeting}")).status_code == 404


async def test_closed_meetings_are_told_of_too_and_lie_on_the_shelf_again_afterwards(store: Store) -> None:
    async with served(store) as (server, _), server.http() as client:
        names = [
            meeting["id"].rpartition("/")[2]
            for meeting in (await got(client, (await body_of(client))["meeting"]))["data"]
        ]
        assert names == [*(f"rat-{number}" for number in range(10, 16)), "rat-20"]
        assert len(server.house.live.keys() & server.house.closed) <= KEPT
        before = set(server.house.live)
        whole = await got(client, f"/oparl/v1.1/meeting/{names[0]}")
        assert whole["participant"] and whole["meetingState"] == "durchgeführt"
        assert set(server.house.live) == before, "what was told once is not read again"
