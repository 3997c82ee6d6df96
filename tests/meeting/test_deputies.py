"""Deputies: who takes whose seat, from one moment to another. One seat, at most one person acting for it, one vote."""

import pytest

from meeting.kit import PEOPLE, Evening, clock, opened, people_with, plan_of, present, with_ballot_open

IN_ROOM = "ahrens brandt carstens ebeling"
"""Without demir (Ulme), for whom gross and hansen may act, and falk, who belongs to no faction."""


def deputised(also: str = "", video: str = "") -> Evening:
    """Groß acts for demir."""
    evening = opened(f"{IN_ROOM} gross {also}", video)
    evening.accepted("clerk", "deputise", person="gross", for_="demir", at="18:01")
    return evening


# deputise: "person, for | K C | the deputy is here and acts for no other seat; neither the member nor another deputy
# of the seat is here; the profile says who may act for whom"


@pytest.mark.parametrize("by", ["clerk", "chair", "ahrens", "meyer"])
def test_clerk_and_chair_enter_a_deputy(by: str) -> None:
    evening = opened(f"{IN_ROOM} gross")
    evening.accepted(by, "deputise", person="gross", for_="demir", at="18:05")
    assert evening.acting["demir"] == "gross"
    row = evening.attended("gross")
    assert (row["seat"], row["deputising_for"]) == ("demir", "demir")
    assert row["deputations"] == [{"for": "demir", "from": clock("18:05"), "to": None}]


@pytest.mark.parametrize("by", ["gross", "demir", "brandt", "system"])
def test_nobody_else_does(by: str) -> None:
    opened(f"{IN_ROOM} gross").refused("not_entitled", by, "deputise", person="gross", for_="demir")


