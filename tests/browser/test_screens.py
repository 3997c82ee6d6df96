"""What every screen owes everybody: no barrier that axe finds, nothing cut off, in light and dark, before and after."""

import asyncio
import io
import re
from pathlib import Path
from typing import Any, Final

import axe_playwright_python
import pytest
from playwright.async_api import Page, expect
from pypdf import PdfReader

from browser.announced import announced, listen
from browser.kit import BEAMER, DESK, HALL, PHONE, Evening, at, close_doors, cookie_of, headline
from handzeichen.app.demo import STEPS
from handzeichen.app.links import make_links, places
from handzeichen.app.offers import Role
from support.pages import every_page

AXE: Final = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
WCAG: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES: Final[dict[str, Any]] = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
COLOURS: Final[dict[str, Any]] = {
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
    "resultTypes": ["violations"],
}

ONLY_LOOK_ON: Final = ("hall", "public", "advisory")
OPENED: Final = "Die Abstimmung ist eröffnet: Antrag der BLE-Fraktion auf Eilbedürftigkeit"
CLOSED: Final = "Die Abstimmung ist geschlossen."
RESULT: Final = (
    "Ergebnis: Zuerkannt. Die Eilbedürftigkeit wird mit 8 Ja-Stimmen gegen eine Nein-Stimme zuerkannt."
)


