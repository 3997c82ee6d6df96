"""The way to a page on a server that is not the known one; both ways on the known one are held to by tests/live."""

import asyncio
from typing import Any

from handzeichen.app.frames import Frame
from handzeichen.app.wire import SCOPE_KEY, PlainWire, open_wire


async def test_a_server_that_is_not_the_known_one_gets_the_plain_wire() -> None:
    """And what is still to be said is said before the end."""
    sent: list[Any] = []
    closed = asyncio.Event()
    frames = [Frame({"beat": 1})]

    async def send(message: Any) -> None:
        sent.append(message)
        if message["type"] == "websocket.close":
            closed.set()

    wire = open_wire({SCOPE_KEY: send}, lambda: frames.pop() if frames else None, fast=True)
    assert isinstance(wire, PlainWire)
    wire.wake()
    wire.end(4401, "signed out")
    await asyncio.wait_for(closed.wait(), 10)
    await wire.close()
    assert sent == [
        {"type": "websocket.send", "text": '{"beat":1}'},
        {"type": "websocket.close", "code": 4401, "reason": "signed out"},
    ]
