"""A long agenda on the displays of hall and foyer: in its order, and whole."""

import asyncio
from dataclasses import replace

from playwright.async_api import Page, expect

from browser.kit import BEAMER, Begin, Evening
from handzeichen.app.plan import read_plan
from handzeichen.meeting.ids import ItemId
from support.live import PLAN

CUT = """lines => lines.filter(line => {
  const [own, box] = [line.getBoundingClientRect(), line.closest('.agenda').getBoundingClientRect()];
  return !own.height || own.bottom > Math.min(innerHeight, box.bottom) + 1 || own.right > box.right + 1;
}).map(line => line.textContent)"""
"""The lines of the agenda that do not stand there whole."""


async def test_a_long_agenda_is_whole_on_both_displays(begin: Begin) -> None:
    plan = read_plan(PLAN)
    more = (replace(plan.items[-1], id=ItemId(str(n)), title=f"Antrag zum Radweg {n}") for n in range(6, 27))
    async with begin(plan=replace(plan, items=(*plan.items, *more))) as evening:
        hall, foyer = await asyncio.gather(evening.hall(), foyer_of(evening))
        for page in (hall, foyer):
            await page.evaluate("document.fonts.ready")
            lines = page.locator(".agenda li")
            await expect(lines).to_have_count(len(plan.items) + 21)
            assert await lines.evaluate_all(CUT) == []


async def foyer_of(evening: Evening) -> Page:
    page = await (await evening.context(BEAMER)).new_page()
    await page.goto(f"{evening.server.url}/public/{evening.server.meeting}/foyer")
    return page
