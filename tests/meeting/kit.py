"""Given / when / then for the core: a small invented committee, an evening, and commands as a script writes them.

    evening = opened(room="ahrens brandt carstens demir", video="ebeling")
    evening.accepted("clerk", "leave", person="demir", at="18:10")
    evening.refused("not_here", "demir", "request_floor", person="demir", kind="speech")

A command goes in as JSON through `log.codec.read_scripted`, every event goes through the stored form and back, and
every refusal must render. A field that is a Python word ends in an underscore (`for_`, `with_`). Times are written
"18:05" in `at` and `since`, and `clock("18:05")` elsewhere; a command without `at` takes the time of the one before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from handzeichen.law.answers import InForce, law_from, load
from handzeichen.log.codec import read_entry, read_scripted, write_entry
from handzeichen.log.reading import on_the_shelf
from handzeichen.meeting.events import Entry, Event
from handzeichen.meeting.ids import SYSTEM, BallotId, ItemId, MotionId, PersonId, Via
from handzeichen.meeting.machine import Accepted, decide, evolve, plan_meeting
from handzeichen.meeting.plan import Person, Plan
from handzeichen.meeting.presence import quorum_now
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Ballot, Fault, ItemState, Meeting, Motion, Presence
from handzeichen.record.data import record as record_of

DAY = "2026-11-24"
OFFSET = "+01:00"
VOTING = "ahrens brandt carstens demir ebeling falk"
"""The members; the seventh seat is vacant, so four are the majority of the statutory number."""


def clock(time: str) -> str:
    """ "18:05" or "18:05:30" on the evening of the meeting, as a script writes it."""
    return f"{DAY}T{time if time.count(':') == 2 else time + ':00'}{OFFSET}"


def moment(time: str) -> datetime:
    """The same as a datetime."""
    return datetime.fromisoformat(clock(time))


# Given


FACTIONS = (
    {"id": "ulme", "name": "Ulme"},
    {"id": "esche", "name": "Esche", "kind": "group"},
)
PEOPLE = (
    {"id": "ahrens", "title": "Ratsfrau", "name": "Ahrens", "faction": "ulme", "role": "member", "chairs": True},
    {"id": "brandt", "title": "Ratsherr", "name": "Brandt", "faction": "esche", "role": "member", "deputy_chair": 1},
    {"id": "carstens", "title": "Ratsfrau", "name": "Carstens", "faction": "ulme", "role": "member", "deputy_chair": 2},
    {"id": "demir", "title": "Ratsherr", "name": "Demir", "faction": "ulme", "role": "member"},
    {"id": "ebeling", "title": "Ratsfrau", "name": "Ebeling", "faction": "esche", "role": "member"},
    {"id": "falk", "title": "Ratsherr", "name": "Falk", "role": "member"},
    {"id": "gross", "title": "Ratsherr", "name": "Groß", "faction": "ulme", "role": "deputy"},
    {"id": "hansen", "title": "Ratsfrau", "name": "Hansen", "faction": "ulme", "role": "deputy"},
    {"id": "ivers", "title": "Ratsherr", "name": "Ivers", "faction": "esche", "role": "deputy"},
    {"id": "jung", "title": "Frau", "name": "Jung", "role": "advisory"},
    {"id": "kruse", "title": "Herr", "name": "Kruse", "role": "basic_mandate"},
    {"id": "lorenz", "title": "Stadträtin", "name": "Lorenz", "office": "Dezernat II", "role": "administration"},
    {"id": "meyer", "title": "Herr", "name": "Meyer", "role": "administration", "note": "Protokoll"},
    {"id": "nolte", "title": "Frau", "name": "Nolte", "role": "press"},
    {"id": "otto", "title": "Herr", "name": "Otto", "role": "guest"},
)  # fmt: skip
ITEMS = (
    {"id": "1", "title": "Eröffnung der Sitzung", "kind": "opening"},
    {"id": "2", "title": "Neue Brücke am Ulmenweg", "motions": [{"id": "m2", "kind": "main", "text": "Die Brücke wird gebaut."}]},
    {"id": "3", "title": "Radweg am Eschenring", "motions": [{"id": "m3", "kind": "main", "by": "esche", "text": "Der Radweg wird gebaut."}]},
    {"id": "4", "title": "Bericht der Verwaltung", "kind": "information"},
    {"id": "5", "title": "Kauf eines Grundstücks", "secrecy": "non_public", "public_title": "Grundstückssache", "motions": [{"id": "m5", "kind": "main"}]},
    {"id": "6", "title": "Schutz der Wasserwerke", "secrecy": "secret", "public_title": "Sicherheitssache"},
)  # fmt: skip

Table = Mapping[str, Any]
_load = cache(load)
_read_plan = on_the_shelf(Plan)
"""In the stored form a plan is plain JSON: the same door by which a log's first event comes back."""


