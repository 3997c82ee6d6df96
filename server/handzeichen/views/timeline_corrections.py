"""The timeline's sentence about a correction: what was wrong, what is true in its place, and why."""

from handzeichen.meeting.events import Corrected, Entry
from handzeichen.meeting.rightly import true_time
from handzeichen.meeting.state import Meeting
from handzeichen.views.timeline_table import SENTENCES, because, says
from handzeichen.views.words import clock, shortened

LONGEST = 90
"""What is quoted is cut here: both stand in full at their own place."""


@says(Corrected)
def _corrected(meeting: Meeting, event: Corrected) -> str:
    wrong = meeting.past.entry(event.of)
    old = "ein Eintrag" if wrong is None else quoted(meeting, wrong)
    own = next((change for change in event.instead if change.seq == event.of), None)
    if own is None or not own.events or wrong is None:
        return f"Gestrichen, war nicht so{because(event.reason)}: {old}."
    new = "; ".join(
        quoted(meeting, Entry(seq=event.of, at=own.at, by=wrong.by, event=inner)) for inner in own.events
    )
    return f"Berichtigt{because(event.reason)}: {old}. Richtig ist: {new}."


def quoted(meeting: Meeting, entry: Entry) -> str:
    """An entry with its true time, inside another sentence."""
    said = shortened(SENTENCES[type(entry.event)](meeting, entry.event), LONGEST).removesuffix(".")
    return f"{clock(meeting, true_time(entry))} „{said}“"
