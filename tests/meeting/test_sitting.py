"""The course of the sitting: opened, interrupted, resumed, broken off, closed; what is possible when."""

from typing import Any

import pytest

from handzeichen.meeting.state import Phase
from meeting.kit import Evening, at_item, clock, opened, present, with_ballot_open


def phase(evening: Evening) -> Phase:
    return evening.meeting.sitting.phase


# open_meeting, resume, adjourn, close_meeting: "[reason] | C"


@pytest.mark.parametrize("by", ["chair", "ahrens", "clerk", "meyer"])
def test_the_chair_opens_or_the_clerk_on_the_chairs_word(by: str) -> None:
    evening = present()
    evening.accepted(by, "open_meeting", at="18:00", reason="Alle sind da.")
    assert evening.record["meeting"]["opened_at"] == clock("18:00")
    assert evening.record["meeting"]["led_by"] == [{"person": "ahrens", "from": clock("18:00"), "to": None}]


@pytest.mark.parametrize("by", ["brandt", "demir", "lorenz", "system"])
@pytest.mark.parametrize("do", ["open_meeting", "suspend", "resume", "adjourn", "close_meeting"])
def test_nobody_else_opens_interrupts_or_closes(by: str, do: str) -> None:
    evening = present() if do == "open_meeting" else opened()
    if do == "resume":
        evening.accepted("chair", "suspend")
    evening.refused("not_entitled", by, do)


def test_a_meeting_is_opened_once() -> None:
    evening = opened()
    evening.refused("already_open", "chair", "open_meeting")
    evening.accepted("chair", "suspend")
    evening.refused("already_open", "chair", "open_meeting")
    evening.accepted("chair", "adjourn")
    evening.refused("already_open", "chair", "open_meeting")
    evening.accepted("chair", "close_meeting")
    evening.refused("closed", "chair", "open_meeting")


def test_nothing_is_resumed_that_was_not_interrupted() -> None:
    opened().refused("not_interrupted", "chair", "resume")


@pytest.mark.parametrize("do", ["resume", "adjourn", "close_meeting", "suspend"])
def test_before_the_opening_nothing_is_interrupted_or_ended(do: str) -> None:
    present().refused("not_open", "chair", do)


# suspend: "[reason], [until] | C"


def test_a_break_stands_in_the_record() -> None:
    evening = opened()
    evening.accepted("chair", "suspend", at="18:30", reason="Pause", until=clock("18:45"))
    assert evening.record["meeting"]["suspensions"] == [
        {"from": clock("18:30"), "to": None, "reason": "Pause"}
    ]
    evening.accepted("chair", "resume", at="18:46")
    evening.accepted("chair", "suspend", at="19:00")
    evening.accepted("chair", "resume", at="19:05")
    assert evening.record["meeting"]["suspensions"] == [
        {"from": clock("18:30"), "to": clock("18:46"), "reason": "Pause"},
        {"from": clock("19:00"), "to": clock("19:05"), "reason": None},
    ]


def test_a_suspended_meeting_is_not_suspended_again() -> None:
    evening = opened()
    evening.accepted("chair", "suspend")
    evening.refused("suspended", "chair", "suspend")


# "`suspend` is allowed during a ballot"; the others: "none while a ballot is open"


def test_a_ballot_outlives_a_break() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir ebeling")
    evening.accepted("demir", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("chair", "suspend", at="18:05")
    evening.refused("suspended", "ebeling", "cast_vote", ballot="b1", choice="no")
    evening.refused("suspended", "clerk", "count_hands", ballot="b1", yes=3, no=0, abstain=0)
    evening.refused("suspended", "chair", "close_ballot", ballot="b1")
    evening.refused("ballot_pending", "chair", "adjourn")
    evening.refused("ballot_pending", "chair", "close_meeting")
    evening.accepted("chair", "resume", at="18:10")
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="no")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=3, no=0, abstain=0)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    assert (evening.record["ballots"]["b1"]["yes"], evening.record["ballots"]["b1"]["no"]) == (4, 1)


@pytest.mark.parametrize("do", ["adjourn", "close_meeting"])
def test_no_meeting_ends_while_a_ballot_is_open(do: str) -> None:
    evening = with_ballot_open()
    evening.refused("ballot_pending", "chair", do)
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Feueralarm")
    evening.accepted("chair", do)


