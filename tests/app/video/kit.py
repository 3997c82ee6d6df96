"""A meeting that a video system tells of, second by second, without a clock or a server."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from handzeichen.app.video.conference import Conference
from handzeichen.app.video.follow import Following, Moment, Patience, follow
from handzeichen.app.video.seats import Seats
from handzeichen.app.video.sightings import Known, Report, Sighting, What
from handzeichen.meeting.commands import Command
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import SYSTEM, PersonId, Via
from handzeichen.meeting.machine import Accepted, decide
from meeting.kit import PEOPLE, Evening, opened, plan_of

START = datetime(2026, 11, 24, 17, 5, tzinfo=UTC)
"""18:05 by the meeting's clock: it was opened at 18:00."""


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


GERDES = {"id": "gerdes", "title": "Ratsfrau", "name": "Gerdes", "role": "member"}


def hybrid() -> Evening:
    """Opened with one member on video: the next ones are entered by the system itself."""
    return opened("ahrens brandt carstens", video="gerdes", plan=plan_of(people=(*PEOPLE, GERDES)))


def seen(what: What, seconds: float, who: str = "ebeling", device: str = "") -> Sighting:
    """Something of a connection of a person, so many seconds after the beginning."""
    return Sighting(connection=device or f"{who}-1", what=what, at=at(seconds), who=Known(id=who))


@dataclass(slots=True)
class Followed:
    """An opened meeting; `report` delivers, `wait` lets time pass with a look every two seconds."""

    evening: Evening = field(default_factory=hybrid)
    seats: Seats = Seats()
    patience: Patience = Patience()
    conference: Conference = Conference()
    following: Following = Following()
    now: float = 0.0
    asked: list[Command] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    is_busy: bool = False
    """Whether the room takes nothing at the moment."""

    def report(self, *reports: Report, seconds: float | None = None) -> None:
        """Deliver some reports in one delivery, now or at a moment of its own."""
        if seconds is not None:
            self.wait_until(seconds)
        for report in reports:
            self.conference = self.conference.and_(report)
        self.look()

    def wait_until(self, seconds: float) -> None:
        """Look every two seconds until then."""
        while self.now + 2 < seconds:
            self.now += 2
            self.look()
        self.now = max(self.now, seconds)
        self.look()

    def wait(self, seconds: float) -> None:
        """So many seconds from now."""
        self.wait_until(self.now + seconds)

    def look(self) -> None:
        """What follows now is asked of the meeting, as the room would."""
        here = at(self.now).astimezone(self.evening.now.tzinfo)
        here = max(here.replace(microsecond=0), self.evening.now)
        self.evening.now = here
        moment = Moment(there=at(self.now), here=here)
        self.following, askings = follow(
            self.following, self.conference, self.seats, self.evening.meeting, moment, self.patience
        )
        for asking in askings:
            if self.is_busy:
                self.following = self.following.refused(asking)
                continue
            if asking.key in self.keys:
                continue
            self.asked.append(asking.command)
            answer = decide(self.evening.meeting, asking.command, by=SYSTEM, at=here)
            if not isinstance(answer, Accepted):
                self.refused.append(str(answer.answer()["refused"]))
                continue
            for event in answer.events:
                self.evening._happen(answer, event, asking.key)
                if asking.key is not None:
                    self.keys.add(asking.key)

    def restart(self, *, forgets: bool) -> None:
        """Another process: what it was told may be lost, what it asked always is."""
        self.following = Following()
        if forgets:
            self.conference = Conference()
        self.look()

    @property
    def said(self) -> list[str]:
        """The kinds of all commands so far, without who."""
        return [type(command).__name__ for command in self.asked]

    @property
    def by_system(self) -> list[Entry]:
        """What the video system added to the log."""
        return [entry for entry in self.evening.entries[1:] if entry.by == SYSTEM]

    def counts(self, person: str) -> bool:
        """Whether somebody is here by video and not disturbed."""
        presence = self.evening.presence(person)
        return presence.via is Via.VIDEO and not presence.disturbed

    def fault(self, person: str = "ebeling") -> tuple[float, float | None] | None:
        """The newest fault of a person: from and to, in seconds."""
        found = [fault for fault in self.evening.faults if fault.person == PersonId(person)]
        if not found:
            return None
        to = found[-1].to
        return _seconds(found[-1].from_), None if to is None else _seconds(to)


def _seconds(moment: datetime) -> float:
    return (moment - START).total_seconds()


def joined(people: Iterable[str], **kept: object) -> Followed:
    """Some people have joined at second 0."""
    followed = replace(Followed(), **kept) if kept else Followed()  # type: ignore[arg-type]
    followed.report(*(seen(What.JOINED, 0, who) for who in people))
    return followed
