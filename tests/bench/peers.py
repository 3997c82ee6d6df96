"""What Handzeichen is measured beside: two servers that only pass on what they are told, and one that does nothing.

    peers.py bare     uvloop alone: the frame made once, `transport.write` for each client. Nothing can be faster here.
    peers.py naive    Starlette on uvicorn: `for client in clients: await client.send_text(text)`, as tutorials have it.
    peers.py nothing  Starlette on uvicorn: every message is answered at once with the same bytes; nothing is decided,
                      kept or shown.

Each says its port; the first two then send every text they are told to all clients.
"""

import asyncio
import json
import logging
import os
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, ClassVar

import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.processes import bound
from handzeichen.app.frames import header
from handzeichen.app.main import BACKLOG

ANSWER = json.dumps(
    {
        "answer": {
            "accepted": True,
            "seq": 1_234,
            "head": "5e" * 32,
            "at": "2021-01-21T17:55:00+01:00",
            "touches": [],
            "key": "b1-1",
        }
    }
)
"""As long as the answer to a vote."""

Send = Callable[[str], Awaitable[None]]


class Bare(asyncio.Protocol):
    """A connection of which nothing is known but where to write."""

    clients: ClassVar[set[Any]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport

    def data_received(self, data: bytes) -> None:
        # The clients of the bench send their request in one piece and never look at the key.
        self.transport.write(
            b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
        )
        self.clients.add(self.transport)

    @classmethod
    async def send(cls, text: str) -> None:
        payload = text.encode()
        frame = header(len(payload)) + payload
        for client in cls.clients:
            client.write(frame)


async def bare(listener: socket.socket) -> None:
    server = await asyncio.get_running_loop().create_server(Bare, sock=listener, backlog=BACKLOG)
    await pass_on(Bare.send)
    server.close()


async def nothing(listener: socket.socket) -> None:
    async def meet(websocket: WebSocket) -> None:
        await websocket.accept()
        async for _ in websocket.iter_text():
            await websocket.send_text(ANSWER)

    async def send(text: str) -> None:
        raise AssertionError("nobody is told anything")

    await _starlette(listener, meet, send)


async def naive(listener: socket.socket) -> None:
    clients: set[WebSocket] = set()

    async def meet(websocket: WebSocket) -> None:
        await websocket.accept()
        clients.add(websocket)
        async for _ in websocket.iter_text():
            pass

    async def send(text: str) -> None:
        for client in clients:
            await client.send_text(text)

    await _starlette(listener, meet, send)


async def _starlette(
    listener: socket.socket, meet: Callable[[WebSocket], Awaitable[None]], send: Send
) -> None:
    app = Starlette(routes=[WebSocketRoute("/{rest:path}", meet)])
    # The settings of our own server, where they are the library's: what is compared is the way of a frame.
    config = uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        lifespan="off",
        log_config=None,
    )
    serving = asyncio.create_task(uvicorn.Server(config).serve(sockets=[listener]))
    await pass_on(send)
    serving.cancel()


async def pass_on(send: Send) -> None:
    """Send to all what stands on standard input, until it ends."""
    reader = asyncio.StreamReader(limit=1 << 24)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    while line := await reader.readline():
        await send(json.loads(line))


if __name__ == "__main__":
    bound()
    logging.disable()
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(BACKLOG)
    print(listener.getsockname()[1], flush=True)
    uvloop.run({"bare": bare, "naive": naive, "nothing": nothing}[sys.argv[1]](listener))
    os._exit(0)
