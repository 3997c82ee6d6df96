"""Moments of many evenings that look different: what the description of parts and record is held against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from handzeichen.meeting.events import Entry
from handzeichen.meeting.machine import Accepted, decide, evolve
from handzeichen.meeting.state import Meeting
from handzeichen.record.data import record
from meeting.evenings import evening
from meeting.kit import Evening, at_item
from views import clerk_evening, situations

SEEDS = range(4)
EVERY = 12
"""Of a random evening, every so many commands one moment."""


@dataclass(frozen=True)
class Moment:
    """A meeting and its log at one moment."""

    name: str
    meeting: Meeting
    entries: Sequence[Entry]

    @property
    def record(self) -> dict[str, object]:
        """The record of this moment."""
        return record(self.meeting, length=len(self.entries), head="0" * 64)


@cache
def moments() -> tuple[Moment, ...]:
    """All of them."""
    return tuple(_all())


def _all() -> Iterator[Moment]:
    known: dict[str, Evening | clerk_evening.Evening] = {
        **{name: make() for name, make in situations.ALL.items()},
        **clerk_evening.states(),
        "large": situations.large(),
        "by roll call": roll_call(),
        "a paper handed out": a_paper(),
        "held": held(),
        "approved": approved(),
    }
    for name, some in known.items():
        yield Moment(name, some.meeting, some.entries)
    for seed in SEEDS:
        yield from _random(seed)
    fault = after_a_fault()
    yield Moment("after a fault", fault.meeting, fault.entries)


def roll_call() -> Evening:
    """A roll call is announced, and the ballot before it was repeated and had a vote recorded."""
    evening = situations.announced()
    evening.accepted("ebeling", "doubt_result", ballot="b1")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    evening.record_hands("b2", yes="ebeling falk")
    evening.accepted("clerk", "count_hands", ballot="b2", yes=3, no=1, abstain=0)
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b2")
    evening.accepted("ebeling", "have_vote_recorded", ballot="b2")
    evening.accepted("chair", "call_item", item="3")
    evening.vote("m3", "b3", method="roll_call", yes="ahrens brandt carstens demir", no="ebeling falk")
    return evening


def a_paper() -> Evening:
    """A paper was tabled, somebody has spoken, and the meeting was interrupted."""
    evening = situations.at_work()
    evening.accepted("clerk", "table_paper", item="2", reference="9/2026", kind="Tischvorlage", handed="mail")
    evening.accepted("falk", "request_floor", person="falk", kind="speech")
    evening.accepted("chair", "give_floor", person="falk")
    evening.accepted("clerk", "confirm_law", question="doors", confirmed_by="Falk", source="§ 64")
    evening.accepted("clerk", "lose_connection", scope="room")
    evening.accepted("chair", "suspend", reason="Lüften")
    return evening


def after_a_fault() -> Evening:
    """The quorum was stated while the room's technology was disturbed, and that is settled."""
    evening = situations.at_work()
    evening.accepted("clerk", "lose_connection", scope="room")
    evening.accepted("chair", "attribute_fault", scope="room", cause="municipality")
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "settle_steps", steps=[len(evening.entries)], how="repeated")
    return evening


def held() -> Evening:
    """Of two complaints one is settled."""
    evening = situations.at_work()
    for reason in ("Beschwerde", "Klage"):
        evening.accepted("clerk", "hold", reason=reason)
    evening.accepted("clerk", "release_hold", of=evening.entries[-1].seq, reason="abgewiesen")
    return evening


def approved() -> Evening:
    """The minutes are issued, signed and approved, and one resolution was stopped for a while."""
    evening = situations.announced()
    approves = {"meeting": "brueckenausschuss-11", "version": 1}
    evening.accepted("demir", "move", motion="g1", kind="main", text="Genehmigt.", approves=approves)
    evening.vote("g1", "b2", yes="ahrens brandt carstens demir")
    evening.accepted("clerk", "object_to_resolution", motion="g1", reason="Nicht zuständig.")
    evening.accepted("chair", "adjourn")
    evening.accepted("clerk", "lift_objection", motion="g1")
    evening.accepted("clerk", "object_to_resolution", motion="m2", reason="Nicht zuständig.")
    evening.accepted("clerk", "issue_minutes")
    evening.accepted("clerk", "sign_minutes", version=1, as_="clerk", person="meyer")
    evening.accepted("clerk", "sign_minutes", version=1, as_="head", name="Weiß")
    evening.accepted("clerk", "approve_minutes", version=1, meeting="brueckenausschuss-13", ballot="b1")
    return evening


def _random(seed: int) -> Iterator[Moment]:
    start = at_item("2", "ahrens brandt carstens gross jung", "ebeling falk ivers")
    meeting, entries, now = start.meeting, list(start.entries), start.now + timedelta(minutes=10)
    for number, step in enumerate(evening(seed), start=1):
        now += step.pause
        answer = decide(meeting, step.named(meeting, now), by=step.by, at=now)
        for event in answer.events if isinstance(answer, Accepted) else ():
            entry = Entry(seq=len(entries) + 1, at=now, by=answer.by, for_=answer.for_, event=event)
            meeting = evolve(meeting, entry)
            entries.append(entry)
        if number % EVERY == 0:
            yield Moment(f"evening {seed}, step {number}", meeting, tuple(entries))
