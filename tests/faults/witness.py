"""People at a meeting that goes wrong: they vote through real sockets, and remember all that they were told and shown.

Afterwards the log is compared with what they remember. An acknowledged vote must stand in it once, where the answer
said; one that was never answered at most once; and whatever a screen has ever shown must be what the log up to the
number on that picture gives: so nothing was shown as counted that was not stored, or that is gone.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from faults.meeting import BALLOT, MEETING, Prepared
from handzeichen.app.history import RECENT
from handzeichen.app.render import plain
from handzeichen.app.verify import Verified, verify
from handzeichen.log.chain import Line, Wrong
from handzeichen.log.codec import read_entries
from handzeichen.log.files import from_jsonl, to_jsonl
from handzeichen.meeting.events import VoteCast
from handzeichen.meeting.machine import evolve
from handzeichen.meeting.state import Meeting
from handzeichen.views.audience import parts, personal
from support.live import PATIENCE, SignedIn, Socket

BEAT = 0.5
"""Seconds between two beats of the servers here."""
MISSED = 2.5
"""Beats after which a page takes its line for dead: that of web/static/connection.js."""
COMES_BACK = 0.1
"""Seconds after which a page tries again."""
BREATH = 0.01
"""Seconds between two votes of one member."""
CHOICES = ("yes", "no", "abstain")
LOST = (AssertionError, ConnectionClosed, OSError, TimeoutError)
"""How a line goes while somebody waits for an answer."""
NOT_OF_THE_LOG = frozenset({"clerk-door", "clerk-lines", "clerk-writers", "video-strangers"})
"""Who is signed in does not stand in the log."""


@dataclass
class Screen:
    """A page: it comes back by itself, keeps what it was shown, notices a dead line, and is a witness of the log."""

    url: Callable[[], str]
    audience: str
    who: SignedIn | None = None
    person: str | None = None
    parts: dict[str, Any] = field(default_factory=dict)
    frames: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str | None, dict[str, Any]] = field(default_factory=dict)
    stale: list[float] = field(default_factory=list)
    """When it noticed that it hears nothing."""
    back: list[float] = field(default_factory=list)
    """When it came through, the first time and again."""
    socket: Socket | None = None

    @property
    def seen(self) -> tuple[int, str] | None:
        """The newest number and head that it was shown."""
        return next(
            ((frame["seq"], frame["head"]) for frame in reversed(self.frames) if "seq" in frame), None
        )

    @property
    def alarm(self) -> str:
        """What a clerk reads now."""
        return next((str(frame["alarm"]) for frame in reversed(self.frames) if "alarm" in frame), "")

    async def live(self) -> None:
        """Come, and come back, until cancelled."""
        while True:
            try:
                async with self._connected() as socket:
                    self.socket = socket
                    self.back.append(monotonic())
                    await self._while_heard(socket)
            except (OSError, InvalidHandshake, InvalidMessage, TimeoutError, EOFError):
                pass
            finally:
                self.socket = None
            await asyncio.sleep(COMES_BACK)

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until something is so that this screen, or a process, brings about."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not true():
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(
                f"{self.audience}: it never came; alarm: {self.alarm!r}, seen {self.seen}"
            ) from None

    def _connected(self) -> Socket:
        return Socket(
            self.url(),
            MEETING,
            self.who,
            since=self.seen,
            page=f"{self.audience}-{self.person}",
            parts=self.parts,
            frames=self.frames,
            answers=self.answers,
            options={"open_timeout": PATIENCE, "close_timeout": COMES_BACK},
        )

    async def _while_heard(self, socket: Socket) -> None:
        while socket.closed is None:
            heard = len(self.frames)
            try:
                async with asyncio.timeout(MISSED * BEAT), socket._news:
                    await socket._news.wait_for(
                        lambda heard=heard: len(self.frames) > heard or socket.closed is not None
                    )
            except TimeoutError:
                self.stale.append(monotonic())
                socket._connection.transport.abort()
                return


@dataclass
class Asked:
    """A vote that was sent."""

    person: str
    choice: str
    slug: str
    at: float


class Witness:
    """All screens of a meeting, who votes there, and what they remember. `urls` are tried in turn by who comes back."""

    def __init__(self, prepared: Prepared, *urls: Callable[[], str]) -> None:
        one, other = urls[0], urls[-1]
        self.hall = Screen(one, "hall", prepared.hall)
        self.clerk = Screen(one, "clerk", prepared.clerk)
        self.public = Screen(other, "public")
        self.members = [
            Screen((one, other)[number % 2], "member", who, person)
            for number, (person, who) in enumerate(prepared.members.items())
        ]
        self.asked: dict[str, Asked] = {}
        self.told: dict[str, dict[str, Any]] = {}
        """Every answer that accepted a vote, by key."""
        self.refused: list[dict[str, Any]] = []
        self.told_at: list[float] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._voting: list[asyncio.Task[None]] = []

    @property
    def screens(self) -> list[Screen]:
        return [self.hall, self.clerk, self.public, *self.members]

    @asynccontextmanager
    async def watching(self) -> AsyncIterator["Witness"]:
        """Everybody looks on."""
        self._tasks = [asyncio.create_task(screen.live()) for screen in self.screens]
        try:
            for screen in self.screens:
                await screen.until(lambda screen=screen: screen.parts)
            yield self
        finally:
            for task in (*self._voting, *self._tasks):
                task.cancel()
            results = await asyncio.gather(*self._voting, *self._tasks, return_exceptions=True)
        faults = [one for one in results if isinstance(one, Exception)]
        assert faults == []

    def storm(self) -> None:
        """Every member votes and votes again, until told to rest."""
        self._voting = [asyncio.create_task(self._vote_on(screen)) for screen in self.members]

    async def rest(self) -> None:
        """Nobody asks anything more; what was asked may stay open."""
        for task in self._voting:
            task.cancel()
        await asyncio.gather(*self._voting, return_exceptions=True)
        self._voting = []

    async def votes(self, more: int) -> None:
        """Wait for so many more acknowledged votes."""
        wanted = len(self.told) + more
        await self.hall.until(lambda: len(self.told) >= wanted)

    async def vote(self, person: str, choice: str, key: str) -> dict[str, Any] | None:
        """One vote and its answer; None where the line went before it came."""
        screen = next(one for one in self.members if one.person == person)
        await screen.until(lambda: screen.socket)
        return await self._cast(screen, choice, key)

    async def close_ballot(self, prepared: Prepared) -> None:
        """The chair ends the voting where the hall is."""
        await self.rest()
        async with Socket(self.hall.url(), MEETING, prepared.clerk) as desk:
            counted = await desk.ask("count_hands", ballot=BALLOT, yes=0, no=0, abstain=0)
            assert "accepted" in counted, counted
        async with Socket(self.hall.url(), MEETING, prepared.chair) as lead:
            closed = await lead.ask("close_ballot", ballot=BALLOT)
            assert "accepted" in closed, closed

    async def _vote_on(self, screen: Screen) -> None:
        """A program's half of the members ask again with the same key, a page's half never do."""
        number = 0
        while True:
            if screen.socket is None:
                await asyncio.sleep(BREATH)
                continue
            key = f"{screen.person}-{number}"
            answer = await self._cast(screen, CHOICES[number % 3], key)
            if answer is not None or screen is self.members[0]:
                number += 1
            await asyncio.sleep(BREATH)

    async def _cast(self, screen: Screen, choice: str, key: str) -> dict[str, Any] | None:
        socket = screen.socket
        assert screen.who is not None and screen.person is not None
        if socket is None:
            return None
        self.asked.setdefault(key, Asked(screen.person, choice, screen.who.slug, monotonic()))
        try:
            answer = await socket.ask("cast_vote", ballot=BALLOT, choice=choice, key=key)
        except LOST:
            return None
        if "accepted" not in answer:
            self.refused.append(answer)
            return answer
        assert self.told.setdefault(key, answer) == answer, "the same key gets the same answer"
        self.told_at.append(monotonic())
        return answer

    # Afterwards

    async def log(self) -> list[Line]:
        """The whole log, as the clerk is handed it; then nobody votes any more."""
        await self.rest()
        assert self.clerk.who is not None
        path = f"/s/{self.clerk.who.slug}/ereignisprotokoll.jsonl"
        async with httpx.AsyncClient(base_url=self.clerk.url(), headers=self.clerk.who.cookie) as client:
            answer = await client.get(path, timeout=PATIENCE)
        lines = from_jsonl(answer.content)
        assert not isinstance(lines, Wrong), lines
        return lines

    async def end(self) -> list[Line]:
        """The whole log; every screen shows its end, and it is as everybody remembers."""
        lines = await self.log()
        await self.see(lines)
        self.check(lines)
        return lines

    async def see(self, lines: Sequence[Line]) -> None:
        """Wait until every screen shows what this log gives."""
        ((_, meeting, recent),) = prefixes(lines, {len(lines)})
        for screen in self.screens:
            wanted = pictures(meeting, screen.audience, screen.person, recent)
            await screen.until(
                lambda screen=screen, wanted=wanted: (
                    wanted == {name: screen.parts.get(name) for name in wanted}
                )
            )

    def check(self, lines: Sequence[Line]) -> None:
        """Compare a whole log with what everybody remembers."""
        assert isinstance(verify(to_jsonl(lines), lines[-1].hash), Verified)
        self._check_answers(lines)
        self._check_pictures(lines)

    def _check_answers(self, lines: Sequence[Line]) -> None:
        stored: dict[str, tuple[int, str, str, str]] = {}
        cast: dict[str, list[tuple[int, str]]] = {}
        for entry, line in zip(read_entries(lines), lines, strict=True):
            if isinstance(entry.event, VoteCast):
                slug, _, key = (entry.key or "").partition(":")
                assert key not in stored, f"{key} stands there twice"
                asked = self.asked[key]
                assert (slug, entry.event.person) == (asked.slug, asked.person)
                assert entry.event.choice == asked.choice
                stored[key] = (line.seq, line.hash, entry.event.choice, entry.at.isoformat())
                cast.setdefault(asked.person, []).append((line.seq, asked.choice))
        for key, answer in self.told.items():
            asked = self.asked[key]
            if key in stored:
                assert (answer["seq"], answer["head"], asked.choice, answer["at"]) == stored[key]
            else:  # Only whoever had chosen the same before is told so without a new line.
                standing = [choice for seq, choice in cast.get(asked.person, []) if seq <= answer["seq"]]
                assert standing[-1:] == [asked.choice], (
                    f"{key} was acknowledged as {answer['seq']} and is not there"
                )
                assert lines[answer["seq"] - 1].hash == answer["head"]

    def _check_pictures(self, lines: Sequence[Line]) -> None:
        by_seq: dict[int, list[tuple[Screen, dict[str, Any]]]] = {}
        for screen in self.screens:
            assert not any("fork" in frame for frame in screen.frames), (
                f"{screen.audience} was told of a fork"
            )
            for frame in screen.frames:
                if "seq" in frame and "parts" in frame:
                    by_seq.setdefault(frame["seq"], []).append((screen, frame))
        assert max(by_seq, default=0) <= len(lines), "a screen has shown more than was stored"
        for seq, meeting, recent in prefixes(lines, by_seq):
            known: dict[tuple[str, str | None], dict[str, Any]] = {}
            for screen, frame in by_seq[seq]:
                assert frame["head"] == lines[seq - 1].hash, f"{screen.audience} has shown another {seq}"
                key = (screen.audience, screen.person)
                if key not in known:
                    known[key] = pictures(meeting, screen.audience, screen.person, recent)
                for name, part in frame["parts"].items():
                    if name not in NOT_OF_THE_LOG:
                        assert part == known[key].get(name), (
                            f"{screen.audience} has shown {name} wrongly at {seq}"
                        )
        self._check_public(lines)

    def _check_public(self, lines: Sequence[Line]) -> None:
        """The public is told no numbers: each of its tallies must have been true at some moment, and in this order."""
        shown = [frame["parts"]["tally"] for frame in self.public.frames if "tally" in frame.get("parts", {})]
        true = [
            pictures(meeting, "public", None, ())["tally"]
            for _, meeting, _ in prefixes(lines, range(self.before_the_votes(lines), len(lines) + 1))
        ]
        at = 0
        for tally in shown:
            while at < len(true) and true[at] != tally:
                at += 1
            assert at < len(true), f"the public has seen what never was, or went back: {tally}"

    def before_the_votes(self, lines: Sequence[Line]) -> int:
        """The number of the last line before the first vote: how things stood when everybody came to look on."""
        cast = (entry.seq for entry in read_entries(lines) if isinstance(entry.event, VoteCast))
        return next(cast, len(lines) + 1) - 1


def pictures(meeting: Meeting, audience: str, person: str | None, recent: Sequence[Any]) -> dict[str, Any]:
    """What somebody sees at a moment of the log, as it goes over the wire."""
    found: Mapping[str, Any] = parts(meeting, audience, entries=tuple(recent))
    if person is not None:
        found = {**found, **personal(meeting, person)}  # type: ignore[arg-type]
    pictured: dict[str, Any] = json.loads(json.dumps({name: plain(part) for name, part in found.items()}))
    return pictured


def prefixes(lines: Sequence[Line], wanted: Any) -> Iterator[tuple[int, Meeting, list[Any]]]:
    """The meeting after each of these numbers, and the entries that a clerk's page still lists then."""
    meeting, entries = None, []
    for entry in read_entries(lines):
        meeting = evolve(meeting, entry)
        entries.append(entry)
        if entry.seq in wanted:
            yield entry.seq, meeting, entries[-RECENT:]
