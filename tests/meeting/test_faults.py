"""Faults of picture and sound: whose seat neither counts nor votes, what they block, and whose they are."""

import json
from typing import Any

import pytest

from handzeichen.log.codec import Unreadable, read_entry, write_entry
from handzeichen.meeting.ids import PersonId, Signal
from meeting.kit import Evening, at_item, clock, opened, present, with_ballot_open

OPEN_B1: dict[str, Any] = {"motion": "m2", "ballot": "b1", "method": "show_of_hands"}


def disturbed(video: str = "ebeling falk", whose: str = "ebeling") -> Evening:
    """Item 2 is called; somebody's picture or sound is gone since 18:05."""
    evening = at_item("2", "ahrens brandt carstens demir", video)
    evening.accepted("clerk", "lose_connection", person=whose, at="18:05")
    return evening


# lose_connection / restore_connection: "person, or scope: room | K M S | opens / closes a fault"


@pytest.mark.parametrize("by", ["clerk", "ebeling", "system", "chair"])
def test_a_fault_opens_and_closes_and_its_cause_starts_as_unclear(by: str) -> None:
    evening = at_item("2", "ahrens brandt carstens demir", "ebeling falk")
    evening.accepted(by, "lose_connection", person="ebeling", at="18:05")
    assert evening.record["faults"] == [
        {"person": "ebeling", "from": clock("18:05"), "to": None, "cause": "unclear"}
    ]
    evening.accepted(by, "restore_connection", person="ebeling", at="18:07")
    assert evening.record["faults"][0]["to"] == clock("18:07")


def test_a_fault_reported_by_telephone_says_so_in_log_and_record_and_any_other_says_nothing() -> None:
    evening = at_item("2", "ahrens brandt carstens demir", "ebeling falk")
    evening.accepted("clerk", "lose_connection", person="ebeling", reported="phone", at="18:05")
    evening.accepted("clerk", "restore_connection", person="ebeling", reported="phone", at="18:07")
    evening.accepted("clerk", "lose_connection", person="falk", at="18:08")
    written = [json.loads(write_entry(entry))["data"] for entry in evening.entries[-3:]]
    assert [event.get("reported") for event in written] == ["phone", "phone", None]
    assert "reported" not in written[-1], "what nobody said is not written, as in every older log"
    assert [read_entry(entry.seq, write_entry(entry)) for entry in evening.entries[-3:]] == evening.entries[
        -3:
    ]
    assert [fault.get("reported", "absent") for fault in evening.record["faults"]] == ["phone", "absent"]


@pytest.mark.parametrize("how", [{}, {"reported": "phone"}])
def test_a_fault_stands_in_the_way_of_a_correction_however_it_was_reported(how: dict[str, Any]) -> None:
    evening = at_item("2", "ahrens brandt carstens demir", "ebeling")
    evening.accepted("clerk", "arrive", person="falk", via="video", at="18:04")
    came = len(evening.entries)
    evening.accepted("clerk", "lose_connection", person="falk", at="18:05", **how)
    evening.refused("later_entry_in_the_way", "clerk", "correct", of=came, reason="war nicht da", at="18:09")


def test_a_fault_reported_in_a_way_that_nobody_knows_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        disturbed().asks("clerk", "restore_connection", person="ebeling", reported="pigeon")


