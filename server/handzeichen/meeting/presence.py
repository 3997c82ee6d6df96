"""How everybody is here, who counts and who votes at this moment: the bridge from the roll to the questions of law."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handzeichen.law import eligibility, quorum, remote
from handzeichen.law.eligibility import Standing
from handzeichen.law.questions import Law
from handzeichen.law.quorum import QuorumCount
from handzeichen.meeting.events import Voter
from handzeichen.meeting.ids import OF_THE_BODY, Form, ItemId, MotionId, PersonId, Signal, Via
from handzeichen.meeting.names import accusative, dative, plain_name
from handzeichen.meeting.remembered import remembered
from handzeichen.meeting.state import Convening, Meeting
from handzeichen.words.table import Declined


def name(meeting: Meeting, person: PersonId) -> str:
    """How a sentence calls a person."""
    return plain_name(meeting.person(person))


def whom(meeting: Meeting, person: PersonId) -> Declined:
    """The same after "für": "Ratsherrn Demir"."""
    return Declined(called := name(meeting, person), accusative(called))


def to_whom(meeting: Meeting, person: PersonId) -> Declined:
    """The same after "bei" or "von": "Ratsherrn Demir"."""
    return Declined(called := name(meeting, person), dative(called))


class State(StrEnum):
    """How a person is here; which of these count and which vote, the law of the body says."""

    ROOM = "room"
    VIDEO = "video"
    """Seen and heard, as far as anybody knows."""
    NO_PICTURE = "no_picture"
    """On video with a camera that is known to be off."""
    DISTURBED = "disturbed"
    """On video with an open fault of picture or sound, whatever the camera."""
    GONE = "gone"
    ABSENT = "absent"
    """Not here yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """A state, and since when; None for whoever was never here."""

    state: State
    since: datetime | None = None
    of: frozenset[Signal] = frozenset()
    """What fails in a fault, where somebody said so."""


def state_of(meeting: Meeting, person: PersonId) -> State:
    """How a person is here now: the one place where that is told."""
    presence = meeting.roll.of(person)
    match presence.via:
        case None:
            return State.GONE if presence.spans else State.ABSENT
        case Via.ROOM:
            return State.ROOM
        case Via.VIDEO if presence.disturbed:
            return State.DISTURBED
        case Via.VIDEO:
            return State.NO_PICTURE if presence.camera is False else State.VIDEO


def here_since(meeting: Meeting, person: PersonId) -> Here:
    """How a person is here now, and since when."""
    presence, state = meeting.roll.of(person), state_of(meeting, person)
    match state:
        case State.ROOM | State.VIDEO:
            return Here(state=state, since=presence.spans[-1].from_)
        case State.NO_PICTURE:
            return Here(state=state, since=presence.unseen[-1].from_)
        case State.DISTURBED:
            fault = meeting.roll.open_fault(person)
            return Here(state=state) if fault is None else Here(state=state, since=fault.from_, of=fault.of)
        case State.GONE:
            return Here(state=state, since=presence.spans[-1].to)
        case State.ABSENT:
            return Here(state=state)


def picture_matters(law: Law) -> bool:
    """Whether a camera that is off changes who counts or who votes."""
    return not (law.without_picture_counts_as_present.value and law.without_picture_may_vote.value)


def is_barred_by_picture(meeting: Meeting, person: PersonId) -> bool:
    """Whether a person does not vote because the camera is off."""
    return state_of(meeting, person) is State.NO_PICTURE and not meeting.law.without_picture_may_vote.value


def kept_out_by_picture(meeting: Meeting) -> Iterator[PersonId]:
    """Who acts for a seat and does not count or does not vote because the camera is off."""
    if picture_matters(meeting.law):
        acting = meeting.roll.acting.values()
        yield from (person for person in acting if state_of(meeting, person) is State.NO_PICTURE)


def is_hybrid(meeting: Meeting) -> bool:
    """Whether the body may take part by video at all: so called for, and the law allows it."""
    return meeting.plan.meeting.form is Form.HYBRID and meeting.law.hybrid.value


def is_invited_by_video(meeting: Meeting, person: PersonId) -> bool:
    """Whether the invitation lets somebody take part by video."""
    remote = meeting.plan.meeting.remote
    return remote is None or person in remote


