"""Majorities: what passes, how many yes votes are needed, and which majority is heavier than another."""

from fractions import Fraction
from itertools import product

import pytest

from handzeichen.law.majority import (
    SIMPLE,
    Abstentions,
    Base,
    Share,
    Tally,
    Tie,
    Voting,
    base_size,
    is_at_least_as_heavy,
    is_share,
    is_simple,
    is_tied,
    is_unanimous,
    judged,
    needed,
    passes,
)

CAST, ABSTENTIONS, PRESENT, SEATS = Base
FRACTIONS = ("1/4", "1/3", "1/2", "2/4", "3/5", "2/3", "3/4", "1/1")
EVERY_SHARE = [Share(base=b, fraction=f, strict=s) for b in Base for f in FRACTIONS for s in (True, False)]


def tally(yes: int, no: int, abstain: int, *, present: int = 0, seats: int = 0) -> Tally:
    return Tally(yes=yes, no=no, abstain=abstain, present=present or yes + no + abstain, seats=seats)


def share(base: Base, fraction: str, *, strict: bool) -> Share:
    return Share(base=base, fraction=fraction, strict=strict)


TWO_THIRDS_OF_THE_SEATS = share(SEATS, "2/3", strict=False)


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "passed"),
    [
        # § 66 Abs. 1 NKomVG: more yes than no.
        (6, 4, 0, True),
        (4, 6, 0, False),
        (1, 0, 9, True),
        (0, 1, 9, False),
        # A tie rejects.
        (5, 5, 0, False),
        (1, 1, 8, False),
        # All abstain, or nobody votes: yes is not more than no, "never without a yes".
        (0, 0, 10, False),
        (0, 0, 0, False),
    ],
)
def test_a_simple_majority_is_more_yes_than_no(yes: int, no: int, abstain: int, passed: bool) -> None:
    assert passes(SIMPLE, tally(yes, no, abstain, seats=11)) is passed


@pytest.mark.parametrize(
    ("seats", "least"),
    # Two thirds of the legal number as minutes state them; 11 and 12 members need eight alike.
    [(3, 2), (11, 8), (12, 8), (18, 12), (27, 18), (41, 28), (43, 29), (45, 30), (51, 34), (65, 44)],
)
def test_two_thirds_of_the_statutory_number(seats: int, least: int) -> None:
    short, enough = tally(least - 1, 0, 0, seats=seats), tally(least, 0, 0, seats=seats)
    assert needed(TWO_THIRDS_OF_THE_SEATS, enough) == least
    assert not passes(TWO_THIRDS_OF_THE_SEATS, short)
    assert passes(TWO_THIRDS_OF_THE_SEATS, enough)


def test_of_the_statutory_number_abstention_and_absence_act_like_no() -> None:
    # 28 yes, nobody against, where 30 of 45 are needed: rejected, though unanimous.
    vote = tally(28, 0, 2, seats=45)
    assert is_unanimous(vote)
    assert not passes(TWO_THIRDS_OF_THE_SEATS, vote)


@pytest.mark.parametrize(
    ("base", "fraction", "strict", "least"),
    # 5 yes, 3 no, 2 abstentions, 12 present, 15 seats: the final base is 8, 10, 12 or 15.
    [
        # "floor(fraction × base) + 1 if strict": exactly half is not enough.
        (CAST, "1/2", True, 5),
        (ABSTENTIONS, "1/2", True, 6),
        (PRESENT, "1/2", True, 7),
        (SEATS, "1/2", True, 8),
        (PRESENT, "2/3", True, 9),
        (SEATS, "2/3", True, 11),
        # "else the ceiling": reaching the fraction is enough.
        (CAST, "1/2", False, 4),
        (ABSTENTIONS, "1/2", False, 5),
        (PRESENT, "2/3", False, 8),
        (SEATS, "2/3", False, 10),
        (SEATS, "1/2", False, 8),
        (CAST, "3/4", False, 6),
        (SEATS, "1/1", False, 15),
        # More than all: nothing can pass.
        (SEATS, "1/1", True, 16),
    ],
)
def test_needed_comes_from_the_final_base(base: Base, fraction: str, strict: bool, least: int) -> None:
    vote = tally(5, 3, 2, present=12, seats=15)
    asked = share(base, fraction, strict=strict)
    assert needed(asked, vote) == least
    assert passes(asked, vote) is (least <= 5)


