"""Single votes: cast on one's own device, recorded by the clerk, declined; and what leaving or a fault does to them."""

import pytest

from handzeichen.meeting.ids import SeatId, Source, Via
from meeting.kit import VOTING, Evening, at_item, with_ballot_open


def choices(evening: Evening, ballot: str = "b1") -> dict[str, str | None]:
    """What stands for each seat that is known of."""
    votes = evening.ballot(ballot).votes
    return {str(seat): vote.choice and vote.choice.value for seat, vote in votes.items()}


def source(evening: Evening, seat: str) -> Source:
    return evening.ballot("b1").votes[SeatId(seat)].source


def cast(evening: Evening, person: str, choice: str) -> None:
    evening.accepted(person, "cast_vote", ballot="b1", choice=choice)


def record(evening: Evening, person: str, choice: str, **fields: object) -> None:
    evening.accepted("clerk", "record_vote", ballot="b1", person=person, choice=choice, **fields)


def announced(evening: Evening) -> dict[str, object]:
    """The ballot's row in the record after closing and announcing."""
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    found: dict[str, object] = evening.record["ballots"]["b1"]
    return found


# Casting


@pytest.mark.parametrize("choice", ["yes", "no", "abstain"])
def test_a_member_casts_a_vote(choice: str) -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    cast(evening, "demir", choice)
    assert choices(evening) == {"demir": choice}


def test_a_vote_may_be_changed_until_the_closing_the_last_counts_and_all_are_logged() -> None:
    evening = with_ballot_open()
    for choice in ("yes", "no", "abstain", "no"):
        cast(evening, "falk", choice)
    assert choices(evening) == {"falk": "no"}
    assert [e.event.choice.value for e in evening.entries[-4:]] == ["yes", "no", "abstain", "no"]  # type: ignore[attr-defined]


def test_the_same_vote_again_adds_no_event() -> None:
    evening = with_ballot_open()
    cast(evening, "falk", "yes")
    evening.unchanged("falk", "cast_vote", ballot="b1", choice="yes")


@pytest.mark.parametrize("by", ["clerk", "chair", "brandt", "system"])
def test_a_vote_is_cast_on_ones_own_device_only(by: str) -> None:
    evening = with_ballot_open()
    code = "not_entitled" if by == "system" else "own_device"
    evening.refused(code, by, "cast_vote", ballot="b1", choice="yes", person="falk")
    assert choices(evening) == {}


def test_the_chair_has_a_vote_of_the_chairs_own_and_the_clerk_none() -> None:
    evening = with_ballot_open()
    evening.accepted("chair", "cast_vote", ballot="b1", choice="yes")
    assert choices(evening) == {"ahrens": "yes"}
    evening.refused("own_device", "clerk", "cast_vote", ballot="b1", choice="yes")


@pytest.mark.parametrize("person", ["jung", "gross", "otto"])
def test_who_has_no_seat_in_the_ballot_does_not_vote(person: str) -> None:
    evening = with_ballot_open(f"{VOTING} jung gross otto")
    evening.refused("not_eligible", person, "cast_vote", ballot="b1", choice="yes")


