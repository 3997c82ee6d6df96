"""Motions on procedure as data: their order, who moves them, what they need, who replies; and how a house says it."""

from datetime import date
from typing import Any

import pytest

from handzeichen.law.answers import load
from handzeichen.law.asked import in_words
from handzeichen.law.majority import Base, Share
from handzeichen.law.moving import (
    A_BALLOT,
    ANYBODY,
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
from handzeichen.law.questions import Law
from handzeichen.law.values import answer, plain_problem
from handzeichen.meeting.ids import SUBSTANTIVE, FloorKind, Kind

DAY = date(2026, 11, 24)
THIRD = Share(base=Base.STATUTORY_SEATS, fraction="1/3", strict=False)


def law(profile: str) -> Law:
    return load(profile, on=DAY, kind="committee").law


def read(question: str, value: object) -> Any:
    return answer(question, value, "Geschäftsordnung", "local", "2026-01-01", None).value


# The order


def test_the_furthest_going_is_voted_on_first() -> None:
    # Nichtbefassung > Vertagung > Verweisung > Schluss der Beratung > Schluss der Redeliste
    order = law("ni").precedence.value
    kinds = ["not_to_consider", "postponement", "referral", "end_of_debate", "end_of_list"]
    assert sorted(reversed(kinds), key=order.place) == kinds


def test_urgency_goes_before_the_postponement_that_it_would_settle_and_the_agenda_is_adopted_last() -> None:
    order = law("ni").precedence.value
    assert order.place("urgency") < order.place("postponement")
    assert order.order[-1] == "adopt_agenda"


def test_every_kind_of_procedure_has_its_place_and_no_other_word_stands_there() -> None:
    order = law("ni").precedence.value.order
    assert {*order} == {kind.value for kind in Kind if kind not in SUBSTANTIVE}
    assert len(order) == len({*order})


def test_what_is_left_out_comes_after_all_others_together() -> None:
    order = Precedence(order=("urgency", "postponement"))
    assert [order.place(kind) for kind in ("urgency", "postponement", "hearing", "reorder")] == [0, 1, 2, 2]


@pytest.mark.parametrize("profile", ["ni", "ni-hannover-committee", "st"])
def test_unless_a_house_says_otherwise_nothing_binds_nothing_is_reserved_and_the_body_votes(
    profile: str,
) -> None:
    answers = law(profile)
    assert not answers.precedence.value.binds
    assert answers.movers.value == {}
    # A third of Hannover's council may demand a hearing, and the body may resolve on it all the same.
    assert {demand.settles for demand in answers.demands.value.values()} <= {Settles.EITHER}
    assert set(answers.demands.value) == ({"hearing"} if "hannover" in profile else set())
    assert answers.speaking_time.value == {}
    assert answers.debate_on_procedure.value == Debate(
        replies=Replies.ONE_PER_FACTION, minutes=2, procedure_only=True
    )


# What a motion needs


@pytest.mark.parametrize(
    ("demand", "seats", "present", "needed"),
    [
        # Without an answer nobody has to support it, and the body votes.
        (A_BALLOT, 11, 10, 0),
        (Demand(supporters=10), 65, 40, 10),
        # A third of the statutory number: 11 / 3 is more than 3, 12 / 3 is 4.
        (Demand(share=THIRD), 11, 7, 4),
        (Demand(share=THIRD), 12, 7, 4),
        # A fifth of those present: 7 / 5 is more than 1; nobody present still needs one.
        (Demand(share=Share(base=Base.PRESENT, fraction="1/5", strict=False)), 11, 7, 2),
        (Demand(share=Share(base=Base.PRESENT, fraction="1/5", strict=False)), 11, 0, 1),
        # "Mehr als ein Viertel": of 12 it is 4.
        (Demand(share=Share(base=Base.STATUTORY_SEATS, fraction="1/4", strict=True)), 12, 9, 4),
    ],
)
def test_how_many_must_support_a_motion(demand: Demand, seats: int, present: int, needed: int) -> None:
    assert demand.needed(seats=seats, present=present) == needed


def test_which_kinds_enough_members_bring_about_without_a_ballot() -> None:
    demands = {
        "hearing": Demand(share=THIRD),
        "separate_votes": Demand(settles=Settles.DEMAND),
        "roll_call_vote": Demand(settles=Settles.EITHER, supporters=10),
    }
    assert settled_by_demand(demands) == {"separate_votes", "roll_call_vote"}


# How a house says it


@pytest.mark.parametrize(
    ("question", "said", "meant"),
    [
        ("precedence", {"order": ["removal", "referral"], "binds": True}, Precedence(order=("removal", "referral"), binds=True)),
        ("movers", {}, {}),
        ("movers", {"end_of_debate": {"only": ["not_spoken"]}}, {"end_of_debate": MovedBy(only=frozenset({Condition.NOT_SPOKEN}))}),
        ("movers", {"referral": {"who": ["voting", "chair"]}}, {"referral": MovedBy(who=frozenset({Mover.VOTING, Mover.CHAIR}))}),
        ("movers", {"referral": {}}, {"referral": ANYBODY}),
        ("demands", {"separate_votes": {"settles": "demand"}}, {"separate_votes": Demand(settles=Settles.DEMAND)}),
        ("demands", {"hearing": {"share": {"base": "statutory_seats", "fraction": "1/3", "strict": False}, "advisory": True}}, {"hearing": Demand(share=THIRD, advisory=True)}),
        # The matter may need supporters; what decides it is a ballot.
        ("demands", {"main": {"supporters": 3}}, {"main": Demand(supporters=3)}),
        ("debate_on_procedure", {"replies": "none"}, Debate(replies=Replies.NONE)),
        ("speaking_time", {"speech": 5, "report": 10}, {"speech": 5, "report": 10}),
    ],
)  # fmt: skip
def test_what_a_house_writes_is_read_as_it_is_meant(question: str, said: object, meant: object) -> None:
    assert plain_problem(question, said) is None
    assert read(question, said) == meant


@pytest.mark.parametrize(
    ("question", "said", "problem"),
    [
        ("precedence", ["removal"], "nötig ist eine Tabelle aus order, binds"),
        ("precedence", {"binds": True}, "es fehlt etwas von order, binds"),
        ("precedence", {"order": ["removal", "removal"]}, "nötig ist eine Liste von Wörtern, jedes einmal"),
        ("precedence", {"order": "removal"}, "nötig ist eine Liste von Wörtern"),
        ("movers", {"referral": {"whom": ["voting"]}}, "nötig ist eine Tabelle aus who, only"),
        ("movers", {"referral": {"who": ["everybody"]}}, "nötig ist eines von voting, advisory, chair"),
        ("demands", {"hearing": {"supporters": -1}}, "nötig ist eine ganze Zahl ab 0"),
        ("demands", {"hearing": {"supporters": True}}, "nötig ist eine ganze Zahl ab 0"),
        # Before a ballot nobody knows how many votes will be cast.
        ("demands", {"hearing": {"share": {"base": "votes_cast", "fraction": "1/3", "strict": False}}}, "base ist hier statutory_seats oder present"),
        ("demands", {"main": {"settles": "demand"}}, "über main entscheidet immer eine Abstimmung"),
        ("demands", {"recusal": {"settles": "either"}, "amendment": {"settles": "demand"}}, "über amendment, recusal entscheidet immer eine Abstimmung"),
        ("debate_on_procedure", {"minutes": 2}, "es fehlt etwas von replies, minutes, procedure_only"),
        ("debate_on_procedure", {"replies": "all"}, "nötig ist eines von free, none, one_against, one_for_one_against, one_per_faction"),
        ("speaking_time", {"speech": "5"}, "nötig ist eine ganze Zahl ab 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_a_fault_of_the_profile(question: str, said: object, problem: str) -> None:
    assert (plain_problem(question, said) or "").startswith(problem)


@pytest.mark.parametrize("profile", ["ni", "ni-hannover-committee", "st"])
def test_only_kinds_and_reasons_that_the_meeting_knows_stand_in_a_profile(profile: str) -> None:
    answers, kinds = law(profile), {kind.value for kind in Kind}
    assert {*answers.movers.value, *answers.demands.value, *answers.precedence.value.order} <= kinds
    assert {*answers.speaking_time.value} <= {kind.value for kind in FloorKind}


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        ("movers", {"end_of_debate": {"only": ["not_spoken"]}}, "Schluss der Beratung: nur wer: zu dem Punkt noch nicht gesprochen hat"),
        ("movers", {"referral": {"who": ["voting", "chair"]}}, "Verweisung: nur: stimmberechtigte Mitglieder, der Vorsitz"),
        ("precedence", {"order": ["removal", "referral"], "binds": True}, "Reihenfolge: Absetzung, Verweisung; bindet, soweit der Vorsitz nichts anderes bestimmt: Ja"),
        ("demands", {"roll_call_vote": {"settles": "demand", "supporters": 10, "with_mover": False}}, "namentliche Abstimmung: erledigt durch: Verlangen ohne Abstimmung; Mitglieder: 10; wer den Antrag stellt, zählt mit: Nein"),
        ("demands", {"hearing": {"share": {"base": "statutory_seats", "fraction": "1/3", "strict": False}}}, "Anhörung: Anteil: mindestens ein Drittel der gesetzlichen Mitgliederzahl"),
        ("demands", {}, "Keine"),
        ("debate_on_procedure", {"replies": "one_against", "minutes": 3}, "Gegenrede: eine dagegen; höchstens Minuten: 3"),
        ("speaking_time", {"speech": 5}, "Wortbeitrag: 5"),
    ],
)  # fmt: skip
def test_what_a_house_writes_is_shown_in_words(question: str, value: object, said: str) -> None:
    assert in_words(question, value) == said
