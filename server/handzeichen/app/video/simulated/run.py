"""Speaks to the server as a video system does: each delivery at its time, signed then, one after the other."""

import asyncio
import http.client
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from handzeichen.app.video.port import Delivery
from handzeichen.app.video.simulated.compare import Meeting, differences, read_view
from handzeichen.app.video.simulated.play import Happening, Note
from handzeichen.app.video.simulated.post import Letter, Post
from handzeichen.app.video.simulated.shapes import SENDERS, Fact, Signing, roster_body

ANSWERS_WITHIN: Final = 10.0
"""Seconds."""
LOOKS_EVERY: Final = 1.0
"""Seconds between two looks at the server, while its patience lasts."""
MOST: Final = 8 * 1024 * 1024
"""Bytes of an answer."""


class NoServer(Exception):
    """The server does not answer, or refuses; the message is a German sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """Which conference is played, and how its deliveries are signed."""

    id: str
    system: str
    secret: bytes = field(repr=False)
    room: str
    callback: str | None = None
    """As the system was told to call us; the server's address and the path otherwise."""


class Server:
    """A running server, spoken to over HTTP. It blocks, so it runs beside the loop."""

    def __init__(self, address: str) -> None:
        found = urlsplit(address)
        self.address = f"{found.scheme}://{found.netloc}"
        self._is_secure, self._place = found.scheme == "https", found.netloc

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Status, headers and body of an answer; raises NoServer."""
        kind = http.client.HTTPSConnection if self._is_secure else http.client.HTTPConnection
        connection = kind(self._place, timeout=ANSWERS_WITHIN)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read(MOST)
        except (OSError, http.client.HTTPException) as error:
            raise NoServer(
                f"Unter {self.address} antwortet kein Server ({error}). Läuft er, und stimmt die Adresse (--url)?"
            ) from None
        finally:
            connection.close()

    def deliver(self, conference: Conference, delivery: Delivery, behind: str, kind: str) -> None:
        """One delivery; raises NoServer where it is not taken."""
        query = f"?{urlencode(delivery.query)}" if delivery.query else ""
        path = f"/video/{quote(conference.id, safe='')}{behind}{query}"
        headers = {"content-type": kind, **delivery.headers}
        status, _, _ = self.ask("POST", path, delivery.body, **headers)
        if status != http.client.OK:
            raise NoServer(_refused(conference, status))

    def meeting(self, meeting: str) -> Meeting:
        """A meeting as everybody sees it; raises NoServer."""
        status, _, body = self.ask("GET", f"/api/meetings/{quote(meeting, safe='')}/views/public")
        if status == http.client.NOT_FOUND:
            raise NoServer(
                f"Eine Sitzung „{meeting}“ läuft unter {self.address} nicht. Bitte die Kennung prüfen (--meeting)."
            )
        try:
            view: Any = json.loads(body)
            return read_view(view)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise NoServer(
                f"Unter {self.address} antwortet etwas anderes als Handzeichen (Status {status})."
            ) from None


def _refused(conference: Conference, status: int) -> str:
    match status:
        case http.client.UNAUTHORIZED:
            return (
                f"Der Server nimmt die Unterschrift nicht an. Bitte prüfen: Geheimnis, System ({conference.system}) "
                "und die Uhr dieses Rechners."
            )
        case http.client.NOT_FOUND:
            return (
                f"Eine Konferenz „{conference.id}“ kennt der Server nicht. Bitte die Kennung prüfen (--conference), "
                "und ob HANDZEICHEN_VIDEO gesetzt ist."
            )
    return f"Der Server nimmt die Meldung nicht an (Status {status})."


@dataclass(slots=True)
class Run:
    """One run of a script against a server."""

    server: Server
    conference: Conference
    post: Post
    names: dict[str, str]
    """By the people's ids."""
    speed: float = 1.0
    sent: Counter[str] = field(default_factory=Counter)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    _begin: datetime = field(init=False)

    async def play(self, notes: list[Note], say: Callable[[Note], None]) -> None:
        """Send everything at its time, and say each line of the script when it begins; raises NoServer."""
        self._begin, waiting = self.clock(), list(notes)
        for letter in self.post.letters:
            while waiting and waiting[0].at <= letter.at:
                await self.until(waiting[0].at)
                say(waiting.pop(0))
            await self.until(letter.at)
            await self._send(letter)
        for note in waiting:
            await self.until(note.at)
            say(note)
        await self.until(self.post.end)

    async def until(self, at: float) -> None:
        """Wait until so many seconds of the script have passed."""
        await asyncio.sleep(max(0.0, (self._moment(at) - self.clock()).total_seconds()))

    async def _send(self, letter: Letter) -> None:
        for word, is_so in (("lost", letter.is_lost), ("double", letter.is_double), ("late", letter.is_late)):
            self.sent[word] += is_so
        if letter.is_lost:
            return
        delivery, behind = self._written(letter.tells)
        kind = SENDERS[self.conference.system].kind
        await asyncio.to_thread(self.server.deliver, self.conference, delivery, behind, kind)
        self.sent["sent"] += 1

    def _written(self, told: Happening) -> tuple[Delivery, str]:
        """A delivery as it is signed now, and what stands behind the address."""
        sender, at = SENDERS[self.conference.system], self._moment(told.at)
        url = self.conference.callback or f"{self.server.address}/video/{self.conference.id}"
        by = Signing(secret=self.conference.secret, url=url, at=self.clock())
        if told.what == "roster":
            return sender.sign(roster_body(at, dict(told.present)), by), ""
        fact = Fact(
            what=told.what,
            at=at,
            who=told.who,
            device=told.device,
            room=self.conference.room,
            name=self.names.get(told.who, told.who),
        )
        return sender.sign(sender.write(fact), by), sender.path(fact)

    def _moment(self, at: float) -> datetime:
        return self._begin + timedelta(seconds=at / self.speed)

    async def compared(self, meeting: str, patience: float) -> list[str]:
        """What the server still shows otherwise after so many seconds at most; raises NoServer."""
        end = self.clock() + timedelta(seconds=patience)
        while True:
            seen = await asyncio.to_thread(self.server.meeting, meeting)
            found = list(differences(self.post.stands, seen.people))
            if not found or self.clock() >= end:
                return found
            await asyncio.sleep(LOOKS_EVERY)
