"""From a row's plain value to the typed answer, and what is wrong with a value that cannot be one."""

from collections.abc import Callable
from dataclasses import fields
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_type_hints

from handzeichen.law import result_words
from handzeichen.law.majority import Base, Share, is_share
from handzeichen.law.minuting import (
    Absent,
    Clock,
    Heading,
    Listed,
    ListOrder,
    MinutesStyle,
    PointsOrder,
    Signatory,
    Signing,
)
from handzeichen.law.moving import (
    ONLY_BY_BALLOT,
    Condition,
    Debate,
    Demand,
    MovedBy,
    Mover,
    Precedence,
    Replies,
    Settles,
    settled_by_demand,
)
from handzeichen.law.questions import (
    Answer,
    BarTerm,
    Due,
    Law,
    Least,
    Mark,
    ObjectionTerm,
    Stop,
    Terms,
)
from handzeichen.law.retention import DataClass, Moment, Period

W = TypeVar("W", bound=StrEnum)
R = TypeVar("R")


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


def in_order(value: Any) -> tuple[str, ...]:
    """A list of words whose order says something; each once."""
    if not isinstance(value, list | tuple) or len(words(value)) != len(value):
        raise ValueError("nötig ist eine Liste von Wörtern, jedes einmal")
    return tuple(value)


def number(value: Any) -> int:
    """A whole number, not below zero."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("nötig ist eine ganze Zahl ab 0")
    return value


def some_of(vocabulary: type[W]) -> Callable[[Any], frozenset[W]]:
    """A list of words of a closed vocabulary."""
    return lambda value: frozenset(map(one_of(vocabulary), words(value)))


def record(kind: Callable[..., R], **readers: Callable[[Any], Any]) -> Callable[[Any], R]:
    """A table with these keys; one that is left out is as the class has it, and must be there where it has nothing."""

    def read(value: Any) -> R:
        if not isinstance(value, dict) or not set(value) <= set(readers):
            raise ValueError(f"nötig ist eine Tabelle aus {', '.join(readers)}")
        typed = {key: readers[key](inner) for key, inner in value.items()}
        try:
            return kind(**typed)
        except TypeError:
            raise ValueError(f"es fehlt etwas von {', '.join(readers)}") from None

    return read


def heads(value: Any) -> Share:
    """A share of the statutory seats or of those present: of votes nobody knows before a ballot."""
    found = share(value)
    if found.base not in (Base.STATUTORY_SEATS, Base.PRESENT):
        raise ValueError("base ist hier statutory_seats oder present")
    return found


def demands(value: Any) -> dict[str, Demand]:
    """By kind of motion what it needs; the matter itself needs a ballot whatever a house decides."""
    found: dict[str, Demand] = table(
        record(
            Demand,
            settles=one_of(Settles),
            supporters=number,
            share=heads,
            with_mover=truth,
            advisory=truth,
        )
    )(value)
    if wrong := sorted(settled_by_demand(found) & ONLY_BY_BALLOT):
        raise ValueError(f"über {', '.join(wrong)} entscheidet immer eine Abstimmung")
    return found


def period(value: Any) -> Period:
    """`{ months, after }` or `{ days, after }`; a period of no time at all would keep nothing that a doubt needs."""
    found: Period = record(Period, days=number, months=number, after=one_of(Moment))(value)
    if (found.days is None) == (found.months is None) or not (found.days or found.months):
        raise ValueError("nötig ist days oder months, eines von beiden, ab 1")
    return found


def periods(value: Any) -> dict[DataClass, Period]:
    """By class how long it is kept."""
    return {one_of(DataClass)(name): inner for name, inner in table(period)(value).items()}


def table(reader: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    """A table whose values are all read the same way."""

    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValueError("nötig ist eine Tabelle")
        return {str(key): reader(inner) for key, inner in value.items()}

    return read


def phrases(value: Any) -> dict[str, str]:
    """By the key of a result the house's own template for it, whose gaps are those of `results`."""
    found: dict[str, str] = table(text)(value)
    for key, template in found.items():
        if problem := result_words.problem(key, template):
            raise ValueError(f"{key}: {problem}")
    return found


