"""Exact arithmetic in words: what stands there can be worked out with a pencil, and is never rounded."""

from fractions import Fraction

import pytest

from handzeichen.law.majority import Base, Share, Tally
from handzeichen.why.arithmetic import compared, exact, least, needed


@pytest.mark.parametrize(("number", "said"), [
    (Fraction(6), "6"),
    (Fraction(11, 2), "5,5"),
    (Fraction(45, 4), "11,25"),
    # No decimal says a third: it would be rounded, and the limit with it.
    (Fraction(22, 3), "7 1/3"),
    (Fraction(2, 3), "2/3"),
    (Fraction(0), "0"),
    (Fraction(63, 5), "12,6"),
])  # fmt: skip
def test_a_number_is_said_as_people_write_it(number: Fraction, said: str) -> None:
    assert exact(number) == said


@pytest.mark.parametrize(("base", "fraction", "strict", "said"), [
    (Base.VOTES_CAST, "1/2", True, "mehr als 1/2 × (9 Ja + 1 Nein) = mehr als 5, also mindestens 6 Ja-Stimmen"),
    (Base.VOTES_CAST_WITH_ABSTENTIONS, "1/2", True,
     "mehr als 1/2 × (9 Ja + 1 Nein + 3 Enthaltungen) = mehr als 6,5, also mindestens 7 Ja-Stimmen"),
    (Base.PRESENT, "2/3", False, "mindestens 2/3 von 14 Anwesenden = mindestens 9 1/3, also mindestens 10 Ja-Stimmen"),
    (Base.STATUTORY_SEATS, "2/3", False,
     "mindestens 2/3 von 15 Sitzen = mindestens 10, also mindestens 10 Ja-Stimmen"),
])  # fmt: skip
def test_a_majority_is_written_out(base: Base, fraction: str, strict: bool, said: str) -> None:
    share = Share(base=base, fraction=fraction, strict=strict)
    assert needed(share, Tally(yes=9, no=1, abstain=3, present=14, seats=15)) == said


def test_without_a_yes_nothing_passes_and_one_is_one_vote() -> None:
    share = Share(base=Base.VOTES_CAST, fraction="1/2", strict=True)
    said = needed(share, Tally(yes=0, no=0, abstain=4, present=4, seats=7))
    assert said == "mehr als 1/2 × (0 Ja + 0 Nein) = mehr als 0, also mindestens 1 Ja-Stimme"
    assert least(share, 11, of="von 11 Sitzen").endswith("also mindestens 6")


@pytest.mark.parametrize(("found", "said"), [(6, "6 ≥ 6"), (7, "7 ≥ 6"), (5, "5 < 6")])
def test_two_numbers_are_compared(found: int, said: str) -> None:
    assert compared(found, 6) == said
