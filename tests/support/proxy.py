"""A way to servers on this machine that can lose answers, fall silent, be cut, be mended, and lead elsewhere.

Elsewhere may be a portal, as in trains and hotels: it answers whatever is asked with its own page to sign in.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Proxy:
    """Carries bytes both ways until it is told otherwise."""

    def __init__(self, port: int) -> None:
        self.target = port
        """Where new connections lead; who is connected stays where they are."""
        self.port = 0
        self.loses_answers = False
        """What the server says from now on gets lost, and with it the connection."""
        self.lost: asyncio.Event = asyncio.Event()
        self.carries: asyncio.Event = asyncio.Event()
        """Cleared, nothing comes through either way, and nobody is told: the line is half open."""
        self.carries.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        """Every connection ends here and now."""
        for writer in self._writers:
            writer.transport.abort()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:  # Nobody is there: then nobody answers here either.
            writer.transport.abort()
            return
        self._writers |= {writer, back}
        for task in (self._asked(reader, back), self._answered(there, writer)):
            running = asyncio.create_task(task)
            self._tasks.add(running)
            running.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        self.carries.set()
        self.cut()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _asked(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(1 << 16):
                await self.carries.wait()
                target.write(data)
        target.transport.abort()

    async def _answered(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(1 << 16):
                if self.loses_answers:
                    self.lost.set()
                    break
                await self.carries.wait()
                target.write(data)
        target.transport.abort()


@asynccontextmanager
async def proxy(port: int) -> AsyncIterator[Proxy]:
    """A proxy that listens, in front of a port of this machine."""
    carried = Proxy(port)
    server = await asyncio.start_server(carried.carry, "127.0.0.1", 0)
    carried.port = server.sockets[0].getsockname()[1]
    try:
        yield carried
    finally:
        server.close()
        await carried.close()
        await server.wait_closed()


PORTAL = "Willkommen im WLAN! Bitte melden Sie sich an."


@asynccontextmanager
async def portal() -> AsyncIterator[int]:
    """A network that wants a sign-in of its own first; its port."""
    page = f"<!doctype html><title>WLAN</title><main><h1>{PORTAL}</h1></main>".encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(page)}\r\n"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            asked = await reader.readuntil(b"\r\n\r\n")
            writer.write(f"{head}Connection: close\r\n\r\n".encode())
            if not asked.startswith(b"HEAD "):
                writer.write(page)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()
