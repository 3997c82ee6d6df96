"""A house's own phrases for results: of ballots, and of what settles an item without one; how they are filled.

What a house does not say is said as everywhere (`words/de/results.toml`). The phrase stands in the profile, the profile
in the log: what was announced is announced alike whenever the log is read.
"""

import re
from collections.abc import Mapping
from typing import Final

from handzeichen.words.sentences import Said, keyed, of
from handzeichen.words.table import GERMAN, Declined, table

PLAIN: Final = ("carried.unanimous", "carried.counted", "rejected.unanimous", "rejected.counted")
"""Motions on the matter and amendments."""
PROCEDURE: Final = ("procedure.unanimous", "procedure.counted", "procedure.rejected")
"""Motions on procedure; subject and verb are gaps."""
KEYS: Final = (*PLAIN, "rejected.though_unanimous", *PROCEDURE)
"""What a house may say in its own words. How a tie was broken stays as it is: it is rare, and must be said whole."""

OUTCOMES: Final = (
    "noted",
    "agreed",
    "postponed",
    "removed",
    "referred",
    "deferred_to_factions",
    "not_considered",
    "withdrawn",
    "not_reached",
)
"""What settles an item without a ballot on the matter: each needs its phrase."""
IN_ONE_WORD: Final = ("adopted", "adopted_amended", "rejected", "recommended", "recommended_amended")
"""What minutes may add where there was a ballot."""
_GAPS: Final = {"deferred_to_factions": {"{faction}"}, "referred_to": {"{to}"}}

_GAP: Final = re.compile(r"\{[^}]*\}")
_COUNTS: Final = (
    {"yes": 0, "no": 0, "abstain": 0},
    {"yes": 1, "no": 1, "abstain": 1},
    {"yes": 7, "no": 2, "abstain": 3},
)


def problem(key: str, template: str) -> str | None:
    """What is wrong with a phrase, in German; None if nothing is."""
    if key not in KEYS:
        return f"das Ergebnis gibt es nicht; möglich sind {', '.join(KEYS)}"
    facts = {"needed": 8} | ({"subject": "Die Vertagung", "verb": "beschlossen"} if key in PROCEDURE else {})
    try:
        said = [table(GERMAN).filled(template, {**facts, **counts}) for counts in _COUNTS]
    except (KeyError, ValueError, IndexError, TypeError, AttributeError):
        return "eine Lücke darin ist unbekannt oder falsch geschrieben"
    return None if all(words.strip() for words in said) else "der Wortlaut ist leer"


def outcome_problem(words: Mapping[str, str]) -> str | None:
    """What is wrong with the phrases of outcomes, in German; None if nothing is."""
    known = (*OUTCOMES, *IN_ONE_WORD, "referred_to")
    if unknown := [key for key in words if key not in known]:
        return f"{', '.join(unknown)} gibt es nicht; möglich sind {', '.join(known)}"
    if missing := [key for key in OUTCOMES if key not in words]:
        return f"es fehlen die Worte für {', '.join(missing)}"
    for key, phrase in words.items():
        if wrong := set(_GAP.findall(phrase)) - _GAPS.get(key, set()):
            return f"{key}: die Lücke {', '.join(sorted(wrong))} ist unbekannt"
    return None


def in_house_words(phrases: dict[str, str], key: str, /, **facts: object) -> Said:
    """The sentence of a result: the house's in German where it has one, the common one in every other language."""
    common = keyed(f"results.{key}", **facts)
    own = phrases.get(key)
    return common if own is None else of(Declined(common, table(GERMAN).filled(own, facts)))
