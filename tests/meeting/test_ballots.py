"""Opening a ballot: when it may open, whom it freezes, under which majority; admitting; closing."""

import pytest

from handzeichen.law.majority import Base
from meeting.kit import VOTING, Evening, at_item, opened, people_with, plan_of, present, with_ballot_open

HANDS = "show_of_hands"
SIMPLE = {"base": "votes_cast", "fraction": "1/2", "strict": True}
TWO_THIRDS = {"base": "statutory_seats", "fraction": "2/3", "strict": False}


def refuses(evening: Evening, code: str, **fields: object) -> str:
    """The ballot on m2 cannot open."""
    asked = {"motion": "m2", "ballot": "b1", "method": HANDS, **fields}
    return evening.refused(code, "chair", "open_ballot", **asked).why()


def opens(evening: Evening, **fields: object) -> None:
    evening.accepted("chair", "open_ballot", **{"motion": "m2", "ballot": "b1", "method": HANDS, **fields})


def eligible(evening: Evening, ballot: str = "b1") -> dict[str, str]:
    """Who votes for which seat in a ballot."""
    return {str(seat): str(voter.person) for seat, voter in evening.ballot(ballot).eligible.items()}


# When it opens


def test_a_ballot_opens_and_the_record_shows_eligible_present_and_majority_at_once() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "ebeling falk")
    assert evening.record["ballots"]["b1"] == {
        "motion": "m2",
        "with": [],
        "method": "show_of_hands",
        "state": "open",
        "reason": None,
        "eligible": 5,
        "present": 5,
        # "All other numbers only when announced."
        **dict.fromkeys(["yes", "no", "abstain", "not_voted", "needed", "result", "unanimous", "wording", "by_video", "sources"]),
        "majority": SIMPLE,
        "votes": {},
        "recorded_on_request": {},
        "opened_at": "2026-11-24T18:00:00+01:00",
        "closed_at": None,
        "announced_at": None,
    }  # fmt: skip
    assert evening.record["motions"]["m2"]["ballots"] == ["b1"]


def test_one_ballot_at_a_time_until_it_is_announced() -> None:
    evening = with_ballot_open()
    evening.accepted("falk", "move", motion="p1", kind="postponement", item="3")
    refuses(evening, "ballot_pending", motion="p1", ballot="b2")
    evening.accepted("chair", "close_ballot", ballot="b1")
    refuses(evening, "ballot_pending", motion="p1", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b1")
    opens(evening, motion="p1", ballot="b2")


def test_or_aborted() -> None:
    evening = with_ballot_open()
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Störung")
    opens(evening, ballot="b2")


def test_a_ballots_id_is_used_once_even_after_an_abort() -> None:
    evening = with_ballot_open()
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Störung")
    refuses(evening, "id_taken")


def test_an_unknown_motion_is_a_refusal() -> None:
    refuses(at_item("2"), "unknown_motion", motion="gibt-es-nicht")
    refuses(at_item("2"), "unknown_motion", with_=["gibt-es-nicht"])


def test_no_ballot_before_the_meeting_is_open_nor_while_it_is_interrupted() -> None:
    refuses(present(), "not_open")
    evening = at_item("2")
    evening.accepted("chair", "suspend")
    refuses(evening, "suspended")
    evening.accepted("chair", "resume")
    opens(evening)


@pytest.mark.parametrize("by", ["chair", "ahrens", "clerk", "meyer"])
def test_the_chair_opens_or_the_clerk_on_the_chairs_word(by: str) -> None:
    evening = at_item("2")
    evening.accepted(by, "open_ballot", motion="m2", ballot="b1", method=HANDS)
    assert (evening.entries[-1].for_ or evening.entries[-1].by) == "ahrens"


@pytest.mark.parametrize("by", ["brandt", "lorenz", "system"])
def test_nobody_else_opens_a_ballot(by: str) -> None:
    evening = at_item("2", f"{VOTING} lorenz")
    evening.refused("not_entitled", by, "open_ballot", motion="m2", ballot="b1", method=HANDS)


def test_the_clerk_does_not_where_the_profile_says_no() -> None:
    evening = at_item("2")
    assert evening.accepted("clerk", "suspend")
    strict = present(clerk_enters_for_chair=False)
    strict.refused("clerk_not_for_chair", "clerk", "open_meeting")


# § 65: "no ballot opens before it, nor after 'not quorate' until it is stated again"


def quorum_unstated(room: str = VOTING) -> Evening:
    evening = present(room)
    evening.accepted("chair", "open_meeting")
    evening.accepted("chair", "state_convening")
    evening.accepted("chair", "call_item", item="2")
    return evening


def test_no_ballot_before_the_quorum_is_stated() -> None:
    evening = quorum_unstated()
    refuses(evening, "quorum_not_stated")
    evening.accepted("chair", "state_quorum")
    opens(evening)


def test_none_after_not_quorate_until_it_is_stated_again() -> None:
    evening = quorum_unstated("ahrens brandt carstens")
    evening.accepted("chair", "state_quorum")
    assert not evening.record["quorum"][0]["quorate"]
    refuses(evening, "not_quorate")
    evening.arrive("demir")
    refuses(evening, "not_quorate")
    evening.accepted("chair", "state_quorum")
    opens(evening)


def test_unchallenged_falling_numbers_block_nothing() -> None:
    evening = at_item("2", "ahrens brandt carstens demir")
    evening.accepted("clerk", "leave", person="demir")
    evening.accepted("clerk", "leave", person="brandt")
    opens(evening)
    assert evening.ballot("b1").present == 2


def test_where_no_law_presumes_it_falling_numbers_block() -> None:
    evening = at_item("2", "ahrens brandt carstens demir", quorum_presumed=False)
    evening.accepted("clerk", "leave", person="demir")
    refuses(evening, "not_quorate")
    evening.arrive("demir")
    opens(evening)


def test_after_a_challenge_no_ballot_opens_whatever_the_count() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "challenge_quorum")
    refuses(evening, "quorum_challenged")
    evening.accepted("chair", "state_quorum")
    opens(evening)


