"""What will hurt soon: a disk that fills up, a clock behind the log, newest heads that nobody writes down.

Looked at with every beat. Whatever is wrong stands on the clerks' pages until it is right again (`alarms`).
"""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Final

from handzeichen.app.alarms import EVERYWHERE
from handzeichen.app.config import Config
from handzeichen.app.machine import megabytes_free
from handzeichen.app.room import Room
from handzeichen.log.heads import Anchors

PATIENCE: Final = 10.0
"""Seconds that the newest heads may be on their way to the file beside the store."""
HEADS: Final = "heads"
"""As which the newest heads are looked at."""
BEHIND: Final = timedelta(seconds=5)
"""How far a clock may be behind the log: two servers' clocks are never the same."""


class Watch:
    """Looks at one server's machine. `clock` counts seconds."""

    def __init__(
        self, config: Config, anchors: Anchors | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._config = config
        self._anchors = anchors
        self._clock = clock
        self._settled_at = clock()

    def look(self, rooms: Iterable[Room]) -> Iterator[tuple[str, str | None, str]]:
        """What is looked at, what is wrong there (None: nothing), and whose meeting it concerns; for `Alarms.set`."""
        yield HEADS, self._heads(), EVERYWHERE
        yield "disk", self._disk(), EVERYWHERE
        for room in rooms:
            yield "clock", _clock_of(room), room.id

    def _heads(self) -> str | None:
        anchors, now = self._anchors, self._clock()
        if anchors is None or not anchors.is_behind:
            self._settled_at = now
        if anchors is None or anchors.fault is not None or now - self._settled_at < PATIENCE:
            return None if anchors is None else anchors.fault
        return (
            "Der neueste Stand des Protokolls wird seit einiger Zeit nicht in die Datei neben dem Speicher "
            "geschrieben. Was erfasst ist, ist erfasst; bitte die IT den Datenträger prüfen lassen."
        )

    def _disk(self) -> str | None:
        free, bound = megabytes_free(self._config.data), self._config.disk_warning
        if free is None or free >= bound:
            return None
        while free < bound // 2:  # Said anew whenever it has become half as much, not with every file.
            bound //= 2
        return (
            f"Auf dem Datenträger des Servers sind weniger als {bound} MB frei. Ist er voll, wird nichts mehr "
            "erfasst. Bitte die IT jetzt um Platz bitten."
        )


def _clock_of(room: Room) -> str | None:
    last, now = room.now.recent[-1].at, room.wall_time()
    if last - now < BEHIND:
        return None
    return (
        f"Die Uhr des Servers geht nach: Sie zeigt den {now:%d.%m.%Y, %H.%M} Uhr, das Protokoll der Sitzung "
        f"„{room.id}“ endet am {last:%d.%m.%Y um %H.%M} Uhr. Bis sie gestellt ist, tragen neue Einträge die letzte "
        "Zeit. Bitte die IT die Uhr stellen lassen."
    )
