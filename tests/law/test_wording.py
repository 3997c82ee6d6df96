"""Results in words: every form that the contract gives, and the grammar of numbers.

One is "eine", from two on digits; "0 Enthaltungen" stands only in the form of three numbers.
"""

from datetime import date

import pytest

from handzeichen.law.answers import load
from handzeichen.law.majority import SIMPLE, Base, Share, Tally, Tie, needed, passes
from handzeichen.law.wording import result
from handzeichen.meeting.ids import Kind

LAW = load("ni", on=date(2021, 1, 21), kind="committee").law
TWO_THIRDS = Share(base=Base.STATUTORY_SEATS, fraction="2/3", strict=False)


def worded(kind: str, yes: int, no: int, abstain: int, *, asked: Share = SIMPLE, seats: int = 45) -> str:
    tally = Tally(yes=yes, no=no, abstain=abstain, present=yes + no + abstain, seats=seats)
    return result(LAW, kind, tally, passed=passes(asked, tally), needed=needed(asked, tally))


@pytest.mark.parametrize("kind", ["main", "amendment"])
@pytest.mark.parametrize(
    ("yes", "no", "abstain", "words"),
    [
        # The contract's own examples, word for word.
        (10, 0, 0, "Einstimmig"),
        (8, 0, 2, "Einstimmig bei 2 Enthaltungen"),
        (6, 4, 0, "6 Stimmen dafür, 4 Stimmen dagegen, 0 Enthaltungen"),
        (0, 10, 0, "Einstimmig abgelehnt"),
        (4, 6, 0, "4 Stimmen dafür, 6 Stimmen dagegen, 0 Enthaltungen (abgelehnt)"),
        # One is "eine", and at the beginning of a sentence "Eine".
        (9, 0, 1, "Einstimmig bei einer Enthaltung"),
        (1, 0, 0, "Einstimmig"),
        (8, 1, 1, "8 Stimmen dafür, eine Stimme dagegen, eine Enthaltung"),
        (1, 8, 1, "Eine Stimme dafür, 8 Stimmen dagegen, eine Enthaltung (abgelehnt)"),
        (0, 8, 2, "Einstimmig abgelehnt bei 2 Enthaltungen"),
        # A tie, and a ballot in which all abstain or nobody votes.
        (5, 5, 0, "5 Stimmen dafür, 5 Stimmen dagegen, 0 Enthaltungen (abgelehnt)"),
        (0, 0, 10, "0 Stimmen dafür, 0 Stimmen dagegen, 10 Enthaltungen (abgelehnt)"),
        (0, 0, 0, "0 Stimmen dafür, 0 Stimmen dagegen, 0 Enthaltungen (abgelehnt)"),
    ],
)
def test_the_matter_is_told_in_votes(kind: str, yes: int, no: int, abstain: int, words: str) -> None:
    assert worded(kind, yes, no, abstain) == words


@pytest.mark.parametrize(
    ("kind", "yes", "no", "abstain", "words"),
    [
        ("adopt_agenda", 10, 0, 0, "Die Tagesordnung wird einstimmig angenommen."),
        ("adopt_agenda", 8, 2, 1, "Die Tagesordnung wird mit 8 Ja-Stimmen gegen 2 Nein-Stimmen bei einer Enthaltung angenommen."),
        ("adopt_agenda", 8, 2, 0, "Die Tagesordnung wird mit 8 Ja-Stimmen gegen 2 Nein-Stimmen angenommen."),
        ("adopt_agenda", 8, 1, 3, "Die Tagesordnung wird mit 8 Ja-Stimmen gegen eine Nein-Stimme bei 3 Enthaltungen angenommen."),
        ("adopt_agenda", 8, 0, 2, "Die Tagesordnung wird einstimmig bei 2 Enthaltungen angenommen."),
        ("adopt_agenda", 8, 0, 1, "Die Tagesordnung wird einstimmig bei einer Enthaltung angenommen."),
        ("urgency", 9, 1, 0, "Die Eilbedürftigkeit wird mit 9 Ja-Stimmen gegen eine Nein-Stimme zuerkannt."),
        ("urgency", 9, 0, 0, "Die Eilbedürftigkeit wird einstimmig zuerkannt."),
        ("urgency", 4, 6, 0, "Die Eilbedürftigkeit wird nicht zuerkannt (4 Ja-Stimmen, 6 Nein-Stimmen)."),
        # The same pattern: one is "eine", no abstentions are not told, abstentions are.
        ("urgency", 1, 6, 1, "Die Eilbedürftigkeit wird nicht zuerkannt (eine Ja-Stimme, 6 Nein-Stimmen, eine Enthaltung)."),
        ("urgency", 0, 6, 2, "Die Eilbedürftigkeit wird nicht zuerkannt (0 Ja-Stimmen, 6 Nein-Stimmen, 2 Enthaltungen)."),
        ("urgency", 5, 5, 0, "Die Eilbedürftigkeit wird nicht zuerkannt (5 Ja-Stimmen, 5 Nein-Stimmen)."),
        ("postponement", 9, 1, 0, "Die Vertagung wird mit 9 Ja-Stimmen gegen eine Nein-Stimme beschlossen."),
    ],
)  # fmt: skip
def test_procedure_is_told_in_a_sentence(kind: str, yes: int, no: int, abstain: int, words: str) -> None:
    assert worded(kind, yes, no, abstain) == words


