"""What a video system reports becomes presence with patience: no fault at once, none twice, nobody thrown out."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.video.kit import Followed, at, joined, seen
from handzeichen.app.video.follow import Arrivals, Patience
from handzeichen.app.video.seats import handle
from handzeichen.app.video.sightings import Known, Present, Report, Roster, Sighting, What
from handzeichen.meeting.ids import SYSTEM, PersonId, Via
from meeting.kit import Evening, opened, plan_of

JOINED, LEFT, WENT = What.JOINED, What.LEFT, What.WENT
PEOPLE: Final = ("demir", "ebeling", "falk")


# Coming, going, faults


def test_whoever_joins_is_here_from_the_moment_of_joining() -> None:
    meeting = Followed()
    meeting.report(seen(JOINED, 0), seconds=20)
    assert meeting.counts("ebeling")
    assert meeting.evening.presence("ebeling").spans[-1].from_ == at(0)


def test_where_people_enter_arrivals_the_system_only_tells_of_lines_cameras_and_hands() -> None:
    meeting = Followed(patience=Patience(arrivals=Arrivals.PEOPLE))
    meeting.report(seen(JOINED, 0), seen(What.CAMERA_ON, 1))
    meeting.wait(60)
    assert meeting.said == []
    meeting.evening.accepted("clerk", "arrive", person="ebeling", via="video")
    meeting.report(seen(LEFT, 70), seconds=70)
    meeting.wait(20)
    assert meeting.said == ["SetCamera", "LoseConnection"]
    meeting.report(seen(JOINED, 95), seconds=95)
    assert meeting.counts("ebeling")


def test_a_line_that_is_back_within_the_grace_is_no_fault() -> None:
    meeting = joined(["ebeling"])
    meeting.report(seen(LEFT, 10), seconds=10)
    meeting.report(seen(JOINED, 18), seconds=18)
    meeting.wait(60)
    assert meeting.said == ["Arrive"] and meeting.counts("ebeling")


def test_a_fault_begins_and_ends_with_its_events_and_not_with_their_delivery() -> None:
    meeting = joined(["ebeling"])
    meeting.report(seen(LEFT, 10), seconds=14)
    meeting.wait_until(19)
    assert meeting.fault() is None
    meeting.wait_until(21)
    assert meeting.fault() == (10, None) and not meeting.counts("ebeling")
    meeting.report(seen(JOINED, 40), seconds=47)
    assert meeting.fault() == (10, 40) and meeting.counts("ebeling")


def test_a_broken_line_stays_a_fault_and_nobody_is_removed_however_long_it_takes() -> None:
    meeting = joined(["ebeling"])
    meeting.report(seen(LEFT, 10), seconds=10)
    meeting.wait(3600)
    assert meeting.said == ["Arrive", "LoseConnection"]
    assert meeting.evening.via("ebeling") is Via.VIDEO


def test_whoever_goes_on_purpose_leaves_after_the_grace_so_that_a_reload_is_no_leaving() -> None:
    meeting = joined(["ebeling", "falk"])
    meeting.report(seen(WENT, 10), seen(WENT, 10, "falk"), seconds=10)
    meeting.report(seen(JOINED, 13, "falk"), seconds=13)
    meeting.wait(30)
    assert meeting.said == ["Arrive", "Arrive", "Leave"]
    assert meeting.evening.via("ebeling") is None and meeting.counts("falk")
    assert meeting.evening.presence("ebeling").spans[-1].to == at(10)


def test_a_fault_ends_when_whoever_had_it_has_gone_on_purpose() -> None:
    meeting = joined(["ebeling"])
    meeting.report(seen(LEFT, 10), seconds=10)
    meeting.wait(20)
    meeting.report(seen(WENT, 25), seconds=31)
    meeting.wait(20)
    assert meeting.said == ["Arrive", "LoseConnection", "Leave"] and meeting.evening.via("ebeling") is None


def test_a_late_leave_from_before_the_reconnect_changes_nothing() -> None:
    meeting = joined(["ebeling"])
    meeting.report(seen(JOINED, 12), seconds=12)
    meeting.report(seen(LEFT, 10), seconds=300)
    meeting.wait(60)
    assert meeting.said == ["Arrive"] and meeting.counts("ebeling")


def test_on_two_devices_somebody_is_gone_only_when_the_last_one_is() -> None:
    meeting = joined(["ebeling"])
    meeting.report(seen(JOINED, 5, device="tablet"), seconds=5)
    meeting.report(seen(LEFT, 10), seconds=10)
    meeting.wait(60)
    assert meeting.fault() is None
    meeting.report(seen(LEFT, 70, device="tablet"), seconds=70)
    meeting.wait(12)
    assert meeting.fault() == (70, None)


def test_a_roster_ends_a_line_of_which_no_leave_was_delivered_and_begins_one_without_a_join() -> None:
    meeting = joined(["ebeling"])
    meeting.report(Roster(at=at(30), present=()), seconds=30)
    meeting.wait(12)
    assert meeting.fault() == (30, None)


def test_rosters_that_come_faster_than_the_grace_do_not_put_a_fault_off() -> None:
    meeting = joined(["ebeling"])
    for second in range(30, 45, 3):
        meeting.report(Roster(at=at(second), present=()), seconds=second)
    assert meeting.fault() == (30, None)
    back = tuple([Present(connection="c2", who=Known(id="ebeling"))])
    for second in range(50, 120, 3):
        meeting.report(Roster(at=at(second), present=back), seconds=second)
    assert meeting.fault() == (30, 50) and meeting.said == ["Arrive", "LoseConnection", "RestoreConnection"]


# Flapping


def test_a_line_that_breaks_again_must_hold_before_its_fault_is_over() -> None:
    meeting = joined(["ebeling"])
    for begin in (10, 40):
        meeting.report(seen(LEFT, begin), seconds=begin)
        meeting.report(seen(JOINED, begin + 15), seconds=begin + 15)
    meeting.wait_until(84)
    assert meeting.fault() == (40, None)
    meeting.wait_until(86)
    assert meeting.fault() == (40, 86) and meeting.counts("ebeling")


def test_breaks_while_a_fault_is_open_are_the_same_fault() -> None:
    meeting = joined(["ebeling"])
    for begin in range(10, 1800, 30):
        meeting.report(seen(LEFT, begin), seconds=begin)
        meeting.report(seen(JOINED, begin + 12), seconds=begin + 12)
    # One fault, its end, and the second that has never been over since.
    assert meeting.said.count("LoseConnection") == 2 and meeting.said.count("RestoreConnection") == 1


def test_old_breaks_are_forgiven() -> None:
    meeting = joined(["ebeling"])
    for begin in (10, 2000):
        meeting.report(seen(LEFT, begin), seconds=begin)
        meeting.report(seen(JOINED, begin + 15), seconds=begin + 15)
    assert meeting.fault() == (2000, 2015)


HOUR: Final = 3600
MOST_LINES: Final = 50
"""Lines of the log in an hour that one member's line may cause, whatever it does; and as many its camera."""


