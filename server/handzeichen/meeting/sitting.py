"""The sitting itself: opening, interrupting, closing; the lead; convening and quorum; notices."""

from dataclasses import replace
from datetime import datetime

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.attendance import end_of_speech
from handzeichen.meeting.ids import BallotState, ItemOutcome, PersonId, Via
from handzeichen.meeting.presence import can_lead, is_voting_member, name, quorum_now
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import (
    Convening,
    Lead,
    LeadSpan,
    Meeting,
    NoticeSpan,
    Pause,
    Phase,
    QuorumEntry,
)

_INTERRUPTED = (Phase.SUSPENDED, Phase.ADJOURNED)


def no_ballot(meeting: Meeting) -> Refusal | None:
    """Refused while a ballot is open or waits for its announcement."""
    return None if meeting.ballot is None else refuse("ballot_pending", ballot=meeting.ballot.id)


@decides(c.OpenMeeting)
def open_meeting(meeting: Meeting, command: c.OpenMeeting, asker: Asker) -> Events | Refusal:
    """Once; what was broken off is resumed."""
    if meeting.sitting.phase is not Phase.PLANNED:
        return refuse("already_open")
    return [e.MeetingOpened(reason=command.reason)]


@decides(c.Suspend)
def suspend(meeting: Meeting, command: c.Suspend, asker: Asker) -> Events | Refusal:
    """Also during a ballot: a fault may strike then."""
    return [e.MeetingSuspended(reason=command.reason, until=command.until)]


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
    """The sitting and the lead begin."""
    sitting = replace(
        meeting.sitting, phase=Phase.OPEN, times=replace(meeting.sitting.times, opened_at=entry.at)
    )
    return _led_by(replace(meeting, sitting=sitting), meeting.leader, entry.at)


@evolves(e.MeetingSuspended)
def keep_suspension(meeting: Meeting, event: e.MeetingSuspended, entry: e.Entry) -> Meeting:
    """A pause begins."""
    pause = Pause(from_=entry.at, until=event.until, reason=event.reason)
    pauses = (*meeting.sitting.pauses, pause)
    return replace(meeting, sitting=replace(meeting.sitting, phase=Phase.SUSPENDED, pauses=pauses))


@evolves(e.MeetingResumed)
def keep_resumption(meeting: Meeting, event: e.MeetingResumed, entry: e.Entry) -> Meeting:
    """A pause ends."""
    meeting = _pause_ended(meeting, entry.at)
    return replace(meeting, sitting=replace(meeting.sitting, phase=Phase.OPEN))


@evolves(e.MeetingAdjourned)
def keep_adjournment(meeting: Meeting, event: e.MeetingAdjourned, entry: e.Entry) -> Meeting:
    """Broken off."""
    meeting = _pause_ended(meeting, entry.at)
    times = replace(meeting.sitting.times, adjourned_at=entry.at)
    return replace(meeting, sitting=replace(meeting.sitting, phase=Phase.ADJOURNED, times=times))


@evolves(e.MeetingClosed)
def keep_closing(meeting: Meeting, event: e.MeetingClosed, entry: e.Entry) -> Meeting:
    """The sitting and the lead end."""
    meeting = _led_by(end_of_speech(_pause_ended(meeting, entry.at), entry.at), None, entry.at)
    spans = meeting.sitting.lead.spans
    lead = replace(meeting.sitting.lead, leader=spans[-1].person if spans else None)
    times = replace(meeting.sitting.times, closed_at=entry.at)
    return replace(meeting, sitting=replace(meeting.sitting, phase=Phase.CLOSED, times=times, lead=lead))


def _pause_ended(meeting: Meeting, at: datetime) -> Meeting:
    pauses = meeting.sitting.pauses
    if not pauses or pauses[-1].to is not None:
        return meeting
    return replace(
        meeting, sitting=replace(meeting.sitting, pauses=(*pauses[:-1], replace(pauses[-1], to=at)))
    )


