"""A link belongs to the device that pressed first; another one waits for the clerk, who decides with one press."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest

from handzeichen.app.offers import Role
from handzeichen.app.sign_in import COOKIE
from handzeichen.app.waiting import GIVES_WAY_AFTER, KEY, Doorstep
from handzeichen.log.memory import MemoryStore
from handzeichen.log.port import Session, StoreRefused
from support.live import Running, SignedIn, running

WAITS = "Die Protokollführung ist gefragt worden"
ELSEWHERE = "Ein anderes Gerät wartet mit diesem Link schon"


@pytest.fixture
async def server() -> AsyncIterator[Running]:
    """The meeting as it was planned: who is signed in does not depend on what has happened in it."""
    async with running() as server:
        yield server


@dataclass
class Device:
    """A browser: it keeps the cookies that it is given."""

    server: Running
    link: str
    cookies: dict[str, str] = field(default_factory=dict)

    async def open(self, path: str = "", **headers: str) -> httpx.Response:
        return await self._do("GET", path or self.link, headers)

    async def press(self, **headers: str) -> httpx.Response:
        return await self._do("POST", self.link, headers)

    async def state(self) -> str:
        """What a waiting page is told."""
        answer = await self.open(f"{self.link}/stand")
        return str(answer.json()["state"]) if answer.status_code == 200 else str(answer.status_code)

    async def waits(self) -> "Device":
        """Press, and be told to wait."""
        answer = await self.press()
        assert (answer.status_code, f"{self.server.url}{answer.headers['location']}") == (303, self.link)
        assert WAITS in (await self.open()).text
        return self

    @property
    def slug(self) -> str:
        (name,) = self.cookies
        return name.removeprefix(COOKIE)

    @property
    def who(self) -> SignedIn:
        return SignedIn(self.slug, self.cookies[COOKIE + self.slug])

    async def _do(self, method: str, address: str, headers: dict[str, str]) -> httpx.Response:
        sent = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        async with self.server.http(**({"cookie": sent} if sent else {}), **headers) as client:
            answer = await client.request(method, address)
        if "set-cookie" in answer.headers:
            name, _, value = answer.headers["set-cookie"].partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


@dataclass
class Scene:
    """Ratsfrau Elvers is signed in on her phone; the clerk is there."""

    server: Running
    clerk: SignedIn
    link: str
    phone: Device

    def device(self) -> Device:
        """Another device with her link."""
        return Device(self.server, self.link)

    async def clerk_does(self, method: str, slug: str, **headers: str) -> httpx.Response:
        async with self.server.http(self.clerk, **headers) as client:
            return await client.request(method, f"/api/meetings/{self.server.meeting}/sign-ins/{slug}")

    async def listed(self) -> dict[str, Any]:
        """What the clerk is told of devices."""
        async with self.server.http(self.clerk) as client:
            found: dict[str, Any] = (await client.get(f"/api/meetings/{self.server.meeting}/sign-ins")).json()
        return found

    async def waiting(self) -> list[str]:
        return [one["slug"] for one in (await self.listed())["waiting"]]


@asynccontextmanager
async def scene_in(server: Running) -> AsyncIterator[Scene]:
    link = await server.link(Role.MEMBER, "elvers")
    phone = Device(server, link)
    assert (await phone.press()).status_code == 303
    yield Scene(server, await server.sign_in(Role.CLERK), link, phone)


@pytest.fixture
async def scene(server: Running) -> AsyncIterator[Scene]:
    async with scene_in(server) as scene:
        yield scene


def door(parts: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = parts["clerk-door"]
    return found


# A second device


async def test_a_second_device_waits_and_the_clerk_hears_of_it_at_once(scene: Scene) -> None:
    async with scene.server.socket(scene.clerk) as desk:
        await desk.until(lambda: "clerk-door" in desk.parts)
        assert door(desk.parts)["waiting"] == []
        tablet = await scene.device().waits()
        await desk.until(lambda: door(desk.parts)["waiting"])
        (caller,) = door(desk.parts)["waiting"]
    assert caller["slug"] == tablet.slug
    assert caller["name"] == "Ratsfrau Elvers (BLE)"
    assert caller["asks"].startswith("möchte sich auf einem zweiten Gerät anmelden. Ein Gerät ist seit ")
    assert f"Prüfzahl <strong>{caller['number']}</strong>" in (await tablet.open()).text
    assert (await tablet.open(f"/s/{tablet.slug}/")).status_code == 401
    assert await tablet.state() == "waiting"


async def test_permitted_it_is_signed_in_beside_the_first_one(scene: Scene) -> None:
    tablet = await scene.device().waits()
    assert (await scene.clerk_does("POST", tablet.slug)).json() == {"let_in": tablet.slug}
    assert (await tablet.open(f"{scene.link}/stand")).json() == {"state": "in", "to": f"/s/{tablet.slug}/"}
    for device in (scene.phone, tablet):
        assert (await device.open(f"/s/{device.slug}/")).status_code == 200
        assert (await device.open()).headers["location"] == f"/s/{device.slug}/"
    assert await scene.waiting() == []


async def test_votes_on_two_devices_are_one_vote(scene: Scene) -> None:
    server = scene.server
    await server.play()
    tablet = await scene.device().waits()
    await scene.clerk_does("POST", tablet.slug)
    chair = await server.sign_in(Role.CHAIR)
    async with (
        server.socket(chair) as lead,
        server.socket(scene.phone.who) as first,
        server.socket(tablet.who) as second,
    ):
        await lead.ask("open_ballot", ballot="b1", motion="m2", method="show_of_hands")
        assert "accepted" in await first.ask("cast_vote", ballot="b1", choice="yes")
        await second.until(lambda: "Ja" in str(second.parts.get("receipt")))
        assert "accepted" in await second.ask("cast_vote", ballot="b1", choice="no")
        await first.until(lambda: "Nein" in str(first.parts.get("receipt")))
    assert dict(server.live.room.now.meeting.ballots["b1"].votes).keys() == {"elvers"}  # type: ignore[index]


async def test_refused_nobody_can_ask_with_this_link_again_and_the_first_device_stays(scene: Scene) -> None:
    tablet = await scene.device().waits()
    assert (await scene.clerk_does("DELETE", tablet.slug)).status_code == 200
    assert await tablet.state() == "410"
    for device in (tablet, scene.device()):
        for answer in (await device.open(), await device.press()):
            assert answer.status_code == 410
            assert "gilt nicht mehr" in answer.text
    assert await scene.waiting() == []
    assert (await scene.phone.open()).headers["location"] == f"/s/{scene.phone.slug}/"
    assert (await scene.phone.open(f"/s/{scene.phone.slug}/")).status_code == 200


async def test_a_decision_is_taken_once(scene: Scene) -> None:
    """Two clerks press at the same moment, or one of them twice."""
    tablet = await scene.device().waits()
    answers = await asyncio.gather(*(scene.clerk_does("POST", tablet.slug) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404]
    assert len(scene.server.house.sign_ins.of(scene.server.meeting)) == 3


async def test_whoever_signed_out_asks_to_come_back(scene: Scene) -> None:
    assert (await scene.phone._do("POST", f"/s/{scene.phone.slug}/abmelden", {})).status_code == 200
    scene.phone.cookies.clear()
    assert "Mit diesem Link war schon ein Gerät angemeldet" in (await scene.phone.open()).text
    async with scene.server.socket(scene.clerk) as desk:
        await scene.phone.waits()
        await desk.until(lambda: "clerk-door" in desk.parts and door(desk.parts)["waiting"])
        assert "zurzeit ist kein Gerät angemeldet" in door(desk.parts)["waiting"][0]["asks"]


class SlowStore(MemoryStore):
    """A store whose disk is asleep when a sign-in is to be kept."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.awake = asyncio.Event(), asyncio.Event()
        self.awake.set()

    async def put_session(self, session: Session) -> None:
        self.asked.set()
        await self.awake.wait()
        await super().put_session(session)


