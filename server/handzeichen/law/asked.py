"""The questions of law as a clerk reads them: name, question, topic and values in words, from `asked.toml`.

Every question of a profile has its table there; the tests name one that is missing.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from handzeichen.law.majority import Base

_TABLES: Final[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "asked.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: its topic by id, a short name, the question itself, and words for what only it may answer."""

    topic: str
    name: str
    asks: str
    words: Mapping[str, str] = field(default_factory=dict)
    remark: Mapping[str, str] = field(default_factory=dict)


TOPICS: Final[Mapping[str, str]] = _TABLES["topics"]
"""The topics in the order in which a clerk reads them, by id."""
WORDS: Final[Mapping[str, str]] = _TABLES["words"]
"""What the answers' own words mean, whatever the question."""
ASKED: Final[Mapping[str, Asked]] = {
    question: Asked(**table) for question, table in _TABLES.items() if question not in ("topics", "words")
}
"""Every question by its id."""
MARKS: Final[Mapping[str, str]] = {
    "text seen": "Gesetzestext gelesen",
    "secondary": "aus zweiter Hand",
    "memory": "aus dem Gedächtnis",
    "inferred": "abgeleitet",
    "local": "vom Haus",
}
"""How a source was read, in words."""
_BASES: Final = {
    Base.VOTES_CAST: "der Ja- und Nein-Stimmen",
    Base.VOTES_CAST_WITH_ABSTENTIONS: "der Stimmen, Enthaltungen mitgezählt",
    Base.PRESENT: "der Anwesenden",
    Base.STATUTORY_SEATS: "der gesetzlichen Mitgliederzahl",
}
_SHARES: Final = {
    "1/2": "die Hälfte",
    "1/3": "ein Drittel",
    "2/3": "zwei Drittel",
    "1/4": "ein Viertel",
    "3/4": "drei Viertel",
    "4/5": "vier Fünftel",
    "1/5": "ein Fünftel",
}

_GAP: Final = re.compile(r"\{[^}]*\}")
"""What a sentence of a profile leaves open: a clerk reads "zu TOP …"."""


def in_words(question: str, value: object) -> str:
    """An answer's plain value as German: "mehr als die Hälfte der gesetzlichen Mitgliederzahl"."""
    asked = ASKED[question]
    return _said({**WORDS, **asked.words}, value)


def remark(question: str, value: object) -> str | None:
    """What else follows from an answer, as a German sentence."""
    return ASKED[question].remark.get(_key(value))


def _said(words: Mapping[str, str], value: object) -> str:
    if isinstance(value, Mapping):
        if value.keys() == {"base", "fraction", "strict"}:
            return _share(value)
        if value and value.keys() <= {"fraction", "heads"}:
            return _least(value)
        return (
            "; ".join(f"{words.get(str(key), key)}: {_said(words, inner)}" for key, inner in value.items())
            or "Keine"
        )
    if isinstance(value, list | tuple):
        return ", ".join(_said(words, one) for one in value) or "Keine"
    return words.get(_key(value)) or _GAP.sub("…", str(value))


def _key(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _least(value: Mapping[str, Any]) -> str:
    """ "mindestens ein Drittel der gesetzlichen Mitgliederzahl und mindestens 3 Personen"."""
    fraction, heads = value.get("fraction"), value.get("heads")
    part = fraction and _share({"base": Base.STATUTORY_SEATS, "fraction": fraction, "strict": False})
    count = heads and ("mindestens eine Person" if heads == 1 else f"mindestens {heads} Personen")
    return " und ".join(said for said in (part, count) if said)


def _share(value: Mapping[str, Any]) -> str:
    """ "mehr als die Hälfte" or "mindestens zwei Drittel" of what is counted."""
    fraction = Fraction(value["fraction"])
    share, base = _SHARES.get(str(fraction), str(fraction)), _BASES[Base(value["base"])]
    how = "mehr als" if value["strict"] else "mindestens"
    return f"{how} {share} {base}" if fraction != 1 else f"die Gesamtheit {base}"
