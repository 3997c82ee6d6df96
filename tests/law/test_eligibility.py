"""Who counts, who votes, who may stand in for whom."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from handzeichen.law.answers import BODY_KINDS, load
from handzeichen.law.eligibility import Pair, Standing, counts_as_present, may_deputise, may_vote
from handzeichen.law.questions import DeputyPool, Law

LAW = load("ni", on=date(2026, 11, 24), kind="committee").law


def law(**answers: Any) -> Law:
    changed = {question: replace(getattr(LAW, question), value=value) for question, value in answers.items()}
    return replace(LAW, **changed)


ROOM = Standing(in_room=True, by_video=False)
VIDEO = Standing(in_room=False, by_video=True)
CUT_OFF = Standing(in_room=False, by_video=True, disturbed=True)
UNSEEN = Standing(in_room=False, by_video=True, without_picture=True)
AWAY = Standing(in_room=False, by_video=False)


@pytest.mark.parametrize(
    ("standing", "votes"),
    # "In the room, or on video without an open fault, and not barred", whatever the camera.
    [
        (ROOM, True),
        (VIDEO, True),
        (CUT_OFF, False),
        (AWAY, False),
        (UNSEEN, True),
        (replace(ROOM, barred=True), False),
        (replace(VIDEO, barred=True), False),
    ],
)
def test_who_votes_counts_as_present_and_nobody_else(standing: Standing, votes: bool) -> None:
    assert may_vote(LAW, standing) is votes
    assert counts_as_present(LAW, standing) is votes


def test_whoever_may_vote_counts_as_present_under_the_answers_of_lower_saxony() -> None:
    for room, video, disturbed, unseen, barred in product((True, False), repeat=5):
        standing = Standing(
            in_room=room,
            by_video=video and not room,
            disturbed=disturbed,
            without_picture=unseen,
            barred=barred,
        )
        assert may_vote(LAW, standing) <= counts_as_present(LAW, standing)


def test_each_answer_of_law_makes_its_own_difference() -> None:
    assert not counts_as_present(law(remote_counts_as_present=False), VIDEO)
    assert counts_as_present(law(remote_counts_as_present=False), ROOM)
    assert counts_as_present(law(disturbed_count_as_present=True), CUT_OFF)
    assert not counts_as_present(law(without_picture_counts_as_present=False), UNSEEN)
    assert may_vote(law(without_picture_counts_as_present=False), UNSEEN)
    assert not may_vote(law(without_picture_may_vote=False), UNSEEN)
    assert counts_as_present(law(without_picture_may_vote=False), UNSEEN)
    assert may_vote(law(without_picture_may_vote=False), VIDEO)
    assert counts_as_present(law(barred_count_as_present=True), replace(ROOM, barred=True))
    assert not counts_as_present(law(barred_count_as_present=True), AWAY)


@pytest.mark.parametrize(
    ("pool", "same_faction", "named", "may"),
    [
        (DeputyPool.NONE, True, True, False),
        (DeputyPool.FACTION, True, False, True),
        (DeputyPool.FACTION, False, True, False),
        (DeputyPool.NAMED, False, True, True),
        (DeputyPool.NAMED, True, False, False),
        (DeputyPool.NAMED_CASCADE, False, True, True),
        (DeputyPool.NAMED_CASCADE, True, False, False),
    ],
)
def test_who_may_stand_in_for_whom(pool: DeputyPool, same_faction: bool, named: bool, may: bool) -> None:
    assert may_deputise(law(deputies=pool), Pair(same_faction=same_faction, named=named)) is may


def test_only_in_a_cascade_those_named_for_others_of_the_faction_stand_in_too() -> None:
    beside = Pair(same_faction=True, named=False, named_beside=True)
    may = {pool: may_deputise(law(deputies=pool), beside) for pool in DeputyPool}
    assert may == {"none": False, "faction": True, "named": False, "named_cascade": True}


@pytest.mark.parametrize(
    ("profile", "kind", "pool"),
    # A council knows no deputies, a committee its factions, the main committee those named (§ 75 Abs. 1 NKomVG).
    [
        ("ni", "council", DeputyPool.NONE),
        ("ni", "district_council", DeputyPool.NONE),
        ("ni", "committee", DeputyPool.FACTION),
        ("ni", "main_committee", DeputyPool.NAMED_CASCADE),
        ("st", "council", DeputyPool.NONE),
        ("st", "district_council", DeputyPool.NONE),
        ("st", "committee", DeputyPool.FACTION),
        ("st", "main_committee", DeputyPool.NAMED),
        # A house profile answers for its body, whatever kind a plan calls it.
        *product(("ni-hannover-council", "ni-hannover-district"), BODY_KINDS, (DeputyPool.NONE,)),
        *product(("ni-hannover-committee",), BODY_KINDS, (DeputyPool.FACTION,)),
        *product(("ni-main-committee",), BODY_KINDS, (DeputyPool.NAMED_CASCADE,)),
        # Elsewhere committees have deputies that are named, in Hessen anybody of the faction.
        ("nw", "committee", DeputyPool.NAMED),
        ("bw", "committee", DeputyPool.NAMED),
        ("he", "committee", DeputyPool.FACTION),
    ],
)
def test_the_kind_of_body_decides_on_deputies(profile: str, kind: str, pool: DeputyPool) -> None:
    assert load(profile, on=date(2026, 11, 24), kind=kind).law.deputies.value is pool
