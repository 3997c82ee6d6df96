"""Names as the clerk reads them: many at once are named as each alone would be."""

from dataclasses import replace

from handzeichen.app.demo import FOLDER
from handzeichen.app.plan import law_of, read_plan
from handzeichen.meeting.ids import Line, PersonId
from handzeichen.meeting.machine import plan_meeting, planned
from handzeichen.views.clerk_words import NAMED, some_of, surname_of, surnames, surnames_of


def test_several_surnames_are_those_of_each_alone() -> None:
    plan = read_plan((FOLDER / "plan.toml").read_bytes())
    first, second, *others = plan.people
    namesake = replace(second, name=first.name, given_name=Line("Zoë"))
    meeting = planned(plan_meeting(replace(plan, people=(first, namesake, *others)), law_of(plan)))
    people = [first.id, second.id, others[0].id, PersonId("nobody")]
    assert surnames_of(meeting, people) == [surname_of(meeting, person) for person in people]
    assert surnames_of(meeting, people)[1:] == [f"Zoë {first.name}", others[0].name, "nobody"]
    assert surnames(meeting)[second.id] == f"{first.name}, Zoë"


def test_of_very_many_the_first_are_named_and_the_others_counted() -> None:
    names = [f"N{number}" for number in range(1, NAMED + 3)]
    assert some_of(names[:3]) == "N1, N2 und N3"
    assert some_of(names[: NAMED + 1]).endswith(f"N{NAMED} und N{NAMED + 1}"), (
        "one more is no reason to leave it out"
    )
    assert some_of(names).endswith(f"N{NAMED} und 2 weitere")
    assert some_of(names, dative=True).endswith("2 weiteren")
    assert some_of([]) == ""
