"""The grammar of numbers: one is a word, more are digits, and none is nothing, a digit or "ohne", as the sentence asks.

The forms are data, in `numbers.toml` of each language. A noun's cases are only those that differ from its nominative.
"""

from collections.abc import Mapping, Sequence
from typing import Final

Forms = Sequence[str]
"""One and many, or none, one and many; {n} is the number in digits."""
Noun = Mapping[str, Forms]
"""The forms of one noun by case."""

NOMINATIVE: Final = "nominative"


def counted(noun: Noun, case: str, n: int) -> str:
    """A number with its noun: "eine Ja-Stimme", "einer Ja-Stimme", "21 Ja-Stimmen"; raises KeyError without forms."""
    forms = noun[case] if case in noun else noun[NOMINATIVE]
    return _chosen(forms, n).replace("{n}", str(n))


def _chosen(forms: Forms, n: int) -> str:
    none, one, many = forms if len(forms) == 3 else (forms[-1], *forms)
    return {0: none, 1: one}.get(n, many)
