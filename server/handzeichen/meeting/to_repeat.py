"""What has to be repeated after a fault of the municipality: whatever the body did while a seat on video was cut off.

Each step is listed with what became of it: done again, which shows by itself; or settled by the chair's word, because
it was repeated aloud, or because the member goes on without objection and it is irrelevant. None is forced.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from handzeichen.law import remote
from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import BallotState, MotionId, MotionOutcome, PersonId, Role, Settled, Via
from handzeichen.meeting.problems import hit_by_fault
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.remembered import remembered
from handzeichen.meeting.state import Ballot, Done, Fault, Meeting, What


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """A step that somebody cut off by the house could not follow, and what became of it."""

    step: Done
    again: Done | None = None
    """The same act later, when nobody was cut off."""
    settled: Settled | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for being repeated or for a word."""
        return self.again is None and self.settled is None


@decides(c.SettleSteps)
def settle_steps(meeting: Meeting, command: c.SettleSteps, asker: Asker) -> Events | Refusal:
    """The chair says that steps were repeated, or that they are irrelevant."""
    known = {one.step.seq: one for one in affected(meeting)}
    for step in command.steps:
        if step not in known:
            return refuse("not_affected", of=step)
    if all(known[step].settled is command.how for step in command.steps):
        return []
    return [e.StepsSettled(steps=tuple(dict.fromkeys(command.steps)), how=command.how)]


@evolves(e.StepsSettled)
def keep_settled(meeting: Meeting, event: e.StepsSettled, entry: e.Entry) -> Meeting:
    """The last word on a step counts."""
    return replace(meeting, settled={**meeting.settled, **dict.fromkeys(event.steps, event.how)})


@remembered(
    lambda meeting: (
        meeting.acts,
        meeting.settled,
        meeting.roll,
        meeting.motions,
        meeting.ballots,
        meeting.law,
    )
)
def affected(meeting: Meeting) -> tuple[Affected, ...]:
    """All such steps, in their order."""
    faults = [fault for fault in meeting.roll.faults if remote.fault_voids(meeting.law, [fault.cause])]
    return tuple(_affected(meeting, faults)) if faults else ()


def _affected(meeting: Meeting, faults: list[Fault]) -> Iterator[Affected]:
    hit = {step.seq for step in meeting.acts if _is_hit(meeting, step, faults)}
    for step in meeting.acts:
        if step.seq not in hit or _is_of_no_matter(meeting, step):
            continue
        later = (act for act in meeting.acts if act.seq > step.seq and act.seq not in hit)
        again = next((act for act in later if _is_the_same(meeting, step, act)), None)
        yield Affected(step=step, again=again, settled=meeting.settled.get(step.seq))


def _is_hit(meeting: Meeting, step: Done, faults: list[Fault]) -> bool:
    """Whether it fell into the time of a fault that cut off a seat; of a ballot, any moment of it."""
    ballot = meeting.ballots.get(step.ballot) if step.ballot else None
    if ballot is not None and step.what is What.ABORTED:
        return any(_is_in_ballot(meeting, fault, ballot, ballot.end.closed_at or step.at) for fault in faults)
    if ballot is not None and hit_by_fault(meeting, ballot) is not None:
        return True
    return any(_is_in(fault, step) and _cuts_off(meeting, fault, step.at) for fault in faults)


def _is_in_ballot(meeting: Meeting, fault: Fault, ballot: Ballot, until: datetime) -> bool:
    """By true times, from its opening to its closing or breaking off; where they only touch, by the log's order."""
    begun = ballot.opened_at
    if fault.from_ > until or (fault.to is not None and fault.to < begun):
        return False
    overlaps = fault.from_ < until and (fault.to is None or fault.to > begun)
    first = max(fault.from_, begun)
    return (overlaps or ballot.id in fault.ballots) and _cuts_off(meeting, fault, first)


def _is_in(fault: Fault, step: Done) -> bool:
    """By true times; within the second in which it began the order of the log tells."""
    begun = fault.from_ < step.at or (fault.from_ == step.at and fault.seq < step.seq)
    return begun and (fault.to is None or step.at < fault.to)


def _cuts_off(meeting: Meeting, fault: Fault, at: datetime) -> bool:
    """Whether somebody who acted for a seat then could not follow; the room's fault cuts off all who are on video."""
    if fault.person is not None:
        return _acted(meeting, fault.person, at)
    return any(
        span.via is Via.VIDEO and span.from_ <= at and (span.to is None or at < span.to)
        for person, known in meeting.roll.presence.items()
        if _acted(meeting, person, at)
        for span in known.spans
    )


def _acted(meeting: Meeting, person: PersonId, at: datetime) -> bool:
    """Whether somebody acted for a seat at a time: a deputy meanwhile, or a member for whom nobody did."""
    running = [d for d in meeting.roll.deputations if d.from_ <= at and (d.to is None or at < d.to)]
    known = meeting.roll.people.get(person)
    is_member = known is not None and known.role is Role.MEMBER
    return any(d.person == person for d in running) or (is_member and all(d.for_ != person for d in running))


def _is_the_same(meeting: Meeting, step: Done, later: Done) -> bool:
    """Whether a later act does the same again: of a ballot, another that was announced on the same motion."""
    match step.what:
        case What.ABORTED | What.ANNOUNCED:
            return later.what is What.ANNOUNCED and bool(_motions(meeting, step) & _motions(meeting, later))
        case What.AGREED:
            return step.motion in _motions(meeting, later) and later.what in (What.AGREED, What.ANNOUNCED)
        case What.SETTLED | What.CALLED:
            return later.what is step.what and later.item == step.item
        case What.QUORUM:
            return later.what is What.QUORUM


def _motions(meeting: Meeting, act: Done) -> set[MotionId]:
    if act.motion is not None:
        return {act.motion}
    return set(meeting.ballots[act.ballot].motions) if act.ballot in meeting.ballots else set()


def _is_of_no_matter(meeting: Meeting, step: Done) -> bool:
    """What does not stand needs no repetition: a motion settled without the broken ballot, an agreement that lapsed."""
    match step.what:
        case What.ABORTED:
            return not any(_waits_or_was_decided(meeting, motion) for motion in _motions(meeting, step))
        case What.AGREED:
            motion = meeting.motions.get(step.motion) if step.motion else None
            return motion is None or (motion.outcome is not MotionOutcome.AGREED and not motion.ballots)
        case _:
            return False


def _waits_or_was_decided(meeting: Meeting, motion: MotionId) -> bool:
    known = meeting.motions.get(motion)
    if known is None:
        return False
    announced = (meeting.ballots[ballot] for ballot in known.ballots if ballot in meeting.ballots)
    return known.open or any(ballot.state is BallotState.ANNOUNCED for ballot in announced)
