"""Senders who take their time, and senders of far too much: deadlines and amounts on real connections."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bench.page import handshake, masked
from handzeichen.app.transport import TOO_MUCH
from support.live import PATIENCE, Running, running

PING, CONTINUED, TEXT, FIN, COMPRESSED = 9, 0, 1, 0x80, 0x40


class Line:
    """A connection on which a test says what it likes, byte by byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def say(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def rest(self) -> bytes:
        """All that still comes, until the server ends the connection."""
        read = b""
        try:
            async with asyncio.timeout(PATIENCE):
                while piece := await self.reader.read(1 << 16):
                    read += piece
        except ConnectionResetError:
            pass
        return read

    async def head(self) -> bytes:
        """An answer's head."""
        return await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), PATIENCE)

    async def close_code(self) -> int:
        """With which code a socket is closed."""
        rest = await self.rest()
        at = rest.rindex(b"\x88")
        return int.from_bytes(rest[at + 2 : at + 4], "big")


@asynccontextmanager
async def line(server: Running) -> AsyncIterator[Line]:
    port = int(server.url.rsplit(":", 1)[1])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    yield Line(reader, writer)
    writer.transport.abort()


@asynccontextmanager
async def socket(server: Running) -> AsyncIterator[Line]:
    """A socket of the public."""
    async with line(server) as own:
        await own.say(handshake(0, f"/ws/{server.meeting}", {}))
        assert b" 101 " in await own.head()
        yield own


def frame(code: int, payload: bytes = b"") -> bytes:
    """A client's frame with this first byte."""
    return bytes((code,)) + masked(payload)[1:]


async def test_a_head_that_comes_letter_by_letter_has_a_deadline() -> None:
    async with running(exchange=0.2) as server, line(server) as slow, line(server) as silent:
        await slow.say(b"GET / HTTP/1.1\r\nHo")
        assert await slow.rest() == await silent.rest() == b""
        server.house.limits.config = replace(server.house.limits.config, exchange=PATIENCE)
        async with server.http() as client:
            assert (await client.get("/")).status_code == 200


async def test_a_body_that_never_ends_has_a_deadline_and_so_has_one_that_is_refused() -> None:
    async with running(exchange=1) as server, line(server) as slow, line(server) as refused:
        length = b"Host: x\r\nContent-Length: 1000\r\n\r\ncode="
        await slow.say(b"POST /anmelden HTTP/1.1\r\n" + length)
        await refused.say(b"POST / HTTP/1.1\r\n" + length)
        assert await slow.rest() == b""
        assert b" 405 " in await refused.rest()
        assert server.house.attempts.counted["slow request"] == 2


async def test_an_answer_that_nobody_reads_has_a_deadline() -> None:
    async with running(exchange=1, beat=0.05) as server, server.socket() as public:
        await public.until(lambda: public.parts)
        async with line(server) as deaf:
            deaf.writer.transport.pause_reading()  # type: ignore[attr-defined]
            deaf.writer.write(b"GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 100)
            await public.until(lambda: server.house.attempts.counted["slow request"] == 1)


async def test_connections_that_rest_give_way_to_new_ones() -> None:
    async with running(connections=2) as server, line(server) as oldest, line(server) as other:
        await other.say(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b" 200 " in await other.head()
        async with line(server) as third:
            assert await oldest.rest() == b""
            await third.say(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b" 200 " in await third.head()
        assert server.house.attempts.counted["connection that rested"] == 1


async def test_sockets_do_not_count_among_connections_that_rest() -> None:
    async with running(connections=1) as server, socket(server) as page:
        async with server.http() as client:
            assert (await client.get("/")).status_code == 200
        await page.say(frame(FIN | PING, b"still here"))
        while (await page.reader.readexactly(1)) != b"\x8a":
            pass
        assert not server.house.attempts.counted


FLOODS = {
    "messages": masked(b"{}") * 40,
    "answers to beats": masked(b'{"beat":1}') * 40,
    "pings": frame(FIN | PING, b"x") * 40,
    "letters of one message": frame(TEXT, b"x") + frame(CONTINUED, b"x") * 40,
    "nothing, again and again": frame(TEXT) + frame(CONTINUED) * 40,
}


@pytest.mark.parametrize("flood", FLOODS)
async def test_a_socket_that_brings_too_many_messages_is_closed(fast_wire: bool, flood: str) -> None:
    async with running(fast_wire=fast_wire, messages=6, beat=1000, silence=2000) as server:
        async with socket(server) as page:
            await page.say(FLOODS[flood])
            assert await page.close_code() == TOO_MUCH
        async with server.socket() as other:
            await other.until(lambda: other.parts and len(server.house.pages) == 1)
        assert server.house.attempts.counted == {"flood on a socket": 1}


async def test_a_socket_that_brings_too_many_bytes_is_closed(fast_wire: bool) -> None:
    async with (
        running(fast_wire=fast_wire, bytes=1000, beat=1000, silence=2000) as server,
        socket(server) as page,
    ):
        await page.say(masked(b"x" * 9_000))
        await page.say(masked(b"x" * 9_000))
        assert await page.close_code() == TOO_MUCH


async def test_pings_of_a_page_that_does_not_read_pile_up_nowhere(fast_wire: bool) -> None:
    much = {"messages": 1e9, "bytes": 1 << 60}
    async with (
        running(fast_wire=fast_wire, beat=0.05, silence=600, **much) as server,
        socket(server) as deaf,
        server.socket() as other,
    ):
        deaf.writer.transport.pause_reading()  # type: ignore[attr-defined]
        for _ in range(100):
            await deaf.say(frame(FIN | PING, b"x" * 125) * 500)  # 6 MB in all
        connections = server.server.server_state.connections
        held = [connection.transport.get_write_buffer_size() for connection in connections]
        await other.until(lambda: other.parts)
        assert max(held) < 1 << 18


async def test_half_a_message_is_waited_for_no_longer_than_a_beat(fast_wire: bool) -> None:
    async with running(fast_wire=fast_wire, beat=0.05) as server:
        async with socket(server) as half, socket(server) as part:
            await half.say(masked(b'{"do":"note"}')[:-3])
            await part.say(frame(TEXT, b'{"do":'))
            server.lose_patience(0.2)
            await half.rest()
            await part.rest()
        assert not server.house.pages


async def test_nothing_is_ever_unpacked(fast_wire: bool) -> None:
    async with running(fast_wire=fast_wire) as server, line(server) as page:
        ask = handshake(0, f"/ws/{server.meeting}", {"Sec-WebSocket-Extensions": "permessage-deflate"})
        await page.say(ask)
        assert b"deflate" not in await page.head()
        await page.say(frame(FIN | COMPRESSED | TEXT, b"x"))
        assert await page.close_code() == 1002


async def test_what_strangers_can_make_the_server_say_is_counted(caplog: pytest.LogCaptureFixture) -> None:
    async with running() as server:
        for junk in (
            b"\0\0\0\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n",
        ):
            for _ in range(3):
                async with line(server) as stranger:
                    await stranger.say(junk)
                    await stranger.head()
        for _ in range(3):
            async with socket(server) as page:
                await page.say(frame(FIN | TEXT, b"\xff"))
                assert await page.close_code() == 1007
        counted = {"no HTTP": 3, "unknown upgrade": 3, "no UTF-8": 3}
        assert server.house.attempts.counted == counted
    assert sorted(caplog.messages) == [
        f"Refused at the door: {kind}, 1 new, 1 since the start" for kind in sorted(counted)
    ]
