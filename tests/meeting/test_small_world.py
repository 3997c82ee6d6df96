"""The small world: three seats, a handful of commands, every state within reach.

One in the chair, one on video, one still outside, a ballot open. Every sequence of the commands below is tried, breadth-first over the
distinct states; in each state what must hold holds. The numbers are frozen: a rule made looser or tighter by one word
changes some of them, and then somebody has to say why. All happens within one second and under one sequence number,
so that two ways to the same state are the same state.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

from handzeichen.log.codec import read_scripted
from handzeichen.meeting.commands import Command
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import BallotId, BallotState, PersonId
from handzeichen.meeting.machine import Accepted, decide, evolve
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Ballot, Meeting
from meeting.invariants import check, check_event, check_unchanged
from meeting.kit import Evening, plan_of

DEPTH = 7
PLAN = plan_of(
    body={"seats": 3},
    factions=[],
    people=[
        {"id": "ada", "name": "Ada", "role": "member", "chairs": True},
        {"id": "ben", "name": "Ben", "role": "member"},
        {"id": "cem", "name": "Cem", "role": "member"},
        {"id": "meyer", "name": "Meyer", "role": "administration"},
    ],
    items=[{"id": "1", "title": "Brücke", "motions": [{"id": "m1", "kind": "main"}]}],
)
BALLOT = {"ballot": "b1"}
ALPHABET: dict[str, dict[str, Any]] = {
    "ben leaves": {"by": "clerk", "do": "leave", "person": "ben"},
    "ben comes": {"by": "clerk", "do": "arrive", "person": "ben", "via": "room"},
    "cem comes into the room": {"by": "clerk", "do": "arrive", "person": "cem", "via": "room"},
    "cem is lost": {"by": "system", "do": "lose_connection", "person": "cem"},
    "cem is back": {"by": "system", "do": "restore_connection", "person": "cem"},
    "it was the town": {"by": "chair", "do": "attribute_fault", "person": "cem", "cause": "municipality"},
    "it was cem": {"by": "chair", "do": "attribute_fault", "person": "cem", "cause": "member"},
    "ben is barred": {"by": "ben", "do": "recuse", "person": "ben", "item": "1"},
    "ben presses yes": {"by": "ben", "do": "cast_vote", "choice": "yes", **BALLOT},
    "cem presses no": {"by": "cem", "do": "cast_vote", "choice": "no", **BALLOT},
    "ben's hand is no": {"by": "clerk", "do": "record_vote", "person": "ben", "choice": "no", **BALLOT},
    "cem takes no part": {"by": "cem", "do": "decline_vote", "person": "cem", **BALLOT},
    "the room: one yes": {"by": "clerk", "do": "count_hands", "yes": 1, "no": 0, "abstain": 0, **BALLOT},
    "the room: the rest yes": {
        "by": "clerk",
        "do": "count_hands",
        "no": 0,
        "abstain": 0,
        "derive": "yes",
        **BALLOT,
    },
    "ben is admitted": {"by": "chair", "do": "admit_to_ballot", "person": "ben", **BALLOT},
    "closed": {"by": "chair", "do": "close_ballot", **BALLOT},
    "announced": {"by": "chair", "do": "announce_result", **BALLOT},
    "broken off": {"by": "chair", "do": "abort_ballot", "reason": "so", **BALLOT},
    "again": {"by": "chair", "do": "repeat_ballot", "new": "b2", "reason": "so", **BALLOT},
    "ben's vote was yes": {"by": "ben", "do": "have_vote_recorded", "choice": "yes", **BALLOT},
}


def beginning() -> Evening:
    """Ada in the room, Cem on video, Ben not here yet, a ballot just opened."""
    evening = Evening.planned(PLAN)
    evening.arrive("ada")
    evening.arrive("cem", "video")
    for do in ("open_meeting", "state_convening", "state_quorum"):
        evening.accepted("chair", do)
    evening.accepted("chair", "call_item", item="1")
    evening.accepted("chair", "open_ballot", motion="m1", method="show_of_hands", ballot="b1")
    return evening


@dataclass
class World:
    """What a walk through all states has seen."""

    states: list[int]
    """How many distinct states there are at each depth."""
    refusals: Counter[str]
    ballots: Counter[str]
    """How many states hold a ballot b1 in each state it can be in."""


@cache
def parts_of(kind: type) -> tuple[str, ...] | None:
    """The names of a dataclass's fields, none of a mapping or a tuple; None for what has no parts."""
    if issubclass(kind, Mapping | tuple):
        return ()
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


