"""The server killed and held in the middle of votes, on a file: every vote that was told as counted is there once."""

import random
from pathlib import Path
from time import monotonic

from faults.meeting import Prepared, lines_in
from faults.node import Node
from faults.witness import Witness

READY_WITHIN = 5.0


async def test_killed_again_and_again_in_a_storm_of_votes_nothing_told_is_lost(
    prepared: Prepared, tmp_path: Path
) -> None:
    chance = random.Random(4)
    node = Node(prepared.into(tmp_path / "data"))
    await node.start()
    witness = Witness(prepared, lambda: node.url)
    async with witness.watching():
        witness.storm()
        for _ in range(4):
            await witness.votes(chance.randrange(5, 60))
            await node.kill()
            await node.start()
        await witness.votes(20)
        lines = await witness.end()
    await node.stop()
    assert await lines_in(node.folder) == lines
    assert max(node.starts) < READY_WITHIN


async def test_held_for_a_while_every_page_says_so_and_nothing_is_doubled(
    prepared: Prepared, tmp_path: Path
) -> None:
    node = Node(prepared.into(tmp_path / "data"))
    await node.start()
    witness = Witness(prepared, lambda: node.url)
    async with witness.watching():
        witness.storm()
        await witness.votes(20)
        held = monotonic()
        node.hold()
        for screen in witness.screens:
            await screen.until(lambda screen=screen: screen.stale and screen.stale[-1] > held)
        node.go_on()
        await witness.votes(20)
        await witness.end()
    await node.stop()
