"""Late entry: `since` is the true time of what is entered after the fact; both times are kept, the record shows `since`."""

from typing import Any

import pytest

from handzeichen.log.codec import Unreadable
from handzeichen.meeting.events import Arrived
from meeting.kit import Evening, at_item, clock, moment, opened, with_ballot_open

# "the attendance commands, `deputise`, `recuse` and `note` take `since`"

LATE: list[tuple[str, dict[str, Any]]] = [
    ("arrive", {"person": "falk", "via": "room"}),
    ("leave", {"person": "demir"}),
    ("admit", {"person": {"id": "quandt", "name": "Quandt", "role": "guest"}}),
    ("lose_connection", {"person": "ebeling"}),
    ("lose_connection", {"scope": "room"}),
    ("restore_connection", {"person": "ebeling"}),
    ("attribute_fault", {"person": "ebeling", "cause": "member"}),
    ("set_camera", {"person": "ebeling", "on": True}),
    ("deputise", {"person": "gross", "for": "falk"}),
    ("end_deputation", {"person": "gross", "for": "falk"}),
    ("confirm_identity", {"person": "ebeling"}),
    ("confirm_alone", {"person": "ebeling"}),
    ("recuse", {"person": "demir", "item": "2"}),
    ("end_recusal", {"person": "demir", "item": "2"}),
    ("contest_recusal", {"person": "demir", "item": "2"}),
    ("note", {"item": "2", "text": "Ein Satz."}),
]


@pytest.mark.parametrize(("do", "fields"), LATE, ids=[do for do, _ in LATE])
def test_the_true_time_is_not_in_the_future(do: str, fields: dict[str, Any]) -> None:
    evening = at_item("2", "ahrens brandt carstens demir gross", "ebeling")
    evening.accepted("clerk", "recuse", person="brandt", item="3")
    evening.refused("since_future", "clerk", do, since="18:31", at="18:30", **fields)
    evening.refused("since_future", "clerk", do, since="18:30:01", **fields)


