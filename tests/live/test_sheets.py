"""Sign-in sheets: made and seen by the clerk alone, one for each place, honest about links that were used."""

import re
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import segno

from handzeichen.app.files import write_private
from handzeichen.app.links import make_links, places
from handzeichen.app.offers import Role
from handzeichen.app.sheets import document
from support.live import Running, SignedIn, running

CODES = re.compile(r'class="sheet__typed">([^<]+)<')


@pytest.fixture
async def server() -> AsyncIterator[Running]:
    async with running() as server:
        yield server


async def page_of(server: Running, clerk: SignedIn) -> str:
    async with server.http(clerk) as client:
        answer = await client.get(f"/s/{clerk.slug}/anmeldeboegen")
    assert answer.status_code == 200
    return answer.text


async def make(server: Running, clerk: SignedIn, *numbers: int, **headers: str) -> int:
    async with server.http(clerk, **headers) as client:
        answer = await client.post(f"/s/{clerk.slug}/anmeldeboegen", data={"place": list(map(str, numbers))})
    return answer.status_code


def said_of(page: str, name: str) -> str:
    """What stands in the list behind a name."""
    found = re.search(rf">{re.escape(name)}</label></th><td>([^<]*)<", page)
    assert found, page
    return found[1]


def number_of(server: Running, person: str) -> int:
    return next(number for number, place in enumerate(places(server.live)) if place.person == person)


async def test_a_sheet_carries_the_link_as_a_picture_and_as_a_code(server: Running) -> None:
    clerk, elvers = await server.sign_in(Role.CLERK), number_of(server, "elvers")
    assert CODES.findall(await page_of(server, clerk)) == []
    assert await make(server, clerk, elvers) == 303
    page = await page_of(server, clerk)
    (code,) = CODES.findall(page)
    picture = segno.make(f"{server.url}/anmelden/{code}", error="m", micro=False)
    drawn = re.search(r'd="M0 0h\d+v\d+h-\d+z"/><path stroke="#000" d="([^"]+)"', page)
    assert drawn and drawn[1] in picture.svg_inline(border=4, dark="#000", light="#fff")
    assert (
        "Ratsfrau Elvers (BLE)" in page
        and said_of(page, "Ratsfrau Elvers (BLE)") == "Bogen noch nicht benutzt"
    )
    async with server.http() as phone:
        assert "Ratsfrau Elvers" in (await phone.get(f"/anmelden/{code}")).text


