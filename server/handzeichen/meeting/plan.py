"""The plan: what the clerk knows before the meeting. It stands whole in the log's first event.

Reading and checking a plan's TOML is the shell's work (`app.plan`); here a plan is already right.
"""

from dataclasses import dataclass
from datetime import date, datetime

from handzeichen.meeting.ids import (
    BodyId,
    BodyKind,
    Count,
    FactionId,
    FactionKind,
    Form,
    ItemId,
    ItemKind,
    Kind,
    Line,
    MotionEffect,
    MotionId,
    Part,
    PersonId,
    Rank,
    Role,
    SeatingShape,
    Secrecy,
    Text,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBody:
    """The council or committee; `seats` is its statutory number, vacant seats included."""

    id: BodyId
    name: Line
    kind: BodyKind
    rules: BodyId
    seats: int
    short_name: Line | None = None
    municipality: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMeeting:
    """When, where and in which form; `remote` None means all members may take part by video."""

    number: int
    starts_at: datetime
    form: Form
    clerk: PersonId
    place: Line | None = None
    legal_basis: Line | None = None
    invited_on: date | None = None
    second_convening: bool = False
    remote: tuple[PersonId, ...] | None = None
    clerks: tuple[PersonId, ...] = ()
    """Who may enter all that the clerk may, besides the clerk."""
    hosts: tuple[PersonId, ...] = ()
    """Who looks after the video: faults, cameras, who joins and hangs up."""
    doors: tuple[PersonId, ...] = ()
    """Who stands at the door: who comes into the room and goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faction:
    """A Fraktion or Gruppe."""

    id: FactionId
    name: Line
    kind: FactionKind = FactionKind.FACTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom the meeting knows; `deputy_chair` is the rank (1 first), `deputises_for` named members."""

    id: PersonId
    name: Line
    role: Role
    title: Line | None = None
    given_name: Line | None = None
    faction: FactionId | None = None
    office: Line | None = None
    note: Line | None = None
    chairs: bool = False
    deputy_chair: Rank | None = None
    deputises_for: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A Drucksache."""

    reference: Line
    kind: Line | None = None
    attachments: int = 0
    dated: date | None = None
    late: bool = False
    link: Line | None = None
    """Where it can be read: an https address (`meeting.papers.is_link`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approves:
    """What a motion approves: one part of one version of an earlier meeting's minutes."""

    meeting: Line
    """The earlier meeting's id."""
    version: Count
    part: Part = Part.PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMotion:
    """A motion that is open from the start; `by` is a person's or a faction's id, or `administration`."""

    id: MotionId
    kind: Kind = Kind.MAIN
    text: Text | None = None
    by: PersonId = PersonId("administration")
    effect: MotionEffect = MotionEffect.DECIDES
    approves: Approves | None = None
    """The minutes of an earlier meeting that it approves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """A point of the agenda; `public_title` is what the public may read of one that is not public."""

    id: ItemId
    title: Line
    kind: ItemKind = ItemKind.DECISION
    secrecy: Secrecy = Secrecy.PUBLIC
    public_title: Line | None = None
    papers: tuple[Paper, ...] = ()
    motions: tuple[PlannedMotion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """Where the members sit: `rows` from the front, nearest to the chair, to the back.

    Each row goes from left to right as the gallery sees it, looking towards the chair.
    """

    rows: tuple[tuple[PersonId, ...], ...]
    shape: SeatingShape = SeatingShape.ROWS


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A sentence that the house's minutes need often; `{name}`, `{zeit}` and "…" are filled in when it is used."""

    label: Line
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is known beforehand."""

    body: PlannedBody
    meeting: PlannedMeeting
    factions: tuple[Faction, ...] = ()
    people: tuple[Person, ...] = ()
    items: tuple[PlannedItem, ...] = ()
    seating: Seating | None = None
    text_blocks: tuple[TextBlock, ...] = ()

    @property
    def id(self) -> str:
        """The meeting's id: `<body.id>-<number>`."""
        return f"{self.body.id}-{self.meeting.number}"
