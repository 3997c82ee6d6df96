"""The README's pictures: every screen in the vote on urgency, light and dark. Run by hand after a change of the look.

    ./dev run python tests/browser/screenshots.py

A real server plays the demonstration's evening up to the vote and lets it be announced; a real Chromium looks on.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).parent.parent
sys.path.insert(0, str(TESTS))

from playwright.async_api import Page, async_playwright, expect

from browser.conftest import chromium_options
from browser.kit import BEAMER, DESK, PHONE, Evening, Scheme, at
from handzeichen.app.clock import EveningClock
from support.live import running

FOLDER: Final = TESTS.parent / "deploy" / "screenshots"
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")


async def main() -> None:
    """Take them all."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(**chromium_options())
        async with running(clock=EveningClock(at("17:28:00"))) as server:
            evening = Evening(chromium, server=server)
            await take(evening, await pages_of(evening), shoot)
            await evening.go_home()
        await chromium.close()


async def pages_of(evening: Evening) -> dict[str, Page]:
    """One page for each screen."""
    await evening.server.play()
    evening.server.clock.set(at("17:55:00"))
    names = ("clerk", "chair", "hall", "member", "public")
    pages = await asyncio.gather(
        evening.clerk(size=DESK),
        evening.chair(size=DESK),
        evening.hall(size=BEAMER),
        evening.member("elvers"),
        (await evening.context(PHONE)).new_page(),
    )
    await pages[-1].goto(f"{evening.server.url}/public/{evening.server.meeting}/")
    return dict(zip(names, pages, strict=True))


async def take(
    evening: Evening, pages: dict[str, Page], shoot: Callable[[str, Page], Awaitable[None]]
) -> None:
    """While the votes come in, and once the result is known; `shoot` gets each screen's name and page."""
    await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    for member in ("elvers", "moehring-aufwind"):
        await evening.ask(member, "cast_vote", ballot="b1", choice="yes")
    await everybody_sees(pages, "2 von 10")
    for screen in ("clerk", "chair", "member"):
        await shoot(screen, pages[screen])
    await evening.ask("clerk", "record_vote", ballot="b1", person="nordmeier", choice="yes")
    await evening.ask("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
    await evening.ask("chair", "close_ballot", ballot="b1")
    await evening.ask("chair", "announce_result", ballot="b1")
    await everybody_sees(pages, "9 Ja-Stimmen gegen eine Nein-Stimme")
    for screen in ("hall", "public"):
        await shoot(screen, pages[screen])


async def everybody_sees(pages: dict[str, Page], text: str) -> None:
    """Wait until the news is on every page."""
    for page in pages.values():
        await expect(page.locator("body")).to_contain_text(text)


async def shoot(screen: str, page: Page) -> None:
    """One screen, light and dark, with its own letters."""
    for scheme in SCHEMES:
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        await page.evaluate("document.fonts.ready")
        await page.screenshot(path=FOLDER / f"{screen}-{scheme}.png")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(main())
