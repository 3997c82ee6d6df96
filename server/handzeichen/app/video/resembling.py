"""Whose name a shown name resembles: help for the eye of whoever assigns it, and never a decision."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

from handzeichen.meeting.plan import Person

SPELT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe"})
SHORT: Final = 3
"""Letters that the beginning of a name has at least: "El" is nobody's yet."""
ALIKE: Final = 0.8
"""From here on two words are one that was mistyped."""
GIVEN: Final = 0.6
"""What a given name counts, compared with a surname: many people are called Anna."""


def resembling(shown: str, people: Iterable[Person], most: int) -> list[Person]:
    """The people whose names a shown name resembles, the likeliest first, at most so many."""
    words = _words(shown)
    rated = [(_likeness(words, person), person) for person in people]
    found = sorted(
        (one for one in rated if one[0] > 0), key=lambda one: (-one[0], one[1].name, str(one[1].id))
    )
    return [person for _, person in found[:most]]


def _likeness(words: list[str], person: Person) -> float:
    surname = max((_alike(word, part) for part in _words(person.name) for word in words), default=0.0)
    given = max(
        (_alike(word, part) for part in _words(person.given_name or "") for word in words), default=0.0
    )
    return surname + GIVEN * given


def _alike(word: str, part: str) -> float:
    """1 for the same word, less for its beginning or a slip, 0 for another."""
    if word == part:
        return 1.0
    if min(len(word), len(part)) < SHORT:
        return 0.0
    if part.startswith(word) or word.startswith(part):
        return 0.9
    ratio = SequenceMatcher(None, word, part, autojunk=False).ratio()
    return ratio if ratio >= ALIKE else 0.0


def _words(name: str) -> list[str]:
    """The words of a name in small letters, umlauts as they are typed without them."""
    spelt = unicodedata.normalize("NFC", name).lower().translate(SPELT)
    plain = "".join(c for c in unicodedata.normalize("NFD", spelt) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain)
