"""How often somebody was refused at the door, and why: for whoever watches over the server, and about nobody.

Neither who asked nor what was tried is kept. A kind is logged at once, then at most once in a while with its number, so
that whoever tries a million codes fills no disk.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from handzeichen.app.words import (
    FOREIGN,
    LINK_IS_CLOSED,
    NO_SUCH_LINK,
    NOT_A_CODE,
    NOT_FOR_YOU,
    SIGN_IN_FIRST,
    SPEAK_OUR_PROTOCOL,
    TOO_LONG,
    TOO_MANY_GUESSES,
    TOO_MANY_PRESSES,
    TOO_MANY_REQUESTS,
    TOO_MANY_VIEWERS,
)

EVERY: Final = 60.0
"""Seconds between two lines about the same kind."""
KINDS: Final[Mapping[str, str]] = {
    FOREIGN: "foreign origin",
    NO_SUCH_LINK: "unknown link",
    LINK_IS_CLOSED: "closed link",
    NOT_A_CODE: "no code",
    SIGN_IN_FIRST: "not signed in",
    NOT_FOR_YOU: "not entitled",
    TOO_LONG: "too long",
    SPEAK_OUR_PROTOCOL: "unknown protocol",
    TOO_MANY_GUESSES: "too many codes",
    TOO_MANY_PRESSES: "link pressed too often",
    TOO_MANY_REQUESTS: "too many requests",
    TOO_MANY_VIEWERS: "too many viewers",
}
"""What is refused with which sentence, in a word that never changes."""

log = logging.getLogger(__name__)


class Attempts:
    """The refusals of one server."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.counted: Counter[str] = Counter()
        self._clock = clock
        self._logged: Counter[str] = Counter()
        self._again: dict[str, float] = {}

    def note(self, sentence: str) -> None:
        """Somebody was told this at the door."""
        if (kind := KINDS.get(sentence)) is not None:
            self.count(kind)

    def count(self, kind: str) -> None:
        """Something of this kind was refused."""
        self.counted[kind] += 1
        self.tell()

    def tell(self) -> None:
        """Log what is new, each kind when its time has come."""
        now = self._clock()
        for kind, number in self.counted.items():
            new = number - self._logged[kind]
            if new and now >= self._again.get(kind, now):
                log.warning("Refused at the door: %s, %d new, %d since the start", kind, new, number)
                self._logged[kind] = number
                self._again[kind] = now + EVERY