# The lead


@decides(c.HandOverChair)
def hand_over_chair(meeting: Meeting, command: c.HandOverChair, asker: Asker) -> Events | Refusal:
    """Only to a voting member in the room who is not barred from the item called."""
    if command.to == meeting.leader:
        return []
    return _cannot_take_the_lead(meeting, command.to) or [e.ChairHandedOver(to=command.to)]


@decides(c.TakeChair)
def take_chair(meeting: Meeting, command: c.TakeChair, asker: Asker) -> Events | Refusal:
    """When the leader can't lead: deputy chairs by rank, else whoever of the members is willing."""
    leader = meeting.leader
    if leader == command.person:
        return refuse("leads_already", who=name(meeting, leader))
    if leader is not None and can_lead(meeting, leader):
        return refuse("leader_leads", who=name(meeting, leader))
    if bar := _cannot_take_the_lead(meeting, command.person):
        return bar
    higher = _goes_before(meeting, command.person)
    return (
        refuse("higher_deputy", who=name(meeting, higher))
        if higher
        else [e.ChairTaken(person=command.person)]
    )


def _cannot_take_the_lead(meeting: Meeting, person: PersonId) -> Refusal | None:
    if meeting.roll.via(person) is not Via.ROOM:
        return refuse("not_in_room", meeting.law.leader_in_room.source, who=name(meeting, person))
    if not is_voting_member(meeting, person):
        return refuse("no_voting_member", who=name(meeting, person))
    if not can_lead(meeting, person):
        return refuse("barred", who=name(meeting, person), item=str(meeting.agenda.called))
    return None


def _goes_before(meeting: Meeting, person: PersonId) -> PersonId | None:
    """A deputy chair of higher rank who is in the room and not barred."""
    own = meeting.person(person).deputy_chair
    for other in meeting.members():
        ranks = other.deputy_chair is not None and (own is None or other.deputy_chair < own)
        if (
            ranks
            and other.id != person
            and is_voting_member(meeting, other.id)
            and can_lead(meeting, other.id)
        ):
            return other.id
    return None


@evolves(e.ChairHandedOver)
def keep_hand_over(meeting: Meeting, event: e.ChairHandedOver, entry: e.Entry) -> Meeting:
    """Another leads."""
    return _led_by(meeting, event.to, entry.at)


@evolves(e.ChairTaken)
def keep_taking(meeting: Meeting, event: e.ChairTaken, entry: e.Entry) -> Meeting:
    """Another leads."""
    return _led_by(meeting, event.person, entry.at)


def _led_by(meeting: Meeting, person: PersonId | None, at: datetime) -> Meeting:
    """The span of the one before ends; before the opening nobody's begins."""
    spans = tuple(replace(span, to=at) if span.to is None else span for span in meeting.sitting.lead.spans)
    if person is not None and meeting.sitting.times.opened_at is not None:
        spans = (*spans, LeadSpan(person=person, from_=at))
    return replace(meeting, sitting=replace(meeting.sitting, lead=Lead(leader=person, spans=spans)))


# Convening, quorum, notices


@decides(c.StateConvening)
def state_convening(meeting: Meeting, command: c.StateConvening, asker: Asker) -> Events | Refusal:
    """Proper convening, in the chair's words; also the answer to an objection."""
    return [] if meeting.sitting.quorum.convening is Convening.STATED else [e.ConveningStated()]


@decides(c.ObjectToConvening)
def object_to_convening(meeting: Meeting, command: c.ObjectToConvening, asker: Asker) -> Events | Refusal:
    """A voting member who is here objects."""
    if bar := not_a_voice(meeting, asker.person):
        return bar
    return (
        []
        if meeting.sitting.quorum.convening is Convening.OBJECTED
        else [e.ConveningObjected(person=asker.person)]
    )


