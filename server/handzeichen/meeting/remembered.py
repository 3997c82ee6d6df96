"""What comes of the same facts is worked out once, for all screens and from one event to the next.

The state is never changed in place and shares what an event leaves alone. So facts that are still the same objects
still have the same outcome: after a vote nobody needs to count again who is present.
"""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_all_known: Final[list[OrderedDict[Any, Any]]] = []

FEW: Final = 16
"""Outcomes that a function of a whole meeting keeps: of a few meetings, as the body and as the public knows them."""
MANY: Final = 4_096
"""Outcomes that a function of a few seats keeps: those of the largest body, with room for what changes."""


def remembered(
    facts: Callable[P, tuple[object, ...]], kept: int = FEW
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a pure function keep its last outcomes; `facts` names everything that it looks at, in as large pieces as can
    be. Objects are compared by being the same, never by value; the function itself stays at hand as `__wrapped__`.
    """

    def decorate(work: Callable[P, R]) -> Callable[P, R]:
        known: OrderedDict[tuple[int, ...], tuple[tuple[object, ...], R]] = OrderedDict()
        _all_known.append(known)

        @wraps(work)
        def outcome(*args: P.args, **kwargs: P.kwargs) -> R:
            looked_at = facts(*args, **kwargs)
            key = tuple(map(id, looked_at))
            found = known.get(key)
            if found is None:
                if len(known) >= kept:
                    with suppress(
                        KeyError
                    ):  # A correction is decided in a thread of its own: it may be empty by now.
                        known.popitem(last=False)
                # The facts are kept too: as long as they are, no other object can have their place in memory.
                found = known[key] = (looked_at, work(*args, **kwargs))
            return found[1]

        return outcome

    return decorate


def forget() -> None:
    """Let go of all outcomes, when a meeting is put away: its facts would stay in memory with them."""
    for known in _all_known:
        known.clear()
