"""Coming, going, changing between room and video, and what is only proposed."""

import pytest

from handzeichen.meeting.ids import Cause, Via
from meeting.kit import (
    Evening,
    at_item,
    clock,
    opened,
    plan_of,
    present,
    with_ballot_open,
)

# arrive: "person, via: room video | K M S"


@pytest.mark.parametrize("person", ["demir", "gross", "jung", "kruse", "lorenz", "meyer", "nolte", "otto"])
@pytest.mark.parametrize("via", ["room", "video"])
def test_the_clerk_enters_anyone_into_the_room_and_by_video(person: str, via: str) -> None:
    evening = Evening.planned()
    evening.accepted("clerk", "arrive", person=person, via=via)
    assert evening.via(person) == via


# "M and S by video only: into the room only the clerk enters anyone"


@pytest.mark.parametrize(("by", "person"), [
    ("demir", "demir"),
    ("system", "demir"),
    ("chair", "ahrens"),
    # The chair may enter what somebody said, but is not the clerk.
    ("chair", "demir"),
    ("nolte", "nolte"),
])  # fmt: skip
def test_nobody_but_the_clerk_enters_anyone_into_the_room(by: str, person: str) -> None:
    evening = present("ahrens" if person != "ahrens" else "")
    evening.refused("room_by_clerk_only", by, "arrive", person=person, via="room")


@pytest.mark.parametrize(("by", "person"), [("demir", "demir"), ("system", "demir"), ("chair", "demir"), ("otto", "otto")])  # fmt: skip
def test_a_person_and_the_system_enter_by_video(by: str, person: str) -> None:
    evening = present("ahrens")
    evening.accepted(by, "arrive", person=person, via="video")
    assert evening.via(person) is Via.VIDEO


def test_nobody_enters_another_person() -> None:
    present("ahrens").refused("not_entitled", "demir", "arrive", person="falk", via="video")


# "members by `video` in a hybrid meeting only"


@pytest.mark.parametrize("by", ["clerk", "demir", "system"])
def test_a_member_takes_part_by_video_in_a_hybrid_meeting_only(by: str) -> None:
    evening = Evening.planned(plan_of(meeting={"form": "in_person"}))
    evening.refused("not_hybrid", by, "arrive", person="demir", via="video")


@pytest.mark.parametrize("person", ["gross", "jung", "kruse"])
def test_deputies_and_advisory_members_are_members_of_the_body_here(person: str) -> None:
    evening = Evening.planned(plan_of(meeting={"form": "in_person"}))
    evening.refused("not_hybrid", "clerk", "arrive", person=person, via="video")


@pytest.mark.parametrize("person", ["lorenz", "nolte", "otto"])
def test_officials_press_and_guests_may_be_on_video_even_so(person: str) -> None:
    Evening.planned(plan_of(meeting={"form": "in_person"})).accepted(
        "clerk", "arrive", person=person, via="video"
    )


def test_the_land_says_whether_a_meeting_may_be_hybrid() -> None:
    # § 64 NKomVG knew no video before 2020, whatever the plan says.
    plan = plan_of(meeting={"starts_at": "2019-11-26T17:30:00+01:00"})
    refusal = Evening.planned(plan).refused("not_hybrid", "clerk", "arrive", person="demir", via="video")
    assert "2020" in refusal.source


def test_a_list_of_ids_says_who_may_take_part_by_video() -> None:
    # `remote`: `all`, or a list of ids.
    evening = Evening.planned(plan_of(meeting={"remote": ["demir"]}))
    evening.accepted("clerk", "arrive", person="demir", via="video")
    evening.refused("not_invited_by_video", "clerk", "arrive", person="falk", via="video")
    evening.accepted("clerk", "arrive", person="falk", via="room")
    evening.accepted("clerk", "arrive", person="lorenz", via="video")


def test_an_empty_list_means_nobody() -> None:
    evening = Evening.planned(plan_of(meeting={"remote": []}))
    evening.refused("not_invited_by_video", "clerk", "arrive", person="demir", via="video")


