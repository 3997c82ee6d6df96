"""One conference of the house as this server knows it: what was reported, what was asked because of it, and keeping it.

What is known of a conference can be put together from any pieces, so servers that share a store simply keep what each
was told, and read what the others keep: a delivery may arrive at any of them, and a restart forgets nothing. All of
them ask the meeting; as the same facts give the same keys, it happens once.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import msgspec

from handzeichen.app.video.conference import Conference, Device
from handzeichen.app.video.follow import Asking, Following, Moment, follow, sights, strangers
from handzeichen.app.video.refused import Refused
from handzeichen.app.video.seats import Seats, handle_of
from handzeichen.app.video.settings import Setting
from handzeichen.app.video.sightings import Report
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.state import Meeting

AHEAD: Final = timedelta(minutes=2)
"""How far a video system's clock may be ahead of ours; what is told from further off is not taken."""
REMEMBERED: Final = timedelta(hours=12)
"""So long a connection is remembered of which nothing is heard: longer than any evening."""

MOST_AHEAD: Final = 2_000
"""So many times ahead of our clock are remembered; what was told before that has long passed by any clock."""

MOST_OF_ONE: Final = 50
"""So many connections that stand may one member's page name: one that is loaded again and again leaves each behind."""

Said = dict[str, tuple[datetime, str]]
"""When somebody said whose a connection is, and whose; no one's again, where that is empty."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the store keeps of a conference: what one server was told, and what clerks said of strangers."""

    meeting: str | None
    conference: Conference
    said: Said
    alive: datetime | None = None
    """The last sign of life of the server, where its own pages are the conference."""
    told: Mapping[datetime, datetime] = field(default_factory=dict)
    """Of what was dated ahead of the server's clock, and still counts, when it was told first."""


