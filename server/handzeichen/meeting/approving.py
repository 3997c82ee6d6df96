"""What a later meeting says about the minutes of an earlier one: which ballot approves which part of which version.

A motion that is adopted as it was moved approves the version that it names. Adopted with changes, it approves the next
version, which the clerk issues with these changes in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import BallotId, BallotState, Part, Result
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.meeting.texts import is_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A ballot that passed, and what it approves; with changes: of a version after the one that the motion names."""

    meeting: str
    ballot: BallotId
    on: date
    version: int
    part: Part
    with_changes: bool

    def fits(self, version: int, part: Part) -> bool:
        """Whether it approves this part of this version."""
        right = version > self.version if self.with_changes else version == self.version
        return right and part is self.part


def approvals_of(earlier: str, later: Meeting) -> Iterator[Found]:
    """What a meeting has approved of an earlier one's minutes, by ballots that were announced as passed."""
    for ballot in later.ballots.values():
        yield from _approvals_by(ballot, earlier, later)


def what_it_approved(command: c.ApproveMinutes, earlier: str, later: Meeting) -> Found | Refusal:
    """What a later meeting's ballot approves, or why it does not approve what somebody says that it does."""
    where, ballot_id = later.plan.id, command.ballot
    ballot = later.ballots.get(command.ballot)
    if ballot is None:
        return refuse("approval_unknown", meeting=where, id=ballot_id)
    if not _is_passed(ballot):
        return refuse("approval_not_passed", meeting=where, id=ballot_id)
    for found in _approvals_by(ballot, earlier, later):
        if found.fits(command.version, command.part):
            return found
    return refuse("approval_of_another", version=command.version, meeting=where, id=ballot_id)


def _approvals_by(ballot: Ballot, earlier: str, later: Meeting) -> Iterator[Found]:
    if not _is_passed(ballot) or ballot.end.announced_at is None:
        return
    for motion in (later.motions[motion] for motion in ballot.motions):
        approves = motion.moved.approves
        if approves is not None and approves.meeting == earlier:
            yield Found(
                meeting=later.plan.id,
                ballot=ballot.id,
                on=ballot.end.announced_at.astimezone(later.plan.meeting.starts_at.tzinfo).date(),
                version=approves.version,
                part=approves.part,
                with_changes=is_changed(motion),
            )


def _is_passed(ballot: Ballot) -> bool:
    result = ballot.end.result
    return ballot.state is BallotState.ANNOUNCED and result is not None and result.result is Result.PASSED
