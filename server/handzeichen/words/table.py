"""The tables of words: one folder per language, one file per topic; a key and its facts in, a sentence out.

A key is the file and the path in it, "refusals.not_yet.why". A gap in a template names a fact, and after a colon the
form it is wanted in: a counted noun with its case (`{yes:yes_vote.dative}`), a tail that may be nothing
(`{no:tails.against}`), or a time (`{at:clock}`, `{on:day}`, `{on:short_day}`). What a table does not hold, and a fact
that a gap asks for and does not get, is our bug and is raised as KeyError.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache, reduce
from pathlib import Path
from string import Formatter
from typing import Any, Final

from handzeichen.words.numbers import NOMINATIVE, Noun, counted

GERMAN: Final = "de"
ENGLISH: Final = "en"
LANGUAGES: Final = (GERMAN, ENGLISH)
"""Whatever is announced, kept or minuted is German; whoever reads a screen may ask for another language."""
EASY: Final = "de-easy"
"""Einfache Sprache: German again, in plainer words wherever the table has them."""
SHOWN: Final = (*LANGUAGES, EASY)
"""The languages of the screens."""

_FOLDER: Final = Path(__file__).parent
_TIMES: Final = frozenset({"clock", "day", "short_day", "weekday", "digits"})


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a language writes dates and times of day."""

    clock: str
    colon: str
    digits: str
    day: str
    short_day: str
    months: Sequence[str]
    weekdays: Sequence[str]

    def written(self, form: str, when: date) -> str:
        """A day, or a moment's time of day, in one of the forms."""
        if form == "clock":
            return (self.colon if isinstance(when, WithColon) else self.clock).format(at=when)
        if form == "digits":
            return self.digits.format(at=when)
        weekday = self.weekdays[when.weekday()]
        if form == "weekday":
            return weekday
        pattern = self.day if form == "day" else self.short_day
        return pattern.format(
            weekday=weekday,
            day=when.day,
            month=self.months[when.month - 1],
            year=when.year,
        )


class WithColon(datetime):
    """A moment whose time of day is written with a colon, where a house writes it so: "17:41"."""


class Sayable:
    """Something that each language says in its own words."""

    __slots__ = ()

    def said(self, language: str) -> str:
        """It in this language."""
        raise NotImplementedError

    def __str__(self) -> str:
        """In German, the language of the record."""
        return self.said(GERMAN)


@dataclass(frozen=True, slots=True)
class Phrase(Sayable):
    """A part of a sentence, said in the reader's language when the sentence is."""

    key: str
    facts: tuple[tuple[str, object], ...] = ()

    def said(self, language: str) -> str:
        """The part in this language."""
        return say(self.key, language, **dict(self.facts))


@dataclass(frozen=True, slots=True)
class Declined(Sayable):
    """A name in the case that a German sentence asks for; other languages leave it as it is."""

    name: str
    german: str

    def said(self, language: str) -> str:
        """The name as this language says it here."""
        return in_language(self.name, language) if language == ENGLISH else self.german


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the law in force; a gap asks for one of its forms: `{bar:the_accusative}`."""

    key: str
    facts: tuple[tuple[str, object], ...] = ()

    def form(self, name: str, language: str = GERMAN) -> str:
        """The term in this form."""
        return say(f"{self.key}.{name}", language, **dict(self.facts))


Fact = str | int | Phrase | Declined | Term
"""What a gap may be filled with, beside moments and days."""


class Table:
    """All words of one language."""

    def __init__(self, language: str) -> None:
        """Read every topic once."""
        self.language = language
        read = _read(language)
        self.calendar = Calendar(**read.pop("calendar"))
        self.nouns: Mapping[str, Noun] = read.pop("numbers")
        self.scripts: Mapping[str, str] = read.pop("scripts", {})
        """What the pages' scripts say, by the German words."""
        self.templates: Mapping[str, str] = dict(_flat(read))
        self.sentences: Mapping[str, str] = sentences(language)
        """What the screens say, by the German template."""

    def say(self, key: str, facts: Mapping[str, object]) -> str:
        """The sentence of a key with its gaps filled."""
        return self.filled(self.templates[key], facts)

    def filled(self, template: str, facts: Mapping[str, object]) -> str:
        """A template of this language with its gaps filled."""
        return "".join(
            literal if name is None else literal + self.format_field(facts[name], form)
            for literal, name, form in _parsed(template)
        )

    def format_field(self, value: Any, format_spec: str) -> str:
        """One gap: a number as a counted noun, a moment in its form, all else as it is."""
        if isinstance(value, Term):
            return value.form(format_spec, self.language)
        if format_spec in _TIMES:
            return self.calendar.written(format_spec, value)
        if format_spec:
            noun, _, case = format_spec.partition(".")
            return counted(self.nouns[noun], case or NOMINATIVE, value)
        return in_language(value, self.language)


