"""From a row's plain value to the typed answer, and what is wrong with a value that cannot be one."""

from collections.abc import Callable
from dataclasses import fields
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_type_hints

from handzeichen.law.majority import Base, Share, is_share
from handzeichen.law.questions import Answer, Law, Least, Mark

W = TypeVar("W", bound=StrEnum)


def share(value: Any) -> Share:
    """`{base, fraction, strict}` as a share."""
    if not (isinstance(value, dict) and set(value) == {"base", "fraction", "strict"}):
        raise ValueError("nötig sind base, fraction und strict")
    fraction, strict = value["fraction"], value["strict"]
    if not (isinstance(fraction, str) and is_share(fraction) and isinstance(strict, bool)):
        raise ValueError("fraction ist ein Bruch wie „1/2“, strict ist true oder false")
    return Share(base=one_of(Base)(value["base"]), fraction=fraction, strict=strict)


def least(value: Any) -> Least:
    """`{fraction}`, `{heads}`, both or neither as the least number that must be here."""
    if not (isinstance(value, dict) and set(value) <= {"fraction", "heads"}):
        raise ValueError("möglich sind nur fraction und heads")
    fraction, heads = value.get("fraction"), value.get("heads")
    if fraction is not None and not (isinstance(fraction, str) and is_share(fraction)):
        raise ValueError("fraction ist ein Bruch wie „1/4“")
    if heads is not None and (type(heads) is not int or heads < 1):
        raise ValueError("heads ist eine ganze Zahl ab 1")
    return Least(fraction=fraction, heads=heads)


def one_of(words: type[W]) -> Callable[[Any], W]:
    """One word of a closed vocabulary."""

    def read(value: Any) -> W:
        if value not in [*words]:
            raise ValueError(f"nötig ist eines von {', '.join(words)}")
        return words(value)

    return read


def truth(value: Any) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise ValueError("nötig ist true oder false")
    return value


def text(value: Any) -> str:
    """A text."""
    if not isinstance(value, str):
        raise ValueError("nötig ist ein Text")
    return value


def words(value: Any) -> frozenset[str]:
    """A list of words."""
    if not (isinstance(value, list | tuple) and all(isinstance(word, str) for word in value)):
        raise ValueError("nötig ist eine Liste von Wörtern")
    return frozenset(value)


def table(reader: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    """A table whose values are all read the same way."""

    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValueError("nötig ist eine Tabelle")
        return {str(key): reader(inner) for key, inner in value.items()}

    return read


_READERS: dict[Any, Callable[[Any], Any]] = {
    Share: share,
    Least: least,
    bool: truth,
    str: text,
    frozenset[str]: words,
    dict[str, Share]: table(share),
    dict[str, str]: table(text),
    dict[str, dict[str, str]]: table(table(text)),
}


def _reader(question: str) -> Callable[[Any], Any]:
    (wanted,) = get_args(_HINTS[question])
    is_word = isinstance(wanted, type) and issubclass(wanted, StrEnum)
    return one_of(wanted) if is_word else _READERS[wanted]


_HINTS = get_type_hints(Law)
QUESTIONS = tuple(field.name for field in fields(Law))
"""The names of all questions, in the order in which a lawyer reads them."""
_READER_OF = {question: _reader(question) for question in QUESTIONS}


def plain_problem(question: str, value: object) -> str | None:
    """What is wrong with a value, in German; None if nothing is."""
    try:
        _READER_OF[question](value)
    except ValueError as error:
        return str(error)
    return None


def answer(
    question: str, value: object, source: str, mark: str, since: str, wording: str | None
) -> Answer[Any]:
    """The typed answer; raises ValueError where `plain_problem` would name a fault."""
    typed = _READER_OF[question](value)
    return Answer(
        question=question, value=typed, source=source, mark=Mark(mark), since=since, wording=wording
    )
