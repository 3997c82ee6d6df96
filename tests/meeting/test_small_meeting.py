"""The small meeting: three seats, and every course that five steps can give it, out of a chosen alphabet.

It stands at its first item, one member in the chair, one in the room, one on video, a deputy at the door. A step is one
command, or a whole ballot with one outcome. Every sequence is tried, breadth-first over the distinct states; in each
state what must hold holds, and the referee finds the way there lawful. The numbers are frozen: a rule made looser or
tighter by one word changes some of them, and then somebody has to say why.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from handzeichen.log.codec import read_scripted
from handzeichen.meeting.commands import Command
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import ItemId, PersonId
from handzeichen.meeting.machine import decide, evolve
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Meeting
from meeting.invariants import check, check_event, check_unchanged
from meeting.kit import Evening, plan_of
from meeting.referee import Referee
from meeting.test_small_world import Canon

DEPTH = 5
LATER = 100
"""One number for all entries after the beginning, so that two ways to the same state are the same state."""
PLAN = plan_of(
    body={"seats": 3},
    factions=[{"id": "ulme", "name": "Ulme"}],
    people=[
        {"id": "ada", "name": "Ada", "role": "member", "chairs": True},
        {"id": "ben", "name": "Ben", "role": "member", "faction": "ulme"},
        {"id": "cem", "name": "Cem", "role": "member", "faction": "ulme"},
        {"id": "dora", "name": "Dora", "role": "deputy", "faction": "ulme"},
        {"id": "meyer", "name": "Meyer", "role": "administration"},
    ],
    items=[
        {"id": "1", "title": "Brücke", "motions": [{"id": "m1", "kind": "main"}]},
        {"id": "2", "title": "Kauf", "secrecy": "non_public", "public_title": "Grundstück"},
        {"id": "3", "title": "Schutz", "secrecy": "secret", "public_title": "Sicherheit"},
    ],
)
Line = dict[str, Any]
LINES: dict[str, Line] = {
    "ben moves to postpone": {"by": "ben", "do": "move", "motion": "p", "kind": "postponement"},
    "cem moves urgency": {"by": "cem", "do": "move", "motion": "u", "kind": "urgency"},
    "ben moves an amendment": {"by": "ben", "do": "move", "motion": "a", "kind": "amendment", "amends": "m1", "text": "so"},
    "nobody objects to postponing": {"by": "chair", "do": "agree", "motion": "p"},
    "cem objects": {"by": "cem", "do": "object", "motion": "p"},
    "it goes into the factions": {"by": "chair", "do": "defer_to_factions", "item": "1", "faction": "ulme"},
    "item 1 is closed": {"by": "chair", "do": "close_item", "item": "1"},
    "item 1 is called": {"by": "chair", "do": "call_item", "item": "1"},
    "item 2 is called": {"by": "chair", "do": "call_item", "item": "2"},
    "item 3 is called": {"by": "chair", "do": "call_item", "item": "3"},
    "the doors are closed": {"by": "chair", "do": "exclude_public", "cleared": True, "stream_off": True},
    "ben is alone": {"by": "ben", "do": "confirm_alone", "person": "ben"},
    "ben is barred": {"by": "ben", "do": "recuse", "person": "ben", "item": "1"},
    "ben leaves": {"by": "ben", "do": "leave", "person": "ben"},
    "dora deputises for ben": {"by": "clerk", "do": "deputise", "person": "dora", "for": "ben"},
    "the chair leaves": {"by": "clerk", "do": "leave", "person": "ada"},
    "cem takes the chair": {"by": "cem", "do": "take_chair", "person": "cem"},
    "cem challenges the quorum": {"by": "cem", "do": "challenge_quorum"},
    "the quorum is stated": {"by": "chair", "do": "state_quorum"},
    "ben is lost": {"by": "system", "do": "lose_connection", "person": "ben"},
    "it was the house": {"by": "chair", "do": "attribute_fault", "person": "ben", "cause": "municipality"},
    "ben is back": {"by": "system", "do": "restore_connection", "person": "ben"},
}  # fmt: skip
COMMANDS = {name: (str(line["by"]), read_scripted(line).command) for name, line in LINES.items()}
BALLOTS = {
    f"{motion} is {outcome}": (motion, choice)
    for motion in ("p", "u", "a", "m1")
    for outcome, choice in (("carried", "yes"), ("rejected", "no"))
}
"""Opened, the same choice recorded for everybody, closed and announced."""


def read(by: str, line: Line) -> Command:
    return read_scripted({**line, "by": by}).command


@dataclass
class Course:
    """One way through the meeting, and the referee who saw it."""

    meeting: Meeting
    referee: Referee

    def after(self, evening: Evening, by: str, command: Command) -> "Course | str":
        """The course with one command more, or why it is refused."""
        return self._with(evening, by, command, self.referee.twin)

    def onward(self, evening: Evening, by: str, line: Line) -> "Course | str":
        """The same for a course that nobody goes back to: its referee goes along, and needs no twin."""
        return self._with(evening, by, read(by, line), lambda: self.referee)

    def _with(
        self, evening: Evening, by: str, command: Command, referee_of: Callable[[], Referee]
    ) -> "Course | str":
        answer = decide(self.meeting, command, by=by, at=evening.now)
        if isinstance(answer, Refusal):
            return answer.code
        meeting, referee = self.meeting, referee_of()
        for event in answer.events:
            check_event(meeting, event)
            entry = Entry(seq=LATER, at=evening.now, by=PersonId(answer.by), for_=answer.for_, event=event)
            referee.see(entry)
            meeting = evolve(meeting, entry)
        check_unchanged(self.meeting.ballots, meeting.ballots, answer.events)
        return Course(meeting, referee)


@dataclass
class World:
    """What a walk through all courses has seen."""

    states: list[int] = field(default_factory=lambda: [1])
    refusals: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    """How many states hold item 1 with each outcome."""


def beginning() -> tuple[Evening, Course]:
    """Ada and Cem in the room, Ben on video, Dora at the door; item 1 is called."""
    evening = Evening.planned(PLAN)
    evening.arrive("ada cem dora")
    evening.arrive("ben", "video")
    for do in ("open_meeting", "state_convening", "state_quorum"):
        evening.accepted("chair", do)
    evening.accepted("chair", "call_item", item="1")
    referee = Referee(PLAN)
    for entry in evening.entries[1:]:
        referee.see(entry)
    return evening, Course(evening.meeting, referee)


def step(course: Course, name: str, evening: Evening) -> Course | str:
    """One step of the alphabet: a command, or a ballot from its opening to its result."""
    if name in COMMANDS:
        return course.after(evening, *COMMANDS[name])
    motion, choice = BALLOTS[name]
    ballot = f"b{len(course.meeting.ballots) + 1}"
    line = {"do": "open_ballot", "motion": motion, "method": "show_of_hands", "ballot": ballot}
    opened = course.after(evening, "chair", read("chair", line))
    if isinstance(opened, str):
        return opened
    for voter in opened.meeting.ballots[ballot].opened.eligible:  # type: ignore[index]
        line = {"do": "record_vote", "ballot": ballot, "person": voter.person, "choice": choice}
        opened = _accepted(opened.onward(evening, "clerk", line))
    for do in ("close_ballot", "announce_result"):
        opened = _accepted(opened.onward(evening, "chair", {"do": do, "ballot": ballot}))
    return opened


def _accepted(course: Course | str) -> Course:
    assert isinstance(course, Course), course
    return course


def explore(depth: int) -> World:
    evening, start = beginning()
    canon, world = Canon(), World()
    frontier, seen = [start], {canon.state(start.meeting)}
    for _ in range(depth):
        following = []
        for course in frontier:
            for name in (*COMMANDS, *BALLOTS):
                after = step(course, name, evening)
                if isinstance(after, str):
                    world.refusals[after] += 1
                elif (state := canon.state(after.meeting)) not in seen:
                    seen.add(state)
                    check(after.meeting)
                    following.append(after)
        world.states.append(len(following))
        world.outcomes.update(c.meeting.agenda.items[ItemId("1")].outcome for c in following)
        frontier = following
    return world


STATES = [1, 13, 102, 617, 3134, 13890]
"""How many distinct states lie one, two, three … steps away."""
REFUSALS = {
    "barred": 1330, "before_this": 786, "deputy_for_barred": 115, "doors_open": 3143, "fault_open": 1480,
    "id_taken": 2751, "item_decided": 1245, "item_finished": 122, "item_not_called": 2, "leader_cannot_lead": 8108,
    "leader_leads": 2984, "leads_already": 167, "member_here": 2851, "motion_decided": 3426, "needs": 393,
    "no_fault": 2254, "no_resolution": 2926, "not_alone": 147, "not_amendable": 584, "not_here": 2696,
    "not_on_video": 1016, "not_quorate": 6, "nothing_to_object": 924, "off_the_agenda": 1153, "open_motion": 1660,
    "quorum_challenged": 2680, "secret_matter": 3151, "unknown_motion": 23400, "urgency_granted": 182,
}  # fmt: skip
OUTCOMES = {
    "adopted": 2972,
    "adopted_amended": 132,
    "deferred_to_factions": 2171,
    "none": 7564,
    "postponed": 1813,
    "rejected": 3104,
}


def test_the_small_meeting() -> None:
    world = explore(DEPTH)
    assert world.states == STATES
    assert dict(sorted(world.refusals.items())) == REFUSALS
    assert {str(outcome): number for outcome, number in sorted(world.outcomes.items())} == OUTCOMES