@decides(c.StateQuorum)
def state_quorum(meeting: Meeting, command: c.StateQuorum, asker: Asker) -> Events | Refusal:
    """The count is the system's, the statement the chair's."""
    now = quorum_now(meeting)
    return [
        e.QuorumStated(
            present=now.present, seats=now.seats, required=now.required, quorate=now.quorate, basis=now.basis
        )
    ]


@decides(c.ChallengeQuorum)
def challenge_quorum(meeting: Meeting, command: c.ChallengeQuorum, asker: Asker) -> Events | Refusal:
    """A voting member doubts it, before a ballot."""
    ballot = meeting.ballot
    if ballot is not None and ballot.state is BallotState.OPEN:
        return refuse("ballot_open", ballot=ballot.id)
    if bar := not_a_voice(meeting, asker.person):
        return bar
    now = quorum_now(meeting)
    return [
        e.QuorumChallenged(
            person=asker.person,
            present=now.present,
            seats=now.seats,
            required=now.required,
            quorate=now.quorate,
            basis=now.basis,
        )
    ]


def not_a_voice(meeting: Meeting, person: PersonId) -> Refusal | None:
    """Whoever challenges, doubts or objects is a voting member, here, and not barred from the item called."""
    if meeting.roll.via(person) is None:
        return refuse("not_here", who=name(meeting, person))
    if not is_voting_member(meeting, person):
        return refuse("no_voting_member", who=name(meeting, person))
    if meeting.roll.barred(person, meeting.agenda.called):
        return refuse("barred", who=name(meeting, person), item=str(meeting.agenda.called))
    return None


@evolves(e.ConveningStated)
def keep_convening(meeting: Meeting, event: e.ConveningStated, entry: e.Entry) -> Meeting:
    """Stated."""
    return _convening(meeting, Convening.STATED)


@evolves(e.ConveningObjected)
def keep_objection_to_convening(meeting: Meeting, event: e.ConveningObjected, entry: e.Entry) -> Meeting:
    """Objected to."""
    return _convening(meeting, Convening.OBJECTED)


def _convening(meeting: Meeting, convening: Convening) -> Meeting:
    quorum = replace(meeting.sitting.quorum, convening=convening)
    return replace(meeting, sitting=replace(meeting.sitting, quorum=quorum))


@evolves(e.QuorumStated)
def keep_quorum(meeting: Meeting, event: e.QuorumStated, entry: e.Entry) -> Meeting:
    """The chair's statement; the record names the chair, whoever typed."""
    return _said(meeting, event, entry, by=entry.for_ or entry.by)


@evolves(e.QuorumChallenged)
def keep_challenge(meeting: Meeting, event: e.QuorumChallenged, entry: e.Entry) -> Meeting:
    """The member's doubt, with the count of that moment."""
    return _said(meeting, event, entry, by=event.person)


def _said(
    meeting: Meeting, event: e.QuorumStated | e.QuorumChallenged, entry: e.Entry, *, by: PersonId
) -> Meeting:
    said = QuorumEntry(
        at=entry.at,
        challenged=isinstance(event, e.QuorumChallenged),
        by=by,
        present=event.present,
        seats=event.seats,
        required=event.required,
        quorate=event.quorate,
        basis=event.basis,
    )
    quorum = replace(meeting.sitting.quorum, entries=(*meeting.sitting.quorum.entries, said))
    return replace(meeting, sitting=replace(meeting.sitting, quorum=quorum))


@decides(c.GiveNotice)
def give_notice(meeting: Meeting, command: c.GiveNotice, asker: Asker) -> Events | Refusal:
    """What the chair says and the minutes keep."""
    return [e.NoticeGiven(notice=command.notice)]


@evolves(e.NoticeGiven)
def keep_notice(meeting: Meeting, event: e.NoticeGiven, entry: e.Entry) -> Meeting:
    """Kept with its time."""
    notices = (*meeting.sitting.notices, NoticeSpan(at=entry.at, notice=event.notice))
    return replace(meeting, sitting=replace(meeting.sitting, notices=notices))
