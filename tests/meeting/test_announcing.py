"""Announcing: numbers, sources, result and words as they stand from then on, and what keeps a result back."""

from itertools import product
from typing import Any

import pytest

from meeting.kit import Evening, at_item, opened, plan_of, with_ballot_open


def announce(evening: Evening, ballot: str = "b1") -> dict[str, Any]:
    evening.accepted("chair", "announce_result", ballot=ballot)
    found: dict[str, Any] = evening.record["ballots"][ballot]
    return found


def held_back(evening: Evening, ballot: str = "b1") -> str:
    """A municipal fault of its time keeps the result back; the refusal's sentence."""
    return evening.refused("hit_by_fault", "chair", "announce_result", ballot=ballot).why()


def closed(room: str = "ahrens brandt carstens", video: str = "demir") -> Evening:
    evening = with_ballot_open(room, video)
    evening.accepted("chair", "close_ballot", ballot="b1")
    return evening


def test_the_result_stands_whole_in_the_record() -> None:
    evening = at_item("2", "ahrens brandt carstens demir", "ebeling falk")
    evening.accepted("chair", "open_ballot", at="18:05", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("clerk", "record_vote", ballot="b1", person="falk", choice="no")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=3, no=1, abstain=0)
    evening.accepted("chair", "close_ballot", at="18:06", ballot="b1")
    evening.accepted("chair", "announce_result", at="18:07", ballot="b1")
    assert evening.record["ballots"]["b1"] == {
        "motion": "m2",
        "with": [],
        "method": "show_of_hands",
        "state": "announced",
        "reason": None,
        "eligible": 6,
        "present": 6,
        "yes": 4,
        "no": 2,
        "abstain": 0,
        "not_voted": 0,
        "majority": {"base": "votes_cast", "fraction": "1/2", "strict": True},
        "needed": 4,
        "result": "passed",
        "unanimous": False,
        "wording": "4 Stimmen dafür, 2 Stimmen dagegen, 0 Enthaltungen",
        "by_video": {"yes": 1, "no": 1, "abstain": 0},
        "sources": {"cast": 1, "recorded": 1, "counted": 4, "derived": 0},
        "votes": {},
        "recorded_on_request": {},
        "opened_at": "2026-11-24T18:05:00+01:00",
        "closed_at": "2026-11-24T18:06:00+01:00",
        "announced_at": "2026-11-24T18:07:00+01:00",
    }
    assert evening.record["motions"]["m2"]["outcome"] == "adopted"
    assert evening.agenda("2")["result_text"] == "4 Stimmen dafür, 2 Stimmen dagegen, 0 Enthaltungen"


def test_numbers_are_announced_only_after_the_closing() -> None:
    evening = with_ballot_open()
    evening.refused("ballot_not_closed", "chair", "announce_result", ballot="b1")
    evening.accepted("chair", "close_ballot", ballot="b1")
    assert evening.record["ballots"]["b1"]["yes"] is None
    announce(evening)


def test_announcing_twice_changes_nothing_and_an_aborted_ballot_has_no_result() -> None:
    evening = closed()
    announce(evening)
    evening.unchanged("chair", "announce_result", ballot="b1")
    evening.refused("ballot_over", "chair", "abort_ballot", ballot="b1", reason="zu spät")
    other = closed()
    other.accepted("chair", "abort_ballot", ballot="b1", reason="Störung")
    other.refused("ballot_not_closed", "chair", "announce_result", ballot="b1")


