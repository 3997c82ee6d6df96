"""The minutes as pages show them: what PDF and HTML have in common, so that both say the same in the same order."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from handzeichen.record import wording
from handzeichen.record.attendance import Chapter
from handzeichen.record.minutes import Minutes, Point
from handzeichen.record.proceedings import Block
from handzeichen.record.signing import Signature
from handzeichen.record.writers.letters import plain

AGENDA: Final = "Tagesordnung"
_EMPTY_LINES: Final = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A point of the agenda, with the name of its place on the page."""

    anchor: str
    number: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Points that follow each other, all public or all not; without a name where the whole meeting was public."""

    name: str | None
    points: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything on the page, from top to bottom; `title` and `running` stand outside and on later pages."""

    title: str
    running: str
    on: str
    municipality: str | None
    mark: str | None
    name: str
    heading: tuple[str, ...]
    times: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    agenda: str
    listed: tuple[Part, ...]
    """The agenda, in its own order."""
    parts: tuple[Part, ...]
    signatures: tuple[Signature, ...]
    appendix: str
    reasons: tuple[Block, ...]
    closing: tuple[str, ...]
    log: str | None


def sheet(minutes: Minutes, *, on: date, log: str | None) -> Sheet:
    """The page of these minutes; `log` is the sentence that bears witness to the log they were taken from."""
    heading = tuple(map(_title, minutes.heading))
    return Sheet(
        title=", ".join([_title(minutes.title), *heading]),
        running=f"{_title(minutes.title)}, {heading[0]}, {wording.short_day(on)}",
        on=on.isoformat(),
        municipality=minutes.municipality and _title(minutes.municipality),
        mark=" ".join(minutes.marks) or None,
        name=_title(minutes.title),
        heading=heading,
        times=tuple(map(plain, minutes.times)),
        chapters=tuple(map(_chapter, minutes.chapters)),
        agenda=AGENDA,
        listed=tuple(_parts(minutes, minutes.agenda)),
        parts=tuple(_parts(minutes, minutes.points)),
        signatures=tuple(map(_signature, minutes.signatures)),
        appendix=wording.appendix(),
        reasons=tuple(map(_block, minutes.reasons)),
        closing=tuple(plain(line) for line in minutes.foot if line != log),
        log=log,
    )


def _chapter(chapter: Chapter) -> Chapter:
    return Chapter(title=_title(chapter.title), lines=tuple(map(plain, chapter.lines)))


def _parts(minutes: Minutes, points: Iterable[Point]) -> Iterator[Part]:
    # By its place on the agenda a point has the same name wherever it stands on the page.
    anchors = {id(point): index for index, point in enumerate(minutes.agenda, start=1)}
    entries = ((point.public, _entry(anchors[id(point)], point)) for point in points)
    for public, run in groupby(entries, key=lambda entry: entry[0]):
        name = wording.part(public=public)
        yield Part(
            name=name if minutes.has_non_public_part else None, points=tuple(entry for _, entry in run)
        )


def _entry(index: int, point: Point) -> Entry:
    return Entry(
        anchor=f"top-{index}",
        number=_title(point.number),
        title=_title(point.title),
        blocks=tuple(map(_block, point.blocks)),
    )


def _block(block: Block) -> Block:
    return Block(
        heading=None if block.heading is None else _title(block.heading),
        texts=tuple(part for text in block.texts for part in _paragraphs(text)),
        results=tuple(map(plain, block.results)),
    )


def _signature(signature: Signature) -> Signature:
    return Signature(role=_title(signature.role), name=signature.name and _title(signature.name))


def _paragraphs(text: str) -> Iterator[str]:
    """What somebody wrote, by paragraph: an empty line parts them, a line end stays."""
    return (part.strip() for part in _EMPTY_LINES.split(plain(text)) if part.strip())


def _title(text: str) -> str:
    """One line, however it was typed."""
    return " ".join(plain(text).split())