# "What changes nothing (arrive twice by the same way) is accepted and adds no event."


@pytest.mark.parametrize(("by", "via"), [("clerk", "room"), ("demir", "room"), ("system", "room")])
def test_arriving_twice_by_the_same_way_changes_nothing(by: str, via: str) -> None:
    present("demir").unchanged(by, "arrive", person="demir", via=via)


def test_arriving_twice_by_video_changes_nothing() -> None:
    evening = present("ahrens", "demir")
    for by in ("clerk", "demir", "system"):
        evening.unchanged(by, "arrive", person="demir", via="video")


# "again with the other `via` = changes place"


def test_the_other_via_is_a_change_of_place() -> None:
    evening = opened("ahrens brandt carstens", "demir")
    evening.accepted("clerk", "arrive", person="demir", via="room", at="18:10")
    evening.accepted("clerk", "arrive", person="demir", via="video", at="18:20")
    assert evening.attended("demir")["spans"] == [
        {"from": clock("17:30"), "to": clock("18:10"), "via": "video"},
        {"from": clock("18:10"), "to": clock("18:20"), "via": "room"},
        {"from": clock("18:20"), "to": None, "via": "video"},
    ]


def test_a_change_of_place_ends_a_fault_and_what_was_confirmed_there() -> None:
    evening = opened("ahrens brandt carstens", "demir")
    evening.accepted("demir", "confirm_alone", person="demir")
    evening.accepted("demir", "set_camera", person="demir", on=True)
    evening.accepted("clerk", "lose_connection", person="demir", at="18:05")
    evening.accepted("clerk", "arrive", person="demir", via="room", at="18:10")
    assert evening.record["faults"] == [
        {"person": "demir", "from": clock("18:05"), "to": clock("18:10"), "cause": "unclear"}
    ]
    known = evening.presence("demir")
    assert (known.disturbed, known.alone_at, known.camera) == (False, None, None)


def test_somebody_on_video_joins_the_room_only_through_the_clerk() -> None:
    evening = opened("ahrens brandt carstens", "demir")
    evening.refused("room_by_clerk_only", "demir", "arrive", person="demir", via="room")
    evening.accepted("clerk", "arrive", person="demir", via="room")


# "By M or S it is only a proposal where it would take someone out of the room or end a deputation"


@pytest.mark.parametrize("by", ["demir", "system", "chair"])
def test_a_page_opened_at_home_takes_nobody_out_of_the_room(by: str) -> None:
    evening = opened()
    before = evening.record
    evening.accepted(by, "arrive", person="demir", via="video")
    assert evening.via("demir") is Via.ROOM
    assert {**evening.record, "log": None} == {**before, "log": None}
    evening.unchanged(by, "arrive", person="demir", via="video")


def test_the_clerk_enters_what_was_proposed() -> None:
    evening = opened()
    evening.accepted("demir", "arrive", person="demir", via="video")
    assert evening.meeting.roll.proposals == {"demir": "video"}
    evening.accepted("clerk", "arrive", person="demir", via="video", at="18:05")
    assert (evening.via("demir"), evening.meeting.roll.proposals) == (Via.VIDEO, {})


def test_the_leader_in_the_room_is_not_turned_into_video_by_a_page() -> None:
    evening = opened()
    evening.accepted("ahrens", "arrive", person="ahrens", via="video")
    evening.accepted("chair", "state_quorum")


@pytest.mark.parametrize("by", ["ahrens", "system"])
def test_a_page_opened_at_home_unseats_no_deputy(by: str) -> None:
    evening = present("brandt carstens gross")
    evening.accepted("clerk", "deputise", person="gross", for_="ahrens")
    evening.accepted(by, "arrive", person="ahrens", via="video")
    assert (evening.via("ahrens"), evening.acting["ahrens"]) == (None, "gross")
    evening.accepted("clerk", "arrive", person="ahrens", via="video")
    assert (evening.via("ahrens"), evening.acting["ahrens"]) == (Via.VIDEO, "ahrens")


