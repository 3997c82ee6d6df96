"""A foreign client plays a whole meeting over the interface, and everything said on the way is as the document says."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from handzeichen.app.clock import EveningClock
from handzeichen.app.offers import Role
from handzeichen.app.plan import read_plan
from handzeichen.app.replay import play, read_script
from handzeichen.app.schema.document import text
from handzeichen.app.schema.frames import frame_of, view_of
from handzeichen.app.sign_in import MAY_SEE
from handzeichen.record.data import record as record_of
from support.client import Client, Unanswered
from support.live import PLAN, SCRIPT, Running, running
from support.schema import on_the_wire, require, require_answer

BY_VIDEO = ("elvers", "moehring-aufwind", "nordmeier")


@pytest.fixture
async def server() -> AsyncIterator[Running]:
    """Before the evening, when the first comes; the beats come often enough to be seen."""
    first = next(read_script(SCRIPT.read_bytes(), read_plan(PLAN).meeting.starts_at))
    async with running(clock=EveningClock(first.at), beat=0.1, silence=60) as server:
        yield server


class Company:
    """Everybody who takes part, each with a client of their own."""

    def __init__(self, server: Running) -> None:
        self.server = server
        self.clients: dict[str, Client] = {}

    async def of(self, by: str) -> Client:
        """The client of whoever acts: chair, clerk, hall, public, or a person. They sign in and watch from then on."""
        if by not in self.clients:
            self.clients[by] = await self._arrived(by)
            await self.clients[by].watch()
        return self.clients[by]

    async def _arrived(self, by: str) -> Client:
        if by == "public":
            return Client(self.server.url, self.server.meeting)
        role = Role(by) if by in (Role.CHAIR, Role.CLERK, Role.HALL) else Role.MEMBER
        person = by if role is Role.MEMBER else None
        return await Client.by_link(await self.server.link(role, person), self.server.meeting)

    async def play(self, until: str = "") -> None:
        """The evening's script, each line by whoever it names at its time; up to the ballot `until`."""
        for step in read_script(SCRIPT.read_bytes(), self.server.clock()):
            line = json.loads(SCRIPT.read_text("utf-8").splitlines()[step.number - 1])
            if line.get("ballot") == until:
                return
            self.server.clock.set(step.at)
            answer = await self.act(line, step.number)
            assert answer.get("accepted"), (line, answer)

    async def act(self, line: dict[str, Any], number: int) -> dict[str, Any]:
        """One line of the script: the chair asks over HTTP, everyone else over the own socket."""
        fields = {name: value for name, value in line.items() if name not in ("at", "by", "do")}
        client = await self.of(line["by"])
        ask = client.post if line["by"] == "chair" else client.ask
        return await ask(line["do"], key=f"line-{number}", **fields)


@asynccontextmanager
async def company(server: Running) -> AsyncIterator[Company]:
    """People come, and go at the end."""
    everybody = Company(server)
    try:
        yield everybody
    finally:
        for client in everybody.clients.values():
            await client.close()


def audience_of(by: str) -> str:
    """Whose parts somebody is shown."""
    return by if by in MAY_SEE[Role.CLERK] else "member"


async def require_same_picture(client: Client, audience: str) -> None:
    """The frames have led, or lead yet, to what the audience sees now."""
    view = await client.view(audience)
    await client.until(lambda: client.parts == view["parts"])
    assert client.parts == view["parts"]


def require_all(everybody: Company) -> None:
    """All that was sent and said is as the document says."""
    for by, client in everybody.clients.items():
        audience = audience_of(by)
        for message in client.messages:
            require(frame_of(audience) if "parts" in message else "ServerMessage", message)
        for message in client.sent:
            require("ClientMessage", message)
        for exchange in client.exchanges:
            require_answer(exchange.method, exchange.path, exchange.status, exchange.body)