class Worst:
    """A line that breaks again as soon as its fault is over, and is back as soon as it is a fault."""

    def __init__(self, meeting: Followed, who: str, way: What) -> None:
        self.meeting, self.who, self.way = meeting, who, way
        self.is_up = True

    def turn(self) -> None:
        counts, now = self.meeting.counts(self.who), self.meeting.now
        if self.is_up and counts:
            self.meeting.report(seen(self.way, now, self.who))
            self.is_up = False
        elif not self.is_up and not counts:
            self.meeting.report(seen(JOINED, now, self.who))
            self.is_up = True


@pytest.mark.parametrize("way", [LEFT, WENT])
def test_the_worst_line_that_there_can_be_adds_few_lines_in_an_hour(way: What) -> None:
    meeting = joined(["ebeling"])
    worst = Worst(meeting, "ebeling", way)
    while meeting.now < HOUR:
        worst.turn()
        meeting.wait(1)
    assert 10 < len(meeting.by_system) <= MOST_LINES


TWENTY_FIVE: Final = tuple(f"rat{number:02}" for number in range(25))


def council() -> Evening:
    people = [
        {"id": who, "name": who.title(), "role": "member", **({"chairs": True} if who == "rat00" else {})}
        for who in (*TWENTY_FIVE, "rat99")
    ]
    people[0], people[-1] = (
        {**people[-1], "chairs": True},
        {key: v for key, v in people[0].items() if key != "chairs"},
    )
    clerk = {"id": "meyer", "name": "Meyer", "role": "administration"}
    return opened("rat99", video="rat00", plan=plan_of(body={"seats": 26}, people=[*people, clerk]))


