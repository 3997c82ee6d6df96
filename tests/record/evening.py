"""A small evening, commands one by one, for whoever looks at its record."""

from datetime import timedelta
from typing import Any

from handzeichen.app.plan import law_of, read_plan
from handzeichen.log.codec import read_scripted
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import SYSTEM
from handzeichen.meeting.machine import Accepted, decide, evolve, plan_meeting
from handzeichen.meeting.state import Meeting
from handzeichen.record.data import record

PLAN = (
    """
[body]
id = "ausschuss"
name = "Ausschuss"
kind = "committee"
rules = "ni"
seats = 4
[meeting]
number = 1
starts_at = 2026-11-24T18:00:00+01:00
form = "hybrid"
clerk = "kurz"
[[factions]]
id = "linde"
name = "Linde"
"""
    + "".join(
        f'[[people]]\nid = "{name.lower()}"\nname = "{name}"\nrole = "{role}"\nfaction = "linde"\n{more}\n'
        for name, role, more in (
            ("Arnold", "member", "chairs = true"),
            ("Berger", "member", "deputy_chair = true"),
            ("Conrad", "member", ""),
            ("Dorn", "member", ""),
            ("Ernst", "deputy", ""),
        )
    )
    + """
[[people]]
id = "kurz"
name = "Kurz"
role = "administration"
[[items]]
id = "1"
title = "Brunnen"
[[items.papers]]
reference = "1/2026"
dated = 2026-11-02
[[items.motions]]
id = "m1"
by = "linde"
[[items]]
id = "2"
title = "Baum"
[[items.motions]]
id = "m2"
by = "conrad"
"""
)
ROOM = "arnold berger conrad"


class Evening:
    """Commands one by one, a minute apart unless they say when."""

    def __init__(self, room: str = ROOM, planned: str = PLAN) -> None:
        plan = read_plan(planned.encode())
        self.at = plan.meeting.starts_at
        self.seq = 1
        first = Entry(seq=1, at=self.at, by=SYSTEM, event=plan_meeting(plan, law_of(plan)))
        self.meeting: Meeting = evolve(None, first)
        for person in room.split():
            self("clerk", "arrive", person=person, via="room")

    def __call__(self, by: str, do: str, *, minute: int | None = None, **fields: Any) -> None:
        start = self.meeting.plan.meeting.starts_at
        self.at = self.at if minute is None else start + timedelta(minutes=minute)
        command = {"by": by, "do": do, **{name.rstrip("_"): value for name, value in fields.items()}}
        answer = decide(self.meeting, read_scripted(command).command, by=by, at=self.at)
        assert isinstance(answer, Accepted), answer
        for event in answer.events:
            self.seq += 1
            entry = Entry(seq=self.seq, at=self.at, by=answer.by, for_=answer.for_, event=event)
            self.meeting = evolve(self.meeting, entry)

    def opened(self) -> "Evening":
        self("chair", "open_meeting", minute=1)
        self("chair", "state_quorum")
        self("chair", "call_item", item="1")
        return self

    def ballot(self, ballot: str = "b1", motion: str = "m1", **votes: int) -> None:
        self("chair", "open_ballot", ballot=ballot, motion=motion, method="show_of_hands")
        self("clerk", "count_hands", ballot=ballot, **votes)
        self("chair", "close_ballot", ballot=ballot)

    @property
    def record(self) -> dict[str, Any]:
        return record(self.meeting, length=self.seq, head="5e1c")


def at(minute: int) -> str:
    return f"2026-11-24T18:{minute:02}:00+01:00"


def row(rows: list[dict[str, Any]], person: str) -> dict[str, Any]:
    return next(one for one in rows if one["person"] == person)
