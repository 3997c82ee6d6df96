"""The clocks of live meetings: the wall's, and for demonstrations one that is set to an evening of its own."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo


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
