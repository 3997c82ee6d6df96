"""A meeting broken off after many faults is continued on another day, on a server that was stopped in between."""

from datetime import timedelta
from pathlib import Path

from handzeichen.app.clock import EveningClock
from handzeichen.app.offers import Role
from handzeichen.log.sqlite import SqliteStore
from support.live import Running, running

LATER = timedelta(days=7)


async def ask(server: Running, do: str, **fields: object) -> None:
    """What the clerk enters, over the wire."""
    async with server.http(await server.sign_in(Role.CLERK)) as client:
        answer = await client.post(f"/api/meetings/{server.meeting}/commands", json={"do": do, **fields})
    assert answer.json().get("accepted"), answer.text


async def record(server: Running) -> dict[str, object]:
    async with server.http(await server.sign_in(Role.CLERK)) as client:
        found: dict[str, object] = (await client.get(f"/api/meetings/{server.meeting}/record")).json()
    return found


async def test_it_goes_on_a_week_later_and_record_and_minutes_name_both_days(tmp_path: Path) -> None:
    path = tmp_path / "house.sqlite"
    async with running(store=await SqliteStore.open(path)) as server:
        await server.play()
        video = ["elvers", "nordmeier", "moehring-aufwind"]
        for person in video:
            await ask(server, "lose_connection", person=person)
        await ask(server, "attribute_fault", persons=video, cause="municipality")
        await ask(server, "adjourn", reason="Störung von Bild oder Ton")
        broken_off = server.clock()
        before = await record(server)
    clock = EveningClock(broken_off + LATER)
    async with running(store=await SqliteStore.open(path), clock=clock) as server:
        assert await record(server) == before
        for person in video:
            await ask(server, "restore_connection", person=person)
        await ask(server, "resume")
        await ask(server, "close_meeting")
        after = await record(server)
        clerk = await server.sign_in(Role.CLERK)
        async with server.http(clerk) as client:
            minutes = (await client.get(f"/s/{clerk.slug}/protokoll.txt")).text
    assert after["meeting"]["adjourned_at"] == broken_off.isoformat()  # type: ignore[index]
    assert after["meeting"]["closed_at"] == clock().isoformat()  # type: ignore[index]
    day = f"{clock().day}. Januar 2021"
    (line,) = [one for one in minutes.splitlines() if one.startswith("Abgebrochen")]
    assert "(Störung von Bild oder Ton), fortgesetzt" in line and day in line
