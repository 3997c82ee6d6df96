"""What many acts of a meeting require alike: no ballot under way, and somebody who has a voice."""

from handzeichen.meeting.ids import ItemId, PersonId
from handzeichen.meeting.names import ballot_name, item_number
from handzeichen.meeting.presence import is_voting_member, name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.state import Meeting


def no_ballot(meeting: Meeting) -> Refusal | None:
    """Refused while a ballot is open or waits for its announcement."""
    return (
        None
        if meeting.ballot is None
        else refuse("ballot_pending", ballot=ballot_name(meeting, meeting.ballot))
    )


def not_a_voice(meeting: Meeting, person: PersonId, item: ItemId | None = None) -> Refusal | None:
    """Whoever challenges, doubts or objects is a voting member, here, and not barred from the item it is about."""
    item = item or meeting.agenda.called
    if meeting.roll.via(person) is None:
        return refuse("not_here", who=name(meeting, person))
    if not is_voting_member(meeting, person):
        return refuse("no_voting_member", who=name(meeting, person))
    if meeting.roll.barred(person, item):
        return refuse("barred", who=name(meeting, person), item=item_number(meeting, item))
    return None
