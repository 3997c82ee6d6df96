"""The clock of a demonstration's evening."""

from datetime import datetime, timedelta

from handzeichen.app.clock import EveningClock


def test_an_evenings_clock_stands_until_it_is_let_run() -> None:
    evening = datetime.fromisoformat("2021-01-21T17:55:00+01:00")
    clock = EveningClock(evening)
    assert clock() == clock() == evening
    clock.set(evening, speed=3600.0)
    first, second = clock(), clock()
    assert evening <= first <= second
    assert 0 < clock.wait(evening + timedelta(hours=1)) <= 1
    assert clock.wait(evening - timedelta(hours=1)) == 0
