"""The clerk's page: every part of it by its id. Nearly everything that happens in a meeting is entered here."""

from collections.abc import Sequence

from handzeichen.meeting.events import Entry
from handzeichen.meeting.state import Meeting
from handzeichen.views import (
    clerk_agenda,
    clerk_at_once,
    clerk_ballot,
    clerk_course,
    clerk_forms,
    clerk_hands,
    clerk_motions,
    clerk_people,
    clerk_status,
)
from handzeichen.views.next_act import next_part
from handzeichen.views.part import Part
from handzeichen.views.timeline import timeline


def clerk_parts(meeting: Meeting, entries: Sequence[Entry]) -> dict[str, Part]:
    """All parts that the clerk's page alone has; `entries` are the newest of the log, in order."""
    return {
        "next": next_part(meeting, by="clerk"),
        "clerk-status": clerk_status.status(meeting),
        "clerk-alerts": clerk_status.alerts(meeting),
        "clerk-course": clerk_course.course(meeting, entries),
        **clerk_people.people(meeting),
        "clerk-ballot": clerk_ballot.entry(meeting),
        **clerk_hands.single_hands(meeting),
        "clerk-item": clerk_agenda.called(meeting),
        **clerk_motions.motions(meeting),
        **clerk_agenda.agenda(meeting),
        "clerk-floor": clerk_agenda.floor(meeting),
        "clerk-at-once": clerk_at_once.at_once(meeting),
        **clerk_forms.forms(meeting),
        **timeline(meeting, entries),
    }
