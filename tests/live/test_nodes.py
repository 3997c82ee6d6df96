"""Several nodes on one Redis-compatible server: they follow each other, and none of them knows better."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from handzeichen.app.offers import Role
from handzeichen.app.sign_in import COOKIE
from handzeichen.log.asks import read_command
from handzeichen.log.chain import START
from handzeichen.log.codec import read_entries
from handzeichen.log.heads import Anchors
from handzeichen.log.redis import LOG, RedisStore
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.machine import replay
from live.test_devices import Device
from support.live import PATIENCE, Running, running
from support.valkey import Valkey, valkey

SIGNED_OUT = 4401
SPEAK = {"do": "request_floor", "person": "elvers", "kind": "speech"}


@dataclass
class Nodes:
    """Two servers with the same meeting, before its first ballot."""

    valkey: Valkey
    one: Running
    two: Running

    async def elsewhere(self, client: Device) -> Device:
        """The same browser, sent to the other node by whatever stands before them."""
        other = Device(self.two, client.link.replace(self.one.url, self.two.url))
        other.cookies = client.cookies
        return other


@asynccontextmanager
async def node(server: Valkey) -> AsyncIterator[Running]:
    store = await RedisStore.open(server.url, answer_within=2)
    async with running(store=store, beat=0.2, silence=30.0) as there:
        yield there


@pytest.fixture
async def nodes(tmp_path: Path) -> AsyncIterator[Nodes]:
    async with valkey(tmp_path) as server, node(server) as one:
        await one.play()
        async with node(server) as two:
            two.clock.set(one.clock())
            yield Nodes(server, one, two)


async def test_a_vote_at_one_node_is_on_the_screens_of_the_other(nodes: Nodes) -> None:
    one, two = nodes.one, nodes.two
    chair, member = await one.sign_in(Role.CHAIR), await two.sign_in(Role.MEMBER, "elvers")
    hall, clerk = await two.sign_in(Role.HALL), await one.sign_in(Role.CLERK)
    async with (
        one.socket(chair) as led,
        two.socket(member) as voter,
        two.socket(hall) as shown,
        one.socket(clerk) as desk,
    ):
        opened = await led.ask("open_ballot", ballot="b1", motion="m2", method="show_of_hands")
        await voter.until(lambda: voter.seq == opened["seq"])
        vote = await voter.ask("cast_vote", ballot="b1", choice="yes")
        for page in (shown, desk, led):
            await page.until(lambda page=page: page.seq == vote["seq"])
            assert page.head == vote["head"]
    assert one.live.room.now.meeting == two.live.room.now.meeting


async def test_a_node_that_only_follows_keeps_the_newest_head_too(tmp_path: Path) -> None:
    async with valkey(tmp_path) as server, node(server) as writes:
        anchors = Anchors(tmp_path / "heads.txt")
        async with running(store=await RedisStore.open(server.url), anchors=anchors) as follows:
            await writes.play()
            await until(lambda: anchors.heads.get(follows.meeting) == writes.live.room.now.head)


async def test_a_member_may_vote_at_a_node_that_has_not_heard_of_the_ballot_yet(nodes: Nodes) -> None:
    member, chair = await nodes.two.sign_in(Role.MEMBER, "elvers"), await nodes.one.sign_in(Role.CHAIR)
    async with nodes.one.socket(chair) as led, nodes.two.socket(member) as voter:
        for number in range(1, 6):
            ballot = f"b{number}"
            await led.ask("open_ballot", ballot=ballot, motion="m2", method="show_of_hands")
            assert "accepted" in await voter.ask("cast_vote", ballot=ballot, choice="yes")
            assert "accepted" in await led.ask("abort_ballot", ballot=ballot, reason="Probe")


async def test_two_nodes_that_decide_at_once_write_one_history(nodes: Nodes) -> None:
    people = [
        person
        for person, place in nodes.one.live.room.now.meeting.roll.people.items()
        if place.role == "member"
    ]
    chair = await nodes.one.sign_in(Role.CHAIR)
    async with nodes.one.socket(chair) as led:
        await led.ask("open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    before = nodes.one.live.room.now.head.seq

    async def changes_mind(number: int) -> list[dict[str, Any]]:
        person = people[number]
        here = (nodes.one, nodes.two)[number % 2]
        who = await here.sign_in(Role.MEMBER, person)
        async with here.socket(who) as page:
            return [
                await page.ask("cast_vote", ballot="b1", choice=choice, key=f"{number}-{turn}")
                for turn, choice in enumerate(["yes", "no", "abstain"] * 7)
            ]

    said = [one for each in await asyncio.gather(*map(changes_mind, range(len(people)))) for one in each]
    accepted = [one["seq"] for one in said if "accepted" in one]
    store = nodes.one.house.store
    lines = await store.read(nodes.one.meeting)
    assert len(accepted) > 50
    assert len(set(accepted)) == len(accepted)
    assert sorted(accepted) == list(range(before + 1, len(lines) + 1)), (
        "each is there once, and nothing else is"
    )
    for each in (nodes.one, nodes.two):
        await until(lambda each=each: each.live.room.now.head == lines[-1].head)
        assert each.live.room.now.meeting == replay(read_entries(lines))


async def test_the_same_key_at_the_other_node_gets_the_same_answer(nodes: Nodes) -> None:
    member = await nodes.one.sign_in(Role.MEMBER, "elvers")
    async with nodes.one.socket(member) as here:
        asked = await here.ask("request_floor", person="elvers", kind="speech", key="k1")
    async with nodes.two.socket(member) as there:
        assert await there.ask("request_floor", person="elvers", kind="speech", key="k1") == asked


async def test_a_sign_in_counts_everywhere_and_ends_everywhere(nodes: Nodes) -> None:
    member = await nodes.one.sign_in(Role.MEMBER, "elvers")
    clerk = await nodes.two.sign_in(Role.CLERK)
    async with nodes.one.http(clerk) as client:
        listed = (await client.get(f"/api/meetings/{nodes.one.meeting}/sign-ins")).json()["sign_ins"]
        assert {one["slug"] for one in listed} == {member.slug, clerk.slug}
    async with nodes.two.socket(member) as page, nodes.one.http(clerk) as client:
        await page.until(lambda: page.seq)
        await client.delete(f"/api/meetings/{nodes.one.meeting}/sign-ins/{member.slug}")
        await page.until(lambda: page.closed)
        assert page.closed is not None and page.closed.rcvd is not None
        assert page.closed.rcvd.code == SIGNED_OUT
    async with nodes.two.http(member) as client:
        assert (await client.get(f"/s/{member.slug}/")).status_code == 401


async def test_a_device_waits_at_one_node_and_is_let_in_at_the_other(nodes: Nodes) -> None:
    link = await nodes.one.link(Role.MEMBER, "elvers")
    phone = Device(nodes.one, link)
    await phone.press()
    clerk = await nodes.one.sign_in(Role.CLERK)
    async with nodes.one.socket(clerk) as desk:
        await desk.until(lambda: "clerk-door" in desk.parts)
        tablet = await Device(nodes.two, link.replace(nodes.one.url, nodes.two.url)).waits()
        await desk.until(lambda: desk.parts["clerk-door"]["waiting"])
        assert [one["slug"] for one in desk.parts["clerk-door"]["waiting"]] == [tablet.slug]
        async with nodes.one.http(clerk) as client:
            await client.post(f"/api/meetings/{nodes.one.meeting}/sign-ins/{tablet.slug}")
        await desk.until(lambda: not desk.parts["clerk-door"]["waiting"])
    assert await tablet.state() == "in"
    assert await (await nodes.elsewhere(phone)).state() == "in"


async def test_a_silent_server_is_said_to_the_clerk_and_nothing_is_answered_meanwhile(nodes: Nodes) -> None:
    clerk, member = await nodes.one.sign_in(Role.CLERK), await nodes.one.sign_in(Role.MEMBER, "elvers")
    async with nodes.one.socket(clerk) as desk, nodes.one.socket(member) as page:
        await page.until(lambda: page.seq)
        nodes.valkey.hold()
        asking = asyncio.create_task(page.ask("request_floor", person="elvers", kind="speech"))
        await desk.until(lambda: any("antwortet nicht" in frame.get("alarm", "") for frame in desk.frames))
        assert not asking.done()
        nodes.valkey.go_on()
        assert "accepted" in await asking
        await desk.until(
            lambda: desk.frames[-1].get("alarm") == "" or any(f.get("alarm") == "" for f in desk.frames)
        )
        late = nodes.one.socket(clerk)
    async with late:
        await late.until(lambda: late.seq)
        assert not any("alarm" in frame for frame in late.frames)


async def test_whoever_is_known_opens_a_page_while_the_server_is_silent(nodes: Nodes) -> None:
    member = await nodes.one.sign_in(Role.MEMBER, "elvers")
    async with nodes.one.http(cookie=f"{COOKIE}0badcafe=forgotten; {member.cookie['cookie']}") as client:
        nodes.valkey.hold()
        try:
            assert (await client.get(f"/s/{member.slug}/")).status_code == 200
        finally:
            nodes.valkey.go_on()


async def test_a_history_that_was_changed_freezes_every_node_and_every_clerk_reads_it(nodes: Nodes) -> None:
    store = nodes.one.house.store
    assert isinstance(store, RedisStore)
    clerks = [(each, await each.sign_in(Role.CLERK)) for each in (nodes.one, nodes.two)]
    key, lines = LOG + nodes.one.meeting, await store.read(nodes.one.meeting)
    saved = await store._ask("DUMP", key)
    await store._ask("DEL", key)
    await store.append(nodes.one.meeting, START, lines[:-1])
    for each, clerk in clerks:
        async with each.socket(clerk) as desk:
            await desk.until(
                lambda desk=desk: any(
                    "verkürzt oder ausgetauscht" in frame.get("alarm", "") for frame in desk.frames
                )
            )
            reply = await desk.ask("note", item="1", text="Notiz")
            assert reply["refused"] == "history_changed"
    assert len(await store.read(nodes.one.meeting)) == len(lines) - 1
    await store._ask("RESTORE", key, 0, saved, "REPLACE")
    for each, clerk in clerks:
        async with each.socket(clerk) as desk:
            assert "accepted" in await desk.ask("note", item="1", text="Notiz")


async def until(true: Any) -> None:
    """Wait until something is so that nobody tells."""
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.01)


async def test_a_server_that_is_to_end_while_the_store_is_silent_ends_and_says_that_it_is_in_doubt(
    tmp_path: Path,
) -> None:
    async with valkey(tmp_path) as server:
        async with node(server) as there:
            await there.play()
            server.hold()
            answer = there.live.room.ask(read_command(SPEAK), by=PersonId("elvers"), scope="s", key="k1")
            await until(lambda: there.house.store.fault)
        assert not answer.done(), "nobody can say whether it was stored"
        assert "ist ungewiss" in there.stops[0]
        server.go_on()
        async with node(server) as again:
            assert "accepted" in await again.live.room.ask(
                read_command(SPEAK), by=PersonId("elvers"), scope="s", key="k1"
            )
            lines = await again.house.store.read(again.meeting)
            assert sum('"s:k1"' in str(line.body) for line in lines) == 1
