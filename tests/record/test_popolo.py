"""A meeting as Popolo JSON: right by the schemas, with the numbers of the record, and no single vote but a roll call's."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from handzeichen.meeting.state import Meeting
from handzeichen.record.data import record
from handzeichen.record.writers.popolo import popolo
from record.corpus import editions

EDITIONS = editions()
SCHEMAS: dict[str, Any] = json.loads((Path(__file__).parent / "schemas" / "popolo.json").read_text("utf-8"))
CLASSES = {
    "organizations": "organization", "persons": "person", "memberships": "membership", "events": "event",
    "motions": "motion", "vote_events": "vote_event",
}  # fmt: skip
VALIDATORS = {
    kind: Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": SCHEMAS["$defs"]})
    for kind in CLASSES.values()
}
NUMBERS = {"yes": "yes", "no": "no", "abstain": "abstain", "not voting": "not_voted"}


def found(meeting: Meeting) -> dict[str, list[dict[str, Any]]]:
    content: dict[str, list[dict[str, Any]]] = json.loads(popolo(meeting))
    return content


def every(content: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((CLASSES[name], one) for name, some in content.items() for one in some)


@pytest.mark.parametrize("name", EDITIONS)
def test_every_object_is_right_by_its_schema_and_uses_no_term_that_there_is_not(name: str) -> None:
    for kind, one in every(found(EDITIONS[name])):
        assert [fault.message for fault in VALIDATORS[kind].iter_errors(one)] == []
        terms = {"id", *SCHEMAS["$defs"][kind]["properties"]}
        assert {term for term in one if not term.startswith("handzeichen:")} <= terms
        assert None not in one.values() and [] not in one.values()


@pytest.mark.parametrize("name", EDITIONS)
def test_ids_are_unique_and_every_reference_leads_to_an_object(name: str) -> None:
    content = found(EDITIONS[name])
    ids = [one["id"] for _, one in every(content)]
    assert len(ids) == len(set(ids))
    votes = (vote for event in content["vote_events"] for vote in event.get("votes", ()))
    attendees = (person for event in content["events"] for person in event.get("attendees", ()))
    led = [
        value
        for one in (*(one for _, one in every(content)), *votes, *attendees)
        for term, value in one.items()
        if term == "id" or term.endswith("_id") or term in ("handzeichen:amends", "handzeichen:part_of")
    ]
    assert set(led) <= set(ids)


@pytest.mark.parametrize("name", EDITIONS)
def test_its_numbers_are_those_of_the_record(name: str) -> None:
    meeting = EDITIONS[name]
    expected = [
        (id, motion, {option: ballot[key] for option, key in NUMBERS.items()}, ballot["result"] == "passed", ballot["votes"])
        for id, ballot in record(meeting, length=0, head="")["ballots"].items()
        if ballot["state"] == "announced"
        for motion in (ballot["motion"], *ballot["with"])
    ]  # fmt: skip
    told = [
        (
            event["identifier"],
            event["motion_id"].rpartition("/")[2],
            {count["option"]: count["value"] for count in event["counts"]},
            event["result"] == "pass",
            {vote["voter_id"].rpartition("/")[2]: vote["option"] for vote in event.get("votes", ())},
        )
        for event in found(meeting)["vote_events"]
    ]
    assert told == expected


def test_a_motion_says_what_it_needed_whose_it_is_and_whether_it_was_carried() -> None:
    motions = {one["id"].rpartition("/")[2]: one for one in found(EDITIONS["full evening"])["motions"]}
    assert motions["m10"]["result"] == "fail" and motions["m1"]["result"] == "pass"
    assert motions["m1"]["requirement"] == "more than 1/2 of votes_cast"
    assert motions["m1"]["handzeichen:administration"] is True and "creator_id" not in motions["m1"]
    assert motions["m10"]["handzeichen:amends"].endswith("/m5")


def test_a_resolution_that_is_not_to_be_carried_out_says_so() -> None:
    said = {
        one["id"]: one.get("handzeichen:not_to_be_carried_out")
        for one in found(EDITIONS["issued"])["motions"]
    }
    assert [id.rpartition("/")[2] for id, stopped in said.items() if stopped] == ["m2"]


def test_who_attended_and_when_stand_in_the_event() -> None:
    (event,) = found(EDITIONS["full evening"])["events"]
    assert (event["start_date"], event["end_date"]) == ("2026-11-17T16:03:00Z", "2026-11-17T18:12:00Z")
    came = [row["person"] for row in record(EDITIONS["full evening"], length=0, head="")["attendance"]]
    assert [person["id"] for person in event["attendees"]] == [f"person/{person}" for person in came]