def test_what_fails_is_kept_and_more_of_it_is_added_to_the_fault_that_is_open() -> None:
    evening = at_item("2", "ahrens brandt carstens demir", "ebeling falk")
    evening.accepted("system", "lose_connection", person="ebeling", at="18:05")
    record = evening.record
    evening.accepted("ebeling", "lose_connection", person="ebeling", of="sound", at="18:06")
    for words in ({"of": "sound"}, {}):
        evening.unchanged("clerk", "lose_connection", person="ebeling", at="18:06", **words)
    (fault,) = evening.meeting.roll.faults
    assert (fault.of, fault.told_by) == ({Signal.SOUND}, "ebeling"), (
        "what she said, no video system takes back"
    )
    evening.accepted("clerk", "lose_connection", person="ebeling", of="picture", at="18:07")
    evening.accepted("clerk", "attribute_fault", person="ebeling", cause="member", at="18:07")
    (fault,) = evening.meeting.roll.faults
    assert (fault.of, fault.from_.isoformat(), fault.cause) == (set(Signal), clock("18:05"), "member")
    evening.accepted("ebeling", "restore_connection", person="ebeling", at="18:08")
    assert evening.meeting.roll.open_fault(PersonId("ebeling")) is None
    assert [one.keys() for one in evening.record["faults"]] == [one.keys() for one in record["faults"]]
    written = [write_entry(entry) for entry in evening.entries]
    assert [read_entry(seq, body) for seq, body in enumerate(written, 1)] == evening.entries
    assert '"of"' not in written[-6], "what nobody said is not written, as in every older log"


def test_what_fails_may_be_said_of_the_room_too() -> None:
    evening = disturbed()
    evening.accepted("clerk", "lose_connection", scope="room", of="sound", at="18:06")
    evening.accepted("clerk", "lose_connection", scope="room", of="picture", at="18:07")
    assert [(fault.person, fault.of) for fault in evening.meeting.roll.faults] == [
        ("ebeling", set()),
        (None, set(Signal)),
    ]


def test_a_first_word_that_was_wrong_leaves_the_fault_that_the_second_one_told_of() -> None:
    evening = at_item("2", "ahrens brandt carstens demir", "ebeling falk")
    evening.accepted("clerk", "lose_connection", person="ebeling", of="sound", at="18:05")
    first = len(evening.entries)
    evening.accepted("clerk", "lose_connection", person="ebeling", of="picture", at="18:07")
    evening.accepted("clerk", "correct", of=first, reason="war zu hören", at="18:09")
    (fault,) = evening.meeting.roll.faults
    assert (fault.of, fault.from_.isoformat()) == ({Signal.PICTURE}, clock("18:07"))


@pytest.mark.parametrize("do", ["lose_connection", "restore_connection"])
def test_nobody_reports_for_another(do: str) -> None:
    disturbed().refused("not_entitled", "falk", do, person="ebeling")


def test_a_fault_is_somebodys_on_video() -> None:
    evening = at_item("2", "ahrens brandt carstens demir", "ebeling")
    evening.refused("not_on_video", "clerk", "lose_connection", person="demir")
    evening.refused("not_on_video", "falk", "lose_connection", person="falk")


def test_a_second_report_changes_nothing_and_neither_does_restoring_what_works() -> None:
    evening = disturbed()
    evening.unchanged("ebeling", "lose_connection", person="ebeling")
    evening.unchanged("clerk", "restore_connection", person="falk")
    evening.accepted("clerk", "restore_connection", person="ebeling")
    evening.unchanged("clerk", "restore_connection", person="ebeling")


@pytest.mark.parametrize("fields", [{}, {"person": "ebeling", "scope": "room"}, {"scope": "hall"}])
@pytest.mark.parametrize("do", ["lose_connection", "restore_connection"])
def test_a_fault_is_a_persons_or_the_rooms(do: str, fields: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        disturbed().asks("clerk", do, **fields)


def test_each_fault_is_kept_on_its_own() -> None:
    evening = disturbed()
    evening.accepted("clerk", "attribute_fault", person="ebeling", cause="municipality")
    evening.accepted("clerk", "restore_connection", person="ebeling", at="18:07")
    evening.accepted("clerk", "lose_connection", person="ebeling", at="18:09")
    assert [fault["cause"] for fault in evening.record["faults"]] == ["municipality", "unclear"]


# "while it is open the seat neither counts nor votes; a vote given stays"


def test_a_disturbed_seat_does_not_count_for_the_quorum() -> None:
    evening = at_item("2", "ahrens brandt", "ebeling falk")
    assert evening.present == 4
    evening.accepted("clerk", "lose_connection", person="ebeling")
    assert evening.present == 3
    evening.accepted("clerk", "restore_connection", person="ebeling")
    assert evening.present == 4


def test_a_disturbed_seat_is_neither_eligible_nor_present() -> None:
    evening = disturbed()
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="member")
    evening.accepted("chair", "open_ballot", **OPEN_B1)
    ballot = evening.record["ballots"]["b1"]
    assert (ballot["eligible"], ballot["present"]) == (5, 5)
    evening.refused("not_eligible", "ebeling", "cast_vote", ballot="b1", choice="yes")