@pytest.mark.parametrize(
    ("kind", "yes", "abstain", "words"),
    [
        # The contract's sentence, of 45 seats with 30 needed.
        ("main", 28, 2, "Trotz Einstimmigkeit (28 Ja-Stimmen, 2 Enthaltungen) abgelehnt: 30 Ja-Stimmen erforderlich"),
        ("main", 28, 1, "Trotz Einstimmigkeit (28 Ja-Stimmen, eine Enthaltung) abgelehnt: 30 Ja-Stimmen erforderlich"),
        ("main", 28, 0, "Trotz Einstimmigkeit (28 Ja-Stimmen) abgelehnt: 30 Ja-Stimmen erforderlich"),
        ("amendment", 1, 0, "Trotz Einstimmigkeit (eine Ja-Stimme) abgelehnt: 30 Ja-Stimmen erforderlich"),
        # Whatever the kind: "its `wording` then says".
        ("urgent_item", 29, 4, "Trotz Einstimmigkeit (29 Ja-Stimmen, 4 Enthaltungen) abgelehnt: 30 Ja-Stimmen erforderlich"),
    ],
)  # fmt: skip
def test_unanimous_and_yet_rejected(kind: str, yes: int, abstain: int, words: str) -> None:
    assert worded(kind, yes, 0, abstain, asked=TWO_THIRDS) == words


def test_a_qualified_majority_missed_with_more_yes_than_no_is_rejected_in_three_numbers() -> None:
    words = "28 Stimmen dafür, 2 Stimmen dagegen, 0 Enthaltungen (abgelehnt)"
    assert worded("main", 28, 2, 0, asked=TWO_THIRDS) == words


def test_nobody_for_it_is_an_ordinary_unanimous_rejection_whatever_the_majority() -> None:
    assert worded("main", 0, 17, 0, asked=TWO_THIRDS) == "Einstimmig abgelehnt"


SENTENCES = {
    Kind.RECUSAL: "Das Mitwirkungsverbot wird einstimmig festgestellt.",
    Kind.URGENCY: "Die Eilbedürftigkeit wird einstimmig zuerkannt.",
    Kind.URGENT_ITEM: "Die Dringlichkeit wird einstimmig zuerkannt.",
    Kind.POSTPONEMENT: "Die Vertagung wird einstimmig beschlossen.",
    Kind.REMOVAL: "Die Absetzung wird einstimmig beschlossen.",
    Kind.NOT_TO_CONSIDER: "Die Nichtbefassung wird einstimmig beschlossen.",
    Kind.REFERRAL: "Die Verweisung wird einstimmig beschlossen.",
    Kind.END_OF_DEBATE: "Der Schluss der Beratung wird einstimmig beschlossen.",
    Kind.END_OF_LIST: "Der Schluss der Redeliste wird einstimmig beschlossen.",
    Kind.REORDER: "Die Änderung der Reihenfolge wird einstimmig beschlossen.",
    Kind.ADOPT_AGENDA: "Die Tagesordnung wird einstimmig angenommen.",
    Kind.EXCLUDE_PUBLIC: "Der Ausschluss der Öffentlichkeit wird einstimmig beschlossen.",
    Kind.ADMIT_PUBLIC: "Die Wiederherstellung der Öffentlichkeit wird einstimmig beschlossen.",
    Kind.INTERRUPTION: "Die Unterbrechung wird einstimmig beschlossen.",
    Kind.HEARING: "Die Anhörung wird einstimmig beschlossen.",
    Kind.ROLL_CALL_VOTE: "Die namentliche Abstimmung wird einstimmig beschlossen.",
    Kind.SECRET_VOTE: "Die geheime Abstimmung wird einstimmig beschlossen.",
    Kind.SEPARATE_VOTES: "Die getrennte Abstimmung wird einstimmig beschlossen.",
}


