"""Seats stand on the screens where they stand in the room: in their rows, from the left, the front at the top."""

from itertools import combinations

import pytest

from handzeichen.meeting.ids import PersonId, SeatId
from handzeichen.views.audience import parts
from handzeichen.views.part import Nothing
from handzeichen.views.presence import SeatsPart
from handzeichen.views.seating import Place, SeatingPart, places
from meeting.kit import Evening, opened, plan_of

ROWS = [["ahrens"], ["brandt", "carstens"], ["demir", "ebeling", "falk"]]
EVERYBODY = "ahrens brandt carstens demir ebeling falk"


def placed(shape: str, rows: list[list[str]]) -> dict[str, Place]:
    return {
        str(seat): place for seat, place in places(plan_of(seating={"shape": shape, "rows": rows})).items()
    }


def test_rows_stand_behind_one_another_each_in_the_middle() -> None:
    found = placed("rows", ROWS)
    assert [(found[one].x, found[one].y) for one in EVERYBODY.split()] == [
        (500, 167), (333, 500), (667, 500), (167, 833), (500, 833), (833, 833),
    ]  # fmt: skip
    assert [(found[one].row, found[one].number) for one in ("ahrens", "carstens", "falk")] == [
        (0, 0),
        (1, 1),
        (2, 2),
    ]


def test_a_half_circle_opens_towards_the_chair_at_the_top() -> None:
    found = placed("hemicycle", ROWS)
    left, middle, right = (found[one] for one in ("demir", "ebeling", "falk"))
    assert left.x < middle.x < right.x
    assert left.y == right.y < middle.y, "whoever sits at the ends is nearest to the front"
    assert left.x + right.x == 1000, "both sides are alike"
    assert found["ahrens"].y < middle.y, "the front row stands inside"


@pytest.mark.parametrize("shape", ["rows", "hemicycle"])
@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 24), (12, 24), (5, 13)])
def test_nobody_sits_on_anybody_nor_outside(shape: str, rows: int, columns: int) -> None:
    ids = [[f"p{row}-{number}" for number in range(columns)] for row in range(rows)]
    people = [{"id": one, "name": one, "role": "member"} for row in ids for one in row]
    clerk = {"id": "meyer", "name": "Meyer", "role": "administration"}
    plan = plan_of(
        body={"seats": 300}, people=[*people, clerk], factions=(), seating={"shape": shape, "rows": ids}
    )
    found = list(places(plan).values())
    assert len(found) == rows * columns
    assert all(0 < place.x < 1000 and 0 < place.y < 1000 for place in found)
    assert all(abs(a.x - b.x) + abs(a.y - b.y) > 12 for a, b in combinations(found, 2))


def test_every_screen_knows_the_place_of_a_seat_and_who_has_none_stands_beside() -> None:
    plan = plan_of(seating={"shape": "hemicycle", "rows": [["ahrens", "brandt"], ["demir"]]})
    evening = Evening.planned(plan)
    for audience in ("hall", "chair", "clerk", "member", "public"):
        seen = parts(evening.meeting, audience, entries=())
        assert seen["seating"] == SeatingPart(shape="hemicycle", rows=2, columns=2, width=166)
        lines = {
            line.seat: line for part in seen.values() if isinstance(part, SeatsPart) for line in part.seats
        }
        assert lines["demir"].place == places(plan)[SeatId(PersonId("demir"))]
        assert lines["falk"].place is None


def test_without_a_plan_of_seats_there_is_no_drawing() -> None:
    seen = parts(opened(EVERYBODY).meeting, "hall")
    assert isinstance(seen["seating"], Nothing)
    assert {line.place for part in seen.values() if isinstance(part, SeatsPart) for line in part.seats} == {
        None
    }
