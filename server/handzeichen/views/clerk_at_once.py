"""What a member may say at once and never later: doubt a result, object to an agreement or to a joint ballot.

It stands first among what can be entered for a chosen person, and goes with the next act of the meeting. The demand
to have the own vote in the minutes (§ 68 NKomVG) mostly comes then, and stands there too.
"""

from dataclasses import dataclass
from typing import ClassVar

from handzeichen.meeting.names import ballot_name, motion_name
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_agenda import Choice
from handzeichen.views.clerk_words import top
from handzeichen.views.part import Part
from handzeichen.views.words import shortened

_NAME = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class AtOncePart(Part):
    """The ballot that may be doubted, the motion agreed to, and the motions joined to the ballot that was opened."""

    template: ClassVar[str] = "clerk_at_once.html"

    doubt: Choice | None
    agreed: Choice | None
    joined: tuple[Choice, ...]


def at_once(meeting: Meeting) -> AtOncePart:
    """What the last act gives occasion to."""
    act = meeting.sitting.last_act
    announced = None if act.announced is None else meeting.ballots[act.announced]
    agreed = None if act.agreed is None else meeting.motions[act.agreed]
    return AtOncePart(
        doubt=None
        if announced is None or announced.end.doubted_by is not None
        else Choice(id=announced.id, name=shortened(ballot_name(meeting, announced), _NAME)),
        agreed=None
        if agreed is None or agreed.open
        else Choice(id=agreed.id, name=shortened(motion_name(meeting, agreed), _NAME)),
        joined=joined(meeting),
    )


def joined(meeting: Meeting) -> tuple[Choice, ...]:
    """The motions that one member's word takes out of the joint ballot, by their items."""
    opened = meeting.sitting.last_act.opened
    motions = () if opened is None else (meeting.motions[motion] for motion in meeting.ballots[opened].with_)
    return tuple(
        Choice(
            id=motion.id,
            name=motion_name(meeting, motion)
            if motion.moved.item is None
            else top(meeting, motion.moved.item),
        )
        for motion in motions
    )
