"""A house that uses nothing but our page, on a real server: a lost page is a fault, a restart of the server is none."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from handzeichen.app.offers import Role
from handzeichen.log.port import Store
from handzeichen.log.redis import RedisStore
from handzeichen.log.sqlite import SqliteStore
from handzeichen.meeting.ids import SYSTEM, PersonId, Via
from handzeichen.meeting.presence import quorum_now
from handzeichen.meeting.state import Presence
from support.live import Running, running
from support.valkey import valkey

ELVERS = PersonId("elvers")


def settings(folder: Path, grace: float) -> Path:
    (folder / "video.toml").write_text(
        f'[conferences.wir]\nbody = "internationaler-ausschuss"\nsystem = "page"\ngrace = {grace}\n'
    )
    return folder / "video.toml"


def served(folder: Path, store: Store | None = None, *, grace: float = 0.2) -> Any:
    return running(store=store, beat=0.05, silence=30, video=settings(folder, grace))


async def played(server: Running) -> None:
    """Up to the first ballot: Elvers and others are on video."""
    if server.live.room.now.head.seq == 1:
        await server.play()
    server.clock.set(server.live.room.time() + timedelta(seconds=10), speed=1)
    assert presence(server).via is Via.VIDEO


def presence(server: Running, who: PersonId = ELVERS) -> Presence:
    return server.live.room.now.meeting.roll.of(who)


def known(server: Running) -> bool:
    """Whether the page was seen by a beat."""
    devices = server.house.video.conferences["wir"].conference.devices()
    return any(device.here and device.who.id == "elvers" for device in devices)


async def test_a_lost_page_is_a_fault_that_ends_when_it_is_back_and_signing_out_is_a_leaving(
    tmp_path: Path,
) -> None:
    async with served(tmp_path) as server:
        await played(server)
        present = quorum_now(server.live.room.now.meeting).present
        async with server.socket(await server.sign_in(Role.HALL)) as hall:
            elvers = await server.sign_in(Role.MEMBER, "elvers")
            async with server.socket(elvers, page="a"):
                await hall.until(lambda: known(server))
            await hall.until(lambda: presence(server).disturbed)
            assert quorum_now(server.live.room.now.meeting).present == present - 1
            (fault,) = server.live.room.now.meeting.roll.faults
            assert (fault.person, fault.told_by) == ("elvers", SYSTEM)
            async with server.socket(elvers, page="a") as page:
                await hall.until(lambda: not presence(server).disturbed)
                async with server.http(elvers, origin=server.url) as client:
                    assert (await client.post(f"/s/{elvers.slug}/abmelden")).status_code == 200
                await page.until(lambda: page.closed is not None)
                await hall.until(lambda: presence(server).via is None)
        assert len(server.live.room.now.meeting.roll.faults) == 1


async def test_a_restart_ends_no_line_of_whom_it_brings_back(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    async with served(tmp_path, await SqliteStore.open(file)) as server:
        await played(server)
        elvers = await server.sign_in(Role.MEMBER, "elvers")
        async with server.socket(await server.sign_in(Role.HALL)) as hall:
            page = server.socket(elvers, page="a")
            await page.__aenter__()
            await hall.until(lambda: known(server))
        await server.house.finish(1)
        assert server.house.pages == set()
        await server.house.video.tick()
        assert known(server)  # That its pages went with it says nothing of them.
    await page.__aexit__()
    async with served(tmp_path, await SqliteStore.open(file)) as server:
        head = server.live.room.now.head
        async with server.socket(elvers, page="a"), server.socket(await server.sign_in(Role.HALL)) as hall:
            await hall.until(lambda: known(server))
            conference = server.house.video.conferences["wir"].conference
            # That of the server before is still thought to be there; nobody waits here for its end.
            assert len(list(conference.devices())) == 2
            assert server.live.room.now.head == head and not presence(server).disturbed


async def test_where_the_setting_is_off_a_lost_page_is_called_so_and_disturbs_nobody() -> None:
    async with running(beat=0.05, silence=60) as server:
        await server.play()
        before = server.live.room.now
        desks = {
            role: server.socket(await server.sign_in(role), form="html")
            for role in (Role.CLERK, Role.HOST, Role.CHAIR)
        }
        async with desks[Role.CLERK] as clerk, desks[Role.HOST] as host, desks[Role.CHAIR] as chair:
            async with server.socket(await server.sign_in(Role.MEMBER, "elvers")) as page:
                await page.until(lambda: sum("beat" in frame for frame in page.frames) > 3)
            for desk in (clerk, host):
                await desk.until(lambda desk=desk: "Seite offline" in desk.parts["clerk-lines"])
            assert server.live.room.now.head == before.head
            for desk in (clerk, host):
                (people,) = [part for part in desk.parts.values() if 'id="row-elvers"' in part]
                assert 'id="row-elvers" data-state="video"' in people
            assert len(chair.pictures) == 1  # What the page showed as it came: nothing is new to the chair.


async def test_a_page_that_goes_on_at_another_node_is_nobodys_fault(tmp_path: Path) -> None:
    config = {"beat": 0.1, "silence": 30.0, "video": settings(tmp_path, 1.0)}
    async with (
        valkey(tmp_path) as shared,
        running(store=await RedisStore.open(shared.url), **config) as one,
        running(store=await RedisStore.open(shared.url), **config) as two,
    ):
        await one.play()
        later = one.live.room.time() + timedelta(seconds=10)
        for node in (one, two):
            node.clock.set(later, speed=1)
        elvers = await one.sign_in(Role.MEMBER, "elvers")
        async with two.socket(await two.sign_in(Role.HALL)) as hall:
            async with one.socket(elvers, page="a"):
                await hall.until(lambda: len(here(two)) == 1)
                async with two.socket(elvers, page="b"):
                    await hall.until(lambda: len(here(one)) == 2)
                await hall.until(lambda: len(here(one)) == len(here(two)) == 1)
            # Now the last one is gone, wherever it was.
            await hall.until(lambda: presence(two).disturbed)
            await one.live.room.reach(two.live.room.now.head.seq)
        for node in (one, two):
            assert len(node.live.room.now.meeting.roll.faults) == 1


def here(server: Running) -> list[str]:
    """The pages that a node knows to be open."""
    devices = server.house.video.conferences["wir"].conference.devices()
    return [device.connection for device in devices if device.here]
