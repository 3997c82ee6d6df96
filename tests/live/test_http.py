"""The HTTP interface with real requests: commands, the record, views, and who may have which."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from websockets.exceptions import InvalidStatus

from handzeichen.app.api import BODY_LIMIT
from handzeichen.app.offers import Role
from handzeichen.app.plan import read_plan
from handzeichen.app.security import HEADERS
from handzeichen.app.words import NOT_FOR_YOU
from support.live import PLAN, Running, SignedIn, Socket, running

STATE_QUORUM = {"do": "state_quorum"}
FLOOR = {"do": "request_floor", "person": "elvers", "kind": "speech"}


@pytest.fixture
def fast_wire() -> bool:
    """Sockets have no part in this."""
    return True


def path(server: Running, rest: str) -> str:
    return f"/api/meetings/{server.meeting}/{rest}"


async def test_an_accepted_and_a_refused_command_are_both_answered(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    async with server.http(clerk) as client:
        accepted = await client.post(path(server, "commands"), json=STATE_QUORUM)
        refused = await client.post(path(server, "commands"), json={"do": "announce_result", "ballot": "b1"})
    head = server.live.room.now.head
    assert (accepted.status_code, refused.status_code) == (200, 200)
    assert accepted.json() == {
        "accepted": True,
        "seq": head.seq,
        "head": head.hash,
        "at": server.clock().isoformat(),
        "touches": [],
    }
    assert refused.json() == {
        "refused": "unknown_ballot",
        "why": "Eine Abstimmung „b1“ gibt es nicht.",
        "source": "Regel des Programms",
        "do": "Bitte die Kennung der Abstimmung prüfen.",
    }


async def test_the_same_key_over_http_acts_once(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    command = {"do": "note", "item": "1", "text": "Einmal", "key": "k"}
    async with server.http(clerk) as client:
        first, again = [await client.post(path(server, "commands"), json=command) for _ in range(2)]
    assert first.json() == again.json()


async def test_by_and_at_of_the_client_are_never_read(server: Running) -> None:
    elvers = await server.sign_in(Role.MEMBER, "elvers")
    async with server.http(elvers) as client:
        sent = {"do": "state_quorum", "by": "chair", "at": "not even a time"}
        answer = await client.post(path(server, "commands"), json=sent)
    assert answer.json()["refused"] == "not_entitled"


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'{"do": "vote"}', b"\xff\xfe"])
async def test_an_unreadable_command_is_answered_with_400_and_a_sentence(
    server: Running, body: bytes
) -> None:
    clerk = await server.sign_in(Role.CLERK)
    async with server.http(clerk) as client:
        answer = await client.post(path(server, "commands"), content=body)
    assert answer.status_code == 400
    assert answer.json()["unreadable"]


async def test_a_body_has_a_bound(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    async with server.http(clerk) as client:
        answer = await client.post(path(server, "commands"), content=b" " * (BODY_LIMIT + 1))
        assert answer.status_code == 413
        longest = {"do": "note", "item": "1", "text": "🙋" * 20_000}
        body = json.dumps(longest).encode()
        assert (await client.post(path(server, "commands"), content=body)).status_code == 200


async def test_without_a_sign_in_nothing_is_asked(server: Running) -> None:
    head = server.live.room.now.head
    async with server.http() as client:
        assert (await client.post(path(server, "commands"), json=STATE_QUORUM)).status_code == 401
    async with server.http(SignedIn("ffffffff", "guessed")) as client:
        assert (await client.post(path(server, "commands"), json=STATE_QUORUM)).status_code == 401
    assert server.live.room.now.head == head


async def test_a_sign_in_for_one_meeting_is_none_for_another_on_the_same_server(server: Running) -> None:
    plan = read_plan(PLAN)
    next_one = replace(plan, meeting=replace(plan.meeting, number=38))
    assert await server.house.plan(next_one, server.clock)
    other = await server.house.open(next_one.id, server.clock)
    clerk = await server.sign_in(Role.CLERK)
    async with server.http(clerk) as client:
        for answer in (
            await client.post(f"/api/meetings/{other.id}/commands", json=STATE_QUORUM),
            await client.get(f"/api/meetings/{other.id}/record"),
            await client.get(f"/api/meetings/{other.id}/views/clerk"),
        ):
            assert answer.status_code == 403
            assert answer.json() == {"error": NOT_FOR_YOU}
    with pytest.raises(InvalidStatus) as turned_away:
        async with Socket(server.url, other.id, clerk):
            pass
    assert turned_away.value.response.status_code == 403


async def test_the_halls_display_asks_for_nothing(server: Running) -> None:
    hall = await server.sign_in(Role.HALL)
    async with server.http(hall) as client:
        answer = await client.post(path(server, "commands"), json=STATE_QUORUM)
    assert answer.status_code == 403
    assert answer.json()["refused"] == "only_watches"


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
    ids=["another host", "no host", "another site"],
)
async def test_a_command_from_a_foreign_page_is_not_taken(server: Running, headers: dict[str, str]) -> None:
    clerk = await server.sign_in(Role.CLERK)
    head = server.live.room.now.head
    async with server.http(clerk, **headers) as client:
        answer = await client.post(path(server, "commands"), json=STATE_QUORUM)
        assert answer.status_code == 403
        assert (await client.delete(path(server, f"sign-ins/{clerk.slug}"))).status_code == 403
    assert server.live.room.now.head == head


async def test_a_listed_origin_is_let_in() -> None:
    async with running(origins=frozenset({"https://sitzung.example"})) as server:
        await server.play()
        clerk = await server.sign_in(Role.CLERK)
        async with server.http(clerk, Origin="https://sitzung.example") as client:
            assert (await client.post(path(server, "commands"), json=STATE_QUORUM)).status_code == 200


async def test_several_sign_ins_in_one_browser_are_told_apart_by_the_slug(server: Running) -> None:
    elvers, moehring = (
        await server.sign_in(Role.MEMBER, "elvers"),
        await server.sign_in(Role.MEMBER, "moehring-aufwind"),
    )
    both = f"{elvers.cookie['cookie']}; {moehring.cookie['cookie']}"
    async with server.http(cookie=both) as client:
        assert (await client.post(path(server, "commands"), json=FLOOR)).status_code == 401
        address = path(server, f"commands?slug={elvers.slug}")
        assert "accepted" in (await client.post(address, json=FLOOR)).json()
        address = path(server, f"commands?slug={moehring.slug}")
        assert (await client.post(address, json=FLOOR)).json()["refused"] == "not_entitled"


# What may be read


async def test_the_record_is_for_clerk_and_chair(server: Running) -> None:
    found = {}
    for role, person in ((Role.CLERK, None), (Role.CHAIR, None), (Role.HALL, None), (Role.MEMBER, "elvers")):
        async with server.http(await server.sign_in(role, person)) as client:
            found[role] = await client.get(path(server, "record"))
    async with server.http() as client:
        assert (await client.get(path(server, "record"))).status_code == 401
    assert {role: answer.status_code for role, answer in found.items()} == {
        Role.CLERK: 200, Role.CHAIR: 200, Role.HALL: 403, Role.MEMBER: 403,
    }  # fmt: skip
    head = server.live.room.now.head
    assert found[Role.CLERK].json()["log"] == {"length": head.seq, "head": head.hash}


@pytest.mark.parametrize(("role", "person", "may"), [
    (Role.HALL, None, {"hall", "public"}),
    (Role.CHAIR, None, {"chair", "hall", "public"}),
    (Role.CLERK, None, {"clerk", "chair", "hall", "public"}),
    (Role.MEMBER, "elvers", {"member", "public"}),
    (None, None, {"public"}),
])  # fmt: skip
async def test_who_may_have_which_view(
    server: Running, role: Role | None, person: str | None, may: set[str]
) -> None:
    who = None if role is None else await server.sign_in(role, person)
    async with server.http(who) as client:
        answers = {
            name: await client.get(path(server, f"views/{name}"))
            for name in ("hall", "chair", "clerk", "member", "public")
        }
    assert {name for name, answer in answers.items() if answer.status_code == 200} == may
    assert {answer.status_code for answer in answers.values()} <= {200, 401 if role is None else 403}


async def test_a_view_is_what_the_socket_shows(server: Running) -> None:
    elvers = await server.sign_in(Role.MEMBER, "elvers")
    async with server.http(elvers) as client, server.socket(elvers) as page:
        view = (await client.get(path(server, "views/member"))).json()
        await page.until(lambda: len(page.parts) >= len(view["parts"]))
    assert view == {"seq": page.seq, "head": page.head, "parts": page.parts}


async def test_the_publics_view_has_no_number(server: Running) -> None:
    async with server.http() as client:
        assert set((await client.get(path(server, "views/public"))).json()) == {"parts"}


async def test_what_is_not_there_is_said_in_german(server: Running) -> None:
    async with server.http() as client:
        for address in (
            "/api/meetings/none/record",
            "/api/meetings/none/views/public",
            path(server, "views/press"),
            "/api/none",
        ):
            answer = await client.get(address)
            assert answer.status_code == 404
            assert "gibt es" in answer.json()["error"]
        page = await client.get("/nowhere/")
        assert page.status_code == 404
        assert "Diese Seite gibt es nicht" in page.text


# Sign-ins, for the clerk


async def test_the_clerk_sees_and_ends_sign_ins(server: Running) -> None:
    clerk, elvers = await server.sign_in(Role.CLERK), await server.sign_in(Role.MEMBER, "elvers")
    async with server.http(clerk) as client, server.socket(elvers) as page:
        known = (await client.get(path(server, "sign-ins"))).json()["sign_ins"]
        since = server.live.room.time().isoformat()
        assert {"slug": elvers.slug, "role": "member", "person": "elvers", "since": since} in known
        assert (await client.delete(path(server, f"sign-ins/{elvers.slug}"))).status_code == 200
        assert await page.until_closed() == 4401
        assert (await client.delete(path(server, f"sign-ins/{elvers.slug}"))).status_code == 404


@pytest.mark.parametrize(("role", "person"), [(Role.CHAIR, None), (Role.HALL, None), (Role.MEMBER, "elvers")])
async def test_nobody_else_does(server: Running, role: Role, person: str | None) -> None:
    who, other = await server.sign_in(role, person), await server.sign_in(Role.CLERK)
    async with server.http(who) as client:
        assert (await client.get(path(server, "sign-ins"))).status_code == 403
        assert (await client.delete(path(server, f"sign-ins/{other.slug}"))).status_code == 403
        assert (await client.post(path(server, f"sign-ins/{other.slug}"))).status_code == 403


async def test_a_command_whose_body_is_still_coming_when_the_right_ends_is_not_taken(server: Running) -> None:
    elvers = await server.sign_in(Role.MEMBER, "elvers")
    head = server.live.room.now.head
    found = server.house.sign_ins.find(elvers.slug, elvers.secret)
    assert found is not None

    async def body() -> AsyncIterator[bytes]:
        whole = json.dumps(FLOOR).encode()
        yield whole[:5]
        await server.house.sign_ins.revoke(found)
        yield whole[5:]

    async with server.http(elvers) as client:
        answer = await client.post(path(server, "commands"), content=body())
    assert answer.status_code == 401
    assert server.live.room.now.head == head


# Every answer


async def test_every_answer_says_what_a_page_may_load(server: Running) -> None:
    async with server.http() as client:
        for address in (
            "/",
            f"/public/{server.meeting}/",
            path(server, "views/public"),
            "/static/live.js",
            "/nowhere",
        ):
            answer = await client.get(address)
            assert HEADERS.items() <= dict(answer.headers).items()
            assert "unsafe" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in HEADERS["content-security-policy"]


async def test_only_our_own_files_are_kept_by_browsers(server: Running) -> None:
    async with server.http() as client:
        assert (await client.get("/static/live.js")).headers["cache-control"] == "no-cache"
        assert (await client.get(f"/public/{server.meeting}/")).headers["cache-control"] == "no-store"


async def test_no_page_holds_a_script_or_a_style_that_the_policy_forbids(server: Running) -> None:
    pages = []
    for role, person in ((Role.CLERK, None), (Role.CHAIR, None), (Role.HALL, None), (Role.MEMBER, "elvers")):
        who = await server.sign_in(role, person)
        async with server.http(who) as client:
            pages.append(await client.get(f"/s/{who.slug}/"))
    async with server.http() as client:
        pages.append(await client.get(f"/public/{server.meeting}/"))
        pages.append(await client.get("/"))
    for page in pages:
        assert page.status_code == 200
        assert "<style" not in page.text and " style=" not in page.text and "javascript:" not in page.text
        assert page.text.count("<script") == page.text.count('<script type="module" src="/static/')
        assert not any(
            f" on{event}=" in page.text for event in ("click", "load", "submit", "change", "input")
        )
