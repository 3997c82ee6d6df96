"""The timeline's sentences about what keeps the log whole."""

from handzeichen.meeting.events import HoldReleased, LogHeld
from handzeichen.meeting.state import Meeting
from handzeichen.views.timeline_table import because, says
from handzeichen.words import said


@says(LogHeld)
def _held(meeting: Meeting, event: LogHeld) -> str:
    return said("Löschstopp{because}: Im Ereignisprotokoll bleibt alles.", because=because(event.reason))


@says(HoldReleased)
def _released(meeting: Meeting, event: HoldReleased) -> str:
    return said("Löschstopp Nr. {of} aufgehoben{because}.", of=event.of, because=because(event.reason))
