"""The full evening's papers beside the minutes, as files to compare with.

`./dev run env PYTHONPATH=tests python tests/record/golden_leaves.py` renews them. Whoever renews them reads the
difference: it is what courts and bookkeepers will see.
"""

from collections.abc import Callable, Mapping
from typing import Final

from handzeichen.meeting.state import Meeting
from handzeichen.record.allowances import allowances
from handzeichen.record.editions import Edition, in_edition
from handzeichen.record.evidence import evidence
from handzeichen.record.excerpts import excerpts
from handzeichen.record.leaf import Leaf
from handzeichen.record.signing_list import signing_list
from handzeichen.record.writers.leaves import text
from record.golden import FOLDER, evening

LENGTH: Final = 177
KEPT: Final = ("b2", "b3", "b7")
"""Two motions together, numbers that were corrected, a member who was barred."""
HEAD: Final = "5e1c" * 16


def of_excerpts(meeting: Meeting) -> list[Leaf]:
    return [one.leaf for one in excerpts(meeting, length=LENGTH, head=HEAD)]


def of_evidence(meeting: Meeting) -> list[Leaf]:
    return [one.leaf for one in evidence(meeting, length=LENGTH, head=HEAD) if one.ballot in KEPT]


def of_lists(meeting: Meeting) -> list[Leaf]:
    return [make(meeting, length=LENGTH, head=HEAD) for make in (signing_list, allowances)]


FILES: Final[Mapping[str, tuple[Callable[[Meeting], list[Leaf]], Edition]]] = {
    "excerpts.txt": (of_excerpts, Edition.NON_PUBLIC),
    "excerpts_public.txt": (of_excerpts, Edition.PUBLIC),
    "evidence.txt": (of_evidence, Edition.NON_PUBLIC),
    "lists.txt": (of_lists, Edition.NON_PUBLIC),
}


def made(name: str) -> str:
    """The papers of which a file is the text."""
    make, edition = FILES[name]
    return text(make(in_edition(evening(), edition)))


if __name__ == "__main__":
    for name in FILES:
        (FOLDER / name).write_text(made(name), "utf-8")
