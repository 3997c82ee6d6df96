"""What is known of a conference after any reports, delivered in any order and any number of times.

Of each connection the latest sighting of a kind counts, by the time of the event; of two at the same moment the one
that says less (gone, camera off, hand down). A roster is the truth of its moment: what it does not name was gone then.
So the same reports give the same conference, whoever was overtaken or repeated on the way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from handzeichen.app.video.sightings import Known, Present, Report, Roster, Sighting, What

PRESENCE: Final = {What.JOINED: 0, What.LEFT: 1, What.WENT: 2}
CAMERA: Final = {What.CAMERA_ON: 0, What.CAMERA_OFF: 1}
HAND: Final = {What.HAND_UP: 0, What.HAND_DOWN: 1}
"""By what was seen, which of two at the same moment counts: the higher one."""

Seen = tuple[datetime, int]
"""When something was seen, and its number in one of the tables above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One device: the latest that was seen of it, by kind."""

    who: Known = Known()
    named_at: datetime | None = None
    presence: Seen | None = None
    camera: Seen | None = None
    hand: Seen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A connection as it is now."""

    connection: str
    who: Known
    here: bool
    since: datetime
    """Since when it is here, or gone."""
    went: bool
    """Whether it is gone because somebody wanted it so."""
    camera: bool | None
    hand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """Everything reported so far. Made by `and_` alone, from nothing."""

    connections: Mapping[str, Connection] = field(default_factory=dict)
    roster: Roster | None = None

    def and_(self, report: Report) -> "Conference":
        """One more report; an old or repeated one changes nothing."""
        if isinstance(report, Roster):
            newer = self.roster is None or _key(report) > _key(self.roster)
            return replace(self, roster=report) if newer else self
        known = self.connections.get(report.connection, Connection())
        changed = _seen(known, report)
        return self if changed == known else _with(self, report.connection, changed)

    def devices(self) -> Iterator[Device]:
        """Every connection of which anything is known, sorted by its id."""
        listed = {} if self.roster is None else {one.connection: one for one in self.roster.present}
        for name in sorted({*self.connections, *listed}):
            found = self._device(name, self.connections.get(name, Connection()), listed.get(name))
            if found is not None:
                yield found

    def _device(self, name: str, known: Connection, listed: Present | None) -> Device | None:
        presence, camera = known.presence, known.camera
        if self.roster is not None and (presence is None or presence[0] <= self.roster.at):
            was_here = presence is not None and presence[1] == 0
            if listed is not None:
                presence = presence if was_here else (self.roster.at, 0)
            elif was_here or presence is None:
                presence = (self.roster.at, PRESENCE[What.LEFT])
        if self.roster is not None and listed is not None and listed.camera is not None:
            told = (self.roster.at, 0 if listed.camera else 1)
            camera = told if camera is None or camera[0] <= told[0] else camera
        if presence is None:
            return None
        here = presence[1] == 0
        return Device(
            connection=name,
            who=known.who if known.named_at is not None or listed is None else listed.who,
            here=here,
            since=presence[0],
            went=presence[1] == PRESENCE[What.WENT],
            camera=None if camera is None or not here else camera[1] == 0,
            hand=here and known.hand is not None and known.hand[1] == 0,
        )


def _seen(known: Connection, sighting: Sighting) -> Connection:
    what, at = sighting.what, sighting.at
    if what in PRESENCE:
        known = replace(known, presence=_later(known.presence, (at, PRESENCE[what])))
    elif what in CAMERA:
        known = replace(known, camera=_later(known.camera, (at, CAMERA[what])))
    else:
        known = replace(known, hand=_later(known.hand, (at, HAND[what])))
    return _named(known, sighting)


def _later(one: Seen | None, other: Seen) -> Seen:
    return other if one is None else max(one, other)


def _named(known: Connection, sighting: Sighting) -> Connection:
    """Who it is, as said last; of two at one moment the greater, so that the order of delivery says nothing."""
    if sighting.who == Known():
        return known
    before = None if known.named_at is None else (known.named_at, _text(known.who))
    now = (sighting.at, _text(sighting.who))
    if before is not None and before >= now:
        return known
    return replace(known, who=sighting.who, named_at=sighting.at)


def _with(conference: Conference, name: str, connection: Connection) -> Conference:
    return replace(conference, connections={**conference.connections, name: connection})


def _key(roster: Roster) -> tuple[datetime, list[tuple[str, tuple[str, str, str], str]]]:
    present = sorted((one.connection, _text(one.who), str(one.camera)) for one in roster.present)
    return roster.at, present


def _text(who: Known) -> tuple[str, str, str]:
    return who.id or "", who.account or "", who.name or ""
