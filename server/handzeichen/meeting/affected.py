"""Which announced ballots a correction concerns: in their time a seat was here, acted for or barred otherwise."""

from datetime import datetime

from handzeichen.meeting.ids import BallotId, BallotState, PersonId
from handzeichen.meeting.state import Ballot, Meeting


def ballots_affected(before: Meeting, after: Meeting) -> tuple[BallotId, ...]:
    """The ballots, as they were announced; they stay as they are."""
    return tuple(
        ballot.id
        for ballot in before.ballots.values()
        if ballot.state is BallotState.ANNOUNCED and _seen(before, ballot) != _seen(after, ballot)
    )


def _seen(meeting: Meeting, ballot: Ballot) -> object:
    """What was true of the seats between opening and closing."""
    roll = meeting.roll
    people = {*ballot.seat_of, *roll.acting.values(), *(PersonId(seat) for seat in roll.acting)}
    begin, end = ballot.opened_at, ballot.end.closed_at or ballot.opened_at
    items = {meeting.motions[motion].moved.item for motion in ballot.motions}
    here = {
        (person, span.via, _within(span.from_, span.to, begin, end))
        for person in people
        for span in roll.of(person).spans
    }
    acting = {(d.person, d.for_, _within(d.from_, d.to, begin, end)) for d in roll.deputations}
    lost = {
        (fault.person, fault.cause, _within(fault.from_, fault.to, begin, end))
        for fault in roll.faults
        if fault.person is None or fault.person in people
    }
    barred = {(r.person, r.item, r.motion) for r in roll.recusals if r.active and r.item in items}
    return (
        {row for row in here if row[2]},
        {row for row in acting if row[2]},
        {row for row in lost if row[2]},
        {row for row in barred if row[0] in people},
    )


def _within(
    start: datetime, stop: datetime | None, begin: datetime, end: datetime
) -> tuple[datetime, datetime] | None:
    """The part of a time that falls into another; None where there is none."""
    first, last = max(start, begin), end if stop is None else min(stop, end)
    return (first, last) if first <= last else None