def plan_of(
    *,
    body: Table | None = None,
    meeting: Table | None = None,
    factions: Iterable[Table] = FACTIONS,
    people: Iterable[Table] = PEOPLE,
    items: Iterable[Table] = ITEMS,
    seating: Table | None = None,
) -> Plan:
    """The plan of the small committee; `body` and `meeting` change single values, the rest is replaced whole."""
    data = {
        "body": {
            "id": "brueckenausschuss",
            "name": "Ausschuss für Brücken und Wege",
            "kind": "committee",
            "rules": "ni",
            "seats": 7,
            "municipality": "Lindenau",
            **(body or {}),
        },
        "meeting": {
            "number": 12,
            "starts_at": clock("17:30"),
            "form": "hybrid",
            "clerk": "meyer",
            "place": "Rathaus, Saal 1",
            **(meeting or {}),
        },
        "factions": list(factions),
        "people": list(people),
        "items": list(items),
        "seating": seating,
    }
    plan: Plan = _read_plan(data)
    return plan


def people_with(**changes: Table) -> tuple[Table, ...]:
    """The committee's people with some values changed: `people_with(brandt={"deputy_chair": None})`."""
    known = [{**person, **changes.get(str(person["id"]), {})} for person in PEOPLE]
    return tuple({key: value for key, value in person.items() if value is not None} for person in known)


def law_of(plan: Plan, changes: Mapping[str, object]) -> InForce:
    """The law in force for the plan, with some answers replaced by their plain values."""
    found = _load(plan.body.rules, on=plan.meeting.starts_at.date(), kind=plan.body.kind.value)
    assert set(changes) <= {row.question for row in found.rows}
    rows = tuple(replace(row, value=changes.get(row.question, row.value)) for row in found.rows)
    return replace(found, rows=rows, law=law_from(rows))


# When, then


