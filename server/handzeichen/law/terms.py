"""The law's own terms for the sentences that name them: the profile says which, `words` knows their forms."""

import re
from collections.abc import Mapping
from typing import Final

from handzeichen.law.questions import BarTerm, Law
from handzeichen.words.table import Term, capital

_BAR: Final = re.compile(r"\{bar:(\w+)\}")


def bar(law: Law) -> Term:
    """What keeps a member from deliberating and voting: Mitwirkungsverbot, Befangenheit, Ausschließungsgrund …"""
    return _bar(law.terms.value.bar)


def minutes(law: Law) -> Term:
    """What the minutes are called: Protokoll, Niederschrift, or as the house says."""
    return _minutes(law.minutes_title.value)


def terms_of(law: Law) -> Mapping[str, Term]:
    """All terms, by the gap that asks for them."""
    return {"bar": bar(law), "minutes": minutes(law)}


def common_terms() -> Mapping[str, Term]:
    """The same where no law is known."""
    return {"bar": _bar(BarTerm.PARTICIPATION_BAR), "minutes": _minutes("Protokoll")}


def motion_words(law: Law, kind: str) -> Mapping[str, str]:
    """Subject, verb and request of a kind of motion, in the law's own terms; empty for one without words."""
    words = {name: _in_its_terms(law, text) for name, text in law.motion_words.value.get(kind, {}).items()}
    return {**words, "subject": capital(words["subject"])} if "subject" in words else words


def _in_its_terms(law: Law, text: str) -> str:
    return _BAR.sub(lambda gap: bar(law).form(gap[1]), text)


def _bar(term: BarTerm) -> Term:
    return Term(f"terms.bar.{term.name.lower()}")


def _minutes(title: str) -> Term:
    gender = "feminine" if title.lower().endswith("schrift") else "neuter"
    return Term(f"terms.minutes.{gender}", (("title", title),))
