"""The real server behind the proxies that we ship, as a browser meets them: TLS, sockets, cookies, headers, limits."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from deploy.proxies import Certificate, Ports, certificate, proxy, tool
from handzeichen.app.offers import Role
from handzeichen.app.security import HEADERS, HSTS
from handzeichen.app.sheets import _picture
from handzeichen.app.sign_in import COOKIE
from support.live import Running, SignedIn, Socket, running

RESTARTING = "Handzeichen wird gerade neu gestartet."


@dataclass
class Town:
    """A server, the address by which people reach it, and what they need to trust it."""

    server: Running
    url: str
    plain: str
    inside: str
    trust: ssl.SSLContext
    running: AsyncExitStack
    """Closed, it ends the server; the proxy stays."""

    def browser(self, **headers: str) -> httpx.AsyncClient:
        # Patient: many requests at once wait for their turn on a busy machine.
        return httpx.AsyncClient(base_url=self.url, verify=self.trust, headers=headers, timeout=60)

    def socket(self, who: SignedIn, origin: str) -> Socket:
        return Socket(
            self.url, self.server.meeting, who, headers={"Origin": origin}, options={"ssl": self.trust}
        )


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(params=["nginx", "caddy"])
async def town(request: pytest.FixtureRequest, tmp_path: Path, papers: Certificate) -> AsyncIterator[Town]:
    tool(request.param)
    ports = Ports.free()
    url = f"https://localhost:{ports.https}"
    async with proxy(request.param, tmp_path, ports, papers), AsyncExitStack() as stack:
        server = await stack.enter_async_context(
            running(url=url, port=ports.server, proxies=frozenset({"127.0.0.1"}))
        )
        await server.play()
        trust = ssl.create_default_context(cafile=str(papers.chain))
        plain, inside = f"http://localhost:{ports.http}", f"http://127.0.0.1:{ports.server}"
        yield Town(server, url, plain, inside, trust, stack)


async def test_a_town_meets_behind_a_proxy(town: Town) -> None:
    async with town.browser(**{"Origin": town.url, "X-Forwarded-Proto": "http"}) as browser:
        # Pages, with every header once, and nothing in the clear.
        for path in ("/", "/nowhere", "/static/live.js"):
            answer = await browser.get(path)
            assert (HEADERS | HSTS).items() <= dict(answer.headers).items()
            assert "server" not in answer.headers or "/" not in answer.headers["server"]
        to_https = await browser.get(f"{town.plain}/anmelden")
        assert to_https.status_code in (301, 308)
        assert to_https.headers["location"].startswith("https://localhost")

        # A sign-in's cookie never leaves this host, nor HTTPS.
        link = (await town.server.link(Role.CLERK)).removeprefix(town.url)
        pressed = await browser.post(link)
        assert pressed.status_code == 303 and pressed.headers["location"].startswith("/s/")
        cookie = pressed.headers["set-cookie"]
        assert cookie.startswith(COOKIE)
        for word in ("; Path=/", "; Secure", "; HttpOnly", "; SameSite=lax"):
            assert word in cookie
        assert "Domain" not in cookie
        name, _, secret = cookie.partition(";")[0].partition("=")
        clerk = SignedIn(name.removeprefix(COOKIE), secret)

        # What the proxy says counts, what the client says of itself does not.
        await browser.post(f"/s/{clerk.slug}/anmeldeboegen", data={"place": "2"}, headers=clerk.cookie)
        page = await browser.get(f"/s/{clerk.slug}/anmeldeboegen", headers=clerk.cookie)
        code = re.search(r'sheet__typed">([^<]+)<', page.text)
        assert code and _picture(town.url, code[1]) in page.text

        # The live page, from our own page and from no other.
        async with town.socket(clerk, town.url) as desk:
            assert "accepted" in await desk.ask("note", item="1", text="Durch den Proxy.")
            await desk.until(lambda: any(frame.get("beat") for frame in desk.frames))
        for origin in ("https://boese.example", town.inside, "null"):
            with pytest.raises(InvalidStatus) as refused:
                async with town.socket(clerk, origin):
                    pass
            assert refused.value.response.status_code == 403

        # What is for the inside stays there, and a long body outside.
        for path in ("/health", "/ready", "/operator/meetings"):
            assert (await browser.get(path)).status_code == 404
        address = f"/api/meetings/{town.server.meeting}/commands"
        assert (await browser.post(address, content=b" " * 600_000)).status_code == 413
    async with httpx.AsyncClient(base_url=town.inside, verify=False) as watchman:
        assert (await watchman.get("/ready")).status_code == 200


async def test_a_stop_reaches_the_pages_through_the_proxy_and_whoever_comes_then_is_told(town: Town) -> None:
    clerk = await town.server.sign_in(Role.CLERK)
    async with town.socket(clerk, town.url) as desk:
        await desk.until(lambda: desk.parts)
        await town.server.house.finish(5)
        assert await desk.until_closed() == 1012
    await town.running.aclose()
    async with town.browser() as browser:
        answer = await browser.get("/", timeout=15)
    assert answer.status_code == 503
    assert RESTARTING in answer.text
    assert answer.headers["retry-after"] == "3"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("town", ["nginx"], indirect=True)
async def test_whoever_tries_many_codes_is_slowed_down_and_nobody_else(town: Town) -> None:
    async with town.browser() as browser:
        tried = await asyncio.gather(*(browser.get("/anmelden/0000-0000-0000-0000") for _ in range(260)))
        statuses = {answer.status_code for answer in tried}
        assert statuses == {404, 429}
        assert (await browser.get("/")).status_code == 200
