"""Two addresses for whoever watches over the server or shares out requests: does it live, and should it be asked?

They tell nothing of any meeting or person, and need no sign-in. `/ready` says no as soon as the server is told to end,
so that a proxy in front of several sends nobody there any more. The store is asked at most once at a time, however
often somebody wants to know.
"""

import asyncio
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from handzeichen.app.house import House
from handzeichen.log.port import OutcomeUnknown, StoreRefused

ANSWERS_WITHIN: Final = 2.0
"""Seconds in which a store that works has answered."""
ENDING, STORE, ROOM, HEADS = "ending", "store", "room", "heads"
REASONS: Final = (ENDING, STORE, ROOM, HEADS)
"""Why a server is not ready: it ends; its store is silent; a meeting stands still; newest heads are not written."""


class Readiness:
    """Whether a server can do its work now."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._asking: asyncio.Task[bool] | None = None

    async def reasons(self) -> list[str]:
        """What speaks against it, in words of `REASONS`; nothing when all is well."""
        house = self._house
        if house.ending:
            return [ENDING]
        found = {
            STORE: not await self._store_answers(),
            ROOM: not all(live.room.works for live in house.live.values()),
            HEADS: house.alarms.stands(HEADS),
        }
        return [reason for reason in REASONS if found.get(reason)]

    async def _store_answers(self) -> bool:
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask(), name="ready")
        # Not cut short: a question to the store that nobody waits for ends by itself.
        done, _ = await asyncio.wait([self._asking], timeout=ANSWERS_WITHIN)
        return bool(done) and self._asking.result()

    async def _ask(self) -> bool:
        try:
            await self._house.store.get("ready")
        except OutcomeUnknown as unknown:
            self._house.stop(unknown.sentence)
        except StoreRefused:
            return False
        return True


async def health(_request: Request) -> Response:
    """`GET /health`: the process lives and answers."""
    return _json({"alive": True}, 200)


async def ready(request: Request) -> Response:
    """`GET /ready`: whether requests should be sent here; 503 with the reasons where not."""
    readiness: Readiness = request.app.state.readiness
    reasons = await readiness.reasons()
    return _json({"ready": not reasons, "reasons": reasons}, 503 if reasons else 200)


def _json(content: object, status: int) -> Response:
    return Response(msgspec.json.encode(content), status, media_type="application/json")
