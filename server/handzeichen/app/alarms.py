"""What is wrong at this moment that people must look into: the clerks of a meeting read it until it is right again.

An alarm has a source, and one source says one thing at a time: that the disk is full, that the store is silent, that a
log was exchanged. What concerns the whole server is told to the clerks of all its meetings.
"""

import logging
from collections.abc import Callable
from typing import Final

EVERYWHERE: Final = ""
"""Stands for a meeting's id where an alarm concerns all of them."""

log = logging.getLogger(__name__)


class Alarms:
    """All standing alarms; `tell` is called with the meeting (or EVERYWHERE) whose alarms have changed."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._standing: dict[tuple[str, str], str] = {}

    def set(self, source: str, sentence: str | None, meeting: str = EVERYWHERE) -> None:
        """What a source says is wrong now, in German; None when nothing is."""
        before = self._standing.pop((meeting, source), None)
        if sentence is not None:
            self._standing[meeting, source] = sentence
        if sentence == before:
            return
        if sentence is not None:
            log.critical("%s", sentence)
        else:
            log.warning("%s: right again", source)
        self._tell(meeting)

    def of(self, meeting: str) -> list[str]:
        """What the clerk of a meeting has to read now, the oldest first."""
        return [text for (where, _), text in self._standing.items() if where in (meeting, EVERYWHERE)]

    def stands(self, source: str) -> bool:
        """Whether a source says that something is wrong, wherever."""
        return any(name == source for _, name in self._standing)

    def all(self) -> list[str]:
        """Everything that is wrong."""
        return list(self._standing.values())
