"""Sign-in links: what each signs in to, and whether a device has used it yet.

A link is fresh until the first device presses its button. From then on it is used: another device that opens it may
only ask to be let in. Closed, it leads nowhere: a newer link took its place, or the clerk turned a device away. The
store keeps digests of the codes and never a code; those of this run's fresh links stay in memory, to be printed again.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Final

import msgspec

from handzeichen.app.codes import new_code, read_code
from handzeichen.log.port import Store
from handzeichen.meeting.ids import PersonId
from handzeichen.words import said

FRESH_KEY: Final = "link:"
USED_KEY: Final = "used:"

log = logging.getLogger(__name__)


class Role(StrEnum):
    """What a sign-in is for; the word is its audience as well."""

    HALL = "hall"
    CHAIR = "chair"
    CLERK = "clerk"
    MEMBER = "member"
    HOST = "host"
    DOORKEEPER = "doorkeeper"


ROLE_NAMES: Final = {
    Role.HALL: said("Saalbild"),
    Role.CHAIR: said("Vorsitz"),
    Role.CLERK: said("Protokollführung"),
    Role.MEMBER: said("Mitglied"),
    Role.HOST: said("Videotechnik"),
    Role.DOORKEEPER: said("Einlass"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a link signs in to; with `again` it is not used up: for demonstrations only."""

    meeting: str
    role: Role
    person: PersonId | None = None
    again: bool = False

    @property
    def place(self) -> "Offer":
        """The place it leads to, however often."""
        return replace(self, again=False)


class State(StrEnum):
    """What has become of a link."""

    FRESH = "fresh"
    USED = "used"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as the store knows it; `id` is its code's digest."""

    id: str
    offer: Offer
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """What is kept of a link that was fresh once."""

    offer: Offer
    closed: bool = False


class Links:
    """All links of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._codes: dict[str, str] = {}

    async def make(self, offer: Offer) -> str:
        """A new link's code; only its digest is stored."""
        code = new_code()
        await self._store.put(FRESH_KEY + digest(code), _write(offer))
        self._codes[digest(code)] = code
        return code

    async def find(self, typed: str) -> Link | None:
        """The link with a code, as somebody opened or typed it; looking does not use it up."""
        code = read_code(typed)
        return None if code is None else await self._read(digest(code))

    async def use(self, link: Link) -> bool:
        """Bind a link to the device that pressed first: of several who press at the same moment, one is told True."""
        # Noted as used before it is taken: at no moment is it unknown to whoever comes second.
        return await self._end(link, _Past(offer=link.offer))

    async def close(self, link: Link) -> None:
        """From here on this link leads nowhere, used or not."""
        await self._end(link, _Past(offer=link.offer, closed=True))

    async def close_fresh(self, places: Collection[Offer]) -> None:
        """No link that was made for these places before, and lies about somewhere, counts any more."""
        for link in await self._fresh():
            if link.offer.place in places:
                await self.close(link)

    async def fresh(self, meeting: str) -> Mapping[Offer, str | None]:
        """The places of a meeting whose links nobody has used, with the code where this run has made it."""
        found: dict[Offer, str | None] = {}
        for link in await self._fresh():
            if link.offer.meeting == meeting:
                found[link.offer.place] = self._codes.get(link.id) or found.get(link.offer.place)
        return found

    async def _fresh(self) -> list[Link]:
        ids = [key.removeprefix(FRESH_KEY) for key in await self._store.keys(FRESH_KEY)]
        links = [await self._read(id_) for id_ in ids]
        return [link for link in links if link is not None and link.state is State.FRESH]

    async def _read(self, id_: str) -> Link | None:
        fresh = await self._store.get(FRESH_KEY + id_)
        stored = None if fresh is not None else await self._store.get(USED_KEY + id_)
        try:
            if fresh is not None:
                return Link(id=id_, offer=msgspec.json.decode(fresh, type=Offer), state=State.FRESH)
            if stored is None:
                return None
            past = msgspec.json.decode(stored, type=_Past)
        except msgspec.DecodeError:
            log.error("A link in the store is damaged and leads nowhere")
            return None
        return Link(id=id_, offer=past.offer, state=State.CLOSED if past.closed else State.USED)

    async def _end(self, link: Link, past: _Past) -> bool:
        if past.closed or await self._store.get(USED_KEY + link.id) is None:  # Closed once, it stays so.
            await self._store.put(USED_KEY + link.id, _write(past))
        self._codes.pop(link.id, None)
        return await self._store.take(FRESH_KEY + link.id) is not None


def digest(secret: str) -> str:
    """What is kept of a secret: that much chance needs no salt and no slow hash."""
    return sha256(secret.encode()).hexdigest()


def _write(value: Offer | _Past) -> str:
    return msgspec.json.encode(value).decode()