@dataclass(slots=True)
class Evening:
    """A meeting as it goes; `now` is the time of the last command."""

    meeting: Meeting
    now: datetime
    entries: list[Entry] = field(default_factory=list)

    @classmethod
    def planned(cls, plan: Plan | None = None, *, live: bool | None = None, **law: object) -> "Evening":
        """Before anything happened; `law` replaces answers of the profile by their plain values."""
        plan = plan or plan_of()
        event = plan_meeting(plan, law_of(plan, law), live=live)
        first = Entry(seq=1, at=plan.meeting.starts_at, by=SYSTEM, event=event)
        return cls(meeting=evolve(None, _stored(first)), now=plan.meeting.starts_at, entries=[first])

    def asks(self, by: str, do: str, at: str | None = None, **fields: Any) -> Accepted | Refusal:
        """A command, as a line of a script; what it is answered. What is accepted happens."""
        line = {"by": by, "do": do, **{name.rstrip("_"): value for name, value in fields.items()}}
        if isinstance(since := line.get("since"), str) and "T" not in since:
            line["since"] = clock(since)
        ask = read_scripted(line)
        at_time = self.now if at is None else moment(at)
        assert at_time >= self.now, "a script's time never runs backwards"
        self.now = at_time
        answer = decide(self.meeting, ask.command, by=by, at=at_time)
        if isinstance(answer, Accepted):
            for event in answer.events:
                self._happen(answer, event, ask.key)
        return answer

    def accepted(self, by: str, do: str, at: str | None = None, **fields: Any) -> Accepted:
        """A command that must be accepted."""
        answer = self.asks(by, do, at, **fields)
        assert isinstance(answer, Accepted), f"{do} by {by} was refused: {answer.answer()}"
        return answer

    def refused(self, code: str, by: str, do: str, at: str | None = None, **fields: Any) -> Refusal:
        """A command that must be refused, with this code; its sentence, help and source must render."""
        before = self.meeting
        answer = self.asks(by, do, at, **fields)
        assert isinstance(answer, Refusal), f"{do} by {by} was accepted: {answer}"
        assert answer.answer()["refused"] == code, answer.answer()
        assert self.meeting is before
        return answer

    def unchanged(self, by: str, do: str, at: str | None = None, **fields: Any) -> None:
        """A command that is accepted and adds no event."""
        assert self.accepted(by, do, at, **fields).events == ()

    def wait(self, minutes: int) -> None:
        """Time passes."""
        self.now += timedelta(minutes=minutes)

    def _happen(self, answer: Accepted, event: Event, key: str | None) -> None:
        seq = len(self.entries) + 1
        entry = Entry(seq=seq, at=self.now, by=answer.by, for_=answer.for_, key=key, event=event)
        self.meeting = evolve(self.meeting, _stored(entry))
        self.entries.append(entry)

    # Many at once

    def arrive(self, people: str, via: str = "room") -> None:
        """The clerk enters some people, named in one string."""
        for person in people.split():
            self.accepted("clerk", "arrive", person=person, via=via)

    def vote(
        self, motion: str, ballot: str, *, yes: str = "", no: str = "", abstain: str = "", **fields: Any
    ) -> None:
        """A whole ballot: opened, each hand recorded by the clerk, closed and announced."""
        self.accepted(
            "chair", "open_ballot", motion=motion, ballot=ballot, **{"method": "show_of_hands", **fields}
        )
        self.record_hands(ballot, yes=yes, no=no, abstain=abstain)
        self.accepted("chair", "close_ballot", ballot=ballot)
        self.accepted("chair", "announce_result", ballot=ballot)

    def record_hands(self, ballot: str, *, yes: str = "", no: str = "", abstain: str = "") -> None:
        """The clerk records single hands."""
        for choice, people in (("yes", yes), ("no", no), ("abstain", abstain)):
            for person in people.split():
                self.accepted("clerk", "record_vote", ballot=ballot, person=person, choice=choice)

    # Looking

    def motion(self, motion: str) -> Motion:
        """A motion as it stands."""
        return self.meeting.motions[MotionId(motion)]

    def ballot(self, ballot: str) -> Ballot:
        """A ballot as it stands."""
        return self.meeting.ballots[BallotId(ballot)]

    def item(self, item: str) -> ItemState:
        """An item as it stands."""
        return self.meeting.agenda.items[ItemId(item)]

    def presence(self, person: str) -> Presence:
        """How somebody is here."""
        return self.meeting.roll.of(PersonId(person))

    def via(self, person: str) -> Via | None:
        """In which way somebody is here."""
        return self.meeting.roll.via(PersonId(person))

    def person(self, person: str) -> Person:
        """Who somebody is."""
        return self.meeting.person(PersonId(person))

    @property
    def acting(self) -> dict[str, str]:
        """Who acts for each filled seat."""
        return {str(seat): str(person) for seat, person in self.meeting.roll.acting.items()}

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All faults so far."""
        return self.meeting.roll.faults

    @property
    def present(self) -> int:
        """How many seats count for the quorum at this moment."""
        return quorum_now(self.meeting).present

    @property
    def record(self) -> dict[str, Any]:
        """The record as it would be written now."""
        return record_of(self.meeting, length=len(self.entries), head="0" * 64)

    def attended(self, person: str) -> dict[str, Any]:
        """Somebody's row in the record's attendance."""
        return next(row for row in self.record["attendance"] if row["person"] == person)

    def agenda(self, item: str) -> dict[str, Any]:
        """An item's row in the record."""
        return next(row for row in self.record["items"] if row["id"] == item)


def _stored(entry: Entry) -> Entry:
    """The entry as it comes back from a log."""
    kept = read_entry(entry.seq, write_entry(entry))
    assert kept == entry
    return kept


def present(room: str = VOTING, video: str = "", *, plan: Plan | None = None, **law: object) -> Evening:
    """Before the opening: some people in the room and on video, the clerk too."""
    evening = Evening.planned(plan, **law)
    evening.arrive(f"meyer {room}")
    evening.arrive(video, "video")
    return evening


def opened(room: str = VOTING, video: str = "", *, plan: Plan | None = None, **law: object) -> Evening:
    """Opened at 18:00, convening and quorum stated; no item is called."""
    evening = present(room, video, plan=plan, **law)
    evening.accepted("chair", "open_meeting", at="18:00")
    evening.accepted("chair", "state_convening")
    evening.accepted("chair", "state_quorum")
    return evening


def at_item(
    item: str = "2", room: str = VOTING, video: str = "", *, plan: Plan | None = None, **law: object
) -> Evening:
    """The same, and an item of the public part is called."""
    evening = opened(room, video, plan=plan, **law)
    evening.accepted("chair", "call_item", item=item)
    return evening


def with_ballot_open(
    room: str = VOTING, video: str = "", *, plan: Plan | None = None, **law: object
) -> Evening:
    """Item 2 is called and ballot b1 on its main motion m2 is open."""
    evening = at_item("2", room, video, plan=plan, **law)
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    return evening
