"""Where the seats stand in the room, for whoever draws them: on the display, and on the clerk's page to press them.

A place is given in thousandths of the drawing, of its width from the left and its height from the top. The top is the
front, where the chair is: the gallery sees it so. What stands at a place is told with the seats; here nothing happens.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import cos, pi, sin
from typing import ClassVar, Final

from handzeichen.meeting.ids import SeatId, SeatingShape
from handzeichen.meeting.plan import Plan, Seating
from handzeichen.meeting.remembered import remembered
from handzeichen.views.part import NOTHING, Nothing, Part

WHOLE: Final = 1000
_INNER: Final = 0.4
"""The front row's half circle, as a share of the last row's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The middle of a seat: its row and its number in it, both from 0, and where that is in the drawing."""

    row: int
    number: int
    x: int
    """Thousandths of the width, from the left."""
    y: int
    """Thousandths of the height, from the front."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatingPart(Part):
    """That the seats are shown where they stand in the room, and how large the drawing is."""

    template: ClassVar[str] = "seating.html"
    shape: str
    """rows or hemicycle."""
    rows: int
    columns: int
    """Places of the longest row."""
    width: int
    """Thousandths of the drawing's width that a seat may take without touching its neighbour."""


def seating(plan: Plan) -> SeatingPart | Nothing:
    """The drawing; nothing where the plan has none, and the seats are listed by faction."""
    if plan.seating is None:
        return NOTHING
    rows = plan.seating.rows
    return SeatingPart(
        shape=plan.seating.shape.value,
        rows=len(rows),
        columns=max(map(len, rows)),
        width=int(_width(plan.seating) * WHOLE),
    )


@remembered(lambda plan: (plan,))
def places(plan: Plan) -> Mapping[SeatId, Place]:
    """The place of each seat that has one."""
    return {} if plan.seating is None else dict(_places(plan.seating))


def _places(seating: Seating) -> Iterator[tuple[SeatId, Place]]:
    put = _in_rows if seating.shape is SeatingShape.ROWS else _in_a_half_circle
    columns = max(map(len, seating.rows))
    for row, seats in enumerate(seating.rows):
        for number, seat in enumerate(seats):
            x, y = put(row, number, rows=len(seating.rows), seats=len(seats), columns=columns)
            yield SeatId(seat), Place(row=row, number=number, x=round(x * WHOLE), y=round(y * WHOLE))


def _width(seating: Seating) -> float:
    """In half circles neighbours are nearest in the front row, or from row to row at the ends."""
    columns, rows = max(map(len, seating.rows)), len(seating.rows)
    if seating.shape is SeatingShape.ROWS:
        return 1 / columns
    beside = min(
        _radius(row, rows) * sin(pi / max(1, len(seats) - 1) / 2) for row, seats in enumerate(seating.rows)
    )
    behind = (1 - _INNER) / 2 / max(1, rows - 1)
    return min(beside, behind, 1 / 4) * (1 - 2 * _edge(columns))


def _in_rows(row: int, number: int, *, rows: int, seats: int, columns: int) -> tuple[float, float]:
    """Straight rows, each in the middle, all with the same distance between neighbours."""
    return (number + 0.5 + (columns - seats) / 2) / columns, (row + 0.5) / rows


def _in_a_half_circle(row: int, number: int, *, rows: int, seats: int, columns: int) -> tuple[float, float]:
    """Half circles around the chair, who is at the top; half a seat of the longest row stays free at the edges."""
    edge, radius = _edge(columns), _radius(row, rows)
    angle = pi / 2 if seats == 1 else pi * (1 - number / (seats - 1))
    return 0.5 + (0.5 - edge) * radius * cos(angle), edge + (1 - 2 * edge) * radius * sin(angle)


def _radius(row: int, rows: int) -> float:
    return 1.0 if rows == 1 else _INNER + (1 - _INNER) * row / (rows - 1)


def _edge(columns: int) -> float:
    return 0.5 / (columns + 1)
