"""`explain`: every reason of an evening from its log alone; a log that is wrong is answered as `verify` answers."""

import re
from pathlib import Path

import pytest

from app.test_cli import PLAN, SCRIPT, Run, run
from handzeichen.why.text import WIDTH

__all__ = ["run"]
OLD = Path(__file__).parents[1] / "log" / "old" / "0.1.0.jsonl"


def test_the_log_of_the_first_version_is_explained(run: Run) -> None:
    assert run("explain", str(OLD)) == 0
    assert re.findall(r"^Nr\. (\d+) · \d+\.\d\d Uhr\n(\S+)", run.out, re.MULTILINE) == [
        ("37", "Beschlussfähigkeit"), ("56", "Ergebnis"), ("66", "Ergebnis"), ("82", "Ergebnis"),
    ]  # fmt: skip
    assert "Nötig: mehr als 1/2 von 11 Sitzen = mehr als 5,5, also mindestens 6." in run.out
    assert "Nötig: mehr als 1/2 × (9 Ja + 1 Nein) = mehr als 5, also mindestens 6 Ja-Stimmen." in run.out
    assert "§ 66 Abs. 1 NKomVG; Gesetzestext gelesen" in " ".join(run.out.split())
    assert max(map(len, run.out.splitlines())) <= WIDTH
    # The wording of an answer stands where it is applied first, and not again at every ballot.
    assert " ".join(run.out.split()).count("Beschlüsse werden mit der Mehrheit") == 1
    assert "nichtöffentlichen Teil" not in run.out


def test_an_entry_is_explained_with_how_things_stood_after_it(run: Run) -> None:
    assert run("explain", str(OLD), "--at", "57") == 0
    assert run.out.count("\nNr. ") == 1
    assert "Wie es danach stand\n\nBeschlussfähigkeit\n" in run.out


def test_while_a_ballot_is_open_it_says_who_votes_and_who_is_missing_and_no_choice(run: Run) -> None:
    assert run("explain", str(OLD), "--at", "61") == 0
    assert "Wer stimmt ab über „Antrag des Vorsitzes auf Annahme der Tagesordnung“" in run.out
    assert "Es fehlen noch: " in run.out
    assert not re.search(r"\d+ (Ja|Nein)\b", run.out)


def test_every_entry_of_an_evening_is_explained_from_the_plan_on(run: Run) -> None:
    assert run("replay", PLAN, SCRIPT, "--log", "FOLDER/l.jsonl") == 0
    length = len((run.folder / "l.jsonl").read_text("utf-8").splitlines())
    for seq in (1, 2, length // 2, length):
        assert run("explain", "FOLDER/l.jsonl", "--at", str(seq)) == 0
        assert f"\nNr. {seq} · " in run.out


@pytest.mark.parametrize("number", ["0", "96", "-1"])
def test_an_entry_that_is_not_there_is_said_to_be_none(run: Run, number: str) -> None:
    assert run("explain", str(OLD), "--at", number) == 2
    assert run.out == "" and f"Einen lesbaren Eintrag Nr. {number} gibt es darin nicht." in run.err


def test_a_log_that_is_wrong_is_not_explained(run: Run) -> None:
    lines = OLD.read_text("utf-8").splitlines(keepends=True)
    wrong = run.file("wrong.jsonl", "".join([*lines[:40], *lines[41:]]))
    assert run("explain", wrong) == 1
    # Line 42 stands where line 41 should.
    assert (run.out, run.err.partition(" ")[0]) == ("41\n", f"{wrong}:41:")
