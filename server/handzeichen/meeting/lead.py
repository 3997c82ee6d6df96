"""The lead: handed over by the leader, or taken where the leader cannot lead. And who keeps the minutes."""

from dataclasses import replace
from datetime import datetime

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import PersonId, Via
from handzeichen.meeting.names import item_number
from handzeichen.meeting.presence import can_lead, is_voting_member, name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import LeadSpan, Meeting


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


@decides(c.HandOverMinutes)
def hand_over_minutes(meeting: Meeting, command: c.HandOverMinutes, asker: Asker) -> Events | Refusal:
    """Whoever it is need not sit in the room: the minutes name who kept them, and since when."""
    return [] if command.to == meeting.clerk else [e.MinutesHandedOver(to=command.to)]


@evolves(e.MinutesHandedOver)
def keep_minutes_handed_over(meeting: Meeting, event: e.MinutesHandedOver, entry: e.Entry) -> Meeting:
    """The one before kept them until now."""
    lead = meeting.sitting.lead
    before = (*lead.minutes[:-1], *(replace(span, to=entry.at) for span in lead.minutes[-1:]))
    new = LeadSpan(person=event.to, from_=entry.at)
    sitting = replace(meeting.sitting, lead=replace(lead, minutes=(*before, new)))
    return replace(meeting, sitting=sitting)


def _cannot_take_the_lead(meeting: Meeting, person: PersonId) -> Refusal | None:
    if meeting.roll.via(person) is not Via.ROOM:
        return refuse("not_in_room", meeting.law.leader_in_room, who=name(meeting, person))
    if not is_voting_member(meeting, person):
        return refuse("no_voting_member", who=name(meeting, person))
    if not can_lead(meeting, person):
        return refuse("barred", who=name(meeting, person), item=item_number(meeting, meeting.agenda.called))
    return None


def _goes_before(meeting: Meeting, person: PersonId) -> PersonId | None:
    """A deputy chair of higher rank who is in the room and not barred; nobody goes before the chair."""
    own = meeting.person(person).deputy_chair
    if meeting.person(person).chairs:
        return None
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
    return led_by(meeting, event.to, entry.at)


@evolves(e.ChairTaken)
def keep_taking(meeting: Meeting, event: e.ChairTaken, entry: e.Entry) -> Meeting:
    """Another leads."""
    return led_by(meeting, event.person, entry.at)


def led_by(meeting: Meeting, person: PersonId | None, at: datetime) -> Meeting:
    """The span of the one before ends; before the opening nobody's begins."""
    spans = tuple(replace(span, to=at) if span.to is None else span for span in meeting.sitting.lead.spans)
    if person is not None and meeting.sitting.times.opened_at is not None:
        spans = (*spans, LeadSpan(person=person, from_=at))
    return replace(
        meeting,
        sitting=replace(meeting.sitting, lead=replace(meeting.sitting.lead, leader=person, spans=spans)),
    )
