"""What the screens say of the quorum, and whether it is the count of the moment or only presumed."""

import pytest

from handzeichen.views.presence import quorum
from meeting.kit import opened


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
