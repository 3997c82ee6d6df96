"""Convening and quorum: the count is the system's, the statement the chair's; and the notices."""

from typing import Any

import pytest

from handzeichen.log.codec import Unreadable
from meeting.kit import Evening, at_item, clock, opened, plan_of, present

OPEN_B1: dict[str, Any] = {"motion": "m2", "ballot": "b1", "method": "show_of_hands"}


def opened_only(room: str, video: str = "", **fields: Any) -> Evening:
    """Opened, and nothing said yet."""
    evening = present(room, video, **fields)
    evening.accepted("chair", "open_meeting", at="18:00")
    return evening


def last(evening: Evening) -> dict[str, Any]:
    """The last line of the record's quorum."""
    entry: dict[str, Any] = evening.record["quorum"][-1]
    return entry


# state_quorum: "C | the count is the system's, the statement is the chair's"


@pytest.mark.parametrize("by", ["chair", "ahrens", "clerk", "meyer"])
def test_the_chair_states_what_the_system_counts(by: str) -> None:
    evening = opened_only("ahrens brandt carstens", "demir ebeling")
    evening.accepted("chair", "state_convening")
    evening.accepted(by, "state_quorum", at="18:02")
    # "the record names persons, never `chair`": the statement is the chair's, whoever typed.
    assert evening.record["quorum"] == [
        {
            "at": clock("18:02"),
            "kind": "stated",
            "by": "ahrens",
            "present": 5,
            "seats": 7,
            "required": 4,
            "quorate": True,
            "basis": "majority",
        }
    ]


@pytest.mark.parametrize("by", ["brandt", "lorenz", "system"])
def test_nobody_else_states_it(by: str) -> None:
    opened().refused("not_entitled", by, "state_quorum")


@pytest.mark.parametrize("field", [{"present": 7}, {"quorate": True}, {"count": 3}])
def test_nobody_tells_the_system_the_number(field: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        opened().asks("chair", "state_quorum", **field)


@pytest.mark.parametrize(
    ("seats", "required"), [(6, 4), (7, 4), (8, 5), (11, 6), (12, 7), (43, 22), (65, 33)]
)
def test_more_than_half_of_the_statutory_number_is_required(seats: int, required: int) -> None:
    # § 65 Abs. 1 NKomVG; vacant seats stay in the base.
    evening = opened(plan=plan_of(body={"seats": seats}))
    assert (last(evening)["seats"], last(evening)["required"]) == (seats, required)
    assert last(evening)["quorate"] is (required <= 6)


def test_advisory_members_officials_and_deputies_without_a_seat_never_count() -> None:
    evening = opened("ahrens brandt gross hansen jung kruse lorenz nolte otto")
    assert (last(evening)["present"], last(evening)["quorate"]) == (2, False)


def test_a_deputy_counts_for_the_seat() -> None:
    evening = opened("ahrens brandt carstens gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("chair", "state_quorum")
    assert (last(evening)["present"], last(evening)["quorate"]) == (4, True)


def test_whoever_is_barred_does_not_count_for_the_item_called() -> None:
    evening = at_item("2", "ahrens brandt carstens demir")
    evening.accepted("demir", "recuse", person="demir", item="2")
    evening.accepted("chair", "state_quorum")
    assert (last(evening)["present"], last(evening)["quorate"]) == (3, False)


# "no ballot opens before it, nor after "not quorate" until it is stated again"


def test_no_ballot_opens_before_the_statement() -> None:
    evening = opened_only("ahrens brandt carstens demir")
    evening.accepted("chair", "state_convening")
    evening.accepted("chair", "call_item", item="2")
    evening.refused("quorum_not_stated", "chair", "open_ballot", **OPEN_B1)
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "open_ballot", **OPEN_B1)


def test_none_after_not_quorate_until_it_is_stated_again() -> None:
    evening = at_item("2", "ahrens brandt carstens")
    assert last(evening)["quorate"] is False
    evening.refused("not_quorate", "chair", "open_ballot", **OPEN_B1)
    evening.accepted("clerk", "arrive", person="demir", via="room")
    evening.refused("not_quorate", "chair", "open_ballot", **OPEN_B1)
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "open_ballot", **OPEN_B1)


