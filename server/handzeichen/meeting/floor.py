"""The floor: one list for room and video."""

from dataclasses import replace
from datetime import datetime

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import FloorKind, ItemId, PersonId
from handzeichen.meeting.names import item_number
from handzeichen.meeting.presence import name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.rulings import is_heard, no_more_requests
from handzeichen.meeting.state import FloorRequest, FloorSpan, Meeting


def may_not_speak(meeting: Meeting, person: PersonId) -> Refusal | None:
    """Whoever speaks is here and not barred from the item called, unless the body resolved to hear that person."""
    called = meeting.agenda.called
    if meeting.roll.via(person) is None:
        return refuse("not_here", who=name(meeting, person))
    if meeting.roll.barred(person, called) and not is_heard(meeting, person, called):
        return refuse("barred", who=name(meeting, person), item=item_number(meeting, called))
    return None


def has_spoken(meeting: Meeting, person: PersonId, item: ItemId) -> bool:
    """Whether somebody has spoken on the matter of an item; words on procedure or about oneself are none."""
    agenda = meeting.agenda
    now = () if agenda.speaker is None or agenda.called != item else (agenda.speaker,)
    speeches = (*agenda.items[item].floor, *now)
    return any(span.person == person and span.kind is FloorKind.SPEECH for span in speeches)


@decides(c.RequestFloor)
def request_floor(meeting: Meeting, command: c.RequestFloor, asker: Asker) -> Events | Refusal:
    """At the end of the one list."""
    if bar := may_not_speak(meeting, command.person):
        return bar
    if any((r.person, r.kind) == (command.person, command.kind) for r in meeting.agenda.requests):
        return []
    return no_more_requests(meeting, command.kind) or [
        e.FloorRequested(person=command.person, kind=command.kind)
    ]


@decides(c.WithdrawFloor)
def withdraw_floor(meeting: Meeting, command: c.WithdrawFloor, asker: Asker) -> Events | Refusal:
    """Without a kind, all requests of the person."""
    own = [
        r for r in meeting.agenda.requests if r.person == command.person and command.kind in (None, r.kind)
    ]
    return [e.FloorWithdrawn(person=command.person, kind=request.kind) for request in own]


@decides(c.GiveFloor)
def give_floor(meeting: Meeting, command: c.GiveFloor, asker: Asker) -> Events | Refusal:
    """To somebody on the list, or to anybody the chair wishes to hear."""
    speaker = meeting.agenda.speaker
    if speaker is not None and speaker.person == command.person:
        return []
    if bar := may_not_speak(meeting, command.person):
        return bar
    asked = next((r.kind for r in meeting.agenda.requests if r.person == command.person), FloorKind.SPEECH)
    before: Events = [] if speaker is None else [e.FloorEnded(person=speaker.person)]
    return [*before, e.FloorGiven(person=command.person, kind=asked)]


@decides(c.EndFloor)
def end_floor(meeting: Meeting, command: c.EndFloor, asker: Asker) -> Events | Refusal:
    """The speaker has finished."""
    speaker = meeting.agenda.speaker
    if speaker is None or speaker.person != command.person:
        return []
    return [e.FloorEnded(person=command.person)]


@evolves(e.FloorRequested)
def keep_request(meeting: Meeting, event: e.FloorRequested, entry: e.Entry) -> Meeting:
    """Waiting."""
    request = FloorRequest(person=event.person, kind=event.kind, at=entry.at)
    agenda = meeting.agenda
    return replace(meeting, agenda=replace(agenda, requests=(*agenda.requests, request)))


@evolves(e.FloorWithdrawn)
def keep_withdrawal_of_request(meeting: Meeting, event: e.FloorWithdrawn, entry: e.Entry) -> Meeting:
    """Waiting no more."""
    return _without(meeting, event.person, event.kind)


@evolves(e.FloorGiven)
def keep_speech(meeting: Meeting, event: e.FloorGiven, entry: e.Entry) -> Meeting:
    """Speaking, and off the list."""
    meeting = _without(end_of_speech(meeting, entry.at), event.person, event.kind)
    speaker = FloorSpan(person=event.person, kind=event.kind, from_=entry.at)
    return replace(meeting, agenda=replace(meeting.agenda, speaker=speaker))


@evolves(e.FloorEnded)
def keep_end_of_speech(meeting: Meeting, event: e.FloorEnded, entry: e.Entry) -> Meeting:
    """The item called keeps who spoke, from when to when."""
    return end_of_speech(meeting, entry.at)


def off_the_floor(meeting: Meeting, person: PersonId, at: datetime) -> Meeting:
    """Somebody no longer speaks nor waits to."""
    agenda = meeting.agenda
    waiting: tuple[FloorRequest, ...] = tuple(r for r in agenda.requests if r.person != person)
    meeting = replace(meeting, agenda=replace(agenda, requests=waiting))
    speaks = agenda.speaker is not None and agenda.speaker.person == person
    return end_of_speech(meeting, at) if speaks else meeting


def end_of_speech(meeting: Meeting, at: datetime) -> Meeting:
    """Whoever has the floor gives it back; the item called keeps the time."""
    agenda = meeting.agenda
    if agenda.speaker is None:
        return meeting
    items = dict(agenda.items)
    if agenda.called is not None:
        item = items[agenda.called]
        items[agenda.called] = replace(item, floor=(*item.floor, replace(agenda.speaker, to=at)))
    return replace(meeting, agenda=replace(agenda, speaker=None, items=items))


def _without(meeting: Meeting, person: PersonId, kind: FloorKind) -> Meeting:
    agenda = meeting.agenda
    requests = tuple(r for r in agenda.requests if (r.person, r.kind) != (person, kind))
    return replace(meeting, agenda=replace(agenda, requests=requests))
