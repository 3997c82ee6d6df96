"""Several clerks, a video host and somebody at the door: what each may enter, who typed, and a change of clerk."""

from typing import Any

import pytest

from handzeichen.meeting.ids import PersonId
from handzeichen.record.minutes import minutes
from meeting.kit import Evening, clock, opened, plan_of

# meyer keeps the minutes; lorenz enters too, otto looks after the video, nolte stands at the door.
PLAN = plan_of(meeting={"clerks": ["lorenz"], "hosts": ["otto"], "doors": ["nolte"]})


def evening() -> Evening:
    """Falk is not here, Groß sits for nobody, Ebeling is on video."""
    return opened("ahrens brandt carstens demir", "ebeling", plan=PLAN)


@pytest.mark.parametrize(("by", "do", "fields"), [
    ("otto", "lose_connection", {"person": "ebeling"}),
    ("otto", "lose_connection", {"scope": "room"}),
    ("otto", "set_camera", {"person": "ebeling", "on": False}),
    ("otto", "arrive", {"person": "falk", "via": "video"}),
    ("otto", "leave", {"person": "ebeling"}),
    ("nolte", "arrive", {"person": "falk", "via": "room"}),
    ("nolte", "arrive", {"person": "ebeling", "via": "room"}),  # comes over from home
    ("nolte", "leave", {"person": "demir"}),
    ("lorenz", "note", {"item": "2", "text": "Ein Satz."}),
    ("lorenz", "call_item", {"item": "2"}),  # for the chair, as the clerk does
    ("lorenz", "arrive", {"person": "falk", "via": "room"}),
])  # fmt: skip
def test_a_helper_enters_what_is_theirs_and_the_log_keeps_who_typed(
    by: str, do: str, fields: dict[str, Any]
) -> None:
    night = evening()
    night.accepted(by, do, **fields)
    assert night.entries[-1].by == by


@pytest.mark.parametrize(("by", "do", "fields"), [
    ("otto", "arrive", {"person": "falk", "via": "room"}),
    ("otto", "leave", {"person": "demir"}),                      # who sits in the room
    ("otto", "attribute_fault", {"person": "ebeling", "cause": "member"}),
    ("otto", "note", {"item": "2", "text": "Ein Satz."}),
    ("otto", "confirm_identity", {"person": "ebeling"}),
    ("nolte", "arrive", {"person": "falk", "via": "video"}),
    ("nolte", "leave", {"person": "ebeling"}),                   # who is on video
    ("nolte", "lose_connection", {"person": "ebeling"}),
    ("nolte", "deputise", {"person": "gross", "for": "falk"}),
    ("nolte", "call_item", {"item": "2"}),
    ("kruse", "note", {"item": "2", "text": "Ein Satz."}),       # no helper at all
])  # fmt: skip
def test_and_nothing_else(by: str, do: str, fields: dict[str, Any]) -> None:
    evening().refused("not_entitled", by, do, **fields)


def test_what_would_unseat_somebody_waits_for_the_clerk() -> None:
    night = evening()
    night.accepted("clerk", "arrive", person="gross", via="room")
    night.accepted("clerk", "leave", person="demir")
    night.accepted("clerk", "deputise", person="gross", for_="demir")
    night.accepted("nolte", "arrive", person="demir", via="room")
    assert night.meeting.roll.via(PersonId("demir")) is None
    assert list(night.meeting.roll.proposals) == ["demir"]


def test_a_change_of_clerk_stands_in_record_and_minutes_and_gives_the_rights() -> None:
    night = evening()
    night.unchanged("clerk", "hand_over_minutes", to="meyer")
    night.refused("not_entitled", "chair", "hand_over_minutes", to="kruse")
    night.refused("unknown_person", "clerk", "hand_over_minutes", to="niemand")
    night.accepted("clerk", "hand_over_minutes", to="kruse", at="18:30")
    night.accepted("clerk", "note", item="2", text="Ein Satz.")
    assert night.entries[-1].by == "kruse"
    night.refused("not_entitled", "meyer", "note", item="2", text="Noch einer.")
    night.accepted("lorenz", "hand_over_minutes", to="meyer", at="19:00")
    assert night.record["meeting"]["minutes_handed_over"] == [
        {"person": "kruse", "from": clock("18:30"), "to": clock("19:00")},
        {"person": "meyer", "from": clock("19:00"), "to": None},
    ]
    assert minutes(night.meeting).foot[0] == (
        "Protokollführung: Herr Meyer bis 18.30 Uhr, Herr Kruse 18.30 - 19.00 Uhr, Herr Meyer ab 19.00 Uhr"
    )


def test_where_nobody_changed_record_and_minutes_are_as_ever() -> None:
    night = evening()
    assert "minutes_handed_over" not in night.record["meeting"]
    assert minutes(night.meeting).foot[0] == "Protokollführung: Herr Meyer"


def test_a_new_leader_changes_nothing_about_the_clerk() -> None:
    night = evening()
    night.accepted("clerk", "hand_over_minutes", to="kruse")
    night.accepted("chair", "hand_over_chair", to="brandt")
    assert night.meeting.clerk == "kruse"


def test_two_who_enter_the_same_get_a_calm_answer() -> None:
    """The second one changes nothing: no refusal, no second entry."""
    night = evening()
    night.accepted("nolte", "arrive", person="falk", via="room")
    night.unchanged("lorenz", "arrive", person="falk", via="room")
    night.accepted("otto", "lose_connection", person="ebeling")
    night.unchanged("clerk", "lose_connection", person="ebeling")
