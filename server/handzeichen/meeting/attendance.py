"""Coming, going, changing between room and video; the camera; being known and being alone."""

from dataclasses import replace
from datetime import datetime

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.deputies import end_of_deputation
from handzeichen.meeting.faults import end_fault
from handzeichen.meeting.floor import off_the_floor
from handzeichen.meeting.ids import OF_THE_BODY, RESERVED_IDS, PersonId, Role, SeatId, Via
from handzeichen.meeting.late import touched
from handzeichen.meeting.names import ADMINISTRATION
from handzeichen.meeting.presence import is_hybrid, is_invited_by_video, name, picture_matters
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, Office, decides, evolves
from handzeichen.meeting.state import Meeting, Presence, Span, Unseen


@decides(c.Arrive)
def arrive(meeting: Meeting, command: c.Arrive, asker: Asker) -> Events | Refusal:
    """Somebody is here. What would unseat somebody is only proposed until the clerk enters it."""
    person, presence = command.person, meeting.roll.of(command.person)
    if presence.via is command.via:
        return []
    if bar := _may_not_come(meeting, command, asker):
        return bar
    deputation = meeting.roll.deputation_of(person)
    unseats = presence.via is Via.ROOM or deputation is not None
    if unseats and asker.office is not Office.CLERK:
        proposed = meeting.roll.proposals.get(person) is command.via
        return [] if proposed else [e.ArrivalProposed(person=person, via=command.via)]
    touches = touched(meeting, command.since, person)
    events: Events = [e.Arrived(person=person, via=command.via, since=command.since, touches=touches)]
    if deputation is not None:
        events += end_of_deputation(meeting, deputation, command.since)
    return events


def _may_not_come(meeting: Meeting, command: c.Arrive, asker: Asker) -> Refusal | None:
    person, law = meeting.person(command.person), meeting.law
    if meeting.roll.of(person.id).excluded:
        return refuse("excluded", who=name(meeting, person.id))
    if command.via is Via.ROOM:
        return None if asker.office in (Office.CLERK, Office.DOOR) else refuse("room_by_clerk_only")
    if person.role not in OF_THE_BODY:
        return None
    if not is_hybrid(meeting):
        return refuse("not_hybrid", law.hybrid)
    if not is_invited_by_video(meeting, person.id):
        return refuse("not_invited_by_video", law.hybrid, who=name(meeting, person.id))
    return None


@evolves(e.Arrived)
def keep_arrival(meeting: Meeting, event: e.Arrived, entry: e.Entry) -> Meeting:
    """A new span begins; one in the other way ends, and with it a fault and what was confirmed there."""
    at = event.since or entry.at
    meeting = gone(meeting, event.person, at, entry.seq)
    presence = meeting.roll.of(event.person)
    span = Span(from_=at, via=event.via, seq=entry.seq)
    return with_presence(meeting, event.person, replace(presence, spans=(*presence.spans, span)))


@evolves(e.ArrivalProposed)
def keep_proposal(meeting: Meeting, event: e.ArrivalProposed, entry: e.Entry) -> Meeting:
    """It waits for the clerk."""
    proposals = {**meeting.roll.proposals, event.person: event.via}
    return replace(meeting, roll=replace(meeting.roll, proposals=proposals))


@decides(c.Leave)
def leave(meeting: Meeting, command: c.Leave, asker: Asker) -> Events | Refusal:
    """Somebody goes. A video system's word takes nobody out of the room."""
    via = meeting.roll.via(command.person)
    if via is None or (via is Via.ROOM and asker.office is Office.SYSTEM):
        return []
    touches = touched(meeting, command.since, command.person)
    return [e.Left(person=command.person, since=command.since, touches=touches)]


@evolves(e.Left)
def keep_leaving(meeting: Meeting, event: e.Left, entry: e.Entry) -> Meeting:
    """The span ends, the floor is free; a deputation and a vote given stay."""
    at = event.since or entry.at
    return off_the_floor(gone(meeting, event.person, at, entry.seq), event.person, at)


def gone(meeting: Meeting, person: PersonId, at: datetime, seq: int) -> Meeting:
    """Not here any more, in whatever way it was."""
    roll = meeting.roll
    presence = roll.of(person)
    proposals = {known: via for known, via in roll.proposals.items() if known != person}
    meeting = replace(meeting, roll=replace(roll, proposals=proposals))
    if presence.via is None:
        return meeting
    meeting = end_fault(meeting, person, at)
    spans = (*presence.spans[:-1], replace(presence.spans[-1], to=at, to_seq=seq))
    unseen = _seen_again(presence, at)
    return with_presence(meeting, person, Presence(spans=spans, unseen=unseen, excluded=presence.excluded))


