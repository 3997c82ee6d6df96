"""The command line about the law: what is in force, what has changed, and confirming for the house."""

from pathlib import Path

import pytest

from handzeichen.app.cli import main
from handzeichen.app.demo import FOLDER

PLAN = FOLDER / "plan.toml"


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HANDZEICHEN_LAW", str(tmp_path / "law"))
    return tmp_path / "law"


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path, code: int = 0) -> str:
    assert main(list(map(str, arguments))) == code
    out = capsys.readouterr()
    return out.err if code else out.out


def test_the_law_of_a_body_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "law", "ni-hannover-committee", "--on", "2026-11-24")
    assert text.startswith("Hannover, Ausschuss (ni-hannover-committee), am 24.11.2026\n")
    assert "Beschlussfähigkeit [quorum]: mehr als die Hälfte der gesetzlichen Mitgliederzahl" in text
    assert "§ 65 Abs. 1 Satz 1 NKomVG; Gesetzestext gelesen; seit 01.11.2011" in text
    assert "Das Land: " in text and "Vorher: " not in text
    assert "Noch vom Haus zu bestätigen: " in text


def test_what_has_changed_since_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "law", "ni", "--on", "2026-11-24", "--since", "2021-01-21")
    assert "Vorher: Ja (§ 182 Abs. 2 Satz 1 Nr. 3 NKomVG)" in text


def test_a_plan_says_body_and_day_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert ", am 21.01.2021\n" in said(capsys, "law", PLAN)


def test_a_draft_is_called_one_and_says_that_an_approval_is_not_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = said(capsys, "law", "nw", "--kind", "council", "--on", "2026-11-24")
    assert "\nEntwurf: " in text
    assert "Dieses Programm hat keine solche Zulassung" in text


def test_no_gap_of_a_sentence_is_shown_as_a_program_writes_it(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "law", "ni-hannover-committee", "--on", "2026-11-24")
    assert "zu TOP …" in text and "{" not in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("law", "xx"), "Profil „xx“ gibt es nicht"),
        (("confirm", "xx"), "Profil „xx“ gibt es nicht"),
        (("law", "de"), "„de“ ist nur die gemeinsame Grundlage"),
        (("law", "ni", "--on", "1990-01-01"), "„ni“ antwortet erst für Tage ab dem 01.11.2011"),
        (("confirm", "ni", "--all"), "--by NAME und --source TEXT"),
        (("confirm", "ni", "--all", "--by", "A\nB", "--source", "C"), "ohne Zeilenumbruch"),
        (("law", "ni", "--on", "2026-11-24", "--since", "2026-11-25"), "nach dem Tag, der gefragt ist"),
        (("confirm", "ni", "--question", "tür", "--by", "A", "--source", "B"), "Frage „tür“ gibt es nicht"),
    ],
)
def test_what_cannot_be_done_is_said(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    assert says in said(capsys, *arguments, code=2)


def test_a_kind_of_body_that_there_is_not_is_refused_in_german(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["law", "ni", "--kind", "foo"])
    assert end.value.code == 2
    assert "„foo“ ist keine Art von Gremium: council, main_committee" in capsys.readouterr().err


def test_a_house_confirms_one_by_one_and_then_the_rest(
    capsys: pytest.CaptureFixture[str], house: Path
) -> None:
    on = ("--day", "2026-11-24")
    word = ("--by", "Meyer", "--source", "Kommentar", "--on", "2026-11-20")
    assert "\n  doors: " in said(capsys, "confirm", "ni", *on)
    assert not house.exists()
    text = said(capsys, "confirm", "ni", *on, "--question", "doors", *word)
    assert text.startswith("Bestätigt: doors: ") and "\nNoch zu bestätigen: " in text
    assert "\n  doors: " not in said(capsys, "confirm", "ni", *on)
    assert "\nDamit ist alles bestätigt." in said(capsys, "confirm", "ni", *on, "--all", *word)
    assert said(capsys, "confirm", "ni", *on) == "Zu bestätigen ist nichts mehr.\n"
    # What is confirmed for the Land holds for a body that stands on it.
    text = said(capsys, "law", "ni", "--on", "2026-11-24")
    assert "Bestätigt: Meyer, 20.11.2026: Kommentar" in text and "noch nicht bestätigt" not in text


def test_a_wrong_file_stops_every_command(capsys: pytest.CaptureFixture[str], house: Path) -> None:
    house.mkdir()
    (house / "confirmations.toml").write_text("x = 1", "utf-8")
    for command in ("law", "confirm"):
        assert "confirmations.toml: x: unbekannt" in said(capsys, command, "ni", code=2)


def test_a_replay_may_use_a_profile_of_the_house(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, house: Path
) -> None:
    house.mkdir()
    (house / "stadt.toml").write_text('[profile]\nname = "Stadt"\nextends = "ni"\n', "utf-8")
    plan, script = tmp_path / "plan.toml", tmp_path / "script.jsonl"
    plan.write_text(PLAN.read_text("utf-8").replace('rules = "ni', 'rules = "stadt" # "ni', 1), "utf-8")
    script.write_text("", "utf-8")
    assert "body.rules" in said(capsys, "replay", plan, script, code=2)
    assert said(capsys, "replay", plan, script, "--law", house).startswith("Zu Ende gespielt.")
