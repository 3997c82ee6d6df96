"""What everybody may open beside the public view: results, foyer, a view to be framed, and for the clerk the folder."""

import re

import pytest

from handzeichen.app.offers import Role
from handzeichen.app.security import HEADERS
from support.live import Running, running

TOWN = "https://rathaus.example"


@pytest.fixture
def fast_wire() -> bool:
    """Sockets have no part in this."""
    return True


async def test_the_results_are_whole_without_a_script_and_each_has_its_address() -> None:
    async with running() as server, server.http() as client:
        await server.play(lambda _: False)
        page = await client.get(f"/public/{server.meeting}/ergebnisse")
        english = await client.get(f"/public/{server.meeting}/ergebnisse?sprache=en")
        ways = re.findall(r'<p class="results__ways"><a href="([^"]+)"', page.text)
        live = await client.get(str(page.url.join(ways[0])))
    assert "<script" not in page.text
    assert (len(ways), live.status_code, live.url.path) == (1, 200, f"/public/{server.meeting}/")
    targets = re.findall(r'<section class="point" id="([^"]+)"', page.text)
    assert targets == ["top-1", "top-2", "top-3", "top-4", "top-4-1", "top-5"]
    assert set(re.findall(r'href="#(top-[^"]+)"', page.text)) == set(targets)
    assert "mit 9 Ja-Stimmen gegen eine Nein-Stimme zuerkannt" in page.text
    assert (
        'lang="en"' in english.text
        and "Announced: " in english.text
        and "Bekannt gegeben" not in english.text
    )


async def test_only_one_view_may_be_framed_and_only_by_whom_the_house_has_named() -> None:
    paths = ("", "ergebnisse", "foyer")
    async with running(embed=frozenset({TOWN})) as server, server.http() as client:
        framed = await client.get(f"/public/{server.meeting}/einbetten")
        policy = framed.headers["content-security-policy"]
        assert policy.endswith(f"frame-ancestors {TOWN}") and "x-frame-options" not in framed.headers
        rest = {name: value for name, value in HEADERS.items() if name != "x-frame-options"}
        assert {**rest, "content-security-policy": policy}.items() <= dict(framed.headers).items()
        for path in paths:
            answer = await client.get(f"/public/{server.meeting}/{path}")
            assert answer.status_code == 200 and HEADERS.items() <= dict(answer.headers).items(), path


async def test_without_a_name_nobody_frames_it(server: Running) -> None:
    async with server.http() as client:
        answer = await client.get(f"/public/{server.meeting}/einbetten")
    assert answer.status_code == 200 and HEADERS.items() <= dict(answer.headers).items()


async def test_there_is_none_of_a_meeting_that_there_is_not(server: Running) -> None:
    async with server.http() as client:
        for path in ("ergebnisse", "foyer", "einbetten"):
            assert (await client.get(f"/public/none-1/{path}")).status_code == 404


async def test_the_clerk_prints_the_emergency_folder_and_nobody_else(server: Running) -> None:
    clerk, chair = await server.sign_in(Role.CLERK), await server.sign_in(Role.CHAIR)
    async with server.http(clerk) as client:
        folder = await client.get(f"/s/{clerk.slug}/notfallmappe")
    assert folder.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert "Anwesenheitsliste" in folder.text and "Übung – diese Sitzung zählt nicht" in folder.text
    async with server.http(chair) as client:
        assert (await client.get(f"/s/{chair.slug}/notfallmappe")).status_code == 403
