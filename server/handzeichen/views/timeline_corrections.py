"""The timeline's sentence about a correction: what was wrong, what is true in its place, and why."""

import re
from typing import Final

from handzeichen.meeting.events import Corrected, Entry
from handzeichen.meeting.rightly import true_time
from handzeichen.meeting.state import Meeting
from handzeichen.views.timeline_table import SENTENCES, because, says
from handzeichen.views.words import clock, shortened
from handzeichen.words import in_a_row, said, without

_FULL_STOP: Final = re.compile(r"\.$")
LONGEST = 90
"""What is quoted is cut here: both stand in full at their own place."""


@says(Corrected)
def _corrected(meeting: Meeting, event: Corrected) -> str:
    wrong = meeting.past.entry(event.of)
    old = said("ein Eintrag") if wrong is None else quoted(meeting, wrong)
    own = next((change for change in event.instead if change.seq == event.of), None)
    if own is None or not own.events or wrong is None:
        return said("Gestrichen, war nicht so{because}: {old}.", because=because(event.reason), old=old)
    new = in_a_row(
        [quoted(meeting, Entry(seq=event.of, at=own.at, by=wrong.by, event=inner)) for inner in own.events],
        "; ",
    )
    return said(
        "Berichtigt{because}: {old}. Richtig ist: {new}.", because=because(event.reason), old=old, new=new
    )


def quoted(meeting: Meeting, entry: Entry) -> str:
    """An entry with its true time, inside another sentence."""
    text = without(shortened(SENTENCES[type(entry.event)](meeting, entry.event), LONGEST), _FULL_STOP)
    return said("{at} „{text}“", at=clock(meeting, true_time(entry)), text=text)
