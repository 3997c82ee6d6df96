"""Who is asking: sign-ins, each of one device, which begin with a link and end by themselves or at once.

A link's page shows one button, and only that button's POST binds the link to the device, because mail scanners open
links. Each sign-in has a slug, which is public and stands in the path, and a secret in a cookie of its own, so that
several people may sign in on one browser. The store keeps digests: a stolen file signs nobody in.

Before the meeting's day signing in is a rehearsal: it binds the link to no device, and ends when the day begins.

Sign-ins are held in memory as well, so that each command can ask at once whether its sign-in still counts; several
nodes hear of each other's (`follow`), and look into the store for one that they have not heard of yet (`learn`).
Whoever can read a person's mail, or sits down at an open browser, is that person here.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex, token_urlsafe
from typing import Final

import msgspec

from handzeichen.app.offers import Link, Links, Offer, Role, State, digest
from handzeichen.log.port import Session, Store
from handzeichen.meeting.ids import PersonId

COOKIE: Final = "__Host-hz-"
"""The prefix binds the cookie to this host, to HTTPS (or this very machine) and to the whole path."""
SECRET_BYTES: Final = 32
SLUG_BYTES: Final = 4
DEVICES: Final = 100
"""Sign-ins that one link may have where it binds no device; the oldest ends for one more."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What time it is in a meeting, and when it begins."""

    at: datetime
    begins: datetime

    @property
    def is_rehearsal(self) -> bool:
        """Whether the meeting's day is still to come."""
        return self.at.astimezone(self.begins.tzinfo).date() < self.begins.date()


SPEAKS_AS: Final = {Role.CHAIR: PersonId("chair"), Role.CLERK: PersonId("clerk")}
"""As whom a role's commands are decided: whoever leads now, and the clerk. The hall's display asks for nothing."""
MAY_SEE: Final = {
    Role.HALL: frozenset({"hall", "public"}),
    Role.CHAIR: frozenset({"chair", "hall", "public"}),
    Role.CLERK: frozenset({"clerk", "chair", "hall", "public"}),
    Role.MEMBER: frozenset({"member", "public"}),
    Role.HOST: frozenset({"host", "public"}),
    Role.DOORKEEPER: frozenset({"doorkeeper", "public"}),
}
MAY_READ_RECORD: Final = frozenset({Role.CHAIR, Role.CLERK})
"""The record holds the non-public items too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A device signed in to one meeting in one role, until a moment in seconds since 1970.

    `link` is the link it came by, `since` the meeting's time then. A rehearsal ends when the meeting's day begins.
    """

    id: str
    slug: str
    meeting: str
    role: Role
    person: PersonId | None
    until: int
    link: str = ""
    since: datetime | None = None
    is_rehearsal: bool = False

    @property
    def by(self) -> PersonId | None:
        """As whom its commands are decided; None: it can ask for nothing."""
        return self.person or SPEAKS_AS.get(self.role)

    @property
    def place(self) -> Offer:
        """Where it sits."""
        return Offer(meeting=self.meeting, role=self.role, person=self.person)


