"""How much anybody may ask of this server, so that nobody's flood delays another's vote or fills the memory.

A whole town hall may come from one address, and the person who floods may sit in it. So what is counted by address is
never held against whoever is signed in, nor against a link that exists: a sign-in has amounts of its own.

What strangers can make grow is bounded:

| what | bound |
|---|---|
| addresses remembered here | ADDRESSES, the one unheard of for longest goes |
| pages open without a sign-in | settings `viewers` of an address, `all_viewers` together |
| requests that are not complete, connections that rest | settings `connections`, `exchange` (`transport`) |
| messages and bytes that come in on a socket | settings `messages`, `bytes` (`transport`) |
| answers not yet read on a socket | IN_FLIGHT (`connection`) |
| commands that wait | IN_FLIGHT of a sign-in, setting `waiting` of a meeting (`room`) |
| pages open with a sign-in | PAGES, the oldest goes |
| sign-ins by one link, in a rehearsal or demonstration | DEVICES, the oldest goes (`sign_in`) |
| devices that wait at the door | one for a link (`waiting`) |
| lines about refusals in the log | one a minute and kind (`attempts`) |
"""

import asyncio
import math
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from typing import Any, Final, NamedTuple, Protocol

from starlette.requests import HTTPConnection

from handzeichen.app.attempts import Attempts
from handzeichen.app.config import Config
from handzeichen.app.offers import Role
from handzeichen.app.sign_in import SignIn

IN_FLIGHT: Final = 32
"""Commands of one sign-in that may wait at the same time, on all its pages: the next is read when one is answered."""
PAGES: Final = 32
"""Pages of one sign-in that may be open at the same time; there is always room for one more, at the oldest's cost."""
ADDRESSES: Final = 10_000
DOOR: Final = "/anmelden"
"""Where codes are tried: only those that do not exist are counted."""
AT_ONCE: Final = {"commands": 6, "requests": 20, "guesses": 100, "messages": 5, "bytes": 16}
"""After a pause so many seconds' worth may come in one moment: people are quick, and then read for a while."""
STAFF: Final = 10
"""Chair and clerk may ask for so many times more: programs speak with their sign-ins."""


class Pace(NamedTuple):
    """So much a second, and at most so much in one moment."""

    rate: float
    most: float


class Budget:
    """What a pace still allows somebody."""

    __slots__ = ("_at", "_clock", "_left", "_pace")

    def __init__(self, pace: Pace, clock: Callable[[], float]) -> None:
        self._pace, self._clock = pace, clock
        self._left, self._at = pace.most, clock()

    def take(self, amount: float = 1.0) -> bool:
        """Use up some of it; False, and nothing used, where there is not enough."""
        self._refill()
        if self._left < amount:
            return False
        self._left -= amount
        return True

    @property
    def wait(self) -> int:
        """Whole seconds until there is something again."""
        self._refill()
        return max(1, math.ceil((1.0 - self._left) / self._pace.rate))

    @property
    def is_full(self) -> bool:
        """Whether nothing was used lately: then it need not be remembered."""
        self._refill()
        return self._left >= self._pace.most

    def _refill(self) -> None:
        now = self._clock()
        self._left = min(self._pace.most, self._left + (now - self._at) * self._pace.rate)
        self._at = now


class Page(Protocol):
    """An open page."""

    def supersede(self) -> None:
        """Another one takes its place."""


class Share:
    """What one sign-in has for itself: commands and requests by time, commands that wait, open pages."""

    def __init__(self, commands: Budget, requests: Budget) -> None:
        self.commands = commands
        self.requests = requests
        self._waiting: set[asyncio.Future[Any]] = set()
        self._pages: dict[Page, None] = {}

    @property
    def is_full(self) -> bool:
        """Whether so many commands wait that no further one is taken."""
        return len(self._waiting) >= IN_FLIGHT

    def wait_for(self, answer: asyncio.Future[Any]) -> None:
        """A command was asked, and waits for this answer."""
        self._waiting.add(answer)
        answer.add_done_callback(self._waiting.discard)

    async def until_free(self) -> None:
        """Wait until a command may be asked."""
        while self.is_full:
            await asyncio.wait(self._waiting, return_when=asyncio.FIRST_COMPLETED)

    def enter(self, page: Page) -> None:
        """A page is open; where there are too many, the oldest gives way."""
        self._pages[page] = None
        if len(self._pages) > PAGES:
            oldest = next(iter(self._pages))
            del self._pages[oldest]
            oldest.supersede()

    def leave(self, page: Page) -> None:
        """A page has gone."""
        self._pages.pop(page, None)


