"""Majorities and shares as exact fractions: how many yes votes pass, and which majority is heavier than another.

Passed is `yes > fraction × base`, or `≥` where not strict, and never without a yes (§ 66 Abs. 1 NKomVG: more yes than
no, abstentions not counted, a tie rejects: one half of the votes cast, strictly more).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Base(StrEnum):
    """What a majority is a fraction of."""

    VOTES_CAST = "votes_cast"
    VOTES_CAST_WITH_ABSTENTIONS = "votes_cast_with_abstentions"
    PRESENT = "present"
    STATUTORY_SEATS = "statutory_seats"


_FRACTION = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")


def is_share(text: str) -> bool:
    """Whether a text is a fraction above 0 and at most 1, like `2/3`."""
    match = _FRACTION.fullmatch(text)
    return match is not None and 0 < int(match[1]) <= int(match[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A fraction of a base, to be exceeded (`strict`) or reached."""

    base: Base
    fraction: str
    strict: bool

    def least(self, size: int) -> int:
        """The least number of heads that suffices out of `size`; at least one."""
        exact = Fraction(self.fraction) * size
        return max(1, exact.__floor__() + 1 if self.strict else exact.__ceil__())


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The numbers a majority is measured against, in heads."""

    yes: int
    no: int
    abstain: int
    present: int
    seats: int


SIMPLE = Share(base=Base.VOTES_CAST, fraction="1/2", strict=True)
"""More yes than no: what "simple majority" means wherever a rule asks for one."""


def base_size(share: Share, tally: Tally) -> int:
    """How many heads the base of a majority has, once the votes are counted."""
    match share.base:
        case Base.VOTES_CAST:
            return tally.yes + tally.no
        case Base.VOTES_CAST_WITH_ABSTENTIONS:
            return tally.yes + tally.no + tally.abstain
        case Base.PRESENT:
            return tally.present
        case Base.STATUTORY_SEATS:
            return tally.seats


def needed(share: Share, tally: Tally) -> int:
    """The yes votes that pass on the final base."""
    return share.least(base_size(share, tally))


def passes(share: Share, tally: Tally) -> bool:
    """Whether the motion is carried."""
    return tally.yes >= needed(share, tally)


def is_unanimous(tally: Tally) -> bool:
    """Nobody on the other side, somebody on one; abstentions do not prevent it (OVG Niedersachsen 10 LC 117/22)."""
    return (tally.yes == 0) != (tally.no == 0)


def is_simple(share: Share) -> bool:
    """Whether it is the simple majority of votes cast, however its half is written."""
    return (
        share.base == SIMPLE.base and share.strict and Fraction(share.fraction) == Fraction(SIMPLE.fraction)
    )


def is_at_least_as_heavy(share: Share, than: Share, *, eligible: int, present: int, seats: int) -> bool:
    """Whether whatever passes under one majority passes under the other, for every possible vote of the eligible.

    Statute may ask for more than the simple majority, rules of procedure for their own questions only
    (§ 66 Abs. 1 Satz 2 NKomVG): a lighter one is never allowed.
    """
    return all(_covers(share, than, yes, eligible, present, seats) for yes in range(1, eligible + 1))


def _covers(share: Share, than: Share, yes: int, eligible: int, present: int, seats: int) -> bool:
    """For one number of yes: the votes least favourable to `than` that still pass under `share` pass there too."""

    def tally(no: int, abstain: int) -> Tally:
        return Tally(yes=yes, no=no, abstain=abstain, present=present, seats=seats)

    others = eligible - yes
    if not passes(share, tally(0, 0)):
        return True
    most_no = _most(lambda no: passes(share, tally(no, 0)), others)
    most_abstain = _most(lambda abstain: passes(share, tally(0, abstain)), others)
    return passes(than, tally(most_no, 0)) and passes(than, tally(0, most_abstain))


def _most(holds: Callable[[int], bool], limit: int) -> int:
    """The largest number up to the limit for which something holds that holds for zero and, once false, stays so."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low
