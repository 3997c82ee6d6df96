"""`handzeichen retain` on the command line: what it lists, in which words, and with which code it ends."""

import asyncio
from pathlib import Path

import pytest

from app.test_cli import Run
from app.test_retaining import ID, an_evening, lines_of
from handzeichen.app.config import Config
from handzeichen.log.chain import START
from handzeichen.log.sqlite import SqliteStore
from meeting.kit import Evening

LAW = "(§ 10 Abs. 2 NKomVG: Verfahrensfehler beim Erlass von Satzungen sind nach einem Jahr unbeachtlich; die Fristen selbst setzt das Haus)"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(tmp_path, capsys)


def kept(run: Run, evening: Evening) -> None:
    async def keep() -> None:
        store = await SqliteStore.open(Config(data=run.folder).file)
        await store.append(ID, START, lines_of(evening.entries))
        await store.close()

    asyncio.run(keep())


def test_a_dry_run_lists_by_meeting_and_class_what_would_go_since_when_and_by_which_law(run: Run) -> None:
    kept(run, an_evening())
    assert run("retain", "--data", "FOLDER", "--dry-run", "--on", "2027-06-01") == 0
    assert run.out.splitlines() == [
        "brueckenausschuss-12 (geschlossen am 24.11.2026)",
        f"  Einzelstimmen offener Abstimmungen: 5 Einträge, bleiben bis 31.12.2027. {LAW}",
        f"  Probestimmen: 2 Einträge, Frist abgelaufen am 24.12.2026: fällig. {LAW}",
        f"  Kamera und gemeldete Zuschaltungen: 1 Eintrag, Frist abgelaufen am 24.05.2027: fällig. {LAW}",
        f"  Störungen einzelner Personen: 3 Einträge, bleiben: ohne Frist. {LAW}",
        "Probelauf: 3 Einträge würden gelöscht. Geändert wurde nichts.",
    ]


def test_what_is_held_is_named_with_its_number_and_its_reason(run: Run) -> None:
    evening = an_evening()
    evening.accepted("clerk", "hold", reason="Klage")
    kept(run, evening)
    assert run("retain", "--data", "FOLDER", "--dry-run", "--on", "2027-06-01") == 0
    assert (
        f"  Löschstopp (Nr. {len(evening.entries)}): „Klage“. Nichts wird gelöscht." in run.out.splitlines()
    )
    assert (
        f"  Probestimmen: 2 Einträge, Frist abgelaufen am 24.12.2026: bleiben vorerst. {LAW}"
        in run.out.splitlines()
    )
    assert run.out.splitlines()[-1] == "Nichts ist fällig."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--meeting", "rat-9"),
            "Eine Sitzung „rat-9“ gibt es in diesem Speicher nicht. Bitte die Kennung prüfen.\n",
        ),
        (("--on", "2090-01-01"), "--on gibt es nur mit --dry-run: Gelöscht wird, was heute fällig ist.\n"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    kept(run, an_evening())
    assert run("retain", "--data", "FOLDER", *arguments) == 1
    assert (run.out, run.err) == ("", said)


def test_a_house_that_is_not_there_is_not_made(run: Run) -> None:
    assert run("retain", "--data", "FOLDER/nirgends") == 1
    assert "gibt es nicht. Bitte prüfen, welcher Ordner gemeint ist." in run.err
    assert not (run.folder / "nirgends").exists()


def test_a_day_that_is_none_is_said_so(run: Run) -> None:
    assert run("retain", "--dry-run", "--on", "gestern") == 2
    assert "„gestern“ ist kein Tag wie 2027-12-31" in run.err