def rows(reader: Callable[[Any], R]) -> Callable[[Any], tuple[R, ...]]:
    """A list whose elements are all read the same way, in their order."""

    def read(value: Any) -> tuple[R, ...]:
        if not isinstance(value, list | tuple):
            raise ValueError("nötig ist eine Liste")
        return tuple(map(reader, value))

    return read


_STYLE = record(
    MinutesStyle,
    people=one_of(ListOrder),
    absent=one_of(Absent),
    remote=truth,
    faults=truth,
    leaving_item=truth,
    clock=one_of(Clock),
    points=one_of(PointsOrder),
    point_times=truth,
    speakers=truth,
    reasons=truth,
    tally=truth,
)
_READERS: dict[Any, Callable[[Any], Any]] = {
    Share: share,
    Least: least,
    bool: truth,
    str: text,
    frozenset[str]: words,
    dict[str, Share]: table(share),
    dict[str, str]: table(text),
    dict[str, Due]: table(one_of(Due)),
    Terms: record(Terms, bar=one_of(BarTerm)),
    Stop: record(Stop, term=one_of(ObjectionTerm), paragraph=text),
    dict[str, int]: table(number),
    dict[DataClass, Period]: periods,
    dict[str, MovedBy]: table(record(MovedBy, who=some_of(Mover), only=some_of(Condition))),
    dict[str, Demand]: demands,
    Precedence: record(Precedence, order=in_order, binds=truth),
    Debate: record(Debate, replies=one_of(Replies), minutes=number, procedure_only=truth),
    dict[str, dict[str, str]]: table(table(text)),
    MinutesStyle: _STYLE,
    tuple[Heading, ...]: rows(record(Heading, of=one_of(Listed), title=text)),
    tuple[Signatory, ...]: rows(record(Signatory, who=one_of(Signing), title=text)),
}
_READERS_OF = {"result_words": phrases}
"""Questions whose values are read more strictly than their type says."""


def _reader(question: str) -> Callable[[Any], Any]:
    (wanted,) = get_args(_HINTS[question])
    if question in _READERS_OF:
        return _READERS_OF[question]
    is_word = isinstance(wanted, type) and issubclass(wanted, StrEnum)
    return one_of(wanted) if is_word else _READERS[wanted]


_HINTS = get_type_hints(Law)
QUESTIONS = tuple(field.name for field in fields(Law))
"""The names of all questions, in the order in which a lawyer reads them."""
_READER_OF = {question: _reader(question) for question in QUESTIONS}


def plain_problem(question: str, value: object) -> str | None:
    """What is wrong with a value, in German; None if nothing is."""
    try:
        read = _READER_OF[question](value)
    except ValueError as error:
        return str(error)
    # Only of a profile: a log is read with the words that it was written with.
    match question:
        case "outcome_words":
            return result_words.outcome_problem(read)
        case "minutes_title":
            return None if read.strip() else "nötig ist ein Wort, etwa Niederschrift"
        case "minutes_chapters":
            return _chapters_problem(read)
    return None


def _chapters_problem(chapters: tuple[Heading, ...]) -> str | None:
    twice = {one.of.value for one in chapters if sum(other.of is one.of for other in chapters) > 1}
    if twice:
        return f"zweimal genannt: {', '.join(sorted(twice))}"
    return None if all(one.title.strip() for one in chapters) else "eine Überschrift ist leer"


def answer(
    question: str, value: object, source: str, mark: str, since: str, wording: str | None
) -> Answer[Any]:
    """The typed answer; raises ValueError where `plain_problem` would name a fault."""
    typed = _READER_OF[question](value)
    return Answer(
        question=question, value=typed, source=source, mark=Mark(mark), since=since, wording=wording
    )
