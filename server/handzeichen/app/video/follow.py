"""What follows from a conference for the meeting: commands of the contract, asked by `system`, and none twice.

A line that broke is not yet a fault: it may be back within the grace. A member whose line breaks again and again has
one fault that stays open until the line has held for a while, longer each time: the chair is not asked at each break,
and the log does not grow with them. How often it broke stands in the log itself, so a restart forgets nothing of it.
Whoever is in the room stays there, and what people entered stands, whatever a video system says.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from handzeichen.app.video.conference import Conference, Device
from handzeichen.app.video.first import is_for_people
from handzeichen.app.video.seats import HALL, Seats
from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import SYSTEM, FloorKind, PersonId, Via
from handzeichen.meeting.late import last_event
from handzeichen.meeting.state import Meeting, Phase

FEW: Final = 2
"""So many breaks, or words about a camera or a hand, are nothing to wait for; each further one doubles the wait."""
HEARD: Final = timedelta(seconds=10)
"""Within that several servers hear of what each was told: some beats."""
LAST: Final = 16
"""So many times of what was said about a camera or a hand are remembered."""


class Arrivals(StrEnum):
    """Who enters that somebody has come by video."""

    SYSTEM = "system"
    """The video system, but for the first voting member on video where that bars secret votes (`first`)."""
    PEOPLE = "people"
    """Clerk or host, or the member's own press."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the house waits before it believes that something is so, and what it leaves to people."""

    arrivals: Arrivals = Arrivals.SYSTEM

    grace: timedelta = timedelta(seconds=10)
    """From the end of a connection until it is a fault."""
    settled: timedelta = timedelta(seconds=30)
    """How long a line must hold that broke for the second time, before its fault is over; doubled with each more."""
    longest: timedelta = timedelta(minutes=4)
    """What that is doubled up to."""
    lately: timedelta = timedelta(minutes=15)
    """How far back breaks count."""
    camera: timedelta = timedelta(seconds=5)
    """Between two words about one camera, or one hand; doubled likewise where there are many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One moment on two clocks: ours, by which a video system is measured, and the meeting's, which in a rehearsal
    shows another evening."""

    there: datetime
    here: datetime
    told: Mapping[datetime, datetime] = field(default_factory=dict)
    """When something was told whose own time lay ahead of that: it was so by then, whatever the system's clock says."""

    def since(self, at: datetime) -> timedelta:
        """How long ago that was which the video system says was then."""
        return self.there - self.told.get(at, at)

    def in_the_meeting(self, at: datetime) -> datetime:
        """What the meeting's clock showed when the video system's showed this, in whole seconds."""
        return (self.here - self.since(at)).replace(microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A command for the meeting. The same facts give the same key, so that two servers, or one after a restart, may ask
    the same without anything happening twice."""

    command: c.Command
    person: PersonId
    key: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One person in the conference, over all devices."""

    here: bool
    since: datetime
    went: bool = False
    camera: bool | None = None
    hand: datetime | None = None
    joined: datetime | None = None
    """When a device came last, whatever else is here longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What was asked about a person, and what must be remembered to ask no more than that."""

    was_here: bool = False
    sight: Sight | None = None
    """The last one, with the earliest time that was told for it: each roster only says that it is still so."""
    asked: str | None = None
    """The key of what was asked last: refused or undone by people, it is not asked again for the same facts."""
    camera: tuple[datetime, ...] = ()
    hands: tuple[datetime, ...] = ()
    """When something was said about the camera, or a hand."""
    hand: datetime | None = None
    """The raised hand of which the meeting knows."""
    requested: bool = False
    """Whether it stands in the list because of that hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Everybody who was ever seen in the conference. Made by `follow` and `refused` alone."""

    people: Mapping[PersonId, Watched] = field(default_factory=dict)

    def refused(self, asking: Asking) -> "Following":
        """It could not be decided, or its time did not fit any more: it will be asked anew."""
        watched = self.people.get(asking.person, Watched())
        if watched.asked != asking.key:
            return self
        return Following(people={**self.people, asking.person: replace(watched, asked=None)})


def follow(
    so_far: Following,
    conference: Conference,
    seats: Seats,
    meeting: Meeting,
    now: Moment,
    patience: Patience,
    elsewhere: Sequence[Mapping[PersonId, Sight]] = (),
) -> tuple[Following, list[Asking]]:
    """What to ask of the meeting now; asking again at the same moment asks nothing. `elsewhere` is who is seen in the
    other conferences that this meeting is held in: whoever is there is not gone."""
    people, asked = dict(so_far.people), list[Asking]()
    for person, own in sights(conference, seats, meeting).items():
        watched = people.get(person, Watched())
        sight = _across(own, [one[person] for one in elsewhere if person in one])
        if sight is None:  # It is for the other conference to say.
            people[person] = replace(watched, sight=None)
            continue
        look = _Look(person, _since_first(watched.sight, sight), meeting, now, patience)
        people[person] = look.at(watched)
        asked += look.asked
    return Following(people=people), asked


def sights(conference: Conference, seats: Seats, meeting: Meeting) -> dict[PersonId, Sight]:
    """Everybody whose connections are known to be theirs."""
    devices: dict[PersonId, list[Device]] = {}
    for device in conference.devices():
        person = seats.of(device, meeting)
        if person is not None and person in meeting.roll.people:
            devices.setdefault(person, []).append(device)
    return {person: _together(found) for person, found in sorted(devices.items())}


def strangers(conference: Conference, seats: Seats, meeting: Meeting) -> Iterator[Device]:
    """Connections that are here and whose person only the clerk can say."""
    return (
        one
        for one in conference.devices()
        if one.here and one.who.id != HALL and seats.of(one, meeting) is None
    )


def _together(devices: Iterable[Device]) -> Sight:
    """Here on any device, seen on any camera; gone when the last device is."""
    found = list(devices)
    here = [device for device in found if device.here]
    if not here:
        last = max(found, key=lambda device: (device.since, device.went))
        return Sight(here=False, since=last.since, went=last.went)
    return Sight(
        here=True,
        since=min(device.since for device in here),
        camera=_seen_on({device.camera for device in here}),
        hand=max((device.hand for device in here if device.hand is not None), default=None),
        joined=max((device.joined for device in here if device.joined is not None), default=None),
    )


def _across(own: Sight, others: Sequence[Sight]) -> Sight | None:
    """The same over all conferences; None for whoever is gone from this one and here in another."""
    here = [other for other in others if other.here]
    if here and not own.here:
        return None
    if own.here:
        return replace(own, camera=_seen_on({own.camera, *(other.camera for other in here)}))
    last = max((own, *others), key=lambda one: (one.since, one.went))
    return replace(own, since=last.since, went=last.went)


def _seen_on(cameras: Set[bool | None]) -> bool | None:
    """Whether anybody is seen on any of some cameras."""
    return True if True in cameras else None if None in cameras else False


def _since_first(before: Sight | None, sight: Sight) -> Sight:
    if before is None or before.here is not sight.here:
        return sight
    return replace(sight, since=min(before.since, sight.since))


class _Look:
    """One look at one person."""

    def __init__(
        self, person: PersonId, sight: Sight, meeting: Meeting, now: Moment, patience: Patience
    ) -> None:
        self.asked: list[Asking] = []
        self._person, self._sight = person, sight
        self._meeting, self._now, self._patience = meeting, now, patience
        self._via = meeting.roll.via(person)
        self._fault = meeting.roll.open_fault(person)

    def at(self, watched: Watched) -> Watched:
        """What is remembered of the person after it."""
        command = self._of_one_here() if self._sight.here else self._of_one_gone(watched)
        watched = replace(watched, was_here=watched.was_here or self._sight.here, sight=self._sight)
        if command is not None and (key := self._key(command, self._sight.since)) != watched.asked:
            self._ask(command, key)
            watched = replace(watched, asked=key)
        if self._via is Via.VIDEO and self._sight.here:
            watched = self._camera(watched)
            if self._meeting.sitting.phase is Phase.OPEN:
                watched = self._hand(watched)
        return watched

    def _of_one_here(self) -> c.Command | None:
        wait = self._wait()
        since = None if wait else self._since()
        if wait and self._now.since(self._sight.since) < wait:
            return None
        if self._via is not Via.VIDEO:
            by_people = self._patience.arrivals is Arrivals.PEOPLE or is_for_people(
                self._meeting, self._person
            )
            if by_people or self._was_sent_away_since():
                return None
            return c.Arrive(person=self._person, via=Via.VIDEO, since=since)
        if self._fault is None or self._fault.told_by != SYSTEM:
            return None
        return c.RestoreConnection(person=self._person, since=since)

    def _of_one_gone(self, watched: Watched) -> c.Command | None:
        if self._via is not Via.VIDEO or self._now.since(self._sight.since) < self._patience.grace:
            return None
        by_people = self._patience.arrivals is Arrivals.PEOPLE or not watched.was_here
        if by_people and self._is_older_than_the_arrival():
            return None
        if self._is_back_by_what_is_not_known_here():
            return None
        if self._sight.went:
            return c.Leave(person=self._person, since=self._since())
        return None if self._fault else c.LoseConnection(person=self._person, since=self._since())

    def _is_older_than_the_arrival(self) -> bool:
        """Whoever was entered by people after that is here in a way of which this system knows nothing."""
        arrived = self._meeting.roll.of(self._person).spans[-1].from_
        return self._now.in_the_meeting(self._sight.since) < arrived

    def _is_back_by_what_is_not_known_here(self) -> bool:
        """Whether another server has just entered that somebody is back, of a connection that this one will hear of."""
        begin, gone = self._now.here - HEARD, self._now.in_the_meeting(self._sight.since)
        past = self._meeting.past
        for entry in (one for chunk in (past.last, *past.full[-1:]) for one in reversed(chunk)):
            if entry.at < begin:
                return False
            match entry.event:
                case e.Arrived(person=self._person) | e.ConnectionRestored(person=self._person):
                    return entry.by == SYSTEM and (entry.event.since or entry.at) > gone
        return False

    def _was_sent_away_since(self) -> bool:
        """Whether people entered that somebody has gone and no device has come since: their word stands."""
        spans = self._meeting.roll.of(self._person).spans
        gone = spans[-1].to if spans else None
        if gone is None or gone < self._now.in_the_meeting(self._sight.joined or self._sight.since):
            return False
        return not self._is_ours(spans[-1].to_seq)

    def _wait(self) -> timedelta:
        """How long a line must hold before it is believed: the longer, the more often it broke lately."""
        roll = self._meeting.roll
        begin = (self._fault.from_ if self._fault else self._now.here) - self._patience.lately
        broken = sum(
            fault.person == self._person and fault.told_by == SYSTEM and fault.from_ >= begin
            for fault in roll.faults
        )
        left = sum(
            span.via is Via.VIDEO and span.to is not None and span.to >= begin
            for span in roll.of(self._person).spans
        )
        return _doubled(self._patience.settled, broken + left, self._patience.longest)

    def _since(self) -> datetime | None:
        """The time of the event, where that is one that the meeting can take; else as of now."""
        since, last = self._now.in_the_meeting(self._sight.since), last_event(self._meeting, self._person)
        if since >= self._now.here or (last is not None and since < last):
            return None
        return since

    def _camera(self, watched: Watched) -> Watched:
        on = self._sight.camera
        if on is None or on is self._meeting.roll.of(self._person).camera:
            return watched
        if not self._rested(watched.camera):
            return watched
        self._ask(c.SetCamera(person=self._person, on=on), None)
        return replace(watched, camera=(*watched.camera, self._now.there)[-LAST:])

    def _hand(self, watched: Watched) -> Watched:
        if self._sight.hand == watched.hand or not self._rested(watched.hands):
            return watched
        waits = any(request.person == self._person for request in self._meeting.agenda.requests)
        times = (*watched.hands, self._now.there)[-LAST:]
        if self._sight.hand is not None and not waits:
            command = c.RequestFloor(person=self._person, kind=FloorKind.SPEECH)
            self._ask(command, self._key(command, self._sight.hand))
            return replace(watched, hand=self._sight.hand, hands=times, requested=True)
        if self._sight.hand is None and waits and watched.requested:
            self._ask(c.WithdrawFloor(person=self._person, kind=FloorKind.SPEECH), None)
            return replace(watched, hand=None, hands=times, requested=False)
        return replace(watched, hand=self._sight.hand)

    def _rested(self, said: tuple[datetime, ...]) -> bool:
        """Whether enough time has passed since the last word: the more words lately, the longer."""
        lately = sum(self._now.there - at <= self._patience.lately for at in said)
        pause = self._patience.camera
        if lately > FEW:
            pause = _doubled(pause, lately, self._patience.longest)
        return not said or self._now.there - said[-1] >= pause

    def _key(self, command: c.Command, at: datetime) -> str:
        facts = f"{type(command).__name__} {self._person} {at.timestamp():.3f} {self._turns(command)}"
        return hashlib.sha256(facts.encode()).hexdigest()[:32]

    def _turns(self, command: c.Command) -> int:
        """How often this system itself has entered the opposite: an older report that comes late may have brought
        somebody back who then goes at the same time as before, and that is to be asked once more. What people entered
        is not counted: it stands.
        """
        faults = [fault for fault in self._meeting.roll.faults if fault.person == self._person]
        match command:
            case c.LoseConnection() | c.Leave():
                arrived = sum(self._is_ours(span.seq) for span in self._meeting.roll.of(self._person).spans)
                return arrived + sum(fault.restored_by == SYSTEM for fault in faults)
            case c.RestoreConnection():
                return sum(fault.told_by == SYSTEM for fault in faults)
            case _:
                return 0

    def _is_ours(self, seq: int | None) -> bool:
        """Whether this system entered something."""
        entry = None if seq is None else self._meeting.past.entry(seq)
        return entry is not None and entry.by == SYSTEM

    def _ask(self, command: c.Command, key: str | None) -> None:
        self.asked.append(Asking(command=command, person=self._person, key=key))


def _doubled(first: timedelta, times: int, longest: timedelta) -> timedelta:
    """Nothing below FEW times; then `first`, and twice as much with each more."""
    return timedelta() if times < FEW else min(first * 2 ** min(times - FEW, 30), longest)
