"""What an open ballot may still come to: certain already, or how many more yes votes it takes.

Reckoned over everything that the seats now in the ballot and not heard yet may do: yes, no, abstain, or nothing.
Votes that are in may change until the closing; nothing here knows of that.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from handzeichen.law.majority import Abstentions, Share, Tally, Tie, is_tied, judged, passes


class Prospect(StrEnum):
    """Where a ballot stands, if the votes that are in stay as they are."""

    PASSED = "passed"
    """Carried, whatever those not heard yet do."""
    OPEN = "open"
    TIE_AT_MOST = "tie_at_most"
    """Not carried by votes any more; with all that are left, a tie that chair or lot decide."""
    REJECTED = "rejected"
    """Not carried, whatever those not heard yet do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Where it stands, and the yes votes still wanted, in seats not heard yet."""

    prospect: Prospect
    least: int | None
    """The fewest more with which it can be carried, if the others keep out of the way; None where it cannot."""
    enough: int | None
    """So many more carry it, whatever the others do; None where not even all of them would."""


def outlook(share: Share, tally: Tally, outstanding: int, *, abstentions: Abstentions, tie: Tie) -> Outlook:
    """The outlook of a ballot with so many seats not heard yet.

    Of all that others may do a no is the worst; the best is to be silent or, where that leaves the base smaller, to
    abstain. One more yes never harms: it adds one, and to the base one at most.
    """

    def final(yes: int, no: int = 0, abstain: int = 0) -> Tally:
        more = replace(tally, yes=tally.yes + yes, no=tally.no + no, abstain=tally.abstain + abstain)
        return judged(more, abstentions)

    some = range(outstanding + 1)
    enough = next((n for n in some if passes(share, final(n, no=outstanding - n))), None)
    least = next(
        (n for n in some if passes(share, final(n)) or passes(share, final(n, abstain=outstanding - n))), None
    )
    if enough == 0:
        prospect = Prospect.PASSED
    elif least is not None:
        prospect = Prospect.OPEN
    elif tie is not Tie.REJECTED and is_tied(share, final(outstanding)):
        prospect = Prospect.TIE_AT_MOST
    else:
        prospect = Prospect.REJECTED
    return Outlook(prospect=prospect, least=least, enough=enough)
