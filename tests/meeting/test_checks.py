"""The presence check: who is asked, who may answer for whom and until when, and that nothing else comes of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handzeichen.app import handzeichen_pruefen as alone
from handzeichen.law.retention import DataClass
from handzeichen.log.asks import Unreadable, read_command
from handzeichen.log.chain import START, derived_salts, seal
from handzeichen.log.codec import write_entry
from handzeichen.log.files import to_jsonl
from handzeichen.meeting.events import PresenceAsked
from handzeichen.meeting.machine import replay
from handzeichen.meeting.public import seen_by_public
from handzeichen.meeting.retention import classes
from handzeichen.meeting.state import Meeting, PresenceCheck
from meeting.kit import Evening, at_item, opened, plan_of, present, with_ballot_open
from views.situations import announced_behind_closed_doors

ROOM, VIDEO = "ahrens brandt carstens", "demir ebeling falk jung"


def asked(room: str = ROOM, video: str = VIDEO, *, within: int = 60) -> Evening:
    evening = at_item("2", room, video)
    evening.accepted("chair", "ask_presence", within=within, at="18:04")
    return evening


def check(evening: Evening) -> PresenceCheck:
    assert evening.meeting.check is not None
    return evening.meeting.check


def test_asked_is_whoever_of_the_body_is_on_video_at_that_moment() -> None:
    evening = at_item("2", ROOM, VIDEO)
    evening.accepted("clerk", "arrive", person="nolte", via="video")
    evening.accepted("clerk", "lose_connection", person="falk")
    evening.accepted("chair", "ask_presence", within=60)
    evening.accepted("clerk", "arrive", person="gross", via="video")
    assert check(evening).asked == ("demir", "ebeling", "falk", "jung")
    refusal = evening.refused("not_asked", "gross", "confirm_presence", person="gross")
    assert refusal.answer()["why"] == "Ratsherr Groß war nicht zugeschaltet, als der Vorsitz gefragt hat."


def test_each_answers_once_with_the_time_and_late_counts_too() -> None:
    evening = asked()
    evening.accepted("demir", "confirm_presence", person="demir", at="18:04:10")
    evening.unchanged("demir", "confirm_presence", person="demir", at="18:04:30")
    evening.accepted("falk", "confirm_presence", person="falk", at="18:09:00")
    found = check(evening)
    assert {who: f"{at:%H:%M:%S}" for who, at in found.confirmed.items()} == {
        "demir": "18:04:10",
        "falk": "18:09:00",
    }
    assert f"{found.until:%H:%M:%S}" == "18:05:00"


def test_the_clerk_the_chair_and_the_host_enter_what_somebody_said_and_nobody_else() -> None:
    plan = plan_of(meeting={"hosts": ["lorenz"]})
    evening = opened(ROOM, VIDEO, plan=plan)
    evening.accepted("clerk", "ask_presence", within=60)
    assert evening.entries[-1].for_ == "ahrens"
    for by, who in (("clerk", "demir"), ("chair", "ebeling"), ("lorenz", "falk")):
        evening.accepted(by, "confirm_presence", person=who)
    assert evening.entries[-3].for_ == "demir"
    evening.refused("not_entitled", "brandt", "confirm_presence", person="jung")
    evening.refused("not_entitled", "demir", "ask_presence", within=60)
    evening.refused("not_entitled", "lorenz", "end_presence_check")


def test_who_has_gone_or_sits_in_the_room_by_now_does_not_answer() -> None:
    evening = asked()
    evening.accepted("demir", "leave", person="demir")
    evening.accepted("clerk", "arrive", person="falk", via="room")
    for who in ("demir", "falk"):
        evening.refused("not_on_video", "clerk", "confirm_presence", person=who)
    evening.accepted("demir", "arrive", person="demir", via="video")
    evening.accepted("demir", "confirm_presence", person="demir")


def test_a_new_check_takes_the_place_of_the_one_before_and_an_ended_one_asks_nobody() -> None:
    evening = asked()
    evening.accepted("demir", "confirm_presence", person="demir")
    evening.accepted("chair", "ask_presence", within=120, at="18:06")
    assert (check(evening).confirmed, check(evening).within) == ({}, 120)
    evening.accepted("clerk", "end_presence_check")
    assert evening.meeting.check is None
    evening.unchanged("chair", "end_presence_check")
    evening.refused("no_presence_check", "demir", "confirm_presence", person="demir")


def test_with_nobody_on_video_there_is_nobody_to_ask() -> None:
    evening = at_item("2", ROOM)
    evening.accepted("clerk", "arrive", person="nolte", via="video")
    evening.refused("nobody_by_video", "chair", "ask_presence", within=60)


def test_it_goes_before_the_opening_in_a_break_and_during_a_ballot_and_not_after_the_end() -> None:
    evening = present(ROOM, VIDEO)
    evening.accepted("chair", "ask_presence", within=60)
    evening.accepted("demir", "confirm_presence", person="demir")
    evening = at_item("2", ROOM, VIDEO)
    evening.accepted("chair", "suspend")
    evening.accepted("chair", "ask_presence", within=60)
    evening.accepted("demir", "confirm_presence", person="demir")
    evening.accepted("chair", "close_meeting")
    for by, do, fields in (
        ("chair", "ask_presence", {"within": 60}),
        ("demir", "confirm_presence", {"person": "demir"}),
        ("chair", "end_presence_check", {}),
    ):
        evening.refused("closed", by, do, **fields)
    evening = with_ballot_open(ROOM, VIDEO)
    evening.accepted("chair", "ask_presence", within=60)
    evening.accepted("demir", "confirm_presence", person="demir")


@pytest.mark.parametrize("within", [9, 601, 0, -5, True, "60", 60.0])
def test_less_than_ten_seconds_or_more_than_ten_minutes_cannot_be_read(within: object) -> None:
    with pytest.raises(Unreadable, match="within"):
        read_command({"do": "ask_presence", "within": within})


def bare(meeting: Meeting) -> Meeting:
    return replace(meeting, check=None, past=type(meeting.past)())


ASKS = st.sampled_from(
    [
        ("chair", "ask_presence", {"within": 60}),
        ("chair", "end_presence_check", {}),
        *(("clerk", "confirm_presence", {"person": who}) for who in VIDEO.split()),
    ]
)


@given(st.lists(ASKS, max_size=12))
def test_whatever_is_asked_and_answered_nothing_else_changes(
    asks: list[tuple[str, str, dict[str, object]]],
) -> None:
    evening = with_ballot_open(ROOM, VIDEO)
    before, told = bare(evening.meeting), {**evening.record, "log": None}
    for by, do, fields in asks:
        evening.asks(by, do, **fields)
    assert bare(evening.meeting) == before
    assert {**evening.record, "log": None} == told


def test_the_public_hears_nothing_of_one_that_began_behind_closed_doors() -> None:
    evening = announced_behind_closed_doors()
    evening.accepted("chair", "ask_presence", within=60)
    assert seen_by_public(evening.meeting).check is None
    evening.accepted("chair", "close_item", item="5")
    evening.accepted("chair", "admit_public")
    evening.accepted("clerk", "confirm_presence", person="falk")
    assert seen_by_public(evening.meeting).check is None
    evening.accepted("chair", "ask_presence", within=60)
    evening.accepted("clerk", "confirm_presence", person="falk")
    assert seen_by_public(evening.meeting).check == evening.meeting.check


def test_it_goes_with_what_was_reported_of_lines_and_what_is_left_can_be_read() -> None:
    evening = asked()
    evening.accepted("demir", "confirm_presence", person="demir")
    evening.accepted("chair", "end_presence_check")
    ended = evening.entries[-1].seq
    assert classes(evening.meeting)[DataClass.CONNECTION] == (ended - 2, ended - 1)
    report = alone.Report()
    stored = to_jsonl(seal(START, map(write_entry, evening.entries), derived_salts(b"check")))
    alone.check_log(stored, report)
    assert (report.faults, report.done >= {"V4"}) == ([], True)
    # Without the line that began it, those after it say nothing.
    left = replay(entry for entry in evening.entries if not isinstance(entry.event, PresenceAsked))
    assert left.check is None
    left = replay(entry for entry in evening.entries[:-1] if not isinstance(entry.event, PresenceAsked))
    assert left.check is None
