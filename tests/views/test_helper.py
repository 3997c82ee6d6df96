"""What the video host sees at a glance."""

from handzeichen.views.audience import parts
from handzeichen.views.clerk_status import alerts, status
from handzeichen.views.helper import HelperFaults
from meeting.kit import Evening
from views import situations


def told(evening: Evening) -> str:
    part = parts(evening.meeting, "host")["helper-room"]
    assert isinstance(part, HelperFaults)
    return part.lost_text


def test_one_line_says_who_is_disturbed_and_stands_there_always() -> None:
    evening = situations.at_work()
    assert told(evening) == "Niemand ist gestört."
    evening.accepted("clerk", "lose_connection", person="ebeling")
    evening.accepted("clerk", "lose_connection", scope="room")
    assert told(evening) == "Gestört: Ebeling, Saal"
    evening.accepted("clerk", "lose_connection", person="falk")
    evening.accepted("clerk", "lose_connection", person="jung")
    assert told(evening) == "Gestört: 4"


def test_the_clerks_strip_has_room_for_two_names_and_its_alerts_begin_as_sentences_do() -> None:
    evening = situations.at_work()
    evening.accepted("clerk", "lose_connection", scope="room")
    evening.accepted("clerk", "lose_connection", person="ebeling")
    assert status(evening.meeting).wrong == ("Gestört: Saal, Ebeling",)
    evening.accepted("clerk", "lose_connection", person="falk")
    assert status(evening.meeting).wrong == ("Gestört: 3",)
    assert alerts(evening.meeting).faults[0].name == "Saal"