# "unchallenged, falling numbers block nothing"


def test_unchallenged_falling_numbers_block_nothing() -> None:
    evening = at_item("2", "ahrens brandt carstens demir")
    for person in ("brandt", "carstens", "demir"):
        evening.accepted("clerk", "leave", person=person)
    assert evening.present == 1
    evening.accepted("chair", "open_ballot", **OPEN_B1)


def test_a_land_without_that_presumption_asks_at_every_ballot() -> None:
    evening = at_item("2", "ahrens brandt carstens demir", quorum_presumed=False)
    evening.accepted("clerk", "leave", person="demir")
    evening.refused("not_quorate", "chair", "open_ballot", **OPEN_B1)


def test_a_land_that_presumes_it_down_to_a_third_blocks_below() -> None:
    # § 38 Abs. 1 GO SH: below a third, or below three, it is not presumed. A third of seven seats are three heads.
    evening = at_item("2", "ahrens brandt carstens demir", presumed_least={"fraction": "1/3", "heads": 3})
    evening.accepted("clerk", "leave", person="demir")
    evening.accepted("chair", "open_ballot", **OPEN_B1)
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="noch einmal")
    evening.accepted("clerk", "leave", person="carstens")
    evening.refused("not_quorate", "chair", "open_ballot", motion="m2", ballot="b2", method="show_of_hands")


# challenge_quorum: "M | A voting member may challenge while no ballot is open"


@pytest.mark.parametrize(("by", "fields"), [
    ("demir", {}),
    ("demir", {"person": "demir"}),
    ("clerk", {"person": "demir"}),
    ("chair", {"person": "demir"}),
])  # fmt: skip
def test_a_voting_member_challenges(by: str, fields: dict[str, str]) -> None:
    evening = at_item("2", "ahrens brandt carstens demir")
    evening.accepted(by, "challenge_quorum", at="18:10", **fields)
    # The challenger counts as present.
    expected = {"at": clock("18:10"), "kind": "challenged", "by": "demir", "present": 4, "quorate": True}
    assert {key: last(evening)[key] for key in expected} == expected


def test_the_leader_may_challenge_too_and_so_may_a_deputy() -> None:
    evening = opened("ahrens brandt carstens gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("gross", "challenge_quorum")
    evening.accepted("chair", "challenge_quorum")
    assert [entry["by"] for entry in evening.record["quorum"]] == ["ahrens", "gross", "ahrens"]


def test_after_a_challenge_no_ballot_opens_whatever_the_count() -> None:
    evening = at_item()
    evening.accepted("demir", "challenge_quorum")
    evening.refused("quorum_challenged", "chair", "open_ballot", **OPEN_B1)
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "open_ballot", **OPEN_B1)


@pytest.mark.parametrize(("code", "by"), [
    ("no_voting_member", "jung"),
    ("no_voting_member", "kruse"),
    ("no_voting_member", "lorenz"),
    ("no_voting_member", "gross"),
    ("not_here", "falk"),
    ("not_entitled", "system"),
    ("for_whom", "clerk"),
])  # fmt: skip
@pytest.mark.parametrize("do", ["challenge_quorum", "object_to_convening"])
def test_only_a_voting_member_who_is_here_challenges_or_objects(do: str, code: str, by: str) -> None:
    opened("ahrens brandt carstens demir gross jung kruse lorenz").refused(code, by, do)


@pytest.mark.parametrize("do", ["challenge_quorum", "object_to_convening"])
def test_a_member_challenges_or_objects_for_nobody_else(do: str) -> None:
    evening = opened()
    evening.refused("not_entitled", "brandt", do, person="demir")
    evening.refused("no_voting_member", "clerk", do, person="meyer")


def test_nobody_challenges_while_a_ballot_is_open() -> None:
    evening = at_item()
    evening.accepted("chair", "open_ballot", **OPEN_B1)
    evening.refused("ballot_open", "demir", "challenge_quorum")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("demir", "challenge_quorum")


# state_convening / object_to_convening: "C / M"; § 65 Abs. 1: "nach ordnungsgemäßer Einberufung"


