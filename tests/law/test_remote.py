"""What taking part by video changes (§ 64 Abs. 3 to 6 NKomVG)."""

from dataclasses import replace
from datetime import date

import pytest

from handzeichen.law.answers import load
from handzeichen.law.questions import Barring, ElectionsScope
from handzeichen.law.remote import (
    Bearing,
    fault_blocks,
    fault_voids,
    may_lead,
    on_ballot,
    on_election,
    on_secret_matter,
)

LAW = load("ni", on=date(2026, 11, 24), kind="committee").law


@pytest.mark.parametrize(
    ("cause", "blocks", "voids"),
    # "While a seat's fault is open and not the member's, no ballot opens or closes"; only a municipal one voids.
    [("municipality", True, True), ("unclear", True, False), ("member", False, False)],
)
def test_what_a_fault_does_depends_on_whose_it_is(cause: str, blocks: bool, voids: bool) -> None:
    assert fault_blocks(LAW, [cause]) is blocks
    assert fault_voids(LAW, [cause]) is voids


def test_one_bad_fault_among_harmless_ones_is_enough() -> None:
    assert fault_blocks(LAW, ["member", "unclear"])
    assert not fault_blocks(LAW, [])


@pytest.mark.parametrize(
    ("in_room", "by_video", "barred", "leads"),
    # § 64 Abs. 3 NKomVG: whoever leads is in the room; § 41: and not barred.
    [
        (True, False, False, True),
        (False, True, False, False),
        (False, False, False, False),
        (True, False, True, False),
    ],
)
def test_whoever_leads_is_in_the_room(in_room: bool, by_video: bool, barred: bool, leads: bool) -> None:
    assert may_lead(LAW, in_room=in_room, by_video=by_video, barred=barred) is leads


def test_where_the_law_does_not_ask_for_it_the_lead_may_be_on_video() -> None:
    free = replace(LAW, leader_in_room=replace(LAW.leader_in_room, value=False))
    assert may_lead(free, in_room=False, by_video=True, barred=False)
    assert not may_lead(free, in_room=False, by_video=True, barred=True)


@pytest.mark.parametrize(
    ("answer", "had_taken_part", "takes_part"),
    [
        ("allowed", "none", "none"),
        ("excluded_remote", "none", "barred"),
        # Switching the remote members off does not heal it: the bar is for the whole meeting.
        ("meeting_bar", "barred", "barred"),
        # Nobody picks silently where the law is unclear: the chair is asked.
        ("unclear", "unanswered", "unanswered"),
        ("conditional", "unanswered", "unanswered"),
    ],
)
def test_secret_matters_and_members_on_video(answer: str, had_taken_part: str, takes_part: str) -> None:
    law = replace(LAW, remote_secret_matters=replace(LAW.remote_secret_matters, value=Barring(answer)))
    assert on_secret_matter(law, taken_part=True, taking_part=False) == had_taken_part
    assert on_secret_matter(law, taken_part=True, taking_part=True) == takes_part
    assert on_secret_matter(law, taken_part=False, taking_part=False) is Bearing.NONE


@pytest.mark.parametrize(
    ("answer", "taken_part"),
    # Where only those on video are left out, the others vote without them.
    [
        ("allowed", "none"),
        ("excluded_remote", "none"),
        ("meeting_bar", "barred"),
        ("unclear", "unanswered"),
        ("conditional", "unanswered"),
    ],
)
def test_ballots_and_members_on_video(answer: str, taken_part: str) -> None:
    barring = replace(LAW.remote_secret_votes, value=Barring(answer))
    assert on_ballot(barring, taken_part=True) == taken_part
    assert on_ballot(barring, taken_part=False) is Bearing.NONE


@pytest.mark.parametrize(
    ("scope", "secret", "concerned"),
    [("all", True, True), ("all", False, True), ("secret_only", True, True), ("secret_only", False, False)],
)
def test_which_elections_the_law_speaks_of(scope: str, secret: bool, concerned: bool) -> None:
    law = replace(LAW, elections_scope=replace(LAW.elections_scope, value=ElectionsScope(scope)))
    assert on_election(law, secret=secret) == (law.remote_elections if concerned else None)