async def test_until_a_decision_is_stored_the_device_waits_and_nobody_decides_otherwise() -> None:
    """Its page looks in between; it must neither ask anew nor be told of what is not so yet."""
    store = SlowStore()
    async with running(store=store) as server, scene_in(server) as scene:
        tablet = await scene.device().waits()
        store.awake.clear()
        store.asked.clear()
        permitted = asyncio.create_task(scene.clerk_does("POST", tablet.slug))
        await store.asked.wait()
        assert await tablet.state() == "waiting"
        assert (await scene.clerk_does("DELETE", tablet.slug)).status_code == 404
        store.awake.set()
        assert (await permitted).status_code == 200
        assert await tablet.state() == "in"
        assert await scene.waiting() == []


# What must not work


async def test_of_many_devices_that_press_at_the_same_moment_exactly_one_is_bound(server: Running) -> None:
    link = await server.link(Role.MEMBER, "elvers")
    devices = [Device(server, link) for _ in range(8)]
    answers = await asyncio.gather(*(device.press() for device in devices))
    bound = [answer for answer in answers if answer.headers.get("location", "").startswith("/s/")]
    asked = [answer for answer in answers if answer.headers.get("location") == link.removeprefix(server.url)]
    assert (len(bound), len(asked)) == (1, 1)
    assert sorted(answer.status_code for answer in answers) == [303, 303] + [409] * 6
    assert len(server.house.sign_ins.of(server.meeting)) == 1
    assert len(server.house.doorstep.of(server.meeting)) == 1


