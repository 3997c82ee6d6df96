"""When Python looks through all that lives for what nobody needs any more: between ballots.

With a thousand pages and an evening's log one such look takes some hundred milliseconds, in which nothing else happens.
By itself Python takes it whenever much was made, that is in the middle of a thousand votes. What is left over are the
connections that have ended: they can wait for a quiet moment, within a bound.
"""

import gc
from typing import Final

YOUNG: Final = 10_000
"""So many new objects are looked through at a time: a few milliseconds."""
ROUNDS: Final = 3
"""After so many of these, all that was new since the last time is looked through."""
MOST: Final = 60
"""After so many of those, everything is, quiet or not: some two million objects more than before."""
_NEVER: Final = 1_000_000


def wait_for_quiet() -> None:
    """From here on everything is looked through only by `collect`; what lives now is taken to live forever."""
    gc.freeze()
    gc.set_threshold(YOUNG, ROUNDS, _NEVER)


def collect(*, is_quiet: bool) -> bool:
    """Look through everything if that is due; whether it was."""
    due = gc.get_count()[2] >= (1 if is_quiet else MOST)
    if due:
        gc.collect()
    return due
