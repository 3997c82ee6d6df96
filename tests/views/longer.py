"""An evening with a longer agenda, as far as a test wants it: six members in the room, quorate, one item called."""

from typing import Any

from support.agenda import longer_plan
from views.clerk_evening import Evening

IN_THE_ROOM = ("brandhorst", "cordsen", "groothusen", "vosskamp", "koepcke", "elvers")


def at_item(item: str) -> Evening:
    """Six members in the room, quorate, and one item called."""
    evening = Evening.planned(longer_plan())
    for person in IN_THE_ROOM:
        evening.do("clerk", "arrive", person=person, via="room")
    for act in ("open_meeting", "state_convening", "state_quorum"):
        evening.do("chair", act)
    return evening.do("chair", "call_item", item=item)


def decided(evening: Evening, ballot: str, motion: str, **fields: Any) -> Evening:
    """All six are for it."""
    evening.do("chair", "open_ballot", ballot=ballot, motion=motion, method="show_of_hands", **fields)
    evening.do("clerk", "count_hands", ballot=ballot, yes=6, no=0, abstain=0)
    return evening.do("chair", "close_ballot", ballot=ballot).do("chair", "announce_result", ballot=ballot)
