"""What the tests before have left in memory is not looked through again and again: a run makes many small objects."""

import gc

import pytest


@pytest.fixture(scope="module", autouse=True)
def little_garbage() -> None:
    gc.collect()
    gc.freeze()
