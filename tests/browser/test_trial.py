"""A trial ballot from the chair's touch to the opening: pressed on a phone, seen in the room, and gone without a trace."""

import asyncio

from playwright.async_api import expect

from browser.kit import Evening
from browser.test_screens import barriers_of
from handzeichen.meeting.commands import OpenMeeting

MARK = "Probe – zählt nicht"


async def test_members_try_the_buttons_and_the_opening_ends_it(evening: Evening) -> None:
    await evening.server.play(lambda command: isinstance(command, OpenMeeting))
    chair, member, hall = await asyncio.gather(evening.chair(), evening.member("elvers"), evening.hall())
    await chair.get_by_role("button", name="Probeabstimmung beginnen (zählt nicht)").click()
    mine = member.get_by_role("region", name="Probeabstimmung").first
    await expect(mine).to_contain_text(MARK)
    yes = mine.get_by_role("button", name="Ja")
    await yes.focus()
    await member.keyboard.press("Enter")
    await expect(mine).to_contain_text("Ihre Probestimme: Ja – angekommen. Sie zählt nicht.")
    await expect(yes).to_have_attribute("aria-pressed", "true")
    for page in (hall, chair):
        await expect(page.get_by_role("region", name="Probeabstimmung")).to_contain_text(
            "1 von 10 Probestimmen"
        )
        await expect(page.get_by_role("region", name="Probeabstimmung")).to_contain_text(MARK)
    for name, page in (("member", member), ("hall", hall), ("chair", chair)):
        assert await barriers_of(page, name) == []
    box = await yes.bounding_box()
    assert box is not None and min(box["height"], box["width"]) >= 44
    await chair.get_by_role("button", name="Probeabstimmung beenden").click()
    await expect(hall.get_by_role("region", name="Probeabstimmung")).to_contain_text("Ja: 1")
    await chair.get_by_role("button", name="Sitzung eröffnen").click()
    for page in (hall, chair, member):
        await expect(page.locator("body")).not_to_contain_text(MARK)
    assert (await evening.record())["ballots"] == {}
