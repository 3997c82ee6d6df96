"""Behind closed doors: the public's page says so and nothing else, the hall goes on, and whoever is barred stands outside."""

import asyncio

from playwright.async_api import expect

from browser.kit import PHONE, Evening, close_doors, headline, words
from browser.test_screens import barriers_of


async def test_while_the_doors_are_closed_the_public_reads_the_title_and_nothing_else(
    evening: Evening,
) -> None:
    await evening.server.play()
    public = await (await evening.context(PHONE)).new_page()
    await public.goto(f"{evening.server.url}/public/{evening.server.meeting}/")
    hall = await evening.hall()
    member = await evening.member("elvers")
    await close_doors(evening)
    await expect(headline(public)).to_be_visible()
    assert await barriers_of(public, "closed doors") == []
    await evening.ask("clerk", "recuse", person="elvers", item="1")
    await expect(headline(member)).to_be_visible()
    await evening.ask("vosskamp", "request_floor", person="vosskamp", kind="speech")
    await expect(hall.locator("#part-floor")).to_contain_text("Voßkamp")
    for page in (public, member):
        assert "Voßkamp" not in await words(page)
        await expect(page.locator("#part-item")).to_contain_text("Eröffnung der Sitzung")
    await evening.ask("clerk", "end_recusal", person="elvers", item="1")
    await expect(member.locator("#part-floor")).to_contain_text("Voßkamp")
    await expect(headline(member)).to_be_hidden()
    await evening.ask("chair", "admit_public")
    await expect(headline(public)).to_be_hidden()
    await expect(public.locator("#part-quorum")).to_contain_text("Beschlussfähig")


async def test_a_device_put_out_behind_closed_doors_keeps_nothing_on_its_screen(
    ballot_ahead: Evening,
) -> None:
    evening = ballot_ahead
    elvers, clerk = await asyncio.gather(evening.member("elvers"), evening.clerk())
    await close_doors(evening)
    await expect(elvers.get_by_role("main")).to_contain_text("TOP 1")
    for page in (elvers, clerk):
        await expect(page.get_by_role("banner")).to_contain_text("nichtöffentlich", ignore_case=True)
        mine = next(s for s in evening.server.house.sign_ins.of(evening.server.meeting) if s.slug in page.url)
        await evening.server.house.sign_ins.revoke(mine)
        await expect(page.get_by_role("alert").filter(has_text="Ihre Anmeldung ist beendet.")).to_be_visible()
        await expect(page.get_by_role("main")).to_have_text("")
