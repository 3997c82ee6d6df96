"""Whom a shown name may be: help for the eye, with umlauts, slips and given names; nobody where nothing resembles."""

import pytest

from handzeichen.app.video.resembling import resembling
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
    assert [person.id for person in resembling(shown, PEOPLE, 3)] == ids


def test_there_are_no_more_than_can_be_shown_and_always_in_the_same_order() -> None:
    twins = [
        Person(id=PersonId(f"p{number}"), name="Meyer", given_name=None, role=Role.MEMBER)
        for number in range(6)
    ]
    found = [person.id for person in resembling("Meyer", twins, 3)]
    assert found == ["p0", "p1", "p2"] == [person.id for person in resembling("Meyer", twins[::-1], 3)]
