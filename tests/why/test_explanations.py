"""Explanations word by word, as clerk and chair read them; explanations.txt is for whoever knows the law to check."""

from dataclasses import replace

import pytest

from handzeichen.why.explanation import AppliedAnswer
from handzeichen.why.quorum import quorum_here
from handzeichen.why.text import WIDTH, answer, wrapped
from meeting.kit import present
from why.situations import SITUATIONS, pinned, text_of

TEXTS = dict(pinned())


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_situation_is_explained_as_it_is_pinned(name: str) -> None:
    assert text_of(SITUATIONS[name]()) == TEXTS.get(name)


def test_no_situation_is_pinned_that_is_gone() -> None:
    assert list(TEXTS) == list(SITUATIONS)


def test_no_line_is_too_wide_to_be_read() -> None:
    assert [line for text in TEXTS.values() for line in text.splitlines() if len(line) > WIDTH] == []


def test_an_answer_is_told_with_source_and_mark_its_day_and_its_wording() -> None:
    whole = AppliedAnswer(
        question="Welche Mehrheit braucht ein Antrag?",
        value="Mehr als die Hälfte",
        source="§ 66 Abs. 1 NKomVG",
        mark="aus zweiter Hand",
        since="01.11.2011",
        wording="Beschlüsse werden gefasst.",
    )
    assert answer(whole) == (
        "Welche Mehrheit braucht ein Antrag? Mehr als die Hälfte. (§ 66 Abs. 1 NKomVG; aus zweiter Hand; in Kraft seit "
        "01.11.2011) Wortlaut: „Beschlüsse werden gefasst.“"
    )
    looked_up = replace(whole, wording=None, confirmed="Meyer am 24.11.2026, Kommentar")
    assert answer(looked_up).endswith(
        "in Kraft seit 01.11.2011; bestätigt von Meyer am 24.11.2026, Kommentar)"
    )
    bare = AppliedAnswer(question="Gilt das?", value="Ja", source="Übung", mark="abgeleitet", since="")
    assert answer(bare) == "Gilt das? Ja. (Übung; abgeleitet)"


def test_a_paragraph_is_not_parted_from_its_sign() -> None:
    assert list(wrapped("nach § 66 Abs. 1", width=6)) == ["nach", "§ 66", "Abs. 1"]


def test_what_the_house_has_confirmed_is_told_with_the_answer() -> None:
    evening = present(video="jung")
    word = {"confirmed_by": "Meyer, Hauptamt", "source": "Kommentar, § 65 Rn. 4"}
    evening.accepted("clerk", "confirm_law", question="quorum", **word)
    found = quorum_here(evening.meeting).answers
    assert found[0].confirmed == "Meyer, Hauptamt am 24.11.2026, Kommentar, § 65 Rn. 4"
    assert found[-1].confirmed is None
