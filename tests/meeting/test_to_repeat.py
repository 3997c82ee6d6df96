"""What a fault of the municipality fell upon, and what became of each step."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handzeichen.meeting.fold import replay
from handzeichen.meeting.ids import Settled
from handzeichen.meeting.state import What
from handzeichen.meeting.to_repeat import Affected, affected
from meeting.kit import Evening, at_item, with_ballot_open

ROOM = "ahrens brandt carstens demir"
VIDEO = "ebeling falk"


def told(evening: Evening) -> list[tuple[What, str]]:
    """Each step and what became of it."""
    return [(one.step.what, _state(one)) for one in affected(evening.meeting)]


def _state(one: Affected) -> str:
    if one.again is not None:
        return "again"
    return "open" if one.settled is None else one.settled.value


def lost(evening: Evening, at: str = "18:10", **whose: Any) -> None:
    """Somebody is cut off, and it is the house's fault."""
    whose = whose or {"person": "ebeling"}
    evening.accepted("clerk", "lose_connection", at=at, **whose)
    evening.accepted("chair", "attribute_fault", cause="municipality", **whose)


def back(evening: Evening, at: str = "18:20", **whose: Any) -> None:
    evening.accepted("clerk", "restore_connection", at=at, **(whose or {"person": "ebeling"}))


def ballot(evening: Evening, name: str, motion: str = "m2") -> None:
    evening.accepted("chair", "open_ballot", motion=motion, ballot=name, method="show_of_hands")
    evening.record_hands(name, yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "close_ballot", ballot=name)
    evening.accepted("chair", "announce_result", ballot=name)


def test_a_ballot_broken_off_waits_until_another_on_its_motion_is_announced() -> None:
    evening = with_ballot_open(ROOM, VIDEO)
    lost(evening)
    assert told(evening) == []
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Störung")
    assert told(evening) == [(What.ABORTED, "open")]
    back(evening)
    assert told(evening) == [(What.ABORTED, "open")]
    ballot(evening, "b2")
    assert told(evening) == [(What.ABORTED, "again")]
    assert affected(evening.meeting)[0].again == evening.meeting.acts[-1]


def test_a_ballot_broken_off_for_another_reason_and_another_time_is_none() -> None:
    evening = with_ballot_open(ROOM, VIDEO)
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="versehentlich eröffnet", at="18:05")
    lost(evening)
    back(evening)
    assert told(evening) == []


def test_a_motion_withdrawn_instead_needs_no_repetition() -> None:
    evening = at_item("3", ROOM, VIDEO)
    evening.accepted("brandt", "move", motion="m9", kind="postponement", item="3")
    evening.accepted("chair", "open_ballot", motion="m9", ballot="b1", method="show_of_hands")
    lost(evening)
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Störung")
    back(evening)
    evening.accepted("brandt", "withdraw_motion", motion="m9")
    assert told(evening) == []


def test_a_result_announced_before_the_word_was_said_is_repeated_while_that_is_allowed() -> None:
    evening = with_ballot_open(ROOM, VIDEO)
    evening.accepted("clerk", "lose_connection", person="ebeling", at="18:10")
    evening.accepted("clerk", "restore_connection", person="ebeling", at="18:11")
    evening.record_hands("b1", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1", at="18:12")
    assert told(evening) == []
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="municipality")
    assert told(evening) == [(What.ANNOUNCED, "open")]
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="Störung", at="18:14")
    evening.record_hands("b2", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b2")
    assert told(evening) == [(What.ANNOUNCED, "again")]


def test_an_agreement_a_quorum_a_call_and_what_was_noted_in_that_time_are_all_steps() -> None:
    evening = at_item("1", ROOM, VIDEO)
    lost(evening)
    evening.accepted("ahrens", "move", motion="m9", kind="adopt_agenda")
    evening.accepted("chair", "agree", motion="m9")
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "call_item", item="4")
    evening.accepted("chair", "take_note", item="4")
    back(evening)
    assert told(evening) == [
        (What.AGREED, "open"),
        (What.QUORUM, "open"),
        (What.CALLED, "open"),
        (What.SETTLED, "open"),
    ]
    evening.accepted("chair", "state_quorum", at="18:21")
    assert dict(told(evening))[What.QUORUM] == "again"


def test_an_item_called_again_is_called_for_everybody_and_an_agreement_objected_to_is_none() -> None:
    evening = at_item("1", ROOM, VIDEO)
    lost(evening)
    evening.accepted("chair", "call_item", item="4")
    evening.accepted("ahrens", "move", motion="m9", kind="adopt_agenda")
    evening.accepted("chair", "agree", motion="m9")
    back(evening)
    assert told(evening) == [(What.CALLED, "open"), (What.AGREED, "open")]
    evening.accepted("ebeling", "object", motion="m9")
    assert told(evening) == [(What.CALLED, "open")]
    evening.accepted("ahrens", "withdraw_motion", motion="m9")
    evening.accepted("chair", "call_item", item="1")
    evening.accepted("chair", "call_item", item="4")
    assert told(evening) == [(What.CALLED, "again")]


