"""What taking part by video changes (§ 64 Abs. 3 to 6 NKomVG)."""

from dataclasses import replace
from datetime import date

import pytest

from handzeichen.law.answers import load
from handzeichen.law.questions import Barring
from handzeichen.law.remote import fault_blocks, fault_voids, may_lead, secret_matter_is_barred

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
        (Barring.ALLOWED, False, False),
        (Barring.EXCLUDED_REMOTE, False, True),
        # Switching the remote members off does not heal it: the bar is for the whole meeting.
        (Barring.MEETING_BAR, True, True),
        # Nobody may pick silently where the law is unclear: the safe side.
        (Barring.UNCLEAR, True, True),
        (Barring.CONDITIONAL, True, True),
    ],
)
def test_secret_matters_and_members_on_video(answer: Barring, had_taken_part: bool, takes_part: bool) -> None:
    law = replace(LAW, remote_secret_matters=replace(LAW.remote_secret_matters, value=answer))
    assert secret_matter_is_barred(law, taken_part=True, taking_part=False) is had_taken_part
    assert secret_matter_is_barred(law, taken_part=True, taking_part=True) is takes_part
    assert not secret_matter_is_barred(law, taken_part=False, taking_part=False)
