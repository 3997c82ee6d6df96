"""Who is asking: links that sign somebody in once, and the sign-ins they become.

A link holds a secret of its own; its page shows one button, and only that button's POST uses the link up, because
mail scanners open links. Each sign-in has a slug, which is public and stands in the path, and a secret in a cookie of
its own, so that several people may sign in on one browser. The store keeps digests: a stolen file signs nobody in.

Sign-ins are held in memory as well, so that each command can ask at once whether its sign-in still counts. Whoever can
read a person's mail, or sits down at an open browser, is that person here.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from secrets import token_hex, token_urlsafe
from typing import Final

import msgspec

from handzeichen.log.port import Session, Store
from handzeichen.meeting.ids import PersonId

COOKIE: Final = "__Host-hz-"
"""The prefix binds the cookie to this host, to HTTPS (or this very machine) and to the whole path."""
SECRET_BYTES: Final = 32
SLUG_BYTES: Final = 4
LINK: Final = "link:"


class Role(StrEnum):
    """What a sign-in is for; the word is its audience as well."""

    HALL = "hall"
    CHAIR = "chair"
    CLERK = "clerk"
    MEMBER = "member"


SPEAKS_AS: Final = {Role.CHAIR: PersonId("chair"), Role.CLERK: PersonId("clerk")}
"""As whom a role's commands are decided: whoever leads now, and the clerk. The hall's display asks for nothing."""
MAY_SEE: Final = {
    Role.HALL: frozenset({"hall", "public"}),
    Role.CHAIR: frozenset({"chair", "hall", "public"}),
    Role.CLERK: frozenset({"clerk", "chair", "hall", "public"}),
    Role.MEMBER: frozenset({"member", "public"}),
}
MAY_READ_RECORD: Final = frozenset({Role.CHAIR, Role.CLERK})
"""The record holds the non-public items too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a link signs in to; with `again` it is not used up: for demonstrations only."""

    meeting: str
    role: Role
    person: PersonId | None = None
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Somebody signed in to one meeting in one role, until a moment in seconds since 1970."""

    id: str
    slug: str
    meeting: str
    role: Role
    person: PersonId | None
    until: int

    @property
    def by(self) -> PersonId | None:
        """As whom its commands are decided; None: it can ask for nothing."""
        return SPEAKS_AS.get(self.role, self.person)


class SignIns:
    """All sign-ins of this server. `ended` is called with each sign-in that is revoked."""

    def __init__(
        self,
        store: Store,
        *,
        hours: int,
        ended: Callable[[SignIn], None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._seconds = hours * 3600
        self._ended = ended
        self.clock = clock
        self._by_id: dict[str, SignIn] = {}

    async def load(self, meetings: Iterable[str]) -> None:
        """Remember the sign-ins that an earlier run has made."""
        for meeting in meetings:
            for session in await self._store.sessions(meeting):
                self._by_id[session.id] = _read(session)

    async def link(self, offer: Offer) -> str:
        """A new link's secret; only its digest is kept."""
        secret = token_urlsafe(SECRET_BYTES)
        await self._store.put(LINK + digest(secret), msgspec.json.encode(offer).decode())
        return secret

    async def offered(self, secret: str) -> Offer | None:
        """What a link would sign in to; looking does not use it up."""
        return _offer(await self._store.get(LINK + digest(secret)))

    async def redeem(self, secret: str) -> tuple[SignIn, str] | None:
        """Use a link: a new sign-in and its secret for the cookie; None when the link was used before or never was."""
        offer = await self.offered(secret)
        if offer is not None and not offer.again:
            offer = _offer(await self._store.take(LINK + digest(secret)))
        return None if offer is None else await self._begin(offer)

    def find(self, slug: str, secret: str) -> SignIn | None:
        """The sign-in that a slug and its cookie's secret belong to, if it still counts."""
        found = self._by_id.get(digest(secret))
        return found if found is not None and found.slug == slug and self.counts(found) else None

    def counts(self, sign_in: SignIn) -> bool:
        """Whether a sign-in is neither revoked nor past its end."""
        return sign_in.id in self._by_id and self.clock() < sign_in.until

    def of(self, meeting: str) -> list[SignIn]:
        """The sign-ins of a meeting that count now."""
        return [found for found in self._by_id.values() if found.meeting == meeting and self.counts(found)]

    async def revoke(self, sign_in: SignIn) -> None:
        """End a sign-in: in this server at once, in the store for good."""
        if self._by_id.pop(sign_in.id, None) is not None:
            self._ended(sign_in)
            await self._store.revoke(sign_in.id)

    async def _begin(self, offer: Offer) -> tuple[SignIn, str]:
        secret = token_urlsafe(SECRET_BYTES)
        sign_in = SignIn(
            id=digest(secret),
            slug=self._free_slug(),
            meeting=offer.meeting,
            role=offer.role,
            person=offer.person,
            until=int(self.clock()) + self._seconds,
        )
        await self._store.put_session(Session(id=sign_in.id, meeting=sign_in.meeting, data=_write(sign_in)))
        self._by_id[sign_in.id] = sign_in
        return sign_in, secret

    def _free_slug(self) -> str:
        taken = {found.slug for found in self._by_id.values()}
        return next(slug for slug in iter(lambda: token_hex(SLUG_BYTES), "") if slug not in taken)


def digest(secret: str) -> str:
    """What is kept of a secret: 256 random bits need no salt and no slow hash."""
    return sha256(secret.encode()).hexdigest()


def _offer(stored: str | None) -> Offer | None:
    return None if stored is None else msgspec.json.decode(stored, type=Offer)


def _write(sign_in: SignIn) -> str:
    return msgspec.json.encode(sign_in).decode()


def _read(session: Session) -> SignIn:
    return msgspec.json.decode(session.data, type=SignIn)
