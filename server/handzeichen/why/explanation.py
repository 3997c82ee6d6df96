"""What an explanation is made of, and how an answer of law that was applied is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from handzeichen.law.asked import ASKED, MARKS, in_words
from handzeichen.law.confirming import Word
from handzeichen.law.majority import Share
from handzeichen.law.questions import Answer
from handzeichen.meeting.state import Meeting
from handzeichen.words import said, with_capital


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedAnswer:
    """An answer of law that made something so, in words; `since` is the day from which it is in force.

    `confirmed` says by whom in the house, when and on what source it was looked up.
    """

    question: str
    value: str
    source: str
    mark: str
    since: str
    wording: str | None = None
    confirmed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why something is so: what came of it, the facts, the answers applied, the arithmetic, and what would help."""

    title: str
    conclusion: str
    facts: tuple[str, ...] = ()
    arithmetic: tuple[str, ...] = ()
    answers: tuple[AppliedAnswer, ...] = ()
    help: tuple[str, ...] = ()


def applied(meeting: Meeting, *questions: str) -> tuple[AppliedAnswer, ...]:
    """The answers in force to some questions, each told once."""
    return told(meeting, (getattr(meeting.law, question) for question in questions))


def told(meeting: Meeting, answers: Iterable[Answer[Any]]) -> tuple[AppliedAnswer, ...]:
    """The same for answers at hand."""
    return tuple({answer.question: _told(meeting, answer) for answer in answers}.values())


def share_in_words(share: Share) -> str:
    """ "mehr als die Hälfte der Ja- und Nein-Stimmen"."""
    return in_words("majority", _plain(share))


def pointed_at(meeting: Meeting, paragraph: str) -> AppliedAnswer:
    """A paragraph that the law's list of paragraphs names."""
    known = meeting.law.paragraphs
    return AppliedAnswer(
        question=ASKED["paragraphs"].asks,
        value=paragraph,
        source=known.source,
        mark=MARKS[known.mark],
        since=_day(known.since),
        wording=known.wording,
    )


def _told(meeting: Meeting, answer: Answer[Any]) -> AppliedAnswer:
    return AppliedAnswer(
        question=ASKED[answer.question].asks,
        value=with_capital(in_words(answer.question, _plain(answer.value))),
        source=answer.source,
        mark=MARKS[answer.mark],
        since=_day(answer.since),
        wording=answer.wording,
        confirmed=_confirmed(meeting.standing.said.get(answer.question)),
    )


def _confirmed(word: Word | None) -> str | None:
    if word is None:
        return None
    return said("{who} am {on:digits}, {source}", who=word.by, on=word.on, source=word.source)


def _day(since: str) -> str:
    """ "01.11.2011"; nothing for what the program did before it was asked."""
    on = date.fromisoformat(since)
    return "" if on.year < 1900 else said("{on:digits}", on=on)


def _plain(value: Any) -> object:
    """A typed value as a profile writes it."""
    match value:
        case Share():
            return {"base": value.base, "fraction": value.fraction, "strict": value.strict}
        case frozenset():
            return sorted(value)
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case _:
            return value
