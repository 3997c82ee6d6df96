"""Pages by typst, written as PDF/A-2a and PDF/UA-1; nobody has validated them.

Equal data give equal bytes. What people wrote reaches typst as data, so none of it becomes markup, and typst finds no
fonts but its own: no machine's fonts change a page. A file is not signed and does not protect against changes; the
log's head in its foot says what it can be checked against.
"""

import json
from importlib import resources
from typing import Any, Final

import typst

from handzeichen.record.writers.letters import Font

PAGE: Final = "page.typ"
"""What all papers have in common: it stands before each template."""


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """The file that a template makes of the data, every text in letters that the font has; `note` names the others."""
    font = Font()
    shown = _shown(font, data)
    source = "\n".join(_read(name) for name in (PAGE, template))
    return typst.compile(
        source.encode(),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"],
        sys_inputs={"data": json.dumps({**shown, "note": font.note()})},
    )


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")


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
