"""The clerk reads whose page has fallen silent, and nothing else comes of it: presence and quorum are what was entered."""

import asyncio
from typing import Any

from handzeichen.app.offers import Role
from handzeichen.meeting.presence import quorum_now
from support.live import Running, Socket, running


async def test_a_silent_page_is_said_calmly_and_changes_neither_presence_nor_quorum() -> None:
    async with running(beat=0.05, silence=60) as server:
        await server.play()
        before = server.live.room.now
        elvers = await server.sign_in(Role.MEMBER, "elvers")
        cordsen = await server.sign_in(Role.MEMBER, "cordsen")
        async with server.socket(await server.sign_in(Role.CLERK)) as desk:
            await desk.until(lambda: "clerk-lines" in desk.parts)
            assert lines(desk) == []
            async with server.socket(elvers, beats=False), server.socket(cordsen, beats=False):
                await desk.until(lambda: lines(desk) != [])
                (line,) = lines(desk)  # Whoever sits in the room needs no page.
                assert line["name"] == "Elvers" and line["text"] == "Seite offline"
                assert line["since"].startswith("seit ")
            async with server.socket(await server.sign_in(Role.MEMBER, "elvers")):
                await desk.until(lambda: lines(desk) == [])
            await desk.until(lambda: lines(desk) != [])  # Gone altogether.
            assert is_unchanged(server, before)


async def test_the_first_answer_of_a_page_is_not_slow() -> None:
    begun = asyncio.get_running_loop().time()
    async with running(beat=60, silence=600) as server:
        elvers = await server.sign_in(Role.MEMBER, "elvers")
        async with server.socket(elvers) as page:
            await page.until(lambda: any("beat" in frame for frame in page.frames))
            await page.send({"ping": 1})
            await page.until(lambda: {"pong": 1} in page.frames)  # The answer to the beat went before it.
            (there,) = server.house.pages
            assert 0 < there.took < asyncio.get_running_loop().time() - begun


def lines(desk: Socket) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.parts["clerk-lines"]["lines"]
    return found


def is_unchanged(server: Running, before: Any) -> bool:
    now = server.live.room.now
    return now.head == before.head and quorum_now(now.meeting) == quorum_now(before.meeting)
