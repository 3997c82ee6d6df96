"""The timeline's sentences about versions of the minutes, and about resolutions that are not carried out."""

from typing import Final

from handzeichen.law.minuting import Signing
from handzeichen.meeting.events import (
    MinutesApproved,
    MinutesIssued,
    MinutesSigned,
    ResolutionReleased,
    ResolutionStopped,
)
from handzeichen.meeting.ids import Part
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_words import motion_of, plain_of
from handzeichen.views.timeline_table import because, says
from handzeichen.words import said

OFFICES: Final = {
    Signing.CHAIR: said("Sitzungsleitung"),
    Signing.HEAD: said("Leitung der Verwaltung"),
    Signing.MEMBER: said("Mitglied"),
    Signing.CLERK: said("Protokollführung"),
}
"""In what office somebody signs."""
PARTS: Final = {
    Part.PUBLIC: said("öffentlicher Teil"),
    Part.NON_PUBLIC: said("nichtöffentlicher Teil"),
}
"""The parts of the minutes."""


@says(MinutesIssued)
def _issued(meeting: Meeting, event: MinutesIssued) -> str:
    return said(
        "Die {version}. Fassung ist ausgegeben{because}.",
        version=event.version,
        because=because(event.reason),
    )


@says(MinutesSigned)
def _signed(meeting: Meeting, event: MinutesSigned) -> str:
    who = event.name if event.person is None else plain_of(meeting, event.person)
    return said(
        "Die {version}. Fassung hat unterschrieben: {who} ({office}).",
        version=event.version,
        who=who or "",
        office=OFFICES[event.as_],
    )


@says(MinutesApproved)
def _approved(meeting: Meeting, event: MinutesApproved) -> str:
    return said(
        "Die {version}. Fassung ist genehmigt, {part}: Abstimmung {ballot} der Sitzung {meeting}.",
        version=event.version,
        part=PARTS[event.part],
        ballot=event.by_ballot,
        meeting=event.meeting,
    )


@says(ResolutionStopped)
def _stopped(meeting: Meeting, event: ResolutionStopped) -> str:
    return said(
        "{objection}, nicht auszuführen{because}: {motion}.",
        objection=meeting.law.objection.value.term.value,
        because=because(event.reason),
        motion=motion_of(meeting, event.motion),
    )


@says(ResolutionReleased)
def _released(meeting: Meeting, event: ResolutionReleased) -> str:
    return said(
        "{objection} erledigt{because}: {motion}.",
        objection=meeting.law.objection.value.term.value,
        because=because(event.reason),
        motion=motion_of(meeting, event.motion),
    )
