"""What is known of a conference after any reports, delivered in any order and any number of times.

Of each connection the latest sighting of a kind counts, by the time of the event; of two at the same moment the one
that says less (gone, camera off, hand down). A roster is the truth of its moment: what it does not name was gone then.
So the same reports give the same conference, whoever was overtaken or repeated on the way, and what two servers know
can be put together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from handzeichen.app.video.sightings import Known, Present, Report, Roster, Sighting, What

MOST: Final = 2_000
"""So many connections are kept; those gone for longest are forgotten first. Whoever comes back often leaves many."""
NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One device: when each kind of thing was last seen of it."""

    who: Known = Known()
    named_at: datetime | None = None
    last: Mapping[What, datetime] = field(default_factory=dict)

    def and_(self, sighting: Sighting) -> "Connection":
        """With one more sighting."""
        one = Connection(who=sighting.who, named_at=sighting.at, last={sighting.what: sighting.at})
        return self.with_(replace(one, named_at=None) if sighting.who == Known() else one)

    def with_(self, other: "Connection") -> "Connection":
        """With what somebody else knows of it. Who it is was said last; of two at one moment the greater counts."""
        last = {**self.last}
        for what, at in other.last.items():
            last[what] = max(at, last.get(what, at))
        named = max((self, other), key=_naming)
        return Connection(who=named.who, named_at=named.named_at, last=last)

    @property
    def joined(self) -> datetime | None:
        """When it came last."""
        return self.last.get(What.JOINED)

    @property
    def gone(self) -> datetime | None:
        """When it went last, for whatever reason."""
        return _latest(self.last.get(What.LEFT), self.last.get(What.WENT))

    @property
    def went(self) -> bool:
        """Whether somebody wanted it gone since it came last."""
        went = self.last.get(What.WENT)
        return went is not None and not _after(self.joined, went)

    def latest(self) -> datetime | None:
        """When anything was last seen of it."""
        return max(self.last.values(), default=None)


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
    hand: datetime | None
    """Since when a hand is up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """Everything reported so far. Made by `and_` and `with_`, from nothing."""

    connections: Mapping[str, Connection] = field(default_factory=dict)
    roster: Roster | None = None

    def and_(self, report: Report) -> "Conference":
        """One more report; an old or repeated one changes nothing."""
        if isinstance(report, Roster):
            return self.with_(Conference(roster=report))
        return self.with_(Conference(connections={report.connection: Connection().and_(report)}))

    def with_(self, other: "Conference") -> "Conference":
        """With what another server was told."""
        known = {
            name: told
            for name, connection in other.connections.items()
            if (told := self.connections.get(name, Connection()).with_(connection))
            != self.connections.get(name)
        }
        rosters = [one.roster for one in (self, other) if one.roster is not None]
        roster = max(rosters, key=_key, default=None)
        if not known and roster == self.roster:
            return self
        return Conference(connections={**self.connections, **known}, roster=roster)._without_the_oldest()

    def devices(self) -> Iterator[Device]:
        """Every connection of which anything is known, sorted by its id."""
        listed = {} if self.roster is None else {one.connection: one for one in self.roster.present}
        for name in sorted({*self.connections, *listed}):
            found = self._device(name, self.connections.get(name, Connection()), listed.get(name))
            if found is not None:
                yield found

    def _device(self, name: str, known: Connection, listed: Present | None) -> Device | None:
        here, since = _after(known.joined, known.gone), _latest(known.joined, known.gone)
        at = None if self.roster is None else self.roster.at
        lost = False
        if at is not None and (since is None or since <= at) and here is not (listed is not None):
            here, since, lost = listed is not None, at, listed is None
        if since is None:
            return None
        camera = _newest(known, What.CAMERA_ON, What.CAMERA_OFF)
        if (
            listed is not None
            and listed.camera is not None
            and at is not None
            and not _after(_at(camera), at)
        ):
            camera = (at, listed.camera)
        hand = _newest(known, What.HAND_UP, What.HAND_DOWN)
        return Device(
            connection=name,
            who=known.who if known.named_at is not None or listed is None else listed.who,
            here=here,
            since=since,
            went=not here and not lost and known.went,
            camera=camera[1] if camera is not None and here else None,
            hand=hand[0] if hand is not None and hand[1] and here else None,
        )

    def _without_the_oldest(self) -> "Conference":
        if len(self.connections) <= MOST:
            return self
        gone = {name: one for name, one in self.connections.items() if not _after(one.joined, one.gone)}
        longest = sorted(gone, key=lambda name: (gone[name].latest() or NEVER, name))
        drop = set(longest[: len(self.connections) - MOST])
        kept = {name: one for name, one in self.connections.items() if name not in drop}
        return replace(self, connections=kept)


def _naming(one: Connection) -> tuple[datetime, tuple[str, str, str]]:
    return one.named_at or NEVER, _text(one.who)


def _newest(known: Connection, yes: What, no: What) -> tuple[datetime, bool] | None:
    """Which of two was seen later, since the connection came; of both at one moment the second."""
    told = [(at, what is yes) for what in (yes, no) if (at := known.last.get(what)) is not None]
    found = max(told, key=lambda one: (one[0], not one[1]), default=None)
    return None if found is None or _after(known.joined, found[0]) else found


def _at(seen: tuple[datetime, bool] | None) -> datetime | None:
    return None if seen is None else seen[0]


def _after(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and (other is None or one > other)


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((at for at in (one, other) if at is not None), default=None)


def _key(roster: Roster) -> tuple[datetime, list[tuple[str, tuple[str, str, str], str]]]:
    present = sorted((one.connection, _text(one.who), str(one.camera)) for one in roster.present)
    return roster.at, present


def _text(who: Known) -> tuple[str, str, str]:
    return who.id or "", who.account or "", who.name or ""
