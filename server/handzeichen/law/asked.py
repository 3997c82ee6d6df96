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
from handzeichen.words import in_a_row, listed, of_table, said
from handzeichen.words.sentences import NOTE

_TABLES: Final[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "asked.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: its topic by id, a short name, the question itself, and words for what only it may answer."""

    topic: str
    name: str
    asks: str
    words: Mapping[str, str] = field(default_factory=dict)
    remark: Mapping[str, str] = field(default_factory=dict)


def _of_table(value: Any) -> Any:
    """The German of the table, for readers of every language."""
    if isinstance(value, dict):
        return {key: _of_table(inner) for key, inner in value.items()}
    return of_table(f"{value}{NOTE}Recht")


def _asked(table: dict[str, Any]) -> Asked:
    return Asked(topic=table.pop("topic"), **_of_table(table))


TOPICS: Final[Mapping[str, str]] = _of_table(_TABLES["topics"])
"""The topics in the order in which a clerk reads them, by id."""
WORDS: Final[Mapping[str, str]] = _of_table(_TABLES["words"])
"""What the answers' own words mean, whatever the question."""
ASKED: Final[Mapping[str, Asked]] = {
    question: _asked(table) for question, table in _TABLES.items() if question not in ("topics", "words")
}
"""Every question by its id."""
MARKS: Final[Mapping[str, str]] = {
    "text seen": said("Gesetzestext gelesen"),
    "secondary": said("aus zweiter Hand"),
    "memory": said("aus dem Gedächtnis"),
    "inferred": said("abgeleitet"),
    "local": said("vom Haus"),
}
"""How a source was read, in words."""
_BASES: Final = {
    Base.VOTES_CAST: said("der Ja- und Nein-Stimmen"),
    Base.VOTES_CAST_WITH_ABSTENTIONS: said("der Stimmen, Enthaltungen mitgezählt"),
    Base.PRESENT: said("der Anwesenden"),
    Base.STATUTORY_SEATS: said("der gesetzlichen Mitgliederzahl"),
}
_SHARES: Final = {
    "1/2": said("die Hälfte"),
    "1/3": said("ein Drittel"),
    "2/3": said("zwei Drittel"),
    "1/4": said("ein Viertel"),
    "3/4": said("drei Viertel"),
    "4/5": said("vier Fünftel"),
    "1/5": said("ein Fünftel"),
}

ENTRY: Final = frozenset({"who", "of", "title"})
"""The keys of an entry in a list: who or what it is, and what the house calls it."""
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
        if "after" in value:
            return _period(words, value)
        if value.keys() <= ENTRY and isinstance(value.get("who", value.get("of")), str):
            return _entry(words, value)
        pairs = [
            said("{name}: {value}", name=words.get(str(key), key), value=_said(words, inner))
            for key, inner in value.items()
        ]
        return in_a_row(pairs, "; ") if pairs else said("Keine")
    if isinstance(value, list | tuple):
        return in_a_row([_said(words, one) for one in value], ", ") if value else said("Keine")
    return words.get(_key(value)) or _GAP.sub("…", str(value))


def _period(words: Mapping[str, str], value: Mapping[str, Any]) -> str:
    """ "12 Monate nach dem Ende des Jahres der Sitzung"."""
    moment = words[value["after"]]
    months, days = value.get("months"), value.get("days")
    if months:
        return (
            said("ein Monat nach {moment}", moment=moment)
            if months == 1
            else said("{n} Monate nach {moment}", n=months, moment=moment)
        )
    return (
        said("ein Tag nach {moment}", moment=moment)
        if days == 1
        else said("{n} Tage nach {moment}", n=days, moment=moment)
    )


def _entry(words: Mapping[str, str], value: Mapping[str, Any]) -> str:
    """Somebody or something with the name that the house has for it: "Vorsitz („Die Vorsitzende“)"."""
    what = words[str(value.get("who") or value.get("of"))]
    title = value.get("title")
    return what if title is None else said("{what} („{title}“)", what=what, title=title)


def _key(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _least(value: Mapping[str, Any]) -> str:
    """ "mindestens ein Drittel der gesetzlichen Mitgliederzahl und mindestens 3 Personen"."""
    fraction, heads = value.get("fraction"), value.get("heads")
    part = fraction and _share({"base": Base.STATUTORY_SEATS, "fraction": fraction, "strict": False})
    count = heads and (
        said("mindestens eine Person") if heads == 1 else said("mindestens {n} Personen", n=heads)
    )
    return listed([one for one in (part, count) if one])


def _share(value: Mapping[str, Any]) -> str:
    """ "mehr als die Hälfte" or "mindestens zwei Drittel" of what is counted."""
    fraction = Fraction(value["fraction"])
    share, base = _SHARES.get(str(fraction), str(fraction)), _BASES[Base(value["base"])]
    if fraction == 1:
        return said("die Gesamtheit {of_what}", of_what=base)
    if value["strict"]:
        return said("mehr als {share} {of_what}", share=share, of_what=base)
    return said("mindestens {share} {of_what}", share=share, of_what=base)