async def test_pressing_often_asks_once(scene: Scene) -> None:
    tablet = await scene.device().waits()
    before = dict(tablet.cookies)
    for _ in range(5):
        await tablet.waits()
    assert tablet.cookies == before
    other = scene.device()
    answer = await other.press()
    assert answer.status_code == 409
    assert ELSEWHERE in answer.text and other.cookies == {}
    assert await scene.waiting() == [tablet.slug]


async def test_a_device_that_has_gone_gives_way_to_the_next(scene: Scene) -> None:
    gone = await scene.device().waits()
    clock = scene.server.house.doorstep.clock
    scene.server.house.doorstep.clock = lambda: clock() + GIVES_WAY_AFTER + 1
    tablet = await scene.device().waits()
    assert await scene.waiting() == [tablet.slug]
    assert await gone.state() == "forgotten"
    assert (await gone.press()).status_code == 409


@pytest.mark.parametrize("typed", [
    "0000-0000-0000-0000", "k7qm-3xvd-9hja-2rwt", "k7qm", "k7qm-3xvd-9hja-2rwu", "ä" * 16, "%00", "x" * 5000,
])  # fmt: skip
async def test_a_link_that_was_never_made_leads_nowhere_and_asks_nobody(scene: Scene, typed: str) -> None:
    guess = Device(scene.server, f"{scene.server.url}/anmelden/{typed}")
    for answer in (await guess.open(), await guess.press(), await guess.open(f"{guess.link}/stand")):
        assert answer.status_code == 404
        assert "Diesen Anmeldelink gibt es nicht" in answer.text
        assert "set-cookie" not in answer.headers
    assert await scene.waiting() == []


async def test_a_foreign_page_presses_nothing(scene: Scene) -> None:
    foreign = {"Origin": "https://elsewhere.example"}
    tablet = scene.device()
    assert (await tablet.press(**foreign)).status_code == 403
    assert await scene.waiting() == []
    await tablet.waits()
    assert (await scene.clerk_does("POST", tablet.slug, **foreign)).status_code == 403
    assert (await scene.clerk_does("DELETE", tablet.slug, **foreign)).status_code == 403
    assert await scene.waiting() == [tablet.slug]


async def test_nobody_but_the_clerk_lets_anybody_in_not_even_the_device_itself(scene: Scene) -> None:
    tablet = await scene.device().waits()
    path = f"/api/meetings/{scene.server.meeting}/sign-ins/{tablet.slug}"
    for who in (tablet.who, scene.phone.who, await scene.server.sign_in(Role.CHAIR), None):
        async with scene.server.http(who) as client:
            assert (await client.post(path)).status_code in (401, 403)
    assert await scene.waiting() == [tablet.slug]


async def test_a_waiting_place_is_of_use_to_its_own_browser_only(scene: Scene) -> None:
    """The slug is public, and the link is known: neither lets another browser take the place that was permitted."""
    tablet = await scene.device().waits()
    thief = scene.device()
    thief.cookies[f"{COOKIE}{tablet.slug}"] = "a-guess"
    assert await thief.state() == "forgotten"
    await scene.clerk_does("POST", tablet.slug)
    assert await thief.state() == "forgotten"
    assert (await thief.open(f"/s/{tablet.slug}/")).status_code == 401


# Days and restarts


async def test_before_the_day_signing_in_is_a_rehearsal_and_binds_no_device(server: Running) -> None:
    evening = server.clock()
    server.clock.set(evening - timedelta(days=3))
    async with running(clock=server.clock) as early:
        link = await early.link(Role.MEMBER, "elvers")
        phone, tablet = Device(early, link), Device(early, link)
        for device in (phone, tablet):
            assert "Heute ist noch kein Sitzungstag" in (await device.open()).text
            assert (await device.press()).headers["location"] == f"/s/{device.slug}/"
        assert early.house.doorstep.of(early.meeting) == []
        early.clock.set(evening)
        assert "Heute ist noch kein Sitzungstag" not in (await phone.open()).text
        await phone.press()
        assert (await Device(early, link).waits()).link == link


