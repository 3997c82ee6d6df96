"""Decides a command, and completes what the core alone cannot know: the text of a version, another meeting's ballot.

The server's rooms and the replay both decide by this. The text stands in the log's event, so that it stays as it was
issued, is chained, copied and backed up with everything else, and no later program words it anew. Where the meeting is
known that approved a version, its log says whether that is true, and on which day; else whoever enters it is believed.
"""

from dataclasses import replace
from datetime import date, datetime

from handzeichen.meeting.approving import what_it_approved
from handzeichen.meeting.commands import ApproveMinutes, Command, Correct
from handzeichen.meeting.events import Entry, Event, MinutesIssued, MinutesText
from handzeichen.meeting.ids import Part
from handzeichen.meeting.machine import Accepted, decide, evolve
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Meeting
from handzeichen.record.editions import Edition
from handzeichen.record.minutes import minutes

EDITIONS = {Part.PUBLIC: Edition.PUBLIC, Part.NON_PUBLIC: Edition.NON_PUBLIC}
"""For whom the text of each part is written; whoever may read the non-public one reads all of it."""


def decided(
    meeting: Meeting, command: Command, *, by: str, at: datetime, later: Meeting | None = None
) -> Accepted | Refusal:
    """What a command comes to (`machine.decide`), its events as they are to be stored.

    `later` is the meeting that an approval names, where it is known here.
    """
    said = decide(meeting, command, by=by, at=at)
    approval = approval_in(command)
    if isinstance(said, Refusal):
        return said
    if approval is not None and later is not None:
        found = what_it_approved(approval, meeting.plan.id, later)
        if isinstance(found, Refusal):
            return found.under(meeting.law)
        return decide(meeting, _dated(command, found.on), by=by, at=at)
    if not any(isinstance(event, MinutesIssued) for event in said.events):
        return said
    return replace(said, events=tuple(_with_texts(meeting, said, event, at) for event in said.events))


def approval_in(command: Command) -> ApproveMinutes | None:
    """The approval that a command enters, perhaps in place of one that was wrong."""
    if isinstance(command, Correct) and command.with_ is not None:
        command = command.with_.command
    return command if isinstance(command, ApproveMinutes) else None


def _dated(command: Command, on: date) -> Command:
    """The approval with the day of the ballot as its own meeting's log tells it."""
    if isinstance(command, Correct) and command.with_ is not None:
        return replace(command, with_=replace(command.with_, command=_dated(command.with_.command, on)))
    return replace(command, on=on) if isinstance(command, ApproveMinutes) else command


def _with_texts(meeting: Meeting, said: Accepted, event: Event, at: datetime) -> Event:
    if not isinstance(event, MinutesIssued):
        return event
    # The text says of itself which version it is: it is written as the meeting will be with it.
    after = evolve(meeting, Entry(seq=0, at=at, by=said.by, for_=said.for_, event=event))
    return replace(event, texts=tuple(_written(after, text.part) for text in event.texts))


def _written(meeting: Meeting, part: Part) -> MinutesText:
    from handzeichen.record.writers.text import text

    return MinutesText(part=part, text=text(minutes(meeting, edition=EDITIONS[part])))
