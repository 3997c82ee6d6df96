"""Notes beside the logs, saying which meetings are closed, so that a start need not read a closed one to know it.

A note names the head that the log had. It is a hint and nothing else: where it is missing, or the log has gone on
since, the log counts, and is read.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from handzeichen.app.history import Now
from handzeichen.log.port import Head, Store, StoreError
from handzeichen.meeting.state import Phase

CLOSED_KEY: Final = "closed:"

log = logging.getLogger(__name__)


class Room(Protocol):
    """A meeting, as far as this is concerned."""

    @property
    def now(self) -> Now:
        """What is true of it."""


class Live(Protocol):
    """A live meeting, as far as this is concerned."""

    @property
    def room(self) -> Room:
        """Where it stands."""


async def is_noted(store: Store, meeting: str) -> bool:
    """Whether a meeting is known to be closed without reading its log."""
    return await store.get(CLOSED_KEY + meeting) == _note(await store.head(meeting))


async def note_if_closed(store: Store, now: Now) -> bool:
    """Note a meeting as closed if it is; whether it is."""
    if now.meeting.sitting.phase is not Phase.CLOSED:
        return False
    await store.put(CLOSED_KEY + now.meeting.plan.id, _note(now.head))
    return True


async def keep_noted(store: Store, live: Mapping[str, Live], every: float) -> None:
    """From time to time, in seconds, note which live meetings have closed, and where corrections have led since."""
    noted: dict[str, Head] = {}
    while True:
        await asyncio.sleep(every)
        for now in _newer(live.values(), noted):
            try:
                if await note_if_closed(store, now):
                    noted[now.meeting.plan.id] = now.head
            except StoreError as error:
                log.warning("%s: not noted as closed: %s", now.meeting.plan.id, error)


def _newer(live: Iterable[Live], noted: Mapping[str, Head]) -> list[Now]:
    news = [one.room.now for one in live]
    return [
        now
        for now in news
        if now.meeting.sitting.phase is Phase.CLOSED and noted.get(now.meeting.plan.id) != now.head
    ]


def _note(head: Head) -> str:
    return f"{head.seq} {head.hash}"
