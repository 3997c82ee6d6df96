"""What will hurt soon is told to the clerks before it does, and to each who comes later."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handzeichen.app.config import Config
from handzeichen.app.offers import Role
from handzeichen.app.watch import PATIENCE, Watch
from handzeichen.log.chain import Head
from handzeichen.log.heads import Anchors
from support.live import Socket, running


@pytest.fixture
def fast_wire() -> bool:
    """Wires have no part in this."""
    return True


def alarms(page: Socket) -> list[str]:
    return [frame["alarm"] for frame in page.frames if "alarm" in frame]


async def test_a_disk_that_fills_up_is_told_to_the_clerks_and_to_nobody_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(data=tmp_path, beat=0.05) as server:
        await server.play()
        first, second = await server.sign_in(Role.CLERK), await server.sign_in(Role.CLERK)
        chair = await server.sign_in(Role.CHAIR)
        async with server.socket(first) as desk, server.socket(chair) as lead:
            beats = len(desk.frames) + 5
            await desk.until(lambda: len(desk.frames) >= beats)
            assert alarms(desk) == []
            object.__setattr__(server.house.config, "disk_warning", 10**12)
            await desk.until(lambda: alarms(desk))
            (said,) = alarms(desk)
            assert (
                said.startswith("Auf dem Datenträger des Servers sind weniger als ") and " MB frei." in said
            )
            async with server.socket(second) as later:
                await later.until(lambda: alarms(later))
            beats = len(lead.frames) + 3
            await lead.until(lambda: len(lead.frames) >= beats)
            assert (len(alarms(desk)), alarms(lead)) == (1, [])
    assert sum("Datenträger" in message for message in caplog.messages) == 1


async def test_a_desk_that_was_away_while_it_became_right_again_is_told_so() -> None:
    async with running() as server:
        clerk = await server.sign_in(Role.CLERK)
        async with server.socket(clerk) as desk:
            await desk.until(lambda: desk.parts)
            server.house.alarms.set("store", "Der Redis-Server antwortet nicht.")
            await desk.until(lambda: alarms(desk) == ["Der Redis-Server antwortet nicht."])
        server.house.alarms.set("store", None)
        async with server.socket(clerk, since=(desk.seq, desk.head)) as again:
            assert "accepted" in await again.ask("arrive", person="brandhorst", via="room")
            assert alarms(again) == [""]


async def test_a_clock_behind_the_log_is_told_to_the_clerks() -> None:
    async with running(beat=0.05) as server:
        await server.play()
        last = server.live.room.now.recent[-1].at
        server.clock.set(last - timedelta(minutes=40))
        async with server.socket(await server.sign_in(Role.CLERK)) as desk:
            await desk.until(lambda: alarms(desk))
            assert alarms(desk)[0].startswith("Die Uhr des Servers geht nach: Sie zeigt den 21.01.2021, 17.1")
            answer = await desk.ask("note", item="1", text="Trotzdem.")
            assert answer["at"] == last.isoformat()


def test_heads_that_nobody_writes_down_are_told_after_a_while(tmp_path: Path) -> None:
    now = 0.0
    anchors = Anchors(tmp_path / "heads.txt")
    watch = Watch(Config(data=tmp_path, disk_warning=0), anchors, clock=lambda: now)
    # A thread that never comes: the head stays on its way.
    anchors._thread.shutdown()
    with pytest.raises(RuntimeError):
        anchors.note("rat-1", Head(1, "a" * 64))
    assert dict(found(watch)) == {"heads": None, "disk": None}
    now = PATIENCE + 1
    assert "nicht in die Datei neben dem Speicher" in (dict(found(watch))["heads"] or "")


def found(watch: Watch) -> Iterator[tuple[str, str | None]]:
    return ((source, sentence) for source, sentence, _ in watch.look([]))