def test_while_disturbed_nobody_votes_and_nobody_records_for_them() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir", "ebeling falk")
    evening.accepted("clerk", "lose_connection", person="ebeling")
    evening.refused("disturbed", "ebeling", "cast_vote", ballot="b1", choice="yes")
    evening.refused("disturbed", "clerk", "record_vote", ballot="b1", person="ebeling", choice="yes")
    evening.accepted("ebeling", "restore_connection", person="ebeling")
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="yes")


def test_a_vote_given_stays() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir", "ebeling falk")
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="no")
    evening.accepted("clerk", "lose_connection", person="ebeling")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="member")
    evening.record_hands("b1", yes="ahrens brandt carstens demir falk")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    result = evening.record["ballots"]["b1"]
    assert (result["yes"], result["no"], result["not_voted"]) == (5, 1, 0)


# attribute_fault: "while a seat's fault is open and not the member's, no ballot opens or closes"


@pytest.mark.parametrize("cause", [None, "municipality"])
def test_while_a_fault_is_open_and_not_the_members_no_ballot_opens(cause: str | None) -> None:
    evening = disturbed()
    if cause:
        evening.accepted("chair", "attribute_fault", person="ebeling", cause=cause)
    evening.refused("fault_open", "chair", "open_ballot", **OPEN_B1)
    evening.accepted("clerk", "restore_connection", person="ebeling")
    evening.accepted("chair", "open_ballot", **OPEN_B1)


@pytest.mark.parametrize("cause", [None, "municipality"])
def test_nor_does_one_close(cause: str | None) -> None:
    evening = with_ballot_open("ahrens brandt carstens demir", "ebeling falk")
    evening.accepted("clerk", "lose_connection", person="ebeling")
    if cause:
        evening.accepted("chair", "attribute_fault", person="ebeling", cause=cause)
    evening.refused("fault_open", "chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="member")
    evening.accepted("chair", "close_ballot", ballot="b1")


def test_a_fault_attributed_to_the_member_blocks_nothing() -> None:
    evening = disturbed()
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="member")
    evening.accepted("chair", "open_ballot", **OPEN_B1)
    evening.accepted("chair", "close_ballot", ballot="b1")


def test_the_chair_may_think_again() -> None:
    evening = disturbed()
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="member")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="unclear")
    evening.refused("fault_open", "chair", "open_ballot", **OPEN_B1)


@pytest.mark.parametrize("whose", ["jung", "lorenz", "otto", "gross"])
def test_only_a_seats_fault_blocks(whose: str) -> None:
    evening = disturbed(f"ebeling {whose}", whose)
    evening.accepted("chair", "open_ballot", **OPEN_B1)
    evening.accepted("chair", "close_ballot", ballot="b1")


