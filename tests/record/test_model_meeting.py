"""The evening of the demonstration, played whole: its record and its minutes hold everything in erlenbruegge.json.

In that file an object is a part of the record's, a list is compared element by element, `items` is keyed by id,
`deputies` is who acted for whom, `minutes_lines` stand in the minutes in this order.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from handzeichen.app import cli
from handzeichen.app.plan import law_of, read_plan
from handzeichen.app.replay import play
from handzeichen.record.data import record
from handzeichen.record.minutes import minutes
from handzeichen.record.writers.text import text
from record.beside import MISSING, beside, printed
from support.facts import missing

FOLDER = Path(cli.__file__).parent / "demo_meeting"
FACTS: dict[str, Any] = json.loads((Path(__file__).parent / "erlenbruegge.json").read_text("utf-8"))
PLAYED = play((FOLDER / "plan.toml").read_bytes(), (FOLDER / "script.jsonl").read_bytes())
RECORD = json.loads(json.dumps(record(PLAYED.meeting, length=PLAYED.head.seq, head=PLAYED.head.hash)))
LINES = text(minutes(PLAYED.meeting)).splitlines()

KEYS = {
    "meeting": "body number form legal_basis place opened_at closed_at adjourned_at profile suspensions led_by",
    "attendance": "person role seat deputising_for deputations spans recused",
    "quorum": "at kind by present seats required quorate basis",
    "notices": "at notice",
    "items": "id title secrecy called_at closed_at papers notes floor result_text outcome",
    "motions": "kind item under moved_at mover faction text reason amends part_of outcome settled_by ballots",
    "ballots": (
        "motion with method state reason eligible present yes no abstain not_voted majority needed result unanimous "
        "wording by_video sources votes recorded_on_request opened_at closed_at announced_at"
    ),
    "log": "length head",
}


@pytest.mark.parametrize("part", ["meeting", "quorum", "motions", "ballots", "absent"])
def test_the_record_holds_every_fact(part: str) -> None:
    assert missing(FACTS[part], RECORD[part], part) == []


def test_the_record_holds_every_outcome_of_an_item() -> None:
    assert missing(FACTS["items"], {item["id"]: item for item in RECORD["items"]}, "items") == []


def test_the_record_says_who_acted_for_whom() -> None:
    acting = {row["person"]: row["deputising_for"] for row in RECORD["attendance"] if row["deputising_for"]}
    assert acting == FACTS["deputies"]
    assert {row["person"]: row["seat"] for row in RECORD["attendance"]}["rehbein"] == "lauenroth"


def test_ten_of_eleven_seats_were_acted_for() -> None:
    assert RECORD["quorum"][0]["present"] == FACTS["voting_present"]
    assert sum(row["seat"] is not None for row in RECORD["attendance"]) == FACTS["voting_present"]


def test_seven_voted_in_the_room_and_three_by_video() -> None:
    ways = [row["spans"][-1]["via"] for row in RECORD["attendance"] if row["seat"]]
    assert (ways.count("room"), ways.count("video")) == (7, 3)


def test_the_sums_hold_in_every_ballot() -> None:
    for ballot in RECORD["ballots"].values():
        cast = ballot["yes"] + ballot["no"] + ballot["abstain"]
        assert cast + ballot["not_voted"] == ballot["eligible"]
        assert sum(ballot["sources"].values()) == cast


def test_every_published_line_stands_in_the_minutes_in_its_order() -> None:
    """With `-s` both stand side by side: what towns publish of such an evening, and what we write of it."""
    rows = beside(FACTS["minutes_lines"], LINES)
    print(printed(rows))
    assert [line for line, ours in rows if ours == MISSING] == []


def test_nobody_in_the_minutes_is_shown_as_being_on_video() -> None:
    """As published: whoever takes part by video is present, and stands in the list like everybody else."""
    names = LINES[LINES.index("Anwesend:") + 1 : LINES.index("Beratende Mitglieder:")]
    assert len([name for name in names if name]) == 10
    assert not any("Video" in name or "Uhr" in name for name in names)


@pytest.mark.parametrize("part", KEYS)
def test_the_record_has_the_documented_keys_and_no_others(part: str) -> None:
    documented = set(KEYS[part].split())
    rows = RECORD[part]
    if part in ("meeting", "log"):
        rows = [rows]
    elif isinstance(rows, dict):
        rows = list(rows.values())
    assert rows, "there is something to look at"
    assert all(set(row) == documented for row in rows)


def test_the_record_has_the_documented_parts() -> None:
    assert list(RECORD) == [
        "meeting", "attendance", "absent", "quorum", "notices", "items", "motions", "ballots", "faults", "log",
    ]  # fmt: skip
    assert RECORD["meeting"]["profile"] == {
        "id": "ni",
        "digest": law_of(read_plan(FOLDER / "plan.toml")).digest,
    }


def test_every_time_stands_with_the_offset_of_the_plan() -> None:
    times = [value for value in json.dumps(RECORD).split('"') if value.startswith("2021-01-21T")]
    assert len(times) > 50
    assert all(value.endswith("+01:00") for value in times)


def test_the_evening_is_played_under_the_law_of_its_day() -> None:
    assert PLAYED.meeting.law.hybrid.source == "§ 182 Abs. 2 Satz 1 Nr. 3 NKomVG"
