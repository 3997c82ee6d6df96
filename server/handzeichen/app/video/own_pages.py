"""The conference of a house that uses nothing but our page: each open page of a person is a connection.

Only what this server holds is told: a page came, a page went, or was closed by signing out. A page that answers no beat
is cut off by the house, and counts as lost from when it was heard last. Whoever opens a page has not arrived by that:
coming is people's word here.

A server that ends tells nothing: its pages come back to it, or to another one, within seconds. Those of a server that
gives no sign of life are lost only after a while, so that neither a restart nor a change of server is a fault.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from handzeichen.app.sign_in import SignIn
from handzeichen.app.video.conference import Conference
from handzeichen.app.video.sightings import Known, Sighting, What
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.state import Meeting

COME_BACK: Final = 20.0
"""Seconds that the pages of a server have to come back elsewhere, from its last sign of life; the grace comes after it.
A page tries again after eight seconds at the latest."""
LIFE: Final = timedelta(seconds=4)
"""Between two signs of life of a server."""
PAGE: Final = "page"
"""Begins the name of a connection that is a page: `page {server} {which}`."""
NAMED: Final = 16
"""Letters of the name that a page gives itself."""


class Page(Protocol):
    """An open page, as far as this is concerned."""

    sign_in: SignIn | None
    meeting: str
    name: str | None
    heard_at: float
    """When it was heard last, in the seconds of the server's loop."""


@dataclass(slots=True)
class _Open:
    person: PersonId
    since: datetime
    sign_in: SignIn
    heard_at: float


class OwnPages:
    """The pages of one meeting at one server. `server` names this process, `counts` says if a sign-in still does."""

    def __init__(self, server: str, counts: Callable[[SignIn], bool]) -> None:
        self._server, self._counts = server, counts
        self._open: dict[str, _Open] = {}
        self._alive: dict[str, tuple[datetime | None, float]] = {}
        """Of each other server the last sign of life, and when it was new here."""

    def hear(self, server: str, alive: datetime | None, seconds: float) -> None:
        """Another server's last sign of life, whenever it is read: what counts is that it is another than before."""
        if server not in self._alive or self._alive[server][0] != alive:
            self._alive[server] = alive, seconds

    def look(
        self, pages: Iterable[Page], meeting: Meeting, conference: Conference, now: datetime, seconds: float
    ) -> list[Sighting]:
        """What is to be told of all pages that are open; `seconds` is the loop's time, by which pages are heard."""
        before, self._open = self._open, {}
        for page in pages:
            person = whose(page, meeting)
            if page.sign_in is None or person is None:
                continue
            name = f"{PAGE} {self._server} {page.sign_in.slug}/{(page.name or hex(id(page)))[:NAMED]}"
            known = before.pop(name, None)
            since = now if known is None else known.since
            self._open[name] = _Open(person, since, page.sign_in, page.heard_at)
        here = {device.connection for device in conference.devices() if device.here}
        come = [
            _seen(name, What.JOINED, now, one.person) for name, one in self._open.items() if name not in here
        ]
        gone = [self._gone(name, one, now, seconds) for name, one in before.items()]
        return [*come, *gone, *self._lost(here, now, seconds)]

    def _gone(self, name: str, page: _Open, now: datetime, seconds: float) -> Sighting:
        """A page has ended: on purpose where its sign-in has."""
        heard = max(now - timedelta(seconds=seconds - page.heard_at), page.since)
        what = What.LEFT if self._counts(page.sign_in) else What.WENT
        return _seen(name, what, heard, page.person)

    def _lost(self, here: Iterable[str], now: datetime, seconds: float) -> Iterable[Sighting]:
        """Pages of servers that are no more, once they had the time to come back."""
        for name in sorted(here):
            kind, _, rest = name.partition(" ")
            server = rest.partition(" ")[0]
            if kind != PAGE or server == self._server:
                continue
            self._alive.setdefault(server, (None, seconds))
            if seconds - self._alive[server][1] >= COME_BACK:
                yield Sighting(connection=name, what=What.LEFT, at=now)


def whose(page: Page, meeting: Meeting) -> PersonId | None:
    """Whose own page it is, in a meeting. The chair's page is nobody's: whoever leads has an own one besides."""
    if page.sign_in is None or page.meeting != meeting.plan.id:
        return None
    person = page.sign_in.person
    return person if person in meeting.roll.people else None


def _seen(connection: str, what: What, at: datetime, person: PersonId) -> Sighting:
    return Sighting(connection=connection, what=what, at=at, who=Known(id=person))
