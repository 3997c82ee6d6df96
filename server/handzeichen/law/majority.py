"""Majorities and shares as exact fractions: how many yes votes pass, and which majority is heavier than another.

Passed is `yes > fraction × base`, or `≥` where not strict, and never without a yes (§ 66 Abs. 1 NKomVG: more yes than
no, abstentions not counted, a tie rejects: one half of the votes cast, strictly more). What an abstention does to the
base, and who decides a tie, are answers of the law beside it.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache, partial


class Base(StrEnum):
    """What a majority is a fraction of."""

    VOTES_CAST = "votes_cast"
    VOTES_CAST_WITH_ABSTENTIONS = "votes_cast_with_abstentions"
    PRESENT = "present"
    STATUTORY_SEATS = "statutory_seats"


class Abstentions(StrEnum):
    """What an abstention is to a majority: nothing beyond its base, a no, or somebody who is not there."""

    IGNORED = "ignored"
    COUNT_AS_NO = "count_as_no"
    COUNT_AS_ABSENT = "count_as_absent"


class Tie(StrEnum):
    """What as many yes as no come to, where more yes than no are asked for."""

    REJECTED = "rejected"
    CHAIR_DECIDES = "chair_decides"
    LOT = "lot"


_FRACTION = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")


def is_share(text: str) -> bool:
    """Whether a text is a fraction above 0 and at most 1, like `2/3`."""
    match = _FRACTION.fullmatch(text)
    return match is not None and 0 < int(match[1]) <= int(match[2])


@lru_cache(maxsize=256)
def _read(fraction: str) -> Fraction:
    """The number that a share's text stands for: few texts, asked for at every tally."""
    return Fraction(fraction)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A fraction of a base, to be exceeded (`strict`) or reached."""

    base: Base
    fraction: str
    strict: bool

    def least(self, size: int) -> int:
        """The least number of heads that suffices out of `size`; at least one."""
        part = _read(self.fraction)
        heads = part.numerator * size
        return max(1, heads // part.denominator + 1 if self.strict else -(-heads // part.denominator))


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


def judged(tally: Tally, abstentions: Abstentions) -> Tally:
    """The numbers with each abstention as what the law takes it for; everything below is asked of these.

    Who counts as absent has not voted and is not present; the statutory seats stay what they are.
    """
    match abstentions:
        case Abstentions.IGNORED:
            return tally
        case Abstentions.COUNT_AS_NO:
            no, present = tally.no + tally.abstain, tally.present
        case Abstentions.COUNT_AS_ABSENT:
            no, present = tally.no, max(0, tally.present - tally.abstain)
    return Tally(yes=tally.yes, no=no, abstain=0, present=present, seats=tally.seats)


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
    return share.base == SIMPLE.base and share.strict and _read(share.fraction) == _read(SIMPLE.fraction)


def is_tied(share: Share, tally: Tally) -> bool:
    """As many yes as no, and more yes than no are asked for: any other majority is reached or not; 0 : 0 is no tie."""
    return is_simple(share) and tally.yes == tally.no > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Voting:
    """What majorities are compared in: who may vote, the bases known beforehand, and the law beside the majority."""

    eligible: int
    present: int
    seats: int
    abstentions: Abstentions
    tie: Tie

    def tally(self, yes: int, no: int, abstain: int) -> Tally:
        """One possible vote, as the law takes it."""
        cast = Tally(yes=yes, no=no, abstain=abstain, present=self.present, seats=self.seats)
        return judged(cast, self.abstentions)


def is_at_least_as_heavy(share: Share, than: Share, voting: Voting) -> bool:
    """Whether whatever passes under one majority passes under the other, for every possible vote of the eligible.

    Where chair or lot decide a tie, what may pass so under one may pass under the other. Statute may ask for more than
    the simple majority, rules of procedure for their own questions only (§ 66 Abs. 1 Satz 2 NKomVG): a lighter one is
    never allowed.
    """
    pairs = {(share, than), (_with_ties(share, voting.tie), _with_ties(than, voting.tie))}
    votes = range(1, voting.eligible + 1)
    return all(_covers(asked, other, yes, voting) for asked, other in pairs for yes in votes)


def _with_ties(share: Share, tie: Tie) -> Share:
    """What may be carried where somebody decides a tie: at least as many yes as no."""
    return replace(share, strict=False) if is_simple(share) and tie is not Tie.REJECTED else share


def _covers(share: Share, than: Share, yes: int, voting: Voting) -> bool:
    """For one number of yes: the votes least favourable to `than` that still pass under `share` pass there too.

    A no never helps. Abstentions help or harm one way only, under each majority: the fewest and the most of them that
    leave it passed are the worst there is.
    """
    others = voting.eligible - yes
    possible = [n for n in range(others + 1) if passes(share, voting.tally(yes, 0, n))]
    return all(
        passes(than, voting.tally(yes, _most_no(share, yes, abstain, voting), abstain))
        for abstain in (possible[:1] + possible[-1:])
    )


def _most_no(share: Share, yes: int, abstain: int, voting: Voting) -> int:
    """The largest number of no that leaves it passed; with none it does, and once too many stay too many."""
    fails = partial(_fails, share, voting, yes, abstain)
    return bisect_left(range(voting.eligible - yes - abstain + 1), True, key=fails) - 1


def _fails(share: Share, voting: Voting, yes: int, abstain: int, no: int) -> bool:
    return not passes(share, voting.tally(yes, no, abstain))
