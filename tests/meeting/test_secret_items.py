"""Matters secret by law: never deliberated once a voting member has taken part by video since the opening."""

import pytest

from meeting.kit import Evening, opened, present


def doors_closed(room: str = "ahrens brandt carstens demir", video: str = "") -> Evening:
    """Between items, before the non-public part."""
    evening = opened(room, video)
    for person in video.split():
        evening.accepted("clerk", "confirm_alone", person=person)
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    return evening


# "a `secret` one never once a voting member has taken part by video since the opening"


def test_a_secret_item_is_called_behind_closed_doors_when_nobody_was_on_video() -> None:
    evening = opened("ahrens brandt carstens demir")
    evening.refused("doors_open", "chair", "call_item", item="6")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.accepted("chair", "call_item", item="6")


def test_never_while_a_voting_member_is_on_video() -> None:
    doors_closed("ahrens brandt carstens", "demir").refused("secret_matter", "chair", "call_item", item="6")


@pytest.mark.parametrize("do", [("leave", {}), ("arrive", {"via": "room"})])
def test_never_once_one_has_been(do: tuple[str, dict[str, str]]) -> None:
    # Switching the remote members off does not cure it.
    evening = opened("ahrens brandt carstens", "demir")
    evening.accepted("clerk", do[0], person="demir", at="18:10", **do[1])
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.refused("secret_matter", "chair", "call_item", item="6")


def test_a_short_time_on_video_is_enough() -> None:
    evening = opened("ahrens brandt carstens demir")
    evening.accepted("clerk", "arrive", person="falk", via="video", at="18:10")
    evening.accepted("clerk", "leave", person="falk", at="18:11")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.refused("secret_matter", "chair", "call_item", item="6")


def test_whoever_was_gone_again_before_the_opening_bars_nothing() -> None:
    evening = present("ahrens brandt carstens demir", "falk")
    evening.accepted("clerk", "leave", person="falk", at="17:55")
    evening.accepted("chair", "open_meeting", at="18:00")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.accepted("chair", "call_item", item="6")


def test_the_true_time_of_going_counts() -> None:
    evening = present("ahrens brandt carstens demir", "falk")
    evening.accepted("chair", "open_meeting", at="18:00")
    evening.accepted("clerk", "leave", person="falk", since="17:59", at="18:10")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.accepted("chair", "call_item", item="6")


@pytest.mark.parametrize("person", ["lorenz", "otto", "nolte", "jung", "kruse", "gross"])
def test_whoever_has_no_vote_bars_nothing(person: str) -> None:
    evening = opened("ahrens brandt carstens demir", person)
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.accepted("chair", "call_item", item="6")


def test_a_deputy_on_video_is_a_voting_member() -> None:
    evening = opened("ahrens brandt carstens", "gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir", at="18:05")
    evening.accepted("clerk", "end_deputation", person="gross", for_="demir", at="18:06")
    evening.accepted("clerk", "leave", person="gross")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.refused("secret_matter", "chair", "call_item", item="6")


def test_a_deputy_who_was_on_video_before_taking_the_seat_was_none() -> None:
    evening = opened("ahrens brandt carstens", "gross")
    evening.accepted("clerk", "arrive", person="gross", via="room", at="18:05")
    evening.accepted("clerk", "deputise", person="gross", for_="demir", at="18:06")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.accepted("chair", "call_item", item="6")


def test_a_proposal_to_come_by_video_bars_nothing() -> None:
    evening = doors_closed()
    evening.accepted("demir", "arrive", person="demir", via="video")
    evening.accepted("chair", "call_item", item="6")


@pytest.mark.parametrize(
    ("answer", "code"), [("allowed", None), ("excluded_remote", None), ("unclear", "law_unclear")]
)
def test_a_land_may_answer_otherwise(answer: str, code: str | None) -> None:
    evening = opened("ahrens brandt carstens", "demir", remote_secret_matters=answer)
    evening.accepted("clerk", "leave", person="demir")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    if code:
        evening.refused(code, "chair", "call_item", item="6")
    else:
        evening.accepted("chair", "call_item", item="6")


def test_the_secret_item_bars_no_other() -> None:
    doors_closed("ahrens brandt carstens", "demir").accepted("chair", "call_item", item="5")


# A script without times is played within one second: then the order of its lines tells before from after.


@pytest.mark.parametrize(("before_the_opening", "code"), [(True, None), (False, "secret_matter")])
def test_within_one_second_the_order_of_the_log_decides(before_the_opening: bool, code: str | None) -> None:
    evening = present("ahrens brandt carstens demir", "falk")
    if before_the_opening:
        evening.accepted("falk", "leave", person="falk")
    evening.accepted("chair", "open_meeting")
    evening.accepted("falk", "leave", person="falk")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    if code:
        evening.refused(code, "chair", "call_item", item="6")
    else:
        evening.accepted("chair", "call_item", item="6")


@pytest.mark.parametrize("acting_first", [True, False])
def test_within_one_second_a_deputy_on_video_is_a_voting_member_while_acting(acting_first: bool) -> None:
    evening = opened("ahrens brandt carstens", "gross")
    steps = [
        ("deputise", {"person": "gross", "for": "demir"}),
        ("arrive", {"person": "gross", "via": "room"}),
    ]
    for do, fields in steps if acting_first else reversed(steps):
        evening.accepted("clerk", do, **fields)
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    if acting_first:
        evening.refused("secret_matter", "chair", "call_item", item="6")
    else:
        evening.accepted("chair", "call_item", item="6")
