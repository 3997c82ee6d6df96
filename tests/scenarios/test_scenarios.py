"""Every scenario beside this file is an evening that goes as it is written; and the reader notices when it does not."""

from pathlib import Path

import pytest

from scenarios.reader import SINCE, STEP, Otherwise, play, play_text
from scenarios.words import PATTERNS

SCENARIOS = sorted(Path(__file__).parent.glob("*.txt"))

SMALL = """\
Ausschuss für Brücken Erlenbrügge, ni, 2026-11-24

Sitze: 3
Mitglieder: Ahrens (BLE, Vorsitz), Brandt (Auen)
TOP 1: Neue Brücke – Beschluss

18.00  Ahrens und Brandt im Saal
18.01  Sitzung eröffnet
18.02  Beschlussfähigkeit festgestellt   → festgestellt: beschlussfähig, 2 von 3
18.03  TOP 1 aufgerufen
18.04  Abstimmung über TOP 1
18.04  Brandt geht                       → Brandt: nicht da
18.05  Sitzung geschlossen               ⨯ Die Abstimmung über „Beschlussvorschlag der Verwaltung zu TOP 1“ läuft noch oder ist noch nicht bekannt gegeben. (Regel des Programms)

Protokoll:
  Beginn 18.01 Uhr
  nicht: Ende 18.05 Uhr
"""


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_an_evening_goes_as_it_is_written(path: Path) -> None:
    meeting = play(path)
    assert meeting.sitting.times.closed_at is not None, "every scenario is played to its end"


def test_the_small_evening_goes_as_it_is_written() -> None:
    assert play_text(SMALL, "klein.txt").ballot is not None


@pytest.mark.parametrize(("written", "instead", "line", "why"), [
    # What is expected to be true is not.
    ("beschlussfähig, 2 von 3", "beschlussfähig, 3 von 3", 9, "stattdessen gilt:\n  beschlussfähig, 2 von 3"),
    # A refusal that does not come, one that was not expected, and one in other words.
    ("Brandt: nicht da", "⨯ nein (§ 1)", 12, "Brandt: nicht da"),
    ("→ Brandt: nicht da", "⨯ Das geht nicht. (§ 1)", 12, "abgelehnt mit: None"),
    ("⨯ Die Abstimmung über „Beschlussvorschlag der Verwaltung zu TOP 1“ läuft noch oder ist noch nicht bekannt gegeben. (Regel des Programms)", "", 13, "abgelehnt mit: Die Abstimmung über"),
    ("gegeben. (Regel des Programms)", "gegeben. (§ 1)", 13, "nicht bekannt gegeben. (Regel"),
    # A sentence that nobody knows, a line that is none, a motion that was never moved.
    ("Sitzung eröffnet", "Sitzung angefangen", 8, "Diesen Satz kennt scenarios/words.py nicht."),
    ("18.03  TOP 1", "um drei TOP 1", 10, "So fängt hier keine Zeile an"),
    ("über TOP 1", "über die Vertagung", 11, "Einen solchen Antrag gibt es nicht"),
    # The minutes: a line that is missing, one that should be.
    ("  Beginn 18.01 Uhr", "  Beginn 18.02 Uhr", 16, "Diese Zeile steht hier nicht"),
    ("nicht: Ende 18.05 Uhr", "nicht: Beginn 18.01 Uhr", 17, "Diese Zeile steht im Protokoll."),
])  # fmt: skip
def test_what_goes_otherwise_is_named_with_file_line_and_words(
    written: str, instead: str, line: int, why: str
) -> None:
    assert SMALL.count(written) == 1
    changed = SMALL.replace(written, instead)
    with pytest.raises(Otherwise) as otherwise:
        play_text(changed, "klein.txt")
    place, said = str(otherwise.value).strip().split("\n", 1)
    assert place.startswith(f"klein.txt:{line}: ")
    assert changed.splitlines()[line - 1].strip() in place
    assert why in said


def test_every_sentence_that_can_be_said_is_said_in_some_scenario() -> None:
    said = [
        late["said"] if (late := SINCE.fullmatch(step["said"].strip())) else step["said"].strip()
        for path in SCENARIOS
        for row in path.read_text("utf-8").splitlines()
        if (step := STEP.fullmatch(row.rstrip()))
    ]
    unused = [known.pattern for known, _ in PATTERNS if not any(known.fullmatch(one) for one in said)]
    assert unused == []
