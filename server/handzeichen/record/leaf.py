"""A paper that a meeting leaves beside its minutes, as plain data: what writers turn into pages.

An excerpt of a resolution, a list to be signed and the evidence of a ballot differ in what they say; they look alike.
"""

from dataclasses import dataclass

from handzeichen.meeting.state import Meeting
from handzeichen.record import wording
from handzeichen.record.heading import heading
from handzeichen.record.signing import Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows below their columns' names. `widths` are shares of the page; `tall` rows leave room to write by hand."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    tall: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a paper. In this order: facts by name, paragraphs, the words of a text, a table, results.

    `quoted` is what a body voted on, word for word; `results` stand exactly as they were announced; `list` are short
    statements, one below the other.
    """

    heading: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = ()
    list: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    table: Table | None = None
    results: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.facts or self.texts or self.list or self.quoted or self.table or self.results)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One paper, from top to bottom."""

    name: str
    municipality: str | None
    heading: tuple[str, ...]
    marks: tuple[str, ...] = ()
    parts: tuple[Part, ...]
    signatures: tuple[Signature, ...] = ()
    foot: tuple[str, ...] = ()


def marks(meeting: Meeting, *more: str) -> tuple[str, ...]:
    """What stands above everything else; of a meeting held for practice, that it counts for nothing."""
    practised = (wording.practice(),) if meeting.standing.live is False else ()
    return (*practised, *more)


def leaf(
    meeting: Meeting,
    name: str,
    parts: tuple[Part, ...],
    *,
    marked: tuple[str, ...] = (),
    signatures: tuple[Signature, ...] = (),
    foot: tuple[str, ...] = (),
) -> Leaf:
    """A paper of this meeting."""
    return Leaf(
        name=name,
        municipality=meeting.plan.body.municipality,
        heading=tuple(heading(meeting)),
        marks=marks(meeting, *marked),
        parts=parts,
        signatures=signatures,
        foot=foot,
    )
