"""Which answers of law a house has to confirm before it meets under them, and what it has confirmed so far.

What decides quorum, majority, remote voting or publicity, and was not read in the text of the law itself, is looked up
by the house once. A draft is nobody's word yet: of a draft every such answer is confirmed. A confirmation is bound to
the row that it was given for (its layer, question, date and value): a newer or edited row needs one of its own.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from handzeichen.law.answers import Row
from handzeichen.law.asked import ASKED
from handzeichen.law.questions import Mark

DECISIVE: Final = frozenset({"quorum", "majority", "remote", "public"})
"""The topics whose answers decide whether a resolution stands."""
_NEEDED: Final = ("profile", "question", "since", "value", "confirmed_by", "on", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Who answers for an answer of law, since which day, and on what source of the house's own."""

    by: str
    on: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A house's word for one row of a profile (`profile` is the row's layer)."""

    profile: str
    question: str
    since: date
    value: object
    word: Word

    @classmethod
    def to(cls, row: Row, word: Word) -> "Confirmation":
        """A word given to this row."""
        return cls(profile=row.layer, question=row.question, since=row.since, value=row.value, word=word)

    def fits(self, row: Row) -> bool:
        """Whether it was given for this very row."""
        given = (self.profile, self.question, self.since, self.value)
        return given == (row.layer, row.question, row.since, row.value)


def is_decisive(question: str) -> bool:
    """Whether the answer decides quorum, majority, remote voting or publicity."""
    return ASKED[question].topic in DECISIVE


def must_be_confirmed(question: str, mark: str, *, draft: bool) -> bool:
    """Whether an answer needs a house's word before a live meeting."""
    return is_decisive(question) and (draft or mark != Mark.TEXT_SEEN)


def to_confirm(rows: Iterable[Row], *, draft: bool) -> tuple[Row, ...]:
    """The rows in force that need a house's word, whether or not it has been given."""
    return tuple(row for row in rows if must_be_confirmed(row.question, row.mark, draft=draft))


def words_for(rows: Iterable[Row], known: Iterable[Confirmation]) -> dict[str, Word]:
    """By question, what a house has said to the rows in force; the last word counts."""
    given = list(known)
    return {row.question: one.word for row in rows for one in given if one.fits(row)}


# The file


def read_confirmations(text: str) -> tuple[tuple[Confirmation, ...], tuple[str, ...]]:
    """The confirmations in the text of a `confirmations.toml`, and in German all that is wrong with it."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return (), (f"kein gültiges TOML ({error})",)
    faults = [
        f"{key}: unbekannt; hier steht nur [[confirmation]]" for key in content if key != "confirmation"
    ]
    tables = content.get("confirmation", [])
    if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
        return (), (*faults, "confirmation: keine Liste von Bestätigungen ([[confirmation]])")
    found: list[Confirmation] = []
    for index, table in enumerate(tables):
        wrong = [f"confirmation[{index}].{fault}" for fault in _faults(table)]
        faults += wrong
        if not wrong:
            found.append(_confirmation(table))
    return tuple(found), tuple(faults)


def _faults(table: Mapping[str, Any]) -> Iterable[str]:
    yield from (f"{key}: unbekannt" for key in table if key not in _NEEDED)
    yield from (f"{key}: fehlt" for key in _NEEDED if key not in table)
    # A date and a time of day is a date to Python, and cannot be compared with one.
    yield from (
        f"{key}: kein Datum" for key in ("since", "on") if key in table and type(table[key]) is not date
    )
    for key in ("profile", "question", "confirmed_by", "source"):
        if key in table and not (isinstance(table[key], str) and table[key].strip()):
            yield f"{key}: kein Text"
    if isinstance(table.get("question"), str) and table["question"] not in ASKED:
        yield f"question: „{table['question']}“ ist keine Frage"


def _confirmation(table: Mapping[str, Any]) -> Confirmation:
    return Confirmation(
        profile=table["profile"],
        question=table["question"],
        since=table["since"],
        value=table["value"],
        word=Word(by=table["confirmed_by"], on=table["on"], source=table["source"]),
    )


def written(confirmation: Confirmation) -> str:
    """A confirmation as a table of that file."""
    word = confirmation.word
    lines = (
        f"profile = {_toml(confirmation.profile)}",
        f"question = {_toml(confirmation.question)}",
        f"since = {confirmation.since}",
        f"value = {_toml(confirmation.value)}",
        f"confirmed_by = {_toml(word.by)}",
        f"on = {word.on}",
        f"source = {_toml(word.source)}",
    )
    return "\n".join(("[[confirmation]]", *lines, ""))


def _toml(value: object) -> str:
    """A plain value as TOML writes it."""
    match value:
        case bool():
            return str(value).lower()
        case Mapping():
            inner = (f"{_toml(str(key))} = {_toml(one)}" for key, one in value.items())
            return f"{{ {', '.join(inner)} }}"
        case list() | tuple():
            return f"[{', '.join(_toml(one) for one in value)}]"
        case str():
            return '"' + "".join(_ESCAPED.get(letter, letter) for letter in value) + '"'
        case _:
            return str(value)


_ESCAPED: Final = {
    **{chr(code): f"\\u{code:04x}" for code in (*range(0x20), 0x7F)},
    '"': '\\"',
    "\\": "\\\\",
}
