"""What is known of a conference after any reports, delivered in any order and any number of times.

Of each connection the latest sighting of a kind counts, by the time of the event; of two at the same moment the one
that says less (gone, camera off, hand down). A roster is the truth of its moment: what it does not name was gone then.
So the same reports give the same conference, whoever was overtaken or repeated on the way, and what two servers know
can be put together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final, Literal

from handzeichen.app.video.sightings import Known, Present, Report, Roster, Sighting, What
from handzeichen.meeting.remembered import MANY, remembered

MOST: Final = 2_000
"""So many connections are kept; those gone for longest are forgotten first. Whoever comes back often leaves many."""
ACCOUNT: Final = "account "
"""Begins the name under which an account is known that a roster names without its connections."""
Name = Literal["id", "account", "name"]
NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One device: when each kind of thing was last seen of it."""

    said: Mapping[Name, tuple[datetime, str]] = field(default_factory=dict)
    """What was said of who it is, each part when it was said last: many events leave out most of it."""
    last: Mapping[What, datetime] = field(default_factory=dict)

    def and_(self, sighting: Sighting) -> "Connection":
        """With one more sighting."""
        who = sighting.who
        parts: dict[Name, str | None] = {"id": who.id, "account": who.account, "name": who.name}
        said = {name: (sighting.at, part) for name, part in parts.items() if part is not None}
        return self.with_(Connection(said=said, last={sighting.what: sighting.at}))

    def with_(self, other: "Connection") -> "Connection":
        """With what somebody else knows of it. Of two names of one moment the greater counts."""
        said, last = {**self.said}, {**self.last}
        for name, part in other.said.items():
            said[name] = max(part, said.get(name, part))
        for what, at in other.last.items():
            last[what] = max(at, last.get(what, at))
        return Connection(said=said, last=last)

    @property
    def who(self) -> Known:
        """Who it is, as far as it was said."""
        parts = {name: part for name, (_, part) in self.said.items()}
        return Known(id=parts.get("id"), account=parts.get("account"), name=parts.get("name"))

    @property
    def joined(self) -> datetime | None:
        """When it came last."""
        return self.last.get(What.JOINED)

    @property
    def seen(self) -> datetime | None:
        """When it was known to be there last."""
        return _latest(self.joined, self.last.get(What.SEEN))

    @property
    def gone(self) -> datetime | None:
        """When it went last, for whatever reason."""
        return _latest(self.last.get(What.LEFT), self.last.get(What.WENT))

    @property
    def went(self) -> bool:
        """Whether somebody wanted it gone since it came last."""
        went = self.last.get(What.WENT)
        return went is not None and not _after(self.seen, went)

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
    joined: datetime | None = None
    """When it came last, where that was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """Everything reported so far. Made by `and_` and `with_`, from nothing."""

    connections: Mapping[str, Connection] = field(default_factory=dict)
    roster: Roster | None = None

    def and_(self, report: Report) -> "Conference":
        """One more report; an old or repeated one changes nothing."""
        if isinstance(report, Roster):
            return self.with_(Conference(connections=_seen_in(report), roster=report))
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
        """Every connection of which anything is known, sorted by its id; then accounts that only rosters name."""
        at = None if self.roster is None else self.roster.at
        listed = {} if self.roster is None else {_name(one): one for one in self.roster.present}
        known_of = set[str | None]()
        for name in sorted(self.connections, key=lambda name: (name.startswith(ACCOUNT), name)):
            known = self.connections[name]
            if name.startswith(ACCOUNT) and known.who.account in known_of:
                continue
            of_account = listed.get(f"{ACCOUNT}{known.who.account}")
            found = _device(name, known, listed.get(name), of_account, at)
            if found is not None:
                if found.here or _after(found.since, at):
                    known_of.add(found.who.account)
                yield found

    def names(self) -> "Conference":
        """Who those are that are here now, and nothing else of them."""
        here = [device.connection for device in self.devices() if device.here]
        return Conference(connections={name: Connection(said=self.connections[name].said) for name in here})

    def since(self, begin: datetime) -> "Conference":
        """Without the connections of which nothing was seen since then."""
        kept = {name: one for name, one in self.connections.items() if (one.latest() or NEVER) >= begin}
        roster = self.roster if self.roster is not None and self.roster.at >= begin else None
        return Conference(connections=kept, roster=roster)

    def _without_the_oldest(self) -> "Conference":
        if len(self.connections) <= MOST:
            return self
        gone = {name: one for name, one in self.connections.items() if not _after(one.seen, one.gone)}
        longest = sorted(gone, key=lambda name: (gone[name].latest() or NEVER, name))
        drop = set(longest[: len(self.connections) - MOST])
        kept = {name: one for name, one in self.connections.items() if name not in drop}
        return replace(self, connections=kept)


@remembered(lambda *told: told, MANY)
def _device(
    name: str, known: Connection, listed: Present | None, of_account: Present | None, at: datetime | None
) -> Device | None:
    """A connection as it is now, by what was seen of it and by the roster of a moment, if there is one. Of the hundreds
    that come into an open conference each report is of one, and the others are as they were."""
    here = _after(known.seen, known.gone)
    since = known.gone
    if here:
        since = known.joined if _after(known.joined, known.gone) else known.seen
    lost = at is not None and here and listed is None and of_account is None and not _after(known.seen, at)
    if lost:
        here, since = False, at
    if since is None:
        return None
    camera, told = _newest(known, What.CAMERA_ON, What.CAMERA_OFF), listed or of_account
    if told is not None and told.camera is not None and at is not None and not _after(_at(camera), at):
        camera = (at, told.camera)
    hand = _newest(known, What.HAND_UP, What.HAND_DOWN)
    return Device(
        connection=name,
        who=known.who,
        here=here,
        since=since,
        went=not here and not lost and known.went,
        camera=camera[1] if camera is not None and here else None,
        hand=hand[0] if hand is not None and hand[1] and here else None,
        joined=known.joined,
    )


def _seen_in(roster: Roster) -> dict[str, Connection]:
    """Whoever is in a roster was there then."""
    found = dict[str, Connection]()
    for one in roster.present:
        seen = Sighting(connection=_name(one), what=What.SEEN, at=roster.at, who=one.who)
        found[seen.connection] = found.get(seen.connection, Connection()).and_(seen)
    return found


def _name(one: Present) -> str:
    return f"{ACCOUNT}{one.who.account}" if one.connection is None else one.connection


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
    present = sorted((one.connection or "", _text(one.who), str(one.camera)) for one in roster.present)
    return roster.at, present


def _text(who: Known) -> tuple[str, str, str]:
    return who.id or "", who.account or "", who.name or ""
