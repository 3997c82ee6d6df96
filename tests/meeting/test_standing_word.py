"""The chair's word on further faults of somebody whose line keeps failing, and what can be seen of a fault's cause."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handzeichen.log.codec import Unreadable
from handzeichen.meeting.fold import replay
from handzeichen.meeting.indication import Indication, Speaks, indication
from meeting.kit import Evening, at_item, with_ballot_open

ROOM = "ahrens brandt carstens"
VIDEO = "demir ebeling falk"
MINE: dict[str, Any] = {"person": "ebeling", "cause": "member", "further": True}


def flaps(evening: Evening, person: str = "ebeling") -> None:
    """Gone and back."""
    evening.accepted("system", "lose_connection", person=person)
    evening.accepted("system", "restore_connection", person=person)


def with_word(video: str = VIDEO) -> Evening:
    """Ebeling has failed once, and the chair has said that further faults are Ebeling's own."""
    evening = at_item("2", ROOM, video)
    flaps(evening)
    evening.accepted("chair", "attribute_fault", **MINE)
    return evening


def causes(evening: Evening) -> list[str]:
    return [fault["cause"] for fault in evening.record["faults"]]


def test_further_faults_begin_as_the_members_own_and_the_record_says_that_it_was_said_beforehand() -> None:
    evening = with_word()
    flaps(evening)
    evening.accepted("clerk", "lose_connection", person="ebeling")
    assert causes(evening) == ["member", "member", "member"]
    assert [fault.get("beforehand", False) for fault in evening.record["faults"]] == [False, True, True]
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")


def test_what_the_chair_says_otherwise_of_such_a_fault_was_not_said_beforehand() -> None:
    evening = with_word()
    evening.accepted("clerk", "lose_connection", person="ebeling")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="municipality")
    assert causes(evening)[-1] == "municipality" and "beforehand" not in evening.record["faults"][-1]


def test_without_the_word_a_new_fault_is_unclear_as_ever() -> None:
    evening = at_item("2", ROOM, VIDEO)
    flaps(evening)
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="member")
    evening.accepted("clerk", "lose_connection", person="ebeling")
    assert causes(evening) == ["member", "unclear"]


def test_the_word_is_of_this_person_alone() -> None:
    evening = with_word()
    evening.accepted("clerk", "lose_connection", person="falk")
    assert causes(evening) == ["member", "unclear"]


def test_what_speaks_against_it_leaves_the_next_fault_unclear_and_the_word_stands_for_later_ones() -> None:
    evening = with_word()
    evening.accepted("clerk", "lose_connection", person="falk")
    flaps(evening)
    evening.accepted("clerk", "restore_connection", person="falk")
    flaps(evening)
    assert causes(evening) == ["member", "unclear", "unclear", "member"]


@pytest.mark.parametrize(
    "why", ["nobody else is there", "the others are lost by themselves", "the room is lost"]
)
def test_where_nobody_else_is_undisturbed_or_the_room_is_lost_it_is_unclear(why: str) -> None:
    evening = with_word("ebeling falk")
    if why == "nobody else is there":
        evening.accepted("clerk", "leave", person="falk")
    elif why == "the room is lost":
        evening.accepted("clerk", "lose_connection", scope="room")
    else:
        evening.accepted("clerk", "lose_connection", person="falk")
        evening.accepted("chair", "attribute_fault", person="falk", cause="member")
    evening.accepted("clerk", "lose_connection", person="ebeling")
    assert causes(evening)[-1] == "unclear"


@pytest.mark.parametrize(
    "ends",
    [
        ("chair", "attribute_fault", {"person": "ebeling", "cause": "municipality"}),
        ("chair", "attribute_fault", {"person": "ebeling", "cause": "unclear"}),
        ("chair", "attribute_fault", {"person": "ebeling", "cause": "member", "further": False}),
        ("clerk", "leave", {"person": "ebeling"}),
        ("clerk", "arrive", {"person": "ebeling", "via": "room"}),
    ],
)
def test_the_word_ends_with_another_word_and_with_this_stay_by_video(
    ends: tuple[str, str, dict[str, Any]],
) -> None:
    evening = with_word()
    by, do, fields = ends
    evening.accepted(by, do, **fields)
    if do != "attribute_fault":
        evening.accepted("clerk", "arrive", person="ebeling", via="video")
    evening.accepted("clerk", "lose_connection", person="ebeling")
    assert causes(evening)[-1] == "unclear"


