"""Slow and dead pages: they never hold up the rest, and get the newest state when they read again."""

import asyncio
import socket as sockets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import pytest

from handzeichen.app import open_pages
from handzeichen.app.limits import IN_FLIGHT
from handzeichen.app.offers import Role
from support.live import Running, Socket, running

CHANGES = 100


@asynccontextmanager
async def stalled(server: Running, page: Socket) -> AsyncIterator[Socket]:
    """A page whose machine takes a few frames and then nothing more, with little room to hold them back."""
    plug = sockets.socket()
    plug.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
    plug.setblocking(False)
    host, port = server.url.removeprefix("http://").split(":")
    page.options = {"sock": plug, "max_queue": 1}
    with suppress(BlockingIOError):
        plug.connect((host, int(port)))
    page.reads = False
    async with page:
        yield page


def pause_or_resume(number: int) -> str:
    return "suspend" if number % 2 == 0 else "resume"


@pytest.fixture(params=["fast wire", "plain wire"])
async def patient(request: pytest.FixtureRequest) -> AsyncIterator[Running]:
    """A server that cuts nobody off."""
    async with running(fast_wire=request.param == "fast wire", beat=5, silence=600) as server:
        await server.play()
        yield server


async def test_a_page_that_does_not_read_delays_nobody_and_skips_to_the_newest(patient: Running) -> None:
    hall, clerk = await patient.sign_in(Role.HALL), await patient.sign_in(Role.CLERK)
    async with (
        patient.socket(hall) as screen,
        patient.socket(clerk) as desk,
        # A clerk's frames are the largest: the dead one's buffers are full soon.
        stalled(patient, patient.socket(clerk, form="html")) as dead,
    ):
        for number in range(CHANGES):
            answer = await desk.ask(pause_or_resume(number))
            await screen.until_seq(answer["seq"])
        assert len(dead.frames) == 0
        dead.read()
        await dead.until_seq(answer["seq"])
        assert len(dead.frames) < CHANGES / 2, "it skips ahead, it never gets history"
        async with patient.socket(clerk, form="html") as fresh:
            await fresh.until(lambda: fresh.parts)
            assert fresh.parts == dead.parts


async def test_answers_do_not_pile_up_for_a_page_that_only_sends(fast_wire: bool) -> None:
    much = {"messages": 1e9, "bytes": 1 << 60}
    async with running(fast_wire=fast_wire, beat=0.05, silence=600, **much) as server:
        clerk, hall = await server.sign_in(Role.CLERK), await server.sign_in(Role.HALL)
        async with server.socket(hall) as screen, stalled(server, server.socket(clerk)) as flood:
            (page,) = (
                page for page in server.house.pages if page.sign_in and page.sign_in.slug == clerk.slug
            )

            async def send() -> None:
                for _ in range(100_000):
                    await flood.send({"do": "no such command " + "x" * 500})

            sending = asyncio.create_task(send())
            await screen.until(lambda: len(page._notes) >= IN_FLIGHT)
            beats = len(screen.frames)
            await screen.until(lambda: len(screen.frames) > beats + 10)
            assert len(page._notes) == IN_FLIGHT
            assert not sending.done()
            sending.cancel()


async def test_a_page_that_answers_no_beat_is_cut_off(fast_wire: bool) -> None:
    async with running(fast_wire=fast_wire, beat=0.05, silence=2.0) as server:
        await server.play()
        hall = await server.sign_in(Role.HALL)
        async with server.socket(hall) as alive, server.socket(hall, beats=False) as dead:
            await dead.until_closed()
            # The one that answers has outlived the silence that the other was granted.
            await alive.until(lambda: len([frame for frame in alive.frames if "beat" in frame]) > 60)
            assert alive.closed is None


async def test_a_page_that_neither_reads_nor_answers_is_cut_off_too(fast_wire: bool) -> None:
    """A polite end would wait for ever for its buffer to drain."""
    async with running(fast_wire=fast_wire, beat=0.1) as server:
        await server.play()
        clerk = await server.sign_in(Role.CLERK)
        async with server.socket(clerk) as desk, stalled(server, server.socket(clerk, form="html")):
            for number in range(CHANGES):
                await desk.ask(pause_or_resume(number))
            assert len(server.house.pages) == 2
            server.lose_patience(1.0)
            await desk.until(lambda: len(server.house.pages) == 1)


async def test_beats_tell_the_time_of_the_meeting(fast_wire: bool) -> None:
    async with running(fast_wire=fast_wire, beat=0.05) as server:
        await server.play()
        async with server.socket() as public:
            await public.until(lambda: any(frame.get("beat") for frame in public.frames))
            beat = next(frame for frame in public.frames if frame.get("beat"))
            assert beat == {"beat": beat["beat"], "every": 0.05, "at": "2021-01-21T17:54:00+01:00"}


async def test_every_page_gets_every_beat_though_not_all_at_once(
    fast_wire: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_pages, "BEATS_AT_ONCE", 2)
    async with running(fast_wire=fast_wire, beat=0.05) as server, AsyncExitStack() as stack:
        pages = [await stack.enter_async_context(server.socket()) for _ in range(5)]
        for page in pages:
            await page.until(lambda page=page: sum("beat" in frame for frame in page.frames) > 5)
            beats = [frame["beat"] for frame in page.frames if "beat" in frame][1:]
            assert beats == list(range(beats[0], beats[0] + len(beats)))


async def test_a_round_of_beats_that_fails_does_not_end_the_beats(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(beat=0.05) as server, server.socket() as page:

        def fail() -> None:
            monkeypatch.undo()
            raise RuntimeError

        monkeypatch.setattr(server.house.attempts, "tell", fail)
        await page.until(lambda: "A round of beats has failed" in caplog.messages)
        beats = len(page.frames) + 2
        await page.until(lambda: len(page.frames) >= beats)
