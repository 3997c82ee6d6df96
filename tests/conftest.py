"""What all tests share: hypothesis measures no deadlines, and what collecting has made is not looked through again.

On a busy machine a property may take its time. And collecting makes some hundred thousand objects that all stay.
"""

import gc
from collections.abc import Generator

import pytest
from hypothesis import settings

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
