"""The codes by which somebody who is cut off tells the clerk's desk on the telephone who they are.

Each person of a meeting has four digits, taken from a secret of the house, the meeting and the person: the same after a
restart and on every node, and nobody's tells another's. A code finds a person in a list and no more: it is no
password, it signs nobody in, and whoever answers the telephone enters nothing for a voice that does not fit. It stands
in no log and in no record; the secret lies in the store, and goes with its backup.
"""

import asyncio
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from hmac import digest
from itertools import count
from secrets import token_hex
from typing import Final

from handzeichen.log.port import Store, StoreError
from handzeichen.meeting.ids import PersonId, Role
from handzeichen.meeting.presence import may_come_by_video
from handzeichen.meeting.state import Meeting

SECRET_KEY: Final = "telephone"
ANSWERS_WITHIN: Final = 1.0
"""Seconds that a page waits for the store."""
ALL: Final = 10_000
"""Codes of four digits."""
MOST: Final = ALL // 2
"""So many people of one meeting get one: among more a free code would hardly be found."""
_DIALLED: Final = re.compile(r"\(0\)|[^\d+]")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPaper:
    """What somebody is told: the number of the clerk's desk, empty where the house has named none, and the own code."""

    number: str
    code: str

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it."""
        return _DIALLED.sub("", self.number)


class Telephone:
    """The house's codes. `number` is the telephone at the clerk's desk, as people read it."""

    def __init__(self, store: Store, number: str) -> None:
        self.number = number
        self._store = store
        self._secret = ""
        self._is_sure = False
        self._asking: asyncio.Task[None] | None = None

    async def codes(self, meeting: Meeting) -> Mapping[PersonId, str]:
        """Everybody's code; nobody's as long as the store has never answered."""
        secret = await self._read()
        return codes(secret, meeting.plan.id, tuple(meeting.roll.people)) if secret else {}

    async def of(self, meeting: Meeting, person: PersonId | None) -> OnPaper | None:
        """What somebody who may take part by video is told; None for anybody else, and for the press, which only
        watches."""
        if person is None or person not in meeting.roll.people or not may_come_by_video(meeting, person):
            return None
        if meeting.person(person).role is Role.PRESS:
            return None
        code = (await self.codes(meeting)).get(person)
        return None if code is None else OnPaper(number=self.number, code=code)

    async def _read(self) -> str:
        """The secret; the first who asks makes it. No page waits longer than a moment for a store that is silent."""
        if not self._is_sure:
            if self._asking is None or self._asking.done():
                self._asking = asyncio.create_task(self._ask(), name="telephone")
            # Not cut short: a question to the store that nobody waits for ends by itself.
            await asyncio.wait([self._asking], timeout=ANSWERS_WITHIN)
        return self._secret

    async def _ask(self) -> None:
        """Made here, it is read anew the next time: of two nodes that begin at once, one counts."""
        try:
            found = await self._store.get(SECRET_KEY)
            if found is None:
                await self._store.put(SECRET_KEY, token_hex(32))
                found = await self._store.get(SECRET_KEY)
            else:
                self._is_sure = True
        except StoreError as fault:
            log.warning("%s", fault.sentence)
            found = None
        self._secret = found or self._secret


@lru_cache(maxsize=8)
def codes(secret: str, meeting: str, people: Sequence[PersonId]) -> Mapping[PersonId, str]:
    """A code for each of these people; who comes later never changes the code of somebody who was there before."""
    found: dict[PersonId, str] = {}
    taken: set[str] = set()
    for person in people[:MOST]:
        found[person] = next(code for code in _candidates(secret, meeting, person) if code not in taken)
        taken.add(found[person])
    return found


def _candidates(secret: str, meeting: str, person: PersonId) -> Iterator[str]:
    for number in count():
        made = digest(secret.encode(), f"{meeting}\n{person}\n{number}".encode(), sha256)
        yield f"{int.from_bytes(made) % ALL:04d}"
