"""The clerk's sentences for the minutes: under an item, or in place of a motion's reasons.

One that is said behind closed doors is not for everybody, whenever it is written.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import Part, Secrecy
from handzeichen.meeting.issued import approved
from handzeichen.meeting.names import item_number, motion_name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Keeping, Meeting, Motion, NoteState
from handzeichen.words.table import phrase


@decides(c.Note)
def note(meeting: Meeting, command: c.Note, asker: Asker) -> Events | Refusal:
    """A sentence for the minutes, also after the closing, until they are approved."""
    if bar := _of_another_item(meeting, command):
        return bar
    written = e.NoteWritten(
        item=command.item,
        text=command.text,
        person=command.person,
        motion=command.motion,
        since=command.since,
    )
    return _is_approved(meeting, written, asker.at) or [written]


def _of_another_item(meeting: Meeting, command: c.Note) -> Refusal | None:
    """The words for a motion stand under its item, or under the one that was called when it was moved."""
    if command.motion is None:
        return None
    motion = meeting.motions[command.motion]
    if command.item in (motion.moved.item, motion.moved.under):
        return None
    named, number = motion_name(meeting, motion), item_number(meeting, command.item)
    return refuse("motion_elsewhere", motion=named, item=number)


def _is_approved(meeting: Meeting, written: e.NoteWritten, at: datetime) -> Refusal | None:
    """Sentences are written until the part that they belong to is approved; after that they are corrected."""
    part = Part.PUBLIC if is_for_everybody(meeting, written, at) else Part.NON_PUBLIC
    found = approved(meeting.issued, part)
    if found is None:
        return None
    which = phrase(f"phrases.part.{part.value}")
    return refuse(
        "minutes_approved", part=which, version=found.version, meeting=found.approvals[part].meeting
    )


@evolves(e.NoteWritten)
def keep_note(meeting: Meeting, event: e.NoteWritten, entry: e.Entry) -> Meeting:
    """Kept with its true time."""
    state = meeting.agenda.items[event.item]
    at = event.since or entry.at
    new = NoteState(at=at, text=event.text, person=event.person, motion=event.motion, seq=entry.seq)
    items = {**meeting.agenda.items, event.item: replace(state, notes=(*state.notes, new))}
    return replace(meeting, agenda=replace(meeting.agenda, items=items))


def words_for(meeting: Meeting, motion: Motion) -> tuple[NoteState, ...]:
    """The clerk's own words in place of a motion's reasons, in the order of their time; none as a rule."""
    homes = dict.fromkeys(item for item in (motion.moved.item, motion.moved.under) if item is not None)
    states = (meeting.agenda.items[item] for item in homes if item in meeting.agenda.items)
    found = (note for state in states for note in state.notes if note.motion == motion.id)
    return tuple(sorted(found, key=lambda note: note.at))


def is_for_everybody(meeting: Meeting, event: e.NoteWritten, at: datetime) -> bool:
    """Whether a sentence written at a time belongs to what happened before the public.

    It is about a public item, and its true time does not lie behind the doors. What is added when the item is over
    belongs to the item's end.
    """
    state = meeting.agenda.items[event.item]
    if state.item.secrecy is not Secrecy.PUBLIC:
        return False
    moment, ended = event.since or at, state.closed_at
    for closed, opened in behind_doors(meeting):
        # A time that somebody typed names the whole minute.
        begun = closed if moment.second else closed.replace(second=0)
        if begun <= moment and (opened is None or moment < opened):
            return False
        if ended is not None and closed < ended < moment and (opened is None or ended <= opened):
            return False
    return True


def behind_doors(meeting: Meeting) -> Iterator[tuple[datetime, datetime | None]]:
    """From when to when the doors were closed; None: they are."""
    closed: datetime | None = None
    for kept in meeting.agenda.kept:
        if kept.what is Keeping.PUBLIC_EXCLUDED:
            closed = kept.at
        elif kept.what is Keeping.PUBLIC_ADMITTED and closed is not None:
            yield closed, kept.at
            closed = None
    if closed is not None:
        yield closed, meeting.sitting.times.closed_at
