"""The course of the sitting: opened, interrupted, resumed, broken off, closed."""

from dataclasses import replace
from datetime import datetime

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting import pauses
from handzeichen.meeting.confirming import law_is_unconfirmed
from handzeichen.meeting.floor import end_of_speech
from handzeichen.meeting.guards import no_ballot
from handzeichen.meeting.ids import ItemOutcome
from handzeichen.meeting.lead import led_by
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Meeting, Pause, Phase

_INTERRUPTED = (Phase.SUSPENDED, Phase.ADJOURNED)


@decides(c.OpenMeeting)
def open_meeting(meeting: Meeting, command: c.OpenMeeting, asker: Asker) -> Events | Refusal:
    """Once; what was broken off is resumed."""
    if meeting.sitting.phase is not Phase.PLANNED:
        return refuse("already_open")
    if bar := law_is_unconfirmed(meeting):
        return bar
    return [e.MeetingOpened(reason=command.reason)]


@decides(c.Suspend)
def suspend(meeting: Meeting, command: c.Suspend, asker: Asker) -> Events | Refusal:
    """Also during a ballot: a fault may strike then. Right after the body resolved it, with the clock it resolved."""
    motion = pauses.resolved(meeting)
    if motion is None:
        return [e.MeetingSuspended(reason=command.reason, until=command.until)]
    until = command.until or pauses.ends_at(meeting, motion, asker.at)
    return [e.MeetingSuspended(reason=command.reason, until=until, motion=motion.id)]


@decides(c.Resume)
def resume(meeting: Meeting, command: c.Resume, asker: Asker) -> Events | Refusal:
    """After an interruption or a breaking off; a ballot that an interruption hit is open still."""
    if meeting.sitting.phase not in _INTERRUPTED:
        return refuse("not_interrupted")
    return [e.MeetingResumed(reason=command.reason)]


@decides(c.Adjourn)
def adjourn(meeting: Meeting, command: c.Adjourn, asker: Asker) -> Events | Refusal:
    """Broken off, to be continued."""
    if meeting.sitting.phase is Phase.ADJOURNED:
        return []
    return no_ballot(meeting) or [e.MeetingAdjourned(reason=command.reason)]


@decides(c.CloseMeeting)
def close_meeting(meeting: Meeting, command: c.CloseMeeting, asker: Asker) -> Events | Refusal:
    """The item called is closed with it; items never called are not reached."""
    if bar := no_ballot(meeting):
        return bar
    agenda = meeting.agenda
    closing: Events = [] if agenda.called is None else [e.ItemClosed(item=agenda.called)]
    missed = [
        e.ItemSettled(item=item, outcome=ItemOutcome.NOT_REACHED)
        for item, state in agenda.items.items()
        if state.called_at is None and state.outcome is ItemOutcome.NONE
    ]
    return [*closing, *missed, e.MeetingClosed(reason=command.reason)]


@evolves(e.MeetingOpened)
def keep_opening(meeting: Meeting, event: e.MeetingOpened, entry: e.Entry) -> Meeting:
    """The sitting and the lead begin; nobody tries out anything any more."""
    times = replace(meeting.sitting.times, opened_at=entry.at, opened_seq=entry.seq)
    sitting = replace(meeting.sitting, phase=Phase.OPEN, times=times)
    return led_by(replace(meeting, sitting=sitting, trial=None), meeting.leader, entry.at)


@evolves(e.MeetingSuspended)
def keep_suspension(meeting: Meeting, event: e.MeetingSuspended, entry: e.Entry) -> Meeting:
    """A pause begins."""
    pause = Pause(from_=entry.at, until=event.until, reason=event.reason)
    pauses = (*meeting.sitting.pauses, pause)
    return replace(meeting, sitting=replace(meeting.sitting, phase=Phase.SUSPENDED, pauses=pauses))


@evolves(e.MeetingResumed)
def keep_resumption(meeting: Meeting, event: e.MeetingResumed, entry: e.Entry) -> Meeting:
    """A pause ends, or the time for which the meeting was broken off."""
    meeting = _pause_ended(meeting, entry.at)
    times = replace(meeting.sitting.times, breaks=_ended(meeting.sitting.times.breaks, entry.at))
    return replace(meeting, sitting=replace(meeting.sitting, phase=Phase.OPEN, times=times))


@evolves(e.MeetingAdjourned)
def keep_adjournment(meeting: Meeting, event: e.MeetingAdjourned, entry: e.Entry) -> Meeting:
    """Broken off."""
    meeting = _pause_ended(meeting, entry.at)
    broken_off = Pause(from_=entry.at, reason=event.reason)
    times = replace(meeting.sitting.times, breaks=(*meeting.sitting.times.breaks, broken_off))
    return replace(meeting, sitting=replace(meeting.sitting, phase=Phase.ADJOURNED, times=times))


@evolves(e.MeetingClosed)
def keep_closing(meeting: Meeting, event: e.MeetingClosed, entry: e.Entry) -> Meeting:
    """The sitting and the lead end."""
    meeting = led_by(end_of_speech(_pause_ended(meeting, entry.at), entry.at), None, entry.at)
    spans = meeting.sitting.lead.spans
    lead = replace(meeting.sitting.lead, leader=spans[-1].person if spans else None)
    times = replace(meeting.sitting.times, closed_at=entry.at)
    return replace(meeting, sitting=replace(meeting.sitting, phase=Phase.CLOSED, times=times, lead=lead))


def _pause_ended(meeting: Meeting, at: datetime) -> Meeting:
    return replace(meeting, sitting=replace(meeting.sitting, pauses=_ended(meeting.sitting.pauses, at)))


def _ended(pauses: tuple[Pause, ...], at: datetime) -> tuple[Pause, ...]:
    """The last one ends now, if it has not ended before."""
    if not pauses or pauses[-1].to is not None:
        return pauses
    return (*pauses[:-1], replace(pauses[-1], to=at))
