"""A Redis-compatible server that is lost, held, killed, cut off or mute, under one node and under two."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path

import pytest

from faults.meeting import BALLOT, MEETING, Prepared, lines_in
from faults.node import Node
from faults.witness import BEAT, CHOICES, Witness
from handzeichen.app.clock import WallClock
from handzeichen.app.config import Config
from handzeichen.app.main import open_house
from handzeichen.log.asks import read_command
from handzeichen.log.redis import RedisStore
from handzeichen.meeting.ids import PersonId
from support.live import PATIENCE, Running, running
from support.proxy import proxy
from support.valkey import Valkey, valkey

SILENT = "Der Redis-Server antwortet nicht"


@pytest.fixture
async def server(prepared: Prepared, tmp_path: Path) -> AsyncIterator[Valkey]:
    (tmp_path / "valkey").mkdir()
    async with valkey(tmp_path / "valkey") as server:
        await prepared.onto(server)
        yield server


async def test_whatever_the_server_behind_the_network_does_each_vote_told_is_there_once(
    prepared: Prepared, server: Valkey, tmp_path: Path
) -> None:
    async with proxy(server.port) as way:
        node = Node(tmp_path / "node", f"redis://127.0.0.1:{way.port}/0")
        await node.start()
        witness = Witness(prepared, lambda: node.url)
        clerk = witness.clerk
        async with witness.watching():
            witness.storm()

            async def goes_on() -> None:
                await witness.votes(10)
                await clerk.until(lambda: SILENT not in clerk.alarm)

            async def nobody_is_told_anything() -> None:
                beats, told = len(witness.hall.frames), len(witness.told)
                await witness.hall.until(lambda: len(witness.hall.frames) >= beats + 5 / BEAT / 2)
                assert len(witness.told) == told

            await goes_on()
            for _ in range(3):  # Answers lost after the append.
                way.lost.clear()
                way.loses_answers = True
                await way.lost.wait()
                way.loses_answers = False
                await witness.votes(3)

            way.cut()
            await goes_on()

            await server.kill()
            await clerk.until(lambda: SILENT in clerk.alarm)
            await nobody_is_told_anything()
            await server.start()
            await goes_on()

            server.hold()
            await clerk.until(lambda: SILENT in clerk.alarm)
            await nobody_is_told_anything()
            server.go_on()
            await goes_on()
            await witness.end()
            assert not any(screen.back[1:] or screen.stale for screen in witness.screens), (
                "nobody was cut off"
            )
        await node.stop()


async def test_two_nodes_decide_at_once_and_one_killed_leaves_its_people_to_the_other(
    prepared: Prepared, server: Valkey, tmp_path: Path
) -> None:
    one, two = (Node(tmp_path / name, server.url) for name in ("one", "two"))
    await one.start()
    await two.start()
    async with proxy(one.port) as front:
        witness = Witness(prepared, lambda: f"http://127.0.0.1:{front.port}", lambda: two.url)
        async with witness.watching():
            witness.storm()
            await witness.votes(60)
            front.target = two.port
            await one.kill()
            await witness.votes(40)
            assert witness.hall.back[1:], "the hall is at the other node now"
            await witness.close_ballot(prepared)
            lines = await witness.end()
            assert witness.clerk.alarm == ""
            await one.start()
            front.target = one.port
            await two.kill()
            await witness.see(lines)
        await one.stop()
    assert await lines_in(server) == lines


async def test_a_standby_that_lacks_the_end_freezes_every_node_and_none_starts_until_somebody_consents(
    prepared: Prepared, server: Valkey, tmp_path: Path
) -> None:
    (tmp_path / "standby").mkdir()
    async with (
        valkey(tmp_path / "standby", replicaof=f"127.0.0.1 {server.port}") as standby,
        proxy(server.port) as way,
    ):
        node = Node(tmp_path / "node", f"redis://127.0.0.1:{way.port}/0")
        await node.start()
        witness = Witness(prepared, lambda: node.url)
        clerk = witness.clerk
        async with witness.watching():
            first = await witness.vote("elvers", "yes", "k1")
            assert first is not None
            await standby.holds(first["head"])
            await standby.promote()  # Too early: the old one still takes votes.
            last = await witness.vote("nordmeier", "no", "k2")
            assert last is not None
            way.target = standby.port
            await server.kill()
            way.cut()
            await clerk.until(lambda: "Es wurde verkürzt oder ausgetauscht" in clerk.alarm)
            assert f"(Nr. {last['seq']}, {last['head'][:8]})" in clerk.alarm
            refused = await witness.vote("nordmeier", "yes", "k3")
            assert refused is not None and refused["refused"] == "history_changed"
            assert witness.hall.parts["tally"]["received"] == 2

            await node.kill()
            said = await node.refuses()
            assert f"zuletzt stand es bei Nr. {last['seq']} ({last['head'][:8]})" in said
            assert "--accept-older-log" in said
            await node.start("--accept-older-log")
            # Whoever saw more says so: nothing vanishes without a word.
            await clerk.until(lambda: "Eine Seite hat von" in clerk.alarm)
            await witness.hall.until(lambda: any("fork" in frame for frame in witness.hall.frames))
            await witness.hall.until(lambda: witness.hall.parts["tally"]["received"] == 1)
        await node.stop()


async def test_a_page_that_comes_from_a_node_which_is_ahead_waits_for_the_other_and_raises_no_alarm(
    prepared: Prepared, server: Valkey
) -> None:
    async with (
        proxy(server.port) as way,
        in_this_process(server.url) as ahead,
        in_this_process(f"redis://127.0.0.1:{way.port}/0") as behind,
    ):
        way.carries.clear()  # Nothing reaches the second node from here on, and nobody tells it so.
        async with ahead.socket(prepared.members["elvers"]) as page:
            vote = await page.ask("cast_vote", ballot=BALLOT, choice="yes")
        seen = (vote["seq"], vote["head"])
        async with (
            behind.socket(prepared.clerk) as desk,
            behind.socket(prepared.members["elvers"], since=seen) as page,
        ):
            await desk.until(lambda: sum("beat" in frame for frame in desk.frames) > 2)
            assert behind.live.room.now.head.seq < vote["seq"]
            assert page.pictures == []
            way.carries.set()
            await page.until_seq(vote["seq"])
            assert page.head == vote["head"]
            assert not any("fork" in frame for frame in page.frames)
            assert not any("Eine Seite hat von" in frame.get("alarm", "") for frame in desk.frames)


async def test_a_node_that_ends_at_the_moment_of_a_vote_does_end(server: Valkey, tmp_path: Path) -> None:
    """The vote's echo and the end of the question for news come together: the client has taken the one for the other."""
    config = Config(data=tmp_path / "node", store=server.url)
    async with asyncio.timeout(PATIENCE):
        for number in range(20):
            command = read_command({"do": "cast_vote", "ballot": BALLOT, "choice": CHOICES[number % 3]})
            async with open_house(config, pytest.fail) as house:
                live = await house.open(MEETING, WallClock(UTC))
                said = await live.room.ask(command, by=PersonId("elvers"), scope="s", key=None)
                assert "accepted" in said


@asynccontextmanager
async def in_this_process(url: str) -> AsyncIterator[Running]:
    """A node that a test can look into."""
    async with running(store=await RedisStore.open(url), beat=0.2, silence=30.0) as there:
        yield there
