"""What a page weighs on its way: whatever opening it fetches, packed, so that a thin line carries it in two seconds."""

import gzip
import re
from urllib.parse import urljoin

import httpx

from handzeichen.app.modules import modules
from handzeichen.app.offers import Role
from handzeichen.app.render import web_folder
from handzeichen.meeting.commands import CloseBallot
from support.live import running
from support.pages import every_page

BUDGET = 100_000
"""Bytes without fonts: two seconds at 400 kbit/s."""
LOADED = re.compile(r'<(?:link|script)\b[^>]*? (?:href|src)="(/static/[^"]+)"')
IMPORTED = re.compile(r'^import [^"]*"(\./[^"]+)";$', re.MULTILINE)
PACKED = {"accept-encoding": "gzip, deflate, br"}
LIVE_JS = "/static/live.js"


async def test_every_page_stays_within_its_weight_with_all_that_it_loads() -> None:
    async with running() as server:
        await server.play(until=lambda command: isinstance(command, CloseBallot))
        weights = {}
        async for page in every_page(server):
            async with server.http(page.who, **PACKED) as client:
                weights[str(page)] = await weight(client, page.path)
    assert len(weights) >= 20, "every page of everybody was opened"
    assert {page: weighs for page, weighs in weights.items() if weighs > BUDGET} == {}


async def test_a_page_names_all_its_scripts_at_once_so_that_none_waits_for_another() -> None:
    async with running() as server:
        clerk = await server.sign_in(Role.CLERK)
        async with server.http(clerk, **PACKED) as client:
            page = (await client.get(f"/s/{clerk.slug}/")).text
            named = set(LOADED.findall(page))
            needed = {f"/static/{name}" for name in modules(web_folder() / "static", "live.js")}
            assert LIVE_JS in needed and "/static/made/idiomorph.js" in needed
            assert needed <= named
            for script in needed:
                found = IMPORTED.findall((await client.get(script)).text)
                assert {urljoin(script, name) for name in found} <= named, script


async def test_what_is_packed_is_the_same_unpacked_and_comes_plain_to_whoever_cannot_unpack() -> None:
    async with running() as server:
        page = f"/public/{server.meeting}/"
        for path in (LIVE_JS, "/static/made/kern.css", page):
            async with server.http(**{"accept-encoding": "identity"}) as client:
                plain = await client.get(path)
                refused = await client.get(path, headers={"accept-encoding": "gzip;q=0, br"})
                packed = await client.get(path, headers=PACKED)
            assert "content-encoding" not in plain.headers and "content-encoding" not in refused.headers
            assert packed.headers["content-encoding"] == "gzip"
            assert packed.content == plain.content == refused.content
            for answer in (plain, packed):
                assert answer.headers["vary"] == "accept-encoding"


async def test_a_file_that_a_browser_has_is_not_sent_again() -> None:
    async with running() as server, server.http(**PACKED) as client:
        first = await client.get(LIVE_JS)
        again = await client.get(LIVE_JS, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        other = await client.get(LIVE_JS, headers={"if-none-match": 'W/"another"'})
        assert other.content == first.content
        head = await client.head(LIVE_JS)
        assert (head.status_code, head.content) == (200, b"")


async def weight(client: httpx.AsyncClient, path: str) -> int:
    """Bytes of a page's answer and of all styles and scripts that it loads, as they travel."""
    waiting, weighed = [path], dict[str, int]()
    while waiting:
        if (address := waiting.pop()) in weighed or address.endswith(".woff2"):
            continue
        async with client.stream("GET", address) as answer:
            sent = b"".join([piece async for piece in answer.aiter_raw()])
        weighed[address] = len(sent)
        text = (gzip.decompress(sent) if "content-encoding" in answer.headers else sent).decode()
        waiting += LOADED.findall(text)
        waiting += [urljoin(address, name) for name in IMPORTED.findall(text)]
    return sum(weighed.values())
