"""The quorum (§ 65 NKomVG): how many are required, and by which rule a body is quorate."""

from datetime import date

import pytest

from handzeichen.law.answers import load
from handzeichen.law.quorum import Attendance, Basis, count

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
