"""How much anybody may ask, by a clock that stands until it is set, and how little is remembered of whom."""

import pytest
from starlette.requests import HTTPConnection

from handzeichen.app.attempts import Attempts
from handzeichen.app.config import Config
from handzeichen.app.limits import ADDRESSES, PAGES, Budget, Limits, Pace, Share, address_of


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def request_from(host: str | None, path: str = "/") -> HTTPConnection:
    client = None if host is None else (host, 4711)
    server = ("127.0.0.1", 8037)
    return HTTPConnection({"type": "http", "path": path, "headers": [], "client": client, "server": server})


def limits(clock: Clock) -> Limits:
    return Limits(Config(), Attempts(), clock)


def test_after_a_burst_there_is_something_again_with_time() -> None:
    clock = Clock()
    budget = Budget(Pace(rate=2.0, most=4.0), clock)
    assert [budget.take() for _ in range(5)] == [True, True, True, True, False]
    clock.now += 0.4
    assert (budget.take(), budget.wait) == (False, 1)
    clock.now += 0.1
    assert (budget.take(), budget.take()) == (True, False)
    clock.now += 3600
    assert [budget.take() for _ in range(5)] == [True, True, True, True, False]


@pytest.mark.parametrize(("host", "address"), [
    ("192.0.2.7", "192.0.2.7"),
    # A listener for both families names the same sender so.
    ("::ffff:192.0.2.7", "192.0.2.7"),
    # One sender has a whole network of these.
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
    ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
    ("fe80::1%eth0", "fe80::"),
    # A proxy on a UNIX socket that says nothing, and one that says nonsense.
    (None, ""),
    ("unknown", "unknown"),
])  # fmt: skip
def test_an_address_stands_for_one_sender(host: str | None, address: str) -> None:
    assert address_of(request_from(host)) == address


def test_one_address_does_not_use_up_what_another_may_ask() -> None:
    some = limits(Clock())
    while not some.request(request_from("192.0.2.1"), None):
        pass
    assert some.request(request_from("192.0.2.2"), None) == 0


def test_twenty_thousand_strangers_leave_a_bounded_trace() -> None:
    clock = Clock()
    some = limits(clock)
    for number in range(20_000):
        stranger = request_from(f"2001:db8:{number:x}::1")
        some.request(stranger, None)
        some.guess(stranger)
        some.press(f"link {number}")
        assert some.watch(stranger)
    assert len(some._budgets) == ADDRESSES
    assert not some.watch(request_from("192.0.2.1")), "all viewers together have a bound"
    for number in range(20_000):
        some.unwatch(request_from(f"2001:db8:{number:x}::1"))
    assert not some._viewers
    clock.now += 60
    some.request(request_from("192.0.2.1"), None)
    assert len(some._budgets) == 1, "whoever has rested is as good as new"


def test_there_is_always_room_for_one_more_page_of_a_sign_in() -> None:
    class APage:
        gone = False

        def supersede(self) -> None:
            self.gone = True

    budget = Budget(Pace(rate=1.0, most=1.0), Clock())
    share, pages = Share(budget, budget), [APage() for _ in range(PAGES + 2)]
    for page in pages[:PAGES]:
        share.enter(page)
    share.leave(pages[3])
    for page in pages[PAGES:]:
        share.enter(page)
    assert [page for page in pages if page.gone] == [pages[0]]
