"""What the room's display says of the moment: what is being asked, how many are missing, how long a speech may last."""

import pytest

from handzeichen.views.audience import parts
from handzeichen.views.sitting import FloorPart, StagePart
from handzeichen.views.tally import TallyPart
from handzeichen.words import Said
from meeting.kit import Evening, at_item, clock, opened

EVERYBODY = "ahrens brandt carstens demir"
QUESTIONS = ("Wer ist dafür?", "Wer ist dagegen?", "Wer enthält sich?")


def tally(evening: Evening) -> TallyPart:
    part = parts(evening.meeting, "hall")["tally"]
    assert isinstance(part, TallyPart)
    return part


def test_in_a_show_of_hands_the_three_questions_stand_there_until_the_room_is_counted() -> None:
    evening = at_item("2", EVERYBODY, video="ebeling")
    evening.accepted("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    assert (tally(evening).asks, tally(evening).open_text) == (QUESTIONS, "5 fehlen noch")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=3, no=1, abstain=0)
    assert (tally(evening).asks, tally(evening).open_text) == ((), "eine fehlt noch")
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="yes")
    assert (tally(evening).asks, tally(evening).open_text) == ((), None)


def test_in_a_roll_call_whoever_is_called_stands_there() -> None:
    evening = at_item("2", EVERYBODY)
    evening.accepted("chair", "open_ballot", ballot="b1", motion="m2", method="roll_call")
    assert tally(evening).asks == ("Aufgerufen ist Ratsfrau Ahrens (Ulme).",)
    evening.accepted("clerk", "record_vote", ballot="b1", person="ahrens", choice="yes")
    assert tally(evening).asks == ("Aufgerufen ist Ratsherr Brandt (Esche).",)
    for voter in ("brandt", "carstens", "demir"):
        evening.accepted("clerk", "record_vote", ballot="b1", person=voter, choice="no")
    assert tally(evening).asks == ()
    evening.accepted("chair", "close_ballot", ballot="b1")
    assert (tally(evening).asks, tally(evening).open_text) == ((), None)


@pytest.mark.parametrize(
    ("law", "limit", "text"),
    [({}, None, None), ({"speaking_time": {"speech": 5}}, 300, "Redezeit bis 18.10 Uhr")],
)
def test_a_speech_has_its_beginning_and_the_limit_of_the_rules(
    law: dict[str, object], limit: int | None, text: str | None
) -> None:
    evening = at_item("2", EVERYBODY, **law)
    evening.accepted("chair", "give_floor", person="demir", at="18:05")
    part = parts(evening.meeting, "hall")["floor"]
    assert isinstance(part, FloorPart)
    assert (part.since, part.since_at, part.limit, part.limit_text) == (
        "18.05 Uhr", clock("18:05"), limit, text,
    )  # fmt: skip


def test_a_break_says_when_the_sitting_goes_on() -> None:
    evening = opened(EVERYBODY)
    evening.accepted("chair", "suspend", until=clock("19:20"), at="18:40")
    part = parts(evening.meeting, "hall")["stage"]
    assert isinstance(part, StagePart)
    assert (part.line, part.until) == ("Fortsetzung um 19.20 Uhr", clock("19:20"))


def test_the_verdict_is_said_in_the_readers_language() -> None:
    """The verb stands in the tables of the law."""
    evening = at_item("2", EVERYBODY)
    evening.accepted("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=3, no=1, abstain=0)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    result = tally(evening).result
    assert result is not None and isinstance(result.verdict, Said)
    assert (result.verdict, result.verdict.in_language("en")) == ("Beschlossen", "Adopted")
