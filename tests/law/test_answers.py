"""Profiles as data: layers, dates, kinds of body, and every fault found at load."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handzeichen.law.answers import InForce, ProfileError, digest, law_from, load, profiles
from handzeichen.law.values import QUESTIONS

DAY = date(2026, 11, 24)
REAL = load("ni", on=DAY, kind="committee")
Lay = Callable[..., InForce]


def row(
    question: str,
    value: object,
    *,
    since: object = "2011-11-01",
    source: object = "§ 1",
    mark: object = "local",
    **more: object,
) -> str:
    """One answer as TOML; a date is written bare, `None` leaves a key out."""
    keys = {"since": since, "value": value, "source": source, "mark": mark, **more}
    lines = [f"{key} = {_toml(value)}" for key, value in keys.items() if value is not None]
    return f"[[{question}]]\n" + "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, str) and value[:2] in ("19", "20") and value.count("-") == 2:
        return value
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def complete(*, without: str = "", since: str = "2000-01-01") -> str:
    """All questions answered as `ni` answers them, from one day on."""
    rows = (r for r in REAL.rows if r.question not in without.split())
    return "".join(row(r.question, _plain(r.value), since=since, source=r.source, mark=r.mark) for r in rows)


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Writes layers, the lowest first, each extending the one before, and loads the uppermost."""

    def lay(*texts: str, on: date = DAY, kind: str = "committee") -> InForce:
        for number, text in enumerate(texts):
            head = "[profile]\n" + (f'extends = "layer{number - 1}"\n' if number else "")
            (tmp_path / f"layer{number}.toml").write_text(head + text, "utf-8")
        return load(f"layer{len(texts) - 1}", on=on, kind=kind, folder=tmp_path)

    return lay


def faults_of(lay: Lay, *texts: str, **where: Any) -> tuple[str, ...]:
    with pytest.raises(ProfileError) as caught:
        lay(*texts, **where)
    return caught.value.faults


# Which row is in force


def test_the_newest_row_not_after_the_day_is_in_force(lay: Lay) -> None:
    text = complete(without="minutes_title") + "".join(
        row("minutes_title", title, since=since)
        for title, since in [("alt", "2000-01-01"), ("neu", "2026-11-24"), ("künftig", "2026-11-25")]
    )
    assert lay(text).law.minutes_title.value == "neu"
    assert lay(text, on=date(2026, 11, 23)).law.minutes_title.value == "alt"
    assert lay(text, on=date(2026, 11, 25)).law.minutes_title.value == "künftig"


def test_a_row_for_the_bodys_kind_goes_before_one_for_all_even_an_older_one(lay: Lay) -> None:
    text = complete(without="minutes_title") + "".join(
        [
            row("minutes_title", "für alle", since="2020-01-01"),
            row("minutes_title", "für Räte", since="2010-01-01", kinds=["council", "district_council"]),
        ]
    )
    assert lay(text, kind="council").law.minutes_title.value == "für Räte"
    assert lay(text, kind="committee").law.minutes_title.value == "für alle"


def test_the_upper_layer_wins(lay: Lay) -> None:
    house = row("minutes_title", "Hausprotokoll", since="2001-01-01")
    assert lay(complete(), house).law.minutes_title.value == "Hausprotokoll"
    assert lay(complete(), house).law.quorum == lay(complete()).law.quorum


def test_the_upper_layer_wins_over_a_row_for_the_kind_below(lay: Lay) -> None:
    land = complete(without="deputies") + row("deputies", "none", since="2000-01-01", kinds=["committee"])
    assert lay(land, row("deputies", "faction", since="2000-01-01")).law.deputies.value == "faction"


def test_an_upper_row_that_is_not_yet_in_force_leaves_the_layer_below(lay: Lay) -> None:
    house = row("minutes_title", "Hausprotokoll", since="2027-01-01")
    assert lay(complete(), house).law.minutes_title.value == "Protokoll"


# A house rule does not silently outlive the Land's


def test_a_house_rule_older_than_the_lands_change_must_be_looked_at_again(lay: Lay) -> None:
    land = complete() + row("minutes_title", "neues Landesrecht", since="2022-03-30")
    house = row("minutes_title", "Hausprotokoll", since="2011-11-01")
    (fault,) = faults_of(lay, land, house)
    assert "„layer0“ hat sich am 2022-03-30 geändert" in fault
    assert "checked_against = 2022-03-30" in fault


def test_once_checked_against_that_date_it_loads(lay: Lay) -> None:
    land = complete() + row("minutes_title", "neues Landesrecht", since="2022-03-30")
    house = row("minutes_title", "Hausprotokoll", since="2011-11-01", checked_against="2022-03-30")
    assert lay(land, house).law.minutes_title.value == "Hausprotokoll"


