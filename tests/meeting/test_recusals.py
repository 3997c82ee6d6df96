"""The bar on participation (§ 41 NKomVG): reported, entered, ended, contested, decided by the body."""

import pytest

from handzeichen.meeting.ids import MotionOutcome, Role
from meeting.kit import Evening, at_item, opened, present, with_ballot_open


def recused(who: str = "demir", item: str = "2") -> Evening:
    """Item 2 is called and somebody is barred from an item."""
    evening = at_item()
    evening.accepted("clerk", "recuse", person=who, item=item)
    return evening


def contested() -> Evening:
    """demir was barred by the clerk's entry, contests it, and brandt has it put to the vote."""
    evening = recused()
    evening.accepted("demir", "contest_recusal", person="demir", item="2")
    evening.accepted("brandt", "move", motion="r1", kind="recusal", about="demir")
    return evening


def eligible(evening: Evening, motion: str = "m2", ballot: str = "b9") -> set[str]:
    """Who is eligible in a ballot opened now."""
    evening.accepted("chair", "open_ballot", motion=motion, ballot=ballot, method="show_of_hands")
    return {str(person) for person in evening.ballot(ballot).seat_of}


# recuse / end_recusal: "person, item, [motion] | K C M | the member's own report, any role"


@pytest.mark.parametrize("by", ["demir", "clerk", "meyer", "chair", "ahrens"])
def test_a_bar_is_reported_or_entered(by: str) -> None:
    evening = at_item()
    evening.accepted(by, "recuse", person="demir", item="2")
    assert evening.attended("demir")["recused"] == ["2"]
    evening.unchanged(by, "recuse", person="demir", item="2")


@pytest.mark.parametrize("by", ["falk", "system", "otto"])
@pytest.mark.parametrize("do", ["recuse", "end_recusal"])
def test_nobody_enters_a_bar_of_another(by: str, do: str) -> None:
    recused().refused("not_entitled", by, do, person="demir", item="2")


@pytest.mark.parametrize("person", ["gross", "jung", "kruse", "lorenz", "meyer"])
def test_officials_and_advisory_members_are_bound_too(person: str) -> None:
    evening = opened(
        f"ahrens brandt carstens demir {person}" if person != "meyer" else "ahrens brandt carstens demir"
    )
    assert evening.person(person).role is not Role.MEMBER
    evening.accepted(person, "recuse", person=person, item="2")
    assert evening.attended(person)["recused"] == ["2"]


def test_a_bar_may_be_reported_before_the_item_and_before_coming() -> None:
    evening = present("ahrens brandt")
    evening.accepted("clerk", "recuse", person="demir", item="2")
    evening.accepted("clerk", "arrive", person="demir", via="room")
    assert evening.attended("demir")["recused"] == ["2"]


def test_an_unknown_item_or_motion_is_refused() -> None:
    evening = at_item()
    evening.refused("unknown_item", "demir", "recuse", person="demir", item="99")
    evening.refused("unknown_motion", "demir", "recuse", person="demir", item="2", motion="m99")


def test_a_motion_of_another_item_is_refused() -> None:
    at_item().refused("motion_elsewhere", "demir", "recuse", person="demir", item="2", motion="m3")


# "Eligible are the seats whose acting person is in the room, or on video without an open fault, and not barred."


def test_whoever_is_barred_neither_votes_nor_counts_for_this_item() -> None:
    evening = recused()
    assert evening.present == 5
    assert eligible(evening) == {"ahrens", "brandt", "carstens", "ebeling", "falk"}
    assert evening.record["ballots"]["b9"]["present"] == 5
    evening.refused("not_eligible", "demir", "cast_vote", ballot="b9", choice="yes")
    evening.refused("not_eligible", "clerk", "record_vote", ballot="b9", person="demir", choice="yes")


def test_the_bar_is_of_one_item() -> None:
    evening = recused()
    evening.vote("m2", "b1", yes="ahrens brandt carstens ebeling falk")
    evening.accepted("chair", "call_item", item="3")
    assert evening.present == 6
    assert "demir" in eligible(evening, "m3")