# Methods


def test_a_roll_call_opens() -> None:
    evening = at_item("2")
    opens(evening, method="roll_call")


# Who is eligible


def test_eligible_are_those_in_the_room_or_on_video_without_an_open_fault_and_not_barred() -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir ebeling")
    evening.accepted("clerk", "lose_connection", person="demir")
    evening.accepted("chair", "attribute_fault", person="demir", cause="member")
    evening.accepted("brandt", "recuse", person="brandt", item="2")
    opens(evening)
    # Falk is absent, Demir cut off, Brandt barred (§ 41 NKomVG).
    assert eligible(evening) == {"ahrens": "ahrens", "carstens": "carstens", "ebeling": "ebeling"}
    assert evening.ballot("b1").present == 3


def test_whoever_advises_or_administers_never_votes() -> None:
    evening = with_ballot_open(f"{VOTING} jung kruse lorenz nolte otto gross")
    assert set(eligible(evening)) == set(VOTING.split())


def test_a_deputy_is_eligible_for_the_seat() -> None:
    evening = at_item("2", "ahrens brandt ebeling falk gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    opens(evening)
    assert eligible(evening)["demir"] == "gross"
    assert len(eligible(evening)) == 5


def test_a_bar_is_for_its_item_only() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "recuse", person="brandt", item="3")
    opens(evening)
    assert "brandt" in eligible(evening)


def test_on_a_motion_about_another_item_that_items_bar_counts() -> None:
    evening = at_item("1")
    evening.accepted("brandt", "recuse", person="brandt", item="2")
    evening.accepted("falk", "move", motion="p1", kind="postponement", item="2")
    opens(evening, motion="p1")
    assert "brandt" not in eligible(evening)
    assert evening.ballot("b1").present == 5


def test_a_bar_from_one_motion_is_a_bar_from_its_ballot_alone() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "recuse", person="brandt", item="2", motion="m2")
    evening.accepted("falk", "move", motion="m2b", kind="main")
    opens(evening, motion="m2b")
    assert "brandt" in eligible(evening)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    opens(evening, ballot="b2")
    assert "brandt" not in eligible(evening, "b2")


def test_a_fault_of_the_room_stops_no_seat_from_counting() -> None:
    evening = at_item("2", "ahrens brandt carstens demir")
    evening.accepted("clerk", "lose_connection", scope="room")
    # Nobody is on video: nobody is cut off.
    opens(evening)
    assert len(eligible(evening)) == 4