def test_twenty_five_lines_that_flap_for_an_hour_leave_a_log_of_bounded_length() -> None:
    chance = random.Random(8)
    meeting = Followed(evening=council())
    meeting.report(*(seen(JOINED, 0, who) for who in TWENTY_FIVE))
    up = dict.fromkeys(TWENTY_FIVE, True)
    reports = 0
    while meeting.now < HOUR:
        meeting.now += chance.uniform(0.5, 4)
        who = chance.choice(TWENTY_FIVE)
        up[who] = not up[who]
        camera = chance.choice((What.CAMERA_ON, What.CAMERA_OFF))
        meeting.report(seen(JOINED if up[who] else LEFT, meeting.now, who), seen(camera, meeting.now, who))
        reports += 2
    assert reports > 2500
    assert len(meeting.by_system) <= 25 * MOST_LINES
    assert not meeting.refused


# The room, and people's words


def test_whoever_is_in_the_room_stays_there_with_one_proposal() -> None:
    meeting = joined(["brandt"])
    for begin in range(10, 600, 30):
        meeting.report(seen(LEFT, begin, "brandt"), seconds=begin)
        meeting.report(seen(JOINED, begin + 15, "brandt"), seconds=begin + 15)
    meeting.report(seen(WENT, 700, "brandt"), seconds=700)
    meeting.wait(60)
    assert meeting.evening.via("brandt") is Via.ROOM
    assert [type(entry.event).__name__ for entry in meeting.by_system] == ["ArrivalProposed"]


def test_whoever_comes_into_the_room_while_the_video_goes_on_is_not_taken_out_again() -> None:
    meeting = joined(["ebeling"])
    meeting.evening.accepted("clerk", "arrive", person="ebeling", via="room")
    meeting.wait(60)
    meeting.report(seen(LEFT, 100), seconds=100)
    meeting.wait(60)
    assert meeting.evening.via("ebeling") is Via.ROOM and meeting.said == ["Arrive"]


def test_a_fault_that_people_entered_is_not_ended_by_a_line_that_stands() -> None:
    meeting = joined(["ebeling"])
    meeting.evening.accepted("ebeling", "lose_connection", person="ebeling")
    meeting.wait(600)
    meeting.report(seen(JOINED, 650, device="tablet"), seconds=650)
    assert meeting.said == ["Arrive"] and not meeting.counts("ebeling")


def test_a_fault_that_people_ended_is_not_told_again_of_the_same_break() -> None:
    meeting = joined(["ebeling"])
    meeting.report(seen(LEFT, 10), seconds=10)
    meeting.wait(20)
    meeting.evening.accepted("clerk", "restore_connection", person="ebeling")
    meeting.wait(60)
    meeting.restart(forgets=False)
    meeting.wait(60)
    assert meeting.counts("ebeling") and len(meeting.evening.faults) == 1