def test_the_bar_is_of_the_person_and_not_of_the_seat() -> None:
    evening = opened("ahrens brandt carstens gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("gross", "recuse", person="gross", item="2")
    evening.accepted("chair", "call_item", item="2")
    assert evening.present == 3
    evening.accepted("clerk", "arrive", person="demir", via="room")
    assert evening.present == 4


def test_whoever_is_barred_neither_moves_nor_challenges_nor_speaks() -> None:
    # "Whoever moves, challenges or objects is here and not barred from the item."
    evening = recused()
    evening.refused("barred", "demir", "move", motion="x1", kind="postponement")
    evening.refused("barred", "clerk", "move", motion="x1", kind="postponement", person="demir")
    evening.refused("barred", "demir", "challenge_quorum")
    evening.refused("barred", "demir", "object_to_convening")
    evening.refused("barred", "demir", "request_floor", person="demir", kind="speech")
    evening.refused("barred", "chair", "give_floor", person="demir")
    evening.accepted("demir", "move", motion="x1", kind="postponement", item="3")


def test_whoever_reports_a_bar_is_off_the_floor() -> None:
    evening = at_item()
    evening.accepted("demir", "request_floor", person="demir", kind="speech")
    evening.accepted("chair", "give_floor", person="demir")
    evening.accepted("demir", "request_floor", person="demir", kind="reply")
    evening.accepted("demir", "recuse", person="demir", item="3")
    assert evening.meeting.agenda.speaker is not None
    evening.accepted("demir", "recuse", person="demir", item="2")
    assert not evening.meeting.agenda.requests
    assert evening.agenda("2")["floor"][-1]["to"] is not None


# "[motion]": only one of several separable proposals


def test_a_bar_of_one_motion_leaves_the_rest_of_the_item() -> None:
    evening = at_item()
    evening.accepted("brandt", "move", motion="x2", kind="main", text="Teil B")
    evening.accepted("demir", "recuse", person="demir", item="2", motion="x2")
    assert evening.present == 6
    evening.accepted("demir", "request_floor", person="demir", kind="speech")
    assert "demir" not in eligible(evening, "x2", "b1")
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Erst TOP 2")
    assert "demir" in eligible(evening, "m2", "b2")


def test_the_bars_of_item_and_motion_end_each_on_its_own() -> None:
    evening = recused()
    evening.accepted("demir", "recuse", person="demir", item="2", motion="m2")
    evening.accepted("clerk", "end_recusal", person="demir", item="2")
    assert evening.present == 6
    assert "demir" not in eligible(evening)
    evening.accepted("chair", "abort_ballot", ballot="b9", reason="Irrtum")
    evening.accepted("clerk", "end_recusal", person="demir", item="2", motion="m2")
    assert "demir" in eligible(evening, "m2", "b10")


# "not while a ballot on the item is open"


@pytest.mark.parametrize("by", ["demir", "clerk", "chair"])
@pytest.mark.parametrize("do", ["recuse", "end_recusal"])
def test_not_while_a_ballot_on_the_item_is_open(by: str, do: str) -> None:
    evening = with_ballot_open()
    evening.refused("ballot_open", by, do, person="demir", item="2")
    evening.accepted(by, do, person="demir", item="3")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted(by, do, person="demir", item="2")


def test_a_joint_ballot_is_a_ballot_on_each_of_its_items() -> None:
    evening = at_item()
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands", with_=["m3"])
    evening.refused("ballot_open", "demir", "recuse", person="demir", item="3")


def test_ending_a_bar_gives_everything_back() -> None:
    evening = recused()
    evening.accepted("demir", "end_recusal", person="demir", item="2")
    assert evening.present == 6
    assert "demir" in eligible(evening)


def test_ending_what_never_was_changes_nothing() -> None:
    evening = at_item()
    evening.unchanged("demir", "end_recusal", person="demir", item="2")


def test_after_ending_it_may_be_entered_again() -> None:
    evening = recused()
    evening.accepted("clerk", "end_recusal", person="demir", item="2")
    evening.accepted("clerk", "recuse", person="demir", item="2")
    assert evening.present == 5


# contest_recusal: "person, item | M | suspends it until the body has decided a motion of kind `recusal`, that person
# not voting"


@pytest.mark.parametrize("by", ["demir", "clerk", "chair"])
def test_contesting_suspends_the_bar(by: str) -> None:
    evening = recused()
    evening.accepted(by, "contest_recusal", person="demir", item="2")
    assert evening.present == 6
    # "`contest_recusal` creates none": no motion comes of itself.
    assert set(evening.record["motions"]) == {"m2", "m3", "m5"}
    evening.accepted("demir", "move", motion="x1", kind="urgency")
    evening.unchanged(by, "contest_recusal", person="demir", item="2")


@pytest.mark.parametrize("by", ["falk", "system"])
def test_nobody_contests_for_another(by: str) -> None:
    recused().refused("not_entitled", by, "contest_recusal", person="demir", item="2")


def test_only_a_bar_is_contested() -> None:
    evening = recused()
    evening.refused("no_recusal", "demir", "contest_recusal", person="demir", item="3")
    evening.refused("no_recusal", "falk", "contest_recusal", person="falk", item="2")
    evening.accepted("clerk", "end_recusal", person="demir", item="2")
    evening.refused("no_recusal", "demir", "contest_recusal", person="demir", item="2")


def test_not_while_a_ballot_on_the_item_is_open_either() -> None:
    evening = recused()
    eligible(evening)
    evening.refused("ballot_open", "demir", "contest_recusal", person="demir", item="2")


def test_a_contested_bar_is_not_in_the_record_until_the_body_has_decided() -> None:
    assert contested().attended("demir")["recused"] == []


def test_the_person_does_not_vote_on_the_own_bar() -> None:
    evening = contested()
    assert eligible(evening, "r1") == {"ahrens", "brandt", "carstens", "ebeling", "falk"}


def test_a_motion_of_recusal_names_whom_it_concerns() -> None:
    evening = at_item()
    refusal = evening.refused("needs", "brandt", "move", motion="r1", kind="recusal")
    assert "about" in refusal.why()


def test_the_body_decides_that_the_person_is_barred() -> None:
    evening = contested()
    evening.vote("r1", "b1", yes="ahrens brandt carstens", no="ebeling falk")
    assert evening.present == 5
    assert evening.attended("demir")["recused"] == ["2"]
    evening.refused("recusal_decided", "demir", "contest_recusal", person="demir", item="2")
    evening.unchanged("clerk", "recuse", person="demir", item="2")


@pytest.mark.parametrize("by", ["demir", "clerk", "chair"])
def test_what_the_body_decided_is_not_ended_by_one_person(by: str) -> None:
    evening = contested()
    evening.vote("r1", "b1", yes="ahrens brandt carstens", no="ebeling falk")
    evening.refused("recusal_decided", by, "end_recusal", person="demir", item="2")


def test_the_body_decides_that_the_person_is_not_barred() -> None:
    evening = contested()
    evening.vote("r1", "b1", yes="ahrens", no="brandt carstens ebeling falk")
    assert evening.present == 6
    assert evening.attended("demir")["recused"] == []
    assert "demir" in eligible(evening)


def test_the_body_bars_somebody_whom_nobody_had_entered() -> None:
    evening = at_item()
    evening.accepted("brandt", "move", motion="r1", kind="recusal", about="demir")
    evening.vote("r1", "b1", yes="ahrens brandt carstens ebeling falk")
    assert evening.motion("r1").outcome is MotionOutcome.ADOPTED
    assert evening.attended("demir")["recused"] == ["2"]


def test_a_repeated_decision_is_open_again() -> None:
    evening = contested()
    evening.vote("r1", "b1", yes="ahrens brandt carstens", no="ebeling falk")
    evening.accepted("falk", "doubt_result", ballot="b1")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="Zählung bezweifelt")
    # Contested once more, and still not voting on it.
    assert "demir" not in {str(person) for person in evening.ballot("b2").seat_of}
    evening.record_hands("b2", yes="ahrens", no="brandt carstens ebeling falk")
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b2")
    assert evening.attended("demir")["recused"] == []


def test_bars_are_entered_before_the_opening_and_during_a_break_and_not_after_the_closing() -> None:
    evening = present()
    evening.accepted("demir", "recuse", person="demir", item="2")
    evening.accepted("demir", "contest_recusal", person="demir", item="2")
    evening.accepted("chair", "open_meeting", at="18:00")
    evening.accepted("chair", "suspend")
    evening.accepted("falk", "recuse", person="falk", item="3")
    evening.accepted("falk", "end_recusal", person="falk", item="3")
    evening.accepted("chair", "close_meeting")
    evening.refused("closed", "falk", "recuse", person="falk", item="3")
