"""Walking an evening by its next acts alone, with the clerk counting in between; and meetings made at random."""

import json
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from handzeichen.meeting.ids import Method
from handzeichen.meeting.machine import Accepted
from handzeichen.meeting.tally import standing, to_count
from handzeichen.views.next_act import NextPart, next_part
from handzeichen.views.next_buttons import Form
from views.clerk_evening import Evening, demo_plan

LONGEST = 400
"""Steps after which a walk that has not ended goes round in circles."""


@dataclass
class Walk:
    """Who presses the buttons, and what was pressed."""

    evening: Evening
    by: str = "clerk"
    steps: list[str] = field(default_factory=list)
    pressed: list[str] = field(default_factory=list)

    def run(self) -> "Walk":
        """Press the next act until there is none; hands are counted as soon as they are asked for."""
        for _ in range(LONGEST):
            self.count()
            part = next_part(self.evening.meeting, self.by)
            self.steps.append(part.step)
            if part.act is None:
                return self
            self.press(part.act.command)
        raise AssertionError(f"the walk goes round in circles: {self.steps[-12:]}")

    def press(self, command: str) -> None:
        """A button on the page: what it sends is read as the server reads it, and must be accepted."""
        answer = self.evening.ask(self.by, json.loads(command))
        assert isinstance(answer, Accepted), (command, answer, self.steps[-3:])
        self.pressed.append(json.loads(command)["do"])

    def count(self) -> None:
        """The clerk enters what is seen: a hand for each seat in the room, and each one by video."""
        ballot = self.evening.meeting.ballot
        if ballot is None:
            return
        if ballot.opened.method is Method.SHOW_OF_HANDS and (seats := to_count(self.evening.meeting, ballot)):
            self.evening.ask(
                "clerk",
                {"do": "count_hands", "ballot": ballot.id, "yes": len(seats), "no": 0, "abstain": 0},
            )
        ballot = self.evening.meeting.ballots[ballot.id]
        for seat in standing(self.evening.meeting, ballot).missing:
            person = ballot.eligible[seat].person
            self.evening.ask(
                "clerk", {"do": "record_vote", "ballot": ballot.id, "person": person, "choice": "yes"}
            )


def buttons(part: NextPart) -> list[str]:
    """Every command that the part offers."""
    beside = [act.command for caution in part.cautions for act in caution.acts]
    first = [part.act.command] if part.act else []
    back = [act.command for way in part.ways for act in way.acts]
    forms = [filled(way.form) for way in part.ways if way.form]
    return [*first, *(act.command for act in part.others), *beside, *back, *forms]


def filled(form: Form) -> str:
    """A form sent with the first person and a reason, as far as it asks for them."""
    asked: dict[str, str] = {}
    if "person" in form.asks:
        asked["person"] = form.people[0][0]
    if "why" in form.asks:
        asked["reason"] = "Ein Grund"
    return json.dumps({"do": form.do, **dict(form.given), **asked})


PEOPLE = [person.id for person in demo_plan().people]
MEMBERS = [person.id for person in demo_plan().people if person.role == "member"]
ITEMS = [item.id for item in demo_plan().items]
KINDS = (
    "main",
    "urgency",
    "postponement",
    "removal",
    "urgent_item",
    "end_of_debate",
    "exclude_public",
    "adopt_agenda",
)