def test_whoever_people_say_has_gone_is_not_brought_back_by_a_line_that_broke_before() -> None:
    meeting = Followed()
    meeting.report(seen(What.JOINED, 1))
    meeting.report(seen(What.LEFT, 20), seconds=20)
    meeting.wait(15)
    meeting.report(seen(What.JOINED, 40), seconds=40)
    meeting.wait(30)
    assert meeting.said == ["Arrive", "LoseConnection", "RestoreConnection"]
    meeting.evening.accepted("clerk", "leave", person="ebeling")
    meeting.wait(30)
    meeting.restart(forgets=False)
    assert meeting.evening.via("ebeling") is None
    meeting.report(seen(What.LEFT, 150), seen(What.JOINED, 160), seconds=160)
    meeting.wait(60)
    assert meeting.counts("ebeling"), "coming back is another matter"


def test_a_line_that_an_older_report_took_for_whole_is_broken_again_at_the_same_time_as_before() -> None:
    meeting = Followed()
    meeting.report(seen(What.JOINED, 1))
    meeting.report(seen(What.LEFT, 76), seconds=76)
    meeting.wait(20)
    assert not meeting.counts("ebeling")
    meeting.report(seen(What.JOINED, 69, device="ebeling-2"))
    meeting.wait(60)
    assert meeting.counts("ebeling")
    meeting.report(seen(What.LEFT, 74, device="ebeling-2"))
    meeting.wait(60)
    assert not meeting.counts("ebeling")
    meeting.restart(forgets=False)
    meeting.wait(60)
    assert meeting.said.count("LoseConnection") == 2 and len(meeting.evening.faults) == 2


@pytest.mark.parametrize(
    ("end", "entered", "as_so_far"),
    [
        (LEFT, "restore_connection", ["Arrive", "LoseConnection"]),
        (WENT, "arrive", ["Arrive", "Leave"]),
    ],
)
def test_what_another_server_has_just_entered_is_not_undone_before_its_reason_is_known_here(
    end: What, entered: str, as_so_far: list[str]
) -> None:
    """Two servers: the new connection was told to the other one, which entered it at once."""
    meeting = joined(["ebeling"])
    meeting.report(seen(end, 20), seconds=20)
    meeting.wait(100)
    assert meeting.said == as_so_far and not meeting.counts("ebeling")
    video = {} if entered == "restore_connection" else {"via": "video"}
    meeting.evening.accepted(SYSTEM, entered, person="ebeling", **video)
    meeting.wait(6)
    meeting.report(seen(JOINED, meeting.now - 6, device="ebeling-2"))
    meeting.wait(60)
    assert meeting.counts("ebeling") and meeting.said[2:] in ([], ["Arrive"])
    assert "LoseConnection" not in meeting.said[2:] and len(meeting.evening.faults) <= 1


def test_whoever_was_entered_by_people_after_the_system_lost_sight_is_believed() -> None:
    meeting = Followed()
    meeting.report(seen(LEFT, 0), seconds=0)
    meeting.now = 30
    meeting.look()
    meeting.evening.accepted("clerk", "arrive", person="ebeling", via="video")
    meeting.wait(120)
    assert meeting.said == [] and meeting.counts("ebeling")


def test_a_refused_command_is_asked_once_for_the_same_facts() -> None:
    evening = opened("ahrens brandt carstens", plan=plan_of(meeting={"remote": ["falk"]}))
    meeting = Followed(evening=evening)
    meeting.report(seen(JOINED, 0))
    meeting.wait(600)
    assert meeting.refused == ["not_invited_by_video"]
    meeting.report(seen(LEFT, 610), seconds=610)
    meeting.report(seen(JOINED, 640), seconds=640)
    assert meeting.refused == ["not_invited_by_video"] * 2


def test_what_could_not_be_decided_is_asked_anew() -> None:
    meeting = joined(["ebeling"])
    meeting.report(seen(LEFT, 10), seconds=10)
    meeting.is_busy = True
    meeting.wait(20)
    assert meeting.fault() is None
    meeting.is_busy = False
    meeting.wait(2)
    assert meeting.fault() == (10, None)


