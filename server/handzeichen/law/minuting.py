"""How a body's minutes look: what they name, in which order, and who signs them; a profile answers, writers follow.

Nothing here decides what minutes must hold or must not hold: when and where, who took part, what was decided and with
which numbers stand in every style, a single vote and a secret choice in none.
"""

from dataclasses import dataclass
from enum import StrEnum


class ListOrder(StrEnum):
    """How those with a seat, or acting for one, follow each other in the list of who was there."""

    CHAIR_FIRST = "chair_first"
    """The chair, the deputy chairs, then by surname."""
    SURNAME = "surname"
    FACTION = "faction"
    """Chair and deputy chairs, then by faction as planned, in each by surname."""
    PLAN = "plan"


class Absent(StrEnum):
    """How members are named who never came, deputised for or not."""

    LEFT_OUT = "left_out"
    NAMED = "named"
    IN_BRACKETS = "in_brackets"


class Clock(StrEnum):
    """How times of day are written: 17.41 or 17:41."""

    DOT = "dot"
    COLON = "colon"


class PointsOrder(StrEnum):
    """In which order the points are told of."""

    AGENDA = "agenda"
    TREATMENT = "treatment"
    """As they were first called; those never called come last."""


class Listed(StrEnum):
    """What a chapter of the list of who was there holds."""

    VOTING = "voting"
    """Whoever has a seat or acted for one."""
    ADVISORY = "advisory"
    BASIC_MANDATE = "basic_mandate"
    ADMINISTRATION = "administration"
    PRESS = "press"
    GUEST = "guest"
    DEPUTY = "deputy"
    """A deputy who acted for nobody."""
    ABSENT = "absent"
    REMOTE = "remote"
    """When members were on video, and when picture or sound failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a chapter is called."""

    of: Listed
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesStyle:
    """What minutes name beyond what they must, and in which order; left empty, they look as they always did."""

    people: ListOrder = ListOrder.CHAIR_FIRST
    absent: Absent = Absent.LEFT_OUT
    remote: bool = False
    """Whether they say who was on video, and when."""
    faults: bool = False
    """Whether they say when picture or sound failed, and whose cause it was."""
    leaving_item: bool = False
    """Whether the time of leaving names the item that was called: "bis 18.20 Uhr, TOP 23"."""
    clock: Clock = Clock.DOT
    points: PointsOrder = PointsOrder.AGENDA
    point_times: bool = False
    """Whether each point says when it was called and closed."""
    speakers: bool = True
    """Whether they say who had the floor."""
    reasons: bool = True
    """Whether they give the reason of a motion, as "Begründung: …"."""
    tally: bool = False
    """Whether each result is followed by its numbers, whatever its wording."""


class Publishing(StrEnum):
    """From when on everybody may read the public minutes on the server."""

    NEVER = "never"
    SIGNED = "signed"
    APPROVED = "approved"


class Signing(StrEnum):
    """As what somebody signs."""

    CHAIR = "chair"
    HEAD = "head"
    """The head of the administration (Hauptverwaltungsbeamtin or -beamter)."""
    MEMBER = "member"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs the minutes, and what stands under the line where the house has its own title for it."""

    who: Signing
    title: str | None = None
