"""Small German: times, numbers and lists as people say them. No sentence about the meeting stands here."""

from datetime import datetime

from handzeichen.meeting.ids import Cause, Choice, FloorKind
from handzeichen.meeting.state import Meeting

CHOICES = {Choice.YES: "Ja", Choice.NO: "Nein", Choice.ABSTAIN: "Enthaltung"}
CAUSES = {
    Cause.UNCLEAR: "Ursache noch offen",
    Cause.MUNICIPALITY: "liegt bei der Technik im Haus",
    Cause.MEMBER: "liegt beim Mitglied",
}
FLOOR = {
    FloorKind.SPEECH: "Wortbeitrag",
    FloorKind.PROCEDURE: "zur Geschäftsordnung",
    FloorKind.REPLY: "Erwiderung",
    FloorKind.QUESTION: "Frage",
    FloorKind.PERSONAL: "persönliche Erklärung",
    FloorKind.REPORT: "Bericht",
}


def clock(meeting: Meeting, at: datetime) -> str:
    """ "17.41 Uhr", and with the date where it is not the meeting's first day: "22.01.2021, 9.05 Uhr"."""
    start = meeting.plan.meeting.starts_at
    local = at.astimezone(start.tzinfo)
    hour = f"{local.hour}.{local.minute:02d} Uhr"
    return hour if local.date() == start.date() else f"{local.day:02d}.{local.month:02d}.{local.year}, {hour}"


def day(at: datetime) -> str:
    """ "21.01.2021"."""
    return f"{at.day:02d}.{at.month:02d}.{at.year}"


def counted(number: int, one: str, many: str) -> str:
    """ "1 Stimme", "3 Stimmen", "0 Stimmen"."""
    return f"{number} {one if number == 1 else many}"


def shortened(text: str, limit: int) -> str:
    """The text up to a limit, cut between words, with an ellipsis where something is left out."""
    if len(text) <= limit:
        return text
    return f"{text[:limit].rsplit(None, 1)[0].rstrip(' ,;:–')} …"
