"""Too much of one sender: it is told so, what the others do goes on, and whoever is signed in is never locked out."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from websockets.exceptions import InvalidStatus

from handzeichen.app import connection, sign_in
from handzeichen.app.limits import IN_FLIGHT
from handzeichen.app.offers import Role
from handzeichen.app.sign_in import COOKIE
from handzeichen.app.words import TOO_FAST, TOO_MANY_GUESSES, TOO_MANY_REQUESTS, TOO_MANY_VIEWERS
from handzeichen.log.memory import MemoryStore
from handzeichen.meeting.commands import CastVote
from support.live import Running, running
from support.rooms import Boundary

BALLOT = "b1"
NOWHERE = "/anmelden/aaaa-aaaa-aaaa-aaa"


def vote(choice: str, key: str) -> dict[str, str]:
    return {"do": "cast_vote", "ballot": BALLOT, "choice": choice, "key": key}


def stand_still(server: Running) -> None:
    """What was used up does not grow again, however long this machine takes for what follows."""
    server.house.limits._clock = lambda: 0.0


async def in_a_ballot(server: Running) -> None:
    await server.play(lambda command: isinstance(command, CastVote))


async def test_too_many_commands_are_refused_one_by_one_and_the_page_goes_on(
    fast_wire: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(connection, "PAUSE", 0.01)
    async with running(fast_wire=fast_wire, commands=0.5) as server:
        stand_still(server)
        await server.play()
        member, clerk = await server.sign_in(Role.MEMBER, "elvers"), await server.sign_in(Role.CLERK)
        async with (
            server.socket(member) as page,
            server.socket(member) as second,
            server.socket(clerk) as desk,
        ):
            answers = [await page.ask(**vote("yes", f"k{number}")) for number in range(6)]
            assert [answer.get("refused") for answer in answers[3:]] == ["too_fast"] * 3
            assert answers[5] == {**TOO_FAST, "key": "k5"}
            assert all(answer.get("refused") != "too_fast" for answer in answers[:3])
            assert (await second.ask(**vote("yes", "k")))["refused"] == "too_fast", "it is one sign-in"
            # Programs speak with the clerk's sign-in: it may ask for ten times as much.
            for number in range(30):
                assert "accepted" in await desk.ask("suspend" if number % 2 == 0 else "resume")
            assert page.closed is None
        async with server.http(member) as client:
            answer = await client.post(f"/api/meetings/{server.meeting}/commands", json=vote("yes", "k"))
        assert (answer.status_code, answer.json()) == (429, TOO_FAST)
        assert answer.headers["retry-after"] == "2"
    assert [line for line in caplog.messages if "too fast" in line] == [
        "Refused at the door: too fast, 1 new, 1 since the start"
    ]


async def test_a_page_that_asks_too_fast_is_read_more_slowly_and_so_refused_seldom() -> None:
    async with running(commands=20) as server:
        await server.play()
        async with server.socket(await server.sign_in(Role.MEMBER, "elvers")) as page:
            for number in range(140):
                await page.send(vote("yes", f"k{number}"))
            await page.until(lambda: len(page.answers) == 140)
            assert [answer["refused"] for answer in page.answers.values()].count("too_fast") <= 2


async def test_a_flood_from_one_member_does_not_delay_anothers_vote(fast_wire: bool) -> None:
    """However many pages it comes from: one sign-in's share is before it, and no more."""
    store, writes, goes_on = Boundary(MemoryStore()), asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        writes.set()
        await goes_on.wait()

    async with running(fast_wire=fast_wire, store=store, commands=1e6, beat=0.05) as server:  # type: ignore[arg-type]
        await in_a_ballot(server)
        flooder, other = (
            await server.sign_in(Role.MEMBER, "elvers"),
            await server.sign_in(Role.MEMBER, "nordmeier"),
        )
        (sign_in,) = (one for one in server.house.sign_ins.of(server.meeting) if one.slug == flooder.slug)
        flood, waiting = server.house.limits.share(sign_in), server.live.room._waiting
        async with AsyncExitStack() as stack:
            pages = [await stack.enter_async_context(server.socket(flooder)) for _ in range(10)]
            voter = await stack.enter_async_context(server.socket(other))
            stack.callback(goes_on.set)
            store.before = wait
            for number in range(30):  # Fewer than may wait of any one page.
                for which, page in enumerate(pages):
                    await page.send(vote("yes" if number % 2 else "no", f"{which}-{number}"))
            await writes.wait()
            await voter.until(lambda: flood.is_full)
            async with server.http(flooder) as client:
                address = f"/api/meetings/{server.meeting}/commands"
                assert (await client.post(address, json=vote("yes", "http"))).status_code == 429
            head, written, before = server.live.room.now.head.seq, store.appended[-1], waiting.qsize()
            assert written + before <= IN_FLIGHT
            await voter.send(vote("yes", "mine"))
            await voter.until(lambda: waiting.qsize() > before)
            goes_on.set()
            await voter.until(lambda: "mine" in voter.answers)
            assert voter.answers["mine"]["seq"] <= head + written + before + 1
            for which, page in enumerate(pages):
                await page.until(lambda page=page, last=f"{which}-29": last in page.answers)
                assert len(page.answers) == 30, "of what came too fast nothing is lost"


