"""Minutes as a PDF file (`typesetting`)."""

from dataclasses import asdict
from datetime import date

from handzeichen.record.minutes import Minutes
from handzeichen.record.writers.sheet import sheet
from handzeichen.record.writers.typesetting import typeset


def pdf(minutes: Minutes, *, on: date, log: str | None = None) -> bytes:
    """The whole file; `on` is the meeting's day, `log` the sentence about the log for the foot of each page."""
    return typeset("minutes.typ", asdict(sheet(minutes, on=on, log=log)))
