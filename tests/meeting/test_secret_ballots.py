"""A secret ballot: papers given out in the room and counted; of nobody's choice anything is ever known."""

from collections.abc import Sequence
from itertools import product

import pytest

from handzeichen.log.codec import write_entry
from meeting.kit import Evening, at_item, opened, with_ballot_open

ROOM = "ahrens brandt carstens demir ebeling"


def secret(room: str = ROOM, video: str = "", **law: object) -> Evening:
    """Item 2 is called, and a secret ballot b1 on m2 is open."""
    evening = at_item("2", room, video, **law)
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="secret")
    return evening


def papers(evening: Evening, people: str = ROOM) -> Evening:
    """Who takes a paper."""
    for person in people.split():
        evening.accepted("clerk", "take_paper", ballot="b1", person=person)
    return evening


def counted(evening: Evening, yes: int, no: int, abstain: int = 0, invalid: int = 0) -> Evening:
    """What is on them, together."""
    evening.accepted("clerk", "count_papers", ballot="b1", yes=yes, no=no, abstain=abstain, invalid=invalid)
    return evening


def announced(evening: Evening) -> dict[str, object]:
    """Closed and announced; the ballot's record."""
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    ballot: dict[str, object] = evening.record["ballots"]["b1"]
    return ballot


# The way of a secret ballot


def test_papers_are_given_out_counted_and_announced() -> None:
    ballot = announced(counted(papers(secret()), 3, 1, 1))
    numbers = {
        key: ballot[key] for key in ("eligible", "yes", "no", "abstain", "not_voted", "invalid", "result")
    }
    assert numbers == {
        "eligible": 5, "yes": 3, "no": 1, "abstain": 1, "not_voted": 0, "invalid": 0, "result": "passed",
    }  # fmt: skip
    assert ballot["sources"] == {"cast": 0, "recorded": 0, "counted": 5, "derived": 0}
    assert ballot["by_video"] == {"yes": 0, "no": 0, "abstain": 0}
    assert ballot["votes"] == ballot["recorded_on_request"] == {}
    assert ballot["wording"] == "3 Stimmen dafür, eine Stimme dagegen, eine Enthaltung".replace(
        "eine E", "eine E"
    )


def test_an_invalid_paper_is_a_vote_not_given() -> None:
    ballot = announced(counted(papers(secret()), 2, 1, 0, invalid=2))
    assert (ballot["yes"], ballot["no"], ballot["not_voted"], ballot["invalid"]) == (2, 1, 2, 2)
    assert ballot["sources"] == {"cast": 0, "recorded": 0, "counted": 3, "derived": 0}


def test_who_takes_no_paper_has_not_voted() -> None:
    ballot = announced(counted(papers(secret(), "ahrens brandt carstens"), 2, 1))
    assert (ballot["yes"], ballot["not_voted"]) == (2, 2)


def test_papers_may_be_counted_after_the_closing_and_again_until_the_announcement() -> None:
    evening = papers(secret())
    evening.accepted("chair", "close_ballot", ballot="b1")
    counted(evening, 1, 4)
    counted(evening, 4, 1)
    evening.unchanged("clerk", "count_papers", ballot="b1", yes=4, no=1, abstain=0, invalid=0)
    evening.accepted("chair", "announce_result", ballot="b1")
    assert evening.record["ballots"]["b1"]["yes"] == 4
    evening.refused("ballot_over", "clerk", "count_papers", ballot="b1", yes=1, no=4, abstain=0, invalid=0)


def test_a_small_house_ticks_nobody_and_counts() -> None:
    evening = secret()
    refusal = evening.refused(
        "too_many_papers", "clerk", "count_papers", ballot="b1", yes=4, no=1, abstain=1, invalid=0
    )
    assert refusal.why() == "Das sind 1 zu viel: gezählt 6 Stimmzettel, stimmberechtigt 5."
    ballot = announced(counted(evening, 3, 1))
    assert ballot["not_voted"] == 1


def test_no_number_of_it_stands_anywhere_before_the_announcement() -> None:
    evening = counted(papers(secret()), 3, 1, 1)
    ballot = evening.record["ballots"]["b1"]
    assert {ballot[key] for key in ("yes", "no", "abstain", "not_voted", "invalid", "result")} == {None}


# What does not add up