def test_the_chair_says_what_was_repeated_aloud_and_what_is_irrelevant_and_the_last_word_counts() -> None:
    evening = at_item("1", ROOM, VIDEO)
    lost(evening)
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "call_item", item="4")
    back(evening)
    quorum, call = (one.step.seq for one in affected(evening.meeting))
    evening.accepted("chair", "settle_steps", steps=[quorum, call], how="irrelevant")
    assert told(evening) == [(What.QUORUM, "irrelevant"), (What.CALLED, "irrelevant")]
    evening.unchanged("clerk", "settle_steps", steps=[call], how="irrelevant")
    evening.accepted("clerk", "settle_steps", steps=[call], how="repeated")
    assert [(row["of"], row["what"], row.get("item"), row["how"]) for row in evening.record["affected"]] == [
        (quorum, "quorum", None, "irrelevant"),
        (call, "called", "4", "repeated"),
    ]


def test_where_the_chair_said_nothing_of_steps_the_record_has_no_word_for_them() -> None:
    evening = at_item("3", ROOM, VIDEO)
    lost(evening)
    evening.accepted("chair", "state_quorum")
    assert affected(evening.meeting)
    assert "affected" not in evening.record


def test_a_step_that_no_fault_fell_upon_cannot_be_settled() -> None:
    evening = at_item("3", ROOM, VIDEO)
    evening.refused("not_affected", "chair", "settle_steps", steps=[len(evening.entries)], how="repeated")
    lost(evening)
    evening.accepted("chair", "state_quorum")
    (step,) = (one.step.seq for one in affected(evening.meeting))
    evening.refused("not_affected", "chair", "settle_steps", steps=[step, 1], how="repeated")
    evening.refused("not_entitled", "brandt", "settle_steps", steps=[step], how="repeated")


@pytest.mark.parametrize("cause", ["member", "unclear"])
def test_another_cause_falls_upon_nothing_and_the_word_may_still_change(cause: str) -> None:
    evening = at_item("3", ROOM, VIDEO)
    lost(evening)
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause=cause)
    assert affected(evening.meeting) == ()
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="municipality")
    assert told(evening) == [(What.QUORUM, "open")]


@pytest.mark.parametrize(("on_video", "hit"), [("ebeling falk", True), ("", False), ("jung", False)])
def test_the_rooms_fault_falls_upon_what_was_done_while_somebody_who_votes_was_on_video(
    on_video: str, hit: bool
) -> None:
    evening = at_item("3", ROOM if on_video == VIDEO else f"{ROOM} {VIDEO}", on_video)
    lost(evening, scope="room")
    evening.accepted("chair", "state_quorum")
    assert bool(affected(evening.meeting)) is hit


def test_a_guest_cut_off_is_no_seat_and_a_deputy_is_one_while_deputising() -> None:
    evening = at_item("3", "ahrens brandt carstens", "ebeling falk jung gross")
    lost(evening, person="jung")
    evening.accepted("chair", "state_quorum")
    assert affected(evening.meeting) == ()
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    lost(evening, at="18:12", person="gross")
    evening.accepted("chair", "state_quorum", at="18:13")
    assert told(evening) == [(What.QUORUM, "open")]


MOVES = ["lose", "restore", "house", "mine", "quorum", "call", "settle", "wait"]


@settings(max_examples=50, deadline=None)
@given(moves=st.lists(st.sampled_from(MOVES), max_size=25))
def test_a_step_is_affected_just_when_it_lies_between_beginning_and_end_of_a_fault_of_the_house(
    moves: list[str],
) -> None:
    evening = at_item("1", ROOM, VIDEO)
    spans: list[list[int | str | None]] = []  # from, to and cause of each fault, in numbers of the log
    steps: list[int] = []
    items = 0
    for move in moves:
        evening.wait(1)
        number = len(evening.entries) + 1
        match move:
            case "lose":
                if evening.accepted("clerk", "lose_connection", person="ebeling").events:
                    spans.append([number, None, "unclear"])
            case "restore":
                if evening.accepted("clerk", "restore_connection", person="ebeling").events:
                    spans[-1][1] = number
            case "house" | "mine" if spans:
                cause = "municipality" if move == "house" else "member"
                evening.accepted("chair", "attribute_fault", person="ebeling", cause=cause)
                spans[-1][2] = cause
            case "quorum":
                evening.accepted("chair", "state_quorum")
                steps.append(number)
            case "call":
                items += 1
                if evening.accepted("chair", "call_item", item="14"[items % 2]).events:
                    steps.append(evening.meeting.acts[-1].seq)
            case "settle":
                waiting = [one.step.seq for one in affected(evening.meeting) if one.is_open]
                if waiting:
                    evening.accepted("chair", "settle_steps", steps=waiting, how="irrelevant")
            case _:
                pass
    expected = [
        step
        for step in steps
        if any(
            cause == "municipality" and begun < step and (over is None or step < over)  # type: ignore[operator]
            for begun, over, cause in spans
        )
    ]
    found = affected(evening.meeting)
    assert [one.step.seq for one in found] == expected
    for one in found:
        later = one.again
        assert later is None or (later.seq not in expected and later.what is one.step.what)
        assert one.settled in (None, Settled.IRRELEVANT)
    again = replay(evening.entries)
    assert (again.acts, again.settled) == (evening.meeting.acts, evening.meeting.settled)
