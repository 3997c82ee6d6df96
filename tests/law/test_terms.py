"""The law's own terms: one word in the profile, and every sentence that names it stays German."""

from dataclasses import replace
from datetime import date

import pytest

from handzeichen.law.answers import load
from handzeichen.law.earlier import before_it_was_asked
from handzeichen.law.majority import Tally
from handzeichen.law.questions import BarTerm, Law, Terms
from handzeichen.law.terms import motion_words
from handzeichen.law.values import plain_problem
from handzeichen.law.wording import result
from handzeichen.meeting.refusals import refuse
from handzeichen.words.table import ENGLISH

LAW = load("ni", on=date(2021, 1, 21), kind="committee").law
BARRED = {
    BarTerm.PARTICIPATION_BAR: "Frau A unterliegt bei TOP 2 dem Mitwirkungsverbot.",
    BarTerm.BIAS: "Frau A ist bei TOP 2 befangen.",
    BarTerm.GROUND_OF_EXCLUSION: "Frau A ist bei TOP 2 ausgeschlossen.",
    BarTerm.INVOLVEMENT: "Frau A ist bei TOP 2 persönlich beteiligt.",
    BarTerm.CONFLICT: "Frau A ist bei TOP 2 wegen Interessenwiderstreits ausgeschlossen.",
    BarTerm.CONFLICT_OF_INTERESTS: "Frau A ist bei TOP 2 wegen Widerstreits der Interessen ausgeschlossen.",
}
NONE_ENTERED = {
    BarTerm.PARTICIPATION_BAR: "Für Frau A ist bei diesem Punkt kein Mitwirkungsverbot eingetragen.",
    BarTerm.BIAS: "Für Frau A ist bei diesem Punkt keine Befangenheit eingetragen.",
    BarTerm.GROUND_OF_EXCLUSION: "Für Frau A ist bei diesem Punkt kein Ausschließungsgrund eingetragen.",
    BarTerm.INVOLVEMENT: "Für Frau A ist bei diesem Punkt keine persönliche Beteiligung eingetragen.",
    BarTerm.CONFLICT: "Für Frau A ist bei diesem Punkt kein Interessenwiderstreit eingetragen.",
    BarTerm.CONFLICT_OF_INTERESTS: "Für Frau A ist bei diesem Punkt kein Widerstreit der Interessen eingetragen.",
}
STATED = {
    BarTerm.PARTICIPATION_BAR: "Das Mitwirkungsverbot wird einstimmig festgestellt.",
    BarTerm.BIAS: "Die Befangenheit wird einstimmig festgestellt.",
    BarTerm.GROUND_OF_EXCLUSION: "Der Ausschließungsgrund wird einstimmig festgestellt.",
    BarTerm.INVOLVEMENT: "Die persönliche Beteiligung wird einstimmig festgestellt.",
    BarTerm.CONFLICT: "Der Interessenwiderstreit wird einstimmig festgestellt.",
    BarTerm.CONFLICT_OF_INTERESTS: "Der Widerstreit der Interessen wird einstimmig festgestellt.",
}
REQUESTS = {
    BarTerm.PARTICIPATION_BAR: "auf Feststellung eines Mitwirkungsverbots zu TOP {item}",
    BarTerm.BIAS: "auf Feststellung der Befangenheit zu TOP {item}",
    BarTerm.GROUND_OF_EXCLUSION: "auf Feststellung eines Ausschließungsgrunds zu TOP {item}",
    BarTerm.INVOLVEMENT: "auf Feststellung der persönlichen Beteiligung zu TOP {item}",
    BarTerm.CONFLICT: "auf Feststellung eines Interessenwiderstreits zu TOP {item}",
    BarTerm.CONFLICT_OF_INTERESTS: "auf Feststellung eines Widerstreits der Interessen zu TOP {item}",
}


def under(term: BarTerm) -> Law:
    return replace(LAW, terms=replace(LAW.terms, value=Terms(bar=term)))


@pytest.mark.parametrize("term", BarTerm)
def test_every_sentence_says_the_bar_as_the_law_calls_it(term: BarTerm) -> None:
    law, tally = under(term), Tally(yes=3, no=0, abstain=0, present=3, seats=3)
    assert refuse("barred", who="Frau A", item="2").under(law).why() == BARRED[term]
    assert refuse("no_recusal", who="Frau A").under(law).why() == NONE_ENTERED[term]
    assert result(law, "recusal", tally, passed=True, needed=1) == STATED[term]
    assert motion_words(law, "recusal")["request"] == REQUESTS[term]
    assert refuse("barred", who="Frau A", item="2").under(law).why(ENGLISH).startswith("Frau A is ")


@pytest.mark.parametrize(("title", "said"), [
    ("Protokoll", "Eigene Stimmen werden hier nicht ins Protokoll aufgenommen."),
    ("Niederschrift", "Eigene Stimmen werden hier nicht in die Niederschrift aufgenommen."),
    # A house's own word takes its gender from how it ends.
    ("Verhandlungsniederschrift", "Eigene Stimmen werden hier nicht in die Verhandlungsniederschrift aufgenommen."),
    ("Beschlussprotokoll", "Eigene Stimmen werden hier nicht ins Beschlussprotokoll aufgenommen."),
])  # fmt: skip
def test_the_minutes_are_called_as_the_law_or_the_house_calls_them(title: str, said: str) -> None:
    law = replace(LAW, minutes_title=replace(LAW.minutes_title, value=title))
    assert refuse("no_recording").under(law).why() == said


@pytest.mark.parametrize(
    "value", ["Befangenheit", {}, {"bar": "Selbstablehnung"}, {"bar": "Befangenheit", "chair": "x"}]
)
def test_a_term_without_grammar_is_a_fault_of_the_profile(value: object) -> None:
    assert plain_problem("terms", value)
    assert plain_problem("terms", {"bar": "Befangenheit"}) is None


def test_a_log_from_before_the_question_reads_as_it_did() -> None:
    assert before_it_was_asked("terms").value == Terms(bar=BarTerm.PARTICIPATION_BAR)
