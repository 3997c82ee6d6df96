"""A server for the socket tests: every test runs over both wires, the prebuilt frames and plain ASGI."""

from collections.abc import AsyncIterator

import pytest

from support.live import Process, Running, running


@pytest.fixture(params=["fast wire", "plain wire"])
def fast_wire(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "fast wire")


@pytest.fixture
async def server(fast_wire: bool) -> AsyncIterator[Running]:
    """The evening shortly before the first ballot."""
    async with running(fast_wire=fast_wire) as server:
        await server.play()
        yield server


@pytest.fixture(autouse=True)
async def _nothing_keeps_running() -> AsyncIterator[None]:
    yield
    await Process.kill_all()