@pytest.mark.parametrize("invalid", [0, 2])
def test_never_more_papers_than_were_given_out(invalid: int) -> None:
    evening = papers(secret(), "ahrens brandt carstens")
    refusal = evening.refused(
        "too_many_papers",
        "clerk",
        "count_papers",
        ballot="b1",
        yes=4 - invalid,
        no=1,
        abstain=0,
        invalid=invalid,
    )
    assert refusal.why() == "Das sind 2 zu viel: gezählt 5 Stimmzettel, ausgegeben 3."


@pytest.mark.parametrize(
    ("taken", "count", "why"),
    [
        (ROOM, None, "die Stimmzettel sind noch nicht ausgezählt"),
        ("", None, "die Stimmzettel sind noch nicht ausgezählt"),
        (ROOM, (3, 1), "es fehlt ein Stimmzettel (ausgegeben 5, gezählt 4)"),
        (ROOM, (2, 1), "es fehlen 2 Stimmzettel (ausgegeben 5, gezählt 3)"),
    ],
)
def test_announcing_waits_until_the_papers_add_up(
    taken: str, count: tuple[int, int] | None, why: str
) -> None:
    evening = papers(secret(), taken)
    if count:
        counted(evening, *count)
    evening.accepted("chair", "close_ballot", ballot="b1")
    refusal = evening.refused("papers_do_not_add_up", "chair", "announce_result", ballot="b1")
    assert refusal.why() == f"Die Stimmzettel gehen nicht auf: {why}."


def test_a_tick_after_the_count_is_missed_in_it() -> None:
    evening = counted(secret(), 3, 1)
    papers(evening, "ahrens")
    evening.accepted("chair", "close_ballot", ballot="b1")
    refusal = evening.refused("papers_do_not_add_up", "chair", "announce_result", ballot="b1")
    assert "3 Stimmzettel zu viel (ausgegeben 1, gezählt 4)" in refusal.why()


def test_a_paper_that_was_kept_is_taken_out_of_the_sum() -> None:
    evening = counted(papers(secret()), 3, 1)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("clerk", "decline_vote", ballot="b1", person="ebeling")
    evening.unchanged("clerk", "decline_vote", ballot="b1", person="ebeling")
    evening.accepted("chair", "announce_result", ballot="b1")
    assert evening.record["ballots"]["b1"]["not_voted"] == 1


def test_who_first_takes_no_part_may_still_take_a_paper() -> None:
    evening = secret()
    evening.accepted("ebeling", "decline_vote", ballot="b1", person="ebeling")
    ballot = announced(counted(papers(evening), 3, 2))
    assert ballot["not_voted"] == 0


# Who takes one


def test_papers_are_for_those_eligible_in_the_room() -> None:
    evening = secret("ahrens brandt carstens demir jung")
    evening.refused("not_eligible", "clerk", "take_paper", ballot="b1", person="jung")
    evening.accepted("clerk", "leave", person="demir")
    refusal = evening.refused("papers_in_room", "clerk", "take_paper", ballot="b1", person="demir")
    assert refusal.why() == "Ratsherr Demir ist nicht im Saal."
    papers(evening, "ahrens")
    evening.unchanged("clerk", "take_paper", ballot="b1", person="ahrens")


def test_a_tick_may_come_after_the_closing_for_whoever_was_there() -> None:
    evening = secret()
    evening.accepted("clerk", "leave", person="ebeling")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("clerk", "take_paper", ballot="b1", person="demir")
    evening.refused("papers_in_room", "clerk", "take_paper", ballot="b1", person="ebeling")


