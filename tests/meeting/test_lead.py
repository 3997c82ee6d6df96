"""The lead: "the member who `chairs` leads until the chair is handed over"."""

from collections.abc import Callable
from typing import Any

import pytest

from handzeichen.log.codec import Unreadable
from meeting.kit import VOTING, Evening, at_item, clock, opened, people_with, plan_of, present


def leader(evening: Evening) -> str | None:
    return evening.meeting.leader


def without_leader(room: str = "brandt carstens demir ebeling falk gross jung", video: str = "") -> Evening:
    """The chair has left; the others are here."""
    evening = opened(f"ahrens {room}", video)
    evening.accepted("ahrens", "leave", person="ahrens", at="18:05")
    return evening


# hand_over_chair: "to | C | only a member in the room"


@pytest.mark.parametrize("by", ["chair", "ahrens", "clerk"])
def test_the_leader_hands_over_to_a_member_in_the_room(by: str) -> None:
    evening = opened()
    evening.accepted(by, "hand_over_chair", to="falk", at="18:10")
    assert evening.record["meeting"]["led_by"] == [
        {"person": "ahrens", "from": clock("18:00"), "to": clock("18:10")},
        {"person": "falk", "from": clock("18:10"), "to": None},
    ]
    # `chair` is whoever leads now, and an id carries the office that its person holds at that moment.
    evening.refused("not_entitled", "ahrens", "call_item", item="1")
    evening.accepted("falk", "call_item", item="1")
    evening.accepted("chair", "close_item", item="1")


def test_to_the_leader_it_changes_nothing() -> None:
    opened().unchanged("chair", "hand_over_chair", to="ahrens")


@pytest.mark.parametrize(("code", "to"), [
    ("not_in_room", "ebeling"),       # by video
    ("not_in_room", "falk"),          # not here
    ("no_voting_member", "jung"),     # advisory
    ("no_voting_member", "lorenz"),   # an official
    ("no_voting_member", "gross"),    # a deputy without a seat
    ("unknown_person", "niemand"),
])  # fmt: skip
def test_only_a_member_in_the_room_leads(code: str, to: str) -> None:
    evening = opened("ahrens brandt carstens demir gross jung lorenz", "ebeling")
    evening.refused(code, "chair", "hand_over_chair", to=to)


def test_nobody_leads_who_is_barred_from_the_item_called() -> None:
    evening = at_item()
    evening.accepted("demir", "recuse", person="demir", item="2")
    evening.refused("barred", "chair", "hand_over_chair", to="demir")
    evening.accepted("brandt", "recuse", person="brandt", item="3")
    evening.accepted("chair", "hand_over_chair", to="brandt")


@pytest.mark.parametrize("by", ["brandt", "system"])
def test_only_the_leader_hands_over(by: str) -> None:
    opened().refused("not_entitled", by, "hand_over_chair", to="brandt")


def test_the_lead_comes_back_by_handing_over() -> None:
    evening = opened()
    evening.accepted("chair", "hand_over_chair", to="brandt")
    evening.refused("leader_leads", "ahrens", "take_chair", person="ahrens")
    evening.accepted("chair", "hand_over_chair", to="ahrens")
    assert [span["person"] for span in evening.record["meeting"]["led_by"]] == ["ahrens", "brandt", "ahrens"]


# "A leader who is not in the room, or is barred from the item called, can do nothing but hand over"


def by_video() -> Evening:
    evening = at_item()
    evening.accepted("clerk", "arrive", person="ahrens", via="video")
    return evening


def gone() -> Evening:
    evening = at_item()
    evening.accepted("clerk", "leave", person="ahrens")
    return evening


def barred() -> Evening:
    evening = at_item()
    evening.accepted("ahrens", "recuse", person="ahrens", item="2")
    return evening


@pytest.mark.parametrize("how", [by_video, gone, barred])
@pytest.mark.parametrize("by", ["chair", "ahrens", "clerk"])
@pytest.mark.parametrize(("do", "fields"), [
    ("state_quorum", {}),
    ("suspend", {}),
    ("close_meeting", {}),
    ("open_ballot", {"motion": "m2", "ballot": "b1", "method": "show_of_hands"}),
    ("give_floor", {"person": "demir"}),
    ("exclude", {"person": "demir"}),
    ("confirm_identity", {"person": "demir"}),
])  # fmt: skip
def test_a_leader_who_cannot_lead_does_nothing(
    how: Callable[[], Evening], by: str, do: str, fields: dict[str, Any]
) -> None:
    evening = how()
    evening.refused("leader_cannot_lead", by, do, **fields)