def test_nothing_passes_without_a_yes_whatever_the_fraction() -> None:
    for asked in EVERY_SHARE:
        for no, abstain in product(range(4), range(4)):
            vote = tally(0, no, abstain, present=8, seats=9)
            assert needed(asked, vote) >= 1
            assert not passes(asked, vote)


def test_passing_is_the_contracts_formula() -> None:
    """Passed when yes > fraction × base, or ≥ where `strict` is false; never without a yes."""
    for asked in EVERY_SHARE:
        for yes, no, abstain in product(range(6), repeat=3):
            vote = tally(yes, no, abstain, present=yes + no + abstain + 1, seats=17)
            limit = Fraction(asked.fraction) * base_size(asked, vote)
            expected = yes > 0 and (yes > limit if asked.strict else yes >= limit)
            assert passes(asked, vote) is expected, (asked, vote)


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "unanimous"),
    [
        # "Yes without no, or no without yes, whatever the abstentions."
        (10, 0, 0, True),
        (8, 0, 2, True),
        (1, 0, 9, True),
        (0, 17, 0, True),
        (0, 1, 9, True),
        (9, 1, 0, False),
        # Where nobody says yes or no, nobody agrees with anybody.
        (0, 0, 10, False),
        (0, 0, 0, False),
    ],
)
def test_unanimous(yes: int, no: int, abstain: int, unanimous: bool) -> None:
    assert is_unanimous(tally(yes, no, abstain)) is unanimous


@pytest.mark.parametrize(("fraction", "strict", "simple"), [("1/2", True, True), ("2/4", True, True), ("1/2", False, False), ("2/3", True, False)])  # fmt: skip
def test_only_more_than_half_of_the_votes_cast_is_simple(fraction: str, strict: bool, simple: bool) -> None:
    assert is_simple(share(CAST, fraction, strict=strict)) is simple
    assert not is_simple(share(ABSTENTIONS, fraction, strict=strict))
    assert not is_simple(share(PRESENT, fraction, strict=strict))
    assert not is_simple(share(SEATS, fraction, strict=strict))


@pytest.mark.parametrize("text", ["1/2", "2/3", "1/1", "100/100", "1/9999"])
def test_a_share_is_above_none_and_at_most_the_whole(text: str) -> None:
    assert is_share(text)


@pytest.mark.parametrize(
    "text", ["", "1", "0.5", "0/2", "3/2", "1/0", "-1/2", "1/-2", " 1/2", "1/2 ", "1 / 2", "1/2\n", "½", "١/٢", "1/20000"]
)  # fmt: skip
def test_anything_else_is_no_share(text: str) -> None:
    assert not is_share(text)


# What an abstention is


@pytest.mark.parametrize(
    ("abstentions", "base", "fraction", "yes", "no", "abstain", "least"),
    # Of 12 present on 15 seats. More than half; two thirds at least.
    [
        ("ignored", CAST, "1/2", 5, 3, 2, 5),
        ("ignored", ABSTENTIONS, "1/2", 5, 3, 2, 6),
        ("ignored", PRESENT, "1/2", 5, 3, 2, 7),
        # As a no it is a vote cast, and weighs on every base but those that are fixed.
        ("count_as_no", CAST, "1/2", 5, 3, 2, 6),
        ("count_as_no", ABSTENTIONS, "1/2", 5, 3, 2, 6),
        ("count_as_no", PRESENT, "1/2", 5, 3, 2, 7),
        ("count_as_no", SEATS, "1/2", 5, 3, 2, 8),
        # As somebody who is not there it is neither a vote nor present; a seat it stays.
        ("count_as_absent", CAST, "1/2", 5, 3, 2, 5),
        ("count_as_absent", ABSTENTIONS, "1/2", 5, 3, 2, 5),
        ("count_as_absent", PRESENT, "1/2", 5, 3, 2, 6),
        ("count_as_absent", SEATS, "1/2", 5, 3, 2, 8),
        # Nobody is left: still not without a yes.
        ("count_as_absent", PRESENT, "1/2", 0, 0, 12, 1),
    ],
)  # fmt: skip
def test_an_abstention_is_what_the_law_takes_it_for(
    abstentions: str, base: Base, fraction: str, yes: int, no: int, abstain: int, least: int
) -> None:
    vote = judged(tally(yes, no, abstain, present=12, seats=15), Abstentions(abstentions))
    assert needed(share(base, fraction, strict=True), vote) == least


