"""An evening with everything that happens to a clerk, played from its script: what its record and its minutes say.

`record.json` was worked out by hand from the script, before it was ever played: an object is a part of the record's, a
list is compared element by element, `items` is keyed by id, `people` by person. Its minutes are in `test_styles`.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from handzeichen.app.replay import play
from handzeichen.record.data import record
from support.facts import missing

FOLDER = Path(__file__).parent / "full_evening"
FACTS: dict[str, Any] = json.loads((FOLDER / "record.json").read_text("utf-8"))
PLAYED = play((FOLDER / "plan.toml").read_bytes(), (FOLDER / "script.jsonl").read_bytes())
RECORD = json.loads(json.dumps(record(PLAYED.meeting, length=PLAYED.head.seq, head=PLAYED.head.hash)))
PEOPLE = {row["person"]: row for row in RECORD["attendance"]}


@pytest.mark.parametrize("part", ["meeting", "absent", "quorum", "notices", "motions", "ballots", "faults"])
def test_the_record_holds_every_fact(part: str) -> None:
    assert missing(FACTS[part], RECORD[part], part) == []


def test_the_record_holds_every_item() -> None:
    assert missing(FACTS["items"], {item["id"]: item for item in RECORD["items"]}, "items") == []


def test_the_record_holds_who_was_there_and_when() -> None:
    assert missing(FACTS["people"], PEOPLE, "people") == []
    assert list(PEOPLE) == FACTS["order"]
    assert [person for person, row in PEOPLE.items() if row["recused"]] == ["wuebben"]


def test_nothing_happened_of_which_the_facts_know_nothing() -> None:
    assert [sorted(RECORD[part]) for part in ("motions", "ballots")] == [
        sorted(FACTS[part]) for part in ("motions", "ballots")
    ]


def test_the_sums_hold_in_every_ballot() -> None:
    for ballot in RECORD["ballots"].values():
        cast = ballot["yes"] + ballot["no"] + ballot["abstain"]
        assert cast + ballot["not_voted"] == ballot["eligible"]
        assert sum(ballot["sources"].values()) == cast
