"""`handzeichen carried`: what comes back of a meeting is the [[items]] of the next plan."""

from pathlib import Path

import pytest

from handzeichen.app import cli
from handzeichen.app.carried import carried
from handzeichen.app.plan import read_plan
from handzeichen.app.replay import play
from handzeichen.meeting.plan import Plan
from meeting.kit import Evening, at_item

FOLDER = Path(cli.__file__).parent / "demo_meeting"
HEAD = """\
[body]
id = "brueckenausschuss"
name = "Ausschuss für Brücken und Wege"
kind = "committee"
rules = "ni"
seats = 7
[meeting]
number = 13
starts_at = 2026-12-08T17:30:00+01:00
form = "hybrid"
clerk = "meyer"
[[factions]]
id = "esche"
name = "Esche"
kind = "group"
[[people]]
id = "brandt"
name = "Brandt"
faction = "esche"
role = "member"
[[people]]
id = "meyer"
name = "Meyer"
role = "administration"
"""


def next_plan(evening: Evening) -> Plan:
    return read_plan((HEAD + carried(evening.meeting)).encode())


def postponed() -> Evening:
    evening = at_item("2")
    evening.accepted(
        "brandt",
        "move",
        motion="a1",
        kind="amendment",
        amends="m2",
        replaces="gebaut",
        text='in "Rot" gebaut',
    )
    evening.vote("a1", "b1", yes="ahrens brandt")
    evening.accepted(
        "brandt", "move", motion="a2", kind="amendment", amends="m2", text="Mit Geländer.\nAus Holz."
    )
    evening.accepted("clerk", "table_paper", item="2", reference="9/2026", kind="Tischvorlage", handed="mail")
    evening.accepted("brandt", "move", motion="p1", kind="postponement")
    evening.vote("p1", "b2", yes="ahrens brandt")
    for item in ("1", "3", "4", "6"):
        evening.accepted("brandt", "move", motion=f"n{item}", kind="not_to_consider", item=item)
        evening.vote(f"n{item}", f"c{item}", yes="ahrens brandt")
    evening.accepted("chair", "close_meeting")
    return evening


def test_the_next_plan_takes_over_item_paper_and_undecided_matters_as_they_stand() -> None:
    bridge, land = next_plan(postponed()).items
    assert (bridge.id, bridge.title) == ("2", "Neue Brücke am Ulmenweg")
    assert [(paper.reference, paper.kind) for paper in bridge.papers] == [("9/2026", "Tischvorlage")]
    assert [(motion.id, motion.kind, motion.text, motion.by) for motion in bridge.motions] == [
        ("m2", "main", 'Die Brücke wird in "Rot" gebaut.', "administration"),
        ("a2", "amendment", "Mit Geländer.\nAus Holz.", "brandt"),
    ]
    assert (land.id, land.secrecy, land.public_title) == ("5", "non_public", "Grundstückssache")


def test_each_item_says_where_it_comes_from_and_when_it_is_due() -> None:
    said = [line for line in carried(postponed().meeting).splitlines() if line.startswith("#")]
    assert said == [
        "# TOP 2 der 12. Sitzung (Vertagt), wieder in der nächsten ordentlichen Sitzung",
        "# TOP 5 der 12. Sitzung (Nicht aufgerufen), wieder in der nächsten ordentlichen Sitzung",
    ]


def test_where_nothing_comes_back_it_says_so() -> None:
    assert carried(at_item("2").meeting) == "# Aus dieser Sitzung kommt kein Punkt wieder.\n"


def test_it_is_printed_from_a_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.jsonl"
    plan, script = FOLDER / "plan.toml", FOLDER / "script.jsonl"
    assert cli.main(["replay", str(plan), str(script), "--log", str(log)]) == 0
    capsys.readouterr()
    assert cli.main(["carried", str(log)]) == 0
    assert capsys.readouterr().out == carried(play(plan.read_bytes(), script.read_bytes()).meeting)


def test_a_log_that_is_wrong_is_answered_as_by_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("{}\n", "utf-8")
    assert cli.main(["carried", str(log)]) == 1
    assert capsys.readouterr().out == "1\n"
