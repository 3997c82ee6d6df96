"""How a task that never ends by itself is ended."""

import asyncio
from typing import Final

AGAIN: Final = 0.2
"""Seconds after which a task that goes on is told once more."""


async def end(*tasks: asyncio.Task[None]) -> None:
    """Cancel until they have ended, whatever came of them.

    Once is not enough: the Redis client may take a cancellation that comes while it waits for its time limit as that
    limit (it sets one around every answer), and whoever asks in a loop then goes on for ever.
    """
    going = [task for task in tasks if not task.done()]
    while going:
        for task in going:
            task.cancel()
        _, still = await asyncio.wait(going, timeout=AGAIN)
        going = list(still)
