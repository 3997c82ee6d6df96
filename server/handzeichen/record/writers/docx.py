"""Minutes as a Word file, filled into a template: ours, or one that the town has made in Word.

The template gets the same page as HTML and PDF (`sheet`), so all say the same. What people wrote is escaped and never
becomes a command. Equal minutes give equal bytes. The file is not signed and does not protect against changes.
"""

from dataclasses import asdict
from datetime import date
from functools import cache
from importlib import resources
from io import BytesIO

from handzeichen.record.attendance import Chapter
from handzeichen.record.minutes import Minutes, Point
from handzeichen.record.proceedings import Block
from handzeichen.record.signing import Signature
from handzeichen.record.writers.package import fixed, named
from handzeichen.record.writers.sheet import Sheet, sheet
from handzeichen.record.writers.template import FILE
from handzeichen.record.writers.word import Filling, opened


def docx(minutes: Minutes, *, on: date, log: str | None = None, template: bytes | None = None) -> bytes:
    """The whole file; `on` is the meeting's day, `log` the sentence about the log, `template` the town's own.

    Raises TemplateFault where that template cannot be filled.
    """
    return _filled(opened(shipped() if template is None else template), sheet(minutes, on=on, log=log), on)


def check(template: bytes) -> None:
    """Fill a template with everything and with next to nothing; raises TemplateFault with what is wrong in it."""
    for sample in (_FULL, _BARE):
        docx(sample, on=date(2026, 1, 1), log="x" if sample is _FULL else None, template=template)


@cache
def shipped() -> bytes:
    """The template that comes with the program."""
    return resources.files(__package__).joinpath(FILE).read_bytes()


def _filled(template: Filling, page: Sheet, on: date) -> bytes:
    template.fill(asdict(page))
    named(template.docx, title=page.title, author=page.municipality or page.heading[1], on=on)
    file = BytesIO()
    template.save(file)
    return fixed(file.getvalue())


_BLOCK = Block(heading="x", texts=("x", "x"), results=("x",))
_FULL = Minutes(
    municipality="x",
    title="x",
    heading=("x", "x", "x"),
    times=("x",),
    chapters=(Chapter(title="x", lines=("x",)),),
    points=tuple(Point(number="1", title="x", public=public, blocks=(_BLOCK,)) for public in (True, False)),
    foot=("x", "x"),
    doors_were_closed=True,
    is_practice=True,
    reasons=(_BLOCK,),
    signatures=(Signature(role="x", name="x"),),
)
_BARE = Minutes(municipality=None, title="x", heading=("x", "x"), times=(), chapters=(), points=(), foot=())
