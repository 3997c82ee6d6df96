"""What one server process holds: its store, its live meetings, who is signed in, the open pages and their beats."""

import asyncio
import itertools
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Final

from handzeichen.app.alarms import EVERYWHERE, Alarms
from handzeichen.app.attempts import Attempts
from handzeichen.app.clock import SteadyClock
from handzeichen.app.closed import keep_noted
from handzeichen.app.config import Config
from handzeichen.app.drafts import Drafts
from handzeichen.app.entrance import Entrance
from handzeichen.app.frames import Frame
from handzeichen.app.garbage import collect
from handzeichen.app.history import History, Now
from handzeichen.app.house_law import HouseLaw
from handzeichen.app.hub import Hub
from handzeichen.app.limits import Limits
from handzeichen.app.lines import Lines
from handzeichen.app.offers import Offer, Role
from handzeichen.app.open_pages import OpenPages
from handzeichen.app.own_parts import OwnParts
from handzeichen.app.plan import law_of
from handzeichen.app.render import Renderer, web_folder
from handzeichen.app.retaining import RETAINED_KEY
from handzeichen.app.room import Clock, Room
from handzeichen.app.sign_in import Moment, SignIn
from handzeichen.app.tasks import end
from handzeichen.app.telephone import Telephone
from handzeichen.app.template import opened as opened_template
from handzeichen.app.video.ingest import Video
from handzeichen.app.video.settings import read_settings
from handzeichen.app.watch import Watch
from handzeichen.log.chain import START, random_salts, seal
from handzeichen.log.codec import BadEntry, write_entry
from handzeichen.log.heads import Anchors
from handzeichen.log.port import Conflict, Store, StoreRefused
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import SYSTEM
from handzeichen.meeting.machine import plan_meeting
from handzeichen.meeting.plan import Plan
from handzeichen.meeting.state import Meeting

SETTLE: Final = 3.0
"""Seconds that rooms get at the end to settle what waits."""
OVER: Final = Moment(at=datetime.fromtimestamp(0, UTC), begins=datetime.fromtimestamp(0, UTC))
"""The moment of a meeting that lies on the shelf: no rehearsal, its day has come."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Live:
    """A live meeting: the room that decides, and the hub that shows."""

    room: Room
    hub: Hub

    @property
    def id(self) -> str:
        """The meeting's id."""
        return self.room.id


