"""Where video systems knock: their deliveries are checked and read here, and lead to commands in the live meeting.

Nothing here holds the meeting up. A delivery is folded into what is known of its conference and answered at once;
however many come, they are known facts about so many people, and no more commands wait in the room than these give.
What time alone brings about, a grace that has passed, is seen at each beat.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from secrets import token_hex
from typing import Final, Protocol

from handzeichen.app.attempts import Attempts
from handzeichen.app.closed import is_noted
from handzeichen.app.draft import Reply
from handzeichen.app.history import Now
from handzeichen.app.sign_in import SignIn
from handzeichen.app.video.client import NoAnswer, fetch
from handzeichen.app.video.follow import Asking
from handzeichen.app.video.held import may_be_held_in, turn
from handzeichen.app.video.own_pages import LIFE, OwnPages, Page
from handzeichen.app.video.page import believable, nameless, read_page
from handzeichen.app.video.port import BadSignature, Data, Delivery, Read, Unreadable
from handzeichen.app.video.roster import POLLS, Asked
from handzeichen.app.video.settings import RosterSetting, Setting
from handzeichen.app.video.sightings import Known, Report, Sighting
from handzeichen.app.video.systems import SYSTEMS
from handzeichen.app.video.watching import Watching, meeting_of
from handzeichen.log.port import Store, StoreError
from handzeichen.meeting.commands import Command
from handzeichen.meeting.ids import SYSTEM, PersonId, Role

KEY: Final = "video:"
"""Under which the store keeps what is known: `video:{conference}:{server}`."""
ALONE: Final = "alone"
UNDECIDED: Final = frozenset(
    {"busy", "restarting", "not_stored", "history_changed", "since_too_early", "since_future", "internal"}
)
"""Refusals that say nothing about the facts: it is asked again."""
BAD_SIGNATURE: Final = "bad video signature"
UNREADABLE: Final = "unreadable video report"

log = logging.getLogger(__name__)


class Room(Protocol):
    """A live meeting's room, as far as this is concerned."""

    @property
    def now(self) -> Now:
        """Where it stands."""

    def time(self) -> datetime:
        """The time of the meeting."""

    def ask(self, command: Command, *, by: PersonId, scope: str, key: str | None) -> "asyncio.Future[Reply]":
        """Ask something of it."""


class Live(Protocol):
    """A live meeting, as far as this is concerned."""

    @property
    def room(self) -> Room:
        """Where it is decided."""


def now() -> datetime:
    """Our own clock."""
    return datetime.now(UTC)


