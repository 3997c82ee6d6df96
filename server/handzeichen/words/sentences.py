"""Sentences that remember how they were made, so that each reader gets them in the own language.

Whatever a screen shows is made once, in German, and is a `str` like any other; whoever shows it in another language
asks for it. A sentence of a screen is its German template with its facts; the other languages know it by that template,
in `LANGUAGE/screens/`. What follows a `¦` in a template is a note for translators where one German word has two
meanings: it is never shown. A sentence that a table holds under a key is the same in this respect (`keyed`).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from handzeichen.words.table import GERMAN, Phrase, Sayable, capital, in_language, table

NOTE = "¦"
"""What follows it in a template tells apart two meanings of the same German words, and is never shown."""


class Said(str, Sayable):
    """The German text of something that can be said in other languages; equal to that text, sorted and stored as it.

    An operation on text gives text: `said("A") + "!"` is German for good. Give a sentence a gap instead.
    """

    __slots__ = ("source",)
    source: Sayable

    def __new__(cls, source: Sayable) -> "Said":
        """What the source says in German."""
        made = super().__new__(cls, source.said(GERMAN))
        made.source = source
        return made

    def said(self, language: str) -> str:
        """The same in this language, as plain text."""
        return str(self) if language == GERMAN else self.source.said(language)

    in_language = said

    def __reduce__(self) -> tuple[type["Said"], tuple[Sayable]]:
        """What can be copied and kept is the source."""
        return Said, (self.source,)


@dataclass(frozen=True, slots=True)
class Sentence(Sayable):
    """A German template and the facts for its gaps."""

    template: str
    facts: tuple[tuple[str, object], ...] = ()

    def said(self, language: str) -> str:
        """The sentence in this language; in German where the language has no words for it."""
        return filled(self.template, language, dict(self.facts))


@dataclass(frozen=True, slots=True)
class Enumeration(Sayable):
    """Several things in a row: "A, B und C"."""

    parts: tuple[object, ...]
    last: str

    def said(self, language: str) -> str:
        """The row in this language; names and numbers stay as they are."""
        words = [in_language(part, language) for part in self.parts]
        if len(words) < 2:
            return "".join(words)
        between = in_language(_BETWEEN[self.last](), language) if self.last in _BETWEEN else self.last
        return f"{', '.join(words[:-1])}{between}{words[-1]}"


@dataclass(frozen=True, slots=True)
class Row(Sayable):
    """Several things one after the other, with the same between them."""

    parts: tuple[object, ...]
    between: str

    def said(self, language: str) -> str:
        """The row in this language."""
        return self.between.join(in_language(part, language) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Changed(Sayable):
    """The same as something makes it of the words of each language: shorter, with a capital, with a full stop."""

    source: Sayable
    change: Callable[[str], str]

    def said(self, language: str) -> str:
        """The text in this language, changed."""
        return self.change(self.source.said(language))


def said(template: str, /, **facts: object) -> Said:
    """A sentence of a screen: the German template with its gaps filled; raises KeyError for a gap without a fact."""
    return Said(Sentence(template, tuple(facts.items())))


def of_table(template: str, /, **facts: object) -> Said:
    """The same for a template that stands in a table of the law, not where it is said; its English is demanded too."""
    return Said(Sentence(template, tuple(facts.items())))


def without(text: str, pattern: re.Pattern[str]) -> str:
    """The text without what a pattern finds in it, in whatever language it is said."""
    return changed(text, partial(pattern.sub, ""))


def keyed(key: str, /, **facts: object) -> Said:
    """A sentence that the tables hold under a key, as `say` gives it, for readers of every language."""
    return Said(Phrase(key, tuple(facts.items())))


def worded(template: str, language: str) -> str:
    """A German template in this language, its gaps open; in German where the language has no words for it."""
    return table(language).sentences.get(template) or template.partition(NOTE)[0]


def filled(template: str, language: str, facts: Mapping[str, object]) -> str:
    """A German template in this language, its gaps filled."""
    words = worded(template, language)
    return table(language).filled(words, facts) if "{" in words or "}" in words else words


def of(source: Sayable) -> Said:
    """Whatever can be said in several languages, as the text that a screen takes."""
    return source if isinstance(source, Said) else Said(source)


def listed(parts: Sequence[object], last: str = "und") -> Said:
    """ "A, B und C"; with `last="oder"` "A, B oder C"; nothing where there is nothing."""
    return Said(Enumeration(tuple(parts), last))


def in_a_row(parts: Sequence[object], between: str = " ") -> Said:
    """Parts one after the other, as `between.join(parts)` would have them."""
    return Said(Row(tuple(parts), between))


def with_capital(text: str) -> str:
    """The text with a capital at its beginning, in whatever language it is said."""
    return changed(text, capital)


def changed(text: str, change: Callable[[str], str]) -> str:
    """The text as a function makes it, in whatever language it is said; nothing that the function leaves is lost."""
    return Said(Changed(text, change)) if isinstance(text, Said) else change(text)


_BETWEEN: dict[str, Callable[[], Said]] = {"und": lambda: said(" und "), "oder": lambda: said(" oder ")}
