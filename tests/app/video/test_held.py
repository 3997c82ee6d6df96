"""Which meeting a conference is for: this evening's, whatever was left waiting before."""

from dataclasses import replace
from datetime import datetime, timedelta

from handzeichen.app.video.held import may_be_held_in, turn
from handzeichen.app.video.settings import Setting
from handzeichen.meeting.state import Meeting
from meeting.kit import Evening, moment, opened, plan_of

WEEK = timedelta(days=7)
SIX = moment("18:00")
HALL = Setting(id="rat", body=plan_of().body.id)


def planned(starts_at: datetime = SIX) -> Meeting:
    plan = plan_of()
    return Evening.planned(replace(plan, meeting=replace(plan.meeting, starts_at=starts_at))).meeting


def broken_off() -> Evening:
    evening = opened()
    evening.accepted("chair", "adjourn", at="18:30")
    return evening


def chosen(time: datetime, *meetings: Meeting) -> Meeting:
    may = [one for one in meetings if may_be_held_in(HALL, one, time)]
    return min(may, key=lambda one: turn(one, time))


def test_a_meeting_broken_off_last_week_leaves_the_conference_to_the_one_of_this_evening() -> None:
    old, new = broken_off().meeting, planned(moment("18:00") + WEEK)
    assert chosen(moment("17:30") + WEEK, old, new) is new
    assert chosen(moment("12:00") + WEEK, old, new) is old, "the new one does not begin yet"


def test_once_it_goes_on_it_has_its_conference_again() -> None:
    evening, new = broken_off(), planned(moment("18:00") + timedelta(days=1))
    evening.now = moment("17:30") + timedelta(days=1)
    evening.accepted("chair", "resume")
    assert chosen(evening.now, evening.meeting, new) is evening.meeting


def test_a_meeting_that_was_never_opened_leaves_it_too() -> None:
    never, tonight = planned(), planned(moment("18:00") + WEEK)
    assert chosen(moment("17:30") + WEEK, never, tonight) is tonight
    broken = broken_off().meeting
    assert chosen(moment("12:00") + WEEK, never, broken) is broken


def test_of_two_this_evening_the_one_that_has_begun_goes_first_and_then_the_earlier() -> None:
    first, second = planned(), planned(moment("19:00"))
    assert chosen(moment("17:50"), second, first) is first
    assert chosen(moment("18:10"), first, opened().meeting) is not first
