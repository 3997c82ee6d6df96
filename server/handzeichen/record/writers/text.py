"""Minutes as a text file: lines as they are published, sentences broken at a readable width.

Names, results and times stand on lines of their own and are never broken: whoever compares can find them.
"""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from handzeichen.record import wording
from handzeichen.record.attendance import Chapter
from handzeichen.record.minutes import Minutes, Point
from handzeichen.record.proceedings import Block
from handzeichen.record.signing import Signature
from handzeichen.record.writers.letters import plain

WIDTH = 100
RULE = "_" * 40


def text(minutes: Minutes) -> str:
    """The whole file."""
    lines = [line for section in _sections(minutes) for line in (*section, "")]
    return "\n".join(_tidy(lines))


def _sections(minutes: Minutes) -> Iterator[Iterable[str]]:
    """What stands between two empty lines."""
    if minutes.municipality is not None:
        yield [minutes.municipality]
    if minutes.marks:
        yield minutes.marks
    yield [minutes.title.upper(), *(line for part in minutes.heading for line in _wrapped(part))]
    yield minutes.times
    for chapter in minutes.chapters:
        yield _chapter(chapter)
    yield _agenda(minutes)
    for point in _with_part(minutes):
        yield from point
    for signature in minutes.signatures:
        yield _signature(signature)
    if minutes.reasons:
        yield [wording.appendix().upper()]
    for block in minutes.reasons:
        yield from _block(block)
    yield minutes.foot


def _chapter(chapter: Chapter) -> list[str]:
    return [f"{chapter.title}:", *chapter.lines]


def _agenda(minutes: Minutes) -> Iterator[str]:
    yield "Tagesordnung:"
    for part, points in _parts(minutes, minutes.agenda):
        if part is not None:
            yield f"{part}:"
        for point in points:
            yield from _wrapped(f"{_numbered(point)} {point.title}", hanging=True)


def _with_part(minutes: Minutes) -> Iterator[Iterator[Iterable[str]]]:
    """The points one by one; where there are two parts, each begins with its name."""
    for part, points in _parts(minutes, minutes.points):
        if part is not None:
            yield iter([[part.upper()]])
        for point in points:
            yield _point(point)


def _parts(minutes: Minutes, points: tuple[Point, ...]) -> Iterator[tuple[str | None, list[Point]]]:
    """Points as they follow each other, by part; a meeting all in public has no parts."""
    if not minutes.has_non_public_part:
        yield None, list(points)
        return
    for public, run in groupby(points, key=lambda point: point.public):
        yield wording.part(public=public), list(run)


def _point(point: Point) -> Iterator[Iterable[str]]:
    yield [f"TOP {_numbered(point)}", *_wrapped(point.title)]
    for block in point.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[Iterable[str]]:
    words = ([] if block.heading is None else _wrapped(block.heading)) + [
        line for sentence in block.texts for line in _wrapped(sentence)
    ]
    if words:
        yield words
    if block.results:
        yield block.results


def _signature(signature: Signature) -> list[str]:
    """A line to sign on, between empty ones; under it the name, where it is known, and as what somebody signs."""
    return ["", RULE, *([] if signature.name is None else [signature.name]), signature.role]


def _numbered(point: Point) -> str:
    return f"{point.number}."


def _wrapped(words: str, *, hanging: bool = False) -> list[str]:
    """Lines of a readable width; whoever wrote several lines keeps them."""
    indent = " " * 4 if hanging else ""
    return [
        line
        for paragraph in words.splitlines() or [""]
        for line in textwrap.wrap(
            paragraph, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
    ]


def _tidy(lines: Iterable[str]) -> Iterator[str]:
    """Nothing that moves the cursor or turns the reading order, no spaces at an end, no two empty lines."""
    last = ""
    for line in lines:
        clean = plain(line).replace("\n", " ").rstrip()
        if clean or last:
            yield clean
        last = clean
