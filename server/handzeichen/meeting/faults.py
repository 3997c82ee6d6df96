"""Faults of picture and sound: a person's, or the room's; only the chair says whose they are."""

from dataclasses import replace
from datetime import datetime

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import OF_THE_BODY, SYSTEM, BallotState, Cause, PersonId, Signal, Via
from handzeichen.meeting.indication import said_beforehand
from handzeichen.meeting.late import touched
from handzeichen.meeting.presence import name, whom
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, Office, decides, evolves
from handzeichen.meeting.state import Fault, Meeting
from handzeichen.words.table import phrase


@decides(c.LoseConnection)
def lose_connection(meeting: Meeting, command: c.LoseConnection, asker: Asker) -> Events | Refusal:
    """A fault begins; its cause is unclear until the chair attributes it, or was said beforehand. Of an open one more
    may be told."""
    person = command.person
    if bar := _not_concerned(meeting, command, asker):
        return bar
    if person is not None and meeting.roll.via(person) is not Via.VIDEO:
        return refuse("not_on_video", who=name(meeting, person))
    fault = meeting.roll.open_fault(person)
    if fault is not None and (command.of is None or command.of in fault.of):
        return []
    touches = () if person is None or fault is not None else touched(meeting, command.since, person)
    return [
        e.ConnectionLost(
            person=person,
            of=command.of,
            reported=command.reported,
            cause=said_beforehand(meeting, person) if fault is None else None,
            since=command.since,
            touches=touches,
        )
    ]


def _not_concerned(
    meeting: Meeting, command: c.LoseConnection | c.RestoreConnection, asker: Asker
) -> Refusal | None:
    """A fault of the room concerns everybody of the body who is here, and no guest."""
    if command.scope is None or asker.office is not Office.MEMBER:
        return None
    if meeting.person(asker.person).role not in OF_THE_BODY:
        return refuse(
            "not_entitled",
            who=name(meeting, asker.person),
            whose=phrase("phrases.whose.clerk_or_member"),
            by_whom=phrase("phrases.by_whom.clerk"),
        )
    return None if meeting.roll.via(asker.person) else refuse("not_here", who=name(meeting, asker.person))


@evolves(e.ConnectionLost)
def keep_fault(meeting: Meeting, event: e.ConnectionLost, entry: e.Entry) -> Meeting:
    """Open from now on; a person's seat neither counts nor votes meanwhile. Of an open one more is known."""
    of = frozenset() if event.of is None else frozenset({event.of})
    known = meeting.roll.open_fault(event.person)
    if known is not None:
        return _exchanged(meeting, known, _told_more(known, of, entry.by))
    ballot = meeting.ballot
    during = (ballot.id,) if ballot is not None and ballot.state is BallotState.OPEN else ()
    fault = Fault(
        person=event.person,
        from_=event.since or entry.at,
        seq=entry.seq,
        cause=event.cause or Cause.UNCLEAR,
        ballots=during,
        of=of,
        reported=event.reported,
        beforehand=event.cause is not None,
        told_by=entry.by,
    )
    meeting = replace(meeting, roll=replace(meeting.roll, faults=(*meeting.roll.faults, fault)))
    return meeting if event.person is None else _disturbed(meeting, event.person, True)


@decides(c.RestoreConnection)
def restore_connection(meeting: Meeting, command: c.RestoreConnection, asker: Asker) -> Events | Refusal:
    """Picture and sound are back."""
    if bar := _not_concerned(meeting, command, asker):
        return bar
    if meeting.roll.open_fault(command.person) is None:
        return []
    touches = () if command.person is None else touched(meeting, command.since, command.person)
    return [
        e.ConnectionRestored(
            person=command.person, reported=command.reported, since=command.since, touches=touches
        )
    ]


@evolves(e.ConnectionRestored)
def keep_restored(meeting: Meeting, event: e.ConnectionRestored, entry: e.Entry) -> Meeting:
    """The fault is over."""
    meeting = end_fault(meeting, event.person, event.since or entry.at, by=entry.by)
    return meeting if event.person is None else _disturbed(meeting, event.person, False)


@decides(c.AttributeFault)
def attribute_fault(meeting: Meeting, command: c.AttributeFault, asker: Asker) -> Events | Refusal:
    """The chair says in whose sphere the latest fault lies, open or over."""
    people = (*(command.persons or ()), *([command.person] if command.person else ()))
    if command.scope is not None and command.cause is Cause.MEMBER:
        return refuse("room_fault_not_members", meeting.law.blocking_causes)
    concerned: tuple[PersonId | None, ...] = people if command.scope is None else (None,)
    faults = [latest_fault(meeting, person) for person in concerned]
    for person, fault in zip(concerned, faults, strict=True):
        if fault is None:
            return refuse("no_fault", who=phrase("phrases.room") if person is None else whom(meeting, person))
    said = [meeting.roll.of(person).faults_own for person in people]
    is_new = command.further is not None and any(own is not command.further for own in said)
    if not is_new and all(fault is not None and fault.cause is command.cause for fault in faults):
        return []
    return [
        e.FaultAttributed(cause=command.cause, persons=people, further=command.further, since=command.since)
    ]


@evolves(e.FaultAttributed)
def keep_cause(meeting: Meeting, event: e.FaultAttributed, entry: e.Entry) -> Meeting:
    """The cause stands until the chair says otherwise; any other cause ends what was said of further faults."""
    concerned: tuple[PersonId | None, ...] = event.persons or (None,)
    chosen = [fault for person in concerned if (fault := latest_fault(meeting, person)) is not None]
    faults = tuple(
        replace(fault, cause=event.cause, beforehand=fault.beforehand and fault.cause is event.cause)
        if fault in chosen
        else fault
        for fault in meeting.roll.faults
    )
    roll = replace(meeting.roll, faults=faults)
    if event.further is not None or event.cause is not Cause.MEMBER:
        own = {
            person: replace(roll.of(person), faults_own=event.further is True)
            for person in event.persons
            if roll.via(person) is Via.VIDEO
        }
        roll = replace(roll, presence={**roll.presence, **own})
    return replace(meeting, roll=roll)


def latest_fault(meeting: Meeting, person: PersonId | None) -> Fault | None:
    """The last fault of a person, or of the room (None)."""
    return next((fault for fault in reversed(meeting.roll.faults) if fault.person == person), None)


def end_fault(
    meeting: Meeting, person: PersonId | None, at: datetime, *, by: PersonId | None = None
) -> Meeting:
    """An open fault ends, if there is one; never before it began."""
    fault = meeting.roll.open_fault(person)
    if fault is None:
        return meeting
    return _exchanged(meeting, fault, replace(fault, to=max(at, fault.from_), restored_by=by))


def _exchanged(meeting: Meeting, fault: Fault, by: Fault) -> Meeting:
    faults = tuple(by if known is fault else known for known in meeting.roll.faults)
    return replace(meeting, roll=replace(meeting.roll, faults=faults))


def _told_more(fault: Fault, of: frozenset[Signal], teller: PersonId) -> Fault:
    """What people say, people take back: a video system no longer ends a fault that somebody spoke of."""
    told_by = fault.told_by if teller == SYSTEM else teller
    return replace(fault, of=fault.of | of, told_by=told_by)


def _disturbed(meeting: Meeting, person: PersonId, disturbed: bool) -> Meeting:
    roll = meeting.roll
    presence = replace(roll.of(person), disturbed=disturbed)
    return replace(meeting, roll=replace(roll, presence={**roll.presence, person: presence}))
