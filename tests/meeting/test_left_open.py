"""Where the law does not say, the chair is asked, and the answer is logged."""

import pytest

from handzeichen.law.questions import Mark
from handzeichen.meeting.left_open import ASKABLE, BY_THE_CHAIR, SAID
from meeting.kit import Evening, at_item, opened

ROOM = "ahrens brandt carstens demir"


def unclear(value: str = "unclear") -> Evening:
    """Item 2 is called in a meeting with a member on video, and the law does not say whether there are secret votes."""
    return at_item("2", ROOM, "ebeling", remote_secret_votes=value)


def answers(evening: Evening, value: str, **fields: object) -> None:
    evening.accepted("chair", "answer_law", question="remote_secret_votes", value=value, **fields)


@pytest.mark.parametrize("value", ["unclear", "conditional"])
def test_what_is_open_is_asked_when_it_matters(value: str) -> None:
    evening = unclear(value)
    refusal = evening.refused(
        "law_unclear", "chair", "open_ballot", motion="m2", ballot="b1", method="secret"
    )
    assert refusal.why() == (
        "Das Recht beantwortet nicht eindeutig, ob geheim abgestimmt werden darf, wenn Mitglieder per Video teilnehmen."
    )
    assert refusal.help() == "Der Vorsitz entscheidet; die Entscheidung steht im Protokoll."
    # And nothing else waits for it.
    evening.vote("m2", "b1", yes="ahrens brandt carstens demir ebeling")


@pytest.mark.parametrize(
    ("value", "code"),
    [("allowed", None), ("excluded_remote", None), ("meeting_bar", "secret_barred")],
)
def test_from_then_on_the_meeting_goes_by_the_chairs_answer(value: str, code: str | None) -> None:
    evening = unclear()
    answers(evening, value, reason="Rücksprache mit der Kommunalaufsicht", at="18:20")
    held = evening.meeting.law.remote_secret_votes
    assert (held.value, held.source, held.mark, held.since) == (value, BY_THE_CHAIR, Mark.LOCAL, "2026-11-24")
    if code is None:
        evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="secret")
    else:
        refusal = evening.refused(code, "chair", "open_ballot", motion="m2", ballot="b1", method="secret")
        assert refusal.source == BY_THE_CHAIR
    assert evening.record["rulings"] == [
        {
            "at": "2026-11-24T18:20:00+01:00",
            "question": "remote_secret_votes",
            "value": value,
            "by": "ahrens",
            "reason": "Rücksprache mit der Kommunalaufsicht",
        }
    ]


def test_it_may_be_answered_again_and_the_last_word_counts_for_what_follows() -> None:
    evening = unclear()
    answers(evening, "meeting_bar")
    evening.unchanged("chair", "answer_law", question="remote_secret_votes", value="meeting_bar")
    evening.refused("secret_barred", "chair", "open_ballot", motion="m2", ballot="b1", method="secret")
    answers(evening, "excluded_remote")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="secret")
    assert [ruling["value"] for ruling in evening.record["rulings"]] == ["meeting_bar", "excluded_remote"]


def test_the_clerk_enters_it_on_the_chairs_word_and_it_is_the_chairs() -> None:
    evening = unclear()
    evening.accepted("clerk", "answer_law", question="remote_secret_votes", value="meeting_bar")
    assert evening.record["rulings"][0]["by"] == "ahrens"
    evening.refused("not_entitled", "demir", "answer_law", question="remote_secret_votes", value="allowed")


def test_what_the_law_says_is_not_the_chairs_to_answer() -> None:
    # No role, no command and no second try gets past what the law bars.
    evening = at_item("2", ROOM, "ebeling")
    for by in ("chair", "clerk"):
        refusal = evening.refused(
            "law_is_clear", by, "answer_law", question="remote_secret_votes", value="allowed"
        )
        assert refusal.source == "§ 64 Abs. 3 Satz 6 NKomVG"
    evening.refused("secret_barred", "chair", "open_ballot", motion="m2", ballot="b1", method="secret")


@pytest.mark.parametrize("question", ["quorum", "majority", "niemals"])
def test_only_what_may_be_left_open_is_asked(question: str) -> None:
    unclear().refused("not_askable", "chair", "answer_law", question=question, value="allowed")


@pytest.mark.parametrize("value", ["unclear", "conditional"])
def test_an_answer_that_leaves_it_open_is_none(value: str) -> None:
    unclear().refused("no_answer", "chair", "answer_law", question="remote_secret_votes", value=value)


def test_every_answer_to_every_question_has_its_words() -> None:
    values = ("allowed", "excluded_remote", "meeting_bar")
    assert set(SAID) == {(question, value) for question in ASKABLE for value in values}


def test_a_secret_item_waits_for_the_chairs_word() -> None:
    evening = opened(ROOM, "ebeling", remote_secret_matters="unclear")
    evening.accepted("clerk", "confirm_alone", person="ebeling")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.refused("law_unclear", "chair", "call_item", item="6")
    evening.accepted("chair", "answer_law", question="remote_secret_matters", value="allowed")
    evening.accepted("chair", "call_item", item="6")


def test_an_evening_without_such_an_answer_has_no_word_of_it_in_the_record() -> None:
    assert "rulings" not in opened().record
