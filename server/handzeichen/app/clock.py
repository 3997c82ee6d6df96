"""The clocks of live meetings: the wall's, and for demonstrations one that is set to an evening of its own.

Besides one that nobody can set, for what must not depend on the time of day: how long a sign-in counts.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

SET: Final = 60.0
"""Seconds by which the time of day may drift from the time that has passed: more than that, somebody has set it."""


@dataclass(frozen=True, slots=True)
class WallClock:
    """The time of day in a meeting's own offset."""

    zone: tzinfo | None

    def __call__(self) -> datetime:
        return datetime.now(self.zone)


class EveningClock:
    """A clock that stands until it is let run, perhaps faster than real time."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._speed = 0.0
        self._since = time.monotonic()

    def __call__(self) -> datetime:
        return self._at + timedelta(seconds=(time.monotonic() - self._since) * self._speed)

    def set(self, at: datetime, *, speed: float = 0.0) -> None:
        """Put it to a time, and let it run from there at a speed; 0 lets it stand."""
        self._at, self._speed, self._since = at, speed, time.monotonic()

    def wait(self, until: datetime) -> float:
        """How many real seconds it is until this clock shows a time."""
        return max(0.0, (until - self()).total_seconds() / self._speed)


def since_boot() -> float:
    """Seconds that nobody can set; where the system counts them (Linux), those of its sleep too."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class SteadyClock:
    """Seconds since 1970 as they were at the start, gone on by seconds that nobody can set."""

    def __init__(
        self, wall: Callable[[], float] = time.time, passed: Callable[[], float] = since_boot
    ) -> None:
        self._wall = wall
        self._passed = passed
        self._start = wall() - passed()

    def __call__(self) -> float:
        return self._start + self._passed()

    @property
    def fault(self) -> str | None:
        """That the server's clock was set meanwhile, in German for the clerk; None when it goes as it did."""
        by = self._wall() - self()
        if abs(by) < SET:
            return None
        hours, minutes = divmod(round(abs(by) / 60), 60)
        return (
            f"Die Uhr des Servers wurde im laufenden Betrieb um {hours} Std. {minutes} Min. "
            f"{'vorgestellt' if by > 0 else 'zurückgestellt'}. Anmeldungen und Stimmen gelten weiter, neue Einträge "
            "tragen die neue Zeit, aber nie eine frühere als der letzte. Bitte die Uhr prüfen lassen; stimmt "
            "sie jetzt, nach der Sitzung Handzeichen neu starten."
        )
