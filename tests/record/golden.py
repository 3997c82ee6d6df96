"""The full evening's minutes in each style, as files to compare with: `./dev run python tests/record/golden.py` renews them.

Whoever renews them reads the difference: it is what every town's clerk will see.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from handzeichen.app.replay import play
from handzeichen.law.answers import load
from handzeichen.law.questions import Law
from handzeichen.meeting.state import Meeting
from handzeichen.record.editions import Edition
from handzeichen.record.minutes import Minutes, minutes
from handzeichen.record.writers.text import text

FOLDER: Final = Path(__file__).parent / "full_evening"
STYLES: Final[Mapping[str, str]] = {"published": "ni-hannover-committee", "detailed": "nw"}
"""By style a profile that has it: as Hannover publishes, and with times, video and faults."""
FILES: Final = {
    f"{style}{'' if edition is Edition.NON_PUBLIC else '_public'}.txt": (style, edition)
    for style in STYLES
    for edition in (Edition.NON_PUBLIC, Edition.PUBLIC)
}


@cache
def evening() -> Meeting:
    """The full evening, played once."""
    return play((FOLDER / "plan.toml").read_bytes(), (FOLDER / "script.jsonl").read_bytes()).meeting


def in_style(meeting: Meeting, style: str) -> Meeting:
    """The meeting with its minutes in another style; what was announced stays as it was."""
    other = load(STYLES[style], on=date(2026, 11, 17), kind="committee").law
    law = replace(
        meeting.law,
        minutes_style=other.minutes_style,
        minutes_chapters=other.minutes_chapters,
        signatories=other.signatories,
    )
    return under(meeting, law)


def under(meeting: Meeting, law: Law) -> Meeting:
    """The meeting, and what the public knows of it, under other answers."""
    known = meeting.in_public
    return replace(meeting, law=law, in_public=None if known is None else replace(known, law=law))


def made(name: str) -> Minutes:
    """The minutes of which a file is the text."""
    style, edition = FILES[name]
    return minutes(in_style(evening(), style), edition=edition)


if __name__ == "__main__":
    for name in FILES:
        (FOLDER / name).write_text(text(made(name)), "utf-8")
