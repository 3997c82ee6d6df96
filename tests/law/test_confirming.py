"""What a house has to confirm before it meets under it, and what it has confirmed."""

import tomllib
from dataclasses import replace
from datetime import date

import pytest

from handzeichen.law.answers import InForce, Row, load
from handzeichen.law.asked import ASKED
from handzeichen.law.confirming import (
    DECISIVE,
    Confirmation,
    Word,
    is_decisive,
    must_be_confirmed,
    read_confirmations,
    to_confirm,
    words_for,
    written,
)
from handzeichen.law.questions import Mark

DAY = date(2026, 11, 24)
WORD = Word(by="Meyer, Hauptamt", on=date(2026, 11, 20), source="Kommentar, § 65 Rn. 4")


def committee() -> InForce:
    return load("ni-hannover-committee", on=DAY, kind="committee")


def row(question: str) -> Row:
    return next(row for row in committee().rows if row.question == question)


def confirmation(given: Row, **changes: object) -> Confirmation:
    made = Confirmation(
        profile=given.layer, question=given.question, since=given.since, value=given.value, word=WORD
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_what_decides_a_resolution_is_of_four_topics() -> None:
    assert {topic for topic in (asked.topic for asked in ASKED.values()) if topic in DECISIVE} == DECISIVE


@pytest.mark.parametrize(
    ("question", "decides"),
    [
        ("quorum", True),
        ("barred_count_as_present", True),
        ("majority_by_kind", True),
        ("remote_elections", True),
        ("leader_in_room", True),
        ("alone", True),
        # Whose seat it is, how it is moved and written down: nothing of the four.
        ("deputies", False),
        ("agreeable", False),
        ("minutes_title", False),
    ],
)
def test_which_questions_decide(question: str, decides: bool) -> None:
    assert is_decisive(question) is decides


@pytest.mark.parametrize("mark", Mark)
def test_only_the_text_itself_needs_no_confirmation_and_of_a_draft_nothing_is_left_out(mark: Mark) -> None:
    assert must_be_confirmed("quorum", mark, draft=False) is (mark is not Mark.TEXT_SEEN)
    assert must_be_confirmed("quorum", mark, draft=True)
    assert not must_be_confirmed("minutes_title", mark, draft=True)


def test_what_a_committee_in_hannover_has_to_confirm() -> None:
    found = {row.question for row in to_confirm(committee().rows, draft=False)}
    assert {"barred_count_as_present", "majority_by_kind", "leader_in_room", "remote_elections"} <= found
    # The law of May 2026 on hybrid meetings was not seen; how few make a quorum stands in § 65, which was.
    assert {"hybrid"} <= found
    assert found.isdisjoint(
        {"quorum", "second_convening_least", "presumed_least", "majority", "alone", "deputies"}
    )
    drafted = {row.question for row in to_confirm(committee().rows, draft=True)}
    assert drafted == {question for question in ASKED if is_decisive(question)}


def test_a_confirmation_fits_the_row_that_it_was_given_for_and_no_other() -> None:
    given = row("leader_in_room")
    said = words_for(committee().rows, [confirmation(given)])
    assert said == {"leader_in_room": WORD}
    for change in (
        {"value": not given.value},
        {"since": date(2022, 3, 30)},
        {"question": "hybrid"},
        {"profile": "st"},
    ):
        assert words_for(committee().rows, [confirmation(given, **change)]) == {}, change


def test_of_two_words_to_one_answer_the_later_counts() -> None:
    given = row("leader_in_room")
    newer = replace(WORD, by="Falk")
    assert (
        words_for([given], [confirmation(given), confirmation(given, word=newer)])["leader_in_room"].by
        == "Falk"
    )


# The file


@pytest.mark.parametrize("question", [row.question for row in committee().rows])
def test_what_is_written_is_read_again(question: str) -> None:
    made = confirmation(row(question), word=replace(WORD, by='A "B" \\ \n\tC', source="ß – „§ 1“ \x7f"))
    text = written(made)
    assert read_confirmations(text + text) == ((made, made), ())
    assert list(tomllib.loads(text)) == ["confirmation"]


GOOD = written(confirmation(row("leader_in_room")))


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("confirmation = 3", ["confirmation: keine Liste von Bestätigungen ([[confirmation]])"]),
        ("x = 1", ["x: unbekannt; hier steht nur [[confirmation]]"]),
        (
            "[[confirmation]]\nprofile='ni'\nquestion='hybrid'",
            [f"confirmation[0].{key}: fehlt" for key in ("since", "value", "confirmed_by", "on", "source")],
        ),
        (GOOD + "by = 1", ["confirmation[0].by: unbekannt"]),
        (GOOD.replace("on = 2026-11-20", "on = '20.11.2026'"), ["confirmation[0].on: kein Datum"]),
        (
            GOOD.replace("since = 2026-11-01", "since = 2026-11-01T00:00:00"),
            ["confirmation[0].since: kein Datum"],
        ),
        (GOOD.replace('"Meyer, Hauptamt"', '" "'), ["confirmation[0].confirmed_by: kein Text"]),
        (
            GOOD.replace('"leader_in_room"', '"leader"'),
            ["confirmation[0].question: „leader“ ist keine Frage"],
        ),
    ],
)
def test_everything_wrong_with_the_file_is_said(text: str, faults: list[str]) -> None:
    assert read_confirmations(text) == ((), tuple(faults))


def test_one_wrong_confirmation_does_not_hide_the_others_nor_its_own_fault() -> None:
    good, faults = read_confirmations(GOOD + GOOD.replace("source", "quelle"))
    assert len(good) == 1
    assert faults == ("confirmation[1].quelle: unbekannt", "confirmation[1].source: fehlt")


def test_no_toml_at_all_is_said() -> None:
    assert read_confirmations("[[")[1][0].startswith("kein gültiges TOML (")
