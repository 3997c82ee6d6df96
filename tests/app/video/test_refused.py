"""Wrong signatures are counted one by one, and are an alarm only where nothing right comes; nobody can flood it."""

from datetime import UTC, datetime, timedelta

from handzeichen.app.video.refused import AGAIN, IN_A_ROW, OLD, Refused

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def wrong(number: int, at: datetime = NOW, before: Refused | None = None) -> Refused:
    refused = before or Refused()
    for _ in range(number):
        refused.wrong(at)
    return refused


def test_some_in_a_row_are_an_alarm_and_one_less_is_none() -> None:
    assert not wrong(IN_A_ROW - 1).is_alarm
    assert wrong(IN_A_ROW).is_alarm


def test_a_right_one_between_them_ends_it_and_begins_the_row_anew() -> None:
    refused = wrong(IN_A_ROW)
    refused.right(NOW)
    assert not refused.is_alarm and refused.number == IN_A_ROW
    assert not wrong(IN_A_ROW - 1, NOW + AGAIN, refused).is_alarm
    assert wrong(1, NOW + AGAIN, refused).is_alarm


def test_whoever_sends_much_between_right_ones_makes_one_alarm_in_ten_minutes() -> None:
    refused, alarms = Refused(), 0
    for second in range(3600):
        was = refused.is_alarm
        wrong(IN_A_ROW, NOW + second * SECOND, refused)
        alarms += refused.is_alarm and not was
        refused.right(NOW + second * SECOND)
    assert alarms == 6 and refused.number == 3600 * IN_A_ROW


def test_long_after_the_last_one_there_is_nothing_to_look_at() -> None:
    refused = wrong(IN_A_ROW)
    refused.look(NOW + OLD - SECOND)
    assert refused.is_alarm
    refused.look(NOW + OLD)
    assert not refused.is_alarm