class House:
    """One server's meetings. `stop` is called with a sentence when this process must end and start again."""

    def __init__(
        self, config: Config, store: Store, *, stop: Callable[[str], None], anchors: Anchors | None = None
    ) -> None:
        self.config = config
        self.store = store
        self.stop = stop
        self.law = HouseLaw(folder=config.law_folder)
        self.template = opened_template(config.minutes_template)
        self.renderer = Renderer(web_folder() / "templates")
        self._steady = SteadyClock()
        self.entrance = Entrance(
            store,
            hours=config.sign_in_hours,
            ended=self._sign_in_ended,
            changed=self._door_changed,
            moment=self._moment,
            clock=self._steady,
        )
        self.sign_ins, self.doorstep = self.entrance.sign_ins, self.entrance.doorstep
        self.drafts = Drafts(store, changed=self._door_changed, clock=self._steady)
        self.alarms = Alarms(self._tell_alarms)
        self.attempts = Attempts()
        self.limits = Limits(config, self.attempts)
        self.pages = OpenPages(self.limits)
        self._lines = Lines(beat=config.beat, follows_gone=store.news is None)
        self.telephone = Telephone(store, config.phone)
        self.live: dict[str, Live] = {}
        self.video = Video(
            read_settings(config.video),
            store,
            self.live,
            self.attempts,
            changed=self._strangers_changed,
            alarm=self.alarms.set,
            pages=lambda: self.pages,
            counts=self.sign_ins.counts,
        )
        self.own_parts = OwnParts(
            self.entrance, self.drafts, self._lines, self.video.conferences, changed=self._door_changed
        )
        self.closed: set[str] = set()
        """Meetings that are over: each is live only while somebody looks at it (`shelf`)."""
        self.offers: list[tuple[str, Offer]] = []
        """The links that the first page shows to anyone: in a demonstration only."""
        self.ending = False
        """Whether this server is about to end: nobody should be sent here any more."""
        self.steps: tuple[str, ...] = ()
        """What a newcomer can do there, in words."""
        self.token: str | None = None
        """What the operator's commands show; None as long as they cannot reach this server."""
        self._anchors = anchors
        self._watch = Watch(config, anchors)
        self._tasks: list[asyncio.Task[None]] = []

    async def plan(self, plan: Plan, clock: Clock) -> bool:
        """Begin a meeting's log with its plan and its law; False where there is one already."""
        in_force = law_of(plan, self.law.profiles)
        said = await asyncio.to_thread(self.law.said, in_force)
        event = plan_meeting(plan, in_force, live=not self.config.practice, said=said)
        first = Entry(seq=1, at=clock().replace(microsecond=0), by=SYSTEM, event=event)
        try:
            await self.store.append(plan.id, START, seal(START, [write_entry(first)], random_salts()))
        except Conflict:
            return False
        return True

    async def open(self, meeting: str, clock: Clock) -> Live:
        """Read a meeting's log and go on from there."""
        history = await History.load(self.store, meeting)
        hub = Hub(history.now, self.renderer)
        room = Room(
            self.store,
            history,
            clock=clock,
            salts=random_salts(),
            show=partial(self._show, hub),
            alarm=partial(self.alarms.set, "room", meeting=meeting),
            stop=self.stop,
            most=self.config.waiting,
            elsewhere=self.meeting_named,
        )
        await self._begin()
        await self.sign_ins.load([meeting])
        live = self.live[meeting] = Live(room, hub)
        room.start()
        return live

    async def forget(self, meeting: str) -> None:
        """Something of a meeting's log was destroyed in the store: whoever looks at it now sees it without."""
        live = self.live.get(meeting)
        if live is not None:
            await live.room.forget()
            await self.sign_ins.load([meeting])

    async def meeting_named(self, meeting: str) -> Meeting | None:
        """A meeting of this server as it stands, live or closed; None where there is none, or none to be read."""
        if meeting in self.live:
            return self.live[meeting].room.now.meeting
        if meeting not in self.closed:
            return None
        try:
            return (await History.load(self.store, meeting)).now.meeting
        except (StoreRefused, BadEntry) as fault:
            log.error("%s: %s", meeting, fault)
            return None

    async def finish(self, grace: float) -> None:
        """Answer what waits, take nothing more, and send all pages away; what that takes longer than `grace` is left.

        After it nobody is in doubt: what was not answered was not taken.
        """
        self.ending = True
        self.video.rest()
        rooms = [asyncio.create_task(live.room.close()) for live in self.live.values()]
        if rooms:
            await asyncio.wait(rooms, timeout=grace)
        await self.pages.send_away(grace)

    async def close(self) -> None:
        """Settle what waits and let go of everything."""
        await end(*self._tasks)
        rooms = [asyncio.create_task(live.room.close()) for live in self.live.values()]
        if rooms:
            await asyncio.wait(rooms, timeout=SETTLE)
        await self.store.close()  # A store that does not answer lets go of the rooms that wait for it.
        await asyncio.gather(*rooms)
        for live in self.live.values():
            live.hub.close()
        if self._anchors is not None:
            await self._anchors.close()

    def hear_of_video(self, sign_in: SignIn, told: object) -> None:
        """What a page that shows the conference says of it: of its own person, or the hall's of all others."""
        if not self.limits.share(sign_in).commands.take():
            self.attempts.count("too fast")
        elif isinstance(told, dict) and (sign_in.role is Role.HALL or sign_in.person is not None):
            person = None if sign_in.role is Role.HALL else sign_in.person
            self.video.told_by_page(sign_in.meeting, person, told)

    def _show(self, hub: Hub, now: Now) -> None:
        if self._anchors is not None and self.store.news is not None:
            # Whoever only follows keeps the newest head too: the one who wrote it may be lost with its machine.
            self._anchors.note(now.meeting.plan.id, now.head)
        hub.show(now)

    def _tell_alarms(self, meeting: str) -> None:
        for page in self.pages.desks():
            is_clerks = page.sign_in is not None and page.sign_in.role is Role.CLERK
            if is_clerks and meeting in (page.meeting, EVERYWHERE):
                page.warn(self.alarms.of(page.meeting))

    async def _begin(self) -> None:
        """What goes on for as long as the house is open."""
        if self._tasks:
            return
        news = self.store.news
        mark = "" if news is None else await news.mark()
        await self.doorstep.load()
        await self.drafts.load()
        await self._begin_video()
        self._tasks.append(asyncio.create_task(self._beat(), name="beats"))
        notes = keep_noted(self.store, self.live, self.config.beat)
        self._tasks.append(asyncio.create_task(notes, name="notes of closed meetings"))
        if news is not None:
            follow = self.entrance.follow(news, mark, self.live, self.config.beat, self._texts_changed)
            self._tasks.append(asyncio.create_task(follow, name="news of the door"))
            drafts = self.drafts.follow(news, mark, self.config.beat)
            self._tasks.append(asyncio.create_task(drafts, name="news of drafts"))

    async def _begin_video(self) -> None:
        if not self.video.conferences:
            return
        await self.video.load()
        video = self.video.run(self.config.beat)
        self._tasks.append(asyncio.create_task(video, name="video conferences"))
        for watching, roster in self.video.polls():
            poll = self.video.poll(watching, roster)
            self._tasks.append(asyncio.create_task(poll, name=f"roster of {watching.setting.id}"))

    async def _texts_changed(self, keys: Collection[str] | None) -> None:
        """Another node has changed these texts, or more than can be named: some of them tell what it destroyed."""
        if keys is None:
            thinned = set(self.live) & self.closed
        else:
            thinned = {key.removeprefix(RETAINED_KEY) for key in keys if key.startswith(RETAINED_KEY)}
        for meeting in thinned:
            await self.forget(meeting)

    def _sign_in_ended(self, sign_in: SignIn) -> None:
        self.limits.forget(sign_in)
        self._lines.forget(sign_in)
        self.pages.sign_out(sign_in)

    def _door_changed(self, meeting: str) -> None:
        for page in self.pages.desks():
            if page.meeting == meeting:
                page.own_changed()

    def _strangers_changed(self, meeting: str) -> None:
        if (live := self.live.get(meeting)) is not None:
            self.own_parts.look_at_strangers(live.hub)

    def _moment(self, meeting: str) -> Moment:
        live = self.live.get(meeting)
        if live is None:
            return OVER
        return Moment(at=live.room.time(), begins=live.room.now.meeting.plan.meeting.starts_at)

    async def _beat(self) -> None:
        """Round after round; what fails in one must not end the beats: all pages would think themselves cut off."""
        for number in itertools.count(1):
            try:
                await self._round(number)
            except Exception as error:
                log.error("A round of beats has failed", exc_info=error)
                await asyncio.sleep(self.config.beat)

    async def _round(self, number: int) -> None:
        """To each page a beat, then a look at what may have gone wrong."""
        await self.pages.beat(
            lambda: {live.id: self.sign_of_life(live, number) for live in self.live.values()},
            every=self.config.beat,
            silence=self.config.silence,
        )
        self._lines.look(self.pages)
        self.own_parts.look_at_lines(live.hub for live in self.live.values())
        self.drafts.look()
        self.attempts.tell()
        self.alarms.set("clock was set", self._steady.fault)
        self.alarms.set("store", self.store.fault)
        for source, sentence, meeting in self._watch.look(live.room for live in self.live.values()):
            self.alarms.set(source, sentence, meeting)
        collect(is_quiet=all(live.room.now.meeting.ballot is None for live in self.live.values()))

    def sign_of_life(self, live: Live, number: int = 0) -> Frame:
        """A beat: what time it is in the meeting, and when the next one comes; the first also says which pages fit."""
        at = live.room.time().isoformat()
        version = {} if number else {"version": self.renderer.version}
        return Frame({"beat": number, "every": self.config.beat, "at": at, **version})
