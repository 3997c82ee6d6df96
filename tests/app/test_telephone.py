"""Codes for the telephone: one for each person of a meeting, the same on every node, and nobody's tells another's."""

import re

import pytest

from handzeichen.app.telephone import MOST, OnPaper, Telephone, codes
from handzeichen.log.memory import MemoryStore
from handzeichen.log.port import StoreRefused
from handzeichen.meeting.ids import PersonId, Role
from meeting.kit import Evening, plan_of

PEOPLE = tuple(PersonId(f"person-{number}") for number in range(MOST + 1))


async def test_a_code_is_the_same_after_a_restart_and_on_every_node_and_another_in_every_meeting() -> None:
    store, meeting = MemoryStore(), Evening.planned().meeting
    first, second = Telephone(store, ""), Telephone(store, "")
    mine = await first.codes(meeting)
    assert mine == await second.codes(meeting) == await Telephone(store, "").codes(meeting)
    assert set(mine) == set(meeting.roll.people)
    assert mine != await Telephone(MemoryStore(), "").codes(meeting), "another house has another secret"
    other = codes("secret", "ulme-2", tuple(mine))
    assert codes("secret", "ulme-1", tuple(mine)) != other


def test_every_code_is_four_digits_and_one_persons_whoever_comes_later() -> None:
    found = codes("secret", "ulme-1", PEOPLE)
    assert len(found) == len(set(found.values())) == MOST, "beyond that nobody gets one"
    assert all(re.fullmatch(r"[0-9]{4}", code) for code in found.values())
    some = codes("secret", "ulme-1", PEOPLE[:700])
    assert all(found[person] == code for person, code in some.items())


async def test_only_who_may_take_part_by_video_is_told_a_code() -> None:
    telephone = Telephone(MemoryStore(), "0511 1234-567")
    hybrid = Evening.planned(plan_of(meeting={"remote": ["ebeling"]})).meeting
    told = await telephone.of(hybrid, PersonId("ebeling"))
    assert told is not None and told.code == (await telephone.codes(hybrid))[PersonId("ebeling")]
    assert await telephone.of(hybrid, PersonId("ahrens")) is None
    assert await telephone.of(hybrid, None) is None
    press = next(one.id for one in hybrid.roll.people.values() if one.role is Role.PRESS)
    assert await telephone.of(hybrid, press) is None


class _Silent(MemoryStore):
    silent = False

    async def get(self, key: str) -> str | None:
        if self.silent:
            raise StoreRefused("Der Speicher antwortet nicht.")
        return await super().get(key)


async def test_a_store_that_falls_silent_keeps_nobody_from_reading_a_code() -> None:
    store, meeting = _Silent(), Evening.planned().meeting
    store.silent = True
    assert await Telephone(store, "").of(meeting, PersonId("ebeling")) is None
    store.silent = False
    telephone = Telephone(store, "")
    before = await telephone.codes(meeting)
    store.silent = True
    assert await telephone.codes(meeting) == before


@pytest.mark.parametrize(
    ("number", "dialled"),
    [("0511 1234-567", "05111234567"), ("+49 (0)511 / 1234", "+495111234"), ("", "")],
)
def test_a_number_is_dialled_without_what_is_only_there_to_be_read(number: str, dialled: str) -> None:
    assert OnPaper(number=number, code="4711").dialled == dialled
