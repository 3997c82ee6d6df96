"""The results to be pasted as one text file."""

from collections.abc import Iterable
from typing import Final

from handzeichen.record.pasted import Pasted
from handzeichen.record.writers.letters import plain

BETWEEN: Final = "\n\n\n"


def text(results: Iterable[Pasted]) -> str:
    """All of them, each apart from the next by two empty lines; nothing where there is none."""
    return BETWEEN.join(plain(one.text) for one in results) + "\n"
