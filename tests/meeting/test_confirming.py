"""A meeting that counts opens once the house has confirmed what nobody has read in the text of the law."""

from datetime import date

import pytest

from handzeichen.meeting.confirming import unconfirmed
from meeting.kit import Evening, opened, present

WORD = {"confirmed_by": "Meyer, Hauptamt", "source": "Kommentar, § 65 Rn. 4"}


def planned(*, live: bool | None) -> Evening:
    evening = Evening.planned(live=live)
    evening.arrive("meyer ahrens brandt carstens demir")
    return evening


def confirm_all(evening: Evening, *, but: tuple[str, ...] = ()) -> None:
    for question in unconfirmed(evening.meeting):
        if question not in but:
            evening.accepted("clerk", "confirm_law", question=question, **WORD)


@pytest.mark.parametrize("live", [False, None])
def test_practice_and_replay_open_without_a_confirmation(live: bool | None) -> None:
    evening = planned(live=live)
    assert unconfirmed(evening.meeting)
    evening.accepted("chair", "open_meeting")


def test_a_meeting_that_counts_waits_for_every_answer_and_names_what_is_missing() -> None:
    evening = planned(live=True)
    bar = evening.refused("law_unconfirmed", "chair", "open_meeting")
    assert "weitere Antworten" in bar.why()
    evening.refused("law_unconfirmed", "clerk", "open_meeting")
    confirm_all(evening, but=("majority_by_kind",))
    assert (
        evening.refused("law_unconfirmed", "chair", "open_meeting")
        .why()
        .endswith("bestätigt: „Andere Mehrheiten“.")
    )
    confirm_all(evening)
    evening.accepted("chair", "open_meeting")


def test_an_answer_read_in_the_law_itself_needs_nobodys_word() -> None:
    assert "quorum" not in unconfirmed(planned(live=True).meeting)


def test_a_word_names_who_gave_it_and_on_what() -> None:
    evening = present()
    for blank in ({"confirmed_by": " "}, {"source": ""}):
        evening.refused("nobodys_word", "clerk", "confirm_law", question="doors", **{**WORD, **blank})
    evening.refused("unknown_question", "clerk", "confirm_law", question="tür", **WORD)
    evening.refused("not_entitled", "chair", "confirm_law", question="doors", **WORD)


def test_a_confirmation_stands_in_the_record_with_its_day() -> None:
    evening = present()
    evening.accepted("clerk", "confirm_law", question="doors", **WORD)
    evening.accepted("clerk", "confirm_law", question="hybrid", on="2026-11-20", **WORD)
    assert evening.record["meeting"]["profile"]["confirmations"] == [
        {"question": "doors", **WORD, "on": "2026-11-24"},
        {"question": "hybrid", **WORD, "on": "2026-11-20"},
    ]


def test_the_same_word_twice_changes_nothing_and_a_later_one_counts() -> None:
    evening = present()
    evening.accepted("clerk", "confirm_law", question="doors", **WORD)
    evening.unchanged("clerk", "confirm_law", question="doors", **WORD)
    evening.accepted("clerk", "confirm_law", question="doors", confirmed_by="Falk", source="§ 64")
    word = evening.meeting.standing.said["doors"]
    assert (word.by, word.on, word.source) == ("Falk", date(2026, 11, 24), "§ 64")


def test_it_may_come_later_but_not_after_the_end() -> None:
    evening = opened()
    evening.accepted("clerk", "confirm_law", question="doors", **WORD)
    evening.accepted("chair", "suspend")
    evening.accepted("system", "confirm_law", question="hybrid", **WORD)
    evening.accepted("chair", "close_meeting")
    evening.refused("closed", "clerk", "confirm_law", question="alone", **WORD)
