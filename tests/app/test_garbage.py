"""Everything is looked through in quiet moments; without one, before too much has gathered."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from handzeichen.app.garbage import MOST, collect, wait_for_quiet


class Page:
    """Something that has ended and holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_in_a_server() -> Iterator[None]:
    before = gc.get_threshold()
    wait_for_quiet()
    gc.collect()
    yield
    gc.set_threshold(*before)


def grown_old() -> "weakref.ref[Page]":
    """A page that has survived the looks at what is new, and has ended since."""
    page = Page()
    gc.collect(0)
    gc.collect(1)
    return weakref.ref(page)


def test_python_itself_leaves_alone_what_is_old() -> None:
    page = grown_old()
    kept = [[] for _ in range(400_000)]
    assert page() is not None and kept


def test_in_a_quiet_moment_it_goes() -> None:
    page = grown_old()
    assert collect(is_quiet=True)
    assert page() is None
    assert not collect(is_quiet=True), "nothing was made since"


def test_in_a_ballot_it_waits_but_not_forever() -> None:
    page = grown_old()
    assert not collect(is_quiet=False)
    for _ in range(MOST):
        gc.collect(1)
    assert page() is not None
    assert collect(is_quiet=False)
    assert page() is None