def test_the_fault_of_a_deputy_who_acts_for_a_seat_blocks() -> None:
    evening = at_item("2", "ahrens brandt carstens ebeling", "gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("clerk", "lose_connection", person="gross")
    evening.refused("fault_open", "chair", "open_ballot", **OPEN_B1)
    evening.accepted("clerk", "end_deputation", person="gross", for_="demir")
    evening.accepted("chair", "open_ballot", **OPEN_B1)


def test_a_fault_that_ended_with_leaving_blocks_nothing() -> None:
    evening = disturbed()
    evening.accepted("clerk", "leave", person="ebeling")
    evening.accepted("chair", "open_ballot", **OPEN_B1)


def test_a_fault_does_not_keep_the_chair_from_anything_else() -> None:
    # "to suspend is the chair's act, not enforced"
    evening = disturbed()
    evening.accepted("chair", "give_floor", person="demir")
    evening.accepted("chair", "suspend")
    evening.accepted("chair", "resume")
    evening.accepted("chair", "state_quorum")


# "person, persons or scope; cause | C | the latest fault"


@pytest.mark.parametrize("by", ["ebeling", "falk", "system"])
def test_only_the_chair_attributes(by: str) -> None:
    disturbed().refused("not_entitled", by, "attribute_fault", person="ebeling", cause="member")


@pytest.mark.parametrize("by", ["clerk", "meyer", "ahrens"])
def test_the_clerk_enters_it_on_the_chairs_word(by: str) -> None:
    evening = disturbed()
    evening.accepted(by, "attribute_fault", person="ebeling", cause="municipality")
    assert evening.record["faults"][0]["cause"] == "municipality"


def test_the_latest_fault_is_attributed_also_after_it_ended() -> None:
    evening = disturbed()
    evening.accepted("clerk", "restore_connection", person="ebeling")
    evening.accepted("clerk", "lose_connection", person="ebeling")
    evening.accepted("clerk", "restore_connection", person="ebeling")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="municipality")
    assert [fault["cause"] for fault in evening.record["faults"]] == ["unclear", "municipality"]


def test_it_is_attributed_also_after_the_person_went() -> None:
    evening = disturbed()
    evening.accepted("clerk", "leave", person="ebeling")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="member")
    assert evening.record["faults"][0]["cause"] == "member"


def test_several_faults_have_one_cause() -> None:
    evening = disturbed()
    evening.accepted("clerk", "lose_connection", person="falk")
    evening.accepted("chair", "attribute_fault", persons=["ebeling", "falk"], cause="member")
    assert [fault["cause"] for fault in evening.record["faults"]] == ["member", "member"]
    evening.accepted("chair", "open_ballot", **OPEN_B1)


def test_whoever_had_no_fault_is_given_none() -> None:
    evening = disturbed()
    evening.refused("no_fault", "chair", "attribute_fault", person="falk", cause="member")
    evening.refused("no_fault", "chair", "attribute_fault", persons=["ebeling", "falk"], cause="member")
    evening.refused("no_fault", "chair", "attribute_fault", scope="room", cause="municipality")
    assert evening.record["faults"][0]["cause"] == "unclear"
    evening.refused(
        "unknown_person", "chair", "attribute_fault", persons=["ebeling", "niemand"], cause="member"
    )


def test_the_same_cause_again_changes_nothing() -> None:
    disturbed().unchanged("chair", "attribute_fault", person="ebeling", cause="unclear")


@pytest.mark.parametrize("fields", [
    {"cause": "member"},
    {"person": "ebeling"},
    {"person": "ebeling", "cause": "weather"},
    {"person": "ebeling", "persons": ["falk"], "cause": "member"},
])  # fmt: skip
def test_an_attribution_names_whose_and_what(fields: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        disturbed().asks("chair", "attribute_fault", **fields)


# "A fault of scope `room` stops no seat from counting, but counts as a fault of every seat on video for opening,
# closing and announcing; its cause can't be `member`."


def room_fault(video: str = "ebeling falk") -> Evening:
    evening = at_item("2", "ahrens brandt carstens demir", video)
    evening.accepted("clerk", "lose_connection", scope="room", at="18:05")
    return evening


@pytest.mark.parametrize("by", ["clerk", "system", "chair", "ebeling", "demir", "jung"])
def test_the_rooms_fault_is_reported_by_clerk_system_and_whoever_of_the_body_is_here(by: str) -> None:
    evening = at_item("2", "ahrens brandt carstens demir jung", "ebeling")
    evening.accepted(by, "lose_connection", scope="room", at="18:05")
    assert evening.record["faults"] == [
        {"person": "room", "from": clock("18:05"), "to": None, "cause": "unclear"}
    ]
    evening.unchanged(by, "lose_connection", scope="room")
    evening.accepted(by, "restore_connection", scope="room", at="18:06")
    assert evening.record["faults"][0]["to"] == clock("18:06")


@pytest.mark.parametrize(
    ("code", "by"), [("not_entitled", "nolte"), ("not_entitled", "otto"), ("not_here", "hansen")]
)
def test_a_guest_does_not_stop_the_voting(code: str, by: str) -> None:
    evening = at_item("2", "ahrens brandt carstens demir nolte", "ebeling otto")
    evening.refused(code, by, "lose_connection", scope="room")
    evening.accepted("clerk", "lose_connection", scope="room")
    evening.refused(code, by, "restore_connection", scope="room")


def test_the_rooms_fault_stops_no_seat_from_counting() -> None:
    evening = room_fault()
    assert evening.present == 6
    assert not evening.presence("ebeling").disturbed


def test_it_keeps_ballots_from_opening_as_long_as_a_seat_is_on_video() -> None:
    evening = room_fault("ebeling jung")
    evening.refused("fault_open", "chair", "open_ballot", **OPEN_B1)
    evening.accepted("clerk", "leave", person="ebeling")
    # An advisory member on video has no seat.
    evening.accepted("chair", "open_ballot", **OPEN_B1)


def test_it_keeps_ballots_from_closing_and_nobody_from_voting() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir", "ebeling falk")
    evening.accepted("clerk", "lose_connection", scope="room")
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="yes")
    evening.refused("fault_open", "chair", "close_ballot", ballot="b1")
    evening.accepted("clerk", "restore_connection", scope="room")
    evening.accepted("chair", "close_ballot", ballot="b1")


