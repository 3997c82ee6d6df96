"""A disk that is full, read-only, failing or slow, under a whole server: a vote is refused in words, never lost silently."""

import asyncio
import errno
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from faults.disk import Disk, mounted
from faults.meeting import Prepared
from faults.node import Node
from faults.shim import Machine
from faults.witness import Witness
from handzeichen.app.backup import back_up
from handzeichen.app.config import OPERATOR, Config
from handzeichen.app.main import AGAIN
from handzeichen.log.port import StoreRefused
from support.live import PATIENCE

SLOW = 5.0


@pytest.fixture
def disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Disk]:
    with mounted(tmp_path / "disk") as is_there:
        yield Disk(tmp_path / "disk", None if is_there else request.getfixturevalue("machine"))


def saved(node: Node, file: Path) -> bool:
    """Whether a backup of the running server succeeded."""
    try:
        return bool(asyncio.run(back_up(Config(data=node.folder), file)))
    except StoreRefused:
        return False


async def test_on_a_full_disk_votes_are_refused_the_clerk_reads_why_and_with_space_it_goes_on(
    prepared: Prepared, disk: Disk
) -> None:
    node = Node(prepared.into(disk.folder / "data"), **disk.environment)
    await node.start()
    witness = Witness(prepared, lambda: node.url)
    async with witness.watching():
        witness.storm()
        await witness.votes(20)
        disk.fill()
        await witness.clerk.until(
            lambda: "Der Datenträger ist voll. Bitte Platz schaffen" in witness.clerk.alarm
        )
        await witness.hall.until(lambda: len(witness.refused) > 20)
        assert {one["refused"] for one in witness.refused} == {"not_stored"}
        assert witness.refused[-1]["do"] == "Es hat sich nichts geändert. Bitte noch einmal versuchen."
        disk.free()
        await witness.votes(20)
        await witness.clerk.until(lambda: "ist voll." not in witness.clerk.alarm)
        await witness.end()
        assert not any(screen.back[1:] for screen in witness.screens), "nobody was thrown out meanwhile"
    await node.stop()


async def test_a_server_that_was_killed_while_the_disk_is_full_comes_back_and_tells_its_operator_later(
    prepared: Prepared, tmp_path: Path
) -> None:
    with mounted(tmp_path / "disk") as is_there:
        if not is_there:
            pytest.skip("no disk may be mounted here: none can be full before a server starts")
        disk = Disk(tmp_path / "disk", None)
        node = Node(prepared.into(disk.folder / "data"))
        await node.start()
        await node.kill()
        disk.fill()
        await node.start()
        witness = Witness(prepared, lambda: node.url)
        async with witness.watching():
            assert not await asyncio.to_thread(saved, node, tmp_path / "early.sqlite")
            disk.free()
            witness.storm()
            await witness.votes(5)
            await witness.end()
            async with asyncio.timeout(PATIENCE):
                while not await asyncio.to_thread(saved, node, tmp_path / "backup.sqlite"):
                    pass
        await node.stop()
        assert not (node.folder / OPERATOR).exists()


async def test_a_disk_that_became_read_only_ends_the_server_and_the_next_start_says_so(
    prepared: Prepared, machine: Machine, tmp_path: Path
) -> None:
    with mounted(tmp_path / "disk") as is_there:
        if not is_there:
            pytest.skip("no disk may be mounted here: a read-only one cannot be made")
        node = Node(prepared.into(tmp_path / "disk" / "data"), **machine.environment)
        await node.start()
        witness = Witness(prepared, lambda: node.url)
        async with witness.watching():
            witness.storm()
            await witness.votes(5)
            machine.fail(write_errno=errno.EROFS)
            code, said = await node.ends()
            assert code == AGAIN
            assert "Ob gespeichert wurde, ist ungewiss" in said and "Bitte den Datenträger prüfen." in said
            machine.fail()
            subprocess.run(["mount", "-o", "remount,ro", tmp_path / "disk"], check=True)
            said = await node.refuses()
            assert "„handzeichen.sqlite“ ist schreibgeschützt" in said
            subprocess.run(["mount", "-o", "remount,rw", tmp_path / "disk"], check=True)
            await node.start()
            await witness.votes(5)
            await witness.end()
        await node.stop()


async def test_a_slow_disk_delays_answers_not_beats_and_a_failing_one_ends_in_a_restart_that_knows(
    prepared: Prepared, machine: Machine, tmp_path: Path
) -> None:
    node = Node(prepared.into(tmp_path / "data"), **machine.environment)
    await node.start()
    witness = Witness(prepared, lambda: node.url)
    async with witness.watching():
        await witness.vote(
            "elvers", "yes", "early"
        )  # The first one also begins SQLite's own log anew: two syncs.
        machine.fail(fsync_millis=int(SLOW * 1000))
        begun, before = monotonic(), len(witness.hall.frames)
        answer = await witness.vote("elvers", "no", "late")
        assert answer is not None and "accepted" in answer
        assert monotonic() - begun >= SLOW
        meanwhile = witness.hall.frames[before:]
        assert sum("beat" in frame for frame in meanwhile) >= 4
        assert not any(screen.stale for screen in witness.screens)
        machine.fail()

        witness.storm()
        await witness.votes(10)
        machine.fail(fsync_errno=errno.EIO)
        code, said = await node.ends()
        assert code == AGAIN
        assert "ungewiss" in said and "Bitte Handzeichen neu starten." in said
        machine.fail()
        await node.start()
        await witness.votes(20)
        await witness.end()
    await node.stop()
