"""The clerk's helpers at their own small pages: the video host and somebody at the door, and a change of clerk."""

from dataclasses import replace

from playwright.async_api import expect

from browser.kit import PHONE, Begin, at, press
from handzeichen.app.offers import Role
from handzeichen.app.plan import read_plan
from handzeichen.meeting.ids import PersonId
from support.live import PLAN


async def test_each_helper_has_a_page_of_their_own_and_the_clerk_reads_who_typed(begin: Begin) -> None:
    plan = read_plan(PLAN)
    hands = {"clerks": "moehring", "hosts": "stellmacher", "doors": "wieland"}
    meeting = replace(plan.meeting, **{duty: (PersonId(person),) for duty, person in hands.items()})
    async with begin(plan=replace(plan, meeting=meeting)) as evening:
        await evening.server.play()
        evening.server.clock.set(at("17:55:00"))
        clerk = await evening.clerk()
        past = clerk.get_by_role("region", name="Verlauf")

        host = await evening.sign_in(await evening.context(PHONE), Role.HOST, "stellmacher")
        await expect(host.get_by_text("Videotechnik")).to_be_visible()
        await expect(host.get_by_role("button", name="Cordsen: weg")).to_have_count(0)
        await press(host, "Nordmeier: gestört")
        await expect(past.get_by_role("listitem").first).to_contain_text("von Stellmacher eingetragen")
        await expect(clerk.locator("#part-clerk-alerts")).to_contain_text("Nordmeier")
        await press(host, "Nordmeier: wieder da")
        await expect(past.get_by_role("listitem").first).to_contain_text("Bild und Ton wieder da.")
        await press(host, "Nordmeier, Telefon: gestört")
        await expect(past.get_by_role("listitem").first).to_contain_text("gestört (telefonisch gemeldet)")
        await press(host, "Nordmeier: wieder da")
        await expect(host.get_by_role("button", name="Nordmeier: gestört")).to_be_visible()

        door = await evening.sign_in(await evening.context(PHONE), Role.DOORKEEPER, "wieland")
        await expect(door.get_by_role("button", name="Nordmeier: gestört")).to_have_count(0)
        await door.keyboard.press("/")
        await door.keyboard.type("cord")
        await expect(door.locator(".row:visible")).to_have_count(1)
        await door.keyboard.press("Enter")
        await door.keyboard.press("g")
        await expect(door.get_by_role("button", name="Cordsen: im Saal")).to_be_visible()
        await expect(past.get_by_role("listitem").first).to_contain_text("von Wieland eingetragen")
        assert await door.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")

        await clerk.locator("#row-moehring [data-choose]").click()
        await press(clerk, "führt ab jetzt das Protokoll")
        await expect(past.get_by_role("listitem").first).to_contain_text("führt von jetzt an das Protokoll")
        assert evening.server.live.room.now.meeting.clerk == "moehring"