async def test_no_screen_has_a_barrier_or_a_part_cut_off_from_the_beginning_to_the_end(
    evening: Evening,
) -> None:
    """One evening in all its states; what is said to screen readers on the way is heard."""
    pages = await all_screens(evening)
    found = await barriers(pages, "before")
    await evening.server.play()
    await close_doors(evening)
    await evening.ask("clerk", "recuse", person="elvers", item="1")
    await expect(headline(pages["member"])).to_be_visible()
    await expect(headline(pages["public"])).to_be_visible()
    found += await barriers(pages, "not public, the member barred")
    await evening.ask("clerk", "end_recusal", person="elvers", item="1")
    await evening.ask("chair", "admit_public")
    evening.server.clock.set(at("17:55:00"))
    await everybody_sees(pages, "auf Eilbedürftigkeit")
    await expect(headline(pages["public"])).to_be_hidden()
    for name, page in pages.items():
        if name != "public":
            await evening.taps[page].reaches(evening.server.live.room.now.head.seq)
        await listen(page)
    await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    await everybody_sees(pages, "0 von 10")
    await evening.ask("elvers", "cast_vote", ballot="b1", choice="yes")
    await evening.ask("nordmeier", "lose_connection", person="nordmeier")
    await everybody_sees(pages, "gestört seit 17.55 Uhr")
    found += await barriers(pages, "open, one disturbed")
    found += await narrow(pages)
    await evening.ask("clerk", "attribute_fault", person="nordmeier", cause="member")
    await evening.ask("moehring-aufwind", "cast_vote", ballot="b1", choice="yes")
    await evening.ask("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
    await evening.ask("chair", "close_ballot", ballot="b1")
    for name in ONLY_LOOK_ON:
        await pages[name].wait_for_function("closed => said.includes(closed)", arg=CLOSED)
    await evening.ask("chair", "announce_result", ballot="b1")
    await everybody_sees(pages, "zuerkannt")
    found += await barriers(pages, "announced")
    said = {name: await announced(page) for name, page in pages.items()}
    for name, page in pages.items():
        await page.goto(f"{page.url}?sprache=en")
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        found += [f"announced, {name}, English: {line}" for line in await axe(page, RULES)]
        await page.goto(page.url.replace("=en", "=de"))
    await evening.ask("chair", "close_meeting")
    await everybody_sees(pages, "beendet")
    found += await barriers(pages, "closed")
    assert "\n".join(found) == ""

    for name, lines in said.items():
        told = [line for line in lines if line.startswith(("Die Abstimmung ist eröffnet", "Ergebnis:"))]
        assert told == [OPENED, RESULT], name
        assert len(set(lines)) == len(lines), f"{name}: nothing is said twice"
    for name in ONLY_LOOK_ON:
        assert said[name] == [OPENED, CLOSED, RESULT], name
    assert [line for line in said["member"] if "erfasst um" in line] == [
        "Ihre Stimme: Ja · erfasst um 17.55 Uhr – änderbar",
        "Ihre Stimme: Ja · erfasst um 17.55 Uhr – gezählt",
    ]
    for name, fault in (
        ("chair", "Ratsfrau Nordmeier: Bild oder Ton gestört"),
        ("clerk", "Gestört: Nordmeier"),
    ):
        assert len([line for line in said[name] if fault in line]) == 1, name


async def test_the_pages_at_the_door_have_no_barrier(evening: Evening) -> None:
    evening.expect_complaint("status of 404")
    house = evening.server.house
    context = await evening.context(PHONE)
    plain, sign_in, nowhere, demonstration, in_use, waits = [await context.new_page() for _ in range(6)]
    await plain.goto(evening.server.url)
    await sign_in.goto(await evening.server.link(Role.MEMBER, "elvers"))
    await nowhere.goto(f"{evening.server.url}/nirgends")
    house.offers, house.steps = await make_links(house, list(places(evening.server.live))), STEPS
    await demonstration.goto(evening.server.url)
    await expect(demonstration.get_by_role("link", name="Ratsfrau Elvers")).to_be_visible()
    pages = {"plain": plain, "sign-in": sign_in, "nowhere": nowhere, "demonstration": demonstration}
    clerk, link = await evening.clerk(), await evening.server.link(Role.CHAIR)
    async with evening.server.http() as first:
        await first.post(link)
    for page in (in_use, waits):
        await page.goto(link)
    await waits.get_by_role("button", name="Hier anmelden").click()
    await expect(clerk.get_by_text("Vorsitz soll auf einem zweiten Gerät angemeldet werden")).to_be_visible()
    sheets = await clerk.context.new_page()
    await sheets.goto(f"{clerk.url}anmeldeboegen")
    await clerk.get_by_role("tab", name="Weitere").click()
    await clerk.get_by_role("button", name="Angemeldete Geräte …").click()
    await expect(clerk.get_by_role("dialog", name="Angemeldete Geräte")).to_be_visible()
    pages |= {"in use": in_use, "waits": waits, "sheets": sheets, "devices": clerk}
    assert "\n".join(await barriers(pages, "door")) == ""


@pytest.mark.parametrize("size", [HALL, BEAMER], ids=["1920x1080", "1280x720"])
async def test_the_rooms_display_never_needs_scrolling(evening: Evening, size: tuple[int, int]) -> None:
    hall, chair = await asyncio.gather(evening.hall(size=size), evening.chair(size=size))
    await evening.server.play()
    for page in (hall, chair):
        await expect(page.get_by_text("auf Eilbedürftigkeit").first).to_be_visible()
        assert await overflow(page) == []
    await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    await evening.ask("clerk", "lose_connection", person="nordmeier")
    for page in (hall, chair):
        await expect(page.get_by_text("0 von 10")).to_be_visible()
        await expect(page.get_by_role("region", name="Störungen")).to_be_visible()
        assert await overflow(page) == []


async def all_screens(evening: Evening) -> dict[str, Page]:
    """One page for each audience."""
    names = ("hall", "chair", "clerk", "member", "advisory", "public")
    public = await (await evening.context(PHONE)).new_page()
    pages = await asyncio.gather(
        evening.hall(size=HALL),
        evening.chair(),
        evening.clerk(size=DESK),
        evening.member("elvers"),
        evening.member("ngo"),
    )
    await public.goto(f"{evening.server.url}/public/{evening.server.meeting}/")
    return dict(zip(names, (*pages, public), strict=True))


NARROW: Final = ((320, 640), (640, 400))
"""A small telephone; and a window of 1280 by 800 at 200 %."""


async def narrow(pages: dict[str, Page]) -> list[str]:
    """Whether something sticks out sideways in narrow windows; as lines that say where."""
    found = []
    for name, page in pages.items():
        before = page.viewport_size
        for width, height in NARROW:
            await page.set_viewport_size({"width": width, "height": height})
            found += [f"{name}, {width} pixels wide: {line}" for line in await sideways(page)]
        assert before is not None
        await page.set_viewport_size(before)
    return found


async def everybody_sees(pages: dict[str, Page], text: str) -> None:
    """Wait until the news is on every page."""
    for page in pages.values():
        await expect(page.locator("body")).to_contain_text(text)


async def barriers(pages: dict[str, Page], moment: str) -> list[str]:
    """What axe finds on these pages, in light and dark, and what sticks out sideways; each as a line that says where."""
    found = await asyncio.gather(*(barriers_of(page, f"{moment}, {name}") for name, page in pages.items()))
    return [line for lines in found for line in lines]


async def barriers_of(page: Page, where: str) -> list[str]:
    """In the dark only the colours are others."""
    await page.emulate_media(color_scheme="light")
    found = [f"{where}, light: {line}" for line in await axe(page, RULES)]
    await page.emulate_media(color_scheme="dark")
    found += [f"{where}, dark: {line}" for line in await axe(page, COLOURS)]
    return found + [f"{where}: {line}" for line in await sideways(page)]


async def axe(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe finds by these rules; it is brought to a page once."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE)
    report: dict[str, Any] = await page.evaluate("rules => axe.run(document, rules)", rules)
    return [
        f"{rule['id']} {node['target']} {node['failureSummary']}"
        for rule in report["violations"]
        for node in rule["nodes"]
    ]


async def sideways(page: Page) -> list[str]:
    """Whether the page is wider than its window, so that a part of it is out of sight, and what sticks out."""
    found: list[str] = await page.evaluate(
        """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] : ["wider than its window",
            ...[...document.querySelectorAll("body *")]
                .filter((box) => box.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .slice(0, 3).map((box) => `${box.tagName}.${box.className}`)]"""
    )
    return found


async def overflow(page: Page) -> list[str]:
    """What would have to be scrolled to be read: the page, or any box in it."""
    found: list[str] = await page.evaluate(
        """() => [...document.querySelectorAll("html, body, body *")]
            .filter((box) => box.offsetParent !== null || box === document.documentElement)
            .filter((box) => box.clientHeight > 1) // what is meant for screen readers alone is smaller
            .filter((box) => box.scrollHeight > box.clientHeight + 2 && getComputedStyle(box).overflowY !== "visible")
            .map((box) => `${box.tagName}.${box.className} ${box.scrollHeight} > ${box.clientHeight}`)"""
    )
    return found


async def test_every_other_page_fits_a_small_telephone_and_a_window_at_double_size(evening: Evening) -> None:
    await evening.server.play()
    context, found = await evening.context(PHONE), list[str]()
    page = await context.new_page()
    async for address in every_page(evening.server):
        if address.who is not None:
            await context.add_cookies([cookie_of(address.who)])
        await page.goto(evening.server.url + address.path)
        found += await narrow({str(address): page})
    assert "\n".join(found) == ""


async def test_a_screen_that_is_dark_prints_as_a_light_one(evening: Evening) -> None:
    await evening.server.play()
    inks = []
    for scheme in ("light", "dark"):
        clerk = await evening.clerk(scheme)  # type: ignore[arg-type]
        await clerk.goto(f"{clerk.url}law")
        first = PdfReader(io.BytesIO(await clerk.pdf())).pages[0].get_contents()
        assert first is not None
        inks.append(set(re.findall(rb"[\d.]+ [\d.]+ [\d.]+ rg", first.get_data())))
    assert inks[0] == inks[1] != set()
