"""Devices that have pressed the button of a link that another device uses, and wait for the clerk's permission.

Each waits with the sign-in that it would get. There is one at a time for a link, so nobody fills the clerk's screen by
pressing often; one that has not been heard of for a while gives way to the next. They stand in the store, because the
clerk's page may be at another node than theirs; who had not been heard of for a while before a start is forgotten, and
a page that still waits asks again by itself.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from secrets import randbelow
from typing import Final

import msgspec

from handzeichen.app.sign_in import SignIn
from handzeichen.log.port import Store

KEY: Final = "waiting:"
GIVES_WAY_AFTER: Final = 30.0
"""Seconds without a sign of life after which another device may ask with the same link."""
WRITTEN_EVERY: Final = 10.0
"""Seconds after which a sign of life is told to the other nodes too."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A device at the door. `number` stands on its page and on the clerk's, so that they can be compared."""

    sign_in: SignIn
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What the store keeps of it: also when it was last heard of, in seconds since 1970."""

    waiting: Waiting
    heard: float


class Doorstep:
    """All devices that wait; `changed` is called with the meeting where one comes or goes."""

    def __init__(
        self, store: Store, changed: Callable[[str], None], clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._changed = changed
        self.clock = clock
        self._by_link: dict[str, _Kept] = {}
        self._written: dict[str, float] = {}

    async def load(self) -> None:
        """Know those who wait, since an earlier run or at another node."""
        there = set(waiting_links(await self._store.keys(KEY)))
        await self.follow(there | self._by_link.keys())

    async def follow(self, links: Iterable[str]) -> None:
        """Another node has changed who waits with these links."""
        for link in links:
            kept = _read(await self._store.get(KEY + link))
            if kept is None or (link not in self._by_link and self._is_silent(kept)):
                self._drop(link)
            else:
                self._keep(kept)

    async def ask(self, sign_in: SignIn) -> Waiting | None:
        """Let a device wait; None where another one already does with the same link."""
        before = self._by_link.get(sign_in.link)
        if before is not None and not self._is_silent(before):
            return None
        waiting = Waiting(sign_in=sign_in, number=f"{randbelow(100):02} {randbelow(100):02}")
        await self._write(waiting)
        return waiting

    async def hear(self, waiting: Waiting) -> None:
        """Its page is still there."""
        link = waiting.sign_in.link
        if not self.waits(waiting):
            return
        self._by_link[link] = replace(self._by_link[link], heard=self.clock())
        if self.clock() - self._written.get(link, 0.0) >= WRITTEN_EVERY:
            await self._write(waiting)

    def waits(self, waiting: Waiting) -> bool:
        """Whether it is still there, and was neither decided on nor gave way to another."""
        kept = self._by_link.get(waiting.sign_in.link)
        return kept is not None and kept.waiting == waiting

    async def end(self, waiting: Waiting) -> None:
        """It waits no more."""
        if self.waits(waiting):
            await self._store.take(KEY + waiting.sign_in.link)
            if self.waits(waiting):
                self._drop(waiting.sign_in.link)

    def known(self, slug: str, id_: str) -> Waiting | None:
        """The device with this slug and this digest of its secret."""
        return next((one for one in self._all() if (one.sign_in.slug, one.sign_in.id) == (slug, id_)), None)

    def of(self, meeting: str) -> list[Waiting]:
        """The devices that wait for a meeting, in the order in which they came."""
        return [one for one in self._all() if one.sign_in.meeting == meeting]

    async def _write(self, waiting: Waiting) -> None:
        kept = _Kept(waiting=waiting, heard=self.clock())
        self._written[waiting.sign_in.link] = kept.heard
        self._keep(kept)
        await self._store.put(KEY + waiting.sign_in.link, msgspec.json.encode(kept).decode())

    def _keep(self, kept: _Kept) -> None:
        sign_in = kept.waiting.sign_in
        before = self._by_link.get(sign_in.link)
        self._by_link[sign_in.link] = kept
        if before is None or before.waiting != kept.waiting:
            self._changed(sign_in.meeting)

    def _drop(self, link: str) -> None:
        self._written.pop(link, None)
        gone = self._by_link.pop(link, None)
        if gone is not None:
            self._changed(gone.waiting.sign_in.meeting)

    def _is_silent(self, kept: _Kept) -> bool:
        return self.clock() - kept.heard >= GIVES_WAY_AFTER

    def _all(self) -> Iterator[Waiting]:
        return (kept.waiting for kept in self._by_link.values())


def _read(text: str | None) -> _Kept | None:
    try:
        return None if text is None else msgspec.json.decode(text, type=_Kept)
    except msgspec.MsgspecError as error:  # One damaged place must not keep the others from the door.
        log.error("Somebody who waits at the door cannot be read and is passed over: %s", error)
        return None


def waiting_links(keys: Iterable[str]) -> list[str]:
    """Of keys in the store, the links with which somebody waits."""
    return [key.removeprefix(KEY) for key in keys if key.startswith(KEY)]
