"""Exact arithmetic in words: a majority or a quorum written out, so that anybody can check it with a pencil."""

from fractions import Fraction
from typing import Final

from handzeichen.law.majority import Base, Share, Tally, base_size
from handzeichen.words import said

_TERMINATING: Final = frozenset({2, 4, 5, 8, 10, 20, 25, 50})
"""Denominators whose fractions end after a few decimal places."""


def exact(number: Fraction) -> str:
    """A fraction as people write it, never rounded: "6", "5,5", "7 1/3"."""
    whole, rest = divmod(number, 1)
    if rest == 0:
        return str(whole)
    if rest.denominator in _TERMINATING:
        before, after = f"{float(number):.10f}".rstrip("0").split(".")
        return said("{before},{after}", before=before, after=after)
    return f"{whole} {rest}" if whole else str(rest)


def least(share: Share, size: int, *, of: str, yes_votes: bool = False) -> str:
    """ "mehr als 1/2 von 11 Sitzen = mehr als 5,5, also mindestens 6"; `of` is the size in words."""
    needed = share.least(size)
    what = _yes_votes(needed) if yes_votes else needed
    facts = {
        "fraction": share.fraction,
        "of_what": of,
        "product": exact(Fraction(share.fraction) * size),
        "needed": what,
    }
    if share.strict:
        return said("mehr als {fraction} {of_what} = mehr als {product}, also mindestens {needed}", **facts)
    return said("mindestens {fraction} {of_what} = mindestens {product}, also mindestens {needed}", **facts)


def _yes_votes(number: int) -> str:
    return said("1 Ja-Stimme") if number == 1 else said("{n} Ja-Stimmen", n=number)


def base_in_words(share: Share, tally: Tally) -> str:
    """What a majority is a fraction of, with its numbers: "× (9 Ja + 1 Nein)", "von 11 Sitzen"."""
    match share.base:
        case Base.VOTES_CAST:
            return said("× ({yes} Ja + {no} Nein)", yes=tally.yes, no=tally.no)
        case Base.VOTES_CAST_WITH_ABSTENTIONS:
            return said(
                "× ({yes} Ja + {no} Nein + {abstain} Enthaltungen)",
                yes=tally.yes,
                no=tally.no,
                abstain=tally.abstain,
            )
        case Base.PRESENT:
            return said("von {present} Anwesenden", present=tally.present)
        case Base.STATUTORY_SEATS:
            return said("von {seats} Sitzen", seats=tally.seats)


def needed(share: Share, tally: Tally) -> str:
    """What passes, written out on the final base."""
    return least(share, base_size(share, tally), of=base_in_words(share, tally), yes_votes=True)


def compared(found: int, required: int) -> str:
    """ "10 ≥ 6", "5 < 6"."""
    return f"{found} {'≥' if found >= required else '<'} {required}"
