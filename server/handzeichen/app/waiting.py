"""Devices that have pressed the button of a link that another device uses, and wait for the clerk's permission.

Each waits with the sign-in that it would get. There is one at a time for a link, so nobody fills the clerk's screen by
pressing often; one that has not been heard of for a while gives way to the next. Nothing of this is stored: after a
restart a waiting page asks again by itself.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from secrets import randbelow
from typing import Final

from handzeichen.app.sign_in import SignIn

GIVES_WAY_AFTER: Final = 30.0
"""Seconds without a sign of life after which another device may ask with the same link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A device at the door. `number` stands on its page and on the clerk's, so that they can be compared."""

    sign_in: SignIn
    number: str


class Doorstep:
    """All devices that wait; `changed` is called with the meeting where one comes or goes."""

    def __init__(self, changed: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._changed = changed
        self.clock = clock
        self._by_link: dict[str, Waiting] = {}
        self._heard: dict[str, float] = {}

    def ask(self, sign_in: SignIn) -> Waiting | None:
        """Let a device wait; None where another one already does with the same link."""
        before = self._by_link.get(sign_in.link)
        if before is not None and self.clock() - self._heard[sign_in.link] < GIVES_WAY_AFTER:
            return None
        waiting = Waiting(sign_in=sign_in, number=f"{randbelow(100):02} {randbelow(100):02}")
        self._by_link[sign_in.link] = waiting
        self.hear(waiting)
        self._changed(sign_in.meeting)
        return waiting

    def hear(self, waiting: Waiting) -> None:
        """Its page is still there."""
        self._heard[waiting.sign_in.link] = self.clock()

    def waits(self, waiting: Waiting) -> bool:
        """Whether it is still there, and was neither decided on nor gave way to another."""
        return self._by_link.get(waiting.sign_in.link) is waiting

    def end(self, waiting: Waiting) -> None:
        """It waits no more."""
        if self.waits(waiting):
            del self._by_link[waiting.sign_in.link], self._heard[waiting.sign_in.link]
            self._changed(waiting.sign_in.meeting)

    def known(self, slug: str, id_: str) -> Waiting | None:
        """The device with this slug and this digest of its secret."""
        return next((one for one in self._all() if (one.sign_in.slug, one.sign_in.id) == (slug, id_)), None)

    def of(self, meeting: str) -> list[Waiting]:
        """The devices that wait for a meeting, in the order in which they came."""
        return [one for one in self._all() if one.sign_in.meeting == meeting]

    def _all(self) -> Iterator[Waiting]:
        return iter(self._by_link.values())
