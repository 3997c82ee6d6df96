"""The doors: excluding the public and admitting it again."""

from typing import Any

import pytest

from meeting.kit import Evening, at_item, opened, plan_of

READY: dict[str, Any] = {"cleared": True, "stream_off": True}


def closed(evening: Evening) -> bool:
    return evening.meeting.sitting.doors_closed


def without_non_public() -> Evening:
    """Between items of an agenda that is public throughout."""
    return opened(plan=plan_of(items=[{"id": "1", "title": "Eröffnung"}, {"id": "2", "title": "Brücke"}]))


# exclude_public / admit_public: "[cleared, stream_off] | C"


@pytest.mark.parametrize("by", ["chair", "ahrens", "clerk"])
def test_the_public_is_excluded_and_admitted(by: str) -> None:
    evening = opened()
    evening.accepted(by, "exclude_public", **READY)
    assert closed(evening)
    evening.unchanged(by, "exclude_public")
    evening.accepted(by, "admit_public")
    assert not closed(evening)
    evening.unchanged(by, "admit_public")


@pytest.mark.parametrize("by", ["brandt", "lorenz", "system"])
@pytest.mark.parametrize("do", ["exclude_public", "admit_public"])
def test_nobody_else_opens_or_closes_the_doors(by: str, do: str) -> None:
    opened().refused("not_entitled", by, do)


# "excluding waits for what the profile asks: room cleared and stream off (each said `true`), remote members confirmed"


@pytest.mark.parametrize(("said", "missing"), [
    ({}, ["geräumt", "Übertragung"]),
    ({"cleared": True}, ["Übertragung"]),
    ({"stream_off": True}, ["geräumt"]),
    ({"cleared": False, "stream_off": True}, ["geräumt"]),
    ({"cleared": True, "stream_off": False}, ["Übertragung"]),
])  # fmt: skip
def test_it_waits_for_the_room_and_the_stream(said: dict[str, Any], missing: list[str]) -> None:
    refusal = opened().refused("doors_not_ready", "chair", "exclude_public", **said)
    assert [word in refusal.why() for word in ("geräumt", "Übertragung")] == [
        word in missing for word in ("geräumt", "Übertragung")
    ]


def test_a_house_may_ask_for_less() -> None:
    opened(doors=["cleared"]).accepted("chair", "exclude_public", cleared=True)
    opened(doors=[]).accepted("chair", "exclude_public")


def test_it_waits_for_the_remote_members() -> None:
    evening = opened("ahrens brandt carstens", "demir ebeling")
    evening.accepted("demir", "confirm_alone", person="demir")
    refusal = evening.refused("not_alone", "chair", "exclude_public", **READY)
    assert "Ebeling" in refusal.why() and "Demir" not in refusal.why()
    evening.accepted("clerk", "confirm_alone", person="ebeling")
    evening.accepted("chair", "exclude_public", **READY)


