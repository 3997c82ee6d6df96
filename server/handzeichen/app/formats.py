"""Every file in which a meeting leaves the house: one table, for the clerk's page, the archive and the command line.

Each writer is imported when its format is asked for: whoever wants text waits for no typesetting.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from handzeichen.app.minutes import written
from handzeichen.log.chain import Head
from handzeichen.meeting.state import Meeting
from handzeichen.record.editions import Edition, in_edition
from handzeichen.words import said


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a file is made of: the meeting as one edition tells of it, and its log's newest line."""

    meeting: Meeting
    head: Head
    edition: Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Files that serve the same purpose, under one heading of the page that lists them."""

    title: str
    about: str


MINUTES: Final = Group(
    title=said("Niederschrift"),
    about=said("Was die Sitzung getan und beschlossen hat, so weit sie gekommen ist."),
)
TO_PASTE: Final = Group(
    title=said("Für das Ratsinformationssystem"),
    about=said("Das Ergebnis jedes Punktes als Text, um es dort einzufügen."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of file: its name, its media type, what it is called, where it is listed, what it is for, and how it
    is written. The title and what it is for (one sentence) are `said`, for readers of every language.
    """

    name: str
    media: str
    title: str
    group: Group
    about: str
    write: Callable[[Source], bytes]


def source(meeting: Meeting, head: Head, edition: Edition) -> Source:
    """The meeting in an edition, ready to be written in any format."""
    return Source(meeting=in_edition(meeting, edition), head=head, edition=edition)


def _minutes(form: str) -> Callable[[Source], bytes]:
    return lambda source: written(source.meeting, source.head, form, edition=source.edition)


def _results(source: Source) -> bytes:
    from handzeichen.record.pasted import pasted
    from handzeichen.record.writers.pasted import text

    return text(pasted(source.meeting)).encode()


FORMATS: Final = (
    Format(
        name="niederschrift.pdf",
        media="application/pdf",
        title=said("Niederschrift als PDF"),
        group=MINUTES,
        about=said(
            "Zum Unterschreiben, Veröffentlichen und Aufbewahren (PDF/A), auch mit Vorleseprogrammen lesbar."
        ),
        write=_minutes(".pdf"),
    ),
    Format(
        name="niederschrift.html",
        media="text/html",
        title=said("Niederschrift als Seite"),
        group=MINUTES,
        about=said("Zum Lesen im Browser und für die Internetseite: eine Datei, die nichts nachlädt."),
        write=_minutes(".html"),
    ),
    Format(
        name="niederschrift.txt",
        media="text/plain",
        title=said("Niederschrift als Text"),
        group=MINUTES,
        about=said("Zum Vergleichen und Suchen, ohne jede Gestaltung."),
        write=_minutes(".txt"),
    ),
    Format(
        name="ergebnisse.txt",
        media="text/plain",
        title=said("Ergebnisse als Text"),
        group=TO_PASTE,
        about=said("Alle Ergebnisse in einer Datei, Punkt für Punkt."),
        write=_results,
    ),
)
"""In the order in which they are offered."""


def format_named(name: str) -> Format | None:
    """The format with a file name; None where there is none."""
    return next((one for one in FORMATS if one.name == name), None)
