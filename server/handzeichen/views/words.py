"""Small German: times, numbers and lists as people say them. No sentence about the meeting stands here."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from handzeichen.meeting.ids import Cause, Choice, FloorKind, Signal
from handzeichen.meeting.state import Meeting
from handzeichen.words import changed, said

CHOICES = {Choice.YES: said("Ja"), Choice.NO: said("Nein"), Choice.ABSTAIN: said("Enthaltung")}
CAUSES = {
    Cause.UNCLEAR: said("Ursache noch offen"),
    Cause.MUNICIPALITY: said("liegt bei der Technik im Haus"),
    Cause.MEMBER: said("liegt beim Mitglied"),
}
_FAILING = {
    frozenset[Signal](): said("Bild oder Ton gestört"),
    frozenset({Signal.PICTURE}): said("Bild gestört"),
    frozenset({Signal.SOUND}): said("Ton gestört"),
    frozenset({Signal.PICTURE, Signal.SOUND}): said("Bild und Ton gestört"),
}
FLOOR = {
    FloorKind.SPEECH: said("Wortbeitrag"),
    FloorKind.PROCEDURE: said("zur Geschäftsordnung"),
    FloorKind.REPLY: said("Erwiderung"),
    FloorKind.QUESTION: said("Frage"),
    FloorKind.PERSONAL: said("persönliche Erklärung"),
    FloorKind.REPORT: said("Bericht"),
}


def failing(of: Iterable[Signal]) -> str:
    """ "Ton gestört", as far as somebody said what fails."""
    return _FAILING[frozenset(of)]


def clock(meeting: Meeting, at: datetime) -> str:
    """ "17.41 Uhr", and with the date where it is not the meeting's first day: "22.01.2021, 9.05 Uhr"."""
    start = meeting.plan.meeting.starts_at
    local = at.astimezone(start.tzinfo)
    hour = said("{hour}.{minute} Uhr", hour=local.hour, minute=f"{local.minute:02d}")
    return hour if local.date() == start.date() else said("{at:digits}, {hour}", at=local, hour=hour)


def day(at: datetime) -> str:
    """ "21.01.2021"."""
    return said("{at:digits}", at=at)


def counted(number: int, one: str, many: str) -> str:
    """ "1 Stimme", "3 Stimmen", "0 Stimmen"."""
    return f"{number} {one if number == 1 else many}"


def shortened(text: str, limit: int) -> str:
    """The text up to a limit, cut between words, with an ellipsis where something is left out."""
    return changed(text, partial(_cut, limit=limit))


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return f"{text[:limit].rsplit(None, 1)[0].rstrip(' ,;:–')} …"
