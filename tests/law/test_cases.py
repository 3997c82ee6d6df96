"""The tables of cases in cases.txt, by §: each line of a lawyer's is what the program says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handzeichen.law.answers import load
from handzeichen.law.majority import Tally, is_tied, judged, needed, passes
from handzeichen.law.quorum import Attendance, count, needs_approval
from handzeichen.law.wording import result

LAW = load("ni", on=date(2026, 11, 24), kind="council").law
SOURCE = Path(__file__).with_name("cases.txt")


def cases() -> Iterator[tuple[str, int, list[str]]]:
    """The heading, the number and the columns of every line that holds a case."""
    heading = ""
    for number, line in enumerate(SOURCE.read_text("utf-8").splitlines(), start=1):
        if line.startswith("== "):
            heading = line.removeprefix("== ")
        elif "|" in line and line.lstrip()[:1].isdigit():
            yield heading, number, [column.strip() for column in line.split("|")]


def of(topic: str) -> list[object]:
    """The cases under headings that begin so, each named by its line."""
    return [
        pytest.param(heading, columns, id=f"line {number}")
        for heading, number, columns in cases()
        if heading.startswith(topic)
    ]


@pytest.mark.parametrize(("heading", "columns"), of("Abstimmung"))
def test_what_a_vote_comes_to(heading: str, columns: list[str]) -> None:
    kind = heading.split()[1].rstrip(":")
    share = LAW.majority_by_kind.value.get(kind, LAW.majority.value)
    seats, present, yes, no, abstain = map(int, columns[0].split())
    cast = Tally(yes=yes, no=no, abstain=abstain, present=present, seats=seats)
    vote = judged(cast, LAW.abstentions.value)
    passed, least = passes(share, vote), needed(share, vote)
    told = f"{'angenommen' if passed else 'abgelehnt'}, {least} nötig"
    assert [told, result(LAW, kind, cast, passed=passed, needed=least)] == columns[1:]
    assert not (passed and is_tied(share, vote))


@pytest.mark.parametrize(("heading", "columns"), of("Beschlussfähigkeit"))
def test_whether_a_body_is_quorate(heading: str, columns: list[str]) -> None:
    seats, present, barred = map(int, columns[0].split())
    said = columns[3].split()
    found = count(
        LAW,
        Attendance(
            seats=seats,
            present=present,
            barred=barred,
            convening_stated="festgestellt" in said,
            convening_objected="gerügt" in said,
            second_convening="zweite" in said,
        ),
    )
    told = f"{'beschlussfähig' if found.quorate else 'nicht beschlussfähig'}, {found.required} nötig"
    approval = ", Genehmigung" if needs_approval(LAW, found.basis) else ""
    assert [told + approval, found.basis] == columns[1:3]


def test_every_line_that_looks_like_a_case_is_one() -> None:
    lines = [line for line in SOURCE.read_text("utf-8").splitlines() if line.lstrip()[:1].isdigit()]
    assert len(lines) == len(list(cases())) == len(of("Abstimmung")) + len(of("Beschlussfähigkeit")) > 60


@pytest.mark.parametrize(
    ("fraction", "strict", "seats", "required"),
    [("1/2", True, 42, 22), ("1/2", True, 43, 22), ("1/2", False, 42, 21), ("1/2", False, 43, 22), ("1/3", False, 42, 14), ("2/3", False, 43, 29)],
)  # fmt: skip
def test_any_part_of_the_seats_may_be_a_quorum(
    fraction: str, strict: bool, seats: int, required: int
) -> None:
    share = replace(LAW.quorum.value, fraction=fraction, strict=strict)
    law = replace(LAW, quorum=replace(LAW.quorum, value=share))
    for present, quorate in ((required - 1, False), (required, True)):
        found = count(law, Attendance(seats=seats, present=present, convening_stated=True))
        assert (found.required, found.quorate) == (required, quorate)