def test_a_proposal_must_be_possible_at_all() -> None:
    evening = opened(plan=plan_of(meeting={"form": "in_person"}))
    evening.refused("not_hybrid", "demir", "arrive", person="demir", via="video")


def test_a_proposal_lapses_when_the_person_goes() -> None:
    evening = opened()
    evening.accepted("demir", "arrive", person="demir", via="video")
    evening.accepted("clerk", "leave", person="demir")
    assert evening.meeting.roll.proposals == {}


# leave: "K M S | ends a fault, no deputation; a vote given stays, who gave none is not_voted"


@pytest.mark.parametrize("by", ["clerk", "demir", "system", "chair"])
def test_somebody_on_video_goes_by_their_own_word_or_the_clerks_or_the_systems(by: str) -> None:
    evening = opened("ahrens brandt carstens", "demir")
    evening.accepted(by, "leave", person="demir", at="18:10")
    assert evening.attended("demir")["spans"][-1]["to"] == clock("18:10")


def test_nobody_sends_another_away() -> None:
    opened().refused("not_entitled", "demir", "leave", person="falk")


def test_somebody_in_the_room_goes_by_their_own_word() -> None:
    evening = opened()
    evening.accepted("demir", "leave", person="demir")
    assert evening.via("demir") is None


def test_a_video_system_takes_nobody_out_of_the_room() -> None:
    # Its word concerns the conference; whoever sits in the room is still there.
    evening = opened()
    evening.unchanged("system", "leave", person="demir")
    assert evening.via("demir") is Via.ROOM


def test_leaving_without_being_here_changes_nothing() -> None:
    opened("ahrens brandt carstens falk").unchanged("clerk", "leave", person="demir")


def test_leaving_ends_a_fault() -> None:
    evening = opened("ahrens brandt carstens", "demir")
    evening.accepted("clerk", "lose_connection", person="demir", at="18:05")
    evening.accepted("clerk", "leave", person="demir", at="18:10")
    (fault,) = evening.faults
    assert (fault.to is not None, fault.cause) == (True, Cause.UNCLEAR)
    evening.accepted("clerk", "arrive", person="demir", via="video", at="18:15")
    assert not evening.presence("demir").disturbed


def test_leaving_ends_no_deputation() -> None:
    evening = opened("ahrens brandt carstens gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("clerk", "leave", person="gross", at="18:10")
    assert evening.acting["demir"] == "gross"
    evening.accepted("clerk", "arrive", person="gross", via="room", at="18:20")
    assert evening.attended("gross")["deputations"] == [{"for": "demir", "from": clock("18:00"), "to": None}]


def test_a_vote_given_stays_and_who_gave_none_is_not_voted() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir ebeling falk")
    evening.accepted("demir", "cast_vote", ballot="b1", choice="yes")
    for person in ("demir", "ebeling"):
        evening.accepted("clerk", "leave", person=person)
    evening.record_hands("b1", yes="ahrens brandt carstens", no="falk")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    result = evening.record["ballots"]["b1"]
    assert [result[number] for number in ("yes", "no", "abstain", "not_voted", "eligible")] == [4, 1, 0, 1, 6]


def test_whoever_goes_gives_back_the_floor() -> None:
    evening = at_item()
    evening.accepted("chair", "give_floor", person="demir", at="18:05")
    evening.accepted("falk", "request_floor", person="falk", kind="speech")
    evening.accepted("falk", "leave", person="falk")
    evening.accepted("clerk", "leave", person="demir", at="18:10")
    assert evening.meeting.agenda.requests == ()
    assert evening.agenda("2")["floor"] == [
        {"person": "demir", "kind": "speech", "from": clock("18:05"), "to": clock("18:10")}
    ]


def test_whoever_left_may_come_again() -> None:
    evening = opened()
    evening.accepted("clerk", "leave", person="demir", at="18:10")
    evening.accepted("clerk", "arrive", person="demir", via="room", at="18:20")
    assert [span["from"] for span in evening.attended("demir")["spans"]] == [clock("17:30"), clock("18:20")]