def test_ignored_abstentions_leave_the_numbers_as_they_are() -> None:
    vote = tally(5, 3, 2, present=12, seats=15)
    assert judged(vote, Abstentions.IGNORED) is vote


def test_whoever_is_admitted_and_abstains_leaves_no_base_below_nothing() -> None:
    vote = judged(tally(0, 0, 3, present=2, seats=7), Abstentions.COUNT_AS_ABSENT)
    assert base_size(share(PRESENT, "1/2", strict=True), vote) == 0


# Ties


@pytest.mark.parametrize(
    ("asked", "yes", "no", "tied"),
    [
        (SIMPLE, 5, 5, True),
        (share(CAST, "2/4", strict=True), 1, 1, True),
        (SIMPLE, 5, 4, False),
        (SIMPLE, 4, 5, False),
        # Nobody voted: there is nothing that a chair could decide between.
        (SIMPLE, 0, 0, False),
        # Any other majority is reached or it is not.
        (share(CAST, "1/2", strict=False), 5, 5, False),
        (share(ABSTENTIONS, "1/2", strict=True), 5, 5, False),
        (share(PRESENT, "1/2", strict=True), 5, 5, False),
        (share(CAST, "2/3", strict=False), 5, 5, False),
    ],
)
def test_a_tie_is_as_many_yes_as_no_where_more_are_asked_for(
    asked: Share, yes: int, no: int, tied: bool
) -> None:
    assert is_tied(asked, tally(yes, no, 0, seats=11)) is tied


def test_where_an_abstention_is_a_no_it_makes_a_tie_like_one() -> None:
    assert is_tied(SIMPLE, judged(tally(5, 3, 2), Abstentions.COUNT_AS_NO))
    assert not is_tied(SIMPLE, judged(tally(5, 5, 2), Abstentions.COUNT_AS_NO))
    assert is_tied(SIMPLE, judged(tally(5, 5, 2), Abstentions.COUNT_AS_ABSENT))


# Heavier and lighter


def voting(
    eligible: int,
    present: int,
    seats: int,
    abstentions: Abstentions = Abstentions.IGNORED,
    tie: Tie = Tie.REJECTED,
) -> Voting:
    return Voting(eligible=eligible, present=present, seats=seats, abstentions=abstentions, tie=tie)


TEN_OF_ELEVEN = voting(10, 10, 11)


@pytest.mark.parametrize(
    ("asked", "heavy_enough"),
    [
        # The profile's own, in whatever words.
        (SIMPLE, True),
        (share(CAST, "2/4", strict=True), True),
        # A tie would pass.
        (share(CAST, "1/2", strict=False), False),
        (share(CAST, "2/3", strict=False), True),
        (share(CAST, "1/3", strict=True), False),
        (share(ABSTENTIONS, "1/2", strict=True), True),
        # 5 yes, 5 no of ten present: half of those present is a tie.
        (share(PRESENT, "1/2", strict=False), False),
        (share(PRESENT, "1/2", strict=True), True),
        (share(SEATS, "1/2", strict=True), True),
        # A third of the seats is 4 of 11: outvoted by six no.
        (share(SEATS, "1/3", strict=False), False),
        (share(SEATS, "2/3", strict=False), True),
    ],
)
def test_heavier_than_a_simple_majority_with_ten_of_eleven_present(asked: Share, heavy_enough: bool) -> None:
    assert is_at_least_as_heavy(asked, SIMPLE, TEN_OF_ELEVEN) is heavy_enough


