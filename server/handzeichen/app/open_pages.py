"""The pages that are open at this server, of all its meetings: who is reached when something is to be told."""

import asyncio
import math
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from typing import Final, Protocol

from handzeichen.app.frames import Frame
from handzeichen.app.limits import Limits
from handzeichen.app.offers import Role
from handzeichen.app.sign_in import SignIn

BEATS_AT_ONCE: Final = 250
"""So many pages get their beat in one moment, the others spread over the time: their answers come back as spread."""


class Page(Protocol):
    """An open page, as far as the house has to do with it."""

    sign_in: SignIn | None
    meeting: str
    name: str | None
    """What the page calls itself, so that its next connection can be told from another page's."""
    heard_at: float
    took: float
    """When it was heard last, and how long its answer to a beat took, in seconds of the loop."""

    def beat(self, frame: Frame, silent_since: float) -> None:
        """Give a sign of life, and ask for one."""

    def warn(self, sentences: Sequence[str]) -> None:
        """Tell whoever is responsible what is wrong now; nothing, when all is well again."""

    def sign_out(self) -> None:
        """The page's sign-in has ended."""

    def supersede(self) -> None:
        """The page has come back on another connection."""

    def send_away(self) -> None:
        """The server ends: say what is still to be said, and that the page may come back at once."""

    def own_changed(self) -> None:
        """What this page alone is shown is out of date."""


class OpenPages(Set[Page]):
    """A set that pages enter and leave by themselves."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._all: set[Page] = set()
        self._desks: set[Page] = set()
        self._named: dict[tuple[str, str], Page] = {}
        self._empty = asyncio.Event()

    def __contains__(self, page: object) -> bool:
        return page in self._all

    def __iter__(self) -> Iterator[Page]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def enter(self, page: Page) -> None:
        """A page is connected. What its connection before still carries counts no more: it could overtake a vote."""
        self._all.add(page)
        if page.sign_in is not None:
            self._limits.share(page.sign_in).enter(page)
        if page.sign_in is not None and page.sign_in.role in (Role.CLERK, Role.HOST):
            self._desks.add(page)
        if page.sign_in is not None and page.name is not None:
            key = (page.sign_in.id, page.name)
            before = self._named.get(key)
            self._named[key] = page
            if before is not None:
                before.supersede()

    def leave(self, page: Page) -> None:
        """A page's connection has ended."""
        self._all.discard(page)
        if not self._all:
            self._empty.set()
        self._desks.discard(page)
        if page.sign_in is not None:
            self._limits.leave(page.sign_in, page)
        if page.sign_in is not None and page.name is not None:
            key = (page.sign_in.id, page.name)
            if self._named.get(key) is page:
                del self._named[key]

    def desks(self) -> tuple[Page, ...]:
        """The pages of clerks and video hosts."""
        return tuple(self._desks)

    def sign_out(self, sign_in: SignIn) -> None:
        """A sign-in has ended, and with it all pages that came by it."""
        for page in tuple(self._all):
            if page.sign_in is not None and page.sign_in.id == sign_in.id:
                page.sign_out()

    async def send_away(self, grace: float) -> None:
        """The server ends: the pages of those who are signed in go first; waits so many seconds until all have gone."""
        for page in sorted(self._all, key=lambda page: page.sign_in is None):
            page.send_away()
        if self._all:
            self._empty.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._empty.wait(), grace)

    async def beat(self, frames: Callable[[], Mapping[str, Frame]], *, every: float, silence: float) -> None:
        """One round, which takes `every` seconds: a beat of its meeting to each page, also where others come and go
        meanwhile. Whoever was not heard for `silence` seconds is cut off."""
        turns = max(1, math.ceil(len(self._all) / BEATS_AT_ONCE))
        pages: tuple[Page, ...] = ()
        for turn in range(turns):
            await asyncio.sleep(every / turns)
            pages = pages or tuple(self._all)
            beats = frames()
            silent_since = asyncio.get_running_loop().time() - silence
            for page in pages[turn::turns]:
                if page in self._all:
                    page.beat(beats[page.meeting], silent_since)
