"""Who comes in: known by a cookie, let in or turned away by the clerk, or heard of from another node."""

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from typing import Final

from starlette.requests import HTTPConnection

from handzeichen.app.offers import Link, State
from handzeichen.app.sign_in import COOKIE, Moment, SignIn, SignIns
from handzeichen.app.waiting import Doorstep, Waiting, waiting_links
from handzeichen.log.port import News, Store, StoreError

KNOWN_AT_ONCE: Final = 32
"""Of so many cookies of one request each is looked up, if need be."""
LEARNT_WITHIN: Final = 1.0
"""Seconds that a request waits for that at most."""

log = logging.getLogger(__name__)


class Entrance:
    """The sign-ins of a server and the devices at its door.

    `ended` is called with each sign-in that is revoked, `changed` with the meeting of whoever comes or goes; `moment`
    says what time it is in a meeting, and `clock` in seconds since 1970.
    """

    def __init__(
        self,
        store: Store,
        *,
        hours: int,
        ended: Callable[[SignIn], None],
        changed: Callable[[str], None],
        moment: Callable[[str], Moment],
        clock: Callable[[], float],
    ) -> None:
        self.sign_ins = SignIns(store, hours=hours, ended=ended, changed=changed, moment=moment, clock=clock)
        self.doorstep = Doorstep(store, changed)
        self._store = store
        self._deciding: set[Waiting] = set()

    def sign_in_of(self, connection: HTTPConnection, slug: str) -> SignIn | None:
        """As whom a request comes: its slug together with that slug's cookie."""
        secret = connection.cookies.get(COOKIE + slug)
        return None if secret is None else self.sign_ins.find(slug, secret)

    def known(self, connection: HTTPConnection) -> SignIn | None:
        """A sign-in that a request comes with, whichever of its cookies it is."""
        slugs = (name.removeprefix(COOKIE) for name in connection.cookies if name.startswith(COOKIE))
        found = (self.sign_in_of(connection, slug) for slug in itertools.islice(slugs, KNOWN_AT_ONCE))
        return next((one for one in found if one is not None), None)

    async def let_in(self, waiting: Waiting) -> bool:
        """The clerk permits: the waiting device is signed in beside the others; False when it waits no more."""
        return await self._decide(waiting, self._let_in)

    async def turn_away(self, waiting: Waiting) -> bool:
        """The clerk refuses: nobody can ask with this link again; whoever is signed in by it stays."""
        return await self._decide(waiting, self._close_link)

    async def learn(self, cookies: Mapping[str, str]) -> None:
        """Before a request is looked at: know the sign-ins that another node has begun a moment ago.

        Where the store does not answer, nobody waits for it: whoever is known here already goes on.
        """
        if self._store.news is None:
            return
        secrets = [secret for name, secret in cookies.items() if name.startswith(COOKIE)]
        with suppress(StoreError, TimeoutError):
            async with asyncio.timeout(LEARNT_WITHIN):
                await self.sign_ins.learn(secrets[:KNOWN_AT_ONCE])

    async def follow(
        self,
        news: News,
        mark: str,
        live: Mapping[str, object],
        pause: float,
        texts: Callable[[Collection[str] | None], Awaitable[None]],
    ) -> None:
        """Sign-ins for live meetings and devices at the door, as other nodes change them; `texts` hears of the rest.

        Where that could not be read, all is read anew after a `pause` in seconds; `texts` then gets None.
        """
        while True:
            changes = await news.changes(mark)
            mark = changes.mark
            try:
                if changes.all:
                    await self.sign_ins.load(list(live))
                    await self.doorstep.load()
                else:
                    await self.sign_ins.follow(changes.sessions)
                    await self.doorstep.follow(waiting_links(changes.texts))
                await texts(None if changes.all else changes.texts)
            except StoreError as error:
                log.error("What other nodes changed at the door could not be read: %s", error)
                mark = ""  # Whatever was missed is read anew, but not at once.
                await asyncio.sleep(pause)

    async def _decide(self, waiting: Waiting, act: Callable[[SignIn], Awaitable[None]]) -> bool:
        """One decision for a device, which waits until it is stored: else its page would ask anew in between."""
        if waiting in self._deciding or not self.doorstep.waits(waiting):
            return False
        self._deciding.add(waiting)
        try:
            await act(waiting.sign_in)
            await self.doorstep.end(waiting)
        finally:
            self._deciding.discard(waiting)
        return True

    async def _let_in(self, drafted: SignIn) -> None:
        await self.sign_ins.begin(drafted)

    async def _close_link(self, drafted: SignIn) -> None:
        await self.sign_ins.links.close(Link(id=drafted.link, offer=drafted.place, state=State.USED))