@pytest.mark.parametrize("by", ["brandt", "system"])
def test_only_the_chair_announces_or_the_clerk_on_the_chairs_word(by: str) -> None:
    evening = closed()
    evening.refused("not_entitled", by, "announce_result", ballot="b1")
    evening.accepted("clerk", "announce_result", ballot="b1")


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "result", "unanimous", "wording"),
    [
        (6, 0, 0, "passed", True, "Einstimmig"),
        (4, 0, 2, "passed", True, "Einstimmig bei 2 Enthaltungen"),
        (1, 0, 5, "passed", True, "Einstimmig bei 5 Enthaltungen"),
        (0, 6, 0, "rejected", True, "Einstimmig abgelehnt"),
        # § 66 Abs. 1 Satz 3 NKomVG: a tie rejects.
        (3, 3, 0, "rejected", False, "3 Stimmen dafür, 3 Stimmen dagegen, 0 Enthaltungen (abgelehnt)"),
        (0, 0, 6, "rejected", False, "0 Stimmen dafür, 0 Stimmen dagegen, 6 Enthaltungen (abgelehnt)"),
        (0, 0, 0, "rejected", False, "0 Stimmen dafür, 0 Stimmen dagegen, 0 Enthaltungen (abgelehnt)"),
        (2, 1, 3, "passed", False, "2 Stimmen dafür, eine Stimme dagegen, 3 Enthaltungen"),
    ],
)
def test_result_and_words(
    yes: int, no: int, abstain: int, result: str, unanimous: bool, wording: str
) -> None:
    evening = with_ballot_open()
    rest = 6 - yes - no - abstain
    evening.accepted("clerk", "count_hands", ballot="b1", yes=yes, no=no, abstain=abstain, not_voted=rest)
    evening.accepted("chair", "close_ballot", ballot="b1")
    ballot = announce(evening)
    assert (ballot["result"], ballot["unanimous"], ballot["wording"]) == (result, unanimous, wording)
    assert ballot["not_voted"] == rest
    assert evening.agenda("2")["result_text"] == wording


def test_despite_unanimity_rejected_where_the_seats_are_the_base() -> None:
    evening = at_item("2", "ahrens brandt carstens demir")
    evening.accepted("demir", "move", motion="d1", kind="urgent_item", title="Hochwasser")
    evening.vote("d1", "b1", yes="ahrens brandt carstens", abstain="demir")
    ballot = evening.record["ballots"]["b1"]
    assert (ballot["result"], ballot["unanimous"], ballot["needed"]) == ("rejected", True, 5)
    words = "Trotz Einstimmigkeit (3 Ja-Stimmen, eine Enthaltung) abgelehnt: 5 Ja-Stimmen erforderlich"
    assert ballot["wording"] == words


def test_in_every_mixture_the_sums_hold() -> None:
    """Always: yes + no + abstain + not_voted = eligible, and the four sources add up to yes + no + abstain."""
    for cast, recorded, derive in product((None, "yes", "no"), (None, "yes", "abstain"), (False, True)):
        evening = with_ballot_open("ahrens brandt carstens demir", "ebeling falk")
        if cast:
            evening.accepted("ebeling", "cast_vote", ballot="b1", choice=cast)
        if recorded:
            evening.accepted("clerk", "record_vote", ballot="b1", person="ahrens", choice=recorded)
        rest = {"derive": "abstain"} if derive else {"abstain": 3 - bool(recorded)}
        evening.accepted("clerk", "count_hands", ballot="b1", yes=1, no=0, **rest)
        evening.accepted("chair", "close_ballot", ballot="b1")
        ballot = announce(evening)
        voted = ballot["yes"] + ballot["no"] + ballot["abstain"]
        assert voted + ballot["not_voted"] == ballot["eligible"] == 6
        assert sum(ballot["sources"].values()) == voted
        assert sum(ballot["by_video"].values()) == bool(cast)


# A municipal fault of its time (§ 64 Abs. 5 NKomVG)


def test_a_municipal_fault_during_the_ballot_keeps_the_result_back() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    evening.accepted("clerk", "lose_connection", person="demir", at="18:10")
    evening.accepted("chair", "attribute_fault", person="demir", cause="municipality")
    evening.accepted("clerk", "restore_connection", person="demir", at="18:12")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:13")
    assert "Ratsherr Demir" in held_back(evening)
    # "The running vote is aborted with a reason and repeated whole."
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Störung")
    evening.vote("m2", "b2", yes="ahrens")
    assert evening.record["ballots"]["b2"]["state"] == "announced"