def test_strangers_are_nobody_until_the_clerk_says_who_they_are() -> None:
    meeting = Followed()
    meeting.report(Sighting(connection="x", what=JOINED, at=at(0)))
    assert meeting.said == []
    [device] = list(meeting.conference.devices())
    meeting.seats = replace(meeting.seats, said={handle(device): PersonId("ebeling")})
    meeting.look()
    assert meeting.counts("ebeling")


# Times


def test_a_time_that_the_meeting_cannot_take_becomes_the_moment_of_the_entry() -> None:
    meeting = joined(["ebeling"])
    meeting.wait_until(15)
    meeting.evening.accepted("ebeling", "request_floor", person="ebeling", kind="speech")
    meeting.report(seen(LEFT, 12), seconds=15)
    meeting.wait(10)
    assert not meeting.refused and meeting.fault() == (23, None)


def test_a_vote_given_after_the_line_broke_is_no_hindrance() -> None:
    meeting = joined(["ebeling", "falk"])
    meeting.evening.accepted("chair", "state_quorum")
    meeting.evening.accepted("chair", "call_item", item="2")
    meeting.evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    meeting.wait_until(15)
    meeting.evening.accepted("ebeling", "cast_vote", ballot="b1", choice="yes")
    meeting.report(seen(LEFT, 12), seconds=15)
    meeting.wait(10)
    assert not meeting.refused and not meeting.counts("ebeling")
    assert [vote.choice for vote in meeting.evening.ballot("b1").votes.values()] == ["yes"]


def test_a_clock_that_is_ahead_makes_no_time_in_the_future() -> None:
    meeting = Followed()
    meeting.report(seen(JOINED, 30), seconds=0)
    assert meeting.counts("ebeling") and not meeting.refused


# Restarts


def test_a_server_that_knows_nothing_any_more_throws_nobody_out() -> None:
    meeting = joined(PEOPLE)
    meeting.restart(forgets=True)
    meeting.wait(600)
    assert all(meeting.counts(who) for who in PEOPLE)
    meeting.report(Roster(at=at(610), present=()), seconds=612)
    meeting.wait(60)
    assert all(meeting.counts(who) for who in PEOPLE)


def test_after_a_restart_in_the_grace_the_fault_is_told_all_the_same() -> None:
    meeting = joined(["ebeling"])
    meeting.report(seen(LEFT, 10), seconds=10)
    meeting.restart(forgets=False)
    meeting.wait(12)
    assert meeting.fault() == (10, None)
    meeting.restart(forgets=False)
    meeting.report(seen(JOINED, 40), seconds=40)
    assert meeting.fault() == (10, 40)
    assert meeting.said == ["Arrive", "LoseConnection", "RestoreConnection"]


# Cameras and hands


def test_a_camera_is_unknown_then_on_then_off_and_seldom() -> None:
    meeting = joined(["ebeling"])
    assert meeting.evening.presence("ebeling").camera is None
    meeting.report(seen(What.CAMERA_ON, 5), seconds=5)
    assert meeting.evening.presence("ebeling").camera is True
    meeting.report(seen(What.CAMERA_OFF, 6), seconds=6)
    assert meeting.evening.presence("ebeling").camera is True
    meeting.wait(6)
    assert meeting.evening.presence("ebeling").camera is False


def test_a_camera_that_blinks_for_an_hour_adds_few_lines_and_ends_as_it_is() -> None:
    meeting = joined(["ebeling"])
    for second in range(1, HOUR):
        what = What.CAMERA_ON if second % 2 else What.CAMERA_OFF
        meeting.report(seen(what, second), seconds=second)
    meeting.wait(300)
    assert meeting.evening.presence("ebeling").camera is True
    assert len(meeting.by_system) <= MOST_LINES


