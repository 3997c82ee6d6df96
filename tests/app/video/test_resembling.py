"""Whom a shown name may be: help for the eye, with umlauts, slips and given names; nobody where nothing resembles."""

import pytest

from handzeichen.app.video.resembling import KEPT, Names
from handzeichen.meeting.ids import PersonId, Role
from handzeichen.meeting.plan import Person

NAMES = {
    "ebeling": ("Anna", "Ebeling"),
    "ebert": ("Jörg", "Ebert"),
    "gruen": ("Anna", "Grün-Müller"),
    "ozdemir": ("Cem", "Özdemir"),
    "weiss": (None, "Weiß"),
    "li": ("Bo", "Li"),
}
PEOPLE = [
    Person(id=PersonId(id_), name=name, given_name=given, role=Role.MEMBER)
    for id_, (given, name) in NAMES.items()
]


@pytest.mark.parametrize(
    ("shown", "ids"),
    [
        ("Ratsfrau Ebeling", ["ebeling"]),
        ("EBELING (iPad)", ["ebeling"]),
        ("anna ebeling", ["ebeling", "gruen"]),
        ("Ebelling", ["ebeling"]),
        ("Joerg", ["ebert"]),
        ("a.mueller", ["gruen"]),
        ("Gru\u0308n", ["gruen"]),  # The umlaut as two signs, as some telephones write it.
        ("ozdemir", ["ozdemir"]),
        ("weiss", ["weiss"]),
        ("Li", ["li"]),
        ("Eb", []),
        ("iPad", []),
        ("", []),
        ("<b>", []),
    ],
)
def test_a_shown_name_leads_to_those_whom_it_may_mean(shown: str, ids: list[str]) -> None:
    names = Names(PEOPLE)
    for _ in range(2):  # Found, and remembered.
        assert [person.id for person in names.resembling(shown)] == ids


def test_those_of_one_name_come_always_in_the_same_order() -> None:
    twins = [
        Person(id=PersonId(f"p{number}"), name="Meyer", given_name=None, role=Role.MEMBER)
        for number in range(6)
    ]
    found = [person.id for person in Names(twins).resembling("Meyer")]
    assert found == ["p0", "p1", "p2", "p3", "p4", "p5"]
    assert found == [person.id for person in Names(twins[::-1]).resembling("Meyer")]


def test_whoever_shows_a_new_name_each_second_fills_no_memory() -> None:
    names = Names(PEOPLE)
    for number in range(3 * KEPT):
        names.resembling(f"iPad {number}")
    assert len(names._found) <= KEPT
