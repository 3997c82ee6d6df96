"""Parts are small enough to be sent whole, in a council of sixty with long names and long papers."""

import json

import pytest

from handzeichen.app.render import Renderer, plain, web_folder
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.state import Meeting
from handzeichen.views.audience import parts, personal
from views import situations

LIMIT = 4_096


@pytest.fixture(scope="module")
def moments() -> list[Meeting]:
    """The large meeting deliberating, with many faults, voting by name, and with a result."""
    evening = situations.large()
    found = [evening.meeting]
    for n in range(3, 30, 3):
        evening.accepted("clerk", "lose_connection", person=f"p{n}")
        evening.accepted("chair", "attribute_fault", person=f"p{n}", cause="member")
    found.append(evening.meeting)
    amendment = next(reversed(evening.meeting.motions))
    evening.accepted("chair", "open_ballot", motion=amendment, ballot="b1", method="roll_call")
    found.append(evening.meeting)
    for voter in evening.ballot("b1").eligible.values():
        evening.accepted("clerk", "record_vote", ballot="b1", person=voter.person, choice="abstain")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    found.append(evening.meeting)
    return found


@pytest.mark.parametrize("audience", ["hall", "member", "public"])
def test_no_part_is_larger_than_four_kilobytes(moments: list[Meeting], audience: str) -> None:
    render = Renderer(web_folder() / "templates")
    for meeting in moments:
        found = parts(meeting, audience) | personal(meeting, PersonId("p3"))
        for name, part in found.items():
            assert len(render.part(name, part).encode()) <= LIMIT, name
            assert len(json.dumps(plain(part), ensure_ascii=False).encode()) <= LIMIT, name