def test_a_raised_hand_stands_in_the_list_until_it_is_down() -> None:
    meeting = joined(["ebeling"])
    meeting.report(seen(What.HAND_UP, 5), seconds=5)
    assert [request.person for request in meeting.evening.meeting.agenda.requests] == ["ebeling"]
    meeting.report(seen(What.HAND_DOWN, 20), seconds=20)
    assert meeting.evening.meeting.agenda.requests == ()
    meeting.restart(forgets=False)
    assert meeting.said == ["Arrive", "RequestFloor", "WithdrawFloor"]


def test_a_hand_that_stays_up_after_the_speech_asks_for_no_second_one() -> None:
    meeting = joined(["ebeling"])
    meeting.report(seen(What.HAND_UP, 5), seconds=5)
    meeting.evening.accepted("chair", "give_floor", person="ebeling")
    meeting.wait(60)
    meeting.restart(forgets=False)
    meeting.wait(60)
    assert meeting.said == ["Arrive", "RequestFloor"]


def test_a_request_on_the_page_is_not_withdrawn_by_a_hand() -> None:
    meeting = joined(["ebeling"])
    meeting.evening.accepted("ebeling", "request_floor", person="ebeling", kind="speech")
    meeting.report(seen(What.HAND_UP, 5), seconds=5)
    meeting.report(seen(What.HAND_DOWN, 20), seconds=20)
    assert len(meeting.evening.meeting.agenda.requests) == 1 and meeting.said == ["Arrive"]


# Any order


DEVICES = st.sampled_from([(who, f"{who}-{number}") for who in (*PEOPLE, "brandt") for number in (1, 2)])
REPORTS = st.lists(
    st.one_of(
        st.builds(
            lambda device, what, second: seen(what, second, *device),
            DEVICES,
            st.sampled_from([JOINED, JOINED, LEFT, WENT, What.CAMERA_ON, What.CAMERA_OFF]),
            st.integers(0, 300),
        ),
        st.builds(
            lambda second, devices: Roster(
                at=at(second),
                present=tuple(Present(connection=name, who=Known(id=who)) for who, name in sorted(devices)),
            ),
            st.integers(0, 300),
            st.sets(DEVICES, max_size=4),
        ),
    ),
    min_size=1,
    max_size=14,
)


def true_at_the_end(reports: list[Report]) -> dict[str, bool]:
    """Who is here, read off the facts in the order of their times; at one moment whoever goes, goes last."""
    up: dict[str, str] = {}
    for report in sorted(reports, key=_as_it_was):
        if isinstance(report, Roster):
            up = {str(one.connection): str(one.who.id) for one in report.present}
        elif report.what is JOINED:
            up[report.connection] = str(report.who.id)
        elif report.what in (LEFT, WENT):
            up.pop(report.connection, None)
    return {who: who in up.values() for who in PEOPLE}


def _as_it_was(report: Report) -> tuple[object, ...]:
    """Of several rosters of one moment, which no system makes, the greater one counts."""
    if isinstance(report, Sighting):
        return report.at, 2 * (report.what is not JOINED), ()
    return report.at, 1, sorted(str(one.connection) for one in report.present)


@settings(max_examples=40, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False), st.lists(st.integers(0, 300), min_size=28, max_size=28))
def test_whatever_the_order_of_delivery_the_meeting_ends_with_the_truth(
    reports: list[Report], chance: random.Random, delays: list[int]
) -> None:
    delivered = [*reports, *reports]
    chance.shuffle(delivered)
    meeting = Followed(patience=replace(Patience(), longest=timedelta(seconds=60)))
    for report, delay in zip(delivered, delays, strict=False):
        meeting.report(report, seconds=max(meeting.now, 300 + delay))
    for report in delivered:
        meeting.conference = meeting.conference.and_(report)
    meeting.wait(400)
    truth = true_at_the_end(reports)
    assert {who: meeting.counts(who) for who in PEOPLE} == truth
    assert meeting.evening.via("brandt") is Via.ROOM
    assert not meeting.refused
