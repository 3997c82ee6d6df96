"""What chair and clerk read of an open ballot: the sentences, when each stands, and that nobody else has them."""

from typing import Any

import pytest

from handzeichen.meeting.ids import PersonId
from handzeichen.views.audience import AUDIENCES, parts, personal
from handzeichen.views.next_act import NextPart
from handzeichen.views.outlook import outlook_text
from meeting.kit import VOTING, Evening, at_item

TWO_THIRDS = {"base": "statutory_seats", "fraction": "2/3", "strict": False}
OF_THE_PRESENT = {"base": "present", "fraction": "1/2", "strict": True}
TWO_THIRDS_CAST = {"base": "votes_cast", "fraction": "2/3", "strict": False}


def voting(majority: dict[str, Any] | None = None, **law: object) -> Evening:
    """Six may vote, of seven seats."""
    evening = at_item("2", **law)
    evening.accepted(
        "chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands", majority=majority
    )
    return evening


def told(evening: Evening) -> str:
    return outlook_text(evening.meeting, evening.ballot("b1"))


@pytest.mark.parametrize(
    ("majority", "yes", "no", "abstain", "sentence"),
    [
        # More yes than no: what is to come, and what would be enough; never the score, beside the list of who has voted.
        (None, 0, 0, 0, "Noch offen, 6 Stimmen fehlen noch; 4 Ja-Stimmen davon genügen."),
        (None, 2, 1, 0, "Noch offen, 3 Stimmen fehlen noch; 2 Ja-Stimmen davon genügen."),
        (None, 3, 1, 0, "Noch offen, 2 Stimmen fehlen noch; eine Ja-Stimme davon genügt."),
        (None, 2, 3, 0, "Kann nicht mehr angenommen werden, wenn niemand die Stimme ändert, eine Stimme fehlt noch."),
        (None, 4, 1, 0, "Schon angenommen, wenn niemand die Stimme ändert, eine Stimme fehlt noch."),
        (None, 6, 0, 0, "Schon angenommen, wenn niemand die Stimme ändert."),
        (None, 3, 3, 0, "Kann nicht mehr angenommen werden, wenn niemand die Stimme ändert."),
        # Two thirds of seven seats are five.
        (TWO_THIRDS, 0, 0, 0, "5 Ja-Stimmen nötig, 6 Stimmen fehlen noch."),
        (TWO_THIRDS, 2, 0, 0, "Noch 3 Ja-Stimmen nötig (von 5), 4 Stimmen fehlen noch."),
        (TWO_THIRDS, 4, 1, 0, "Noch eine Ja-Stimme nötig (von 5), eine Stimme fehlt noch."),
        (TWO_THIRDS, 2, 1, 1, "Kann nicht mehr angenommen werden, wenn niemand die Stimme ändert, 2 Stimmen fehlen noch."),
        (OF_THE_PRESENT, 3, 1, 0, "Noch eine Ja-Stimme nötig (von 4), 2 Stimmen fehlen noch."),
        # Of the votes cast: every no makes it dearer.
        (TWO_THIRDS_CAST, 1, 1, 1, "Noch offen, 3 Stimmen fehlen noch; wenigstens eine Ja-Stimme nötig; 3 Ja-Stimmen davon genügen."),
    ],
)  # fmt: skip
def test_the_sentence(
    majority: dict[str, Any] | None, yes: int, no: int, abstain: int, sentence: str
) -> None:
    evening, people = voting(majority), VOTING.split()
    choices = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain
    for person, choice in zip(people, choices, strict=False):
        evening.accepted("clerk", "record_vote", ballot="b1", person=person, choice=choice)
    assert told(evening) == sentence


def test_where_the_lot_decides_a_tie_may_be_the_most() -> None:
    evening = voting(tie="lot")
    evening.record_hands("b1", yes="ahrens brandt", no="carstens demir ebeling")
    assert told(evening) == (
        "Höchstens noch Stimmengleichheit möglich, dann entscheidet das Los, eine Stimme fehlt noch."
    )


def test_hands_that_are_not_counted_yet_are_still_to_come() -> None:
    evening = voting()
    evening.accepted("clerk", "count_hands", ballot="b1", yes=2, no=1, abstain=0)
    # Three hands of six are not explained.
    assert "3 Stimmen fehlen noch" in told(evening)
    evening.accepted("clerk", "count_hands", ballot="b1", yes=2, no=1, abstain=3)
    assert told(evening) == "Schon angenommen, wenn niemand die Stimme ändert."


def test_a_ballot_that_is_repeated_anyway_has_no_outlook() -> None:
    evening = at_item("2", "ahrens brandt carstens demir", "ebeling falk")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("clerk", "lose_connection", person="ebeling")
    assert "fehlen noch" in told(evening)
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="municipality")
    evening.accepted("clerk", "restore_connection", person="ebeling")
    assert told(evening) == ""


def test_once_closed_votes_no_longer_change_and_a_whole_count_needs_no_outlook() -> None:
    evening = voting()
    evening.accepted("clerk", "count_hands", ballot="b1", yes=4, no=1, abstain=0)
    evening.accepted("chair", "close_ballot", ballot="b1")
    assert told(evening) == "Schon angenommen, eine Stimme fehlt noch."
    evening.accepted("clerk", "count_hands", ballot="b1", yes=4, no=2, abstain=0)
    assert told(evening) == ""
    evening.accepted("chair", "announce_result", ballot="b1")
    assert told(evening) == ""


def test_whoever_had_left_at_the_closing_does_not_vote_any_more() -> None:
    evening = voting()
    evening.record_hands("b1", yes="ahrens brandt", no="carstens demir")
    evening.accepted("clerk", "leave", person="falk")
    assert "2 Stimmen fehlen noch" in told(evening)
    evening.accepted("chair", "close_ballot", ballot="b1")
    assert "eine Stimme fehlt noch" in told(evening)


def test_whoever_takes_no_part_is_not_to_come() -> None:
    evening = voting()
    evening.accepted("falk", "decline_vote", ballot="b1", person="falk")
    assert "5 Stimmen fehlen noch" in told(evening)


def test_of_numbers_that_count_somebody_twice_nothing_is_said() -> None:
    evening = voting()
    evening.accepted("clerk", "count_hands", ballot="b1", yes=6, no=0, abstain=0)
    evening.accepted("falk", "cast_vote", ballot="b1", choice="no")
    assert told(evening) == ""


def test_chair_and_clerk_read_it_and_nobody_else() -> None:
    evening = voting()
    evening.record_hands("b1", yes="ahrens brandt", no="carstens")
    sentence = told(evening)
    for audience in AUDIENCES:
        seen = parts(evening.meeting, audience)
        step = seen.get("next")
        has_it = isinstance(step, NextPart) and step.outlook == sentence
        assert has_it is (audience in ("chair", "clerk"))
        others = str([part for name, part in seen.items() if name != "next"])
        assert sentence not in others and "zu 1" not in others
    for person in VOTING.split():
        own = str(personal(evening.meeting, PersonId(person)))
        assert sentence not in own