def test_a_deputy_casts_the_seats_vote_and_the_member_has_none() -> None:
    evening = at_item("2", "ahrens brandt carstens ebeling gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    cast(evening, "gross", "no")
    assert choices(evening) == {"demir": "no"}
    evening.refused("not_eligible", "clerk", "record_vote", ballot="b1", person="demir", choice="yes")


def test_without_a_ballot_of_that_name_nobody_votes() -> None:
    with_ballot_open().refused("unknown_ballot", "falk", "cast_vote", ballot="b9", choice="yes")


def test_nobody_votes_while_the_meeting_is_interrupted_and_the_ballot_goes_on_after_it() -> None:
    evening = with_ballot_open()
    evening.accepted("chair", "suspend", reason="Ton weg")
    evening.refused("suspended", "falk", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("chair", "resume")
    cast(evening, "falk", "yes")


# Recording


def test_the_clerk_records_one_hand_seen_and_the_last_counts() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    record(evening, "demir", "yes")
    record(evening, "demir", "no")
    evening.unchanged("clerk", "record_vote", ballot="b1", person="demir", choice="no")
    assert choices(evening) == {"demir": "no"}
    assert source(evening, "demir") is Source.RECORDED


@pytest.mark.parametrize("by", ["chair", "brandt", "system"])
def test_only_the_clerk_records(by: str) -> None:
    with_ballot_open().refused("not_entitled", by, "record_vote", ballot="b1", person="falk", choice="yes")


def test_a_recorded_hand_never_goes_over_a_vote_that_the_member_cast_unless_it_replaces_it() -> None:
    evening = with_ballot_open()
    cast(evening, "falk", "yes")
    evening.refused("member_cast", "clerk", "record_vote", ballot="b1", person="falk", choice="no")
    evening.refused("member_cast", "clerk", "record_vote", ballot="b1", person="falk", choice="yes")
    evening.refused(
        "reason_missing", "clerk", "record_vote", ballot="b1", person="falk", choice="no", replaces=True
    )
    record(evening, "falk", "no", replaces=True, reason="Herr Falk hat sich verdrückt.")
    assert (choices(evening), source(evening, "falk")) == ({"falk": "no"}, Source.RECORDED)


def test_a_replacement_by_the_same_choice_makes_it_a_recorded_one() -> None:
    evening = with_ballot_open()
    cast(evening, "falk", "yes")
    record(evening, "falk", "yes", replaces=True, reason="auf Wunsch")
    assert source(evening, "falk") is Source.RECORDED


def test_the_same_vote_from_another_place_came_in_another_way() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir falk")
    cast(evening, "falk", "no")
    record(evening, "demir", "no")
    evening.arrive("falk demir", "video")
    cast(evening, "falk", "no")
    record(evening, "demir", "no")
    assert [vote.via for vote in evening.ballot("b1").votes.values()] == [Via.VIDEO, Via.VIDEO]


def test_a_member_votes_over_a_recorded_hand() -> None:
    evening = with_ballot_open()
    record(evening, "falk", "yes")
    cast(evening, "falk", "no")
    assert (choices(evening), source(evening, "falk")) == ({"falk": "no"}, Source.CAST)
    # And from then on it is the member's own.
    evening.refused("member_cast", "clerk", "record_vote", ballot="b1", person="falk", choice="yes")


def test_the_same_choice_cast_over_a_recorded_hand_becomes_the_members_own() -> None:
    evening = with_ballot_open()
    record(evening, "falk", "yes")
    cast(evening, "falk", "yes")
    assert source(evening, "falk") is Source.CAST


def test_after_a_replacement_the_member_may_vote_again_until_the_closing() -> None:
    evening = with_ballot_open()
    cast(evening, "falk", "yes")
    record(evening, "falk", "no", replaces=True, reason="verdrückt")
    cast(evening, "falk", "abstain")
    assert choices(evening) == {"falk": "abstain"}


def test_replaces_without_a_vote_of_the_members_own_is_a_plain_record() -> None:
    evening = with_ballot_open()
    record(evening, "falk", "no", replaces=True)
    assert choices(evening) == {"falk": "no"}
    assert getattr(evening.entries[-1].event, "replaces", None) is False


def test_a_hand_is_recorded_until_the_announcement_and_not_after() -> None:
    evening = with_ballot_open()
    evening.arrive("jung")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.refused("ballot_not_open", "falk", "cast_vote", ballot="b1", choice="yes")
    evening.refused("not_eligible", "clerk", "record_vote", ballot="b1", person="jung", choice="yes")
    record(evening, "falk", "yes")
    evening.accepted("chair", "announce_result", ballot="b1")
    evening.refused("ballot_over", "clerk", "record_vote", ballot="b1", person="brandt", choice="yes")


def test_nobody_who_was_gone_at_the_closing_gave_a_hand() -> None:
    evening = with_ballot_open()
    evening.accepted("clerk", "leave", person="falk")
    evening.refused("not_here", "clerk", "record_vote", ballot="b1", person="falk", choice="yes")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.arrive("falk")
    evening.refused("not_here", "clerk", "record_vote", ballot="b1", person="falk", choice="yes")


def test_who_left_only_after_the_closing_may_have_given_one() -> None:
    evening = with_ballot_open()
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("clerk", "leave", person="falk")
    record(evening, "falk", "yes")


# Declining


@pytest.mark.parametrize("by", ["falk", "clerk", "chair"])
def test_who_takes_no_part_is_not_voted(by: str) -> None:
    evening = with_ballot_open()
    evening.accepted(by, "decline_vote", ballot="b1", person="falk")
    evening.unchanged(by, "decline_vote", ballot="b1", person="falk")
    ballot = announced(evening)
    assert (ballot["eligible"], ballot["not_voted"]) == (6, 6)
    assert ballot["sources"] == {"cast": 0, "recorded": 0, "counted": 0, "derived": 0}


def test_one_may_take_ones_own_vote_back_and_give_it_again() -> None:
    evening = with_ballot_open()
    cast(evening, "falk", "yes")
    evening.accepted("falk", "decline_vote", ballot="b1", person="falk")
    assert choices(evening) == {"falk": None}
    cast(evening, "falk", "no")
    assert choices(evening) == {"falk": "no"}


@pytest.mark.parametrize("by", ["clerk", "chair"])
def test_nobody_else_takes_back_what_a_member_cast(by: str) -> None:
    evening = with_ballot_open()
    cast(evening, "falk", "yes")
    evening.refused("member_cast", by, "decline_vote", ballot="b1", person="falk")


def test_who_only_declined_has_cast_no_vote_so_a_hand_seen_later_counts() -> None:
    evening = with_ballot_open()
    evening.accepted("falk", "decline_vote", ballot="b1", person="falk")
    record(evening, "falk", "yes")
    assert choices(evening) == {"falk": "yes"}


def test_a_recorded_hand_may_turn_out_to_be_none() -> None:
    evening = with_ballot_open()
    record(evening, "falk", "yes")
    evening.accepted("clerk", "decline_vote", ballot="b1", person="falk")
    assert choices(evening) == {"falk": None}


def test_who_is_not_eligible_cannot_decline_and_nobody_declines_for_another() -> None:
    evening = with_ballot_open(f"{VOTING} jung")
    evening.refused("not_eligible", "jung", "decline_vote", ballot="b1", person="jung")
    evening.refused("not_entitled", "brandt", "decline_vote", ballot="b1", person="falk")


def test_after_the_closing_only_the_clerk_still_enters_it() -> None:
    evening = with_ballot_open()
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.refused("ballot_not_open", "falk", "decline_vote", ballot="b1", person="falk")
    evening.accepted("clerk", "decline_vote", ballot="b1", person="falk")
    evening.accepted("chair", "announce_result", ballot="b1")
    evening.refused("ballot_over", "clerk", "decline_vote", ballot="b1", person="brandt")


# Leaving


def test_a_vote_given_stays_though_the_member_leaves() -> None:
    evening = with_ballot_open()
    cast(evening, "falk", "yes")
    evening.accepted("clerk", "leave", person="falk")
    evening.refused("not_here", "falk", "cast_vote", ballot="b1", choice="no")
    ballot = announced(evening)
    assert (ballot["yes"], ballot["not_voted"]) == (1, 5)


def test_who_leaves_without_a_vote_is_not_voted_and_stays_eligible() -> None:
    evening = with_ballot_open()
    evening.accepted("clerk", "leave", person="falk")
    record(evening, "brandt", "yes")
    ballot = announced(evening)
    assert (ballot["eligible"], ballot["yes"], ballot["not_voted"]) == (6, 1, 5)


def test_who_comes_back_before_the_closing_may_vote() -> None:
    evening = with_ballot_open()
    evening.accepted("clerk", "leave", person="falk")
    evening.arrive("falk")
    cast(evening, "falk", "yes")


def test_who_is_excluded_meanwhile_votes_no_more_and_what_was_given_stays() -> None:
    evening = with_ballot_open()
    cast(evening, "falk", "yes")
    evening.accepted("chair", "exclude", person="falk")
    evening.refused("not_here", "falk", "cast_vote", ballot="b1", choice="no")
    assert announced(evening)["yes"] == 1


def test_a_deputy_who_leaves_has_voted_for_the_seat() -> None:
    evening = at_item("2", "ahrens brandt carstens ebeling gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    cast(evening, "gross", "yes")
    evening.accepted("clerk", "leave", person="gross")
    evening.arrive("demir")
    evening.refused("not_eligible", "demir", "cast_vote", ballot="b1", choice="no")
    assert announced(evening)["yes"] == 1


# Faults (§ 64 Abs. 5 NKomVG)


def disturbed() -> Evening:
    evening = with_ballot_open("ahrens brandt carstens", "demir ebeling")
    cast(evening, "demir", "yes")
    evening.accepted("clerk", "lose_connection", person="demir")
    evening.accepted("clerk", "lose_connection", person="ebeling")
    return evening


def test_while_a_fault_is_open_the_seat_does_not_vote_and_a_vote_given_stays() -> None:
    evening = disturbed()
    evening.refused("disturbed", "demir", "cast_vote", ballot="b1", choice="no")
    evening.refused("disturbed", "ebeling", "cast_vote", ballot="b1", choice="no")
    evening.refused("disturbed", "clerk", "record_vote", ballot="b1", person="ebeling", choice="no")
    evening.accepted("chair", "attribute_fault", persons=["demir", "ebeling"], cause="member")
    ballot = announced(evening)
    assert (ballot["eligible"], ballot["yes"], ballot["not_voted"]) == (5, 1, 4)


def test_once_it_is_over_the_seat_votes_again() -> None:
    evening = disturbed()
    evening.accepted("clerk", "restore_connection", person="ebeling")
    cast(evening, "ebeling", "no")
    assert choices(evening) == {"demir": "yes", "ebeling": "no"}


def test_a_fault_that_opens_after_the_closing_keeps_the_clerk_from_recording_too() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("clerk", "lose_connection", person="demir")
    evening.refused("disturbed", "clerk", "record_vote", ballot="b1", person="demir", choice="yes")


def test_a_fault_of_the_room_keeps_nobody_from_voting() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    evening.accepted("clerk", "lose_connection", scope="room")
    cast(evening, "demir", "yes")


# Roll call


def test_a_roll_calls_votes_stand_in_the_record_in_the_order_of_the_seats() -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir ebeling")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="roll_call")
    cast(evening, "demir", "no")
    record(evening, "brandt", "yes")
    record(evening, "ahrens", "abstain")
    evening.accepted("clerk", "decline_vote", ballot="b1", person="carstens")
    ballot = announced(evening)
    votes = ballot["votes"]
    assert isinstance(votes, dict)
    assert list(votes.items()) == [("ahrens", "abstain"), ("brandt", "yes"), ("demir", "no")]
    assert (ballot["yes"], ballot["no"], ballot["abstain"], ballot["not_voted"]) == (1, 1, 1, 2)


def test_a_deputys_vote_stands_under_the_deputys_name() -> None:
    evening = at_item("2", "ahrens brandt carstens ebeling gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="roll_call")
    cast(evening, "gross", "yes")
    assert announced(evening)["votes"] == {"gross": "yes"}


def test_a_show_of_hands_names_nobody() -> None:
    evening = with_ballot_open()
    cast(evening, "falk", "yes")
    assert announced(evening)["votes"] == {}
