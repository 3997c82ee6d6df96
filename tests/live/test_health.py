"""Does it live, should it be asked: what a proxy and a watchman hear, and nobody else's business in it."""

from pathlib import Path

import pytest

from handzeichen.app.offers import Role
from handzeichen.app.security import HEADERS
from handzeichen.log.sqlite import SqliteStore
from support.live import Running, running


@pytest.fixture
def fast_wire() -> bool:
    """Wires have no part in this."""
    return True


async def ready(server: Running) -> tuple[int, object]:
    async with server.http() as client:
        answer = await client.get("/ready")
    assert answer.headers["cache-control"] == "no-store" and "set-cookie" not in answer.headers
    assert HEADERS.items() <= dict(answer.headers).items()
    return answer.status_code, answer.json()


async def test_a_server_that_works_says_so_and_nothing_else(server: Running) -> None:
    async with server.http() as client:
        answer = await client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})
    assert answer.headers["cache-control"] == "no-store" and "set-cookie" not in answer.headers
    assert await ready(server) == (200, {"ready": True, "reasons": []})


async def test_a_server_that_is_about_to_end_is_not_ready(server: Running) -> None:
    server.house.ending = True
    assert await ready(server) == (503, {"ready": False, "reasons": ["ending"]})


async def test_a_store_that_does_not_answer_makes_it_not_ready_though_it_lives(tmp_path: Path) -> None:
    store = await SqliteStore.open(tmp_path / "log.sqlite")
    async with running(store=store) as server:
        assert (await ready(server))[0] == 200
        await store.close()
        assert await ready(server) == (503, {"ready": False, "reasons": ["store"]})
        async with server.http() as client:
            assert (await client.get("/health")).status_code == 200


async def test_a_meeting_that_stands_still_and_heads_not_written_make_it_not_ready(server: Running) -> None:
    def fails(_: object) -> None:
        raise RuntimeError

    server.live.room._show = fails
    clerk = await server.sign_in(Role.CLERK)
    async with server.http(clerk) as client:
        await client.post(f"/api/meetings/{server.meeting}/commands", json={"do": "suspend"})
    assert len(server.stops) == 1, "somebody is told to start it again"
    server.house.alarms.set("heads", "Der neueste Stand wird nicht geschrieben.")
    assert await ready(server) == (503, {"ready": False, "reasons": ["room", "heads"]})
