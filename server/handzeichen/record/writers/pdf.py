"""Minutes as a PDF file, written as PDF/A-2a and PDF/UA-1 by typst; nobody has validated it.

Equal minutes give equal bytes. What people wrote reaches typst as data, so none of it becomes markup, and typst finds
no fonts but its own: no machine's fonts change a page. The file is not signed and does not protect against changes;
the log's head in its foot says what it can be checked against.
"""

import json
from dataclasses import asdict
from datetime import date
from importlib import resources
from typing import Any

import typst

from handzeichen.record.minutes import Minutes
from handzeichen.record.writers.letters import Font
from handzeichen.record.writers.sheet import sheet


def pdf(minutes: Minutes, *, on: date, log: str | None = None) -> bytes:
    """The whole file; `on` is the meeting's day, `log` the sentence about the log for the foot of each page."""
    font = Font()
    data = _shown(font, asdict(sheet(minutes, on=on, log=log)))
    return typst.compile(
        resources.files(__package__).joinpath("minutes.typ").read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"],
        sys_inputs={"data": json.dumps({**data, "note": font.note()})},
    )


def _shown(font: Font, value: Any) -> Any:
    """The same data, every text of it in letters that the font has."""
    match value:
        case str():
            return font.shown(value)
        case tuple():
            return [_shown(font, item) for item in value]
        case dict():
            return {key: _shown(font, item) for key, item in value.items()}
    return value
