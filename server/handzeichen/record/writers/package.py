"""A Word file as a package: the same bytes whenever it is written, and whose name and day stand in its properties."""

import zipfile
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Final

from docx.document import Document as Word
from docx.oxml.ns import qn

DAY_ZERO: Final = date(2000, 1, 1)
"""For a file that belongs to no day."""
LONGEST: Final = 255
"""A property of a Word file holds no more; minutes that many have signed are called longer."""
_STAMP: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a package can say."""


def named(word: Word, *, title: str, author: str, on: date) -> None:
    """Title, author, language and day in the properties; nothing in them about who made the template."""
    properties = word.core_properties
    properties.title = _short(title)
    properties.author = properties.last_modified_by = _short(author)
    properties.language, properties.revision = "de-DE", 1
    properties.created = properties.modified = datetime.combine(on, time(), UTC)
    for name in ("category", "comments", "content_status", "identifier", "keywords", "subject", "version"):
        setattr(properties, name, "")
    printed = properties._element.find(qn("cp:lastPrinted"))
    if printed is not None:
        properties._element.remove(printed)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def fixed(package: bytes) -> bytes:
    """The same package without the time at which it was written."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(entry, old.read(name))
    return file.getvalue()