async def test_a_client_plays_the_evening_and_its_record_is_the_replays(server: Running) -> None:
    async with company(server) as everybody:
        for watcher in ("hall", "public", "clerk", "chair"):
            await everybody.of(watcher)
        await everybody.play()
        clerk = await everybody.of("clerk")
        record = await clerk.record()
        for audience in MAY_SEE[Role.CLERK]:
            require(view_of(audience), await clerk.view(audience))
        for by in ("chair", "hall", "public", *BY_VIDEO):
            await require_same_picture(await everybody.of(by), audience_of(by))
        require_all(everybody)
        for client in everybody.clients.values():
            require("ServerMessage", next(message for message in client.messages if "parts" in message))
        kinds = {frozenset(message) for client in everybody.clients.values() for message in client.messages}
    played = play(PLAN.read_bytes(), SCRIPT.read_bytes())
    replayed = on_the_wire(record_of(played.meeting, length=played.head.seq, head=record["log"]["head"]))
    require("Record", record)
    # The server's meeting is held for practice, and its record says so; nothing else tells the two apart.
    assert record["meeting"].pop("practice") is True
    assert record == replayed
    assert kinds >= {
        frozenset({"seq", "head", "parts"}), frozenset({"parts"}), frozenset({"answer"}), frozenset({"beat", "every", "at", "version"}),
    }  # fmt: skip


async def test_every_kind_of_answer_is_as_described(server: Running) -> None:
    async with company(server) as everybody:
        clerk, hall, public, elvers = [await everybody.of(by) for by in ("clerk", "hall", "public", "elvers")]
        await everybody.play(until="b1")
        answers = [
            await clerk.ask("move", kind="referral", person="elvers", item="2", to="Bauausschuss"),
            await clerk.ask("open_ballot", motion="m2", method="show_of_hands"),
            await clerk.ask("leave", person="cordsen", since=(server.clock()).isoformat()),
            await clerk.ask("open_ballot", motion="m2", method="show_of_hands"),
            await clerk.ask("close_item", item="99"),
            await elvers.ask("state_quorum"),
            await elvers.ask("cast_vote", ballot="b1", choice="vielleicht"),
            await hall.ask("state_quorum"),
            await public.ask("state_quorum"),
        ]
        for answer in answers:
            require("Answer", answer)
        words = [
            "motion" if "motion" in answer else "ballot" if "ballot" in answer
            else answer.get("refused") or next(iter(answer))
            for answer in answers
        ]  # fmt: skip
        assert words == [
            "motion", "ballot", "accepted", "ballot_pending", "unknown_item", "not_entitled", "unreadable",
            "only_watches", "only_watches",
        ]  # fmt: skip
        for client in (clerk, hall, elvers, public):
            await client.post("state_quorum")
            await client.post("nonsense")
            await client.record()
            for audience in ("hall", "chair", "clerk", "member", "public", "press"):
                await client.view(audience)
            await client.request("GET", "sign-ins")
            await client.request("DELETE", "sign-ins/none")
        await clerk.request("POST", "commands", content=b" " * 300_000)
        assert {exchange.status for client in everybody.clients.values() for exchange in client.exchanges} == {
            200, 400, 401, 403, 404, 413,
        }  # fmt: skip
        sent = [message for message in elvers.sent if message.get("choice") == "vielleicht"]
        elvers.sent = [message for message in elvers.sent if message not in sent]
        require_all(everybody)


async def test_a_sign_in_is_ended_and_an_alarm_is_told_as_described(server: Running) -> None:
    async with company(server) as everybody:
        clerk, elvers = await everybody.of("clerk"), await everybody.of("elvers")
        await elvers.until(lambda: "me" in elvers.parts)
        sign_ins = (await clerk.request("GET", "sign-ins"))["sign_ins"]
        assert {one["role"] for one in sign_ins} == {"clerk", "member"}
        await clerk.request("DELETE", f"sign-ins/{elvers.slug}")
        await elvers.until(lambda: not elvers.is_connected)
        await elvers.view("member")
        hall = await everybody.of("hall")
        await hall.until(lambda: hall.seq is not None)
        await hall.cut()
        hall.seq, hall.head = 1, "ab" * 32
        await hall.watch()
        await hall.until(lambda: any("fork" in message for message in hall.messages))
        await clerk.until(lambda: any("alarm" in message for message in clerk.messages))
        require_all(everybody)


