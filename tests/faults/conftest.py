"""A prepared meeting for all tests of this folder, and an end to whatever they started."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from faults import shim
from faults.meeting import Prepared, prepare
from faults.shim import Machine
from support.live import Process


@pytest.fixture(scope="session")
async def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return await prepare(tmp_path_factory.mktemp("faults") / "prepared")


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shim.build(tmp_path_factory.mktemp("shim"))


@pytest.fixture
def machine(library: Path, tmp_path: Path) -> Machine:
    return Machine(library, tmp_path / "faults")


@pytest.fixture(autouse=True)
async def _nothing_keeps_running() -> AsyncIterator[None]:
    yield
    await Process.kill_all()
