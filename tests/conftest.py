"""What all tests share: hypothesis measures no time and draws no lots, and what collecting has made is not searched again.

On a busy machine a property may take its time. And each run tries the same examples, so that nobody's change is refused
for what another run has not met; `--hypothesis-profile=search` draws new ones. Collecting makes some hundred thousand
objects that all stay, as do the evenings that modules share: looking for garbage among them at every few hundred new
objects takes a tenth of all time.
"""

import gc
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

YOUNG = 20_000
"""So many new objects are looked through at a time."""

SEARCH = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", SEARCH, derandomize=False)
settings.register_profile("house", SEARCH, derandomize=True, database=None)
settings.load_profile("house")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