def test_a_deputy_takes_the_paper_of_the_seat_and_who_comes_late_is_admitted() -> None:
    evening = opened("ahrens brandt carstens gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="secret")
    evening.accepted("clerk", "arrive", person="falk", via="room")
    evening.refused("not_eligible", "clerk", "take_paper", ballot="b1", person="falk")
    evening.accepted("chair", "admit_to_ballot", ballot="b1", person="falk")
    ballot = announced(counted(papers(evening, "ahrens brandt carstens gross falk"), 5, 0))
    assert ballot["eligible"] == 5


def test_where_the_law_leaves_only_those_on_video_out_they_may_come_into_the_room() -> None:
    evening = secret("ahrens brandt carstens demir", "ebeling", remote_secret_votes="excluded_remote")
    assert "ebeling" not in evening.ballot("b1").seat_of
    evening.refused("not_eligible", "chair", "admit_to_ballot", ballot="b1", person="ebeling")
    evening.accepted("clerk", "arrive", person="ebeling", via="room")
    evening.accepted("chair", "admit_to_ballot", ballot="b1", person="ebeling")
    evening.accepted("clerk", "take_paper", ballot="b1", person="ebeling")


# Nobody's choice


@pytest.mark.parametrize(
    ("by", "do", "fields"),
    [
        ("demir", "cast_vote", {"choice": "yes"}),
        ("clerk", "record_vote", {"person": "demir", "choice": "yes"}),
        ("clerk", "count_hands", {"yes": 5, "no": 0, "abstain": 0}),
    ],
)
def test_no_hand_and_no_choice_is_entered_in_a_secret_ballot(
    by: str, do: str, fields: dict[str, object]
) -> None:
    papers(secret()).refused("secret_on_paper", by, do, ballot="b1", **fields)


def test_nor_papers_in_an_open_one() -> None:
    evening = with_ballot_open()
    evening.refused("no_papers", "clerk", "take_paper", ballot="b1", person="brandt")
    evening.refused("no_papers", "clerk", "count_papers", ballot="b1", yes=1, no=0, abstain=0, invalid=0)


@pytest.mark.parametrize("choice", ["yes", None])
def test_nobodys_vote_goes_into_the_minutes_afterwards(choice: str | None) -> None:
    evening = counted(papers(secret()), 5, 0)
    announced(evening)
    fields = {} if choice is None else {"choice": choice}
    evening.refused("no_recording_of_secrets", "demir", "have_vote_recorded", ballot="b1", **fields)


def bytes_of(evening: Evening) -> Sequence[str]:
    """Every line of the log as it is stored."""
    return [write_entry(entry) for entry in evening.entries]


def test_in_no_line_of_the_log_does_a_person_stand_with_a_choice() -> None:
    evening = counted(papers(secret()), 3, 1, 1)
    announced(evening)
    opened_at = next(place for place, line in enumerate(bytes_of(evening)) if "BallotOpened" in line)
    lines = bytes_of(evening)[opened_at:]
    assert any("PaperTaken" in line for line in lines), "the search looks at the right lines"
    for line, choice in product(lines, ("yes", "no", "abstain")):
        has_choice = f'"{choice}"' in line.replace(f'"{choice}":', "")
        assert not (has_choice and any(f'"{person}"' in line for person in ROOM.split())), line


def test_equal_numbers_leave_equal_logs_whoever_wrote_what() -> None:
    # Nothing but the order of the ticks is there to tell two evenings apart.
    one, other = (bytes_of(counted(papers(secret()), 3, 2)) for _ in range(2))
    assert one == other


# Ways back


def test_doubted_it_is_repeated_on_paper() -> None:
    evening = counted(papers(secret()), 3, 2)
    announced(evening)
    evening.accepted("brandt", "doubt_result", ballot="b1")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    assert evening.ballot("b2").opened.method == "secret"
    assert evening.record["ballots"]["b1"]["invalid"] is None


def test_a_wrong_tick_and_a_wrong_count_are_corrected() -> None:
    evening = papers(secret())
    tick = evening.entries[-1].seq
    evening.accepted("clerk", "correct", of=tick, reason="nicht genommen")
    counted(evening, 3, 1)
    count = evening.entries[-1].seq
    right = {"do": "count_papers", "ballot": "b1", "yes": 2, "no": 1, "abstain": 0, "invalid": 1}
    evening.accepted("clerk", "correct", of=count, reason="verzählt", with_=right)
    ballot = announced(evening)
    assert (ballot["yes"], ballot["invalid"], ballot["not_voted"]) == (2, 1, 2)
    hand = {"do": "record_vote", "ballot": "b1", "person": "demir", "choice": "yes"}
    evening.refused("not_in_its_place", "clerk", "correct", of=count, reason="Hand", with_=hand)


def test_announced_papers_are_corrected_while_the_result_stays() -> None:
    evening = counted(papers(secret()), 3, 2)
    count = evening.entries[-1].seq
    announced(evening)
    other = {"do": "count_papers", "ballot": "b1", "yes": 4, "no": 1, "abstain": 0, "invalid": 0}
    evening.accepted("clerk", "correct", of=count, reason="verzählt", with_=other)
    assert evening.record["ballots"]["b1"]["yes"] == 4
    wrong = {**other, "yes": 1, "no": 4}
    evening.refused("other_result", "clerk", "correct", of=count, reason="verzählt", with_=wrong)
    short = {**other, "yes": 3}
    evening.refused("papers_do_not_add_up", "clerk", "correct", of=count, reason="verzählt", with_=short)
