"""Every question in words: whoever adds one to `law/questions.py` gives it a table in `law/asked.toml`."""

import re
from collections.abc import Iterator, Mapping

import pytest

from handzeichen.law.answers import PROFILES, layers_of, profiles
from handzeichen.law.asked import ASKED, ENTRY, MARKS, TOPICS, WORDS, in_words
from handzeichen.law.questions import Mark
from handzeichen.law.values import QUESTIONS
from law.rows import rows_of

FREE_TEXT = {
    "paragraphs", "minutes_title", "minutes_chapters", "signatories", "motion_words", "outcome_words", "result_words",
    "terms", "objection",
}  # fmt: skip
"""Questions whose values are German already; only the names of their keys are ours."""


def test_every_question_has_its_words_and_no_other() -> None:
    missing = [f"[{question}] with topic, name and asks" for question in QUESTIONS if question not in ASKED]
    assert missing == [], "law/asked.toml lacks these tables"
    assert set(ASKED) == set(QUESTIONS)


@pytest.mark.parametrize("question", ASKED)
def test_a_question_is_one_german_question_with_a_short_name(question: str) -> None:
    asked = ASKED[question]
    assert asked.topic in TOPICS
    assert re.fullmatch(r"[A-ZÄÖÜ].{2,44}", asked.name), asked.name
    assert re.fullmatch(r"[A-ZÄÖÜ][^?]*\?", asked.asks), asked.asks


def test_every_mark_has_its_words() -> None:
    assert set(MARKS) == {mark.value for mark in Mark}


@pytest.mark.parametrize("profile", profiles())
def test_no_word_of_ours_is_left_in_an_answer(profile: str) -> None:
    raw = {
        f"{question}: „{word}“ needs German in asked.toml, in [words] or in the question's words"
        for question, value in rows_of(profile)
        for word in words_in(value, keys_only=question in FREE_TEXT)
        if word not in {**WORDS, **ASKED[question].words}
    }
    assert raw == set()


def words_in(value: object, *, keys_only: bool) -> Iterator[str]:
    """The words of our own in a plain value: those of a share are sentences of their own."""
    match value:
        case Mapping() if value.keys() == {"base", "fraction", "strict"} or value.keys() <= {
            "fraction",
            "heads",
        }:
            return
        case Mapping() if value and value.keys() <= ENTRY:
            yield str(value.get("who") or value.get("of"))
        case Mapping():
            yield from map(str, value)
            for inner in value.values():
                yield from words_in(inner, keys_only=keys_only)
        case list():
            for inner in value:
                yield from words_in(inner, keys_only=keys_only)
        case bool():
            yield str(value).lower()
        case str() if not keys_only:
            yield value


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        (
            "signatories",
            [{"who": "chair", "title": "Die Vorsitzende"}, {"who": "clerk"}],
            "Vorsitz („Die Vorsitzende“), Protokollführung",
        ),
        (
            "retention",
            {
                "single_votes": {"months": 12, "after": "year_end"},
                "trial_votes": {"days": 1, "after": "closing"},
            },
            "Einzelstimmen offener Abstimmungen: 12 Monate nach dem Ende des Jahres der Sitzung; "
            "Probestimmen: ein Tag nach dem Schluss der Sitzung",
        ),
        (
            "quorum",
            {"base": "statutory_seats", "fraction": "1/2", "strict": True},
            "mehr als die Hälfte der gesetzlichen Mitgliederzahl",
        ),
        (
            "quorum",
            {"base": "statutory_seats", "fraction": "2/4", "strict": False},
            "mindestens die Hälfte der gesetzlichen Mitgliederzahl",
        ),
        # What has no name of its own is said in digits; "the whole" is no fraction.
        ("majority", {"base": "present", "fraction": "3/7", "strict": True}, "mehr als 3/7 der Anwesenden"),
        (
            "majority",
            {"base": "present", "fraction": "1/1", "strict": False},
            "die Gesamtheit der Anwesenden",
        ),
        (
            "majority_by_kind",
            {"urgent_item": {"base": "statutory_seats", "fraction": "2/3", "strict": False}},
            "Dringlichkeit: mindestens zwei Drittel der gesetzlichen Mitgliederzahl",
        ),
        ("majority_by_kind", {}, "Keine"),
        ("presumed_least", {}, "Keine"),
        ("second_convening_least", {"heads": 3}, "mindestens 3 Personen"),
        ("second_convening_least", {"heads": 1}, "mindestens eine Person"),
        (
            "presumed_least",
            {"fraction": "1/3", "heads": 3},
            "mindestens ein Drittel der gesetzlichen Mitgliederzahl und mindestens 3 Personen",
        ),
        ("hybrid", True, "Ja"),
        ("hybrid", False, "Nein"),
        ("doors", ["cleared", "stream_off"], "der Saal ist geräumt, die Übertragung ist aus"),
        # The same word means something else where a fault is meant.
        ("blocking_causes", ["municipality", "unclear"], "Technik im Haus, Ursache noch offen"),
        ("remote_elections", "unclear", "Nicht geklärt; bis dahin gilt es als unzulässig"),
        ("deputies", "none", "Niemand"),
        ("minutes_title", "Niederschrift", "Niederschrift"),
        ("paragraphs", {"order": "§ 63"}, "Ordnung: § 63"),
    ],
)
def test_a_value_in_words(question: str, value: object, said: str) -> None:
    assert in_words(question, value) == said


def test_layers_lead_from_a_body_down_to_the_common_base() -> None:
    assert layers_of("ni-hannover-committee", PROFILES)[-2:] == ("ni", "de")
