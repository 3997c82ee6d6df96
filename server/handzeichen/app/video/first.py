"""Whom a video system does not enter by itself: the first voting member on video after the opening, where that bars.

In some Länder nothing is voted on in secret any more in a meeting in which a voting member has taken part by video. A
tablet that somebody opens in the room is soon in the conference, and a machine's mistake would bar it for the evening:
so people say whether it is so, with one press. Where the plan names who takes part by video, they are entered at once.
"""

from handzeichen.law import remote
from handzeichen.law.remote import Bearing
from handzeichen.meeting.ids import PersonId, Role
from handzeichen.meeting.presence import may_come_by_video
from handzeichen.meeting.secrecy import taken_part
from handzeichen.meeting.state import Meeting


def bears(meeting: Meeting) -> Bearing:
    """What it means for secret votes and matters that a voting member takes part by video."""
    law = meeting.law
    found = {
        remote.on_ballot(law.remote_secret_votes, taken_part=True),
        remote.on_secret_matter(law, taken_part=True, taking_part=False),
    }
    return next((one for one in (Bearing.BARRED, Bearing.UNANSWERED) if one in found), Bearing.NONE)


def is_for_people(meeting: Meeting, person: PersonId) -> bool:
    """Whether only people enter that somebody has come by video now."""
    is_voting = meeting.person(person).role is Role.MEMBER or person in meeting.roll.acting.values()
    return (
        is_voting
        and meeting.sitting.times.opened_at is not None
        and meeting.roll.via(person) is None
        and meeting.plan.meeting.remote is None
        and may_come_by_video(meeting, person)
        and bears(meeting) is not Bearing.NONE
        and not taken_part(meeting)
    )