async def test_whoever_tries_codes_is_told_to_wait_and_a_real_link_is_open_all_the_same() -> None:
    async with running(guesses=0.05) as server:
        stand_still(server)
        await server.play()
        link = await server.link(Role.MEMBER, "elvers")
        async with server.http() as client:
            tried = [await client.get(f"{NOWHERE}{letter}") for letter in "bcdefg"]
            typed = await client.post("/anmelden", data={"code": "kein Code"})
            assert [answer.status_code for answer in tried] == [404] * 5 + [429]
            assert TOO_MANY_GUESSES in tried[5].text
            assert (typed.status_code, typed.headers["retry-after"]) == (429, "20")
            assert (await client.get(link)).status_code == 200
            assert (await client.post(link)).status_code == 303


async def test_a_link_whose_button_never_rests_fills_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "DEVICES", 3)
    async with running(guesses=0.06) as server:
        stand_still(server)
        link = await server.link(Role.MEMBER, "elvers", again=True)
        async with server.http() as client:
            pressed = [await client.post(link) for _ in range(7)]
            assert [answer.status_code for answer in pressed] == [303] * 6 + [429]
        kept = {f"/s/{one.slug}/" for one in server.house.sign_ins.of(server.meeting)}
        assert kept == {answer.headers["location"] for answer in pressed[3:6]}


async def test_too_many_requests_of_an_address_are_told_to_wait_but_not_those_who_are_signed_in() -> None:
    async with running(requests=1) as server:
        stand_still(server)
        await server.play()
        member = await server.sign_in(Role.MEMBER, "elvers")
        async with server.http() as client:
            pages = [await client.get("/") for _ in range(21)]
            assert [answer.status_code for answer in pages] == [200] * 20 + [429]
            assert TOO_MANY_REQUESTS in pages[20].text
            data = await client.get(f"/api/meetings/{server.meeting}/views/public")
            assert (data.status_code, data.json()) == (429, {"error": TOO_MANY_REQUESTS})
            assert data.headers["retry-after"] == "1"
            assert data.headers["x-content-type-options"] == "nosniff"
        with pytest.raises(InvalidStatus) as refused:
            await server.socket().__aenter__()
        assert refused.value.response.status_code == 429
        async with server.http(member) as client, server.socket(member) as page:
            assert (await client.get(f"/s/{member.slug}/")).status_code == 200
            await page.until(lambda: page.parts)


async def test_a_full_gallery_keeps_nobody_from_the_meeting(fast_wire: bool) -> None:
    async with running(fast_wire=fast_wire, viewers=2, beat=0.05) as server:
        await server.play()
        member = await server.sign_in(Role.MEMBER, "elvers")
        async with server.socket() as one:
            async with server.socket():
                with pytest.raises(InvalidStatus) as refused:
                    await server.socket().__aenter__()
                assert refused.value.response.status_code == 503
                assert refused.value.response.body.decode() == TOO_MANY_VIEWERS
                async with server.socket(member) as page:
                    await page.until(lambda: page.parts)
            # The place of one that has gone is free once the server has noticed.
            await one.until(lambda: len(server.house.pages) == 1)
            async with server.socket() as third:
                await third.until(lambda: third.parts)


async def test_strangers_leave_nothing_behind() -> None:
    async with running(beat=0.05) as server:
        await server.play()
        async with server.socket() as watching, server.http(cookie=f"{COOKIE}{'0' * 8}=junk") as client:
            for number in range(60):
                junk = {
                    "page": f"page {number}",
                    "slug": f"{number:08x}",
                    "since": str(number),
                    "head": "f" * 64,
                }
                for address in (f"/anmelden/{number}", f"/s/{number:08x}/", f"/public/{number}/"):
                    assert (await client.get(address, params=junk)).status_code in (401, 404)
                since = (number, "f" * 64)
                async with server.socket(page=f"page {number}", since=since) as stranger:
                    await stranger.send({"do": "no command", "key": f"k{number}"})
                    await stranger.until(lambda stranger=stranger: stranger.answers)
            house = server.house
            await watching.until(lambda: len(house.pages) == 1)
            assert dict(house.limits._viewers) == {"127.0.0.1": 1}
            assert set(house.limits._budgets) == {("requests", "127.0.0.1"), ("guesses", "127.0.0.1")}
            left = (
                house.pages._named,
                house.pages._desks,
                house.limits._shares,
                house.sign_ins._by_id,
                house.doorstep._by_link,
            )
            assert [len(table) for table in left] == [0, 0, 0, 0, 0]
            assert house.alarms.all() == []
