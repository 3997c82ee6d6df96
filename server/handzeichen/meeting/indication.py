"""What can be seen of a fault's cause: an indication and never proof; the chair alone says in whose sphere it lies.

Whoever else is connected and undisturbed speaks against the house's technology (§ 29a KV M-V; in Bavaria and in
North Rhine-Westphalia alike), and where all are gone at once it is hardly everybody's own line.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from handzeichen.meeting.ids import OF_THE_BODY, Cause, PersonId, Via
from handzeichen.meeting.state import Meeting


class Speaks(StrEnum):
    """What it speaks against or for."""

    AGAINST_THE_HOUSE = "against_the_house"
    FOR_THE_HOUSE = "for_the_house"
    BOTH_WAYS = "both_ways"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indication:
    """How many of the body are on video and disturbed without being known to be it by themselves, and how many fine."""

    lost: int
    fine: int
    room: bool
    """Whether the room's own picture or sound is disturbed."""

    @property
    def speaks(self) -> Speaks:
        """One who is fine is enough while fewer are lost than fine; with all of several lost it is the other way."""
        for_the_house = self.room or (self.fine == 0 and self.lost > 1)
        if self.fine and (self.room or self.lost > self.fine):
            return Speaks.BOTH_WAYS
        if for_the_house:
            return Speaks.FOR_THE_HOUSE
        return Speaks.AGAINST_THE_HOUSE if self.fine else Speaks.NOTHING


def indication(meeting: Meeting) -> Indication:
    """What speaks for what at this moment."""
    lost = fine = 0
    for person in meeting.roll.people.values():
        if person.role not in OF_THE_BODY or meeting.roll.via(person.id) is not Via.VIDEO:
            continue
        if not meeting.roll.of(person.id).disturbed:
            fine += 1
        elif (fault := meeting.roll.open_fault(person.id)) is not None and fault.cause is not Cause.MEMBER:
            lost += 1
    return Indication(lost=lost, fine=fine, room=meeting.roll.open_fault(None) is not None)


def said_beforehand(meeting: Meeting, person: PersonId | None) -> Cause | None:
    """The cause of a fault that begins now, where the chair has said it of this person's further ones.

    Not while anything speaks against it: somebody who votes is lost too and not by their own fault, or nobody else on
    video is undisturbed.
    """
    if person is None or not meeting.roll.of(person).faults_own:
        return None
    others = set(meeting.roll.acting.values()) - {person}
    if meeting.roll.open_fault(None) is not None or _any_is_lost(meeting, others):
        return None
    is_fine = any(
        one.id != person
        and one.role in OF_THE_BODY
        and meeting.roll.via(one.id) is Via.VIDEO
        and not meeting.roll.of(one.id).disturbed
        for one in meeting.roll.people.values()
    )
    return Cause.MEMBER if is_fine else None


def _any_is_lost(meeting: Meeting, people: Collection[PersonId]) -> bool:
    return any(
        fault.to is None and fault.person in people and fault.cause is not Cause.MEMBER
        for fault in meeting.roll.faults
    )
