"""Signing in by a link, as people do it: the page, the button, the cookie, and the way out."""

import re

import pytest

from handzeichen.app.offers import Role, digest
from handzeichen.app.sign_in import COOKIE, SignIns
from support.live import Running, SignedIn


@pytest.fixture
def fast_wire() -> bool:
    """Sockets have no part in this."""
    return True


async def press(server: Running, link: str, **headers: str) -> SignedIn:
    """The button on a link's page."""
    async with server.http(**headers) as client:
        answer = await client.post(link)
    assert answer.status_code == 303
    name, secret = answer.headers["set-cookie"].split(";")[0].split("=")
    assert answer.headers["location"] == f"/s/{name.removeprefix(COOKIE)}/"
    return SignedIn(name.removeprefix(COOKIE), secret)


async def test_a_link_shows_whose_it_is_and_one_button(server: Running) -> None:
    link = await server.link(Role.MEMBER, "elvers")
    async with server.http() as client:
        page = await client.get(link)
    assert page.status_code == 200
    assert "Ratsfrau Elvers" in page.text
    assert re.findall(r"<button.*?>.*?</button>", page.text, re.DOTALL) and page.text.count("<button") == 1
    assert "Hier anmelden" in page.text


async def test_only_the_button_binds_a_link(server: Running) -> None:
    """Mail scanners open links, again and again, and ask for their heads."""
    link = await server.link(Role.MEMBER, "elvers")
    async with server.http() as client:
        for _ in range(3):
            assert (await client.get(link)).status_code == 200
            assert (await client.head(link)).status_code == 200
    who = await press(server, link)
    async with server.http() as scanner:
        for _ in range(3):
            page = await scanner.get(link)
            assert page.status_code == 200
            assert "ist auf einem anderen Gerät in Benutzung" in page.text
            assert "set-cookie" not in page.headers
    assert server.house.doorstep.of(server.meeting) == []
    async with server.http(who) as client:
        assert "Ratsfrau Elvers" in (await client.get(f"/s/{who.slug}/")).text


async def test_the_own_link_opened_again_leads_to_the_own_screen(server: Running) -> None:
    """Whoever has closed the tab opens the mail again, and may press twice."""
    link = await server.link(Role.MEMBER, "elvers")
    who = await press(server, link)
    async with server.http(who) as client:
        for answer in (await client.get(link), await client.post(link), await client.post(link)):
            assert (answer.status_code, answer.headers["location"]) == (303, f"/s/{who.slug}/")
            assert "set-cookie" not in answer.headers
    assert len(server.house.sign_ins.of(server.meeting)) == 1


async def test_a_link_for_demonstrations_may_be_used_again(server: Running) -> None:
    link = await server.link(Role.CHAIR, again=True)
    first, second = await press(server, link), await press(server, link)
    assert first.slug != second.slug
    for who in (first, second):
        async with server.http(who) as client:
            assert (await client.get(f"/s/{who.slug}/")).status_code == 200


async def test_a_link_is_not_pressed_by_a_foreign_page(server: Running) -> None:
    link = await server.link(Role.MEMBER, "elvers")
    async with server.http(Origin="https://elsewhere.example") as client:
        assert (await client.post(link)).status_code == 403
    await press(server, link, Origin=server.url)


async def test_the_cookie_is_bound_to_this_host_and_out_of_reach_of_scripts(server: Running) -> None:
    async with server.http() as client:
        cookie = (await client.post(await server.link(Role.CLERK))).headers["set-cookie"]
    name, *attributes = [part.strip() for part in cookie.split(";")]
    assert name.startswith("__Host-hz-")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(attributes)
    assert not any(attribute.lower().startswith("domain") for attribute in attributes)


async def test_nothing_stored_signs_anybody_in(server: Running) -> None:
    link = await server.link(Role.CLERK)
    code = link.rsplit("/", 1)[1]
    who = await press(server, await server.link(Role.CLERK))
    stored = [session.id + session.data for session in await server.house.store.sessions(server.meeting)]
    keys = await server.house.store.keys("")
    assert stored and keys
    assert not any(code in key for key in keys)
    assert not any(who.secret in text for text in stored)
    assert digest(who.secret) in "".join(stored)
    assert len(who.secret) >= 22  # 128 bits in base64


async def test_each_place_gets_its_own_page(server: Running) -> None:
    for role, person, mark in (
        (Role.CLERK, None, 'data-audience="clerk"'),
        (Role.CHAIR, None, 'data-audience="chair"'),
        (Role.HALL, None, 'data-audience="hall"'),
        (Role.MEMBER, "elvers", 'data-person="elvers"'),
    ):
        who = await server.sign_in(role, person)
        async with server.http(who) as client:
            page = await client.get(f"/s/{who.slug}/")
        assert page.status_code == 200
        assert mark in page.text
        head = server.live.room.now.head
        assert f'data-seq="{head.seq}" data-head="{head.hash}"' in page.text
        assert 'id="part-' in page.text


async def test_the_public_page_needs_no_sign_in_and_tells_no_number(server: Running) -> None:
    async with server.http() as client:
        page = await client.get(f"/public/{server.meeting}/")
    assert page.status_code == 200
    assert "data-seq" not in page.text and server.live.room.now.head.hash not in page.text


async def test_a_slug_alone_opens_nothing(server: Running) -> None:
    clerk, elvers = await server.sign_in(Role.CLERK), await server.sign_in(Role.MEMBER, "elvers")
    for who in (None, SignedIn(clerk.slug, elvers.secret), SignedIn(clerk.slug, "")):
        async with server.http(who) as client:
            page = await client.get(f"/s/{clerk.slug}/")
        assert page.status_code == 401
        assert "nicht angemeldet" in page.text


async def test_signing_out_ends_it_on_every_page(server: Running) -> None:
    elvers = await server.sign_in(Role.MEMBER, "elvers")
    async with server.http(elvers) as client, server.socket(elvers) as page:
        foreign = await client.post(
            f"/s/{elvers.slug}/abmelden", headers={"Origin": "https://elsewhere.example"}
        )
        assert foreign.status_code == 403
        answer = await client.post(f"/s/{elvers.slug}/abmelden")
        assert "Sie sind abgemeldet" in answer.text
        assert "Max-Age=0" in answer.headers["set-cookie"]
        assert await page.until_closed() == 4401
        assert (await client.get(f"/s/{elvers.slug}/")).status_code == 401


async def test_a_sign_in_outlives_the_server(server: Running) -> None:
    elvers, clerk = await server.sign_in(Role.MEMBER, "elvers"), await server.sign_in(Role.CLERK)
    found = server.house.sign_ins.find(clerk.slug, clerk.secret)
    assert found is not None
    await server.house.sign_ins.revoke(found)
    later = SignIns(
        server.house.store,
        hours=24,
        ended=lambda _: None,
        changed=lambda _: None,
        moment=server.house.sign_ins.moment,
    )
    await later.load([server.meeting])
    again = later.find(elvers.slug, elvers.secret)
    assert again is not None and again.person == "elvers"
    assert later.find(clerk.slug, clerk.secret) is None


async def test_the_first_page_shows_no_links_outside_a_demonstration(server: Running) -> None:
    await server.link(Role.CLERK)
    async with server.http() as client:
        page = await client.get("/")
    assert page.status_code == 200
    assert "/anmelden/" not in page.text
    assert f"/public/{server.meeting}/" in page.text
