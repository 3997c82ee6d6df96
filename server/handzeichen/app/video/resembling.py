"""Whose name a shown name resembles: help for the eye of whoever assigns it, and never a decision."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final

from handzeichen.meeting.plan import Person

SPELT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe"})
SHORT: Final = 3
"""Letters that the beginning of a name has at least: "El" is nobody's yet."""
ALIKE: Final = 0.8
"""From here on two words are one that was mistyped."""
SLIP: Final = 2
"""Letters that a slip adds or leaves out at most."""
KEPT: Final = 64
"""Shown names that are remembered."""
GIVEN: Final = 0.6
"""What a given name counts, compared with a surname: many people are called Anna."""


class Names:
    """The names of some people, and whom each shown name resembled: the question comes at every beat."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = [(person, _words(person.name), _words(person.given_name or "")) for person in people]
        self._found: dict[str, tuple[Person, ...]] = {}

    def resembling(self, shown: str) -> tuple[Person, ...]:
        """The people whose names a shown name resembles, the likeliest first."""
        found = self._found.get(shown)
        if found is None:
            if len(self._found) >= KEPT:
                self._found.clear()
            found = self._found[shown] = self._rated(_words(shown))
        return found

    def _rated(self, words: Sequence[str]) -> tuple[Person, ...]:
        rated = [(_likeness(words, surname, given), person) for person, surname, given in self._people]
        likely = [one for one in rated if one[0] > 0]
        likely.sort(key=lambda one: (-one[0], one[1].name, str(one[1].id)))
        return tuple(person for _, person in likely)


def _likeness(words: Sequence[str], surname: Sequence[str], given: Sequence[str]) -> float:
    return _best(words, surname) + GIVEN * _best(words, given)


def _best(words: Sequence[str], parts: Sequence[str]) -> float:
    return max((_alike(word, part) for part in parts for word in words), default=0.0)


def _alike(word: str, part: str) -> float:
    """1 for the same word, less for its beginning or a slip, 0 for another."""
    if word == part:
        return 1.0
    if min(len(word), len(part)) < SHORT:
        return 0.0
    if part.startswith(word) or word.startswith(part):
        return 0.9
    # A slip nearly keeps the length, and the first letter or the last. To look closer at thousands takes long.
    if abs(len(word) - len(part)) > SLIP or (word[0] != part[0] and word[-1] != part[-1]):
        return 0.0
    ratio = SequenceMatcher(None, word, part, autojunk=False).ratio()
    return ratio if ratio >= ALIKE else 0.0


def _words(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, umlauts as they are typed without them."""
    spelt = unicodedata.normalize("NFC", name).lower().translate(SPELT)
    plain = "".join(c for c in unicodedata.normalize("NFD", spelt) if not unicodedata.combining(c))
    return tuple(re.findall(r"[^\W_]+", plain))