def test_a_deputy_on_video_confirms_too() -> None:
    evening = opened("ahrens brandt carstens", "gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.refused("not_alone", "chair", "exclude_public", **READY)
    evening.accepted("gross", "confirm_alone", person="gross")
    evening.accepted("chair", "exclude_public", **READY)


def test_whoever_has_gone_or_come_into_the_room_need_not_confirm() -> None:
    evening = opened("ahrens brandt carstens", "demir ebeling")
    evening.accepted("clerk", "leave", person="demir")
    evening.accepted("clerk", "arrive", person="ebeling", via="room")
    evening.accepted("chair", "exclude_public", **READY)


def test_whoever_comes_again_confirms_again() -> None:
    evening = opened("ahrens brandt carstens", "demir")
    evening.accepted("demir", "confirm_alone", person="demir")
    evening.accepted("clerk", "leave", person="demir")
    evening.accepted("clerk", "arrive", person="demir", via="video")
    evening.refused("not_alone", "chair", "exclude_public", **READY)


@pytest.mark.parametrize(
    ("answer", "refused"), [("nobody", False), ("voting_members", False), ("all_members", True)]
)
def test_the_profile_says_who_confirms(answer: str, refused: bool) -> None:
    evening = opened("ahrens brandt carstens demir", "jung lorenz", alone=answer)
    if refused:
        evening.refused("not_alone", "chair", "exclude_public", **READY)
        evening.accepted("jung", "confirm_alone", person="jung")
    evening.accepted("chair", "exclude_public", **READY)


def test_officials_on_video_need_not_confirm() -> None:
    opened("ahrens brandt carstens demir", "lorenz otto").accepted("chair", "exclude_public", **READY)


# "While a public item is called, `exclude_public` needs an adopted or agreed motion of that kind"


@pytest.mark.parametrize("how", ["vote", "agree"])
def test_while_a_public_item_is_called_it_needs_a_resolution(how: str) -> None:
    evening = at_item()
    evening.refused("no_resolution", "chair", "exclude_public", **READY)
    evening.accepted("brandt", "move", motion="x1", kind="exclude_public")
    evening.refused("no_resolution", "chair", "exclude_public", **READY)
    if how == "vote":
        evening.vote("x1", "b1", yes="ahrens brandt carstens")
    else:
        evening.accepted("chair", "agree", motion="x1")
    evening.refused("doors_not_ready", "chair", "exclude_public")
    evening.accepted("chair", "exclude_public", **READY)


def test_a_rejected_motion_excludes_nobody() -> None:
    evening = at_item()
    evening.accepted("brandt", "move", motion="x1", kind="exclude_public")
    evening.vote("x1", "b1", no="ahrens brandt carstens")
    evening.refused("no_resolution", "chair", "exclude_public", **READY)


def test_an_agreement_that_lapsed_excludes_nobody() -> None:
    evening = at_item()
    evening.accepted("brandt", "move", motion="x1", kind="exclude_public")
    evening.accepted("chair", "agree", motion="x1")
    evening.accepted("falk", "object", motion="x1")
    evening.refused("no_resolution", "chair", "exclude_public", **READY)


def test_a_resolution_is_for_its_item() -> None:
    evening = at_item("1")
    evening.accepted("brandt", "move", motion="x1", kind="exclude_public", item="2")
    evening.vote("x1", "b1", yes="ahrens brandt carstens")
    evening.refused("no_resolution", "chair", "exclude_public", **READY)
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("chair", "exclude_public", **READY)


def test_one_for_no_item_is_for_the_item_that_is_called_next() -> None:
    evening = opened()
    evening.accepted("brandt", "move", motion="x1", kind="exclude_public")
    evening.accepted("chair", "agree", motion="x1")
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("chair", "exclude_public", **READY)


def test_a_planned_non_public_item_does_not_help_while_a_public_one_is_called() -> None:
    at_item("4").refused("no_resolution", "chair", "exclude_public", **READY)


# "between items, before one planned non-public, it needs none"


def test_between_items_before_a_planned_non_public_one_it_needs_none() -> None:
    evening = at_item("4")
    evening.accepted("chair", "close_item", item="4")
    evening.accepted("chair", "exclude_public", **READY)


def test_between_items_of_a_public_agenda_it_needs_one() -> None:
    evening = without_non_public()
    evening.refused("no_resolution", "chair", "exclude_public", **READY)
    evening.accepted("brandt", "move", motion="x1", kind="exclude_public")
    evening.accepted("chair", "agree", motion="x1")
    evening.accepted("chair", "exclude_public", **READY)


def test_a_non_public_item_that_is_done_with_is_not_to_come() -> None:
    evening = opened("ahrens brandt carstens demir")
    evening.accepted("chair", "exclude_public", **READY)
    evening.accepted("brandt", "move", motion="x1", kind="removal", item="6")
    evening.accepted("chair", "agree", motion="x1")
    evening.accepted("chair", "call_item", item="5")
    evening.vote("m5", "b1", yes="ahrens brandt carstens")
    evening.accepted("chair", "close_item", item="5")
    evening.accepted("chair", "admit_public")
    evening.refused("no_resolution", "chair", "exclude_public", **READY)


def test_a_non_public_item_with_business_left_is_to_come() -> None:
    items = [
        {"id": "1", "title": "Eröffnung"},
        {"id": "5", "title": "Grundstück", "secrecy": "non_public", "kind": "report"},
    ]
    evening = opened(plan=plan_of(items=items))
    evening.accepted("chair", "exclude_public", **READY)
    evening.accepted("chair", "call_item", item="5")
    evening.accepted("chair", "close_item", item="5")
    evening.accepted("chair", "admit_public")
    evening.accepted("chair", "exclude_public", **READY)
    evening.accepted("chair", "call_item", item="5")


# "never admitted while a non-public item is called"


def test_the_public_is_never_admitted_while_a_non_public_item_is_called() -> None:
    evening = opened("ahrens brandt carstens demir")
    evening.accepted("chair", "exclude_public", **READY)
    evening.accepted("chair", "call_item", item="6")
    evening.refused("non_public_called", "chair", "admit_public")
    evening.accepted("chair", "call_item", item="5")
    evening.refused("non_public_called", "chair", "admit_public")
    evening.vote("m5", "b1", yes="ahrens brandt carstens")
    evening.accepted("chair", "close_item", item="5")
    evening.accepted("chair", "admit_public")
    assert not closed(evening)


def test_behind_a_public_item_the_doors_open_again() -> None:
    evening = at_item()
    evening.accepted("brandt", "move", motion="x1", kind="exclude_public")
    evening.accepted("chair", "agree", motion="x1")
    evening.accepted("chair", "exclude_public", **READY)
    evening.accepted("chair", "admit_public")
