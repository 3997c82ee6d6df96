"""The page of the law in a browser: the clerk confirms without a script, and then the meeting opens."""

from pathlib import Path

from playwright.async_api import Browser, expect

from browser.kit import DESK, PHONE, Evening, at, press
from browser.test_screens import barriers
from handzeichen.app.clock import EveningClock
from support.live import running


async def test_the_clerk_confirms_for_the_house_and_the_chair_opens(
    chromium: Browser, tmp_path: Path
) -> None:
    clock = EveningClock(at("17:28:00"))
    async with running(clock=clock, practice=False, data=tmp_path) as server:
        evening = Evening(chromium, server=server)
        evening.expect_complaint("status of 400")
        clerk, chair = await evening.clerk(size=DESK), await evening.chair(size=DESK)
        await evening.ask("clerk", "arrive", person="brandhorst", via="room")
        await expect(chair.get_by_text("noch nicht bestätigt")).to_be_visible()
        async with clerk.context.expect_page() as opened:
            await clerk.get_by_role("link", name="zu bestätigen").click()
        law = await opened.value
        phone = await (await evening.context(PHONE)).new_page()
        await phone.context.add_cookies(await clerk.context.cookies())  # type: ignore[arg-type]
        await phone.goto(f"{law.url}?since=2019-01-01")
        assert "\n".join(await barriers({"desk": law, "phone": phone, "clerk": clerk}, "law")) == ""
        await law.get_by_label("Wer hat nachgelesen?").fill("Meyer")
        await law.get_by_label("Wo steht es?").fill("Kommentar")
        await press(law, "Bestätigen")
        await expect(law.get_by_role("alert")).to_contain_text("Es ist nichts angekreuzt.")
        ticks = law.get_by_role("group", name="Was wird bestätigt?").get_by_role("checkbox")
        for tick in await ticks.all():
            await tick.check()
        await press(law, "Bestätigen")
        await expect(law.get_by_role("heading", name="Vom Haus zu bestätigen")).to_have_count(0)
        assert "\n".join(await barriers({"confirmed": law}, "law")) == ""
        await expect(clerk.get_by_role("link", name="zu bestätigen")).to_have_count(0)
        await press(chair, "Sitzung eröffnen")
        await expect(clerk.get_by_text("eröffnet um").first).to_be_visible()
        await evening.go_home()
    assert evening.unexpected == []