def test_a_deputy_by_video_takes_a_seat_too() -> None:
    evening = opened(IN_ROOM, "gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    assert evening.present == 5


def test_the_deputy_is_here() -> None:
    opened(IN_ROOM).refused("not_here", "clerk", "deputise", person="gross", for_="demir")


def test_the_deputy_acts_for_no_other_seat() -> None:
    evening = opened("ahrens brandt gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.refused("deputy_acts", "clerk", "deputise", person="gross", for_="carstens")
    evening.accepted("clerk", "end_deputation", person="gross", for_="demir")
    evening.accepted("clerk", "deputise", person="gross", for_="carstens")


@pytest.mark.parametrize(("room", "video"), [("demir", ""), ("", "demir")])
def test_nobody_deputises_for_a_member_who_is_here(room: str, video: str) -> None:
    evening = opened(f"ahrens brandt gross {room}", video)
    evening.refused("member_here", "clerk", "deputise", person="gross", for_="demir")


def test_a_seat_has_one_deputy_at_a_time() -> None:
    deputised("hansen").refused("seat_deputised", "clerk", "deputise", person="hansen", for_="demir")


def test_another_deputy_takes_over_from_one_who_has_gone() -> None:
    evening = deputised("hansen")
    evening.accepted("clerk", "leave", person="gross", at="18:10")
    evening.accepted("clerk", "deputise", person="hansen", for_="demir", at="18:20")
    assert evening.acting["demir"] == "hansen"
    assert evening.attended("gross")["deputations"][0]["to"] == clock("18:20")
    # "What changes nothing is accepted": the first one is not acting any more.
    evening.accepted("clerk", "arrive", person="gross", via="room")
    evening.unchanged("clerk", "end_deputation", person="gross", for_="demir")


def test_the_same_deputy_again_changes_nothing() -> None:
    deputised().unchanged("clerk", "deputise", person="gross", for_="demir")


# "(`ni`: in committees the same faction, in a council nobody)"


def test_in_a_committee_the_same_faction_deputises() -> None:
    evening = opened("ahrens brandt carstens ivers gross")
    evening.refused("may_not_deputise", "clerk", "deputise", person="ivers", for_="demir")
    evening.accepted("clerk", "deputise", person="ivers", for_="ebeling")


def test_without_a_faction_there_is_nobody_of_the_same() -> None:
    people = (*people_with(ebeling={"faction": None}), {"id": "quandt", "name": "Quandt", "role": "deputy"})
    evening = opened("ahrens brandt carstens quandt", plan=plan_of(people=people))
    evening.refused("may_not_deputise", "clerk", "deputise", person="quandt", for_="falk")


@pytest.mark.parametrize("kind", ["council", "district_council"])
def test_in_a_council_nobody_deputises(kind: str) -> None:
    evening = opened(f"{IN_ROOM} gross", plan=plan_of(body={"kind": kind}))
    evening.refused("may_not_deputise", "clerk", "deputise", person="gross", for_="demir")


def test_in_a_main_committee_those_named_deputise() -> None:
    # `deputises_for`: ids, where deputies are named.
    people = people_with(ivers={"deputises_for": ["demir", "falk"]})
    evening = opened(f"{IN_ROOM} gross ivers", plan=plan_of(body={"kind": "main_committee"}, people=people))
    evening.refused("may_not_deputise", "clerk", "deputise", person="gross", for_="demir")
    evening.accepted("clerk", "deputise", person="ivers", for_="demir")


def test_in_a_main_committee_the_deputies_of_a_faction_stand_in_for_each_other() -> None:
    # § 75 Abs. 1 NKomVG: Groß is named for Carstens, and stands in for Demir of the same faction too.
    people = people_with(gross={"deputises_for": ["carstens"]}, ivers={"deputises_for": ["falk"]})
    plan = plan_of(body={"kind": "main_committee", "rules": "ni-main-committee"}, people=people)
    evening = opened("ahrens brandt carstens gross hansen ivers", plan=plan)
    # Of the same faction but named for nobody; named, but for nobody of this faction; of another one.
    evening.refused("may_not_deputise", "clerk", "deputise", person="hansen", for_="demir")
    evening.refused("may_not_deputise", "clerk", "deputise", person="ivers", for_="ebeling")
    evening.refused("may_not_deputise", "clerk", "deputise", person="gross", for_="ebeling")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")


@pytest.mark.parametrize("person", ["jung", "kruse", "lorenz", "otto", "carstens"])
def test_only_a_deputy_deputises(person: str) -> None:
    evening = opened("ahrens brandt carstens ebeling jung kruse lorenz otto")
    evening.refused("no_deputy", "clerk", "deputise", person=person, for_="demir")


@pytest.mark.parametrize("member", ["jung", "kruse", "lorenz", "hansen"])
def test_only_a_member_is_deputised_for(member: str) -> None:
    # Advisory members may have named deputies, but never a vote: there is no seat to take.
    opened(f"{IN_ROOM} gross").refused("no_seat", "clerk", "deputise", person="gross", for_=member)


# Glossary: "a deputy takes a seat, with all its rights"


def test_a_deputy_has_all_the_rights_of_the_seat() -> None:
    evening = deputised()
    evening.accepted("chair", "call_item", item="2")
    assert evening.present == 5
    evening.accepted("gross", "move", motion="a1", kind="amendment", amends="m2", text="Mit Geländer.")
    evening.accepted("gross", "challenge_quorum")
    evening.accepted("chair", "state_quorum")
    evening.vote("a1", "b1", yes="gross ahrens", no="brandt", abstain="carstens ebeling")
    assert evening.record["ballots"]["b1"]["yes"] == 2


def test_a_deputy_without_a_seat_has_none_of_them() -> None:
    evening = opened("ahrens brandt carstens demir gross")
    evening.accepted("chair", "call_item", item="2")
    assert evening.present == 4
    evening.refused("may_not_move", "gross", "move", motion="a1", kind="urgency")
    evening.refused("no_voting_member", "gross", "challenge_quorum")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.refused("not_eligible", "gross", "cast_vote", ballot="b1", choice="yes")


def test_a_member_who_is_deputised_for_and_never_came_is_absent() -> None:
    # absent: "members who never came, deputised for or not"
    assert deputised().record["absent"] == ["demir", "falk"]


def test_a_deputy_for_the_chairs_seat_does_not_inherit_the_lead() -> None:
    evening = opened("ahrens brandt carstens demir gross")
    evening.accepted("clerk", "leave", person="ahrens", at="18:10")
    evening.accepted("clerk", "deputise", person="gross", for_="ahrens")
    evening.refused("leader_cannot_lead", "chair", "call_item", item="1")
    evening.refused("not_entitled", "gross", "call_item", item="1")
    evening.refused("higher_deputy", "gross", "take_chair", person="gross")


# end_deputation: "person, for | K C"


@pytest.mark.parametrize("by", ["clerk", "chair"])
def test_a_deputation_is_ended(by: str) -> None:
    evening = deputised()
    evening.accepted(by, "end_deputation", person="gross", for_="demir", at="18:30")
    assert evening.acting["demir"] == "demir"
    assert evening.present == 4
    assert evening.attended("gross")["deputations"] == [
        {"for": "demir", "from": clock("18:01"), "to": clock("18:30")}
    ]
    # `seat` and `deputising_for` are the last held.
    assert evening.attended("gross")["seat"] == "demir"
    evening.unchanged(by, "end_deputation", person="gross", for_="demir")


@pytest.mark.parametrize("by", ["gross", "demir", "system"])
def test_nobody_else_ends_it(by: str) -> None:
    deputised().refused("not_entitled", by, "end_deputation", person="gross", for_="demir")


def test_ending_what_never_was_changes_nothing() -> None:
    opened(f"{IN_ROOM} gross").unchanged("clerk", "end_deputation", person="gross", for_="demir")


def test_deputations_one_after_the_other_are_all_kept() -> None:
    evening = opened("brandt carstens ebeling gross falk ahrens")
    evening.accepted("clerk", "deputise", person="gross", for_="demir", at="18:05")
    evening.accepted("clerk", "end_deputation", person="gross", for_="demir", at="18:10")
    evening.accepted("clerk", "leave", person="carstens", at="18:15")
    evening.accepted("clerk", "deputise", person="gross", for_="carstens", at="18:20")
    row = evening.attended("gross")
    assert [(d["for"], d["from"], d["to"]) for d in row["deputations"]] == [
        ("demir", clock("18:05"), clock("18:10")),
        ("carstens", clock("18:20"), None),
    ]
    assert row["seat"] == row["deputising_for"] == "carstens"


# "When the member arrives, the deputation ends there and then, or, while a ballot is open, at its closing"


@pytest.mark.parametrize("via", ["room", "video"])
def test_when_the_member_arrives_the_deputation_ends_there_and_then(via: str) -> None:
    evening = deputised()
    evening.accepted("clerk", "arrive", person="demir", via=via, at="18:20")
    assert evening.acting["demir"] == "demir"
    assert evening.attended("gross")["deputations"][0]["to"] == clock("18:20")
    assert evening.attended("gross")["spans"][0]["to"] is None


def test_a_deputy_who_is_gone_is_unseated_by_the_member_too() -> None:
    evening = deputised()
    evening.accepted("clerk", "leave", person="gross", at="18:10")
    evening.accepted("clerk", "arrive", person="demir", via="room", at="18:20")
    assert evening.acting["demir"] == "demir"


def test_while_a_ballot_is_open_it_ends_at_the_closing() -> None:
    evening = deputised()
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("gross", "cast_vote", ballot="b1", choice="no")
    evening.accepted("clerk", "arrive", person="demir", via="room", at="18:20")
    assert evening.acting["demir"] == "gross"
    evening.refused("not_eligible", "demir", "cast_vote", ballot="b1", choice="yes")
    evening.record_hands("b1", yes="ahrens brandt carstens ebeling")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:25")
    assert evening.acting["demir"] == "demir"
    assert evening.attended("gross")["deputations"][0]["to"] == clock("18:25")
    evening.accepted("chair", "announce_result", ballot="b1")
    result = evening.record["ballots"]["b1"]
    assert (result["yes"], result["no"], result["eligible"]) == (4, 1, 5)


def test_an_aborted_ballot_gives_the_seat_back_too() -> None:
    evening = deputised()
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("clerk", "arrive", person="demir", via="room", at="18:20")
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Stromausfall", at="18:22")
    assert evening.acting["demir"] == "demir"
    assert evening.attended("gross")["deputations"][0]["to"] == clock("18:22")


def test_a_ballot_that_is_closed_keeps_nobody_on_the_seat() -> None:
    evening = deputised()
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.record_hands("b1", yes="ahrens brandt carstens ebeling gross")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("clerk", "arrive", person="demir", via="room", at="18:20")
    assert evening.acting["demir"] == "demir"


def test_the_seat_of_an_open_ballot_stays_with_whom_it_froze() -> None:
    evening = with_ballot_open("ahrens brandt carstens ebeling gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.refused("not_eligible", "gross", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("chair", "admit_to_ballot", ballot="b1", person="gross")
    evening.accepted("gross", "cast_vote", ballot="b1", choice="yes")


def test_the_member_may_be_deputised_for_again_after_going() -> None:
    evening = deputised()
    evening.accepted("clerk", "arrive", person="demir", via="room", at="18:20")
    evening.accepted("clerk", "leave", person="demir", at="18:40")
    evening.accepted("clerk", "deputise", person="gross", for_="demir", at="18:41")
    evening.accepted("clerk", "end_deputation", person="gross", for_="demir", at="18:50")
    assert [(d["from"], d["to"]) for d in evening.attended("gross")["deputations"]] == [
        (clock("18:01"), clock("18:20")),
        (clock("18:41"), clock("18:50")),
    ]


def test_nobody_steps_in_for_a_member_who_is_barred_from_the_item_called() -> None:
    # Whether a deputy may step in for a barred member is for the rules of procedure: default no.
    evening = opened(f"{IN_ROOM} demir gross")
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("demir", "recuse", person="demir", item="2")
    evening.accepted("clerk", "leave", person="demir")
    evening.refused("deputy_for_barred", "clerk", "deputise", person="gross", for_="demir")
    evening.accepted("chair", "take_note", item="2")
    evening.accepted("clerk", "end_recusal", person="demir", item="2")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")


def test_a_house_may_allow_it() -> None:
    evening = opened(f"{IN_ROOM} gross", deputy_for_barred=True)
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("clerk", "recuse", person="demir", item="2")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")


# "Before the opening, and while suspended or adjourned: attendance, deputies, …"


def test_deputies_are_entered_before_the_opening_and_during_a_break() -> None:
    evening = present(f"{IN_ROOM} gross hansen")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("chair", "open_meeting", at="18:00")
    evening.accepted("chair", "suspend", at="18:30")
    evening.accepted("clerk", "end_deputation", person="gross", for_="demir")
    evening.accepted("clerk", "deputise", person="hansen", for_="demir")
    evening.accepted("chair", "adjourn", at="18:40")
    evening.accepted("clerk", "end_deputation", person="hansen", for_="demir")


def test_none_is_entered_after_the_closing() -> None:
    evening = opened(f"{IN_ROOM} gross")
    evening.accepted("chair", "close_meeting")
    evening.refused("closed", "clerk", "deputise", person="gross", for_="demir")


def test_deputies_stand_in_the_attendance_by_their_own_surname() -> None:
    # "chair, deputy chair, then by surname, deputies under their own name; then the others as planned"
    evening = opened("falk ebeling gross brandt ahrens carstens jung lorenz hansen")
    evening.accepted("clerk", "deputise", person="hansen", for_="demir")
    names = [row["person"] for row in evening.record["attendance"]]
    assert names == [
        "ahrens",
        "brandt",
        "carstens",
        "ebeling",
        "falk",
        "hansen",
        "gross",
        "jung",
        "lorenz",
        "meyer",
    ]
    assert {person["id"] for person in PEOPLE} > set(names)