def test_without_anybody_eligible_there_is_no_ballot() -> None:
    evening = at_item("2", "ahrens brandt carstens demir")
    for person in ("brandt", "carstens", "demir"):
        evening.accepted("clerk", "leave", person=person)
    evening.accepted("ahrens", "recuse", person="ahrens", item="3")
    evening.accepted("ahrens", "move", motion="p1", kind="interruption", item="2")
    opens(evening, motion="p1")
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="anders")
    evening.accepted("clerk", "recuse", person="ahrens", item="2", motion="p1")
    refuses(evening, "nobody_eligible", motion="p1", ballot="b2")


# Frozen


def test_who_comes_later_is_not_eligible_and_who_goes_still_is() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir")
    evening.arrive("falk")
    evening.accepted("clerk", "leave", person="demir")
    assert set(eligible(evening)) == {"ahrens", "brandt", "carstens", "demir"}
    evening.refused("not_eligible", "falk", "cast_vote", ballot="b1", choice="yes")
    evening.refused("not_eligible", "clerk", "record_vote", ballot="b1", person="falk", choice="yes")


def test_the_acting_deputy_stays_the_voter_though_the_member_arrives() -> None:
    evening = at_item("2", "ahrens brandt ebeling falk gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    opens(evening)
    evening.arrive("demir")
    assert evening.acting["demir"] == "gross"
    evening.refused("not_eligible", "demir", "cast_vote", ballot="b1", choice="no")
    evening.accepted("gross", "cast_vote", ballot="b1", choice="yes")
    # "While a ballot is open, at its closing."
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:10")
    assert evening.acting["demir"] == "demir"
    assert evening.attended("gross")["deputations"][0]["to"] == "2026-11-24T18:10:00+01:00"


def test_an_abort_ends_the_deputation_too() -> None:
    evening = at_item("2", "ahrens brandt ebeling falk gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    opens(evening)
    evening.arrive("demir")
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Störung")
    assert evening.acting["demir"] == "demir"
    opens(evening, ballot="b2")
    assert eligible(evening, "b2")["demir"] == "demir"


def test_once_the_ballot_is_closed_an_arriving_member_takes_the_seat_there_and_then() -> None:
    evening = at_item("2", "ahrens brandt ebeling falk gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    opens(evening)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.arrive("demir")
    assert evening.acting["demir"] == "demir"


def test_a_member_who_came_and_went_again_does_not_end_the_deputation() -> None:
    evening = at_item("2", "ahrens brandt ebeling falk gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    opens(evening)
    evening.arrive("demir")
    evening.accepted("clerk", "leave", person="demir")
    evening.accepted("chair", "close_ballot", ballot="b1")
    assert evening.acting["demir"] == "gross"


def test_a_deputy_who_ends_the_deputation_meanwhile_is_still_the_one_frozen() -> None:
    evening = at_item("2", "ahrens brandt ebeling falk gross hansen")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    opens(evening)
    evening.accepted("clerk", "end_deputation", person="gross", for_="demir")
    evening.accepted("clerk", "deputise", person="hansen", for_="demir")
    evening.refused("not_eligible", "hansen", "cast_vote", ballot="b1", choice="no")
    evening.refused("eligible_already", "chair", "admit_to_ballot", ballot="b1", person="hansen")
    evening.accepted("gross", "cast_vote", ballot="b1", choice="yes")


def test_while_a_ballot_on_the_item_is_open_nobody_is_barred_or_freed() -> None:
    evening = with_ballot_open()
    evening.refused("ballot_open", "brandt", "recuse", person="brandt", item="2")
    evening.accepted("brandt", "recuse", person="brandt", item="3")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("brandt", "recuse", person="brandt", item="2")
    assert "brandt" in eligible(evening)


# Admitting


def test_someone_who_came_before_the_closing_is_admitted_eligible_plus_one() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir")
    evening.arrive("falk")
    evening.accepted("chair", "admit_to_ballot", ballot="b1", person="falk")
    evening.accepted("falk", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    ballot = evening.record["ballots"]["b1"]
    assert (ballot["eligible"], ballot["yes"], ballot["not_voted"]) == (5, 1, 4)
    # "A ballot's `present` is the voting members here at its opening."
    assert ballot["present"] == 4


def test_who_is_admitted_leaves_the_base_of_those_present_as_it_was() -> None:
    # Three of four present would pass by three quarters; of five it would take four.
    evening = at_item("2", "ahrens brandt carstens demir")
    heavier = {"base": "present", "fraction": "3/4", "strict": False}
    evening.accepted(
        "chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands", majority=heavier
    )
    evening.arrive("falk")
    evening.accepted("chair", "admit_to_ballot", ballot="b1", person="falk")
    evening.record_hands("b1", yes="ahrens brandt carstens")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    ballot = evening.record["ballots"]["b1"]
    assert (ballot["needed"], ballot["result"]) == (3, "passed")


def test_admitting_twice_changes_nothing() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir")
    evening.arrive("falk")
    evening.accepted("chair", "admit_to_ballot", ballot="b1", person="falk")
    evening.unchanged("chair", "admit_to_ballot", ballot="b1", person="falk")
    evening.unchanged("chair", "admit_to_ballot", ballot="b1", person="ahrens")
    assert len(eligible(evening)) == 5


def test_a_member_admitted_by_video_after_a_fault_counts_by_video() -> None:
    evening = at_item("2", "ahrens brandt carstens", "ebeling")
    evening.accepted("clerk", "lose_connection", person="ebeling")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="member")
    opens(evening)
    evening.refused("not_eligible", "chair", "admit_to_ballot", ballot="b1", person="ebeling")
    evening.accepted("clerk", "restore_connection", person="ebeling")
    evening.accepted("chair", "admit_to_ballot", ballot="b1", person="ebeling")
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="no")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    assert evening.record["ballots"]["b1"]["by_video"] == {"yes": 0, "no": 1, "abstain": 0}


@pytest.mark.parametrize("person", ["falk", "jung", "gross"])
def test_who_is_not_here_or_acts_for_no_seat_is_not_admitted(person: str) -> None:
    evening = with_ballot_open("ahrens brandt carstens demir jung gross")
    evening.refused("not_eligible", "chair", "admit_to_ballot", ballot="b1", person=person)


def test_who_is_barred_is_not_admitted() -> None:
    evening = at_item("2", "ahrens brandt carstens demir")
    evening.accepted("clerk", "recuse", person="falk", item="2")
    opens(evening)
    evening.arrive("falk")
    evening.refused("not_eligible", "chair", "admit_to_ballot", ballot="b1", person="falk")


def test_after_the_closing_nobody_is_admitted() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir")
    evening.arrive("falk")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.refused("ballot_not_open", "chair", "admit_to_ballot", ballot="b1", person="falk")


def test_nobody_votes_for_two_seats_in_one_ballot() -> None:
    evening = at_item("2", "ahrens brandt ebeling falk gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    opens(evening)
    evening.accepted("gross", "cast_vote", ballot="b1", choice="yes")
    # Now the same deputy takes another seat that nobody acted for when the ballot opened.
    evening.accepted("clerk", "end_deputation", person="gross", for_="demir")
    evening.accepted("clerk", "deputise", person="gross", for_="carstens")
    evening.refused("eligible_already", "chair", "admit_to_ballot", ballot="b1", person="gross")
    assert eligible(evening)["demir"] == "gross"


def test_a_joint_ballot_admits_nobody_who_is_barred_from_one_of_its_items() -> None:
    evening = at_item("2", "ahrens brandt carstens demir")
    evening.accepted("clerk", "recuse", person="falk", item="3")
    opens(evening, with_=["m3"])
    evening.arrive("falk")
    evening.refused("not_eligible", "chair", "admit_to_ballot", ballot="b1", person="falk")


# Majorities


def majority_of(evening: Evening, **asked: object) -> dict[str, object]:
    opens(evening, **asked)
    found: dict[str, object] = evening.record["ballots"]["b1"]["majority"]
    return found


def test_the_profile_gives_the_majority() -> None:
    assert majority_of(at_item("2")) == SIMPLE
    evening = at_item("2")
    evening.accepted("falk", "move", motion="d1", kind="urgent_item", title="Hochwasser")
    # § 59 Abs. 3 Satz 5 NKomVG: two thirds of the statutory number.
    assert majority_of(evening, motion="d1") == TWO_THIRDS


@pytest.mark.parametrize(
    "lighter",
    [
        {"base": "votes_cast", "fraction": "1/2", "strict": False},
        {"base": "votes_cast", "fraction": "1/3", "strict": True},
        {"base": "statutory_seats", "fraction": "1/7", "strict": False},
        {"base": "present", "fraction": "1/2", "strict": False},
    ],
)
def test_a_lighter_one_is_refused(lighter: dict[str, object]) -> None:
    refuses(at_item("2"), "lighter_majority", majority=lighter)
    # § 66 Abs. 1 Satz 2 NKomVG: no source makes it lawful.
    refuses(at_item("2"), "lighter_majority", majority={**lighter, "source": "§ 12 GO"})


def test_what_is_heavy_for_one_kind_is_light_for_another() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="d1", kind="urgent_item", title="Hochwasser")
    refuses(evening, "lighter_majority", motion="d1", majority=SIMPLE)
    refuses(evening, "lighter_majority", motion="d1", majority={"base": "votes_cast", "fraction": "2/3", "strict": False})  # fmt: skip
    assert majority_of(evening, motion="d1", majority={"base": "statutory_seats", "fraction": "3/4", "strict": False})  # fmt: skip


@pytest.mark.parametrize(
    "heavier",
    [
        {"base": "votes_cast", "fraction": "2/3", "strict": False},
        {"base": "votes_cast_with_abstentions", "fraction": "1/2", "strict": True},
        {"base": "present", "fraction": "1/2", "strict": True},
        {"base": "statutory_seats", "fraction": "1/2", "strict": True},
        TWO_THIRDS,
    ],
)
@pytest.mark.parametrize(("source", "kept"), [("§ 12 Abs. 2 KVG", "§ 12 Abs. 2 KVG"), (None, "chair")])
def test_a_heavier_one_names_its_source_or_is_the_chairs(
    heavier: dict[str, object], source: str | None, kept: str
) -> None:
    evening = at_item("2")
    said = {**heavier, **({} if source is None else {"source": source})}
    assert majority_of(evening, majority=said) == heavier
    assert evening.ballot("b1").opened.majority_source == kept


def test_the_profiles_own_asked_for_is_nobodys_choice() -> None:
    evening = at_item("2")
    assert majority_of(evening, majority=SIMPLE) == SIMPLE
    assert evening.ballot("b1").opened.majority_source is None


def test_heavier_is_judged_by_the_eligible_of_this_moment() -> None:
    # Two fifths of seven seats are three yes: with five eligible more than the two others, with six a tie.
    asked = {"base": "statutory_seats", "fraction": "2/5", "strict": False}
    assert majority_of(at_item("2", "ahrens brandt carstens demir ebeling"), majority=asked) == asked
    refuses(at_item("2"), "lighter_majority", majority=asked)


@pytest.mark.parametrize(
    ("asked", "needed"),
    # 3 yes, 1 no, 1 abstention of six present, one of seven seats vacant, one member silent.
    [
        (None, 3),
        ({"base": "votes_cast", "fraction": "2/3", "strict": False}, 3),
        ({"base": "votes_cast_with_abstentions", "fraction": "1/2", "strict": True}, 3),
        ({"base": "votes_cast_with_abstentions", "fraction": "3/5", "strict": True}, 4),
        ({"base": "present", "fraction": "1/2", "strict": True}, 4),
        ({"base": "present", "fraction": "2/3", "strict": False}, 4),
        ({"base": "statutory_seats", "fraction": "1/2", "strict": True}, 4),
        (TWO_THIRDS, 5),
    ],
)
def test_needed_comes_from_the_final_base(asked: dict[str, object] | None, needed: int) -> None:
    evening = at_item("2")
    fields = {} if asked is None else {"majority": asked}
    evening.vote("m2", "b1", yes="ahrens brandt carstens", no="demir", abstain="ebeling", **fields)
    ballot = evening.record["ballots"]["b1"]
    assert ballot["needed"] == needed
    assert ballot["result"] == ("passed" if needed <= 3 else "rejected")


def test_every_base_can_be_asked_for() -> None:
    for base in Base:
        assert majority_of(at_item("2"), majority={"base": base.value, "fraction": "1/1", "strict": False})


# Faults


def test_while_a_fault_is_open_and_not_the_members_no_ballot_opens() -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir")
    evening.accepted("clerk", "lose_connection", person="demir")
    why = refuses(evening, "fault_open")
    assert "Ratsherrn Demir" in why
    evening.accepted("chair", "attribute_fault", person="demir", cause="municipality")
    refuses(evening, "fault_open")
    evening.accepted("chair", "attribute_fault", person="demir", cause="member")
    opens(evening)


def test_nor_does_one_close() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    evening.accepted("clerk", "lose_connection", person="demir")
    evening.refused("fault_open", "chair", "close_ballot", ballot="b1")
    evening.accepted("clerk", "restore_connection", person="demir")
    evening.accepted("chair", "close_ballot", ballot="b1")


def test_a_fault_of_somebody_without_a_seat_stops_no_ballot() -> None:
    evening = at_item("2", "ahrens brandt carstens", "jung demir")
    evening.accepted("clerk", "lose_connection", person="jung")
    opens(evening)
    evening.accepted("chair", "close_ballot", ballot="b1")


@pytest.mark.parametrize("cause", ["unclear", "municipality"])
def test_a_fault_of_the_room_counts_as_one_of_every_seat_on_video(cause: str) -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir")
    evening.accepted("clerk", "lose_connection", scope="room")
    if cause != "unclear":
        evening.accepted("chair", "attribute_fault", scope="room", cause=cause)
    refuses(evening, "fault_open")
    evening.refused("room_fault_not_members", "chair", "attribute_fault", scope="room", cause="member")
    evening.accepted("clerk", "restore_connection", scope="room")
    opens(evening)


def test_it_keeps_a_ballot_from_closing_once_somebody_is_on_video() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir")
    evening.accepted("clerk", "lose_connection", scope="room")
    evening.accepted("demir", "arrive", person="demir", via="video")
    # A member's own word takes nobody out of the room.
    evening.accepted("chair", "close_ballot", ballot="b1")
    other = with_ballot_open("ahrens brandt carstens demir")
    other.accepted("clerk", "lose_connection", scope="room")
    other.arrive("demir", "video")
    other.refused("fault_open", "chair", "close_ballot", ballot="b1")


# Tabled papers


def test_a_ballot_on_a_tabled_paper_waits_until_remote_members_have_it() -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir")
    evening.accepted("clerk", "table_paper", item="2", reference="TV 1", kind="Tischvorlage", handed="table")
    assert "TV 1" in refuses(evening, "paper_not_with_remote")
    evening.accepted("clerk", "table_paper", item="2", reference="TV 1", kind="Tischvorlage", handed="mail")
    opens(evening)


def test_with_nobody_on_video_or_with_a_file_it_does_not_wait() -> None:
    evening = at_item("2", "ahrens brandt carstens demir")
    evening.accepted("clerk", "table_paper", item="2", reference="TV 1", kind="Tischvorlage", handed="table")
    opens(evening)
    other = at_item("2", "ahrens brandt carstens", "demir")
    other.accepted("clerk", "table_paper", item="2", reference="TV 1", kind="Tischvorlage", handed="table", file="tv1.pdf")  # fmt: skip
    opens(other)


def test_a_paper_on_another_item_and_a_motion_on_procedure_do_not_wait() -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir")
    evening.accepted("clerk", "table_paper", item="3", reference="TV 1", kind="Tischvorlage", handed="table")
    opens(evening)
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="anders")
    evening.accepted("brandt", "move", motion="p1", kind="postponement")
    evening.accepted("clerk", "table_paper", item="2", reference="TV 2", kind="Tischvorlage", handed="table")
    opens(evening, motion="p1", ballot="b2")


# Closing


def test_closing_ends_the_voting() -> None:
    evening = with_ballot_open()
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:07")
    evening.refused("ballot_not_open", "brandt", "cast_vote", ballot="b1", choice="yes")
    assert evening.record["ballots"]["b1"]["closed_at"] == "2026-11-24T18:07:00+01:00"


def test_closing_twice_changes_nothing_and_an_announced_ballot_is_not_closed_again() -> None:
    evening = with_ballot_open()
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.unchanged("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    evening.refused("ballot_not_open", "chair", "close_ballot", ballot="b1")


def test_a_ballot_is_opened_under_a_council_too_and_a_council_knows_no_deputies() -> None:
    plan = plan_of(body={"kind": "council"}, people=people_with())
    evening = opened(f"{VOTING} gross", plan=plan)
    evening.accepted("clerk", "leave", person="demir")
    evening.refused("may_not_deputise", "clerk", "deputise", person="gross", for_="demir")
    evening.accepted("chair", "call_item", item="2")
    opens(evening)
    assert len(eligible(evening)) == 5
