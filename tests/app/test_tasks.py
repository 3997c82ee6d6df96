"""A task that swallows a cancellation, as a client library may."""

import asyncio

from handzeichen.app.tasks import end


async def test_a_task_that_takes_a_cancellation_for_something_else_is_ended_all_the_same() -> None:
    swallowed = []

    async def stubborn() -> None:
        while len(swallowed) < 2:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                swallowed.append(True)
        await asyncio.Event().wait()

    async def done() -> None:
        return

    tasks = [asyncio.create_task(stubborn()), asyncio.create_task(done())]
    await asyncio.sleep(0)
    await asyncio.wait_for(end(*tasks), 10)
    assert len(swallowed) == 2
    assert tasks[0].cancelled() and tasks[1].done()
