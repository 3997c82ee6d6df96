"""What the screens say of the quorum, of the moment or only presumed, and of a system that must be approved."""

import pytest

from handzeichen.views.clerk_status import status
from handzeichen.views.next_act import next_part
from handzeichen.views.presence import quorum
from meeting.kit import Evening, at_item, opened, plan_of


@pytest.mark.parametrize(
    ("law", "gone", "state", "presumed"),
    [
        # Four of seven are needed. Once stated, it is presumed until challenged (§ 65 Abs. 1 Satz 3 NKomVG).
        ({}, "", "quorate", False),
        ({}, "demir", "presumed", True),
        # Where no law presumes it, the count of the moment is the truth.
        ({"quorum_presumed": False}, "demir", "not_quorate", False),
        # Down to a third of the seats, and to three heads.
        ({"presumed_least": {"fraction": "1/3", "heads": 3}}, "demir", "presumed", True),
        ({"presumed_least": {"fraction": "1/3", "heads": 3}}, "demir carstens", "not_quorate", False),
    ],
)
def test_the_screens_say_presumed_only_where_the_law_presumes(
    law: dict[str, object], gone: str, state: str, presumed: bool
) -> None:
    evening = opened("ahrens brandt carstens demir", **law)
    for person in gone.split():
        evening.accepted("clerk", "leave", person=person)
    shown = quorum(evening.meeting)
    assert (shown.state, shown.presumed) == (state, presumed)


@pytest.mark.parametrize(
    ("law", "help_"),
    [
        ({}, "Das gilt weiter, solange niemand zweifelt."),
        ({"quorum_presumed": False}, "Abgestimmt wird erst wieder, wenn genug Mitglieder da sind."),
    ],
)
def test_the_chair_reads_what_falling_numbers_mean_here(law: dict[str, object], help_: str) -> None:
    evening = at_item("2", "ahrens brandt carstens demir", **law)
    evening.accepted("clerk", "leave", person="demir")
    (said,) = (part.help for part in next_part(evening.meeting, "chair").cautions if "nötig" in part.text)
    assert said == help_


@pytest.mark.parametrize(
    ("rules", "form", "text"),
    [
        ("nw", "hybrid", "Zulassung nötig, dieses Programm hat keine (§ 11 DigiSiVO)"),
        # Nobody is on video: nothing needs an approval.
        ("nw", "in_person", None),
        ("ni", "hybrid", None),
    ],
)
def test_where_a_system_must_be_approved_the_clerk_reads_all_evening_that_this_one_is_not(
    rules: str, form: str, text: str | None
) -> None:
    evening = Evening.planned(plan_of(body={"rules": rules}, meeting={"form": form}))
    assert status(evening.meeting).approval == text
    evening.arrive("meyer ahrens brandt carstens demir")
    evening.accepted("chair", "open_meeting")
    assert status(evening.meeting).approval == text
