"""A house's own words for results: which there may be, what is wrong with one, and how each is announced."""

from dataclasses import replace
from datetime import date

import pytest

from handzeichen.law.answers import load
from handzeichen.law.majority import Tally
from handzeichen.law.questions import Law
from handzeichen.law.result_words import IN_ONE_WORD, KEYS
from handzeichen.law.result_words import OUTCOMES as OUTCOME_KEYS
from handzeichen.law.values import plain_problem
from handzeichen.law.wording import result
from handzeichen.meeting.ids import ItemOutcome
from handzeichen.words.table import ENGLISH, in_language, table

NI = load("ni", on=date(2026, 11, 24), kind="committee").law
OWN = {
    "carried.unanimous": "einstimmig angenommen{abstain:tails.with_abstentions}",
    "carried.counted": "mehrheitlich{abstain:tails.with_abstentions} angenommen",
    "rejected.counted": "mit {no:no_vote.dative} gegen {yes:yes_vote} abgelehnt",
    "procedure.counted": "{subject} wird mehrheitlich {verb}.",
}


def house(**words: str) -> Law:
    return replace(NI, result_words=replace(NI.result_words, value=words))


def announced(law: Law, kind: str, *votes: int, passed: bool = True) -> str:
    yes, no, abstain = votes
    return result(
        law, kind, Tally(yes=yes, no=no, abstain=abstain, present=18, seats=18), passed=passed, needed=6
    )


@pytest.mark.parametrize(("kind", "votes", "passed", "words"), [
    ("main", (10, 0, 0), True, "Einstimmig angenommen"),
    ("main", (10, 0, 1), True, "Einstimmig angenommen bei einer Enthaltung"),
    ("amendment", (6, 4, 7), True, "Mehrheitlich bei 7 Enthaltungen angenommen"),
    ("main", (1, 9, 0), False, "Mit 9 Nein-Stimmen gegen eine Ja-Stimme abgelehnt"),
    ("postponement", (9, 1, 0), True, "Die Vertagung wird mehrheitlich beschlossen."),
    # What the house does not say otherwise is said as everywhere.
    ("main", (0, 10, 0), False, "Einstimmig abgelehnt"),
    ("postponement", (10, 0, 0), True, "Die Vertagung wird einstimmig beschlossen."),
])  # fmt: skip
def test_a_result_is_announced_in_the_words_of_the_house(
    kind: str, votes: tuple[int, int, int], passed: bool, words: str
) -> None:
    assert announced(house(**OWN), kind, *votes, passed=passed) == words


def test_readers_of_english_get_the_common_words() -> None:
    own, common = (in_language(announced(law, "main", 6, 4, 7), ENGLISH) for law in (house(**OWN), NI))
    assert own == common
    assert "mehrheitlich" not in own.lower()


def test_each_result_that_may_be_said_otherwise_is_one_of_the_common_ones() -> None:
    assert {f"results.{key}" for key in KEYS} <= set(table("de").templates)


@pytest.mark.parametrize(("key", "words", "problem"), [
    ("carried", "Ja", "das Ergebnis gibt es nicht"),
    ("carried.counted", "", "der Wortlaut ist leer"),
    ("carried.counted", "{yes:yes_votes} dafür", "eine Lücke darin"),
    ("carried.counted", "{present} dafür", "eine Lücke darin"),
    ("carried.counted", "{yes", "eine Lücke darin"),
    ("carried.counted", "{}", "eine Lücke darin"),
    ("carried.counted", "{yes.__class__}", "eine Lücke darin"),
    ("carried.unanimous", "{subject} wird {verb}", "eine Lücke darin"),
])  # fmt: skip
def test_words_that_could_not_be_announced_are_a_fault_of_the_profile(
    key: str, words: str, problem: str
) -> None:
    found = plain_problem("result_words", {key: words})
    assert found is not None and found.startswith(f"{key}: {problem}")
    assert plain_problem("result_words", OWN) is None


OUTCOMES = {**NI.outcome_words.value, "adopted": "Ungeändert beschlossen"}


@pytest.mark.parametrize(("words", "problem"), [
    ({**OUTCOMES, "verschoben": "Verschoben"}, "verschoben gibt es nicht"),
    ({"noted": "Kenntnis genommen"}, "es fehlen die Worte für agreed, postponed"),
    ({**OUTCOMES, "deferred_to_factions": "In die {fraktion} gezogen"}, "deferred_to_factions: die Lücke {fraktion}"),
    ({**OUTCOMES, "postponed": "Vertagt auf {to}"}, "postponed: die Lücke {to}"),
])  # fmt: skip
def test_outcomes_that_could_not_be_said_are_a_fault_of_the_profile(
    words: dict[str, str], problem: str
) -> None:
    assert (plain_problem("outcome_words", words) or "").startswith(problem)
    assert plain_problem("outcome_words", OUTCOMES) is None


@pytest.mark.parametrize(("question", "value", "problem"), [
    ("minutes_title", " ", "nötig ist ein Wort, etwa Niederschrift"),
    ("minutes_title", "Niederschrift", None),
    ("minutes_chapters", [{"of": "press", "title": "A"}, {"of": "press", "title": "B"}], "zweimal genannt: press"),
    ("minutes_chapters", [{"of": "press", "title": ""}], "eine Überschrift ist leer"),
    ("minutes_chapters", [{"of": "press", "title": "Presse"}], None),
])  # fmt: skip
def test_minutes_without_a_name_or_with_a_chapter_twice_are_a_fault_of_the_profile(
    question: str, value: object, problem: str | None
) -> None:
    assert plain_problem(question, value) == problem


def test_every_outcome_of_an_item_has_a_phrase_or_may_have_one() -> None:
    assert {*OUTCOME_KEYS, *IN_ONE_WORD} >= {one.value for one in ItemOutcome} - {"none", "elected"}
