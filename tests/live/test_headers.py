"""Every answer says what a page may load: pages, data, files, refusals, faults of the program and refused handshakes."""

import re
from itertools import product

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from handzeichen.app.addresses import build
from handzeichen.app.config import Config
from handzeichen.app.house import House
from handzeichen.app.offers import Role
from handzeichen.app.security import HEADERS, HSTS
from handzeichen.app.sheets import _picture
from handzeichen.app.words import FAILED
from handzeichen.log.memory import MemoryStore
from support.live import Running, Socket, running


@pytest.fixture
def fast_wire() -> bool:
    """Wires have no part in this."""
    return True


def test_nothing_unsafe_is_allowed() -> None:
    policy = HEADERS["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy
    for name in ("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert name in policy


METHODS = ("GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE")
PATHS = (
    "/", "/nowhere", "/%00", "/static/live.js", "/static/none.js", "/static/%2e%2e/", "/anmelden",
    "/anmelden/0000-0000-0000-0000", "/s/ffffffff/", "/api/openapi.json", "/api/none", "/health", "/ready", "/ws/none",
)  # fmt: skip


async def test_every_answer_has_all_headers(server: Running) -> None:
    async with server.http() as client:
        for method, path in product(METHODS, PATHS):
            answer = await client.request(method, path)
            where = f"{method} {path}: {answer.status_code}"
            assert answer.status_code < 500, where
            assert HEADERS.items() <= dict(answer.headers).items(), where
            assert "cache-control" in answer.headers and "server" not in answer.headers, where
            assert "strict-transport-security" not in answer.headers, "this server is reached without HTTPS"


async def test_a_refused_handshake_has_them_too(server: Running) -> None:
    for page in (
        Socket(server.url, "none"),
        server.socket(headers={"Origin": "https://elsewhere.example"}),
    ):
        with pytest.raises(InvalidStatus) as refused:
            async with page:
                pass
        found = {name.lower(): value for name, value in refused.value.response.headers.raw_items()}
        assert HEADERS.items() <= found.items()


async def test_a_fault_of_the_program_is_said_in_german_and_has_them_too(
    server: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(server.live.hub, "shared", None)
    async with server.http() as client:
        page = await client.get(f"/public/{server.meeting}/")
        data = await client.get(f"/api/meetings/{server.meeting}/views/public")
    assert (page.status_code, data.status_code) == (500, 500)
    assert FAILED in page.text and data.json() == {"error": FAILED}
    for answer in (page, data):
        assert HEADERS.items() <= dict(answer.headers).items()
    assert "Exception in ASGI application" in caplog.text


async def test_where_people_come_by_https_browsers_are_held_to_it() -> None:
    house = House(Config(url="https://sitzung.example"), MemoryStore(), stop=lambda _: None)
    transport = httpx.ASGITransport(build(house))
    async with httpx.AsyncClient(base_url="https://sitzung.example", transport=transport) as client:
        for path in ("/", "/nowhere", "/static/live.js", "/ready"):
            answer = await client.get(path)
            assert (HEADERS | HSTS).items() <= dict(answer.headers).items()


async def test_camera_and_microphone_may_be_tried_on_one_page_and_only_before_the_meeting() -> None:
    async with running() as server:
        elvers, chair = await server.sign_in(Role.MEMBER, "elvers"), await server.sign_in(Role.CHAIR)
        async with server.http(elvers) as client:
            before = await client.get(f"/s/{elvers.slug}/technik")
            assert before.headers["permissions-policy"] == "camera=(self), microphone=(self), geolocation=()"
            assert before.headers["content-security-policy"] == HEADERS["content-security-policy"]
            own = await client.get(f"/s/{elvers.slug}/")
            assert own.headers["permissions-policy"] == HEADERS["permissions-policy"]
            await server.play()
            during = await client.get(f"/s/{elvers.slug}/technik")
            assert during.headers["permissions-policy"] == HEADERS["permissions-policy"]
            assert 'id="camera"' in before.text and 'id="camera"' not in during.text
        async with server.http(chair) as client:
            assert (await client.get(f"/s/{chair.slug}/technik")).status_code == 403


# Whose request it is


@pytest.mark.parametrize(("proxies", "scheme"), [
    ({"127.0.0.1"}, "https"),
    ({"127.0.0.0/8"}, "https"),
    # Nobody is believed because of where they come from, this machine included.
    ((), "http"),
    ({"192.0.2.1"}, "http"),
])  # fmt: skip
async def test_only_named_proxies_are_believed(proxies: set[str], scheme: str) -> None:
    async with running(proxies=frozenset(proxies)) as server:
        clerk = await server.sign_in(Role.CLERK)
        forwarded = {
            "Host": "sitzung.example",
            "X-Forwarded-Proto": "https",
            "Origin": "https://sitzung.example",
        }
        async with server.http(clerk, **forwarded) as client:
            await client.post(f"/s/{clerk.slug}/anmeldeboegen", data={"place": "0"})
            page = await client.get(f"/s/{clerk.slug}/anmeldeboegen")
        code = re.search(r'sheet__typed">([^<]+)<', page.text)
        assert code, page.text
        assert _picture(f"{scheme}://sitzung.example", code[1]) in page.text