@pytest.mark.parametrize("cause", ["member", "unclear"])
def test_any_other_fault_that_is_over_does_not(cause: str) -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    evening.accepted("clerk", "lose_connection", person="demir", at="18:10")
    if cause == "member":
        evening.accepted("chair", "attribute_fault", person="demir", cause="member")
    evening.accepted("clerk", "restore_connection", person="demir", at="18:12")
    evening.accepted("chair", "close_ballot", ballot="b1")
    announce(evening)


def test_one_attributed_only_after_the_closing_still_does() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    evening.accepted("clerk", "lose_connection", person="demir", at="18:10")
    evening.accepted("clerk", "restore_connection", person="demir", at="18:11")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:12")
    evening.accepted("chair", "attribute_fault", person="demir", cause="municipality", at="18:15")
    held_back(evening)
    # The chair may see it differently in the end.
    evening.accepted("chair", "attribute_fault", person="demir", cause="member", at="18:16")
    announce(evening)


def test_one_attributed_only_after_the_announcement_changes_nothing() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    evening.accepted("clerk", "lose_connection", person="demir", at="18:10")
    evening.accepted("clerk", "restore_connection", person="demir", at="18:11")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:12")
    before = announce(evening)
    evening.accepted("chair", "attribute_fault", person="demir", cause="municipality", at="18:15")
    assert evening.record["ballots"]["b1"] == before


def test_one_after_the_closing_or_over_before_the_opening_is_none_of_its_time() -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir")
    municipal_fault(evening, "18:10", "18:11")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands", at="18:12")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:13")
    municipal_fault(evening, "18:14", "18:15")
    announce(evening)


def municipal_fault(evening: Evening, begins: str | None, ends: str | None, person: str = "demir") -> None:
    evening.accepted("clerk", "lose_connection", person=person, at=begins)
    evening.accepted("chair", "attribute_fault", person=person, cause="municipality")
    evening.accepted("clerk", "restore_connection", person=person, at=ends)


def test_within_one_second_the_order_of_the_entries_decides() -> None:
    """A script's line without `at` takes the time of the line before: all of this happens at 18.00."""
    evening = at_item("2", "ahrens brandt carstens", "demir")
    municipal_fault(evening, None, None)
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("chair", "close_ballot", ballot="b1")
    municipal_fault(evening, None, None)
    announce(evening)
    evening.accepted("brandt", "move", motion="p1", kind="interruption")
    evening.accepted("chair", "open_ballot", motion="p1", ballot="b2", method="show_of_hands")
    municipal_fault(evening, None, None)
    evening.accepted("chair", "close_ballot", ballot="b2")
    held_back(evening, "b2")
    evening.accepted("chair", "abort_ballot", ballot="b2", reason="Störung")
    evening.accepted("chair", "open_ballot", motion="p1", ballot="b3", method="show_of_hands")
    evening.accepted("chair", "close_ballot", ballot="b3")
    announce(evening, "b3")


def test_a_fault_entered_late_counts_by_its_true_time() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:12")
    evening.accepted("clerk", "lose_connection", person="demir", since="18:10", at="18:20")
    evening.accepted("chair", "attribute_fault", person="demir", cause="municipality")
    held_back(evening)


def test_one_that_began_before_as_the_members_and_turns_out_to_be_municipal_keeps_it_back() -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir")
    evening.accepted("clerk", "lose_connection", person="demir", at="18:05")
    evening.accepted("chair", "attribute_fault", person="demir", cause="member")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands", at="18:06")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:07")
    evening.accepted("chair", "attribute_fault", person="demir", cause="municipality", at="18:08")
    # Demir was cut off and therefore not even eligible.
    assert evening.record["ballots"]["b1"]["eligible"] == 3
    held_back(evening)


def test_also_when_it_ended_in_the_second_in_which_the_ballot_opened() -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir")
    evening.accepted("clerk", "lose_connection", person="demir", at="18:05")
    evening.accepted("chair", "attribute_fault", person="demir", cause="member")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands", at="18:06")
    evening.accepted("clerk", "restore_connection", person="demir")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:07")
    evening.accepted("chair", "attribute_fault", person="demir", cause="municipality")
    held_back(evening)