class Canon:
    """A state as a hashable value, whatever the order in which its dictionaries grew. Shared parts are done once."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[object, object]] = {}

    def of(self, value: object) -> object:
        """The same value for equal states, another for others."""
        parts = parts_of(type(value))
        if parts is None:
            return value
        if (found := self.known.get(id(value))) is None:
            # The value is kept beside its form: no other object may get its id.
            found = self.known[id(value)] = (value, self._of(value, parts))
        return found[1]

    def _of(self, value: object, parts: "tuple[str, ...]") -> object:
        if isinstance(value, Mapping):
            return frozenset((key, self.of(inner)) for key, inner in value.items())
        if isinstance(value, tuple):
            return tuple(map(self.of, value))
        return tuple(self.of(getattr(value, name)) for name in parts)

    def state(self, meeting: Meeting) -> object:
        """What changes in a meeting; plan and law never do."""
        parts = (meeting.sitting, meeting.roll, meeting.agenda, meeting.motions, meeting.ballots)
        return tuple(map(self.of, parts))


def explore(depth: int) -> World:
    evening, canon = beginning(), Canon()
    alphabet = [(str(line["by"]), read_scripted(line).command) for line in ALPHABET.values()]
    frontier, seen = [evening.meeting], {canon.state(evening.meeting)}
    world = World(states=[1], refusals=Counter(), ballots=Counter())
    for _ in range(depth):
        following = []
        for meeting in frontier:
            for by, command in alphabet:
                after = step(meeting, by, command, evening, world)
                if after is None or (state := canon.state(after)) in seen:
                    continue
                seen.add(state)
                check(after)
                check_unchanged(meeting.ballots, after.ballots)
                following.append(after)
        world.states.append(len(following))
        world.ballots.update(ballot(state).state for state in following)
        # After a ballot is broken off the world only repeats itself.
        frontier = [state for state in following if ballot(state).state is not BallotState.ABORTED]
    return world


def ballot(meeting: Meeting) -> Ballot:
    return meeting.ballots[BallotId("b1")]


def step(meeting: Meeting, by: str, command: Command, evening: Evening, world: World) -> Meeting | None:
    """The state after a command; None where it is refused."""
    answer = decide(meeting, command, by=by, at=evening.now)
    if isinstance(answer, Refusal):
        world.refusals[answer.code] += 1
        return None
    return happened(meeting, answer, evening)


def happened(meeting: Meeting, answer: Accepted, evening: Evening) -> Meeting:
    for event in answer.events:
        check_event(meeting, event)
        entry = Entry(seq=1, at=evening.now, by=PersonId(answer.by), for_=answer.for_, event=event)
        meeting = evolve(meeting, entry)
    return meeting


STATES = [1, 9, 45, 165, 500, 1336, 3229, 7225]
"""How many distinct states lie one, two, three … commands away."""
REFUSALS = {
    "ballot_not_closed": 1769, "ballot_not_open": 10779, "ballot_open": 1769, "ballot_over": 3276,
    "choice_does_not_fit": 11, "disturbed": 406, "does_not_add_up": 301, "fault_open": 402, "hit_by_fault": 107,
    "id_taken": 286, "member_cast": 180, "no_fault": 2708, "no_own_vote": 44, "not_announced": 3440, "not_at_once":
    3154, "not_eligible": 3826, "not_here": 470, "not_on_video": 1826,
}  # fmt: skip
BALLOTS = {"open": 2886, "closed": 4133, "announced": 1386, "aborted": 3154, "superseded": 950}


def test_the_small_world() -> None:
    world = explore(DEPTH)
    assert world.states == STATES
    assert dict(sorted(world.refusals.items())) == REFUSALS
    assert {state.value: world.ballots[state] for state in BallotState} == BALLOTS
