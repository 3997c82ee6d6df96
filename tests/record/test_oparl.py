"""Meetings as OParl 1.1: right by the schemas, one object at a time, and with the numbers of the record."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from handzeichen.meeting.ids import OF_THE_BODY, Secrecy
from handzeichen.meeting.names import item_number
from handzeichen.meeting.state import Meeting, Phase
from handzeichen.record.data import record
from handzeichen.record.editions import Edition, in_edition
from handzeichen.record.proceedings import home
from handzeichen.record.writers.oparl import objects, system
from handzeichen.record.writers.oparl_lists import Objects, oparl, together, without_inner
from handzeichen.record.writers.oparl_place import Place, slug, type_of
from handzeichen.views.results import anchor
from record.corpus import editions, meetings
from record.evening import Evening

EDITIONS = editions()
SCHEMAS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "schemas" / "oparl-1.1.json").read_text("utf-8")
)
VALIDATORS = {
    kind: Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": SCHEMAS["$defs"]})
    for kind in SCHEMAS["$defs"]
}
MOTIONS = ("yes", "no", "abstain", "result", "unanimous", "wording", "needed", "eligible", "present")


def place(meeting: Meeting) -> Place:
    at = meeting.plan.meeting.starts_at
    return Place(url="https://sitzung.example", created=at, modified=at)


def found(meeting: Meeting) -> Objects:
    return together([objects(meeting, place(meeting))])


def of(some: Objects, kind: str) -> list[dict[str, Any]]:
    return [one for one in some.values() if type_of(one) == kind]


def inner(value: Any) -> Iterator[Any]:
    """The value and whatever is in it."""
    yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from inner(each)


@pytest.mark.parametrize("name", EDITIONS)
def test_every_object_is_right_by_its_schema(name: str) -> None:
    """Inner objects too: pointers of the schemas lead to those of their kinds."""
    meeting = EDITIONS[name]
    for one in (*found(meeting).values(), system(place(meeting))):
        assert [fault.message for fault in VALIDATORS[type_of(one)].iter_errors(one)] == []
        assert one["created"] <= one["modified"]


@pytest.mark.parametrize("name", EDITIONS)
def test_nothing_is_null_and_no_list_is_empty_but_the_one_that_must_be_there(name: str) -> None:
    for one in found(EDITIONS[name]).values():
        for part in inner({key: value for key, value in one.items() if key != "legislativeTerm"}):
            assert part is not None and part not in ([], "")


@pytest.mark.parametrize("name", EDITIONS)
def test_every_address_of_an_object_leads_to_one(name: str) -> None:
    some = found(EDITIONS[name])
    lists = {value for body in of(some, "Body") for value in body.values() if isinstance(value, str)}
    for one in some.values():
        for part in inner(one):
            if isinstance(part, str) and part.startswith("https://sitzung.example/oparl/"):
                assert part in some or part in lists or part.endswith("/meeting"), part


@pytest.mark.parametrize("name", EDITIONS)
def test_its_numbers_are_those_of_the_record(name: str) -> None:
    meeting = EDITIONS[name]
    expected = sorted(
        (
            str(home(meeting, meeting.motions[motion])),
            motion,
            tuple(ballot[key] for key in MOTIONS),
            ballot["not_voted"],
        )
        for ballot in record(meeting, length=0, head="")["ballots"].values()
        if ballot["state"] == "announced"
        for motion in (ballot["motion"], *ballot["with"])
    )
    told = sorted(
        (item["id"].rpartition("/")[2], vote["motion"], tuple(vote[key] for key in MOTIONS), vote["notVoted"])
        for item in of(found(meeting), "AgendaItem")
        for vote in item.get("handzeichen:votes", ())
    )
    assert told == expected


@pytest.mark.parametrize("name", EDITIONS)
def test_the_agenda_stands_in_its_order_and_says_what_is_public(name: str) -> None:
    meeting = EDITIONS[name]
    (one,) = of(found(meeting), "Meeting")
    agenda = one["agendaItem"]
    assert [item["order"] for item in agenda] == list(range(len(meeting.agenda.items)))
    states = [meeting.agenda.items[item["id"].rpartition("/")[2]] for item in agenda]  # type: ignore[index]
    assert [item["public"] for item in agenda] == [state.item.secrecy is Secrecy.PUBLIC for state in states]
    numbers = [item_number(meeting, state.item.id) for state in states]
    assert [item["web"].partition("#")[2] for item in agenda] == [anchor(number) for number in numbers]


@pytest.mark.parametrize("name", EDITIONS)
def test_who_took_part_and_when_it_ended_are_told_when_it_is_over(name: str) -> None:
    meeting = EDITIONS[name]
    (one,) = of(found(meeting), "Meeting")
    is_over = meeting.sitting.phase is Phase.CLOSED
    assert ("end" in one, "resultsProtocol" in one) == (is_over, is_over)
    assert ("participant" in one) <= is_over
    roles = {meeting.roll.people[person.rpartition("/")[2]].role for person in one.get("participant", ())}  # type: ignore[index]
    assert roles <= OF_THE_BODY


def test_the_public_edition_tells_of_what_is_not_public_its_title_alone() -> None:
    meeting = meetings()["full evening"]
    public = found(in_edition(meeting, Edition.PUBLIC))
    hidden = [item for item in of(public, "AgendaItem") if not item["public"]]
    assert hidden and all(
        item.keys() <= {"id", "type", "meeting", "number", "order", "name", "public", "start", "end", "web", "created", "modified"}
        for item in hidden
    )  # fmt: skip
    assert {item["name"] for item in hidden}.isdisjoint(
        state.item.title
        for state in meeting.agenda.items.values()
        if state.item.secrecy is not Secrecy.PUBLIC
    )


def test_what_was_resolved_stands_as_it_reads_in_the_end() -> None:
    items = {item["number"]: item for item in of(found(meetings()["full evening"]), "AgendaItem")}
    assert items["7"]["result"] == "Unverändert empfohlen"
    assert items["7"]["resolutionText"].startswith(
        "1. Der Entwurf des Bebauungsplans Nr. 84 wird gebilligt.\n2."
    )
    assert "resolutionText" not in items["1"]


def test_a_resolution_that_is_not_to_be_carried_out_says_so() -> None:
    stopped = [
        item
        for item in of(found(meetings()["issued"]), "AgendaItem")
        if "handzeichen:notToBeCarriedOut" in item
    ]
    assert [item["number"] for item in stopped] == ["2"]


def test_a_result_is_told_when_it_is_announced_and_not_before() -> None:
    def items(evening: Evening) -> dict[str, Any]:
        return of(found(evening.meeting), "AgendaItem")[0]

    evening = Evening().opened()
    evening.ballot(yes=3, no=0, abstain=0)
    assert "result" not in items(evening) and "handzeichen:votes" not in items(evening)
    evening("chair", "announce_result", ballot="b1")
    assert items(evening)["result"] == "Unverändert beschlossen"
    assert items(evening)["handzeichen:votes"][0]["yes"] == 3


def test_two_meetings_of_a_body_share_its_people_and_papers() -> None:
    first = meetings()["full evening"]
    planned = replace(
        first.plan.meeting, number=13, starts_at=first.plan.meeting.starts_at + timedelta(days=28)
    )
    second = replace(first, plan=replace(first.plan, meeting=planned))
    later = replace(place(first), modified=planned.starts_at)
    both = together([objects(first, place(first)), objects(second, later)])
    assert len(of(both, "Meeting")) == 2 and len(of(both, "Body")) == 1
    assert len(of(both, "Person")) == len(of(found(first), "Person"))
    paper = of(both, "Paper")[0]
    assert len(paper["consultation"]) == 2 * len(of(found(first), "Paper")[0]["consultation"])
    assert (
        paper["created"] == place(first).created.isoformat()
        and paper["modified"] == planned.starts_at.isoformat()
    )


def test_internal_lists_can_be_left_out() -> None:
    (one,) = of(found(meetings()["full evening"]), "Meeting")
    assert "agendaItem" not in without_inner(one) and "participant" in without_inner(one)


def test_the_file_holds_each_list_by_its_name() -> None:
    meeting = meetings()["full evening"]
    content = json.loads(oparl(meeting, place(meeting)))
    assert content["body"][0]["name"] == "Stadt Erlenbrügge"
    assert len(content["agendaItem"]) == len(meeting.agenda.items)
    assert content["system"]["oparlVersion"] == "https://schema.oparl.org/1.1/"


@pytest.mark.parametrize(
    ("text", "part"),
    [("0108/2021", "0108-2021"), ("Größe Çelik", "grosse-celik"), ("§§", "c2a7c2a7"), ("a..b//c", "a-b-c")],
)
def test_an_address_is_made_of_small_letters_digits_and_hyphens(text: str, part: str) -> None:
    assert slug(text) == part
