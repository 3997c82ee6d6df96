"""The quorum (§ 65 NKomVG): how many are required, and by which rule a body is quorate."""

from datetime import date

import pytest

from handzeichen.law.answers import load
from handzeichen.law.questions import Law
from handzeichen.law.quorum import Attendance, Basis, count, is_presumed, spare

LAW = load("ni", on=date(2026, 11, 24), kind="committee").law


@pytest.mark.parametrize(
    ("seats", "required"),
    # "More than half" of the legal number; an even body has an exact half, which is one short.
    [(1, 1), (2, 2), (3, 2), (7, 4), (11, 6), (12, 7), (42, 22), (43, 22), (45, 23), (65, 33)],
)
def test_more_than_half_of_the_statutory_seats(seats: int, required: int) -> None:
    enough = count(LAW, Attendance(seats=seats, present=required, convening_stated=True))
    short = count(LAW, Attendance(seats=seats, present=required - 1, convening_stated=True))
    assert (enough.required, enough.quorate, enough.basis, enough.margin) == (
        required,
        True,
        Basis.MAJORITY,
        0,
    )
    assert (short.required, short.quorate, short.basis, short.margin) == (required, False, Basis.MAJORITY, -1)


@pytest.mark.parametrize(
    ("attendance", "quorate", "basis"),
    [
        # Nobody stated the convening, all are here, nobody objects: the defect is healed.
        (Attendance(seats=7, present=7), True, Basis.ALL_PRESENT),
        # With the convening stated, all are simply a majority.
        (Attendance(seats=7, present=7, convening_stated=True), True, Basis.MAJORITY),
        # Not all: the majority counts, stated or not.
        (Attendance(seats=7, present=6), True, Basis.MAJORITY),
        # An objection that the chair has not answered: not properly convened, neither rule helps.
        (Attendance(seats=7, present=7, convening_objected=True), False, Basis.MAJORITY),
        (Attendance(seats=7, present=6, convening_objected=True), False, Basis.MAJORITY),
        # One that the chair has: stated is stated, but an objection leaves no defect healed.
        (
            Attendance(seats=7, present=6, convening_stated=True, convening_objected=True),
            True,
            Basis.MAJORITY,
        ),
        (
            Attendance(seats=7, present=3, convening_stated=True, convening_objected=True),
            False,
            Basis.MAJORITY,
        ),
        # Abs. 2: a second convening, whatever the number.
        (Attendance(seats=7, present=1, second_convening=True), True, Basis.SECOND_CONVENING),
        (Attendance(seats=7, present=5, second_convening=True), True, Basis.MAJORITY),
        # Abs. 3: more than half barred by law; exactly half is not more than half.
        (Attendance(seats=7, present=3, barred=4), True, Basis.LEGAL_BAR),
        (Attendance(seats=8, present=4, barred=4), False, Basis.MAJORITY),
        (Attendance(seats=7, present=3, barred=3), False, Basis.MAJORITY),
    ],
)
def test_the_rule_that_makes_it_quorate_is_the_basis(
    attendance: Attendance, quorate: bool, basis: Basis
) -> None:
    found = count(LAW, attendance)
    assert (found.quorate, found.basis) == (quorate, basis)


# Other Länder


@pytest.mark.parametrize(
    ("profile", "seats", "required"),
    [
        # "More than half" has an exact half one short; "at least half" is content with it.
        ("by", 22, 12),
        ("bw", 22, 11),
        ("sn", 22, 11),
        # An odd body has no exact half: both agree.
        ("by", 23, 12),
        ("bw", 23, 12),
        ("nw", 22, 12),
        ("rp", 33, 17),
        ("he", 45, 23),
    ],
)
def test_more_than_half_and_at_least_half(profile: str, seats: int, required: int) -> None:
    assert count(of(profile), Attendance(seats=seats, present=required)).required == required
    assert not count(of(profile), Attendance(seats=seats, present=required - 1)).quorate


@pytest.mark.parametrize(
    ("profile", "present", "quorate"),
    [
        # Whatever the number: § 65 Abs. 2 NKomVG, § 53 Abs. 2 HGO. From three on: § 37 Abs. 3 GemO BW and its kin.
        ("ni", 1, True),
        ("he", 1, True),
        ("bw", 2, False),
        ("bw", 3, True),
        ("sh", 2, False),
        ("sh", 3, True),
        ("rp", 3, True),
        ("mv", 2, False),
    ],
)
def test_a_second_convening(profile: str, present: int, quorate: bool) -> None:
    attendance = Attendance(seats=21, present=present, second_convening=True)
    assert count(of(profile), attendance).quorate is quorate


@pytest.mark.parametrize(
    ("profile", "present", "quorate"),
    [
        # 12 of 22 barred. Whatever the number here: § 65 Abs. 3 NKomVG, § 53 Abs. 3 HGO.
        ("ni", 1, True),
        ("he", 1, True),
        # A quarter of 22 are five and a half: six.
        ("bw", 5, False),
        ("bw", 6, True),
        ("sn", 5, False),
        ("sn", 6, True),
        # Three heads in Schleswig-Holstein, a third in Rheinland-Pfalz, no such rule in Bayern.
        ("sh", 2, False),
        ("sh", 3, True),
        ("rp", 7, False),
        ("rp", 8, True),
        ("by", 10, False),
    ],
)
def test_a_bar_for_more_than_half(profile: str, present: int, quorate: bool) -> None:
    attendance = Attendance(seats=22, present=present, barred=12)
    assert count(of(profile), attendance).quorate is quorate


@pytest.mark.parametrize(
    ("profile", "present", "holds"),
    [
        # § 65 Abs. 1 Satz 3 NKomVG knows no lower limit; § 38 Abs. 1 GO SH ends it below a third or below three.
        ("ni", 0, True),
        ("sh", 4, True),
        ("sh", 3, False),
        # No presumption at all: the count of the moment decides.
        ("by", 6, False),
        ("bw", 5, False),
    ],
)
def test_a_quorum_once_stated_is_presumed(profile: str, present: int, holds: bool) -> None:
    assert is_presumed(of(profile), present=present, seats=12) is holds


def test_of_two_least_numbers_both_must_be_reached() -> None:
    # A third of seven are more than two, and three heads are asked for beside.
    assert not is_presumed(of("sh"), present=2, seats=6)
    assert is_presumed(of("sh"), present=3, seats=6)
    assert not is_presumed(of("sh"), present=3, seats=10)


def of(profile: str) -> Law:
    return load(profile, on=date(2026, 11, 24), kind="council").law


@pytest.mark.parametrize(
    ("attendance", "left"),
    [
        # Four of seven are needed: of six two may go, of four none.
        (Attendance(seats=7, present=6), 2),
        (Attendance(seats=7, present=4), 0),
        # Not quorate now: nobody can leave what is not there.
        (Attendance(seats=7, present=3), None),
        (Attendance(seats=7, present=7, convening_objected=True), None),
        # All are here and the defect is healed; with one gone the majority counts.
        (Attendance(seats=7, present=7), 3),
        # Whatever the number: all may go, and at the limit nothing happens.
        (Attendance(seats=7, present=4, second_convening=True), 4),
        (Attendance(seats=7, present=3, barred=4), 3),
    ],
)
def test_how_many_may_leave_and_it_is_still_quorate(attendance: Attendance, left: int | None) -> None:
    assert spare(LAW, attendance) == left
