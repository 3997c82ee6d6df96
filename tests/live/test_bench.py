"""What the bench's figures stand on: no message is lost in the reading, and the last client is really the last."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bench.page import split
from bench.processes import child, cpu
from handzeichen.app.frames import Frame


class Told(asyncio.Protocol):
    """A server's end of one client: it says yes to whatever is asked."""

    def __init__(self, here: list[Any]) -> None:
        self._here = here

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self._here.append(transport)

    def data_received(self, data: bytes) -> None:
        self.transport.write(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[int, list[Any]]]:
    """A port, and the clients that have come there."""
    here: list[Any] = []
    server = await asyncio.get_running_loop().create_server(lambda: Told(here), "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1], here
    for transport in here:
        transport.abort()
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize("size", [3, 125, 126, 65_535, 65_536])
def test_messages_are_read_whole_wherever_the_bytes_are_cut(size: int) -> None:
    wire = Frame({"a": "x" * size}).wire + Frame({"beat": 1}).wire
    for cut in (0, 1, 2, 3, 9, 10, size // 2, size, len(wire) - 1):
        first, rest = split(wire[:cut])
        second, rest = split(rest + wire[cut:])
        assert [*first, *second] == [Frame({"a": "x" * size}).payload, b'{"beat":1}']
        assert rest == b""


async def test_a_crowd_waits_for_the_last_of_its_clients() -> None:
    told, other = Frame({"parts": {"tally": "3 von 5"}}), Frame({"parts": {"tally": "2 von 5"}})
    async with listening() as (port, here), child("crowd.py", port, "/", 3, "html") as crowd:
        assert await crowd.hear() == "here"
        await crowd.tell("3 von 5")
        assert await crowd.hear() == "waiting"
        for client in here:
            client.write(other.wire)
        for client in here[1:]:
            client.write(told.wire)
        before_the_last = time.perf_counter()
        here[0].write(other.wire + told.wire)
        seen = await crowd.hear()
        assert seen["last"] > before_the_last
        assert seen["last"] >= seen["first"]
        assert seen["message"] == told.text


async def test_a_process_is_asked_for_its_own_cpu_seconds() -> None:
    own, begun = cpu(os.getpid()), time.process_time()
    while time.process_time() - begun < 0.02:
        pass
    assert 0.02 <= cpu(os.getpid()) - own < 1
