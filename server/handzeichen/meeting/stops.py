"""Resolutions that are not carried out: the head of administration holds one to be unlawful and objects to it.

Only the mark is kept here, and who lifted it: what the authority or the body decides on it is a matter of its own.
"""

from dataclasses import replace

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import CARRIED, MotionId
from handzeichen.meeting.names import motion_name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Meeting, Stopped


@decides(c.ObjectToResolution)
def object_to_resolution(meeting: Meeting, command: c.ObjectToResolution, asker: Asker) -> Events | Refusal:
    """To something that was carried, with the reason."""
    motion = meeting.motions[command.motion]
    if motion.outcome not in CARRIED:
        return refuse("nothing_to_stop", meeting.law.objection, motion=motion_name(meeting, motion))
    if not command.reason.strip():
        return refuse("reason_missing")
    if motion.stopped is not None and motion.stopped.holds:
        return refuse("stopped_already", meeting.law.objection, motion=motion_name(meeting, motion))
    return [e.ResolutionStopped(motion=motion.id, reason=command.reason, person=command.person)]


@decides(c.LiftObjection)
def lift_objection(meeting: Meeting, command: c.LiftObjection, asker: Asker) -> Events | Refusal:
    """Once, of one that is there."""
    motion = meeting.motions[command.motion]
    if motion.stopped is None:
        return refuse("not_stopped", meeting.law.objection, motion=motion_name(meeting, motion))
    if not motion.stopped.holds:
        return []
    return [e.ResolutionReleased(motion=motion.id, reason=command.reason)]


@evolves(e.ResolutionStopped)
def keep_stop(meeting: Meeting, event: e.ResolutionStopped, entry: e.Entry) -> Meeting:
    """It is not carried out from here on."""
    return _with(meeting, event.motion, Stopped(at=entry.at, reason=event.reason, person=event.person))


@evolves(e.ResolutionReleased)
def keep_release(meeting: Meeting, event: e.ResolutionReleased, entry: e.Entry) -> Meeting:
    """The mark falls; that it was there stays."""
    stopped = meeting.motions[event.motion].stopped
    if stopped is None:
        return meeting
    return _with(meeting, event.motion, replace(stopped, lifted_at=entry.at, lifted_because=event.reason))


def _with(meeting: Meeting, motion: MotionId, stopped: Stopped) -> Meeting:
    changed = replace(meeting.motions[motion], stopped=stopped)
    return replace(meeting, motions={**meeting.motions, motion: changed})