# "adjourn = broken off, `resume` continues it"


def test_a_meeting_broken_off_is_continued() -> None:
    evening = at_item()
    evening.accepted("chair", "adjourn", at="18:30", reason="Störung")
    assert evening.record["meeting"]["adjourned_at"] == clock("18:30")
    assert evening.agenda("3")["outcome"] == "none"
    evening.unchanged("chair", "adjourn")
    evening.refused("adjourned", "chair", "call_item", item="3")
    evening.accepted("chair", "resume", at="19:30")
    evening.vote("m2", "b1", yes="ahrens brandt carstens")
    assert phase(evening) is Phase.OPEN


def test_breaking_off_ends_a_break() -> None:
    evening = opened()
    evening.accepted("chair", "suspend", at="18:30")
    evening.accepted("chair", "adjourn", at="18:40")
    assert evening.record["meeting"]["suspensions"] == [
        {"from": clock("18:30"), "to": clock("18:40"), "reason": None}
    ]


# "items never called become `not_reached`"


def test_items_never_called_are_not_reached() -> None:
    evening = at_item()
    evening.accepted("brandt", "move", motion="x1", kind="removal", item="3")
    evening.accepted("chair", "agree", motion="x1")
    evening.accepted("chair", "close_meeting", at="19:00")
    outcomes = {item["id"]: item["outcome"] for item in evening.record["items"]}
    assert outcomes == {
        "1": "not_reached",
        "2": "none",
        "3": "removed",
        "4": "not_reached",
        "5": "not_reached",
        "6": "not_reached",
    }
    assert evening.agenda("1")["called_at"] is None
    assert evening.agenda("1")["closed_at"] is None


def test_closing_ends_whatever_runs() -> None:
    # "Closing ends open spans."
    evening = at_item("2", "ahrens brandt carstens gross", "ebeling")
    evening.accepted("clerk", "deputise", person="gross", for_="demir", at="18:05")
    evening.accepted("chair", "give_floor", person="brandt", at="18:10")
    evening.accepted("clerk", "lose_connection", person="ebeling", at="18:20")
    evening.accepted("chair", "suspend", at="18:30")
    evening.accepted("chair", "close_meeting", at="19:00")
    record, end = evening.record, clock("19:00")
    assert record["meeting"]["closed_at"] == end
    assert [span["to"] for span in record["meeting"]["led_by"]] == [end]
    assert [pause["to"] for pause in record["meeting"]["suspensions"]] == [end]
    assert {row["spans"][-1]["to"] for row in record["attendance"]} == {end}
    assert evening.attended("gross")["deputations"][0]["to"] == end
    assert record["faults"][0]["to"] == end
    assert evening.agenda("2")["closed_at"] == end
    assert evening.agenda("2")["floor"] == [
        {"person": "brandt", "kind": "speech", "from": clock("18:10"), "to": end}
    ]


# "Before the opening, and while suspended or adjourned: attendance, deputies, faults, confirmations, recusals, the lead
# and notes; else only open_meeting, resume, adjourn, close_meeting."

