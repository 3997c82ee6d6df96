"""A pure function that keeps its outcomes: by the same objects, never by equal ones, and not forever."""

import sys
import weakref
from concurrent.futures import ThreadPoolExecutor

from handzeichen.meeting.remembered import forget, remembered


class Counted:
    """How often something was worked out."""

    def __init__(self, kept: int) -> None:
        self.times = 0

        @remembered(lambda *facts: facts, kept=kept)
        def work(*facts: object) -> list[object]:
            self.times += 1
            return list(facts)

        self.work = work


def test_the_same_facts_are_worked_out_once() -> None:
    counted, fact = Counted(2), ["Saal"]
    assert counted.work(fact, 1) is counted.work(fact, 1)
    assert counted.times == 1


def test_equal_facts_are_not_the_same() -> None:
    counted = Counted(2)
    one, other = ["Saal"], ["Saal"]
    assert counted.work(one) is not counted.work(other)
    assert counted.times == 2


def test_facts_that_nobody_else_holds_are_not_taken_for_new_ones() -> None:
    """A new object may get the place in memory of one that has gone: what is kept must keep its facts."""
    counted = Counted(2)
    for number in range(100):
        assert counted.work([number]) == [[number]]


def test_the_oldest_is_forgotten() -> None:
    counted = Counted(2)
    first, second, third = [1], [2], [3]
    for fact in (first, second, third, third, second, first):
        assert counted.work(fact) == [fact]
    assert counted.times == 4


def test_two_threads_may_remember_at_once() -> None:
    """A correction is decided in a thread of its own, while pictures are made of the same functions."""
    counted, before = Counted(16), sys.getswitchinterval()

    def work() -> bool:
        return all(counted.work(fact) == [fact] for fact in ([number] for number in range(20_000)))

    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(2) as threads:
            assert all(one.result() for one in [threads.submit(work) for _ in range(2)])
    finally:
        sys.setswitchinterval(before)


def test_what_is_forgotten_holds_no_facts_any_more() -> None:
    class Fact:
        """Something that can be watched going."""

    counted, fact = Counted(2), Fact()
    counted.work(fact)
    gone = weakref.ref(fact)
    del fact
    assert gone() is not None
    forget()
    assert gone() is None
