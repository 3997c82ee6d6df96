"""A trial ballot goes the way of a vote: from node to node, and it is there after a restart."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from handzeichen.app.offers import Role
from handzeichen.log.redis import RedisStore
from handzeichen.meeting.commands import Command, OpenMeeting
from support.live import Running, running
from support.valkey import Valkey, valkey


def is_opening(command: Command) -> bool:
    return isinstance(command, OpenMeeting)


@asynccontextmanager
async def node(server: Valkey) -> AsyncIterator[Running]:
    store = await RedisStore.open(server.url, answer_within=2)
    async with running(store=store, beat=0.2, silence=30.0) as there:
        yield there


async def test_a_trial_is_tried_on_one_node_seen_on_another_and_there_after_a_restart(tmp_path: Path) -> None:
    async with valkey(tmp_path) as server:
        async with node(server) as one:
            await one.play(is_opening)
            async with node(server) as two:
                two.clock.set(one.clock())
                clerk, member = await one.sign_in(Role.CLERK), await two.sign_in(Role.MEMBER, "elvers")
                hall = await two.sign_in(Role.HALL)
                async with one.socket(clerk) as desk, two.socket(member) as voter, two.socket(hall) as shown:
                    assert "accepted" in await desk.ask("open_trial_ballot")
                    assert "accepted" in await voter.ask("cast_trial_vote", choice="yes")
                    await asyncio.gather(
                        *(page.until(lambda p=page: arrived(p) == 1) for page in (desk, shown))
                    )
        async with node(server) as again:
            chair, hall = await again.sign_in(Role.CHAIR), await again.sign_in(Role.HALL)
            async with again.socket(chair) as led, again.socket(hall) as shown:
                await shown.until(lambda: arrived(shown) == 1)
                assert "accepted" in await led.ask("open_meeting")
                await shown.until(lambda: "received" not in shown.parts["trial"])


def arrived(page: object) -> int | None:
    """How many presses a screen shows."""
    parts: dict[str, dict[str, int]] = getattr(page, "parts", {})
    return parts.get("trial", {}).get("received")