class Limits:
    """All amounts of one server, by the settings of the same names."""

    def __init__(
        self, config: Config, attempts: Attempts, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.config = config
        self.attempts = attempts
        self._clock = clock
        self._shares: dict[str, Share] = {}
        self._budgets: OrderedDict[tuple[str, str], Budget] = OrderedDict()
        self._viewers: Counter[str] = Counter()
        self._all_viewers = 0

    def share(self, sign_in: SignIn) -> Share:
        """The share of a sign-in that counts."""
        found = self._shares.get(sign_in.id)
        if found is None:
            times = STAFF if sign_in.role in (Role.CHAIR, Role.CLERK) else 1
            found = self._shares[sign_in.id] = Share(
                self.budget("commands", times), self.budget("requests", 0.1 * times)
            )
        return found

    def forget(self, sign_in: SignIn) -> None:
        """It counts no more."""
        self._shares.pop(sign_in.id, None)

    def leave(self, sign_in: SignIn, page: Page) -> None:
        """A page of a sign-in has gone, perhaps because the sign-in ended."""
        if (share := self._shares.get(sign_in.id)) is not None:
            share.leave(page)

    def budget(self, name: str, times: float = 1.0) -> Budget:
        """A new one, by the setting of this name."""
        rate = getattr(self.config, name) * times
        return Budget(Pace(rate, rate * AT_ONCE[name]), self._clock)

    def request(self, connection: HTTPConnection, sign_in: SignIn | None) -> int:
        """A request came, of a sign-in or of a stranger: 0 where it is answered, else the seconds to wait."""
        if sign_in is not None:
            budget = self.share(sign_in).requests
        elif connection.scope["path"].startswith(DOOR):
            return 0
        else:
            budget = self._kept("requests", address_of(connection))
        return 0 if budget.take() else budget.wait

    def guess(self, connection: HTTPConnection) -> int:
        """A code was tried that does not exist: 0, or the seconds to wait before the next."""
        return self._taken("guesses", address_of(connection))

    def press(self, link: str) -> int:
        """A link's button was pressed: 0, or the seconds to wait before the next time."""
        return self._taken("guesses", f"link {link}")

    def watch(self, connection: HTTPConnection) -> bool:
        """A page opens that nobody is signed in on; False where there are too many."""
        address = address_of(connection)
        if self._viewers[address] >= self.config.viewers or self._all_viewers >= self.config.all_viewers:
            return False
        self._viewers[address] += 1
        self._all_viewers += 1
        return True

    def unwatch(self, connection: HTTPConnection) -> None:
        """Such a page has gone."""
        address = address_of(connection)
        self._viewers[address] -= 1
        self._all_viewers -= 1
        if not self._viewers[address]:
            del self._viewers[address]

    def _taken(self, name: str, whose: str) -> int:
        budget = self._kept(name, whose)
        return 0 if budget.take() else budget.wait

    def _kept(self, name: str, whose: str) -> Budget:
        key = (name, whose)
        budget = self._budgets.get(key)
        if budget is None:
            budget = self._budgets[key] = self.budget(name)
        self._budgets.move_to_end(key)
        while (oldest := next(iter(self._budgets))) != key:
            if len(self._budgets) <= ADDRESSES and not self._budgets[oldest].is_full:
                break
            del self._budgets[oldest]
        return budget


def address_of(connection: HTTPConnection) -> str:
    """Where a request comes from; of IPv6 the network, in which one sender has as many addresses as it likes."""
    host = "" if connection.client is None else connection.client.host
    with suppress(ValueError):
        address = ip_address(host.partition("%")[0])
        mapped = getattr(address, "ipv4_mapped", None)
        if mapped is None and address.version == 6:
            return str(ip_address(int(address) >> 64 << 64))
        return str(mapped or address)
    return host
