"""One open page: its socket, what it may see and ask, and what it has not been sent yet.

A page says at the door as whom it comes (`sockets`), and which frame it saw last (`since`, `head`). Rights are checked
there, and again at each command; a sign-in that is revoked ends its connections at once. Answers go out one by one in
the order of the questions, the picture in whole parts: what went stale while a frame was in flight is sent once.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect

from handzeichen.app.draft import Reply
from handzeichen.app.frames import Frame
from handzeichen.app.house import House, Live
from handzeichen.app.hub import MEMBER, NONE, PUBLIC, Form
from handzeichen.app.limits import IN_FLIGHT
from handzeichen.app.offers import Role
from handzeichen.app.sign_in import SignIn
from handzeichen.app.wire import Wire, open_wire
from handzeichen.app.words import NOT_SIGNED_IN, ONLY_WATCHES, TOO_FAST
from handzeichen.log.chain import Head
from handzeichen.log.codec import Ask, Unreadable, read_json, read_sent
from handzeichen.views.part import Part
from handzeichen.words import in_a_row

PAUSE: Final = 1.0
"""Seconds in which nothing more is read from a page that asks too fast."""
NAME_LIMIT: Final = 64
SIGNED_OUT: Final = 4401
"""Close code: this sign-in counts no more. The page says so and does not come back by itself."""
RESTARTED: Final = 1012
"""Close code (IANA, "service restart"): the server ends, and another begins; pages come back, not all in one moment."""

log = logging.getLogger(__name__)


class Connection:
    """A page that is connected: what it still has to be sent, and its questions that wait."""

    def __init__(
        self, house: House, live: Live, sign_in: SignIn | None, form: Form, name: str | None
    ) -> None:
        self._house = house
        self._live = live
        self.sign_in = sign_in
        self.meeting = live.id
        self.person = None if sign_in is None else sign_in.person
        self.name = None if name is None else name[:NAME_LIMIT]
        self._audience = PUBLIC if sign_in is None else sign_in.role.value
        self._form = form
        self._stale: frozenset[str] = NONE
        self._own_stale = False
        self._own: Mapping[str, Part] = {}
        self._outside: Mapping[str, Part] = {}
        """What a person who stands outside the doors has been sent; nothing while inside."""
        self._notes: deque[Frame] = deque()
        self._said = asyncio.Event()
        self._beat: Frame | None = None
        self._wire: Wire
        self.heard_at = 0.0
        self.took = 0.0
        self._beat_at = 0.0
        self._over = False

    async def run(self, websocket: WebSocket) -> None:
        """Serve the page until it goes."""
        self._hear()
        self._wire = open_wire(websocket.scope, self._next_frame, fast=self._house.config.fast_wire)
        self._house.pages.enter(self)
        try:
            seen = _seen(websocket)
            if seen is not None and not self._is_outside:
                await self._live.room.reach(seen.seq)
            self._check_sign_in()  # It may have ended while the hands were shaken.
            if not self._over:
                self._greet(seen)
            while True:
                message = await websocket.receive()
                if message["type"] == "websocket.disconnect":
                    break
                await self._take(message.get("text") or message.get("bytes") or "")
                await self._until_heard()
        except WebSocketDisconnect:
            pass
        finally:
            self._house.pages.leave(self)
            self._live.hub.leave(self._audience, self)
            await self._wire.close()

    def changed(self, ids: frozenset[str], frames: Mapping[Form, Frame]) -> None:
        """The hub says that these parts are out of date; whoever waits for nothing else gets them at once."""
        waits = self._stale or self._notes or self._outside or self._beat is not None
        if not waits and (self._audience != MEMBER or not self._is_outside):
            try:
                if self._wire.offer(frames[self._form]):
                    return
            except Exception as error:  # `_next_frame` tries again, and says it where it matters.
                log.debug("No frame for %r yet", self._audience, exc_info=error)
        self._stale |= ids
        self._wire.wake()

    def own_changed(self) -> None:
        """Personal parts may be out of date, though perhaps the meeting is as it was."""
        if not self._over:
            self._own_stale = True
            self._wire.wake()

    def beat(self, frame: Frame, silent_since: float) -> None:
        """Send a beat; whoever has answered none since then is cut off."""
        if self.heard_at < silent_since:
            self._end()
            self._wire.cut()
            return
        self._check_sign_in()
        self._beat, self._beat_at = frame, asyncio.get_running_loop().time()
        self._wire.wake()

    def warn(self, sentences: Sequence[str]) -> None:
        """What is wrong now that the clerk must look into."""
        self._say({"alarm": in_a_row(sentences, "\n")})

    def sign_out(self) -> None:
        """The sign-in counts no more: nothing is shown or taken from here on."""
        self._end()
        self._wire.end(SIGNED_OUT, "signed out")

    def send_away(self) -> None:
        """The server ends. Answers still go out; what comes in from here on is not taken."""
        self._end()
        self._wire.end(RESTARTED, "restart")

    def supersede(self) -> None:
        """The page is here again: nothing that this connection still carries is taken."""
        self._end()
        self._wire.cut()

    def _check_sign_in(self) -> None:
        if self.sign_in is not None and not self._house.sign_ins.counts(self.sign_in):
            self.sign_out()

    def _end(self) -> None:
        self._over = True
        self._said.set()
        self._stale, self._own_stale = NONE, False
        self._live.hub.leave(self._audience, self)

    # What goes out

    def _greet(self, seen: Head | None) -> None:
        was_here = seen is not None
        if self._is_outside:
            seen = None
        if seen is not None and not self._live.room.extends(seen):
            self._house.alarms.set(
                "witness",
                f"Eine Seite hat von „{self._live.id}“ Nr. {seen.seq} ({seen.hash[:8]}) gesehen, "
                "das Protokoll hier geht davon nicht aus.",
                meeting=self._live.id,
            )
            self._say({"fork": self._live.hub.stamp(self._audience)})
            seen = None
        if self._audience == Role.CLERK and ((wrong := self._house.alarms.of(self._live.id)) or was_here):
            self.warn(wrong)  # What was wrong when the page was here before may be over.
        self._beat, self._beat_at = self._house.sign_of_life(self._live), asyncio.get_running_loop().time()
        self._stale = self._live.hub.join(self._audience, self, None if seen is None else seen.seq)
        self._own_stale = self._audience in (MEMBER, Role.CLERK, Role.HOST)
        self._wire.wake()

    def _say(self, content: dict[str, object]) -> None:
        self._notes.append(Frame(content, self._form.language))
        self._wire.wake()

    def _next_frame(self) -> Frame | None:
        """What this page needs most: an answer, a sign of life, the newest of what is stale."""
        try:
            if self._notes:
                self._said.set()
                return self._notes.popleft()
            if self._beat is not None:
                frame, self._beat = self._beat, None
                return frame
            return None if self._over else self._picture()
        except Exception as error:
            log.error("A frame for %r could not be made", self._audience, exc_info=error)
            self._stale, self._own_stale = NONE, False
            return None

    def _picture(self) -> Frame | None:
        # Shared parts first: with the frame's number a page says "up to here I have everything in common".
        hub = self._live.hub
        if self._audience == MEMBER and self._is_outside:
            return self._picture_from_outside() if self._stale or self._own_stale else None
        if self._outside:  # In again: everything is different.
            self._outside, self._stale = {}, frozenset(hub.shared(self._audience))
        if self._own_stale or self._stale:
            # What has not had its turn yet is stale from here on: else a frame with the newest number went without it.
            hub.shared(self._audience)
        if self._stale:
            stale, self._stale = self._stale, NONE
            return hub.frame(self._audience, self._form, stale)
        if not self._own_stale or self.sign_in is None:
            return None
        self._own_stale = False
        own = self._house.own_parts.of(hub, self.sign_in)
        newer = {name: part for name, part in own.items() if self._own.get(name) != part}
        self._own = own
        return hub.own_frame(self._audience, self._form, newer) if newer else None

    @property
    def _is_outside(self) -> bool:
        """The public itself, or a person who may see no more than it now."""
        return self._live.hub.looks_at(self._audience, self.person) == PUBLIC

    def _picture_from_outside(self) -> Frame | None:
        """The public's parts and the own ones, without a number: gaps would tell what happens inside."""
        hub, self._own_stale = self._live.hub, False
        assert self.sign_in is not None and self.sign_in.person is not None
        shown = {**hub.shared(PUBLIC), **hub.own(self.sign_in.person)}
        newer = {name: part for name, part in shown.items() if self._outside.get(name) != part}
        self._outside, self._own, self._stale = shown, {}, NONE
        return hub.own_frame(PUBLIC, self._form, newer) if newer else None

    # What comes in

    async def _until_heard(self) -> None:
        """Whoever does not read the answers is asked nothing more: nothing piles up for a page that only sends."""
        while len(self._notes) >= IN_FLIGHT and not self._over:
            self._said.clear()
            await self._said.wait()

    def _hear(self) -> None:
        self.heard_at = asyncio.get_running_loop().time()

    async def _take(self, data: str | bytes) -> None:
        if self._over:
            return
        self._hear()
        key = None
        try:
            fields = read_json(data)
            if "beat" in fields and "do" not in fields:
                self.took = self.heard_at - self._beat_at
                return
            if "ping" in fields and "do" not in fields:
                return self._echo(fields["ping"])
            if "video" in fields and "do" not in fields:
                return self._tell_video(fields["video"])
            key = fields.get("key")
            ask = read_sent(fields)
        except Unreadable as fault:
            self._say({"answer": {"unreadable": fault.sentence, "key": key}})
            return
        await self._ask(ask)

    def _tell_video(self, told: object) -> None:
        """The page shows the conference, and says what its frame tells: of its own person, or the hall's of all."""
        if self.sign_in is not None and self._house.sign_ins.counts(self.sign_in):
            self._house.hear_of_video(self.sign_in, told)

    def _echo(self, number: object) -> None:
        """Somebody measures how long the way to the server and back takes."""
        if self.sign_in is not None and isinstance(number, int):
            self._say({"pong": number})

    async def _ask(self, ask: Ask) -> None:
        sign_in = self.sign_in
        if sign_in is None or sign_in.by is None:
            self._answer(ask, ONLY_WATCHES)
        elif not self._house.sign_ins.counts(sign_in):
            self._answer(ask, NOT_SIGNED_IN)
            self.sign_out()
        else:
            share = self._house.limits.share(sign_in)
            if not share.commands.take():
                self._house.attempts.count("too fast")
                self._answer(ask, TOO_FAST)
                return await asyncio.sleep(PAUSE)
            await share.until_free()
            if self._over:  # The page is here again, and has asked since.
                return
            right = partial(self._house.sign_ins.counts, sign_in)
            answer = self._live.room.ask(
                ask.command, by=sign_in.by, scope=sign_in.slug, key=ask.key, right=right
            )
            share.wait_for(answer)
            answer.add_done_callback(partial(self._answered, ask))

    def _answered(self, ask: Ask, answer: asyncio.Future[Reply]) -> None:
        if not answer.cancelled():
            self._answer(ask, answer.result())

    def _answer(self, ask: Ask, reply: Mapping[str, object]) -> None:
        self._say({"answer": {**reply, "key": ask.key}})


def _seen(websocket: WebSocket) -> Head | None:
    """The last frame that the page says it saw; None where it says nothing that could be one."""
    seq, head = websocket.query_params.get("since", ""), websocket.query_params.get("head", "")
    return Head(int(seq), head) if seq.isdecimal() and len(seq) < 12 and head else None
