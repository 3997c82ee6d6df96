"""The law's own terms for the sentences that name them: the profile says which, `words` knows their forms."""

from collections.abc import Mapping
from string import Formatter

from handzeichen.law.questions import BarTerm, Law
from handzeichen.words import Said, of_table, with_capital
from handzeichen.words.sentences import NOTE
from handzeichen.words.table import Term


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
    words = law.motion_words.value.get(kind, {})
    said = {name: in_its_terms(law, f"{text}{NOTE}{name}") for name, text in words.items()}
    return {**said, "subject": with_capital(said["subject"])} if "subject" in said else said


def in_its_terms(law: Law, words: str, **facts: str) -> Said:
    """Words of a profile with their gaps filled; a gap that nobody knows, and one without a fact, stays as it is."""
    known = {**facts, "bar": bar(law)}
    gaps = {gap for _, gap, _, _ in Formatter().parse(words) if gap is not None}
    return of_table(words, **known, **{gap: f"{{{gap}}}" for gap in gaps - known.keys()})


def _bar(term: BarTerm) -> Term:
    return Term(f"terms.bar.{term.name.lower()}")


def _minutes(title: str) -> Term:
    gender = "feminine" if title.lower().endswith("schrift") else "neuter"
    return Term(f"terms.minutes.{gender}", (("title", title),))