def test_a_leaving_ends_the_fault_and_does_not_undo_it() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    evening.accepted("clerk", "lose_connection", person="demir", at="18:10")
    evening.accepted("clerk", "leave", person="demir", at="18:11")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:12")
    evening.accepted("chair", "attribute_fault", person="demir", cause="municipality")
    held_back(evening)


def test_a_fault_of_somebody_without_a_seat_keeps_nothing_back() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir", "jung")
    municipal_fault(evening, "18:10", "18:11", "jung")
    evening.accepted("chair", "close_ballot", ballot="b1")
    announce(evening)


def test_nor_while_others_with_a_seat_are_on_video() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "jung demir")
    municipal_fault(evening, "18:10", "18:11", "jung")
    evening.accepted("chair", "close_ballot", ballot="b1")
    announce(evening)


def test_who_goes_on_video_only_after_the_closing_was_not_cut_off_by_the_rooms_fault() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir")
    evening.accepted("clerk", "lose_connection", scope="room", at="18:10")
    evening.accepted("chair", "attribute_fault", scope="room", cause="municipality")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:12")
    evening.accepted("clerk", "arrive", person="demir", via="video", at="18:13")
    announce(evening)


def test_a_municipal_fault_of_the_room_counts_as_one_of_every_seat_on_video() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    evening.accepted("clerk", "lose_connection", scope="room", at="18:10")
    evening.accepted("chair", "attribute_fault", scope="room", cause="municipality")
    evening.accepted("clerk", "restore_connection", scope="room", at="18:11")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:12")
    assert "Saaltechnik" in held_back(evening)


def test_with_nobody_on_video_it_counts_as_nobodys() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir", "jung")
    evening.accepted("clerk", "lose_connection", scope="room", at="18:10")
    evening.accepted("chair", "attribute_fault", scope="room", cause="municipality")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:12")
    announce(evening)


def test_a_seat_that_came_into_the_room_before_the_rooms_fault_was_not_cut_off() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    evening.accepted("clerk", "arrive", person="demir", via="room", at="18:09")
    evening.accepted("clerk", "lose_connection", scope="room", at="18:10")
    evening.accepted("chair", "attribute_fault", scope="room", cause="municipality")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:12")
    announce(evening)


def test_a_seat_that_went_on_video_during_the_ballot_was() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir")
    evening.accepted("clerk", "arrive", person="demir", via="video", at="18:09")
    evening.accepted("clerk", "lose_connection", scope="room", at="18:10")
    evening.accepted("chair", "attribute_fault", scope="room", cause="municipality")
    evening.accepted("clerk", "restore_connection", scope="room", at="18:11")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:12")
    held_back(evening)


# Fixed


def test_late_entries_touch_an_announced_ballot_and_leave_it_unchanged() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=4, no=0, abstain=0)
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:10")
    before = announce(evening)
    left = evening.accepted("clerk", "leave", person="demir", since="18:05", at="18:20")
    came = evening.accepted("clerk", "arrive", person="falk", via="room", since="18:06")
    barred = evening.accepted("clerk", "recuse", person="carstens", item="2", since="18:01")
    assert [list(answer.touches) for answer in (left, came, barred)] == [["b1"]] * 3
    assert evening.record["ballots"]["b1"] == before


def test_a_decision_of_an_urgent_item_of_eleven_seats_needs_eight() -> None:
    people = [{"id": f"m{i}", "name": f"Name {i}", "role": "member", "chairs": i == 0} for i in range(11)]
    plan = plan_of(body={"seats": 11}, people=[*people, {"id": "meyer", "name": "Meyer", "role": "administration"}], items=[{"id": "1", "title": "Eröffnung"}])  # fmt: skip
    members = [str(person["id"]) for person in people]
    evening = opened(" ".join(members), plan=plan)
    for number, enough in ((7, False), (8, True)):
        evening.accepted("chair", "move", motion=f"d{number}", kind="urgent_item", title="Hochwasser")
        evening.vote(
            f"d{number}", f"b{number}", yes=" ".join(members[:number]), no=" ".join(members[number:])
        )
        ballot = evening.record["ballots"][f"b{number}"]
        assert (ballot["needed"], ballot["result"]) == (8, "passed" if enough else "rejected")
