"""The tables of words: both languages say the same things, and nothing is said that has no words or no facts."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from string import Formatter

import pytest

from handzeichen.law.terms import common_terms
from handzeichen.meeting.refusals import REFUSALS
from handzeichen.words.table import ENGLISH, GERMAN, LANGUAGES, say, table, written

KEYS = sorted(table(GERMAN).templates)
AT = datetime.fromisoformat("2026-03-01T09:05:00+01:00")


def gaps(text: str) -> Iterable[tuple[str, str]]:
    """The gaps of a template with the forms that they ask for."""
    return ((name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None)


def facts(text: str) -> dict[str, object]:
    """A fact of the right kind for every gap."""
    forms = {"clock": AT, "day": AT, "short_day": AT, "weekday": AT, "digits": AT, "": "Deich"}
    terms = common_terms()

    def fact(name: str, spec: str) -> object:
        term = terms.get(name)
        is_term = term is not None and f"{term.key}.{spec}" in table(GERMAN).templates
        return term if is_term else forms.get(spec, 2)

    return {name: fact(name, spec) for name, spec in gaps(text)}


def test_every_language_has_the_same_keys_and_nouns() -> None:
    german, english = table(GERMAN), table(ENGLISH)
    assert set(german.templates) ^ set(english.templates) == set()
    assert set(german.nouns) ^ set(english.nouns) == set()
    assert set(german.nouns["tails"]) ^ set(english.nouns["tails"]) == set()


def test_every_language_asks_for_the_same_facts() -> None:
    def asked(key: str, language: str) -> set[str]:
        return {name for name, _ in gaps(table(language).templates[key])}

    assert [key for key in KEYS if asked(key, GERMAN) != asked(key, ENGLISH)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language: str) -> None:
    said = {key: say(key, language, **facts(text)) for key, text in table(language).templates.items()}
    assert said.keys() == set(KEYS)
    wrong = re.compile(r"[{}]| [.,;)]|  ")
    assert {key: text for key, text in said.items() if not text.strip() or wrong.search(text)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_of_the_table_has_its_words_and_no_words_are_left_over(language: str) -> None:
    said = {key.split(".")[1] for key in table(language).templates if key.startswith("refusals.")}
    assert said == set(REFUSALS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fact_that_a_sentence_needs_and_does_not_get_is_our_bug(language: str) -> None:
    def is_said_without(key: str) -> bool:
        known = facts(table(language).templates[key])
        known.popitem()
        try:
            say(key, language, **known)
        except KeyError:
            return False
        return True

    needing = [key for key in KEYS if list(gaps(table(GERMAN).templates[key]))]
    assert len(needing) > 100, "else it proves nothing"
    assert [key for key in needing if is_said_without(key)] == []


def test_what_no_table_holds_is_our_bug() -> None:
    with pytest.raises(KeyError):
        say("refusals.nothing_of_the_kind.why")
    with pytest.raises(KeyError):
        say("minutes.not_closed", "fr")


@pytest.mark.parametrize(("form", "german", "english"), [
    ("clock", "09.05", "09:05"),
    ("day", "Sonntag, 1. März 2026", "Sunday, 1 March 2026"),
    ("short_day", "1. März 2026", "1 March 2026"),
    ("weekday", "Sonntag", "Sunday"),
    ("digits", "01.03.2026", "2026-03-01"),
])  # fmt: skip
def test_dates_are_written_as_minutes_write_them(form: str, german: str, english: str) -> None:
    assert (written(form, AT), written(form, AT, ENGLISH)) == (german, english)


def test_every_month_and_weekday_has_its_name() -> None:
    for language in LANGUAGES:
        months = {written("short_day", date(2026, month, 2), language) for month in range(1, 13)}
        weekdays = {written("weekday", date(2026, 3, day), language) for day in range(1, 8)}
        assert (len(months), len(weekdays)) == (12, 7)
