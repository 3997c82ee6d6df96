"""Names as the clerk reads them: many at once are named as each alone would be."""

from dataclasses import replace

from handzeichen.app.demo import FOLDER
from handzeichen.app.plan import law_of, read_plan
from handzeichen.meeting.ids import Line, PersonId
from handzeichen.meeting.machine import plan_meeting, planned
from handzeichen.views.clerk_words import surname_of, surnames_of


def test_several_surnames_are_those_of_each_alone() -> None:
    plan = read_plan((FOLDER / "plan.toml").read_bytes())
    first, second, *others = plan.people
    namesake = replace(second, name=first.name, given_name=Line("Zoë"))
    meeting = planned(plan_meeting(replace(plan, people=(first, namesake, *others)), law_of(plan)))
    people = [first.id, second.id, others[0].id, PersonId("nobody")]
    assert surnames_of(meeting, people) == [surname_of(meeting, person) for person in people]
    assert surnames_of(meeting, people)[1:] == [f"{first.name}, Zoë", others[0].name, "nobody"]
