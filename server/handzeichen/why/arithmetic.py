"""Exact arithmetic in words: a majority or a quorum written out, so that anybody can check it with a pencil."""

from fractions import Fraction
from typing import Final

from handzeichen.law.majority import Base, Share, Tally, base_size

_TERMINATING: Final = frozenset({2, 4, 5, 8, 10, 20, 25, 50})
"""Denominators whose fractions end after a few decimal places."""


def exact(number: Fraction) -> str:
    """A fraction as people write it, never rounded: "6", "5,5", "7 1/3"."""
    whole, rest = divmod(number, 1)
    if rest == 0:
        return str(whole)
    if rest.denominator in _TERMINATING:
        return f"{float(number):.10f}".rstrip("0").replace(".", ",")
    return f"{whole} {rest}" if whole else str(rest)


def least(share: Share, size: int, *, of: str, unit: str = "") -> str:
    """ "mehr als 1/2 von 11 Sitzen = mehr als 5,5, also mindestens 6"; `of` is the size in words."""
    word = "mehr als" if share.strict else "mindestens"
    product, needed = Fraction(share.fraction) * size, share.least(size)
    heads = unit.removesuffix("n") if needed == 1 else unit
    return f"{word} {share.fraction} {of} = {word} {exact(product)}, also mindestens {needed}{heads}"


def base_in_words(share: Share, tally: Tally) -> str:
    """What a majority is a fraction of, with its numbers: "× (9 Ja + 1 Nein)", "von 11 Sitzen"."""
    match share.base:
        case Base.VOTES_CAST:
            return f"× ({tally.yes} Ja + {tally.no} Nein)"
        case Base.VOTES_CAST_WITH_ABSTENTIONS:
            return f"× ({tally.yes} Ja + {tally.no} Nein + {tally.abstain} Enthaltungen)"
        case Base.PRESENT:
            return f"von {tally.present} Anwesenden"
        case Base.STATUTORY_SEATS:
            return f"von {tally.seats} Sitzen"


def needed(share: Share, tally: Tally) -> str:
    """What passes, written out on the final base."""
    return least(share, base_size(share, tally), of=base_in_words(share, tally), unit=" Ja-Stimmen")


def compared(found: int, required: int) -> str:
    """ "10 ≥ 6", "5 < 6"."""
    return f"{found} {'≥' if found >= required else '<'} {required}"
