"""Order in the room: the chair's call to order, and exclusion from the meeting; the minutes keep both."""

from dataclasses import replace

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.attendance import gone, with_presence
from handzeichen.meeting.floor import off_the_floor
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.presence import name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Keeping, Kept, Meeting
from handzeichen.words.table import phrase


@decides(c.CallToOrder)
def call_to_order(meeting: Meeting, command: c.CallToOrder, asker: Asker) -> Events | Refusal:
    """The chair's word, minuted."""
    if meeting.roll.via(command.person) is None:
        return refuse("not_here", who=name(meeting, command.person))
    return [e.CalledToOrder(person=command.person, reason=command.reason)]


@evolves(e.CalledToOrder)
def keep_order(meeting: Meeting, event: e.CalledToOrder, entry: e.Entry) -> Meeting:
    """Minuted; nothing else changes."""
    return kept(meeting, entry, Keeping.CALLED_TO_ORDER, event.person, event.reason)


@decides(c.Exclude)
def exclude(meeting: Meeting, command: c.Exclude, asker: Asker) -> Events | Refusal:
    """For the rest of the meeting; the leader cannot be excluded."""
    if command.person == meeting.leader:
        return refuse(
            "not_entitled",
            who=name(meeting, command.person),
            whose=phrase("phrases.whose.another_lead"),
            by_whom=phrase("phrases.by_whom.deputy"),
        )
    if meeting.roll.via(command.person) is None:
        return refuse("not_here", who=name(meeting, command.person))
    return [e.Excluded(person=command.person, reason=command.reason)]


@evolves(e.Excluded)
def keep_exclusion(meeting: Meeting, event: e.Excluded, entry: e.Entry) -> Meeting:
    """Gone, for the rest of the meeting."""
    meeting = kept(meeting, entry, Keeping.EXCLUDED, event.person, event.reason)
    meeting = off_the_floor(gone(meeting, event.person, entry.at, entry.seq), event.person, entry.at)
    return with_presence(meeting, event.person, replace(meeting.roll.of(event.person), excluded=True))


def kept(
    meeting: Meeting,
    entry: e.Entry,
    what: Keeping,
    person: PersonId | None = None,
    reason: str | None = None,
) -> Meeting:
    """The minutes will say so, under the item that is called."""
    agenda = meeting.agenda
    new = Kept(at=entry.at, what=what, item=agenda.called, person=person, reason=reason)
    return replace(meeting, agenda=replace(agenda, kept=(*agenda.kept, new)))
