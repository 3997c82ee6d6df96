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


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a file is made of: the meeting as one edition tells of it, and its log's newest line."""

    meeting: Meeting
    head: Head
    edition: Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of file: its name, its media type, what it is called in German, and how it is written."""

    name: str
    media: str
    title: str
    write: Callable[[Source], bytes]


def source(meeting: Meeting, head: Head, edition: Edition) -> Source:
    """The meeting in an edition, ready to be written in any format."""
    return Source(meeting=in_edition(meeting, edition), head=head, edition=edition)


def _minutes(form: str) -> Callable[[Source], bytes]:
    return lambda source: written(source.meeting, source.head, form)


FORMATS: Final = (
    Format(
        name="niederschrift.pdf", media="application/pdf", title="Niederschrift (PDF)", write=_minutes(".pdf")
    ),
    Format(
        name="niederschrift.html", media="text/html", title="Niederschrift (Seite)", write=_minutes(".html")
    ),
    Format(
        name="niederschrift.txt", media="text/plain", title="Niederschrift (Text)", write=_minutes(".txt")
    ),
)
"""In the order in which they are offered."""


def format_named(name: str) -> Format | None:
    """The format with a file name; None where there is none."""
    return next((one for one in FORMATS if one.name == name), None)