def test_checked_against_another_date_does_not_help(lay: Lay) -> None:
    land = complete() + row("minutes_title", "neues Landesrecht", since="2022-03-30")
    house = row("minutes_title", "Hausprotokoll", since="2011-11-01", checked_against="2022-03-29")
    assert len(faults_of(lay, land, house)) == 1


def test_before_the_lands_change_and_after_a_newer_house_rule_nothing_needs_checking(lay: Lay) -> None:
    land = complete() + row("minutes_title", "neues Landesrecht", since="2022-03-30")
    older = row("minutes_title", "Hausprotokoll", since="2011-11-01")
    newer = row("minutes_title", "Hausprotokoll", since="2022-03-30")
    assert lay(land, older, on=date(2022, 3, 29)).law.minutes_title.value == "Hausprotokoll"
    assert lay(land, newer).law.minutes_title.value == "Hausprotokoll"


def test_of_two_layers_that_changed_the_later_change_is_the_one_to_check_against(lay: Lay) -> None:
    common = complete() + row("minutes_title", "gemeinsam", since="2020-01-01")
    land = row("minutes_title", "Land", since="2022-03-30")
    unchecked = row("minutes_title", "Haus", since="2011-11-01")
    checked = row("minutes_title", "Haus", since="2011-11-01", checked_against="2022-03-30")
    assert len(faults_of(lay, common, land, unchecked)) == 1
    assert lay(common, land, checked).law.minutes_title.value == "Haus"


# Faults, all at once


def test_a_profile_that_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        load("xx", on=DAY, kind="council")
    (fault,) = caught.value.faults
    assert "„xx“ gibt es nicht" in fault
    assert "ni-hannover-committee" in fault


def test_a_profile_built_on_itself(tmp_path: Path) -> None:
    for one, other in ("ab", "ba"):
        (tmp_path / f"{one}.toml").write_text(f'[profile]\nextends = "{other}"\n', "utf-8")
    with pytest.raises(ProfileError, match="baut auf sich selbst auf"):
        load("a", on=DAY, kind="council", folder=tmp_path)


def test_a_file_that_is_no_toml(lay: Lay) -> None:
    (fault,) = faults_of(lay, "[[quorum]\n")
    assert "kein gültiges TOML" in fault


def test_every_question_without_an_answer_is_named(lay: Lay) -> None:
    found = faults_of(lay, complete(without="quorum doors"))
    assert [fault.split(":")[0] for fault in found] == ["quorum", "doors"]


def test_an_answer_that_comes_into_force_later_is_none_today(lay: Lay) -> None:
    assert len(faults_of(lay, complete(since="2026-11-25"))) == len(QUESTIONS)


