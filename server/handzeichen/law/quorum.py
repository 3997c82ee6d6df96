"""Whether a body is quorate, and by which rule (§ 65 NKomVG and its kin)."""

from dataclasses import dataclass, replace
from enum import StrEnum

from handzeichen.law.questions import Law, Least


class Basis(StrEnum):
    """The rule that makes the body quorate; `majority` where none does."""

    MAJORITY = "majority"
    ALL_PRESENT = "all_present"
    SECOND_CONVENING = "second_convening"
    LEGAL_BAR = "legal_bar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """What a quorum is judged by; all numbers are seats."""

    seats: int
    present: int
    barred: int = 0
    convening_stated: bool = False
    convening_objected: bool = False
    second_convening: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumCount:
    """How many seats are present and how many must be, and what follows."""

    present: int
    seats: int
    required: int
    quorate: bool
    basis: Basis

    @property
    def margin(self) -> int:
        """How many above (or, negative, below) the number required."""
        return self.present - self.required


def count(law: Law, attendance: Attendance) -> QuorumCount:
    """The judgement; the first rule that makes the body quorate gives its basis."""
    required = law.quorum.value.least(attendance.seats)
    basis = next((basis for basis, holds in _RULES if holds(law, attendance)), None)
    return QuorumCount(
        present=attendance.present,
        seats=attendance.seats,
        required=required,
        quorate=basis is not None,
        basis=basis or Basis.MAJORITY,
    )


def spare(law: Law, attendance: Attendance) -> int | None:
    """How many of those present may leave, and the body is still quorate; None where it is not now.

    The basis may change on the way: with a second convening or a legal bar there may be no number that matters.
    """

    def holds(gone: int) -> bool:
        return count(law, replace(attendance, present=attendance.present - gone)).quorate

    if not holds(0):
        return None
    return sum(holds(gone) for gone in range(1, attendance.present + 1))


def everybody_is_present_and_nobody_objects(law: Law, attendance: Attendance) -> bool:
    """§ 65 Abs. 1 Satz 1: all members present, and none objects to the convening, though nobody stated it proper."""
    whole = attendance.present == attendance.seats
    unsaid = not attendance.convening_stated and not attendance.convening_objected
    return law.all_present.value and whole and unsaid


def the_majority_is_present(law: Law, attendance: Attendance) -> bool:
    """§ 65 Abs. 1 Satz 1: "wenn nach ordnungsgemäßer Einberufung die Mehrheit ihrer Mitglieder anwesend ist".

    Proper is what the chair has stated, also against an objection, and what nobody has objected to.
    """
    proper = attendance.convening_stated or not attendance.convening_objected
    return proper and attendance.present >= law.quorum.value.least(attendance.seats)


def it_was_convened_a_second_time(law: Law, attendance: Attendance) -> bool:
    """§ 65 Abs. 2: convened again for the same subject, quorate whatever the number; elsewhere from three on."""
    enough = law.second_convening_least.value.reached(attendance.present, attendance.seats)
    return law.second_convening.value and attendance.second_convening and enough


def more_than_half_are_barred(law: Law, attendance: Attendance) -> bool:
    """§ 65 Abs. 3: a legal bar for more than half of the members; resolutions then need the authority's approval.

    Elsewhere a part of the members must be here all the same (§ 37 Abs. 2 Satz 2 GemO BW: a quarter).
    """
    enough = law.legal_bar_least.value.reached(attendance.present, attendance.seats)
    return law.legal_bar.value and attendance.barred * 2 > attendance.seats and enough


def is_whatever_the_number(law: Law, basis: Basis) -> bool:
    """Whether a rule that is content with fewer than the quorum is content with any number."""
    least = {Basis.SECOND_CONVENING: law.second_convening_least, Basis.LEGAL_BAR: law.legal_bar_least}
    return basis in least and least[basis].value == Least()


def is_presumed(law: Law, *, present: int, seats: int) -> bool:
    """§ 65 Abs. 1 Satz 3: once stated it holds until challenged; elsewhere not below a third (§ 38 Abs. 1 GO SH)."""
    return law.quorum_presumed.value and law.presumed_least.value.reached(present, seats)


def needs_approval(law: Law, basis: Basis) -> bool:
    """§ 65 Abs. 3 NKomVG: what is decided by so few is decided only once the supervising authority approves of it."""
    return law.legal_bar_approval.value and basis is Basis.LEGAL_BAR


_RULES = (
    (Basis.ALL_PRESENT, everybody_is_present_and_nobody_objects),
    (Basis.MAJORITY, the_majority_is_present),
    (Basis.SECOND_CONVENING, it_was_convened_a_second_time),
    (Basis.LEGAL_BAR, more_than_half_are_barred),
)