class Watching:
    """One conference. Not asynchronous: whoever owns it brings reports, times and what the store keeps."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.conference = Conference()
        self.meeting: str | None = None
        """The meeting that it is followed for."""
        self.is_unsaved = False
        self.counted: Counter[str] = Counter()
        """How many reports were taken, and how many events ignored: for whoever looks why nothing happens."""
        self.refused = Refused()
        """Deliveries with a wrong signature."""
        self.alive: datetime | None = None
        """When this server said last that its pages count: others must know that it has not ended."""
        self._stored: list[Kept] = []
        self._following = Following()
        self._said: Said = {}
        self._told: dict[datetime, datetime] = {}
        """Of what a system dated ahead of our clock, when it was told first."""

    @property
    def seats(self) -> Seats:
        """Whom connections belong to."""
        said = {handle: PersonId(person) for handle, (_, person) in self._said.items() if person}
        return Seats(links=self.setting.links, said=said)

    def take(self, reports: Iterable[Report], now: datetime) -> int:
        """What was reported, at our time; how many of the reports were not taken: those of another evening, too, since
        not every system signs when it tells, and an old delivery sent again must bring nobody back.

        A system whose clock is ahead keeps its order, which is by its own times; how long ago something was is counted
        from when it was told. So one wrong time moves no other.
        """
        refused = 0
        for report in reports:
            if report.at - now > AHEAD or now - report.at > REMEMBERED:
                refused += 1
                continue
            if report.at > now:
                self._dated_ahead({report.at: now})
            known, self.conference = self.conference, self.conference.and_(report)
            self.is_unsaved = self.is_unsaved or self.conference is not known
            self.counted["taken"] += 1
        self.counted["ignored"] += refused
        return refused

    def _dated_ahead(self, told: Mapping[datetime, datetime]) -> None:
        """When such things were told, to whichever server first."""
        for at, when in told.items():
            self._told[at] = min(when, self._told.get(at, when))
            if len(self._told) > MOST_AHEAD:
                del self._told[next(iter(self._told))]

    def may_have_more(self, person: PersonId) -> bool:
        """Whether one more connection of this person may be known."""
        here = sum(device.here and device.who.id == person for device in self.conference.devices())
        return here < MOST_OF_ONE

    def say(self, handle: str, person: PersonId | None, now: datetime) -> None:
        """Somebody says whose a connection is; None takes it back."""
        self._hear({handle: (now, person or "")})
        self.is_unsaved = True

    def _hear(self, said: Said) -> None:
        """What was said last counts, whoever of several servers heard it."""
        for handle, word in said.items():
            self._said[handle] = max(word, self._said.get(handle, word))

    def begin(self, meeting: str | None, now: datetime) -> None:
        """From now on it is followed for this meeting; of another evening nothing is known any more."""
        if meeting is None:
            self._forget(now)
        if meeting == self.meeting:
            return
        if self.meeting is None:
            self.conference = self.conference.since(now - REMEMBERED)
        elif meeting is None:
            self.conference, self._said = Conference(), {}
        else:
            self._only_whose(self.conference.names())
        self.meeting, self._following, self.is_unsaved = meeting, Following(), True
        for kept in self._stored:
            self._with(kept)
        self._stored.clear()

    def _only_whose(self, names: Conference) -> None:
        """The next meeting of one evening: who of those connected came for it, people say. But whose a connection is
        stays known, since many a system says of a leave nothing else than which connection it was."""
        whose = {handle_of(name, one.who) for name, one in names.connections.items()}
        self._said = {handle: word for handle, word in self._said.items() if handle in whose}
        self.conference = names

    def _forget(self, now: datetime) -> None:
        """Without a meeting, who was there is nobody's business for longer than an evening."""
        kept = self.conference.since(now - REMEMBERED)
        if kept != self.conference:
            self.conference, self.is_unsaved = kept, True

    def look(
        self, meeting: Meeting, here: datetime, now: datetime, others: Iterable["Watching"] = ()
    ) -> list[Asking]:
        """What is to be asked of the meeting, whose clock shows `here` now; `others` are further conferences of it."""
        moment = Moment(there=now, here=here, told=self._told)
        elsewhere = [sights(one.conference, one.seats, meeting) for one in others]
        self._following, asked = follow(
            self._following,
            self.conference,
            self.seats,
            meeting,
            moment,
            self.setting.patience,
            elsewhere,
        )
        return asked

    def again(self, asking: Asking) -> None:
        """It could not be decided: ask it anew at the next look."""
        self._following = self._following.refused(asking)

    def strangers(self, meeting: Meeting) -> list[Device]:
        """Connections that only the clerk can give to a person."""
        return list(strangers(self.conference, self.seats, meeting))

    # The store

    def kept(self) -> str:
        """What is to be kept, as a text."""
        self.is_unsaved = False
        times = {at for one in self.conference.connections.values() for at in one.last.values()}
        kept = Kept(
            meeting=self.meeting,
            conference=self.conference,
            said=self._said,
            alive=self.alive,
            told={at: when for at, when in self._told.items() if at in times},
        )
        return msgspec.json.encode(kept).decode()

    def with_kept(self, stored: str, *, is_old: bool) -> datetime | None:
        """With what another server keeps, or what is left of before the start; of its own meeting alone. Its last sign
        of life."""
        kept = _read(stored)
        if kept is None:
            return None
        self._with(kept)
        if is_old and kept.meeting != self.meeting:
            self._stored.append(kept)  # Which meeting is held here now is not known yet.
        return kept.alive

    def _with(self, kept: Kept) -> None:
        if kept.meeting == self.meeting:
            self.conference = self.conference.with_(kept.conference)
            self._hear(kept.said)
            self._dated_ahead(kept.told)


def meeting_of(stored: str | None) -> str | None:
    """Of which meeting something was kept."""
    kept = None if stored is None else _read(stored)
    return None if kept is None else kept.meeting


def _read(stored: str) -> Kept | None:
    try:
        return msgspec.json.decode(stored, type=Kept)
    except msgspec.MsgspecError:
        log.error("What was kept of a video conference is damaged")
        return None
