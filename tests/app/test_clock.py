"""The clock of a demonstration's evening."""

from datetime import datetime, timedelta

from handzeichen.app.clock import EveningClock, SteadyClock


def test_an_evenings_clock_stands_until_it_is_let_run() -> None:
    evening = datetime.fromisoformat("2021-01-21T17:55:00+01:00")
    clock = EveningClock(evening)
    assert clock() == clock() == evening
    clock.set(evening, speed=3600.0)
    first, second = clock(), clock()
    assert evening <= first <= second
    assert 0 < clock.wait(evening + timedelta(hours=1)) <= 1
    assert clock.wait(evening - timedelta(hours=1)) == 0


def test_a_clock_that_is_set_moves_no_end_of_a_sign_in_and_is_said() -> None:
    wall, passed = [1_000_000.0], [50.0]
    clock = SteadyClock(lambda: wall[0], lambda: passed[0])
    wall[0] += 30
    passed[0] += 30
    assert (clock(), clock.fault) == (1_000_030.0, None)
    wall[0] += 86_400 + 1_800
    assert clock() == 1_000_030.0
    assert clock.fault == (
        "Die Uhr des Servers wurde im laufenden Betrieb um 24 Std. 30 Min. vorgestellt. Anmeldungen und Stimmen gelten "
        "weiter, neue Einträge tragen die neue Zeit, aber nie eine frühere als der letzte. Bitte die Uhr prüfen lassen; "
        "stimmt sie jetzt, nach der Sitzung Handzeichen neu starten."
    )
    wall[0] -= 2 * 86_400
    assert clock.fault is not None and "um 23 Std. 30 Min. zurückgestellt" in clock.fault
    wall[0] += 86_400 - 1_800
    assert clock.fault is None
