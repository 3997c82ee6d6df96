"""A house's own form of minutes: its profile beside ours, played, and read back from the log alone, which carries it."""

import json
from pathlib import Path

import pytest

from handzeichen.app.replay import play
from handzeichen.app.verify import Wrong, rebuild
from handzeichen.law.minuting import MinutesStyle
from handzeichen.log.files import from_jsonl
from handzeichen.meeting.state import Meeting
from handzeichen.record.data import record
from handzeichen.record.minutes import minutes
from handzeichen.record.writers.text import text
from record.evening import PLAN

HOUSE = """
[profile]
name = "Erlenbrügge"
extends = "ni"

[[result_words]]
since = 2020-01-01
source = "Geschäftsordnung Erlenbrügge"
mark = "local"
[result_words.value]
"carried.unanimous" = "einstimmig angenommen{abstain:tails.with_abstentions}"
"carried.counted" = "mehrheitlich{abstain:tails.with_abstentions} angenommen"

[[outcome_words]]
since = 2020-01-01
source = "Geschäftsordnung Erlenbrügge"
mark = "local"
[outcome_words.value]
adopted = "Ungeändert beschlossen"
recommended = "Ungeändert empfohlen"
noted = "Kenntnis genommen"
postponed = "Zurückgestellt"
removed = "Von der Tagesordnung genommen"
referred = "Verwiesen"
not_considered = "Nicht befasst"
withdrawn = "Zurückgezogen"
agreed = "Ohne Widerspruch"
not_reached = "Nicht mehr behandelt"
deferred_to_factions = "In die {faction} gezogen"

[[minutes_style]]
since = 2020-01-01
value = { clock = "colon", tally = true }
source = "Geschäftsordnung Erlenbrügge"
mark = "local"

[[signatories]]
since = 2020-01-01
value = [{ who = "chair", title = "Vorsitzende" }, { who = "head", title = "Der Bürgermeister" }]
source = "Geschäftsordnung Erlenbrügge"
mark = "local"
"""
RECOMMENDS = PLAN.replace('id = "m1"\n', 'id = "m1"\neffect = "recommends"\n')
STEPS = (
    *(
        {"by": "clerk", "do": "arrive", "person": person, "via": "room"}
        for person in ("arnold", "berger", "conrad")
    ),
    {"by": "chair", "do": "open_meeting"},
    {"by": "chair", "do": "state_quorum"},
    {"by": "chair", "do": "call_item", "item": "1"},
    {"by": "chair", "do": "open_ballot", "ballot": "b1", "motion": "m1", "method": "show_of_hands"},
    {"by": "clerk", "do": "count_hands", "ballot": "b1", "yes": 1, "no": 0, "abstain": 2},
    {"by": "chair", "do": "close_ballot", "ballot": "b1"},
    {"by": "chair", "do": "announce_result", "ballot": "b1"},
    {"by": "chair", "do": "close_item", "item": "1"},
    {"by": "chair", "do": "call_item", "item": "2"},
    {"by": "chair", "do": "defer_to_factions", "item": "2", "faction": "linde"},
    {"by": "chair", "do": "close_meeting"},
)


@pytest.fixture(scope="module")
def read_back(tmp_path_factory: pytest.TempPathFactory) -> Meeting:
    """The meeting rebuilt from its log; the house's folder is gone by then."""
    from handzeichen.law.answers import PROFILES

    folder = tmp_path_factory.mktemp("profiles")
    (folder / "erlenbruegge.toml").write_text(HOUSE, "utf-8")
    plan = RECOMMENDS.replace('rules = "ni"', 'rules = "erlenbruegge"').encode()
    script = "\n".join(json.dumps({"at": "2026-11-24T18:05:00+01:00", **step}) for step in STEPS).encode()
    played = play(plan, script, (folder, PROFILES))
    (folder / "erlenbruegge.toml").unlink()
    found = rebuild(played.log)
    assert not isinstance(found, Wrong)
    assert text(minutes(found)) == text(minutes(played.meeting))
    return found


def test_results_are_announced_and_minuted_in_the_words_of_the_house(read_back: Meeting) -> None:
    lines = text(minutes(read_back)).splitlines()
    place = lines.index("Einstimmig angenommen bei 2 Enthaltungen")
    assert lines[place : place + 4] == [
        "Einstimmig angenommen bei 2 Enthaltungen",
        "Abstimmungsergebnis: Ja 1, Nein 0, Enthaltungen 2",
        "",
        "Ungeändert empfohlen",
    ]
    assert "In die Linde-Fraktion gezogen" in lines
    assert "Beginn 18:05 Uhr" in lines


def test_the_record_says_the_same_words_and_keeps_its_form(read_back: Meeting) -> None:
    found = record(read_back, length=1, head="5e1c")
    assert found["ballots"]["b1"]["wording"] == "Einstimmig angenommen bei 2 Enthaltungen"
    assert [item["result_text"] for item in found["items"]] == [
        "Einstimmig angenommen bei 2 Enthaltungen",
        "In die Linde-Fraktion gezogen",
    ]
    assert found["items"][0]["outcome"] == "adopted"


def test_those_sign_whom_the_house_names_under_its_own_titles(read_back: Meeting) -> None:
    assert [(one.name, one.role) for one in minutes(read_back).signatures] == [
        ("Arnold", "Vorsitzende"),
        (None, "Der Bürgermeister"),
    ]


def test_minutes_of_a_log_from_before_these_questions_look_as_they_did() -> None:
    old = (Path(__file__).parents[1] / "log" / "old" / "0.1.0.jsonl").read_bytes()
    found = rebuild(from_jsonl(old))
    assert not isinstance(found, Wrong)
    law = found.law
    assert (law.minutes_style.value, law.minutes_chapters.value) == (MinutesStyle(), ())
    assert (law.signatories.value, law.result_words.value) == ((), {})
    assert "____" not in text(minutes(found))