class SignIns:
    """All sign-ins of this server. `ended` is called with each one that is revoked, `changed` with its meeting."""

    def __init__(
        self,
        store: Store,
        *,
        hours: int,
        ended: Callable[[SignIn], None],
        changed: Callable[[str], None],
        moment: Callable[[str], Moment],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.links = Links(store)
        self.moment = moment
        self.clock = clock
        self._store = store
        self._seconds = hours * 3600
        self._ended = ended
        self._changed = changed
        self._by_id: dict[str, SignIn] = {}
        self._meetings: set[str] = set()
        self._to_revoke: set[str] = set()

    async def load(self, meetings: Iterable[str]) -> None:
        """Remember the sign-ins that an earlier run, or another node, has made; forget those that are no more."""
        for meeting in meetings:
            self._meetings.add(meeting)
            # Known before the store is asked: what begins while it answers stands there only afterwards.
            known = {one.id for one in self._by_id.values() if one.meeting == meeting}
            there = {session.id: session for session in await self._store.sessions(meeting)}
            for session in there.values():
                self._remember(session)
            for id_ in known - there.keys():
                if (gone := self._by_id.get(id_)) is not None:
                    self._forget(gone)

    async def follow(self, ids: Iterable[str]) -> None:
        """Another node has changed these."""
        for id_ in ids:
            session = await self._store.get_session(id_)
            if session is not None:
                self._remember(session)
            elif (gone := self._by_id.get(id_)) is not None:
                self._forget(gone)

    async def learn(self, secrets: Iterable[str]) -> None:
        """Look into the store for sign-ins with these secrets: they may be newer than what was heard."""
        ids = [id_ for secret in secrets if (id_ := digest(secret)) not in self._by_id]
        await self.follow(ids)

    def _remember(self, session: Session) -> None:
        if (
            session.meeting not in self._meetings
            or session.id in self._by_id
            or session.id in self._to_revoke
        ):
            return
        try:
            self._by_id[session.id] = _read(session)
        except msgspec.MsgspecError as error:  # One damaged sign-in must not keep a whole council out.
            log.error("A sign-in for %s cannot be read and does not count: %s", session.meeting, error)
            return
        self._changed(session.meeting)

    def _forget(self, gone: SignIn) -> None:
        del self._by_id[gone.id]
        self._ended(gone)
        self._changed(gone.meeting)

    async def redeem(self, link: Link) -> tuple[SignIn, str] | None:
        """Press a link's button: a new sign-in and its secret for the cookie; None when another device was first."""
        if link.state is not State.FRESH:
            return None
        stays = link.offer.again or self.moment(link.offer.meeting).is_rehearsal
        if not stays and not await self.links.use(link):
            return None
        if stays:
            await self._make_room(link)
        drafted, secret = self.draft(link)
        return await self.begin(drafted), secret

    async def _make_room(self, link: Link) -> None:
        """Whoever presses again and again fills neither memory nor store."""
        by_it = [one for one in self._by_id.values() if one.link == link.id]
        for oldest in by_it[: max(0, len(by_it) - DEVICES + 1)]:
            await self.revoke(oldest)

    def draft(self, link: Link) -> tuple[SignIn, str]:
        """The sign-in that a device would get by a link, and its secret; it does not count yet."""
        secret = token_urlsafe(SECRET_BYTES)
        offer = link.offer
        drafted = SignIn(
            id=digest(secret),
            slug=self._free_slug(),
            meeting=offer.meeting,
            role=offer.role,
            person=offer.person,
            until=0,
            link=link.id,
        )
        return drafted, secret

    async def begin(self, drafted: SignIn) -> SignIn:
        """From here on a sign-in counts, and is stored."""
        moment = self.moment(drafted.meeting)
        sign_in = replace(
            drafted,
            until=int(self.clock()) + self._seconds,
            since=moment.at,
            is_rehearsal=moment.is_rehearsal,
        )
        await self._store.put_session(Session(id=sign_in.id, meeting=sign_in.meeting, data=_write(sign_in)))
        self._by_id[sign_in.id] = sign_in
        self._changed(sign_in.meeting)
        return sign_in

    def find(self, slug: str, secret: str) -> SignIn | None:
        """The sign-in that a slug and its cookie's secret belong to, if it still counts."""
        found = self._by_id.get(digest(secret))
        return found if found is not None and found.slug == slug and self.counts(found) else None

    async def meeting_of(self, secret: str) -> str | None:
        """For which meeting a cookie's secret was made, also where that one is not live; it may count no more."""
        known = self._by_id.get(digest(secret))
        if known is not None:
            return known.meeting
        session = await self._store.get_session(digest(secret))
        return None if session is None else session.meeting

    def counts(self, sign_in: SignIn) -> bool:
        """Whether a sign-in is neither revoked nor past its end."""
        if sign_in.id not in self._by_id or self.clock() >= sign_in.until:
            return False
        return not sign_in.is_rehearsal or self.moment(sign_in.meeting).is_rehearsal

    def of(self, meeting: str) -> list[SignIn]:
        """The sign-ins of a meeting that count now."""
        return [found for found in self._by_id.values() if found.meeting == meeting and self.counts(found)]

    async def revoke(self, sign_in: SignIn) -> None:
        """End a sign-in: in this server at once, in the store for good; what it refused before is told it again."""
        if (found := self._by_id.get(sign_in.id)) is not None:
            self._to_revoke.add(sign_in.id)
            self._forget(found)
        for id_ in tuple(self._to_revoke):
            await self._store.revoke(id_)
            self._to_revoke.discard(id_)

    def _free_slug(self) -> str:
        taken = {found.slug for found in self._by_id.values()}
        return next(slug for slug in iter(lambda: token_hex(SLUG_BYTES), "") if slug not in taken)


def ends(session: Session) -> int:
    """Until when a stored sign-in counts, in seconds since 1970; one that cannot be read never counted."""
    try:
        return _read(session).until
    except msgspec.MsgspecError:
        return 0


def _write(sign_in: SignIn) -> str:
    return msgspec.json.encode(sign_in).decode()


def _read(session: Session) -> SignIn:
    sign_in = msgspec.json.decode(session.data, type=SignIn)
    if (sign_in.id, sign_in.meeting) != (session.id, session.meeting):
        raise msgspec.ValidationError("it says that it is another one")
    return sign_in
