"""A server killed in mid-ballot: the member's page goes to the other node by itself, and says what is true there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from browser.kit import PHONE, SOCKET_LOST, Browsers, button, press, receipt
from faults.meeting import VOTERS, Prepared, lines_in, prepare
from faults.node import Node
from handzeichen.app.sign_in import COOKIE
from handzeichen.log.codec import read_entries
from handzeichen.meeting.events import VoteCast
from support.live import Process
from support.proxy import proxy
from support.valkey import valkey

WORDS = {"yes": "Ja", "no": "Nein"}


@pytest.fixture
async def prepared(tmp_path: Path) -> AsyncIterator[Prepared]:
    yield await prepare(tmp_path / "prepared")
    await Process.kill_all()


async def test_a_member_whose_server_is_killed_reads_at_the_next_one_what_became_of_the_vote(
    browsers: Browsers, prepared: Prepared, tmp_path: Path
) -> None:
    elvers = prepared.members[VOTERS[0]]
    browsers.expect_complaint(SOCKET_LOST)
    (tmp_path / "valkey").mkdir()
    async with valkey(tmp_path / "valkey") as server:
        await prepared.onto(server)
        one, two = (Node(tmp_path / name, server.url, HANDZEICHEN_BEAT="1") for name in ("one", "two"))
        await one.start()
        await two.start()
        async with proxy(one.port) as front:
            context = await browsers.context(PHONE)
            address = f"http://127.0.0.1:{front.port}/s/{elvers.slug}/"
            cookie = {
                "name": COOKIE + elvers.slug,
                "value": elvers.secret,
                "domain": "127.0.0.1",
                "path": "/",
            }
            await context.add_cookies([{**cookie, "secure": True}])  # type: ignore[list-item]
            page = await context.new_page()
            await page.goto(address)
            await browsers.taps[page].connected()
            await press(page, "Ja")
            await expect(receipt(page, "Ihre Stimme: Ja · erfasst")).to_be_visible()

            server.hold()
            await press(page, "Nein")
            await expect(page.get_by_text("Noch nicht bestätigt …")).to_be_visible()
            front.target = two.port
            await one.kill()
            await expect(
                page.get_by_text("Noch nicht bestätigt: Die Verbindung ist unterbrochen.")
            ).to_be_visible()
            server.go_on()
            # Whether the last press was stored only the log knows, and the page must say the same.
            await expect(button(page, "Enthaltung")).to_be_enabled()
            truth = page.get_by_text("Die Verbindung war unterbrochen. Es gilt: Ihre Stimme:")
            await expect(truth).to_be_visible()
            votes = [
                entry.event
                for entry in read_entries(await lines_in(server))
                if isinstance(entry.event, VoteCast)
            ]
            assert f"Ihre Stimme: {WORDS[votes[-1].choice]} · erfasst" in await truth.inner_text()
            await press(page, "Enthaltung")
            await expect(receipt(page, "Ihre Stimme: Enthaltung · erfasst")).to_be_visible()