def test_saying_it_again_changes_nothing_and_so_does_the_same_cause_without_the_word() -> None:
    evening = with_word()
    evening.unchanged("chair", "attribute_fault", **MINE)
    evening.unchanged("chair", "attribute_fault", person="ebeling", cause="member")
    evening.accepted("clerk", "lose_connection", person="ebeling")
    assert causes(evening)[-1] == "member"


@pytest.mark.parametrize(
    "fields",
    [
        {"person": "ebeling", "cause": "unclear", "further": True},
        {"person": "ebeling", "cause": "municipality", "further": False},
        {"scope": "room", "cause": "member", "further": True},
        {"person": "ebeling", "cause": "member", "further": "yes"},
    ],
)
def test_the_word_is_said_of_a_members_own_faults_alone(fields: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        with_word().asks("chair", "attribute_fault", **fields)


def test_a_fault_by_the_word_lets_an_open_ballot_close() -> None:
    evening = with_ballot_open(ROOM, VIDEO)
    flaps(evening)
    evening.accepted("chair", "attribute_fault", **MINE)
    evening.accepted("clerk", "lose_connection", person="ebeling")
    evening.record_hands("b1", yes="ahrens brandt carstens demir falk")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")


def test_where_the_word_was_entered_by_mistake_the_faults_after_it_are_unclear_again() -> None:
    evening = with_word()
    said = len(evening.entries)
    flaps(evening)
    evening.accepted("clerk", "correct", of=said, reason="anderes Mitglied gemeint")
    assert causes(evening) == ["unclear", "unclear"]
    assert "beforehand" not in evening.record["faults"][-1]


@settings(max_examples=40, deadline=None)
@given(
    acts=st.lists(
        st.tuples(
            st.sampled_from(["lose", "restore", "mine", "further", "back", "house", "leave", "come"]),
            st.sampled_from(VIDEO.split()),
        ),
        max_size=30,
    )
)
def test_played_again_the_log_gives_the_same_causes_and_only_a_standing_word_gives_one_beforehand(
    acts: list[tuple[str, str]],
) -> None:
    evening = at_item("2", ROOM, VIDEO)
    stands: set[str] = set()
    for what, who in acts:
        known = len(evening.meeting.roll.faults)
        match what:
            case "lose":
                evening.asks("clerk", "lose_connection", person=who)
            case "restore":
                evening.asks("clerk", "restore_connection", person=who)
            case "leave":
                evening.asks("clerk", "leave", person=who)
                stands.discard(who)
            case "come":
                evening.asks("clerk", "arrive", person=who, via="video")
            case _:
                cause = "municipality" if what == "house" else "member"
                further = {"further": True, "back": False}.get(what)
                word = {} if further is None else {"further": further}
                evening.asks("chair", "attribute_fault", person=who, cause=cause, **word)
                was_lost = any(fault.person == who for fault in evening.meeting.roll.faults)
                if further is True and was_lost and evening.meeting.roll.via(who) is not None:  # type: ignore[arg-type]
                    stands.add(who)
                elif further is False or cause != "member":
                    stands.discard(who)
        for fault in evening.meeting.roll.faults[known:]:
            assert fault.beforehand <= (fault.person in stands)
    assert replay(evening.entries).roll == evening.meeting.roll


# What can be seen of the cause


@pytest.mark.parametrize(
    ("lost", "fine", "room", "speaks"),
    [
        (1, 1, False, Speaks.AGAINST_THE_HOUSE),  # one other who is fine is enough
        (1, 3, False, Speaks.AGAINST_THE_HOUSE),
        (2, 2, False, Speaks.AGAINST_THE_HOUSE),
        (3, 2, False, Speaks.BOTH_WAYS),  # more are lost at once than fine
        (1, 2, True, Speaks.BOTH_WAYS),
        (2, 0, False, Speaks.FOR_THE_HOUSE),
        (1, 0, True, Speaks.FOR_THE_HOUSE),
        (1, 0, False, Speaks.NOTHING),  # alone on video: nobody to compare with
    ],
)
def test_what_speaks_for_what(lost: int, fine: int, room: bool, speaks: Speaks) -> None:
    assert Indication(lost=lost, fine=fine, room=room).speaks is speaks


def test_guests_and_those_in_the_room_tell_nothing_and_whose_fault_is_their_own_neither() -> None:
    evening = at_item("2", ROOM, VIDEO)
    evening.accepted("clerk", "arrive", person="otto", via="video")
    evening.accepted("clerk", "arrive", person="jung", via="video")
    for person in ("demir", "ebeling"):
        evening.accepted("clerk", "lose_connection", person=person)
    evening.accepted("chair", "attribute_fault", person="demir", cause="member")
    assert indication(evening.meeting) == Indication(lost=1, fine=2, room=False)