async def test_the_frames_of_our_pages_are_as_described(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    async with server.socket(clerk, form="html") as page, server.socket(form="html") as public:
        await page.until(lambda: page.parts)
        await public.until(lambda: public.parts)
    for frame in (*page.frames, *public.frames):
        require("HtmlFrame" if "parts" in frame else "ServerMessage", frame)


async def test_the_document_is_served_to_anybody(server: Running) -> None:
    async with server.http() as http:
        answer = await http.get("/api/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == text()
    require_answer("GET", "/api/openapi.json", answer.status_code, answer.json())


# Coming back


async def test_after_a_cut_a_client_goes_on_where_it_was(server: Running) -> None:
    async with company(server) as everybody:
        await everybody.play(until="b1")
        clerk, elvers = await everybody.of("clerk"), await everybody.of("elvers")
        now = (await clerk.record())["log"]["length"]
        await elvers.until_seq(now)
        await elvers.cut()
        answer = await clerk.ask("request_floor", person="vosskamp", kind="speech")
        elvers.messages.clear()
        await elvers.watch()
        await elvers.until_seq(answer["seq"])
        shared = next(message["parts"] for message in elvers.messages if "parts" in message)
        assert set(shared) == {"floor"}, "only what is newer comes"
        await elvers.until(lambda: any("me" in message.get("parts", ()) for message in elvers.messages))
        await require_same_picture(elvers, "member")
        require_all(everybody)


async def test_an_answer_that_was_lost_comes_again_for_the_same_key_and_nothing_happens_twice(
    server: Running,
) -> None:
    async with company(server) as everybody:
        await everybody.play(until="b1")
        chair, elvers, hall = [await everybody.of(by) for by in ("chair", "elvers", "hall")]
        await chair.post("open_ballot", ballot="b1", motion="m2", method="show_of_hands")
        await elvers.until(lambda: elvers.parts.get("vote"))
        await elvers.stop_listening()
        key = await elvers.send("cast_vote", ballot="b1", choice="yes")
        await hall.until(lambda: hall.parts.get("tally", {}).get("received") == 1)
        await elvers.cut()
        with pytest.raises(Unanswered) as lost:
            await elvers.answer(key)
        # Back again, the member reads what is true of the vote; nothing was sent meanwhile.
        asked = len(elvers.sent)
        await elvers.watch()
        await elvers.until(lambda: elvers.parts.get("receipt", {}).get("state") == "given")
        assert [message for message in elvers.sent[asked:] if "do" in message] == []
        length = (await chair.record())["log"]["length"]
        first = await elvers.ask("cast_vote", ballot="b1", choice="yes", key=lost.value.key)
        again = await elvers.post("cast_vote", ballot="b1", choice="yes", key=lost.value.key)
        assert first == {**again, "key": key}
        assert first["accepted"] and (await chair.record())["log"]["length"] == length == first["seq"]
        require_all(everybody)


async def test_a_refusal_keeps_no_key(server: Running) -> None:
    async with company(server) as everybody:
        await everybody.play(until="b1")
        elvers, chair = await everybody.of("elvers"), await everybody.of("chair")
        refused = await elvers.ask("cast_vote", ballot="b1", choice="yes", key="my vote")
        assert refused["refused"] == "unknown_ballot"
        await chair.post("open_ballot", ballot="b1", motion="m2", method="show_of_hands")
        assert "accepted" in await elvers.ask("cast_vote", ballot="b1", choice="yes", key="my vote")
