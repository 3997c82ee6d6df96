"""Closed meetings: they lie in the store until somebody asks for one, and go back when nobody does any more.

A house that has met a hundred times starts as fast as on its first evening: only meetings that are not closed are read
at the start (`closed` says how that is known).

Minutes, record, log, corrections and the public page of a closed meeting are there as before, a moment later. Of those
that nobody looks at, the last few stay at hand.
"""

import asyncio
import logging
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from handzeichen.app.clock import WallClock
from handzeichen.app.closed import is_noted, note_if_closed
from handzeichen.app.house import House, Live
from handzeichen.app.sign_in import COOKIE
from handzeichen.log.codec import BadEntry, read_entries
from handzeichen.log.port import OutcomeUnknown, StoreError, StoreRefused
from handzeichen.meeting.events import MeetingPlanned

KEPT: Final = 4
"""How many closed meetings stay at hand while nobody looks at them."""
NAMED: Final = re.compile(r"/(?:public|ws|api/meetings)/([^/]+)(?:/|$)")
SIGNED_IN: Final = re.compile(r"/s/([^/]+)/")
LINK: Final = re.compile(r"/anmelden/([^/]+)(?:/|$)")

log = logging.getLogger(__name__)


async def open_stored(house: House) -> list[str]:
    """At the start: open every meeting in the store that is not closed; in German, what could not be opened and why.

    What is live already stays as it is.
    """
    faults = []
    for meeting in await house.store.meetings():
        if meeting in house.live:
            continue
        if await is_noted(house.store, meeting):
            house.closed.add(meeting)
            continue
        try:
            live = await _open(house, meeting)
        except (StoreRefused, BadEntry) as fault:
            faults.append(f"Die Sitzung „{meeting}“ ist nicht zu öffnen. {fault}")
            continue
        if await note_if_closed(house.store, live.room.now):
            house.closed.add(meeting)
            await _shut(house, meeting)
    return faults


def on_demand(app: ASGIApp, shelf: "Shelf") -> ASGIApp:
    """Whatever is asked of a closed meeting finds it live, for as long as the answer takes."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        meeting = await shelf.asked_for(scope)
        if meeting is None:
            return await app(scope, receive, send)
        async with shelf.taken(meeting):
            await app(scope, receive, send)

    return answer


class Shelf:
    """The closed meetings of a house, and who looks at which."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._looking: Counter[str] = Counter()
        self._at_hand: dict[str, None] = {}
        """Those that are live because somebody asked; the last one asked for stands last."""
        self._lock = asyncio.Lock()

    async def asked_for(self, scope: Scope) -> str | None:
        """The closed meeting that a request is about; None where it is about none."""
        if scope["type"] not in ("http", "websocket") or not self._house.closed:
            return None
        try:
            meeting = await self._meeting_of(HTTPConnection(scope))
        except StoreError:  # Whoever answers asks the store as well, and knows what to say.
            return None
        return meeting if meeting in self._house.closed else None

    @asynccontextmanager
    async def taken(self, meeting: str) -> AsyncIterator[None]:
        """As long as this lasts, a closed meeting is live, unless its log cannot be read."""
        self._looking[meeting] += 1
        try:
            await self._fetch(meeting)
            yield
        finally:
            self._looking[meeting] -= 1
            await self._put_back()

    async def _meeting_of(self, connection: HTTPConnection) -> str | None:
        path, sign_ins = connection.scope["path"], self._house.sign_ins
        if named := NAMED.match(path):
            return named[1]
        if (slug := SIGNED_IN.match(path)) and (secret := connection.cookies.get(COOKIE + slug[1])):
            return await sign_ins.meeting_of(secret)
        if (code := LINK.match(path)) and (link := await sign_ins.links.find(code[1])):
            return link.offer.meeting
        return None

    async def _fetch(self, meeting: str) -> None:
        async with self._lock:
            if meeting not in self._house.live:
                try:
                    await _open(self._house, meeting)
                except (StoreRefused, BadEntry) as fault:
                    log.error("%s: %s", meeting, fault)
                    return
                except OutcomeUnknown as unknown:
                    self._house.stop(unknown.sentence)
                    return
            self._at_hand.pop(meeting, None)
            self._at_hand[meeting] = None

    async def _put_back(self) -> None:
        async with self._lock:
            idle = [meeting for meeting in self._at_hand if not self._looking[meeting]]
            for meeting in idle[: max(0, len(idle) - KEPT)]:
                del self._at_hand[meeting]
                await _shut(self._house, meeting)


async def _open(house: House, meeting: str) -> Live:
    """A meeting as it stands in the store, on the clock of the place where it meets."""
    first = next(read_entries(await house.store.read(meeting, limit=1)), None)
    if first is None or not isinstance(first.event, MeetingPlanned):
        raise BadEntry(1, "Ohne den Plan lässt sich nichts nachrechnen.")
    return await house.open(meeting, WallClock(first.event.plan.meeting.starts_at.tzinfo))


async def _shut(house: House, meeting: str) -> None:
    live = house.live.pop(meeting)
    await live.room.close()
    live.hub.close()
