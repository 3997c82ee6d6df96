"""Deputies: who takes a member's seat, from when to when."""

from dataclasses import replace
from datetime import datetime

from handzeichen.law import eligibility
from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import BallotState, PersonId, Role, SeatId
from handzeichen.meeting.late import touched
from handzeichen.meeting.plan import Person
from handzeichen.meeting.presence import name, whom
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Deputation, Meeting


@decides(c.Deputise)
def deputise(meeting: Meeting, command: c.Deputise, asker: Asker) -> Events | Refusal:
    """A deputy who is here takes the seat of a member who is not."""
    running = meeting.roll.deputation_of(command.for_)
    if running is not None and running.person == command.person:
        return []
    if bar := next((bar for rule in _RULES if (bar := rule(meeting, command))), None):
        return bar
    touches = touched(meeting, command.since, command.for_)
    begun = e.DeputationBegun(person=command.person, for_=command.for_, since=command.since, touches=touches)
    ended = (
        []
        if running is None
        else [e.DeputationEnded(person=running.person, for_=running.for_, since=command.since)]
    )
    return [*ended, begun]


def member_has_a_seat(meeting: Meeting, command: c.Deputise) -> Refusal | None:
    """Only a member can be deputised for."""
    if SeatId(command.for_) not in meeting.roll.acting:
        return refuse("no_seat", who=name(meeting, command.for_))
    return None


def deputy_may_act_for_the_member(meeting: Meeting, command: c.Deputise) -> Refusal | None:
    """The profile says who may act for whom; a member has a seat of their own and deputises for nobody."""
    deputy, member = meeting.person(command.person), meeting.person(command.for_)
    if deputy.role is not Role.DEPUTY:
        return refuse("no_deputy", who=name(meeting, deputy.id))
    if eligibility.may_deputise(meeting.law, pair(meeting, deputy, member)):
        return None
    law = meeting.law.deputies
    return refuse("may_not_deputise", law, who=name(meeting, deputy.id), member=whom(meeting, member.id))


def pair(meeting: Meeting, deputy: Person, member: Person) -> eligibility.Pair:
    """What the plan says of a would-be deputy and a member."""
    same_faction = deputy.faction is not None and deputy.faction == member.faction
    others = (meeting.person(named) for named in deputy.deputises_for if named != member.id)
    return eligibility.Pair(
        same_faction=same_faction,
        named=member.id in deputy.deputises_for,
        named_beside=same_faction and any(other.faction == member.faction for other in others),
    )


def deputy_is_here(meeting: Meeting, command: c.Deputise) -> Refusal | None:
    """A seat is taken by somebody who is here."""
    if meeting.roll.via(command.person) is None:
        return refuse("not_here", who=name(meeting, command.person))
    return None


def deputy_acts_for_no_other(meeting: Meeting, command: c.Deputise) -> Refusal | None:
    """One person, one seat."""
    seat = meeting.roll.seat_of(command.person)
    if seat is None:
        return None
    return refuse("deputy_acts", who=name(meeting, command.person), member=name(meeting, PersonId(seat)))


def seat_is_free(meeting: Meeting, command: c.Deputise) -> Refusal | None:
    """Neither the member nor another deputy of the seat is here."""
    if meeting.roll.via(command.for_) is not None:
        return refuse("member_here", member=name(meeting, command.for_))
    running = meeting.roll.deputation_of(command.for_)
    if running is not None and meeting.roll.via(running.person) is not None:
        return refuse("seat_deputised", member=whom(meeting, command.for_), who=name(meeting, running.person))
    return None


def member_is_not_barred(meeting: Meeting, command: c.Deputise) -> Refusal | None:
    """Whether somebody may step in for a barred member is for the rules of procedure to say."""
    answer = meeting.law.deputy_for_barred
    if answer.value or not meeting.roll.barred(command.for_, meeting.agenda.called):
        return None
    return refuse("deputy_for_barred", answer, member=name(meeting, command.for_))


_RULES = (
    member_has_a_seat,
    deputy_may_act_for_the_member,
    deputy_is_here,
    deputy_acts_for_no_other,
    seat_is_free,
    member_is_not_barred,
)


@decides(c.EndDeputation)
def end_deputation(meeting: Meeting, command: c.EndDeputation, asker: Asker) -> Events | Refusal:
    """The deputy gives the seat back."""
    running = meeting.roll.deputation_of(command.for_)
    if running is None or running.person != command.person:
        return []
    touches = touched(meeting, command.since, command.for_)
    return [e.DeputationEnded(person=command.person, for_=command.for_, since=command.since, touches=touches)]


def end_of_deputation(meeting: Meeting, deputation: Deputation, since: datetime | None) -> Events:
    """The member is back: the deputation ends there and then; during a ballot at its closing, by that event."""
    ballot = meeting.ballot
    if ballot is not None and ballot.state is BallotState.OPEN:
        return []
    return [e.DeputationEnded(person=deputation.person, for_=deputation.for_, since=since)]


def deputations_due(meeting: Meeting) -> Events:
    """The deputations that end with the ballot: their members are back."""
    return [
        e.DeputationEnded(person=deputation.person, for_=deputation.for_)
        for deputation in meeting.roll.deputations
        if deputation.to is None and meeting.roll.via(deputation.for_) is not None
    ]


@evolves(e.DeputationBegun)
def keep_deputation(meeting: Meeting, event: e.DeputationBegun, entry: e.Entry) -> Meeting:
    """The deputy acts for the seat."""
    roll = meeting.roll
    begun = Deputation(person=event.person, for_=event.for_, from_=event.since or entry.at, seq=entry.seq)
    acting = {**roll.acting, SeatId(event.for_): event.person}
    return replace(meeting, roll=replace(roll, acting=acting, deputations=(*roll.deputations, begun)))


@evolves(e.DeputationEnded)
def keep_end_of_deputation(meeting: Meeting, event: e.DeputationEnded, entry: e.Entry) -> Meeting:
    """The seat is its member's again."""
    roll, at = meeting.roll, event.since or entry.at
    deputations = tuple(
        replace(d, to=max(at, d.from_), to_seq=entry.seq)
        if d.to is None and (d.person, d.for_) == (event.person, event.for_)
        else d
        for d in roll.deputations
    )
    acting = {**roll.acting, SeatId(event.for_): event.for_}
    return replace(meeting, roll=replace(roll, acting=acting, deputations=deputations))
