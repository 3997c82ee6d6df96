"""Correcting what was entered: a new event, nothing is ever edited. Not yet possible."""

from handzeichen.meeting import commands as c
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides
from handzeichen.meeting.state import Meeting


@decides(c.Correct)
def correct(meeting: Meeting, command: c.Correct, asker: Asker) -> Events | Refusal:
    """Comes with the model meeting, complete."""
    return refuse("not_yet", what="Berichtigung")
