"""What an open ballot may still come to, compared with every way in which it could end."""

from collections.abc import Iterator
from itertools import product

import pytest

from handzeichen.law.majority import (
    SIMPLE,
    Abstentions,
    Base,
    Share,
    Tally,
    Tie,
    is_tied,
    judged,
    passes,
)
from handzeichen.law.outlook import Outlook, Prospect, outlook

CAST, WITH_ABSTENTIONS, PRESENT, SEATS = Base
FRACTIONS = ("1/3", "1/2", "3/5", "2/3", "1/1")
EVERY_SHARE = [Share(base=b, fraction=f, strict=s) for b in Base for f in FRACTIONS for s in (True, False)]
TWO_THIRDS = Share(base=SEATS, fraction="2/3", strict=False)


def tally(yes: int, no: int, abstain: int, *, present: int = 12, seats: int = 15) -> Tally:
    return Tally(yes=yes, no=no, abstain=abstain, present=present, seats=seats)


def seen(
    share: Share, votes: Tally, left: int, tie: Tie = Tie.REJECTED
) -> tuple[str, int | None, int | None]:
    found = outlook(share, votes, left, abstentions=Abstentions.IGNORED, tie=tie)
    return found.prospect.value, found.least, found.enough


@pytest.mark.parametrize(
    ("asked", "yes", "no", "abstain", "left", "expected"),
    [
        # More yes than no. 5 : 3 and two to come: a tie rejects, so one more yes is needed to be sure.
        (SIMPLE, 5, 3, 0, 2, ("open", 0, 1)),
        (SIMPLE, 5, 2, 0, 2, ("passed", 0, 0)),
        (SIMPLE, 3, 5, 0, 3, ("open", 3, 3)),
        (SIMPLE, 3, 5, 0, 2, ("rejected", None, None)),
        (SIMPLE, 0, 0, 0, 10, ("open", 1, 6)),
        # Nobody said yes, and nobody is left who could.
        (SIMPLE, 0, 0, 10, 0, ("rejected", None, None)),
        # Two thirds of 15 seats are ten, whoever else does what.
        (TWO_THIRDS, 7, 1, 1, 3, ("open", 3, 3)),
        (TWO_THIRDS, 7, 2, 1, 2, ("rejected", None, None)),
        (TWO_THIRDS, 10, 0, 0, 2, ("passed", 0, 0)),
    ],
)
def test_what_is_still_needed(
    asked: Share, yes: int, no: int, abstain: int, left: int, expected: tuple[str, int | None, int | None]
) -> None:
    assert seen(asked, tally(yes, no, abstain), left) == expected


def test_where_chair_or_lot_decide_a_tie_may_be_all_that_is_left() -> None:
    assert seen(SIMPLE, tally(3, 5, 0), 2, Tie.LOT) == ("tie_at_most", None, None)
    assert seen(SIMPLE, tally(3, 5, 0), 1, Tie.LOT) == ("rejected", None, None)
    assert seen(SIMPLE, tally(5, 3, 0), 2, Tie.LOT) == ("open", 0, 1)


def ends(votes: Tally, left: int) -> Iterator[tuple[int, Tally]]:
    """Every way in which it could end, with the yes votes that are new."""
    for yes, no, abstain in product(range(left + 1), repeat=3):
        if yes + no + abstain <= left:
            yield (
                yes,
                Tally(
                    yes=votes.yes + yes,
                    no=votes.no + no,
                    abstain=votes.abstain + abstain,
                    present=votes.present,
                    seats=votes.seats,
                ),
            )


def by_looking(found: list[tuple[int, bool, bool]], left: int, tie: Tie) -> Outlook:
    """The same, found by going through every end: its new yes votes, whether it passes, whether it is a tie."""
    carried = [yes for yes, passed, _ in found if passed]
    enough = next((n for n in range(left + 1) if all(passed for yes, passed, _ in found if yes >= n)), None)
    if all(passed for _, passed, _ in found):
        prospect = Prospect.PASSED
    elif carried:
        prospect = Prospect.OPEN
    elif tie is not Tie.REJECTED and any(tied for _, _, tied in found):
        prospect = Prospect.TIE_AT_MOST
    else:
        prospect = Prospect.REJECTED
    return Outlook(prospect=prospect, least=min(carried, default=None), enough=enough)


@pytest.mark.parametrize("abstentions", Abstentions)
def test_it_is_what_going_through_every_end_would_say(abstentions: Abstentions) -> None:
    for yes, no, abstain, left in product(range(4), range(4), range(3), range(4)):
        heads = yes + no + abstain + left
        votes = tally(yes, no, abstain, present=heads, seats=heads + 1)
        ways = [(more, judged(end, abstentions)) for more, end in ends(votes, left)]
        for asked in EVERY_SHARE:
            found = [(more, passes(asked, end), is_tied(asked, end)) for more, end in ways]
            for tie in (Tie.REJECTED, Tie.LOT):
                said = outlook(asked, votes, left, abstentions=abstentions, tie=tie)
                assert said == by_looking(found, left, tie), (asked, votes, left, tie)