def test_the_rooms_fault_is_never_the_members() -> None:
    evening = room_fault()
    evening.refused("room_fault_not_members", "chair", "attribute_fault", scope="room", cause="member")
    evening.accepted("chair", "attribute_fault", scope="room", cause="municipality")
    assert evening.record["faults"][0]["cause"] == "municipality"


def test_the_latest_fault_of_the_room_is_attributed_after_its_end() -> None:
    evening = room_fault()
    evening.accepted("clerk", "restore_connection", scope="room")
    evening.accepted("chair", "attribute_fault", scope="room", cause="municipality")
    assert evening.record["faults"][0]["cause"] == "municipality"


def test_attributing_the_rooms_fault_leaves_the_persons_alone() -> None:
    evening = room_fault()
    evening.accepted("clerk", "lose_connection", person="ebeling")
    evening.accepted("chair", "attribute_fault", scope="room", cause="municipality")
    assert [fault["cause"] for fault in evening.record["faults"]] == ["municipality", "unclear"]


# announce_result: refused after "a municipal fault of its time"


@pytest.mark.parametrize("whose", [{"person": "ebeling"}, {"scope": "room"}])
def test_a_municipal_fault_in_the_time_of_a_ballot_bars_its_announcement(whose: dict[str, Any]) -> None:
    evening = with_ballot_open("ahrens brandt carstens demir", "ebeling falk")
    evening.accepted("clerk", "lose_connection", at="18:05", **whose)
    evening.accepted("clerk", "restore_connection", at="18:06", **whose)
    evening.record_hands("b1", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:10")
    evening.accepted("chair", "attribute_fault", cause="municipality", **whose)
    evening.refused("hit_by_fault", "chair", "announce_result", ballot="b1")
    evening.accepted("chair", "attribute_fault", cause="unclear", **whose)
    evening.accepted("chair", "announce_result", ballot="b1")


def test_faults_are_reported_before_the_opening_and_during_a_break_and_not_after_the_closing() -> None:
    evening = present("ahrens brandt carstens", "ebeling")
    evening.accepted("ebeling", "lose_connection", person="ebeling")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="member")
    evening.accepted("chair", "open_meeting", at="18:00")
    evening.accepted("chair", "suspend")
    evening.accepted("ebeling", "restore_connection", person="ebeling")
    evening.accepted("clerk", "lose_connection", scope="room")
    evening.accepted("chair", "close_meeting", at="18:30")
    evening.refused("closed", "clerk", "restore_connection", scope="room")
    # Closing ends what is open.
    assert evening.record["faults"][-1]["to"] == clock("18:30")


def test_a_meeting_without_faults_has_none_in_its_record() -> None:
    assert opened().record["faults"] == []
