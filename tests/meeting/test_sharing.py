"""Nothing that somebody holds ever changes, and everything reads like a dictionary, however it came about."""

from hypothesis import given
from hypothesis import strategies as st

from handzeichen.meeting.sharing import FEW, Shared

KEYS = st.integers(0, 3 * FEW)
STEPS = st.lists(st.tuples(KEYS, st.integers(), st.sampled_from(("unread", "read"))), max_size=5 * FEW)


@given(STEPS)
def test_every_one_stays_what_it_was_while_the_next_ones_grow(steps: list[tuple[int, int, str]]) -> None:
    shared: Shared[int, int] = Shared()
    expected: dict[int, int] = {}
    held = [(shared, expected)]
    for key, value, read in steps:
        if read == "read":
            assert list(shared) == list(expected)
        shared, expected = shared.with_(key, value), {**expected, key: value}
        held.append((shared, expected))
    for one, like in held:
        assert [one.get(key) for key in range(3 * FEW + 1)] == [like.get(key) for key in range(3 * FEW + 1)]
        assert list(one.items()) == list(like.items())
        assert (len(one), one, one.keys(), list(one.values())) == (
            len(like),
            like,
            like.keys(),
            list(like.values()),
        )


def test_what_is_not_there_is_missing_as_in_a_dictionary() -> None:
    shared = Shared[str, int]().with_("a", 1)
    assert ("b" in shared, shared.get("b"), shared.get("b", 2), shared["a"]) == (False, None, 2, 1)
    assert shared != {"a": 2}


def test_one_more_copies_few_entries_and_seldom_all() -> None:
    shared: Shared[int, int] = Shared()
    olds: list[object] = []
    for number in range(10 * FEW):
        shared = shared.with_(number, number)
        if not olds or shared._old is not olds[-1]:
            olds.append(shared._old)
    assert len(olds) <= 10
