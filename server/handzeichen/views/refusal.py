"""What somebody who asks from outside the doors hears when it is refused: nothing that only those inside know.

A refusal names motions, ballots and who moved them. Outside, the reason is the one that the public's knowledge gives;
where that gives none, only that the reason is not public.
"""

from datetime import datetime

from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.machine import decide
from handzeichen.meeting.public import seen_by_public
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.state import Meeting
from handzeichen.views.personal import is_outside


def told(meeting: Meeting, refusal: Refusal, command: c.Command, *, by: PersonId, at: datetime) -> Refusal:
    """A refusal as whoever asked may hear it."""
    known = seen_by_public(meeting)
    if known is meeting or by not in meeting.roll.people or not is_outside(meeting, by):
        return refusal
    said = decide(known, command, by=by, at=at)
    return said if isinstance(said, Refusal) else refuse("behind_doors")
