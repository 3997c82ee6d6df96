"""Cut off from everything but the telephone: a code on the member's page, and who answers finds the person by it."""

from dataclasses import replace

from playwright.async_api import expect

from browser.kit import PHONE, Begin, at, press
from handzeichen.app.offers import Role
from handzeichen.app.plan import read_plan
from handzeichen.app.telephone import ALL
from handzeichen.meeting.ids import PersonId
from support.live import PLAN


async def test_a_member_without_any_line_says_a_code_and_is_entered_by_it(begin: Begin) -> None:
    plan = read_plan(PLAN)
    plan = replace(plan, meeting=replace(plan.meeting, hosts=(PersonId("stellmacher"),)))
    async with begin(plan=plan) as evening:
        await evening.server.play()
        evening.server.clock.set(at("17:55:00"))
        elvers = await evening.member("elvers")
        told = elvers.get_by_role("alert").filter(has_text="Wenn nichts mehr geht: Ihr Code")
        code = (await elvers.locator(".phone__code").text_content()) or ""
        evening.expect_complaint("net::ERR_|WebSocket connection")
        await elvers.context.set_offline(True)
        await expect(told).to_contain_text(code)

        clerk = await evening.clerk()
        past = clerk.get_by_role("region", name="Verlauf").get_by_role("listitem").first
        await clerk.keyboard.press("/")
        taken = (await evening.server.house.telephone.codes(evening.server.live.room.now.meeting)).values()
        await clerk.keyboard.type(next(free for free in map("{:04}".format, range(ALL)) if free not in taken))
        await clerk.keyboard.press("Enter")
        await expect(clerk.get_by_text("Diesen Code hat niemand in dieser Sitzung.")).to_be_visible()
        await clerk.keyboard.press("Control+a")
        await clerk.keyboard.type(code)
        await clerk.keyboard.press("Enter")
        await expect(clerk.locator("#for-whom")).to_have_text("Elvers")
        panel = clerk.get_by_role("tabpanel", name="Person")
        await press(panel, "Telefon: gestört")
        await expect(past).to_contain_text("Ratsfrau Elvers: Bild oder Ton gestört (telefonisch gemeldet).")
        await press(panel, "verlässt die Sitzung")
        await expect(past).to_contain_text("Ratsfrau Elvers ist gegangen.")

        host = await evening.sign_in(await evening.context(PHONE), Role.HOST, "stellmacher")
        await host.keyboard.press("/")
        await host.keyboard.type(code)
        await expect(host.locator(".row:visible")).to_have_count(1)
        await expect(host.locator("#row-elvers")).to_be_visible()
        assert await host.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")
