"""Papers beside the minutes as files: excerpts of resolutions, lists of those present, the evidence of ballots.

All of a kind in one file, or one alone by its motion, item or ballot. Writers are imported when they are asked for.
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Final

from handzeichen.app.source import Source
from handzeichen.meeting.ids import BallotId
from handzeichen.record import wording
from handzeichen.record.leaf import Leaf

PDF: Final = ".pdf"
FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a zip, the earliest that there is: when it was packed says nothing."""
UNIX: Final = 3
"""The system that a zip says it was packed on, whichever it was."""


def all_resolutions(form: str) -> Callable[[Source], bytes]:
    """Every resolution of the edition in one file; `form` is `.pdf` or `.txt`."""
    return lambda source: written(source, excerpts(source).values(), wording.of_paper("excerpt.all"), form)


def excerpts(source: Source, *, item: str | None = None) -> dict[str, Leaf]:
    """The excerpts of the edition by their motion, of all items or of one."""
    from handzeichen.record.excerpts import excerpts as made

    found = made(source.meeting, length=source.head.seq, head=source.head.hash)
    return {one.motion: one.leaf for one in found if item in (None, one.item)}


def resolution(source: Source, motion: str) -> bytes | None:
    """The excerpt of one resolution; None where the edition has none of it."""
    found = excerpts(source).get(motion)
    return None if found is None else written(source, [found], wording.of_paper("excerpt.title"))


def resolutions_of(source: Source, item: str) -> bytes | None:
    """Every excerpt of one item; None where nothing of it was decided."""
    found = excerpts(source, item=item)
    return written(source, found.values(), wording.of_paper("excerpt.title")) if found else None


def all_evidence(source: Source) -> bytes:
    """The evidence of every ballot, each a PDF file of its own, in one zip: set as one it would need gigabytes.

    Equal meetings give equal bytes.
    """
    from handzeichen.record.evidence import evidence

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for one in evidence(source.meeting, length=source.head.seq, head=source.head.hash):
            entry = zipfile.ZipInfo(f"nachweis-{one.ballot}.pdf", FIRST_DAY)
            entry.create_system, entry.external_attr = UNIX, 0o644 << 16
            target.writestr(entry, written(source, [one.leaf], wording.of_paper("evidence.title")))
    return packed.getvalue()


def evidence_of(source: Source, ballot: str) -> bytes | None:
    """The evidence of one ballot; None where it has no result."""
    from handzeichen.record.evidence import evidence

    only = BallotId(ballot)
    found = list(evidence(source.meeting, length=source.head.seq, head=source.head.hash, only=only))
    return written(source, [found[0].leaf], wording.of_paper("evidence.title")) if found else None


def signing_list(source: Source) -> bytes:
    """The list of those present, to be signed."""
    from handzeichen.record.signing_list import signing_list as made

    paper = made(source.meeting, length=source.head.seq, head=source.head.hash)
    return written(source, [paper], wording.of_paper("list.title"))


def allowances(source: Source) -> bytes:
    """The list that allowances are reckoned by."""
    from handzeichen.record.allowances import allowances as made

    paper = made(source.meeting, length=source.head.seq, head=source.head.hash)
    return written(source, [paper], wording.of_paper("allowances.title"))


def written(source: Source, leaves: Iterable[Leaf], title: str, form: str = PDF) -> bytes:
    """Some papers as one file."""
    from handzeichen.record.heading import day
    from handzeichen.record.writers.leaves import pdf, text

    if form != PDF:
        return text(list(leaves)).encode()
    log = wording.log(source.head.seq, source.head.hash)
    return pdf(list(leaves), title=title, on=day(source.meeting), log=log)
