"""The list of files and the results to copy in a browser: no barrier, and one press copies a result whole."""

from playwright.async_api import Browser, expect

from browser.kit import DESK, PHONE, Evening, at, press
from browser.test_screens import barriers
from handzeichen.app.clock import EveningClock
from support.live import running


async def test_a_result_is_copied_by_one_press_or_by_hand(chromium: Browser) -> None:
    async with running(clock=EveningClock(at("17:28:00"))) as server:
        await server.play(lambda command: False)
        evening = Evening(chromium, server=server)
        chair = await evening.chair(size=DESK)
        async with chair.context.expect_page() as opened:
            await chair.get_by_role("link", name="Alle Unterlagen").click()
        papers = await opened.value
        await papers.get_by_role("link", name="Ergebnisse zum Kopieren, öffentlich", exact=True).click()
        await papers.context.grant_permissions(["clipboard-read", "clipboard-write"])
        first = papers.locator("section").first
        await press(first, "Kopieren")
        await expect(first.get_by_role("status")).to_have_text("Kopiert.")
        text = await first.get_by_role("textbox").input_value()
        assert text.startswith("TOP 2: ") and text.endswith(
            "Abstimmungsergebnis: Ja 10, Nein 0, Enthaltungen 0"
        )
        assert await papers.evaluate("navigator.clipboard.readText()") == text
        listed = await (await evening.context(PHONE)).new_page()
        await listed.context.add_cookies(await chair.context.cookies())  # type: ignore[arg-type]
        await listed.goto(f"{chair.url}unterlagen")
        assert "\n".join(await barriers({"results": papers, "list": listed}, "papers")) == ""
        await evening.go_home()
    assert evening.unexpected == []
