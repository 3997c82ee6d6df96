"""What rules of procedure say about motions on procedure: their order, who moves them, what they need, who replies.

Kinds are named by their words of the contract, since this package knows no meeting. Whatever a house decides otherwise
is an answer of its profile; nothing here is a rule of any town.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handzeichen.law.majority import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence:
    """Of several open motions on procedure the furthest-going is voted on first; the chair's order overrides it."""

    order: tuple[str, ...]
    """Kinds, the furthest-going first; those left out come after them, as they were moved."""
    binds: bool = False
    """Whether a less far-going one must wait; else the order is advice to the chair."""

    def place(self, kind: str) -> int:
        """Where a kind stands; all that are left out stand together at the end."""
        return self.order.index(kind) if kind in self.order else len(self.order)


class Mover(StrEnum):
    """As what somebody moves."""

    VOTING = "voting"
    ADVISORY = "advisory"
    CHAIR = "chair"


class Condition(StrEnum):
    """What else must be true of whoever moves."""

    OF_A_FACTION = "of_a_faction"
    NOT_SPOKEN = "not_spoken"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedBy:
    """Who may move one kind of motion."""

    who: frozenset[Mover] = frozenset()
    """Empty: whoever may move at all."""
    only: frozenset[Condition] = frozenset()


ANYBODY: Final = MovedBy()
"""Whoever may move at all."""


class Settles(StrEnum):
    """What settles a motion: the body's ballot, the demand of enough members without one, or whichever comes first."""

    BALLOT = "ballot"
    DEMAND = "demand"
    EITHER = "either"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What one kind of motion needs before it is voted on or, where a demand settles it, carried."""

    settles: Settles = Settles.BALLOT
    supporters: int = 0
    """So many members must support it, in heads."""
    share: Share | None = None
    """Instead of a number: a share of the statutory seats or of those present."""
    with_mover: bool = True
    """Whether whoever moves it counts among them; "zehn weitere" asks for others."""
    advisory: bool = False
    """Whether advisory members count."""

    def needed(self, *, seats: int, present: int) -> int:
        """How many must support it, of so many seats and members present."""
        if self.share is None:
            return self.supporters
        return self.share.least(seats if self.share.base == "statutory_seats" else present)


A_BALLOT: Final = Demand()
"""Without an answer for a kind: the body votes, and nobody needs to support it first."""


class Replies(StrEnum):
    """Who may reply to a motion on procedure before it is voted on; `free`: the rules say nothing about it."""

    FREE = "free"
    NONE = "none"
    ONE_AGAINST = "one_against"
    ONE_FOR_ONE_AGAINST = "one_for_one_against"
    ONE_PER_FACTION = "one_per_faction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Debate:
    """How a motion on procedure is debated: a sentence to chair and clerk, never a reason to refuse anybody."""

    replies: Replies
    minutes: int = 0
    """At most so many minutes a reply; 0: no limit is known."""
    procedure_only: bool = False
    """Whether replies keep to procedure and leave the matter alone."""


ONLY_BY_BALLOT: Final = frozenset({"main", "amendment", "recusal"})
"""The matter itself and a member's right to take part are never settled by a demand."""


def settled_by_demand(demands: Mapping[str, Demand]) -> frozenset[str]:
    """The kinds that enough members bring about without a ballot."""
    return frozenset(kind for kind, demand in demands.items() if demand.settles is not Settles.BALLOT)
