"""Papers beside the minutes as PDF (`typesetting`) and as plain text: one, or several in one file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, is_dataclass, replace
from datetime import date
from typing import Any, Final

from handzeichen.record import wording
from handzeichen.record.leaf import Leaf, Part
from handzeichen.record.writers.letters import plain
from handzeichen.record.writers.typesetting import typeset

_EMPTY_LINES: Final = re.compile(r"\n\s*\n")
BETWEEN: Final = "\n" + "=" * 72 + "\n\n"


def pdf(leaves: Sequence[Leaf], *, title: str, on: date, log: str) -> bytes:
    """All of them in one file, each on a new page; `on` is the meeting's day, `log` the sentence about its log."""
    first = leaves[0] if leaves else None
    named = title if first is None else ", ".join([title, *first.heading])
    return typeset(
        "leaves.typ",
        {
            "title": _line(named),
            "running": f"{_line(title)}, {wording.short_day(on)}",
            "on": on.isoformat(),
            "municipality": (first and first.municipality and _line(first.municipality)) or "",
            "log": log,
            "leaves": tuple(asdict(_shown(leaf)) for leaf in leaves),
            "none": wording.of_paper("none"),
        },
    )


def text(leaves: Sequence[Leaf]) -> str:
    """All of them as plain text, a double line between them; one sentence where there is none."""
    if not leaves:
        return wording.of_paper("none") + "\n"
    return BETWEEN.join("\n".join(_lines(leaf)) + "\n" for leaf in leaves)


def _lines(leaf: Leaf) -> Iterator[str]:
    yield from (plain(line) for line in (leaf.municipality, *leaf.marks) if line)
    yield leaf.name.upper()
    yield from map(plain, leaf.heading)
    for part in leaf.parts:
        yield ""
        yield from map(plain, _of_part(part))
    for signature in leaf.signatures:
        yield ""
        yield f"____________________ {plain(signature.role)}{f', {plain(signature.name)}' if signature.name else ''}"
    if leaf.foot:
        yield ""
        yield from map(plain, leaf.foot)


def _of_part(part: Part) -> Iterator[str]:
    if part.heading is not None:
        yield part.heading
    yield from (f"{name}: {words}" for name, words in part.facts)
    yield from part.texts
    yield from (f"– {words}" for words in part.list)
    yield from part.quoted
    if part.table is not None:
        yield " | ".join(part.table.columns)
        yield from (" | ".join(row) for row in part.table.rows)
    yield from part.results


def _shown(leaf: Leaf) -> Leaf:
    """The same as pages can show it: titles on one line, paragraphs apart."""
    parts = tuple(
        replace(_plain(part), texts=_paragraphs(part.texts), quoted=_paragraphs(part.quoted))
        for part in leaf.parts
    )
    shown: Leaf = _plain(leaf)
    return replace(shown, heading=tuple(map(_line, leaf.heading)), parts=parts)


def _plain(value: Any) -> Any:
    """The same data with every text in plain letters; a paragraph's sign and number stay on one line."""
    match value:
        case str():
            return plain(value).replace("§ ", "§\N{NO-BREAK SPACE}")
        case tuple():
            return tuple(map(_plain, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _plain(getattr(value, field.name)) for field in fields(value)})
    return value


def _paragraphs(texts: Sequence[str]) -> tuple[str, ...]:
    """What somebody wrote, by paragraph: an empty line parts them, a line end stays."""
    parts = (part.strip() for text in texts for part in _EMPTY_LINES.split(plain(text)))
    return tuple(part for part in parts if part)


def _line(text: str) -> str:
    return " ".join(plain(text).split())