@pytest.mark.parametrize("how", [by_video, gone, barred])
def test_nor_enters_anything_for_another_member(how: Callable[[], Evening]) -> None:
    evening = how()
    evening.refused("leader_cannot_lead", "ahrens", "leave", person="demir")
    evening.refused("leader_cannot_lead", "chair", "challenge_quorum", person="demir")
    # The clerk still may.
    evening.accepted("clerk", "challenge_quorum", person="demir")


@pytest.mark.parametrize("how", [by_video, gone, barred])
@pytest.mark.parametrize("by", ["chair", "ahrens", "clerk"])
def test_but_hands_over(how: Callable[[], Evening], by: str) -> None:
    evening = how()
    evening.accepted(by, "hand_over_chair", to="falk")
    evening.accepted("chair", "state_quorum")


def test_what_is_a_members_own_stays_possible_for_a_leader_on_video() -> None:
    evening = by_video()
    evening.accepted("ahrens", "request_floor", person="ahrens", kind="speech")
    evening.accepted("ahrens", "move", motion="x1", kind="urgency")


def test_a_leader_may_call_the_item_that_bars_and_hands_over_then() -> None:
    evening = opened()
    evening.accepted("ahrens", "recuse", person="ahrens", item="2")
    evening.accepted("chair", "call_item", item="2")
    evening.refused("leader_cannot_lead", "chair", "take_note", item="2")
    evening.accepted("chair", "hand_over_chair", to="brandt")
    evening.vote("m2", "b1", yes="brandt carstens demir ebeling falk")
    evening.accepted("chair", "close_item", item="2")
    evening.accepted("chair", "hand_over_chair", to="ahrens")


def test_a_bar_of_one_motion_does_not_bar_from_leading() -> None:
    evening = at_item()
    evening.accepted("ahrens", "recuse", person="ahrens", item="2", motion="m2")
    evening.accepted("chair", "state_quorum")


def test_a_contested_bar_does_not_either() -> None:
    evening = barred()
    evening.accepted("ahrens", "contest_recusal", person="ahrens", item="2")
    evening.accepted("chair", "state_quorum")


def test_before_coming_the_chair_opens_nothing() -> None:
    evening = present("brandt carstens demir falk", "ahrens")
    evening.refused("leader_cannot_lead", "chair", "open_meeting")
    evening.accepted("clerk", "take_chair", person="brandt")
    evening.accepted("chair", "open_meeting", at="18:00")
    assert evening.record["meeting"]["led_by"] == [{"person": "brandt", "from": clock("18:00"), "to": None}]


def test_the_law_may_let_somebody_lead_by_video() -> None:
    evening = at_item(leader_in_room=False)
    evening.accepted("clerk", "arrive", person="ahrens", via="video")
    evening.accepted("chair", "state_quorum")


# take_chair: "person | M | when the leader can't lead: deputy chairs by rank, else the eldest willing member"


@pytest.mark.parametrize("by", ["brandt", "clerk"])
def test_the_first_deputy_chair_takes_the_lead(by: str) -> None:
    evening = without_leader()
    evening.accepted(by, "take_chair", person="brandt", at="18:06")
    assert leader(evening) == "brandt"
    assert evening.record["meeting"]["led_by"][-1] == {"person": "brandt", "from": clock("18:06"), "to": None}


@pytest.mark.parametrize("how", [by_video, gone, barred])
def test_the_lead_is_taken_from_whoever_cannot_lead(how: Callable[[], Evening]) -> None:
    evening = how()
    evening.accepted("brandt", "take_chair", person="brandt")
    evening.accepted("chair", "state_quorum")


def test_from_a_leader_who_can_lead_it_is_not_taken() -> None:
    evening = opened()
    evening.refused("leader_leads", "brandt", "take_chair", person="brandt")
    evening.refused("leads_already", "ahrens", "take_chair", person="ahrens")


def test_a_leader_on_video_does_not_take_it_back_like_this() -> None:
    by_video().refused("leads_already", "ahrens", "take_chair", person="ahrens")


@pytest.mark.parametrize("by", ["falk", "system"])
def test_nobody_takes_it_for_another(by: str) -> None:
    without_leader().refused("not_entitled", by, "take_chair", person="brandt")


# "a lower-ranked deputy chair not while a higher one is in the room and not barred"


