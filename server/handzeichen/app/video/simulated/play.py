"""What happens to whom because of a script, second by second, and how things stand at its end: the truth.

The same script, people and seed give the same happenings. Nothing here knows how, or whether, anything is told.
"""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from random import Random
from typing import Final

from handzeichen.app.video.simulated.script import Act, Whom

AT_ONCE: Final = 2.0
"""Seconds within which something happens to all whom it happens to at once."""
CAMERA_AFTER: Final = (0.5, 1.5)
"""Seconds from joining until the camera is on."""
LINE: Final = frozenset({"join", "leave", "drop", "flap", "half-open", "mass failure"})
"""Acts on the line itself: each takes the place of what an earlier one still had in store."""


class Stands(StrEnum):
    """How somebody stands in the conference."""

    OUTSIDE = "outside"
    HERE = "here"
    BROKEN = "broken"
    """The line broke and did not come back."""
    WENT = "went"
    """Left on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that the video system knows: of one device, or everybody who is connected (`roster`)."""

    at: float
    what: str
    who: str = ""
    device: str = ""
    present: tuple[tuple[str, str], ...] = ()
    """Of a roster: devices, and whose each is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """Somebody's line is dead while nobody notices: from when until when, in seconds."""

    who: str
    begin: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A line of the script, as it was played: about whom, and how many fewer there were than it asked for."""

    at: float
    act: Act
    people: tuple[str, ...]
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """All that happened, in order."""

    happenings: tuple[Happening, ...]
    notes: tuple[Note, ...]
    still: tuple[Still, ...]
    stands: dict[str, Stands]
    end: float


@dataclass(slots=True)
class _Member:
    """Somebody, as the video system sees them now."""

    id: str
    devices: list[str] = field(default_factory=list)
    """Those that stand, in the system's eyes; the last is the one in use."""
    stands: Stands = Stands.OUTSIDE
    camera: bool = True
    hand: bool = False
    order: int = 0
    """Counts what was done to the line, so that what is out of date does not happen any more."""
    made: int = 0


def play(acts: Sequence[Act], people: Sequence[str], seed: int) -> Played:
    """Play a script from its first to its last consequence."""
    return _Play(people, seed).played(acts)