ALWAYS: list[tuple[str, str, dict[str, Any]]] = [
    ("clerk", "arrive", {"person": "jung", "via": "room"}),
    ("clerk", "leave", {"person": "falk"}),
    ("clerk", "admit", {"person": {"id": "quandt", "name": "Quandt", "role": "guest"}}),
    ("clerk", "lose_connection", {"person": "ebeling"}),
    ("clerk", "restore_connection", {"scope": "room"}),
    ("clerk", "set_camera", {"person": "ebeling", "on": True}),
    ("clerk", "deputise", {"person": "gross", "for": "demir"}),
    ("clerk", "end_deputation", {"person": "gross", "for": "demir"}),
    ("chair", "confirm_identity", {"person": "ebeling"}),
    ("ebeling", "confirm_alone", {"person": "ebeling"}),
    ("clerk", "recuse", {"person": "brandt", "item": "2"}),
    ("clerk", "end_recusal", {"person": "brandt", "item": "2"}),
    ("chair", "hand_over_chair", {"to": "brandt"}),
    ("clerk", "note", {"item": "1", "text": "Ein Satz."}),
]
NEVER: list[tuple[str, str, dict[str, Any]]] = [
    ("chair", "state_convening", {}),
    ("brandt", "object_to_convening", {}),
    ("chair", "state_quorum", {}),
    ("brandt", "challenge_quorum", {}),
    ("chair", "give_notice", {"notice": "hybrid"}),
    ("chair", "call_item", {"item": "1"}),
    ("chair", "close_item", {"item": "1"}),
    ("chair", "exclude_public", {"cleared": True, "stream_off": True}),
    ("chair", "admit_public", {}),
    ("clerk", "table_paper", {"item": "2", "reference": "1/26", "kind": "Antrag", "handed": "table"}),
    ("chair", "call_to_order", {"person": "brandt"}),
    ("chair", "exclude", {"person": "brandt"}),
    ("brandt", "move", {"motion": "x1", "kind": "urgency", "item": "2"}),
    ("brandt", "withdraw_motion", {"motion": "m3"}),
    ("brandt", "support", {"motion": "m3"}),
    ("chair", "order_motions", {"motions": ["m3"]}),
    ("chair", "settle_motion", {"motion": "m3", "by_motion": "m2"}),
    ("chair", "agree", {"motion": "m3"}),
    ("brandt", "object", {"motion": "m3"}),
    ("chair", "take_note", {"item": "4"}),
    ("chair", "defer_to_factions", {"item": "2", "faction": "ulme"}),
    ("chair", "open_ballot", {"motion": "m2", "ballot": "b1", "method": "show_of_hands"}),
    ("brandt", "request_floor", {"person": "brandt", "kind": "speech"}),
    ("brandt", "withdraw_floor", {"person": "brandt"}),
    ("chair", "give_floor", {"person": "brandt"}),
    ("chair", "end_floor", {"person": "brandt"}),
]


def in_phase(name: str) -> Evening:
    """ahrens, brandt, carstens, falk and gross are in the room, ebeling is on video."""
    evening = present("ahrens brandt carstens falk gross", "ebeling")
    if name != "not_open":
        evening.accepted("chair", "open_meeting", at="18:00")
    if name == "suspended":
        evening.accepted("chair", "suspend")
    elif name == "adjourned":
        evening.accepted("chair", "adjourn")
    elif name == "closed":
        evening.accepted("chair", "close_meeting")
    return evening


@pytest.mark.parametrize("name", ["not_open", "suspended", "adjourned"])
@pytest.mark.parametrize(("by", "do", "fields"), ALWAYS, ids=[do for _, do, _ in ALWAYS])
def test_possible_before_the_opening_and_during_a_break(
    by: str, do: str, fields: dict[str, Any], name: str
) -> None:
    in_phase(name).accepted(by, do, **fields)


@pytest.mark.parametrize("name", ["not_open", "suspended", "adjourned"])
@pytest.mark.parametrize(("by", "do", "fields"), NEVER, ids=[do for _, do, _ in NEVER])
def test_not_possible_before_the_opening_nor_during_a_break(
    by: str, do: str, fields: dict[str, Any], name: str
) -> None:
    in_phase(name).refused(name, by, do, **fields)


# "after close_meeting only `note` and `correct`"


@pytest.mark.parametrize(
    ("by", "do", "fields"),
    [row for row in (*ALWAYS, *NEVER) if row[1] != "note"],
    ids=[row[1] for row in (*ALWAYS, *NEVER) if row[1] != "note"],
)
def test_after_the_closing_only_notes(by: str, do: str, fields: dict[str, Any]) -> None:
    in_phase("closed").refused("closed", by, do, **fields)


@pytest.mark.parametrize("do", ["resume", "adjourn", "close_meeting", "suspend", "open_meeting"])
def test_what_is_closed_stays_closed(do: str) -> None:
    in_phase("closed").refused("closed", "chair", do)


def test_a_note_is_possible_after_the_closing() -> None:
    evening = in_phase("closed")
    evening.accepted("clerk", "note", item="1", text="Nachtrag zum Protokoll.")
    assert [note["text"] for note in evening.agenda("1")["notes"]] == ["Nachtrag zum Protokoll."]


def test_an_unknown_id_is_told_before_anything_else() -> None:
    present().refused("unknown_item", "chair", "call_item", item="99")