def test_an_answer_for_other_kinds_of_body_is_none_for_this_one(lay: Lay) -> None:
    text = complete(without="quorum") + row("quorum", _plain(REAL.rows[0].value), kinds=["council"])
    assert faults_of(lay, text, kind="committee") == (
        "quorum: keine Antwort, die am 2026-11-24 für „committee“ gilt",
    )
    assert lay(text, kind="council").law.quorum.value.fraction == "1/2"


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("qorum: unbekannte Frage", row("qorum", True)),
        ("doors: keine Liste von Antworten", "[doors]\nvalue = true\n"),
        ("hybrid[0].since: fehlt", row("hybrid", True, since=None)),
        ("hybrid[0].value: fehlt", row("hybrid", None)),
        ("hybrid[0].source: fehlt", row("hybrid", True, source=None)),
        ("hybrid[0].mark: fehlt", row("hybrid", True, mark=None)),
        ("hybrid[0].mark: „hearsay“ ist keines von text seen, secondary, memory, inferred, local", row("hybrid", True, mark="hearsay")),
        ("hybrid[0].mark: „['local']“", row("hybrid", True, mark=["local"])),
        ("hybrid[0].sauce: unbekannt", row("hybrid", True, sauce="§ 2")),
        ("hybrid[0].since: kein Datum", row("hybrid", True, since="gestern")),
        # A date with a time of day cannot be compared with a day.
        ("hybrid[0].since: kein Datum", "[[hybrid]]\nsince = 2011-11-01T00:00:00\nvalue = true\nsource = '§ 1'\nmark = 'local'\n"),
        ("hybrid[0].checked_against: kein Datum", row("hybrid", True, checked_against="bald")),
        ("hybrid[0].source: kein Text", row("hybrid", True, source=64)),
        ("hybrid[0].wording: kein Text", row("hybrid", True, wording=["so"])),
        # A kind misspelt would silently never apply.
        ("hybrid[0].kinds: keine Liste aus council, main_committee, committee, district_council", row("hybrid", True, kinds=["comittee"])),
        ("hybrid[0].kinds: keine Liste", row("hybrid", True, kinds="council")),
        ("hybrid[0].value: nötig ist true oder false", row("hybrid", "yes")),
        ("hybrid[0].value: nötig ist true oder false", row("hybrid", 1)),
        ("deputies[0].value: nötig ist eines von none, faction, named", row("deputies", "anybody")),
        ("deputies[0].value: nötig ist eines von", row("deputies", ["none"])),
        ("minutes_title[0].value: nötig ist ein Text", row("minutes_title", 1)),
        ("presumed_least[0].value: möglich sind nur fraction und heads", row("presumed_least", {"seats": 3})),
        ("presumed_least[0].value: möglich sind nur fraction und heads", row("presumed_least", 3)),
        ("presumed_least[0].value: fraction ist ein Bruch", row("presumed_least", {"fraction": "4/3"})),
        ("presumed_least[0].value: fraction ist ein Bruch", row("presumed_least", {"fraction": 0.25})),
        ("presumed_least[0].value: heads ist eine ganze Zahl", row("presumed_least", {"heads": 0})),
        ("presumed_least[0].value: heads ist eine ganze Zahl", row("presumed_least", {"heads": True})),
        ("presumed_least[0].value: heads ist eine ganze Zahl", row("presumed_least", {"heads": "3"})),
        ("doors[0].value: nötig ist eine Liste von Wörtern", row("doors", "cleared")),
        ("doors[0].value: nötig ist eine Liste von Wörtern", row("doors", [1])),
        ("majority[0].value: nötig sind base, fraction und strict", row("majority", {"base": "present"})),
        ("majority[0].value: nötig sind base, fraction und strict", row("majority", "1/2")),
        ("majority[0].value: fraction ist ein Bruch", row("majority", {"base": "present", "fraction": "3/2", "strict": True})),
        ("majority[0].value: fraction ist ein Bruch", row("majority", {"base": "present", "fraction": 0.5, "strict": True})),
        ("majority[0].value: fraction ist ein Bruch", row("majority", {"base": "present", "fraction": "1/2", "strict": 1})),
        ("majority[0].value: nötig ist eines von votes_cast,", row("majority", {"base": "heads", "fraction": "1/2", "strict": True})),
        ("majority_by_kind[0].value: nötig sind base, fraction und strict", row("majority_by_kind", {"main": "2/3"})),
        ("majority_by_kind[0].value: nötig ist eine Tabelle", row("majority_by_kind", [])),
        ("outcome_words[0].value: nötig ist ein Text", row("outcome_words", {"noted": 1})),
        ("motion_words[0].value: nötig ist eine Tabelle", row("motion_words", {"main": "x"})),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_named_by_its_key(lay: Lay, fault: str, text: str) -> None:
    without = fault.split(":", maxsplit=1)[0].split("[", maxsplit=1)[0]
    (found,) = faults_of(lay, complete(without=without) + text if without in QUESTIONS else text + complete())
    assert found.startswith(fault)


def test_a_row_that_is_not_in_force_is_read_as_strictly(lay: Lay) -> None:
    (fault,) = faults_of(lay, complete() + row("hybrid", "vielleicht", since="2099-01-01"))
    assert fault.startswith("hybrid[1].value")


def test_all_faults_of_all_layers_come_at_once(lay: Lay) -> None:
    land = complete(without="quorum majority") + row("hybird", True)
    house = row("majority", "1/2") + row("doors", ["cleared"], since="1990-01-01", mark="rumour")
    found = faults_of(lay, land, house)
    assert sorted(fault.split(":")[0] for fault in found) == [
        "doors[0].mark",
        "hybird",
        "majority[0].value",
        "quorum",
    ]


def test_the_error_says_one_fault_a_line(lay: Lay) -> None:
    with pytest.raises(ProfileError) as caught:
        lay(complete(without="quorum doors"))
    assert [line.split(":")[:2] for line in str(caught.value).splitlines()] == [
        ["layer0", " quorum"],
        ["layer0", " doors"],
    ]


# What names a law


def test_the_digest_names_profile_answers_sources_marks_and_dates_and_not_their_order() -> None:
    rows = list(REAL.rows)
    assert digest("ni", reversed(rows)) == digest("ni", rows) == REAL.digest
    assert len(REAL.digest) == 64 and REAL.digest == REAL.digest.lower()
    assert digest("st", rows) != REAL.digest
    changes: list[dict[str, Any]] = [
        {"value": False},
        {"source": "§ 0"},
        {"mark": "memory"},
        {"since": date(1999, 1, 1)},
    ]
    one = next(r for r in rows if r.question == "all_present")
    for change in changes:
        other = replace(one, **change)
        assert digest("ni", [other if r is one else r for r in rows]) != REAL.digest, change


def test_the_typed_law_can_be_built_again_from_its_rows() -> None:
    assert law_from(REAL.rows) == REAL.law


def test_every_profile_is_listed_by_its_id() -> None:
    found = profiles()
    assert found == tuple(sorted(found))
    assert {"de", "ni", "ni-hannover-committee", "nw", "st"} <= set(found)
