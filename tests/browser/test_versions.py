"""The versions of the minutes on a telephone: issued without a script, without a barrier, and nothing sticks out."""

from playwright.async_api import Browser, expect

from browser.kit import PHONE, Evening, at, press
from browser.test_screens import barriers
from handzeichen.app.clock import EveningClock
from support.live import running


async def test_the_clerk_issues_a_version_and_marks_what_is_not_carried_out(chromium: Browser) -> None:
    async with running(clock=EveningClock(at("17:28:00"))) as server:
        await server.play(lambda command: False)
        evening = Evening(chromium, server=server)
        clerk = await evening.clerk(size=PHONE)
        page = await clerk.context.new_page()
        await page.goto(f"{clerk.url}fassungen")
        await press(page, "1. Fassung ausgeben")
        await expect(page.get_by_text("Die 1. Fassung unterschreiben noch:")).to_be_visible()
        await page.get_by_label("Begründung").fill("Zuständig ist der Rat.")
        await press(page, "Als nicht auszuführen kennzeichnen")
        await expect(page.get_by_role("button", name="Kennzeichnung aufheben")).to_be_visible()
        await expect(page.get_by_role("button", name="2. Fassung ausgeben")).to_be_visible()
        assert "\n".join(await barriers({"versions": page}, "versions")) == ""
        await evening.go_home()
    assert evening.unexpected == []
