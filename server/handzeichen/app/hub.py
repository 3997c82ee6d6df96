"""The hub: who sees what, and what has to be sent again. One for each live meeting.

For each audience it keeps the newest parts and the sequence number of each part's last change. A new state marks, per
connection, which parts are out of date; whenever its wire is free, the connection asks for one frame with the newest
of them. Parts are computed once per state and audience, and a frame is made once for all who get the same.

The public's frames carry no sequence number and no head: gaps would tell what happened behind closed doors.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence, Set
from functools import partial
from typing import Any, Final, NamedTuple, Protocol

from handzeichen.app.frames import Frame
from handzeichen.app.history import Now
from handzeichen.app.render import Renderer, plain
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.remembered import forget
from handzeichen.views import changes
from handzeichen.views.audience import SCREENS, looks_at, parts, personal
from handzeichen.views.concerned import ANYBODY, NOBODY, concerned
from handzeichen.views.part import Part
from handzeichen.words.table import GERMAN

HTML: Final = "handzeichen.html"
JSON: Final = "handzeichen.json"


class Form(NamedTuple):
    """How a page wants what it is shown: as elements or as data, and in which language."""

    protocol: str
    language: str = GERMAN


PUBLIC: Final = "public"
MEMBER: Final = "member"

IN_THE_ROOM: Final = ("hall", "chair")
OTHERS: Final = tuple(audience for audience in SCREENS if audience not in IN_THE_ROOM)
"""The public last."""

NONE: Final[frozenset[str]] = frozenset()

log = logging.getLogger(__name__)


class Listener(Protocol):
    """Somebody who is told that something changed, and then comes to fetch it."""

    person: PersonId | None
    """Who that is, where the hub shows personal parts: to members."""

    def changed(self, ids: frozenset[str], frames: Mapping[Form, Frame]) -> None:
        """These shared parts are out of date; by its form, the frame that brings all of them."""

    def own_changed(self) -> None:
        """The personal parts may be out of date."""


class Board:
    """What one audience sees in common, and since when each part of it has been as it is."""

    def __init__(self, audience: str, now: Now) -> None:
        self.audience = audience
        self.now = now
        self.born = now.head.seq
        self.parts: Mapping[str, Part] = parts(now.meeting, audience, entries=now.recent)
        self.since = dict.fromkeys(self.parts, self.born)
        self._looked = {self.born}
        """The numbers at which it looked; between two of them a part may have changed and changed back."""
        self.frames: dict[tuple[Form, frozenset[str]], Frame] = {}

    def look(self, now: Now) -> frozenset[str]:
        """Go on to a new state; which parts are different now."""
        if now is self.now:
            return NONE
        newer = parts(now.meeting, self.audience, entries=now.recent)
        changed = frozenset(changes.changed(self.parts, newer))
        self._looked.add(now.head.seq)
        self.now, self.parts = now, newer
        self.since.update(dict.fromkeys(changed, now.head.seq))
        self.frames.clear()
        return changed

    def newer_than(self, seq: int | None) -> frozenset[str]:
        """The parts that a page has not seen whose last frame was `seq`; all, where this process cannot know.

        It cannot know of a number that only another node has shown, while nobody was looking here.
        """
        if seq is None or seq <= self.born or seq not in self._looked:
            return frozenset(self.parts)
        return frozenset(name for name, since in self.since.items() if since > seq)


class Hub:
    """All audiences of one meeting and their connections."""

    def __init__(self, now: Now, renderer: Renderer) -> None:
        self.now = now
        self._renderer = renderer
        self._boards: dict[str, Board] = {}
        self._listeners: dict[str, set[Listener]] = {audience: set() for audience in SCREENS}
        self._personal: dict[PersonId, Mapping[str, Part]] = {}
        self._looks: dict[PersonId, str] = {}
        self._concerned: Set[PersonId] | None = NOBODY
        """Whose personal parts may have changed since members were told last; ANYBODY: everyone's."""
        self._own_frames: dict[tuple[str, Form, tuple[tuple[str, Part], ...]], Frame] = {}
        self._turn: asyncio.Handle | None = None
        self._next_turn = 0.0

    def show(self, now: Now) -> None:
        """A new state is true: tell everyone whose picture it changes, at once or as soon as it is their turn again.

        The hall and the chair see it first; before all others see it, whoever asked for it hears the answer. Under
        load pictures take at most every second moment: the other belongs to the votes. Whoever asks for something in
        between gets the new state all the same.
        """
        self._note_concerned(concerned(self.now.meeting, now.meeting))
        self.now = now
        self._own_frames.clear()
        if self._turn is None:
            loop = asyncio.get_running_loop()
            if loop.time() >= self._next_turn:
                self._tell_room()
            else:
                self._turn = loop.call_at(self._next_turn, self._tell_room)

    def close(self) -> None:
        """Nobody is told anything any more, and what was remembered for the pictures goes."""
        if self._turn is not None:
            self._turn.cancel()
        forget()

    def join(self, audience: str, listener: Listener, seq: int | None) -> frozenset[str]:
        """From now on tell this listener; which parts it needs first, if its last frame was `seq`."""
        board = self._board(audience)
        self._listeners[audience].add(listener)
        return board.newer_than(None if audience == PUBLIC else seq)

    def leave(self, audience: str, listener: Listener) -> None:
        """Tell this listener no more."""
        self._listeners[audience].discard(listener)

    def frame(self, audience: str, form: Form, ids: frozenset[str]) -> Frame:
        """The newest of these shared parts, the same bytes for everyone who asks for the same."""
        board = self._board(audience)
        frame = board.frames.get((form, ids))
        if frame is None:
            chosen = {name: part for name, part in board.parts.items() if name in ids}
            frame = board.frames[form, ids] = self._frame(audience, form, chosen)
        return frame

    def own_frame(self, audience: str, form: Form, chosen: Mapping[str, Part]) -> Frame:
        """A frame of personal parts; made once for all whose parts are equal."""
        key = (audience, form, tuple(chosen.items()))
        frame = self._own_frames.get(key)
        if frame is None:
            frame = self._own_frames[key] = self._frame(audience, form, chosen)
        return frame

    def shared(self, audience: str) -> Mapping[str, Part]:
        """What an audience sees now."""
        return self._board(audience).parts

    def own(self, person: PersonId) -> Mapping[str, Part]:
        """What a person sees besides, now."""
        found = self._personal.get(person)
        if found is None:
            found = self._personal[person] = personal(self.now.meeting, person)
        return found

    def looks_at(self, audience: str, person: PersonId | None) -> str:
        """Whose shared parts somebody sees now: outside the doors, the public's."""
        if audience != MEMBER or person is None:
            return audience
        found = self._looks.get(person)
        if found is None:
            found = self._looks[person] = looks_at(self.now.meeting, audience, person)
        return found

    def stamp(self, audience: str) -> dict[str, Any]:
        """Where the log stands, for all but the public."""
        return {} if audience == PUBLIC else {"seq": self.now.head.seq, "head": self.now.head.hash}

    def _note_concerned(self, people: Set[PersonId] | None) -> None:
        """What is personal is made and compared anew only for whom something concerned."""
        if people is ANYBODY:
            self._personal.clear()
            self._looks.clear()
        else:
            for person in people:
                self._personal.pop(person, None)
        known = self._concerned
        self._concerned = ANYBODY if people is ANYBODY or known is ANYBODY else known | people

    def _tell_room(self) -> None:
        """The first part of a turn; answers that are ready go out before the second."""
        loop = asyncio.get_running_loop()
        took = self._tell_all(IN_THE_ROOM)
        self._turn = loop.call_soon(self._tell_others, self.now, took)

    def _tell_others(self, seen_in_the_room: Now, took: float) -> None:
        loop = asyncio.get_running_loop()
        took += self._tell_all(OTHERS)
        self._next_turn = loop.time() + took
        # What came between the two parts the room has not seen yet.
        is_seen = seen_in_the_room is self.now
        self._turn = None if is_seen else loop.call_at(self._next_turn, self._tell_room)

    def _tell_all(self, audiences: Sequence[str]) -> float:
        """Tell these what is new to them; how many seconds it took."""
        time = asyncio.get_running_loop().time
        begun = time()
        for audience in audiences:
            if self._listeners[audience]:
                self._refresh(audience)
        return time() - begun

    def _refresh(self, audience: str) -> None:
        try:
            changed = self._look(audience)
        except Exception as error:  # One audience's picture must not take the others' with it.
            log.error("The parts for %r could not be computed", audience, exc_info=error)
            return
        self._tell(audience, changed)
        if audience == MEMBER:
            self._tell_concerned()

    def _board(self, audience: str) -> Board:
        """An audience's board at the newest state; it may have rested while nobody was looking."""
        board = self._boards.get(audience)
        if board is not None and board.now is self.now:
            return board
        self._tell(audience, self._look(audience))
        return self._boards[audience]

    def _look(self, audience: str) -> frozenset[str]:
        board = self._boards.get(audience)
        if board is None:
            board = self._boards[audience] = Board(audience, self.now)
            return frozenset(board.parts)
        return board.look(self.now)

    def _tell(self, audience: str, changed: frozenset[str]) -> None:
        if changed:
            frames = _Frames(partial(self.frame, audience, ids=changed))
            for listener in tuple(self._listeners[audience]):
                listener.changed(changed, frames)

    def _tell_concerned(self) -> None:
        """Members whose own parts may be different; to whoever is outside the public's are like own ones."""
        people, self._concerned = self._concerned, NOBODY
        for listener in tuple(self._listeners[MEMBER]):
            person = listener.person
            if people is ANYBODY or person in people or self.looks_at(MEMBER, person) == PUBLIC:
                listener.own_changed()

    def _frame(self, audience: str, form: Form, chosen: Mapping[str, Part]) -> Frame:
        show: Callable[[str, Part, str], object] = self._renderer.part if form.protocol == HTML else _plain
        shown = {name: show(name, part, form.language) for name, part in chosen.items()}
        return Frame({**self.stamp(audience), "parts": shown})


class _Frames(dict[Form, Frame]):
    """The frames of one change by their form, each made when the first asks for it."""

    def __init__(self, make: Callable[[Form], Frame]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, form: Form) -> Frame:
        self[form] = self._make(form)
        return self[form]


def _plain(_name: str, part: Part, language: str) -> object:
    return plain(part, language)