@pytest.mark.parametrize(("do", "fields"), [
    ("request_floor", {"person": "demir", "kind": "speech"}),
    ("give_floor", {"person": "demir"}),
    ("open_meeting", {}),
    ("suspend", {}),
    ("hand_over_chair", {"to": "brandt"}),
    ("take_chair", {"person": "brandt"}),
    ("state_quorum", {}),
    ("call_item", {"item": "2"}),
    ("table_paper", {"item": "2", "reference": "7/26", "kind": "Antrag", "handed": "mail"}),
    ("move", {"motion": "x1", "kind": "urgency"}),
    ("exclude", {"person": "demir"}),
])  # fmt: skip
def test_no_other_command_takes_it(do: str, fields: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        opened().asks("clerk", do, since="17:50", **fields)


# "Both times are kept, the record shows `since`"


def test_both_times_are_kept_and_the_record_shows_the_true_one() -> None:
    # She came at 17.24, entered 17.31.
    evening = opened("ahrens brandt carstens demir")
    evening.accepted("clerk", "arrive", person="ebeling", via="room", since="18:24", at="18:31")
    entry = evening.entries[-1]
    assert isinstance(entry.event, Arrived)
    assert (entry.at, entry.event.since) == (moment("18:31"), moment("18:24"))
    assert evening.attended("ebeling")["spans"] == [{"from": clock("18:24"), "to": None, "via": "room"}]


def test_the_moment_itself_is_late_enough() -> None:
    evening = opened("ahrens brandt carstens demir")
    evening.accepted("clerk", "arrive", person="ebeling", via="room", since="18:31", at="18:31")


def test_before_the_meeting_is_late_enough_too() -> None:
    evening = opened("ahrens brandt carstens demir")
    evening.accepted("clerk", "arrive", person="ebeling", via="room", since="17:10", at="18:31")
    assert evening.attended("ebeling")["spans"][0]["from"] == clock("17:10")


def test_another_distance_to_utc_is_the_same_moment() -> None:
    evening = opened("ahrens brandt carstens demir")
    evening.accepted(
        "clerk", "arrive", person="ebeling", via="room", since="2026-11-24T17:24:00Z", at="18:31"
    )
    assert evening.attended("ebeling")["spans"][0]["from"] == clock("18:24")
    with pytest.raises(Unreadable):
        evening.asks("clerk", "leave", person="ebeling", since="2026-11-24T18:30:00")


def test_the_record_shows_the_true_times_of_everything() -> None:
    evening = opened("ahrens brandt falk demir gross", "ebeling")
    evening.accepted("clerk", "deputise", person="gross", for_="carstens", since="18:05", at="18:30")
    evening.accepted("clerk", "lose_connection", person="ebeling", since="18:10")
    evening.accepted("clerk", "restore_connection", person="ebeling", since="18:12")
    evening.accepted("clerk", "leave", person="demir", since="18:20")
    evening.accepted("clerk", "end_deputation", person="gross", for_="carstens", since="18:25")
    evening.accepted("clerk", "note", item="1", text="Ein Satz.", since="18:02")
    assert evening.attended("gross")["deputations"] == [
        {"for": "carstens", "from": clock("18:05"), "to": clock("18:25")}
    ]
    assert evening.record["faults"] == [
        {"person": "ebeling", "from": clock("18:10"), "to": clock("18:12"), "cause": "unclear"}
    ]
    assert evening.attended("demir")["spans"][0]["to"] == clock("18:20")
    assert evening.agenda("1")["notes"] == [{"at": clock("18:02"), "person": None, "text": "Ein Satz."}]


def test_a_change_of_place_has_a_true_time() -> None:
    evening = opened("ahrens brandt carstens", "demir")
    evening.accepted("clerk", "arrive", person="demir", via="room", since="18:10", at="18:20")
    assert evening.attended("demir")["spans"] == [
        {"from": clock("17:30"), "to": clock("18:10"), "via": "video"},
        {"from": clock("18:10"), "to": None, "via": "room"},
    ]


def test_a_member_who_came_earlier_than_entered_unseats_the_deputy_at_the_true_time() -> None:
    evening = opened("ahrens brandt carstens gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir", at="18:05")
    evening.accepted("clerk", "arrive", person="demir", via="room", since="18:20", at="18:30")
    assert evening.attended("gross")["deputations"][0]["to"] == clock("18:20")


# "not before that person's previous event"


@pytest.mark.parametrize(("do", "fields"), [
    ("leave", {"person": "demir"}),
    ("arrive", {"person": "demir", "via": "video"}),
    ("recuse", {"person": "demir", "item": "2"}),
    ("confirm_identity", {"person": "demir"}),
])  # fmt: skip
def test_the_true_time_is_not_before_that_persons_previous_event(do: str, fields: dict[str, Any]) -> None:
    evening = opened("ahrens brandt carstens")
    evening.accepted("clerk", "arrive", person="demir", via="room", at="18:10")
    refusal = evening.refused("since_too_early", "clerk", do, since="18:09", at="18:30", **fields)
    assert "18.10 Uhr" in refusal.why()
    evening.accepted("clerk", do, since="18:10", **fields)


def test_it_is_the_true_time_of_the_previous_event_that_counts() -> None:
    evening = opened("ahrens brandt carstens")
    evening.accepted("clerk", "arrive", person="demir", via="room", since="18:10", at="18:30")
    evening.refused("since_too_early", "clerk", "leave", person="demir", since="18:09")
    evening.accepted("clerk", "leave", person="demir", since="18:15")
    evening.refused("since_too_early", "clerk", "arrive", person="demir", via="video", since="18:14")
    evening.accepted("clerk", "arrive", person="demir", via="video", since="18:16")


def test_anothers_event_does_not_matter() -> None:
    evening = opened("ahrens brandt carstens demir falk")
    evening.accepted("clerk", "leave", person="falk", at="18:20")
    evening.accepted("clerk", "leave", person="demir", since="18:05")


def test_both_people_of_a_deputation_matter() -> None:
    evening = opened("ahrens brandt carstens demir gross")
    evening.accepted("clerk", "leave", person="demir", at="18:10")
    evening.refused(
        "since_too_early", "clerk", "deputise", person="gross", for_="demir", since="18:09", at="18:30"
    )
    evening.accepted("clerk", "deputise", person="gross", for_="demir", since="18:12")
    evening.refused("since_too_early", "clerk", "leave", person="gross", since="18:11")
    evening.refused("since_too_early", "clerk", "arrive", person="demir", via="room", since="18:11")
    evening.accepted("clerk", "arrive", person="demir", via="room", since="18:12")


@pytest.mark.parametrize(("do", "fields"), [
    ("move", {"motion": "x1", "kind": "urgency"}),
    ("challenge_quorum", {}),
    ("object_to_convening", {}),
    ("support", {"motion": "m2"}),
    ("request_floor", {"person": "demir", "kind": "speech"}),
])  # fmt: skip
def test_whoever_did_something_was_still_here(do: str, fields: dict[str, Any]) -> None:
    evening = at_item()
    evening.accepted("demir", do, at="18:20", **fields)
    evening.refused("since_too_early", "clerk", "leave", person="demir", since="18:19", at="18:30")
    evening.accepted("clerk", "leave", person="demir", since="18:20")


def test_whoever_took_the_lead_or_was_given_it_was_still_here() -> None:
    evening = opened()
    evening.accepted("chair", "hand_over_chair", to="falk", at="18:20")
    evening.refused("since_too_early", "clerk", "leave", person="falk", since="18:19", at="18:30")
    evening.accepted("clerk", "leave", person="falk", since="18:25")
    evening.accepted("clerk", "take_chair", person="brandt", at="18:40")
    evening.refused("since_too_early", "clerk", "leave", person="brandt", since="18:39", at="18:50")


@pytest.mark.parametrize(("by", "do", "fields"), [
    ("demir", "cast_vote", {"choice": "yes"}),
    ("clerk", "record_vote", {"choice": "yes", "person": "demir"}),
    ("demir", "decline_vote", {"person": "demir"}),
])  # fmt: skip
def test_whoever_voted_was_still_here(by: str, do: str, fields: dict[str, Any]) -> None:
    evening = with_ballot_open()
    evening.accepted(by, do, ballot="b1", at="18:20", **fields)
    evening.refused("since_too_early", "clerk", "leave", person="demir", since="18:19", at="18:30")
    evening.accepted("clerk", "leave", person="demir", since="18:20")


def test_a_note_is_nobodys_movement() -> None:
    # Also one about somebody who has gone since; and it binds nobody's times.
    evening = opened()
    evening.accepted("clerk", "leave", person="demir", at="18:20")
    evening.accepted("clerk", "note", item="1", text="Er dankt.", person="demir", since="18:10", at="18:30")
    evening.accepted("clerk", "note", item="1", text="Später.", person="falk", at="18:40")
    evening.accepted("clerk", "leave", person="falk", since="18:35", at="18:45")


def test_the_rooms_fault_has_nobodys_previous_event() -> None:
    evening = opened()
    evening.accepted("clerk", "lose_connection", scope="room", since="18:01", at="18:30")
    evening.accepted("clerk", "restore_connection", scope="room", since="18:05")
    assert evening.record["faults"] == [
        {"person": "room", "from": clock("18:01"), "to": clock("18:05"), "cause": "unclear"}
    ]


def test_the_rooms_fault_is_not_over_before_it_began_nor_back_before_it_was_over() -> None:
    evening = opened(video="ebeling")
    evening.accepted("clerk", "lose_connection", scope="room", since="18:05", at="18:30")
    refusal = evening.refused("since_too_early", "clerk", "restore_connection", scope="room", since="18:04")
    assert refusal.why() == "Vor 18.04 Uhr ist für den Saal schon etwas eingetragen (um 18.05 Uhr)."
    evening.accepted("clerk", "restore_connection", scope="room", since="18:10")
    evening.refused("since_too_early", "clerk", "lose_connection", scope="room", since="18:09")
    evening.accepted("clerk", "lose_connection", scope="room", since="18:10")


def test_a_refusal_tells_the_time_of_the_clock_on_the_wall() -> None:
    evening = opened()
    since = "2026-11-24T17:31:00Z"
    refusal = evening.refused("since_future", "clerk", "leave", person="demir", since=since, at="18:30")
    assert refusal.why() == "Die wahre Zeit liegt in der Zukunft: 18.31 Uhr ist nach 18.30 Uhr."
    refusal = evening.refused(
        "since_future", "clerk", "leave", person="demir", since="2027-01-01T01:00:00+01:00"
    )
    assert refusal.why() == "Die wahre Zeit liegt in der Zukunft: 01.01.2027, 01.00 Uhr ist nach 18.30 Uhr."


def test_a_refused_late_entry_leaves_no_trace() -> None:
    evening = opened("ahrens brandt carstens")
    evening.refused("since_future", "clerk", "arrive", person="demir", via="room", since="19:00", at="18:30")
    evening.accepted("clerk", "arrive", person="demir", via="room", since="18:05")


# "announced ballots it touches come back as `touches`, unchanged"


def evening_with_two_ballots() -> Evening:
    """b1 on item 2 from 18:10 to 18:12, b2 on item 3 from 18:20 to 18:22; demir is not here, falk is on video."""
    evening = opened("ahrens brandt carstens ebeling gross jung", "falk")
    voters = "ahrens brandt carstens ebeling falk"
    for item, motion, ballot, start, end in (
        ("2", "m2", "b1", "18:10", "18:12"),
        ("3", "m3", "b2", "18:20", "18:22"),
    ):
        evening.accepted("chair", "call_item", item=item, at=start)
        evening.accepted("chair", "open_ballot", motion=motion, ballot=ballot, method="show_of_hands")
        evening.record_hands(ballot, yes=voters)
        evening.accepted("chair", "close_ballot", ballot=ballot, at=end)
        evening.accepted("chair", "announce_result", ballot=ballot)
    return evening


@pytest.mark.parametrize(("since", "touches"), [
    ("18:05", ("b1", "b2")),
    ("18:11", ("b1", "b2")),
    ("18:12", ("b2",)),
    ("18:21", ("b2",)),
    ("18:22", ()),
    ("18:25", ()),
])  # fmt: skip
def test_a_late_arrival_touches_the_ballots_announced_since(since: str, touches: tuple[str, ...]) -> None:
    evening = evening_with_two_ballots()
    before = evening.record["ballots"]
    accepted = evening.accepted("clerk", "arrive", person="demir", via="room", since=since, at="18:30")
    assert accepted.touches == touches
    assert evening.record["ballots"] == before


@pytest.mark.parametrize(("do", "fields"), [
    ("lose_connection", {"person": "falk"}),
    ("leave", {"person": "falk"}),
    ("arrive", {"person": "falk", "via": "room"}),
])  # fmt: skip
def test_so_does_whatever_concerns_a_seat(do: str, fields: dict[str, str]) -> None:
    # falk's own hands were seen at 18:10 and 18:20: nothing may be entered before that.
    evening = evening_with_two_ballots()
    assert evening.accepted("clerk", do, since="18:21", at="18:30", **fields).touches == ("b2",)


def test_a_late_deputation_touches_too() -> None:
    evening = evening_with_two_ballots()
    accepted = evening.accepted("clerk", "deputise", person="gross", for_="demir", since="18:15", at="18:30")
    assert accepted.touches == ("b2",)
    ended = evening.accepted("clerk", "end_deputation", person="gross", for_="demir", since="18:20")
    assert ended.touches == ("b2",)


def test_a_late_recusal_touches_the_ballots_on_its_item_only() -> None:
    evening = evening_with_two_ballots()
    accepted = evening.accepted("clerk", "recuse", person="demir", item="3", since="18:05", at="18:30")
    assert accepted.touches == ("b2",)
    assert evening.accepted("clerk", "recuse", person="demir", item="4", since="18:05").touches == ()


def test_somebody_without_a_seat_touches_nothing() -> None:
    evening = evening_with_two_ballots()
    for person in ("lorenz", "kruse", "hansen"):
        accepted = evening.accepted("clerk", "arrive", person=person, via="room", since="18:05", at="18:30")
        assert accepted.touches == ()
    assert evening.accepted("clerk", "note", item="2", text="Ein Satz.", since="18:05").touches == ()


def test_without_since_nothing_is_touched() -> None:
    assert evening_with_two_ballots().accepted("clerk", "arrive", person="demir", via="room").touches == ()


def test_a_ballot_that_is_not_announced_is_not_touched() -> None:
    evening = with_ballot_open("ahrens brandt carstens ebeling")
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Irrtum", at="18:05")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b2", method="show_of_hands")
    accepted = evening.accepted("clerk", "arrive", person="demir", via="room", since="18:01", at="18:30")
    assert accepted.touches == ()


def test_after_the_closing_a_note_has_a_true_time() -> None:
    evening = opened()
    evening.accepted("chair", "close_meeting", at="19:00")
    evening.accepted("clerk", "note", item="1", text="Nachtrag.", since="18:30", at="20:00")
    assert evening.agenda("1")["notes"][0]["at"] == clock("18:30")
    evening.refused("closed", "clerk", "leave", person="demir", since="18:30")