@decides(c.Admit)
def admit(meeting: Meeting, command: c.Admit, asker: Asker) -> Events | Refusal:
    """Somebody whom the plan does not know may take part; coming is another entry."""
    person, people = command.person, meeting.roll.people
    if person.id in (*RESERVED_IDS, ADMINISTRATION):
        return refuse("reserved_id", id=person.id)
    if person.id in people:
        return refuse("known_person", id=person.id)
    if person.faction is not None and all(faction.id != person.faction for faction in meeting.plan.factions):
        return refuse("unknown_faction", id=person.faction)
    unknown = next(
        (member for member in person.deputises_for if SeatId(member) not in meeting.roll.acting), None
    )
    if unknown is not None:
        return (
            refuse("unknown_person", id=unknown)
            if unknown not in people
            else refuse("no_seat", who=name(meeting, unknown))
        )
    return _no_seat_for(meeting, command) or [e.PersonAdmitted(person=person)]


def _no_seat_for(meeting: Meeting, command: c.Admit) -> Refusal | None:
    person, seats = command.person, meeting.plan.body.seats
    if (person.chairs or person.deputy_chair) and person.role is not Role.MEMBER:
        return refuse("chair_no_member")
    if person.chairs and any(known.chairs for known in meeting.roll.people.values()):
        return refuse("second_chair")
    if person.role is Role.MEMBER and len(meeting.roll.acting) >= seats:
        return refuse("no_free_seat", seats=seats)
    return None


@evolves(e.PersonAdmitted)
def keep_person(meeting: Meeting, event: e.PersonAdmitted, entry: e.Entry) -> Meeting:
    """Known from now on; a member with a seat, the first to chair with the lead."""
    person, roll = event.person, meeting.roll
    acting = {**roll.acting, SeatId(person.id): person.id} if person.role is Role.MEMBER else roll.acting
    roll = replace(roll, people={**roll.people, person.id: person}, acting=acting)
    sitting = meeting.sitting
    if person.chairs and sitting.lead.leader is None:
        sitting = replace(sitting, lead=replace(sitting.lead, leader=person.id))
    return replace(meeting, roll=roll, sitting=sitting)


@decides(c.SetCamera)
def set_camera(meeting: Meeting, command: c.SetCamera, asker: Asker) -> Events | Refusal:
    """A camera of somebody on video."""
    presence, law = meeting.roll.of(command.person), meeting.law
    if presence.via is not Via.VIDEO:
        return refuse("not_on_video", who=name(meeting, command.person))
    if presence.camera is command.on:
        return []
    # To be told that it is on, where nothing was known of it, moves nobody.
    changes = picture_matters(law) and not (command.on and presence.camera is None)
    touches = touched(meeting, command.since, command.person) if changes else ()
    return [e.CameraSet(person=command.person, on=command.on, since=command.since, touches=touches)]


@evolves(e.CameraSet)
def keep_camera(meeting: Meeting, event: e.CameraSet, entry: e.Entry) -> Meeting:
    """Known from now on."""
    presence, at = meeting.roll.of(event.person), event.since or entry.at
    unseen = _seen_again(presence, at) if event.on else (*presence.unseen, Unseen(from_=at))
    return with_presence(meeting, event.person, replace(presence, camera=event.on, unseen=unseen))


def _seen_again(presence: Presence, at: datetime) -> tuple[Unseen, ...]:
    """The times without picture, the last one over; never before it began."""
    last = presence.unseen[-1] if presence.unseen else None
    if last is None or last.to is not None:
        return presence.unseen
    return (*presence.unseen[:-1], replace(last, to=max(at, last.from_)))


@decides(c.ConfirmIdentity)
def confirm_identity(meeting: Meeting, command: c.ConfirmIdentity, asker: Asker) -> Events | Refusal:
    """The chair has seen who it is."""
    presence = meeting.roll.of(command.person)
    if presence.via is None:
        return refuse("not_here", who=name(meeting, command.person))
    return [] if presence.identified_at else [e.IdentityConfirmed(person=command.person, since=command.since)]


@evolves(e.IdentityConfirmed)
def keep_identity(meeting: Meeting, event: e.IdentityConfirmed, entry: e.Entry) -> Meeting:
    """Until the person goes."""
    presence = replace(meeting.roll.of(event.person), identified_at=event.since or entry.at)
    return with_presence(meeting, event.person, presence)


@decides(c.ConfirmAlone)
def confirm_alone(meeting: Meeting, command: c.ConfirmAlone, asker: Asker) -> Events | Refusal:
    """The person's own word (§ 64 Abs. 6 NKomVG)."""
    presence = meeting.roll.of(command.person)
    if presence.via is None:
        return refuse("not_here", who=name(meeting, command.person))
    return [] if presence.alone_at else [e.AloneConfirmed(person=command.person, since=command.since)]


@evolves(e.AloneConfirmed)
def keep_alone(meeting: Meeting, event: e.AloneConfirmed, entry: e.Entry) -> Meeting:
    """Until the person goes."""
    presence = replace(meeting.roll.of(event.person), alone_at=event.since or entry.at)
    return with_presence(meeting, event.person, presence)


def with_presence(meeting: Meeting, person: PersonId, presence: Presence) -> Meeting:
    """The meeting with what is known of one person's presence changed."""
    roll = meeting.roll
    return replace(meeting, roll=replace(roll, presence={**roll.presence, person: presence}))
