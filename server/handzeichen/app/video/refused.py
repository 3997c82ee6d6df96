"""Deliveries with a wrong signature: counted, and an alarm where nothing else comes.

Anybody can send nonsense to an address, so one wrong delivery says nothing, and while the system's own ones arrive
there is nothing to do. Whoever sends much makes no more than one alarm in ten minutes.
"""

from datetime import datetime, timedelta
from typing import Final

IN_A_ROW: Final = 5
"""So many wrong ones without a right one between them, and people should look."""
AGAIN: Final = timedelta(minutes=10)
"""After an alarm has ended, so long until the next."""
OLD: Final = timedelta(minutes=15)
"""When nothing wrong has come for so long, there is nothing to look at any more."""


class Refused:
    """The wrong signatures at one conference."""

    def __init__(self) -> None:
        self.number = 0
        self.last: datetime | None = None
        self.is_alarm = False
        """Whether people should look now."""
        self._in_a_row = 0
        self._not_before: datetime | None = None

    def wrong(self, now: datetime) -> None:
        """One was refused."""
        self.number, self.last = self.number + 1, now
        self._in_a_row += 1
        if self._in_a_row >= IN_A_ROW and (self._not_before is None or now >= self._not_before):
            self.is_alarm = True

    def right(self, now: datetime) -> None:
        """One was the system's own: the secret is right."""
        self._in_a_row = 0
        self._end(now)

    def look(self, now: datetime) -> None:
        """Time passes."""
        if self.last is not None and now - self.last >= OLD:
            self.right(now)

    def _end(self, now: datetime) -> None:
        if self.is_alarm:
            self.is_alarm, self._not_before = False, now + AGAIN