async def test_the_page_keeps_the_strict_policy(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    await make(server, clerk, 1, 2, 3)
    page = await page_of(server, clerk)
    assert page.count("<svg") == 3
    assert " style=" not in page and "<style" not in page
    assert re.findall(r"<script[^>]*>", page) == ['<script type="module" src="/static/print.js">']
    assert not re.findall(r'(?:src|href)="(?!/static/|\?sprache=)', page)


async def test_a_used_link_has_no_sheet_and_the_list_says_so(server: Running) -> None:
    clerk, elvers = await server.sign_in(Role.CLERK), number_of(server, "elvers")
    await make(server, clerk, elvers)
    (code,) = CODES.findall(await page_of(server, clerk))
    async with server.http() as phone:
        await phone.post(f"/anmelden/{code}")
    page = await page_of(server, clerk)
    assert CODES.findall(page) == []
    assert said_of(page, "Ratsfrau Elvers (BLE)") == "angemeldet seit 17.30 Uhr; Link schon benutzt"
    await make(server, clerk, elvers)
    assert len(CODES.findall(await page_of(server, clerk))) == 1
    assert len(server.house.sign_ins.of(server.meeting)) == 2, "whoever is signed in stays"


async def test_a_new_sheet_takes_the_place_of_the_old_one(server: Running) -> None:
    clerk, elvers = await server.sign_in(Role.CLERK), number_of(server, "elvers")
    await make(server, clerk, elvers, elvers + 1)
    before = CODES.findall(await page_of(server, clerk))
    await make(server, clerk, elvers)
    after = CODES.findall(await page_of(server, clerk))
    assert len(set(before) - set(after)) == len(set(after) - set(before)) == 1
    (old,) = set(before) - set(after)
    async with server.http() as phone:
        assert (await phone.get(f"/anmelden/{old}")).status_code == 410
        assert (await phone.post(f"/anmelden/{old}")).status_code == 410
    assert server.house.doorstep.of(server.meeting) == []


async def test_what_another_run_has_made_cannot_be_printed_again(server: Running) -> None:
    """Only digests are stored; the list says what is there, and offers a new one."""
    clerk, elvers = await server.sign_in(Role.CLERK), number_of(server, "elvers")
    await make(server, clerk, elvers)
    server.house.sign_ins.links._codes.clear()
    page = await page_of(server, clerk)
    assert CODES.findall(page) == []
    assert "noch nicht benutzt" in said_of(page, "Ratsfrau Elvers (BLE)")
    assert "nicht noch einmal drucken" in said_of(page, "Ratsfrau Elvers (BLE)")


@pytest.mark.parametrize("path", ["anmeldeboegen", "geraete"])
@pytest.mark.parametrize(("role", "person"), [(Role.CHAIR, None), (Role.HALL, None), (Role.MEMBER, "elvers")])
async def test_nobody_but_the_clerk_sees_sheets_or_devices(
    server: Running, path: str, role: Role, person: str | None
) -> None:
    clerk, other = await server.sign_in(Role.CLERK), await server.sign_in(role, person)
    async with server.http(other) as client:
        assert (await client.get(f"/s/{other.slug}/{path}")).status_code == 403
        assert (await client.get(f"/s/{clerk.slug}/{path}")).status_code == 401
    assert await make(server, other, 1) == 403
    async with server.http() as client:
        assert (await client.get(f"/s/{clerk.slug}/{path}")).status_code == 401


async def test_sheets_are_made_by_our_own_page_for_places_there_are(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    assert await make(server, clerk, 1, Origin="https://elsewhere.example") == 403
    assert await make(server, clerk) == 400
    assert await make(server, clerk, 99_999) == 400
    assert await server.house.sign_ins.links.fresh(server.meeting) == {}


async def test_a_code_typed_on_the_first_page_leads_to_its_link(server: Running) -> None:
    ((code, _),) = await make_links(server.house, [next(iter(places(server.live)))])
    async with server.http() as client:
        assert 'action="/anmelden"' in (await client.get("/")).text
        typed = await client.post("/anmelden", data={"code": f" {code.upper().replace('-', ' ')} "})
        assert (typed.status_code, typed.headers["location"]) == (303, f"/anmelden/{code}")
        for wrong in ({"code": "hallo"}, {"code": ""}, {}):
            answer = await client.post("/anmelden", data=wrong)
            assert (answer.status_code, "Das ist kein Code." in answer.text) == (400, True)
        assert (await client.post("/anmelden", data={"code": "0" * 10_000})).status_code == 413
        foreign = {"Origin": "https://elsewhere.example"}
        assert (await client.post("/anmelden", data={"code": code}, headers=foreign)).status_code == 403
    assert server.house.sign_ins.of(server.meeting) == []


async def test_the_sheets_as_a_file_need_nothing_else_and_are_for_their_owner_alone(
    server: Running, tmp_path: Path
) -> None:
    file = tmp_path / "boegen.html"
    file.write_text("old, and readable for everybody")
    links = await make_links(server.house, list(places(server.live)))
    write_private(file, await document(server.house, server.live, links, "https://sitzung.example"))
    text = file.read_text("utf-8")
    assert CODES.findall(text) == [code for code, _ in links]
    assert len(links) == text.count("<svg") == text.count("<dd>sitzung.example</dd>") == 24
    assert "<script" not in text and not re.search(r'(?:src|href)="', text)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
