"""Decides a command, and gives a version of the minutes that is issued its text: the core knows facts and no prose.

The server's rooms and the replay both decide by this. The text stands in the log's event, so that it stays as it was
issued, is chained, copied and backed up with everything else, and no later program words it anew.
"""

from dataclasses import replace
from datetime import datetime

from handzeichen.meeting.commands import Command
from handzeichen.meeting.events import Entry, Event, MinutesIssued, MinutesText
from handzeichen.meeting.ids import Part
from handzeichen.meeting.machine import Accepted, decide, evolve
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Meeting
from handzeichen.record.editions import Edition
from handzeichen.record.minutes import minutes

EDITIONS = {Part.PUBLIC: Edition.PUBLIC, Part.NON_PUBLIC: Edition.NON_PUBLIC}
"""For whom the text of each part is written; whoever may read the non-public one reads all of it."""


def decided(meeting: Meeting, command: Command, *, by: str, at: datetime) -> Accepted | Refusal:
    """What a command comes to (`machine.decide`), its events as they are to be stored."""
    said = decide(meeting, command, by=by, at=at)
    if isinstance(said, Refusal) or not any(isinstance(event, MinutesIssued) for event in said.events):
        return said
    return replace(said, events=tuple(_with_texts(meeting, said, event, at) for event in said.events))


def _with_texts(meeting: Meeting, said: Accepted, event: Event, at: datetime) -> Event:
    if not isinstance(event, MinutesIssued):
        return event
    # The text says of itself which version it is: it is written as the meeting will be with it.
    after = evolve(meeting, Entry(seq=0, at=at, by=said.by, for_=said.for_, event=event))
    return replace(event, texts=tuple(_written(after, text.part) for text in event.texts))


def _written(meeting: Meeting, part: Part) -> MinutesText:
    from handzeichen.record.writers.text import text

    return MinutesText(part=part, text=text(minutes(meeting, edition=EDITIONS[part])))
