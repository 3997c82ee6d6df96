"""An explanation as plain text of a readable width: the same lines on the command line and in the minutes."""

import textwrap
from collections.abc import Iterator

from handzeichen.why.explanation import AppliedAnswer, Explanation
from handzeichen.words import said

WIDTH = 100
FACTS, ARITHMETIC, ANSWERS, HELP = (
    said("Tatsachen"),
    said("Rechnung"),
    said("Rechtliche Grundlagen"),
    said("Was hilft"),
)
"""The names of an explanation's sections, wherever it is shown."""


def lines(explanation: Explanation, width: int = WIDTH) -> list[str]:
    """The whole explanation, no line longer than `width` as long as its words are not."""
    found = [*wrapped(explanation.title, width), *wrapped(explanation.conclusion, width, "  ")]
    for name, texts in (
        (FACTS, explanation.facts),
        (ARITHMETIC, explanation.arithmetic),
        (ANSWERS, tuple(map(answer, explanation.answers))),
        (HELP, explanation.help),
    ):
        if texts:
            found.append(f"  {name}:")
            found += [line for text in texts for line in wrapped(text, width, "  - ", "    ")]
    return found


def answer(applied: AppliedAnswer) -> str:
    """ "Wie viele müssen anwesend sein …? Mehr als 1/2 aller Sitze. (§ 65 …; im Wortlaut gelesen; seit 01.11.2011)" """
    since = said("; in Kraft seit {day}", day=applied.since) if applied.since else ""
    quoted = said(" Wortlaut: „{wording}“", wording=applied.wording) if applied.wording else ""
    confirmed = said("; bestätigt von {who}", who=applied.confirmed) if applied.confirmed else ""
    return f"{applied.question} {applied.value}. ({applied.source}; {applied.mark}{since}{confirmed}){quoted}"


def wrapped(text: str, width: int = WIDTH, first: str = "", following: str | None = None) -> Iterator[str]:
    """A paragraph in lines, indented like its first where `following` is not given."""
    kept = textwrap.wrap(
        text.replace("§ ", "§\N{NO-BREAK SPACE}"),
        width,
        initial_indent=first,
        subsequent_indent=first if following is None else following,
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield from (line.replace("\N{NO-BREAK SPACE}", " ") for line in kept)