@cache
def table(language: str) -> Table:
    """The words of a language; raises KeyError for one that there is none of."""
    if language not in SHOWN:
        raise KeyError(language)
    return Table(language)


def in_language(value: object, language: str) -> str:
    """What can be said in several languages, in this one; all else as it is."""
    return value.said(language) if isinstance(value, Sayable) else str(value)


def sentences(language: str) -> Mapping[str, str]:
    """What the screens say, by the German template; raises ValueError where two files say the same differently."""
    found: dict[str, str] = {}
    for path in sorted((_FOLDER / language / "screens").glob("*.toml")):
        for german, other in tomllib.loads(path.read_text("utf-8")).items():
            if found.setdefault(german, other) != other:
                raise ValueError(f"{path.name}: {german!r} is said in two ways")
    return found


def say(key: str, language: str = GERMAN, /, **facts: object) -> str:
    """The sentence of a key, its gaps filled with the facts."""
    return table(language).say(key, facts)


def phrase(key: str, /, **facts: object) -> Phrase:
    """A part of a sentence, to be said later in whatever language the sentence is."""
    return Phrase(key, tuple(facts.items()))


def joined(key: str, parts: Sequence[Fact]) -> Fact:
    """Several parts as one: "A, B", "A oder B", by a key that joins `one` to `other`."""
    return reduce(lambda one, other: phrase(key, one=one, other=other), parts)


def template(key: str, language: str = GERMAN) -> str:
    """The sentence of a key with its gaps open."""
    return table(language).templates[key]


def written(form: str, when: date | datetime, language: str = GERMAN) -> str:
    """A day or a time of day: `clock`, `day`, `short_day`, `digits` or `weekday`."""
    return table(language).calendar.written(form, when)


def count(noun: str, n: int, language: str = GERMAN, *, case: str = NOMINATIVE) -> str:
    """A number with its noun."""
    return counted(table(language).nouns[noun], case, n)


def capital(text: str) -> str:
    """A sentence begins large."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=8_192)
def _parsed(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """A template's pieces: what stands there, and which fact follows in which form."""
    return tuple((literal, name, form or "") for literal, name, form, _ in Formatter().parse(template))


def _read(language: str) -> dict[str, Any]:
    """Every topic of a language; plain words stand for all that German says and Einfache Sprache does not."""
    found: dict[str, Any] = _read(GERMAN) if language == EASY else {}
    for path in sorted((_FOLDER / language).glob("*.toml")):
        found[path.stem] = _over(found.get(path.stem, {}), tomllib.loads(path.read_text("utf-8")))
    return found


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Nested tables, one over the other."""
    return {
        **below,
        **{
            name: _over(below.get(name, {}), said) if isinstance(said, dict) else said
            for name, said in above.items()
        },
    }


def _flat(words: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, said in words.items():
        if isinstance(said, str):
            yield f"{before}{name}", said
        else:
            yield from _flat(said, f"{before}{name}.")