people, members, items = (st.sampled_from(some) for some in (PEOPLE, MEMBERS, ITEMS))
commands: st.SearchStrategy[tuple[str, dict[str, Any]]] = st.one_of(
    st.tuples(
        st.just("clerk"),
        st.fixed_dictionaries(
            {"do": st.just("arrive"), "person": people, "via": st.sampled_from(["room", "video"])}
        ),
    ),
    st.tuples(st.just("clerk"), st.fixed_dictionaries({"do": st.just("leave"), "person": people})),
    st.tuples(st.just("clerk"), st.fixed_dictionaries({"do": st.just("lose_connection"), "person": members})),
    st.tuples(st.just("clerk"), st.just({"do": "lose_connection", "scope": "room"})),
    st.tuples(
        st.just("clerk"),
        st.fixed_dictionaries(
            {
                "do": st.just("attribute_fault"),
                "person": members,
                "cause": st.sampled_from(["member", "municipality"]),
            }
        ),
    ),
    st.tuples(
        st.just("clerk"), st.fixed_dictionaries({"do": st.just("recuse"), "person": members, "item": items})
    ),
    st.tuples(
        st.just("clerk"),
        st.fixed_dictionaries({"do": st.just("contest_recusal"), "person": members, "item": items}),
    ),
    st.tuples(
        st.just("clerk"), st.fixed_dictionaries({"do": st.just("deputise"), "person": people, "for": members})
    ),
    st.tuples(
        st.just("clerk"),
        st.fixed_dictionaries(
            {
                "do": st.just("request_floor"),
                "person": people,
                "kind": st.sampled_from(["speech", "procedure"]),
            }
        ),
    ),
    st.tuples(
        st.just("clerk"), st.fixed_dictionaries({"do": st.just("challenge_quorum"), "person": members})
    ),
    st.tuples(
        st.just("clerk"), st.fixed_dictionaries({"do": st.just("object_to_convening"), "person": members})
    ),
    st.tuples(
        st.just("clerk"),
        st.fixed_dictionaries(
            {"do": st.just("doubt_result"), "person": members, "ballot": st.sampled_from(["b1", "b2"])}
        ),
    ),
    st.tuples(
        st.just("clerk"),
        st.fixed_dictionaries(
            {
                "do": st.just("move"),
                "person": members,
                "kind": st.sampled_from(KINDS),
                "item": items,
                "text": st.just("Es werde."),
            }
        ),
    ),
    st.tuples(
        st.just("clerk"),
        st.fixed_dictionaries(
            {
                "do": st.just("move"),
                "person": members,
                "kind": st.just("amendment"),
                "amends": st.just("m4"),
                "text": st.just("Mehr."),
            }
        ),
    ),
    st.tuples(
        st.just("clerk"),
        st.fixed_dictionaries(
            {
                "do": st.just("open_ballot"),
                "motion": st.sampled_from(["m1", "m2", "m4"]),
                "method": st.sampled_from(["show_of_hands", "roll_call"]),
            }
        ),
    ),
    st.tuples(
        st.just("clerk"),
        st.fixed_dictionaries(
            {
                "do": st.just("table_paper"),
                "item": items,
                "reference": st.just("1"),
                "kind": st.just("Vorlage"),
                "handed": st.sampled_from(["table", "mail"]),
            }
        ),
    ),
    st.tuples(st.just("clerk"), st.fixed_dictionaries({"do": st.just("call_item"), "item": items})),
    st.tuples(
        st.just("clerk"),
        st.sampled_from(
            [{"do": "suspend"}, {"do": "resume"}, {"do": "open_meeting"}, {"do": "state_quorum"}]
        ),
    ),
    st.tuples(st.just("next"), st.just({})),
    st.tuples(st.just("next"), st.just({})),
)
"""What may happen in a meeting in any order, and twice as often as anything else its next act."""


def meetings(most: int = 40) -> st.SearchStrategy[Evening]:
    """A meeting after some of this; what the core refuses has simply not happened."""
    return st.lists(commands, max_size=most).map(_after)


def _after(asked: list[tuple[str, dict[str, Any]]]) -> Evening:
    evening = Evening.planned(demo_plan())
    for person in MEMBERS[:8]:
        evening.do("clerk", "arrive", person=person, via="room")
    for by, command in asked:
        act = next_part(evening.meeting, "clerk").act if by == "next" else None
        if act is not None:
            evening.ask("clerk", json.loads(act.command))
        elif command:
            evening.ask(by, command)
    return evening