def test_an_objection_takes_the_quorum_away() -> None:
    evening = opened_only("ahrens brandt carstens demir")
    evening.accepted("demir", "object_to_convening")
    evening.unchanged("demir", "object_to_convening")
    evening.accepted("chair", "state_quorum")
    assert last(evening)["quorate"] is False
    # The chair's statement is the answer to it.
    evening.accepted("chair", "state_convening")
    evening.accepted("chair", "state_quorum")
    assert last(evening)["quorate"] is True


def test_an_objection_to_what_the_chair_has_stated_is_kept_and_takes_nothing_away() -> None:
    # § 65 Abs. 1 Satz 1 asks for nobody's objection only where all are present without a proper convening.
    evening = opened_only("ahrens brandt carstens demir")
    evening.accepted("chair", "state_convening")
    evening.accepted("demir", "object_to_convening")
    evening.unchanged("demir", "object_to_convening")
    evening.accepted("chair", "state_quorum")
    assert (last(evening)["quorate"], last(evening)["basis"]) == (True, "majority")
    # The chair may answer it all the same.
    evening.accepted("chair", "state_convening")
    assert not evening.meeting.sitting.quorum.objected


def test_stating_the_convening_twice_changes_nothing() -> None:
    evening = opened()
    evening.unchanged("chair", "state_convening")
    evening.refused("not_entitled", "brandt", "state_convening")


def test_all_present_heals_an_unsaid_convening_as_long_as_nobody_objects() -> None:
    # § 65 Abs. 1 Satz 1: "… oder wenn alle Mitglieder anwesend sind und keines … rügt"
    evening = opened_only("ahrens brandt carstens demir ebeling falk", plan=plan_of(body={"seats": 6}))
    evening.accepted("chair", "state_quorum")
    assert (last(evening)["quorate"], last(evening)["basis"]) == (True, "all_present")
    evening.accepted("falk", "object_to_convening")
    evening.accepted("chair", "state_quorum")
    assert (last(evening)["quorate"], last(evening)["basis"]) == (False, "majority")


def test_after_a_proper_convening_it_is_the_majority() -> None:
    evening = opened(plan=plan_of(body={"seats": 6}))
    assert last(evening)["basis"] == "majority"


def test_a_second_convening_is_quorate_whatever_the_number() -> None:
    # § 65 Abs. 2 NKomVG; the plan says second_convening.
    evening = opened("ahrens", plan=plan_of(meeting={"second_convening": True}))
    assert (last(evening)["quorate"], last(evening)["basis"], last(evening)["present"]) == (
        True,
        "second_convening",
        1,
    )
    evening.arrive("brandt carstens demir")
    evening.accepted("chair", "state_quorum")
    assert last(evening)["basis"] == "majority"


@pytest.mark.parametrize(
    ("barred", "quorate"), [("carstens demir ebeling", False), ("brandt carstens demir ebeling", True)]
)
def test_a_legal_bar_for_more_than_half_is_quorate_whatever_the_number(barred: str, quorate: bool) -> None:
    # § 65 Abs. 3 NKomVG: more than half of seven seats.
    evening = at_item("2", "ahrens brandt carstens demir ebeling")
    for person in barred.split():
        evening.accepted("clerk", "recuse", person=person, item="2")
    evening.accepted("chair", "state_quorum")
    assert last(evening)["quorate"] is quorate
    assert last(evening)["basis"] == ("legal_bar" if quorate else "majority")


# give_notice: "notice: hybrid data_protection confidentiality | C | minuted"


@pytest.mark.parametrize("notice", ["hybrid", "data_protection", "confidentiality"])
def test_the_chair_gives_a_notice_and_the_minutes_keep_it(notice: str) -> None:
    evening = opened()
    evening.accepted("chair", "give_notice", notice=notice, at="18:03")
    assert evening.record["notices"] == [{"at": clock("18:03"), "notice": notice}]
    evening.refused("not_entitled", "brandt", "give_notice", notice=notice)


def test_there_are_no_other_notices() -> None:
    with pytest.raises(Unreadable):
        opened().asks("chair", "give_notice", notice="weather")