@pytest.mark.parametrize("person", ["carstens", "demir", "falk"])
def test_a_higher_deputy_chair_in_the_room_goes_before(person: str) -> None:
    refusal = without_leader().refused("higher_deputy", person, "take_chair", person=person)
    assert "Brandt" in refusal.why()


@pytest.mark.parametrize(
    ("room", "video"), [("carstens demir ebeling falk", ""), ("carstens demir ebeling falk", "brandt")]
)
def test_the_next_rank_takes_it_when_the_higher_one_is_not_in_the_room(room: str, video: str) -> None:
    evening = without_leader(room, video)
    evening.refused("higher_deputy", "falk", "take_chair", person="falk")
    evening.accepted("carstens", "take_chair", person="carstens")


def test_the_next_rank_takes_it_when_the_higher_one_is_barred() -> None:
    evening = barred()
    evening.accepted("brandt", "recuse", person="brandt", item="2")
    evening.refused("barred", "brandt", "take_chair", person="brandt")
    evening.accepted("carstens", "take_chair", person="carstens")


def test_without_deputy_chairs_any_voting_member_in_the_room_may() -> None:
    # "Age is not checked."
    evening = without_leader("demir ebeling falk")
    evening.accepted("falk", "take_chair", person="falk")


def test_deputy_chairs_without_a_rank_are_equals() -> None:
    people = people_with(carstens={"deputy_chair": 1})
    evening = opened(plan=plan_of(people=people))
    evening.accepted("clerk", "leave", person="ahrens")
    evening.accepted("carstens", "take_chair", person="carstens")


@pytest.mark.parametrize(
    ("code", "person"),
    [("not_in_room", "ebeling"), ("no_voting_member", "jung"), ("no_voting_member", "gross")],
)
def test_only_a_voting_member_in_the_room_takes_it(code: str, person: str) -> None:
    without_leader("demir falk gross jung", "ebeling").refused(code, person, "take_chair", person=person)


def test_a_deputy_who_acts_for_a_seat_may() -> None:
    # "a deputy takes a *seat*, with all its rights"
    evening = without_leader("ebeling falk gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("gross", "take_chair", person="gross")


def test_the_chair_who_came_back_goes_before_every_deputy() -> None:
    # The one who took it is barred now: nobody outranks the chair.
    evening = without_leader()
    evening.accepted("brandt", "take_chair", person="brandt")
    evening.accepted("clerk", "arrive", person="ahrens", via="room")
    evening.accepted("clerk", "leave", person="brandt")
    evening.accepted("ahrens", "take_chair", person="ahrens")


def test_the_lead_stays_with_whoever_took_it() -> None:
    evening = without_leader()
    evening.accepted("brandt", "take_chair", person="brandt")
    evening.accepted("clerk", "arrive", person="ahrens", via="room")
    evening.refused("not_entitled", "ahrens", "state_quorum")
    evening.refused("leader_leads", "ahrens", "take_chair", person="ahrens")


# A plan without a chair


def test_without_a_chair_somebody_takes_the_lead() -> None:
    plan = plan_of(people=people_with(ahrens={"chairs": None}))
    evening = present(plan=plan)
    evening.refused("no_leader", "chair", "open_meeting")
    evening.refused("no_leader", "clerk", "open_meeting")
    evening.refused("higher_deputy", "falk", "take_chair", person="falk")
    evening.accepted("brandt", "take_chair", person="brandt")
    evening.accepted("chair", "open_meeting")


# In every phase


def test_the_lead_changes_before_the_opening_and_during_a_break() -> None:
    evening = present()
    evening.accepted("chair", "hand_over_chair", to="falk")
    evening.accepted("chair", "open_meeting", at="18:00")
    evening.accepted("chair", "suspend")
    evening.accepted("chair", "hand_over_chair", to="ahrens", at="18:10")
    evening.accepted("ahrens", "resume")
    assert [span["person"] for span in evening.record["meeting"]["led_by"]] == ["falk", "ahrens"]


def test_leading_does_not_take_the_vote_away() -> None:
    evening = at_item()
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("chair", "cast_vote", ballot="b1", choice="yes")
    assert set(evening.ballot("b1").votes) == {"ahrens"}
    assert set(evening.acting) == set(VOTING.split())


@pytest.mark.parametrize(
    ("do", "fields"), [("hand_over_chair", {}), ("take_chair", {}), ("hand_over_chair", {"person": "brandt"})]
)
def test_a_lead_is_handed_to_somebody(do: str, fields: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        opened().asks("chair", do, **fields)
