"""What all tests share: hypothesis measures no deadlines, and what collecting has made is not looked through again.

On a busy machine a property may take its time. And collecting makes some hundred thousand objects that all stay, as do
the evenings that modules share: looking for garbage among them at every few hundred new objects takes a tenth of all time.
"""

import gc
from collections.abc import Generator

import pytest
from hypothesis import settings

YOUNG = 20_000
"""So many new objects are looked through at a time."""

settings.register_profile("house", deadline=None, print_blob=True)
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
