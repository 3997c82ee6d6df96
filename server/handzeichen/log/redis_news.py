"""What other nodes have written into a Redis or Valkey server: how one node hears of it.

Nodes wait on the server itself (XREAD with BLOCK), each question for a second at most: so a connection that is dead
without a word is noticed like any other silence. A node hears of its own lines too and passes over them by number.
Changes of sessions and texts are named in one short stream; who was away for longer than it reaches reads all anew.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from redis.exceptions import RedisError

from handzeichen.log.port import Changes
from handzeichen.log.redis_server import ANSWER_WITHIN, client

PREFIX: Final = "handzeichen:"
LOG: Final = PREFIX + "log:"
CHANGES: Final = PREFIX + "changes"
KEPT_CHANGES: Final = 1_000
SESSION: Final = "session"
TEXT: Final = "text"
WAIT: Final = 1.0
"""Seconds that a question waits for news."""


class RedisNews:
    """Waits for lines and changes, on connections of its own: they are taken for as long as it waits."""

    def __init__(self, url: str, answer_within: float = ANSWER_WITHIN) -> None:
        self._server = client(url, WAIT + answer_within)
        self._execute: Callable[..., Awaitable[Any]] = self._server.execute_command

    async def line(self, meeting: str, after: int) -> int:
        found = await self._wait(LOG + meeting, f"{after}-0", 1)
        return int(found[-1][0].partition(b"-")[0]) if found else after

    async def mark(self) -> str:
        try:
            found = await self._execute("XREVRANGE", CHANGES, "+", "-", "COUNT", 1)
        except (RedisError, OSError):
            return ""
        return found[0][0].decode() if found else "0-0"

    async def changes(self, mark: str) -> Changes:
        if not mark:  # Nobody knows what was missed: begin anew, and read everything.
            mark = await self.mark()
            if not mark:
                await asyncio.sleep(WAIT)
            return Changes(mark=mark, all=bool(mark))
        found = await self._wait(CHANGES, mark, KEPT_CHANGES)
        if found is None:
            return Changes(mark="")
        named = [(kind, name.decode()) for _, fields in found for kind, name in fields.items()]
        return Changes(
            mark=found[-1][0].decode() if found else mark,
            sessions=frozenset(name for kind, name in named if kind == SESSION.encode()),
            texts=frozenset(name for kind, name in named if kind == TEXT.encode()),
            all=len(found) == KEPT_CHANGES,
        )

    async def close(self) -> None:
        """Let go of the connections."""
        await self._server.aclose()

    async def _wait(self, stream: str, after: str, count: int) -> list[Any] | None:
        """The entries behind an id, oldest first; None where the server did not answer."""
        block = int(WAIT * 1000)
        try:
            found = await self._execute("XREAD", "COUNT", count, "BLOCK", block, "STREAMS", stream, after)
        except (RedisError, OSError):
            await asyncio.sleep(WAIT)
            return None
        return list(found[0][1]) if found else []
