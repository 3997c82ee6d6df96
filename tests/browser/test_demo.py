"""`handzeichen demo` as `./dev up` starts it: the real process over a real store, as a newcomer meets it."""

import re
from collections.abc import AsyncIterator
from itertools import groupby
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from browser.kit import BEAMER, SOCKET_LOST, Browsers, count_hands, press, receipt
from handzeichen.app.config import FILE
from handzeichen.log.codec import read_entries
from handzeichen.log.sqlite import SqliteStore
from handzeichen.meeting.events import Entry, ItemCalled
from support.live import Process
from support.ports import free_port

NINE_TO_ONE = "9 Ja-Stimmen gegen eine Nein-Stimme"


@pytest.fixture
async def processes() -> AsyncIterator[None]:
    """Whatever comes of the test, its processes end with it."""
    yield
    await Process.kill_all()


@pytest.mark.usefixtures("processes")
async def test_a_newcomer_carries_the_vote_to_nine_to_one_in_tabs_of_one_browser(
    browsers: Browsers, tmp_path: Path
) -> None:
    process = await Process.start("demo", "--port", "0", "--data", tmp_path, last="Ende mit")
    context = await browsers.context()
    first = await context.new_page()
    await first.goto(process.url)
    names = ("Protokollführung", "Vorsitz", "Saalbild", "Ratsfrau Elvers", "Ratsherr Möhring")
    clerk, chair, hall, elvers, moehring = [await open_link(browsers, first, name) for name in names]
    await press(chair, "Abstimmen")
    await press(elvers, "Ja")
    await press(moehring, "Ja")
    await press(clerk, "Nordmeier: Ja")
    await count_hands(clerk, 6, 1, 0)
    await expect(receipt(elvers, "Ihre Stimme: Ja · erfasst um 17.5")).to_be_visible()
    await expect(hall.get_by_text("10 von 10")).to_be_visible()
    await press(chair, "Abstimmung schließen")
    await press(chair, "Ergebnis bekannt geben")
    await expect(hall.get_by_role("main").get_by_text(NINE_TO_ONE)).to_be_visible()


@pytest.mark.usefixtures("processes")
async def test_the_demonstration_plays_itself_on_the_rooms_display_to_the_end(
    browsers: Browsers, tmp_path: Path
) -> None:
    arguments = ("--play", "--speed", "1000", "--port", "0", "--data", str(tmp_path))
    process = await Process.start("demo", *arguments, last="Ende mit")
    first = await (await browsers.context(BEAMER)).new_page()
    await first.goto(process.url)
    hall = await open_link(browsers, first, "Saalbild")
    assert await hall.locator("body").get_attribute("data-seq") == "1", (
        "nothing is played before somebody looks on"
    )
    await expect(hall.get_by_role("heading", name="Die Sitzung ist beendet")).to_be_visible()
    await expect(hall.get_by_role("listitem").filter(has_text="Verwaltungsentwurf")).to_contain_text(
        "Einstimmig"
    )
    await browsers.go_home()
    shown = browsers.taps[hall].parts()
    assert any("im Saal 7" in parts.get("connected", "") for parts in shown)
    assert await process.stop() == 0
    called = [e.event.item for e in await entries_in(tmp_path) if isinstance(e.event, ItemCalled)]
    assert called == ["1", "2", "3", "4", "4.1", "5"], "nothing was left out"
    # At this speed a display may skip ahead to the newest, never back.
    tops = [top for parts in shown for top in re.findall(r">TOP ([\d.]+)<", parts.get("item", ""))]
    to_come = iter(called)
    assert all(top in to_come for top, _ in groupby(tops)), tops


async def entries_in(folder: Path) -> list[Entry]:
    """All that stands in the log of a server that has ended."""
    store = await SqliteStore.open(folder / FILE)
    (meeting,) = await store.meetings()
    lines = await store.read(meeting)
    await store.close()
    return list(read_entries(lines))


@pytest.mark.usefixtures("processes")
async def test_after_the_server_was_killed_and_started_again_pages_come_back_by_themselves_with_every_vote(
    browsers: Browsers, tmp_path: Path
) -> None:
    browsers.expect_complaint(SOCKET_LOST)
    port = str(free_port())
    process = await Process.start("demo", "--port", port, "--data", tmp_path, last="Ende mit")
    first = await (await browsers.context()).new_page()
    await first.goto(process.url)
    chair, hall, elvers = [
        await open_link(browsers, first, name) for name in ("Vorsitz", "Saalbild", "Ratsfrau Elvers")
    ]
    await press(chair, "Abstimmen")
    await press(elvers, "Ja")
    await expect(receipt(elvers, "Ihre Stimme: Ja · erfasst um 17.5")).to_be_visible()
    await process.kill()
    await expect(elvers.get_by_role("alert").filter(has_text="Keine Verbindung seit 17.5")).to_be_visible()
    await expect(
        hall.get_by_role("alert").filter(has_text="Was Sie sehen, kann veraltet sein.")
    ).to_be_visible()
    await Process.start("demo", "--port", port, "--data", tmp_path, last="Ende mit")
    for page in (elvers, hall):
        await expect(page.get_by_text("Keine Verbindung")).to_be_hidden()
        await expect(page.get_by_text("1 von 10")).to_be_visible()
    await expect(receipt(elvers, "Ihre Stimme: Ja · erfasst um 17.5")).to_be_visible()
    await press(elvers, "Nein")
    await expect(receipt(elvers, "Ihre Stimme: Nein · erfasst um 17.5")).to_be_visible()


async def open_link(browsers: Browsers, first: Page, name: str) -> Page:
    """A link on the first page opens in a tab of its own, and its button signs in."""
    async with first.expect_popup() as opened:
        await first.get_by_role("link", name=name, exact=True).click()
    page = await opened.value
    await press(page, "Hier anmelden")
    await page.wait_for_url("**/s/*/")
    await browsers.taps[page].connected()
    return page