class _Play:
    def __init__(self, people: Sequence[str], seed: int) -> None:
        self._members = {one: _Member(one) for one in people}
        self._chance = Random(f"{seed} play")
        self._steps: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()
        self._now = 0.0
        self._happenings: list[Happening] = []
        self._notes: list[Note] = []
        self._still: list[Still] = []
        self._rosters = 0

    def played(self, acts: Sequence[Act]) -> Played:
        end = max((act.at for act in acts), default=0.0)
        for act in acts:
            self._at(act.at, lambda act=act: self._begin(act, end))  # type: ignore[misc]
        while self._steps:
            self._now, _, step = heapq.heappop(self._steps)
            step()
        return Played(
            happenings=tuple(self._happenings),
            notes=tuple(self._notes),
            still=tuple(self._still),
            stands={one.id: one.stands for one in self._members.values()},
            end=max(end, self._now),
        )

    def _at(self, seconds: float, step: Callable[[], None]) -> None:
        heapq.heappush(self._steps, (round(seconds, 3), next(self._numbers), step))

    def _line(self, member: _Member, seconds: float, step: Callable[[_Member], None]) -> None:
        """A step that only happens if nothing else was done to the line meanwhile."""
        order = member.order
        self._at(seconds, lambda: step(member) if member.order == order else None)

    # Acts

    def _begin(self, act: Act, end: float) -> None:
        if act.what == "roster":
            self._rosters += 1
            self._roster(act.one or 1.0, end, self._rosters)
            return
        if act.what in ("duplicates", "disorder", "lost", "end"):
            return
        people, missing = self._drawn(act)
        self._notes.append(
            Note(at=self._now, act=act, people=tuple(one.id for one in people), missing=missing)
        )
        for member in people:
            if act.what in LINE:
                member.order += 1
            self._do(act, member)

    def _do(self, act: Act, member: _Member) -> None:
        soon = self._now + self._chance.uniform(0, min(AT_ONCE, act.one or AT_ONCE))
        match act.what:
            case "join":
                self._line(member, self._now + self._chance.uniform(0, act.one or AT_ONCE), self._join)
            case "leave":
                self._line(member, soon, self._leave)
            case "drop" | "mass failure":
                self._line(member, soon, self._drop)
                if act.one is not None:
                    self._line(member, soon + act.one, self._join)
            case "flap":
                self._flap(member, act.one or 1.0, act.two or 1.0)
            case "half-open":
                self._half_open(member, act.one or 1.0)
            case "device":
                self._second_device(member, act.one or 1.0)
            case "camera on" | "camera off":
                self._at(soon, lambda: self._camera(member, act.what == "camera on"))
            case _:
                self._at(soon, lambda: self._hand(member, act.what == "hand up"))

    def _drawn(self, act: Act) -> tuple[list[_Member], int]:
        """Whom an act happens to, and how many fewer these are than was asked for."""
        can = [one for one in self._members.values() if _can(act.what, one)]
        whom = act.whom
        if whom.people:
            people = [one for one in can if one.id in whom.people]
            return people, len(whom.people) - len(people)
        wanted = _wanted(whom, len(can))
        drawn = set(self._chance.sample([one.id for one in can], min(wanted, len(can))))
        return [one for one in can if one.id in drawn], max(0, wanted - len(can))

    def _flap(self, member: _Member, every: float, lasting: float) -> None:
        begin = self._now + self._chance.uniform(0, every)
        end = max(begin, self._now + lasting - every / 2)
        while begin <= end:
            self._line(member, begin, self._drop)
            self._line(member, begin + every * self._chance.uniform(0.2, 0.5), self._join)
            begin += every * self._chance.uniform(0.6, 1.4)

    def _half_open(self, member: _Member, lasting: float) -> None:
        """The line is dead; before the system notices, the member is back on another one."""
        dead, end = list(member.devices), self._now + lasting
        self._still.append(Still(who=member.id, begin=self._now, end=end))
        self._line(member, self._now + lasting * self._chance.uniform(0.3, 0.7), self._join)
        for device in dead:
            self._at(end, lambda device=device: self._close(member, device, "left"))  # type: ignore[misc]

    def _second_device(self, member: _Member, lasting: float) -> None:
        self._join(member)
        device = member.devices[-1]
        self._at(self._now + lasting, lambda: self._close(member, device, "went"))

    # Steps

    def _join(self, member: _Member) -> None:
        member.made += 1
        device = f"{member.id}-{member.made}"
        member.devices.append(device)
        member.stands = Stands.HERE
        self._tell("joined", member, device)
        self._at(self._now + self._chance.uniform(*CAMERA_AFTER), lambda: self._first_picture(member, device))

    def _first_picture(self, member: _Member, device: str) -> None:
        if device in member.devices and member.camera:
            self._tell("camera_on", member, device)

    def _drop(self, member: _Member) -> None:
        for device in list(member.devices):
            self._close(member, device, "left")
        member.hand = False

    def _leave(self, member: _Member) -> None:
        for device in list(member.devices):
            self._close(member, device, "went")
        member.hand = False

    def _close(self, member: _Member, device: str, what: str) -> None:
        if device not in member.devices:
            return
        member.devices.remove(device)
        self._tell(what, member, device)
        if not member.devices:
            member.stands = Stands.WENT if what == "went" else Stands.BROKEN

    def _camera(self, member: _Member, on: bool) -> None:
        member.camera = on
        for device in member.devices:
            self._tell("camera_on" if on else "camera_off", member, device)

    def _hand(self, member: _Member, up: bool) -> None:
        if member.devices and member.hand is not up:
            member.hand = up
            self._tell("hand_up" if up else "hand_down", member, member.devices[-1])

    def _roster(self, every: float, end: float, number: int) -> None:
        if number != self._rosters:
            return  # The script has said another interval meanwhile.
        present = tuple((device, one.id) for one in self._members.values() for device in one.devices)
        self._happenings.append(Happening(at=self._now, what="roster", present=present))
        if self._now + every <= end:
            self._at(self._now + every, lambda: self._roster(every, end, number))

    def _tell(self, what: str, member: _Member, device: str) -> None:
        self._happenings.append(Happening(at=self._now, what=what, who=member.id, device=device))


def _can(what: str, member: _Member) -> bool:
    """Whether something can happen to somebody now."""
    if what == "join":
        return not member.devices
    return bool(member.devices)


def _wanted(whom: Whom, among: int) -> int:
    if whom.number is not None:
        return whom.number
    if whom.share is not None:
        return max(1, round(whom.share * among)) if among and whom.share else 0
    return among