async def test_a_rehearsal_ends_when_the_day_begins(server: Running) -> None:
    midnight = server.clock().replace(hour=0, minute=0, second=0)
    server.clock.set(midnight - timedelta(minutes=1))
    async with running(clock=server.clock) as early:
        phone = Device(early, await early.link(Role.MEMBER, "elvers"))
        await phone.press()
        assert (await phone.open(f"/s/{phone.slug}/")).status_code == 200
        early.clock.set(midnight)
        assert (await phone.open(f"/s/{phone.slug}/")).status_code == 401
        assert early.house.sign_ins.of(early.meeting) == []


class KeptStore(MemoryStore):
    """A store that outlives the server which closes it."""

    async def close(self) -> None:
        pass


async def test_links_sign_ins_and_who_waits_outlive_the_server() -> None:
    store = KeptStore()
    async with running(store=store) as before, scene_in(before) as scene:
        tablet, laptop = await scene.device().waits(), scene.device()
        await scene.clerk_does("POST", tablet.slug)
        await laptop.waits()
    async with running(store=store) as after:
        there = Scene(after, scene.clerk, "", scene.phone)
        for device in (scene.phone, tablet, laptop):
            device.server, device.link = after, device.link.replace(before.url, after.url)
        assert [await device.state() for device in (scene.phone, tablet, laptop)] == ["in", "in", "waiting"]
        assert await there.waiting() == [laptop.slug]


async def test_who_was_not_heard_of_for_long_before_a_start_is_forgotten_and_asks_again() -> None:
    store = KeptStore()
    async with running(store=store) as server, scene_in(server) as scene:
        laptop = await scene.device().waits()
        known = [
            Doorstep(store, lambda _: None, clock=lambda later=later: time.time() + later)
            for later in (0, 31)
        ]
        for doorstep in known:
            await doorstep.load()
        assert [[one.sign_in.slug for one in each.of(server.meeting)] for each in known] == [
            [laptop.slug],
            [],
        ]


class StubbornStore(MemoryStore):
    """A store that refuses to end a session for once."""

    refusals = 1

    async def revoke(self, session: str) -> None:
        if self.refusals:
            self.refusals -= 1
            raise StoreRefused("Nicht gespeichert: Der Datenträger ist voll.")
        await super().revoke(session)


async def test_a_device_is_out_at_once_even_if_the_store_has_to_be_told_twice() -> None:
    store = StubbornStore()
    async with running(store=store) as server, scene_in(server) as scene:
        assert (await scene.clerk_does("DELETE", scene.phone.slug)).status_code == 503
        assert (await scene.phone.open(f"/s/{scene.phone.slug}/")).status_code == 401
        assert len(await store.sessions(server.meeting)) == 2
        hall = await server.sign_in(Role.HALL)
        assert (await scene.clerk_does("DELETE", hall.slug)).status_code == 200
        assert [one.role for one in server.house.sign_ins.of(server.meeting)] == [Role.CLERK]
        assert len(await store.sessions(server.meeting)) == 1


async def test_a_damaged_place_at_the_door_keeps_nobody_else_from_it() -> None:
    store = KeptStore()
    async with running(store=store) as before, scene_in(before) as scene:
        laptop = await scene.device().waits()
    await store.put(KEY + "0" * 64, '{"waiting": 1}')
    async with running(store=store) as after:
        assert [one.sign_in.slug for one in after.house.doorstep.of(after.meeting)] == [laptop.slug]


class SlowReader(MemoryStore):
    """A store that has read the sessions, but whose answer is still on its way until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.has_read, self.let_go = asyncio.Event(), asyncio.Event()
        self.let_go.set()

    async def sessions(self, meeting: str) -> list[Session]:
        found = await super().sessions(meeting)
        self.has_read.set()
        await self.let_go.wait()
        return found


async def test_a_sign_in_that_begins_while_all_are_read_anew_stays() -> None:
    store = SlowReader()
    async with running(store=store) as server:
        store.has_read.clear()
        store.let_go.clear()
        load = asyncio.create_task(server.house.sign_ins.load([server.meeting]))
        await store.has_read.wait()
        elvers = await server.sign_in(Role.MEMBER, "elvers")
        store.let_go.set()
        await load
        assert server.house.sign_ins.find(elvers.slug, elvers.secret) is not None
