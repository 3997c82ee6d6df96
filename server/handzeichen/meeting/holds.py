"""Why nothing of a meeting's log may be destroyed: somebody said so, or something is still in doubt.

A hold is entered for a doubt, an objection or a complaint, also long after the meeting, and released when that is
settled. Doubts that were raised in the meeting itself keep the log as well; they are released in the same way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import BallotState
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Ballot, HoldState, Meeting, Phase, Release


class Doubt(StrEnum):
    """What keeps a log."""

    HOLD = "hold"
    """Clerk or chair said so."""
    RESULT = "result"
    """A member doubted a result, and the ballot was not repeated."""
    CONVENING = "convening"
    """A member objected to the convening, and the chair has not answered."""
    RESOLUTION = "resolution"
    """The head of administration objected to a resolution, and that is not settled."""
    MINUTES = "minutes"
    """The meeting is closed, and the newest version of its minutes is not approved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Something that keeps the log, and the number of the log at which it stands."""

    seq: int
    why: Doubt
    reason: str | None = None
    """What was said; only of a hold."""


@decides(c.Hold)
def hold(meeting: Meeting, command: c.Hold, asker: Asker) -> Events | Refusal:
    """Each doubt, objection or complaint is a hold of its own: it ends when that one is settled."""
    if not command.reason.strip():
        return refuse("reason_missing")
    if any(one.reason == command.reason for one in kept_by(meeting)):
        return []
    return [e.LogHeld(reason=command.reason)]


@decides(c.ReleaseHold)
def release_hold(meeting: Meeting, command: c.ReleaseHold, asker: Asker) -> Events | Refusal:
    """With the reason: whoever reads the log sees how the matter ended."""
    if not command.reason.strip():
        return refuse("reason_missing")
    if command.of in meeting.releases:
        return []
    kept = [one.seq for one in kept_by(meeting) if command.of is not None or one.why is not Doubt.MINUTES]
    if command.of is None and len(kept) > 1:
        return refuse("which_hold", numbers=", ".join(map(str, kept)))
    of = next((seq for seq in kept if command.of in (None, seq)), None)
    return refuse("no_hold") if of is None else [e.HoldReleased(of=of, reason=command.reason)]


@evolves(e.LogHeld)
def keep_hold(meeting: Meeting, event: e.LogHeld, entry: e.Entry) -> Meeting:
    """Until it is released."""
    held = HoldState(at=entry.at, by=entry.for_ or entry.by, reason=event.reason, seq=entry.seq)
    return replace(meeting, holds=(*meeting.holds, held))


@evolves(e.HoldReleased)
def keep_release(meeting: Meeting, event: e.HoldReleased, entry: e.Entry) -> Meeting:
    """What stands at that number keeps the log no more."""
    release = Release(at=entry.at, by=entry.for_ or entry.by, reason=event.reason)
    return replace(meeting, releases={**meeting.releases, event.of: release})


def kept_by(meeting: Meeting) -> tuple[Kept, ...]:
    """Whatever forbids to destroy anything of the log now, in the order of the log."""
    open_ = (one for one in _kept_by(meeting) if one.seq not in meeting.releases)
    return tuple(sorted(open_, key=lambda one: one.seq))


def _kept_by(meeting: Meeting) -> Iterator[Kept]:
    for held in meeting.holds:
        yield Kept(seq=held.seq, why=Doubt.HOLD, reason=held.reason)
    doubted = {ballot.id for ballot in meeting.ballots.values() if _is_doubted(ballot)}
    stopped = {motion.id for motion in meeting.motions.values() if motion.stopped and motion.stopped.holds}
    objected = meeting.sitting.quorum.objected
    minutes = meeting.sitting.phase is Phase.CLOSED and approved_on(meeting) is None
    for entry in meeting.past if doubted or stopped or objected or minutes else ():
        match entry.event:
            case e.ResultDoubted(ballot=ballot) if ballot in doubted:
                yield Kept(seq=entry.seq, why=Doubt.RESULT)
            case e.ResolutionStopped(motion=motion) if motion in stopped:
                yield Kept(seq=entry.seq, why=Doubt.RESOLUTION)
            case e.ConveningObjected() if objected:
                yield Kept(seq=entry.seq, why=Doubt.CONVENING)
            case e.MeetingClosed() if minutes:
                yield Kept(seq=entry.seq, why=Doubt.MINUTES)
            case _:
                pass


def approved_on(meeting: Meeting) -> date | None:
    """The day on which the newest version of the minutes was approved, every part of it; None while it is not."""
    newest = meeting.issued[-1] if meeting.issued else None
    if newest is None or not newest.is_approved:
        return None
    clock = meeting.plan.meeting.starts_at.tzinfo
    return max(approval.on or newest.at.astimezone(clock).date() for approval in newest.approvals.values())


def _is_doubted(ballot: Ballot) -> bool:
    return ballot.end.doubted_by is not None and ballot.state is BallotState.ANNOUNCED