def test_every_kind_of_procedure_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Kind) - {Kind.MAIN, Kind.AMENDMENT}
    assert {kind: worded(kind.value, 3, 0, 0) for kind in SENTENCES} == SENTENCES


REJECTED = {
    Kind.RECUSAL: "Das Mitwirkungsverbot wird nicht festgestellt (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.URGENCY: "Die Eilbedürftigkeit wird nicht zuerkannt (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.URGENT_ITEM: "Die Dringlichkeit wird nicht zuerkannt (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.POSTPONEMENT: "Die Vertagung wird nicht beschlossen (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.REMOVAL: "Die Absetzung wird nicht beschlossen (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.NOT_TO_CONSIDER: "Die Nichtbefassung wird nicht beschlossen (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.REFERRAL: "Die Verweisung wird nicht beschlossen (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.END_OF_DEBATE: "Der Schluss der Beratung wird nicht beschlossen (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.END_OF_LIST: "Der Schluss der Redeliste wird nicht beschlossen (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.REORDER: "Die Änderung der Reihenfolge wird nicht beschlossen (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.ADOPT_AGENDA: "Die Tagesordnung wird nicht angenommen (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.EXCLUDE_PUBLIC: "Der Ausschluss der Öffentlichkeit wird nicht beschlossen (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.ADMIT_PUBLIC: "Die Wiederherstellung der Öffentlichkeit wird nicht beschlossen (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.INTERRUPTION: "Die Unterbrechung wird nicht beschlossen (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.HEARING: "Die Anhörung wird nicht beschlossen (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.ROLL_CALL_VOTE: "Die namentliche Abstimmung wird nicht beschlossen (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.SECRET_VOTE: "Die geheime Abstimmung wird nicht beschlossen (2 Ja-Stimmen, 3 Nein-Stimmen).",
    Kind.SEPARATE_VOTES: "Die getrennte Abstimmung wird nicht beschlossen (2 Ja-Stimmen, 3 Nein-Stimmen).",
}


def test_and_its_sentence_when_it_finds_no_majority() -> None:
    assert {kind: worded(kind.value, 2, 3, 0) for kind in SENTENCES} == REJECTED


@pytest.mark.parametrize("kind", Kind)
def test_no_wording_says_one_in_a_digit_or_none_where_three_numbers_are_not_asked(kind: Kind) -> None:
    numbers = range(3)
    for yes, no, abstain in ((y, n, a) for y in numbers for n in numbers for a in numbers):
        words = worded(kind.value, yes, no, abstain)
        assert "1" not in words
        assert ("0 Enthaltungen" in words) <= ("dafür" in words)
        assert "  " not in words and " ." not in words and not words[0].islower()


@pytest.mark.parametrize(
    ("kind", "tie", "passed", "abstain", "words"),
    [
        ("main", "chair_decides", True, 0, "5 Stimmen dafür, 5 Stimmen dagegen, 0 Enthaltungen (bei Stimmengleichheit durch Stichentscheid des Vorsitzes angenommen)"),
        ("amendment", "lot", False, 1, "5 Stimmen dafür, 5 Stimmen dagegen, eine Enthaltung (bei Stimmengleichheit durch das Los abgelehnt)"),
        ("urgency", "lot", True, 0, "Bei Stimmengleichheit (5 Ja-Stimmen, 5 Nein-Stimmen) wird die Eilbedürftigkeit durch das Los zuerkannt."),
        ("postponement", "chair_decides", False, 2, "Bei Stimmengleichheit (5 Ja-Stimmen, 5 Nein-Stimmen, 2 Enthaltungen) wird die Vertagung durch Stichentscheid des Vorsitzes nicht beschlossen."),
    ],
)  # fmt: skip
def test_where_chair_or_lot_decided_the_words_say_so(
    kind: str, tie: str, passed: bool, abstain: int, words: str
) -> None:
    tally = Tally(yes=5, no=5, abstain=abstain, present=12, seats=45)
    assert result(LAW, kind, tally, passed=passed, needed=6, tie=Tie(tie)) == words
