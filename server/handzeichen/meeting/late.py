"""Late entry: the true time of what is entered after the fact, and the announced ballots that it touches.

Both times are kept; the record shows the true one. A true time is not in the future and not before that person's
previous event.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from handzeichen.meeting import events as e
from handzeichen.meeting.commands import Late, Note
from handzeichen.meeting.ids import BallotId, BallotState, ItemId, PersonId, SeatId
from handzeichen.meeting.presence import whom
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.state import Meeting
from handzeichen.words.table import Fact, Phrase, phrase

_OWN_EVENTS = (
    e.LateEvent,
    e.ChairHandedOver,
    e.ChairTaken,
    e.ConveningObjected,
    e.QuorumChallenged,
    e.CalledToOrder,
    e.Excluded,
    e.MotionMoved,
    e.MotionSupported,
    e.ObjectionRaised,
    e.SeatAdmitted,
    e.ResultDoubted,
    e.FloorRequested,
    e.FloorGiven,
    e.FloorEnded,
)
"""What somebody did or what befell them while here; votes are looked up in their ballots."""
_PEOPLE = ("person", "for_", "mover")


def touched(
    meeting: Meeting, since: datetime | None, *people: PersonId, item: ItemId | None = None
) -> tuple[BallotId, ...]:
    """The announced ballots that something entered late concerns: those not closed by its true time."""
    roll = meeting.roll
    votes = any(roll.seat_of(person) is not None or SeatId(person) in roll.acting for person in people)
    if since is None or not votes:
        return ()
    return tuple(
        ballot.id
        for ballot in meeting.ballots.values()
        if ballot.state is BallotState.ANNOUNCED
        and ballot.end.closed_at is not None
        and since < ballot.end.closed_at
        and (item is None or any(meeting.motions[motion].moved.item == item for motion in ballot.motions))
    )


def untrue_time(meeting: Meeting, command: object, at: datetime) -> Refusal | None:
    """Why a `since` cannot be the true time of what is entered."""
    if not isinstance(command, Late) or command.since is None:
        return None
    if command.since > at:
        return refuse(
            "since_future", since=on_the_clock(meeting, command.since), at=on_the_clock(meeting, at)
        )
    if isinstance(command, Note):
        return None
    for whose, last in _last_events(meeting, command):
        if last is not None and command.since < last:
            since = on_the_clock(meeting, command.since)
            return refuse("since_too_early", since=since, who=whose, last=on_the_clock(meeting, last))
    return None


def _last_events(meeting: Meeting, command: Late) -> Iterator[tuple[Fact, datetime | None]]:
    """Whom a late entry concerns, as "für" calls them, and when something last befell them; the room, too."""
    for person in concerned(command):
        yield whom(meeting, person), last_event(meeting, person)
    if getattr(command, "scope", None) is not None:
        of_room = [fault for fault in meeting.roll.faults if fault.person is None]
        yield phrase("phrases.room"), max((fault.to or fault.from_ for fault in of_room), default=None)


def with_last_event(meeting: Meeting, entry: e.Entry) -> Meeting:
    """Remember the true time of each person's last event."""
    if not isinstance(entry.event, _OWN_EVENTS) or isinstance(entry.event, e.NoteWritten):
        return meeting
    at = getattr(entry.event, "since", None) or entry.at
    last = {
        person: at
        for person in concerned(entry.event)
        if at > meeting.roll.last_event.get(person, at.min.replace(tzinfo=at.tzinfo))
    }
    return replace(meeting, roll=replace(meeting.roll, last_event={**meeting.roll.last_event, **last}))


def concerned(thing: object) -> list[PersonId]:
    """Whom a command or an event concerns."""
    found = [getattr(thing, name, None) for name in _PEOPLE]
    if isinstance(thing, e.ChairHandedOver):
        found.append(thing.to)
    return [PersonId(person) for person in found if isinstance(person, str)]


def last_event(meeting: Meeting, person: PersonId) -> datetime | None:
    """When something last befell a person, votes included; None for whom nothing has."""
    ballots = meeting.ballots.values()
    votes = (vote.at for ballot in ballots for vote in ballot.votes.values() if vote.person == person)
    papers = (paper.at for ballot in ballots for paper in ballot.papers.values() if paper.person == person)
    known = meeting.roll.last_event.get(person)
    return max((*votes, *papers, *([] if known is None else [known])), default=None)


def on_the_clock(meeting: Meeting, at: datetime) -> Phrase:
    """As the clock on the wall shows it, and on another day with the day."""
    start = meeting.plan.meeting.starts_at
    local = at.astimezone(start.tzinfo)
    form = "on_the_clock" if local.date() == start.date() else "on_its_day"
    return phrase(f"phrases.{form}", at=local)