@pytest.mark.parametrize(
    ("asked", "heavy_enough"),
    [
        (share(SEATS, "2/3", strict=True), True),
        (share(SEATS, "3/4", strict=False), True),
        (share(SEATS, "1/2", strict=True), False),
        # Two thirds of the votes cast: 2 : 1 would pass.
        (share(CAST, "2/3", strict=False), False),
        # All ten present are more than eight of eleven.
        (share(PRESENT, "1/1", strict=False), True),
        # Nine tenths of ten are nine, and nine are enough under the profile, too.
        (share(PRESENT, "9/10", strict=False), True),
        # Seven of ten are not.
        (share(PRESENT, "7/10", strict=False), False),
    ],
)
def test_heavier_than_two_thirds_of_the_seats_with_ten_of_eleven_present(
    asked: Share, heavy_enough: bool
) -> None:
    assert is_at_least_as_heavy(asked, TWO_THIRDS_OF_THE_SEATS, TEN_OF_ELEVEN) is heavy_enough


def test_where_an_abstention_is_a_no_the_two_ways_of_casting_are_one() -> None:
    with_abstentions = share(ABSTENTIONS, "1/2", strict=True)
    assert not is_at_least_as_heavy(SIMPLE, with_abstentions, TEN_OF_ELEVEN)
    assert is_at_least_as_heavy(SIMPLE, with_abstentions, voting(10, 10, 11, Abstentions.COUNT_AS_NO))


def test_where_an_abstention_is_an_absence_half_of_those_present_may_be_one_of_ten() -> None:
    # Nine abstain: of the one who is left, one yes is more than half. Of the ten cast it would be no majority.
    present, cast = share(PRESENT, "1/2", strict=True), share(SEATS, "1/2", strict=True)
    assert not is_at_least_as_heavy(present, cast, voting(10, 10, 11, Abstentions.COUNT_AS_ABSENT))


@pytest.mark.parametrize("tie", [Tie.CHAIR_DECIDES, Tie.LOT])
def test_what_chair_or_lot_may_carry_does_not_make_a_lighter_majority(tie: Tie) -> None:
    assert is_at_least_as_heavy(SIMPLE, SIMPLE, voting(10, 10, 11, tie=tie))
    # At least half passes a tie by itself: nobody could decide against it.
    assert not is_at_least_as_heavy(share(CAST, "1/2", strict=False), SIMPLE, voting(10, 10, 11, tie=tie))


ROOMS = [(0, 0, 3), (1, 1, 1), (2, 1, 3), (3, 3, 5), (4, 5, 7), (5, 5, 5)]


@pytest.mark.parametrize(
    ("eligible", "present", "seats", "tie"),
    # Whoever decides a tie: that somebody does is all that counts, and one room shows that the lot is no other.
    [*((*room, tie) for room in ROOMS for tie in (Tie.REJECTED, Tie.CHAIR_DECIDES)), (3, 3, 5, Tie.LOT)],
)
@pytest.mark.parametrize("abstentions", Abstentions)
def test_heavier_means_for_every_possible_vote_of_the_eligible(
    eligible: int, present: int, seats: int, abstentions: Abstentions, tie: Tie
) -> None:
    """ "Whatever passes under it passes under the profile's": compared with every vote there can be."""
    room = voting(eligible, present, seats, abstentions, tie)
    votes = [
        judged(tally(yes, no, abstain, present=present, seats=seats), abstentions)
        for yes, no, abstain in product(range(eligible + 1), repeat=3)
        if yes + no + abstain <= eligible
    ]
    passing = {asked: {vote for vote in votes if passes(asked, vote)} for asked in EVERY_SHARE}
    may_pass = {
        asked: passing[asked] | {vote for vote in votes if tie is not Tie.REJECTED and is_tied(asked, vote)}
        for asked in EVERY_SHARE
    }
    for asked, than in product(EVERY_SHARE, repeat=2):
        heavy = passing[asked] <= passing[than] and may_pass[asked] <= may_pass[than]
        assert is_at_least_as_heavy(asked, than, room) is heavy, (asked, than)