class Video:
    """All conferences of a house. `changed` is called with a meeting whose strangers may be others now."""

    def __init__(
        self,
        settings: Sequence[Setting],
        store: Store,
        live: Mapping[str, Live],
        attempts: Attempts,
        *,
        changed: Callable[[str], None] = lambda meeting: None,
        alarm: Callable[[str, str | None], None] = lambda source, sentence: None,
        pages: Callable[[], Iterable[Page]] = tuple,
        counts: Callable[[SignIn], bool] = lambda sign_in: True,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.conferences: Mapping[str, Watching] = {one.id: Watching(one) for one in settings}
        self._store, self._live, self._attempts = store, live, attempts
        self._changed, self._alarm, self._clock = changed, alarm, clock
        self._pages = pages
        process = token_hex(4)
        self._server = ALONE if store.news is None else process
        self._own = {one.id: OwnPages(process, counts) for one in settings if one.is_own_page}
        self._asked: dict[str, set[asyncio.Future[Reply]]] = {name: set() for name in self.conferences}

    def now(self) -> datetime:
        """Our own clock, by which reports are measured."""
        return self._clock()

    def say(self, watching: Watching, whose: str, person: PersonId | None) -> None:
        """Clerk or host says whose a connection is."""
        watching.say(whose, person, self._clock())
        self._look(watching)

    # What comes in

    def deliver(self, name: str, delivery: Delivery) -> Read:
        """A delivery to a conference that is known; raises BadSignature or Unreadable, and counts both."""
        watching = self.conferences[name]
        setting = watching.setting
        system = SYSTEMS.get(setting.system or "")
        try:
            if system is None:
                raise BadSignature
            system.check(delivery, setting.secret, self._clock())
        except BadSignature:
            self._attempts.count(BAD_SIGNATURE)
            watching.refused.wrong(self._clock())
            self._tell_refused(watching)
            raise
        watching.refused.right(self._clock())
        self._tell_refused(watching)
        try:
            found = system.read(delivery, setting.rooms, setting.secret)
        except Unreadable:
            self._attempts.count(UNREADABLE)
            raise
        self._take(watching, found.reports, found.ignored)
        return found

    def _tell_refused(self, watching: Watching) -> None:
        name = watching.setting.id
        is_alarm = watching.refused.is_alarm and watching.setting.system in SYSTEMS
        self._alarm(f"signature {name}", _wrong_signatures(name) if is_alarm else None)

    def told_by_page(self, meeting: str, person: PersonId | None, told: Data) -> None:
        """What a signed-in page says: the own one of a person, or the hall's; where no page may tell, nothing."""
        kind = "hall" if person is None else "member"
        for watching in self.conferences.values():
            if kind in watching.setting.pages and self.is_held_in(watching, meeting):
                if person is not None and self._watches_only(person, meeting):
                    continue
                try:
                    found = read_page(told, person, self._clock())
                except Unreadable:
                    self._attempts.count(UNREADABLE)
                    return
                if person is None:
                    is_open = watching.setting.is_open_to_all
                    reports = [nameless(one) if is_open else one for one in found.reports]
                else:
                    reports = [one for one in found.reports if self._may_tell(watching, one, person, meeting)]
                self._take(watching, reports, found.ignored + len(found.reports) - len(reports))

    def _watches_only(self, person: PersonId, meeting: str) -> bool:
        """The press takes no part, and could name the connection of a member before that member's own page does."""
        return self._live[meeting].room.now.meeting.person(person).role is Role.PRESS

    def is_held_in(self, watching: Watching, meeting: str) -> bool:
        """Whether this is the meeting that a conference is for now: one that has begun, else the next."""
        live = self._meeting_of(watching.setting)
        return live is not None and live.room.now.meeting.plan.id == meeting

    def _may_tell(self, watching: Watching, report: Report, person: PersonId, meeting: str) -> bool:
        connection = report.connection if isinstance(report, Sighting) else ""
        known = watching.conference.connections.get(connection)
        who = Known() if known is None else known.who
        whose = watching.seats.whose(connection, who, self._live[meeting].room.now.meeting)
        return believable(report, who, whose, person) and (
            known is not None or watching.may_have_more(person)
        )

    def _take(self, watching: Watching, reports: Sequence[Report], ignored: int) -> None:
        watching.counted["ignored"] += ignored
        watching.take(reports, self._clock())
        self._look(watching)

    # What follows

    def _look(self, watching: Watching) -> None:
        """Ask what follows now, unless earlier questions still wait: their answers lead back here."""
        live = self._begin(watching)
        if live is None or self._asked[watching.setting.id]:
            return
        meeting, others = live.room.now.meeting, self._others(watching)
        for asking in watching.look(meeting, live.room.time(), self._clock(), others):
            scope = f"video {watching.setting.id}"
            answer = live.room.ask(asking.command, by=SYSTEM, scope=scope, key=asking.key)
            self._asked[watching.setting.id].add(answer)
            answer.add_done_callback(partial(self._answered, watching, asking))
        self._changed(live.room.now.meeting.plan.id)

    def _begin(self, watching: Watching) -> Live | None:
        """The meeting that a conference is followed for from now on."""
        live = self._meeting_of(watching.setting)
        watching.begin(None if live is None else live.room.now.meeting.plan.id, self._clock())
        return live

    def _others(self, watching: Watching) -> list[Watching]:
        """Further conferences that the same meeting is held in: a second one to fall back on, perhaps. After a restart
        nothing is known of one before its meeting is."""
        every = [one for one in self.conferences.values() if one is not watching]
        for one in every:
            self._begin(one)
        return [one for one in every if one.meeting == watching.meeting]

    def _answered(self, watching: Watching, asking: Asking, answer: "asyncio.Future[Reply]") -> None:
        waiting = self._asked[watching.setting.id]
        waiting.discard(answer)
        code = None if answer.cancelled() else answer.result().get("refused")
        if answer.cancelled() or code in UNDECIDED:
            watching.again(asking)
        elif code is not None:
            # Not whose it was: ids are surnames, and the journal is read by others than the log.
            log.info("%s: %s was refused: %s", watching.meeting, type(asking.command).__name__, code)
        if not waiting and code is None and not answer.cancelled():
            self._look(watching)  # What was accepted may be what the next thing waited for.

    def _meeting_of(self, setting: Setting) -> Live | None:
        """The meeting that is held in a conference now: one that has begun, else the next that begins soon."""
        found = [
            (turn(one.room.now.meeting, one.room.time()), one)
            for one in self._live.values()
            if may_be_held_in(setting, one.room.now.meeting, one.room.time())
        ]
        return min(found, key=lambda one: one[0], default=(None, None))[1]

    # What goes on

    async def load(self) -> None:
        """Know what was told before the start; of meetings that have closed meanwhile nothing is kept."""
        for name in self.conferences:
            for key in await self._store.keys(f"{KEY}{name}:"):
                meeting = meeting_of(await self._store.get(key))
                if meeting is not None and await is_noted(self._store, meeting):
                    await self._store.take(key)
        await self._take_in(own=True)

    async def run(self, beat: float) -> None:
        """At each beat: what others were told, what time has brought about, and keep what is new."""
        while True:
            await asyncio.sleep(beat)
            await _whatever_fails(self.tick())

    async def tick(self) -> None:
        """One beat."""
        if self._store.news is not None:
            await self._take_in(own=False)
        for watching in self.conferences.values():
            watching.refused.look(self._clock())
            self._tell_refused(watching)
            self._look_at_pages(watching)
            self._look(watching)
            if watching.is_unsaved:
                await self._keep(watching)

    def rest(self) -> None:
        """This server ends: that its pages go now says nothing of them."""
        self._own = {}

    def _look_at_pages(self, watching: Watching) -> None:
        """Where our own page is the conference: which of them are open."""
        own, live = self._own.get(watching.setting.id), self._meeting_of(watching.setting)
        if own is None or live is None:
            return
        now, seconds = self._clock(), asyncio.get_running_loop().time()
        if self._store.news is not None and (watching.alive is None or now - watching.alive >= LIFE):
            watching.alive, watching.is_unsaved = now, True
        told = own.look(self._pages(), live.room.now.meeting, watching.conference, now, seconds)
        watching.take(told, now)

    async def _keep(self, watching: Watching) -> None:
        key = f"{KEY}{watching.setting.id}:{self._server}"
        kept = watching.kept()
        if watching.meeting is None and not watching.conference.connections:
            for old in await self._store.keys(f"{KEY}{watching.setting.id}:"):
                await self._store.take(old)
        else:
            await self._store.put(key, kept)

    async def _take_in(self, *, own: bool) -> None:
        for name, watching in self.conferences.items():
            for key in await self._store.keys(f"{KEY}{name}:"):
                if own or not key.endswith(f":{self._server}"):
                    stored = await self._store.get(key)
                    alive = None if stored is None else watching.with_kept(stored, is_old=own)
                    if name in self._own:
                        seconds = asyncio.get_running_loop().time()
                        self._own[name].hear(key.rpartition(":")[2], alive, seconds)

    # Rosters

    def polls(self) -> list[tuple[Watching, RosterSetting]]:
        """The conferences whose system is asked."""
        return [
            (one, one.setting.roster) for one in self.conferences.values() if one.setting.roster is not None
        ]

    async def poll(self, watching: Watching, roster: RosterSetting) -> None:
        """Ask for the roster as long as the server runs, while a meeting is held there."""
        while True:
            await asyncio.sleep(roster.every.total_seconds())
            if watching.meeting is not None:
                await _whatever_fails(self.ask_roster(watching, roster))

    async def ask_roster(self, watching: Watching, roster: RosterSetting) -> None:
        """Ask once. That nobody answers says nothing about anybody: it is an alarm and no fault of a line."""
        setting = watching.setting
        assert setting.system is not None
        poll, asked_at = POLLS[setting.system], self._clock()
        room = next(iter(setting.rooms))
        asked = Asked(server=roster.server, key=roster.key, secret=roster.secret, room=room)
        why = None
        try:
            body = await asyncio.to_thread(fetch, poll.question(asked, asked_at))
            self._take(watching, [poll.read(body, asked_at)], 0)
        except NoAnswer as error:
            why = str(error)
        except Unreadable:
            why = "die Antwort ist nicht zu lesen"
        self._alarm(f"video {setting.id}", None if why is None else _silent(setting.id, why))


async def _whatever_fails(doing: Awaitable[None]) -> None:
    """What fails once must not end what goes on all evening: nobody would be followed any more, without a word."""
    try:
        await doing
    except StoreError as error:
        log.warning("What video systems told could not be kept: %s", error)
    except Exception as error:
        log.error("A look at a video conference has failed", exc_info=error)


def _silent(conference: str, why: str) -> str:
    return (
        f"Das Videosystem der Konferenz „{conference}“ sagt nicht, wer zugeschaltet ist ({why}). Wer kommt und geht, "
        "wird weiter gemeldet; bitte die Zugeschalteten im Blick behalten und die IT fragen."
    )


def _wrong_signatures(conference: str) -> str:
    return (
        f"An die Konferenz „{conference}“ kommen nur Meldungen mit falscher Signatur; sie werden abgewiesen. Wer per "
        "Video kommt und geht, wird deshalb nicht eingetragen: Bitte von Hand eintragen und die IT prüfen lassen, ob "
        "Geheimnis, Uhrzeit und (bei BigBlueButton) die gerufene Adresse auf beiden Seiten dieselben sind."
    )