def may_come_by_video(meeting: Meeting, person: PersonId) -> bool:
    """Officials and guests always, those of the body in a hybrid meeting, where the invitation lets them."""
    if meeting.person(person).role not in OF_THE_BODY:
        return True
    return is_hybrid(meeting) and is_invited_by_video(meeting, person)


def standing(
    meeting: Meeting, person: PersonId, item: ItemId | None, motion: MotionId | None = None
) -> Standing:
    """How a person is here, and whether barred from an item or one motion of it."""
    via, state = meeting.roll.via(person), state_of(meeting, person)
    return Standing(
        in_room=via is Via.ROOM,
        by_video=via is Via.VIDEO,
        disturbed=state is State.DISTURBED,
        without_picture=state is State.NO_PICTURE,
        barred=meeting.roll.barred(person, item, motion),
    )


def voters(meeting: Meeting, item: ItemId | None, motion: MotionId | None = None) -> tuple[Voter, ...]:
    """The seats that would be eligible now, with whoever acts for each."""
    found = []
    for seat, person in meeting.roll.acting.items():
        via = meeting.roll.via(person)
        if via is not None and eligibility.may_vote(meeting.law, standing(meeting, person, item, motion)):
            found.append(Voter(seat=seat, person=person, via=via))
    return tuple(found)


def present(meeting: Meeting, item: ItemId | None) -> int:
    """How many seats count as present for an item."""
    law, acting = meeting.law, meeting.roll.acting.values()
    return sum(eligibility.counts_as_present(law, standing(meeting, person, item)) for person in acting)


def _of_the_quorum(meeting: Meeting) -> tuple[object, ...]:
    roll = meeting.roll
    called, said = meeting.agenda.called, meeting.sitting.quorum
    return meeting.law, meeting.plan, roll.presence, roll.acting, roll.recusals, called, said


@remembered(_of_the_quorum)
def quorum_now(meeting: Meeting) -> QuorumCount:
    """The quorum as it is at this moment, for the item called."""
    return quorum.count(meeting.law, _attendance(meeting))


@remembered(_of_the_quorum)
def spare_now(meeting: Meeting) -> int | None:
    """How many may still leave before the body is not quorate any more; None where it is not."""
    return quorum.spare(meeting.law, _attendance(meeting))


def _attendance(meeting: Meeting) -> quorum.Attendance:
    item, plan, said = meeting.agenda.called, meeting.plan, meeting.sitting.quorum
    return quorum.Attendance(
        seats=plan.body.seats,
        present=present(meeting, item),
        barred=sum(meeting.roll.barred(person, item) for person in meeting.roll.acting.values()),
        convening_stated=said.convening in (Convening.STATED, Convening.DISPUTED),
        convening_objected=said.objected,
        second_convening=plan.meeting.second_convening,
    )


def is_voting_member(meeting: Meeting, person: PersonId) -> bool:
    """Whether a person acts for a seat and is here."""
    return meeting.roll.via(person) is not None and meeting.roll.seat_of(person) is not None


def can_lead(meeting: Meeting, person: PersonId) -> bool:
    """Whether a person may lead now: in the room, where the law asks for it, and not barred from the item called."""
    is_here = standing(meeting, person, meeting.agenda.called)
    return remote.may_lead(
        meeting.law, in_room=is_here.in_room, by_video=is_here.by_video, barred=is_here.barred
    )


def blocking_fault(meeting: Meeting) -> PersonId | str | None:
    """Whose open fault keeps ballots from opening and closing; "room" for the room's, which cuts off all on video."""
    roll, law = meeting.roll, meeting.law
    if all(fault.to is not None for fault in roll.faults):
        return None
    on_video = [person for person in roll.acting.values() if roll.via(person) is Via.VIDEO]
    for person in on_video:
        fault = roll.open_fault(person) if roll.of(person).disturbed else None
        if fault is not None and remote.fault_blocks(law, [fault.cause]):
            return person
    of_room = roll.open_fault(None)
    if on_video and of_room is not None and remote.fault_blocks(law, [of_room.cause]):
        return "room"
    return None
