"""What follows from a conference for the meeting: commands of the contract, asked by `system`, and none twice.

A line that broke is not yet a fault: it may be back within the grace. A member whose line breaks again and again has
one fault that stays open until the line has held for a while, so that the chair is asked once and the log does not
grow with each break. Whoever is in the room stays there, whatever a video system says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from handzeichen.app.video.conference import Conference, Device
from handzeichen.app.video.seats import Seats
from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import FloorKind, PersonId, Via
from handzeichen.meeting.state import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the house waits before it believes that something is so."""

    grace: timedelta = timedelta(seconds=10)
    """From the end of a connection until it is a fault."""
    settled: timedelta = timedelta(seconds=30)
    """How long a line that broke often must hold before its fault is over."""
    often: int = 3
    """So many breaks within `lately` are often."""
    lately: timedelta = timedelta(minutes=2)
    camera: timedelta = timedelta(seconds=5)
    """Between two words about one camera."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One person in the conference, over all devices."""

    here: bool
    since: datetime
    went: bool
    camera: bool | None
    hand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What was seen of a person so far, and what was asked because of it."""

    here: bool = False
    back_at: datetime | None = None
    breaks: tuple[datetime, ...] = ()
    ours: bool = False
    """Whether the open fault was told by the video system: a fault that people entered is theirs to end."""
    camera_at: datetime | None = None
    hand: bool = False
    asked: tuple[str, datetime] | None = None
    """What was asked last and because of which moment: refused, it is not asked again for the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Everybody who was ever seen in the conference. Made by `follow` alone."""

    people: Mapping[PersonId, Watched] = field(default_factory=dict)


Step = tuple[Following, list[c.Command]]


def follow(
    so_far: Following,
    conference: Conference,
    seats: Seats,
    meeting: Meeting,
    now: datetime,
    patience: Patience,
) -> Step:
    """What to ask of the meeting now; `now` is the server's clock, and asking again at the same moment asks nothing."""
    people, commands = dict(so_far.people), list[c.Command]()
    for person, sight in sights(conference, seats, meeting).items():
        watched, asked = _one(people.get(person, Watched()), person, sight, meeting, now, patience)
        people[person] = watched
        commands += asked
    return Following(people=people), commands


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
    return (one for one in conference.devices() if one.here and seats.of(one, meeting) is None)


def _together(devices: Iterable[Device]) -> Sight:
    """Here on any device, seen on any camera; gone when the last device is."""
    found = list(devices)
    here = [device for device in found if device.here]
    if not here:
        last = max(found, key=lambda device: (device.since, device.went))
        return Sight(here=False, since=last.since, went=last.went, camera=None, hand=False)
    cameras = {device.camera for device in here}
    return Sight(
        here=True,
        since=min(device.since for device in here),
        went=False,
        camera=True if True in cameras else None if None in cameras else False,
        hand=any(device.hand for device in here),
    )


def _one(
    watched: Watched, person: PersonId, sight: Sight, meeting: Meeting, now: datetime, patience: Patience
) -> tuple[Watched, list[c.Command]]:
    watched = _moved(watched, sight, now, patience)
    on_video = meeting.roll.via(person) is Via.VIDEO
    fault = meeting.roll.open_fault(person)
    watched = watched if fault is not None else replace(watched, ours=False)
    command = (
        _of_one_here(watched, person, sight, on_video, fault is not None, now, patience)
        if sight.here
        else _of_one_gone(watched, person, sight, on_video, fault is not None, now, patience)
    )
    commands = list[c.Command]()
    if command is not None and watched.asked != (key := (type(command).__name__, sight.since)):
        commands.append(_in_time(command, meeting, person, now))
        ours = watched.ours or isinstance(command, c.LoseConnection)
        watched = replace(watched, asked=key, ours=ours)
    if on_video and sight.here:
        watched, more = _camera_and_hand(watched, person, sight, meeting, now, patience)
        commands += more
    return watched, commands


def _moved(watched: Watched, sight: Sight, now: datetime, patience: Patience) -> Watched:
    """After this look: when it came back, and how often it broke lately."""
    if sight.here and not watched.here:
        return replace(watched, here=True, back_at=now)
    if not sight.here and watched.here:
        lately = tuple(at for at in watched.breaks if now - at <= patience.lately)
        return replace(watched, here=False, breaks=(*lately, now)[-patience.often :])
    return watched


def _of_one_here(
    watched: Watched,
    person: PersonId,
    sight: Sight,
    on_video: bool,
    disturbed: bool,
    now: datetime,
    patience: Patience,
) -> c.Late | None:
    if not on_video:
        return c.Arrive(person=person, via=Via.VIDEO, since=sight.since)
    if not (disturbed and watched.ours):
        return None
    often = len([at for at in watched.breaks if now - at <= patience.lately]) >= patience.often
    held = watched.back_at is not None and now - watched.back_at >= patience.settled
    return c.RestoreConnection(person=person) if held or not often else None


def _of_one_gone(
    watched: Watched,
    person: PersonId,
    sight: Sight,
    on_video: bool,
    disturbed: bool,
    now: datetime,
    patience: Patience,
) -> c.Late | None:
    if not on_video:
        return None
    if sight.went:
        return c.Leave(person=person, since=sight.since)
    if disturbed or now - sight.since < patience.grace:
        return None
    return c.LoseConnection(person=person, since=sight.since)


def _in_time(command: c.Late, meeting: Meeting, person: PersonId, now: datetime) -> c.Late:
    """With the time of the event, where that is one that the meeting can take: else as of now."""
    since, last = command.since, meeting.roll.last_event.get(person)
    if since is None or since > now or (last is not None and since < last):
        return replace(command, since=None)
    return command


def _camera_and_hand(
    watched: Watched, person: PersonId, sight: Sight, meeting: Meeting, now: datetime, patience: Patience
) -> tuple[Watched, list[c.Command]]:
    commands = list[c.Command]()
    rested = watched.camera_at is None or now - watched.camera_at >= patience.camera
    if sight.camera is not None and sight.camera is not meeting.roll.of(person).camera and rested:
        commands.append(c.SetCamera(person=person, on=sight.camera))
        watched = replace(watched, camera_at=now)
    if sight.hand is not watched.hand:
        watched = replace(watched, hand=sight.hand)
        waits = any(request.person == person for request in meeting.agenda.requests)
        if sight.hand and not waits:
            commands.append(c.RequestFloor(person=person, kind=FloorKind.SPEECH))
        elif not sight.hand and waits:
            commands.append(c.WithdrawFloor(person=person))
    return watched, commands
