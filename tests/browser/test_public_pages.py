"""Results, foyer and the framed view: without barriers, in a window of 320 pixels, and calm behind closed doors."""

import asyncio

from playwright.async_api import Page, expect

from browser.kit import DESK, HALL, LETTERS, Evening, Size, close_doors, headline, nine_to_one
from browser.test_screens import barriers_of
from handzeichen.app.offers import Role

RESULT = "9 Ja-Stimmen gegen eine Nein-Stimme"
STANDS = "Diese Ansicht bleibt stehen, weil Skripte ausgeschaltet sind."
NARROW: Size = (320, 640)
SIZES: dict[str, Size] = {"ergebnisse": NARROW, "einbetten": NARROW, "foyer": HALL}


async def test_they_are_without_barriers_and_go_along(ballot_ahead: Evening) -> None:
    evening = ballot_ahead
    pages = dict(
        zip(SIZES, await asyncio.gather(*(opened(evening, p, s) for p, s in SIZES.items())), strict=True)
    )
    for name, page in pages.items():
        assert await barriers_of(page, name) == []
    await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    await nine_to_one(evening)
    for name in ("einbetten", "foyer"):
        await expect(pages[name].get_by_role("main")).to_contain_text("9 Ja-Stimmen gegen eine Nein-Stimme")
        assert await barriers_of(pages[name], f"{name}, result") == []
    results = pages["ergebnisse"]
    await results.reload()
    # An address that was shared leads to its item, which says so itself.
    await results.get_by_role("link", name="TOP 2", exact=True).click()
    await expect(results).to_have_url(f"{base(evening)}ergebnisse#top-2")
    await expect(results.locator("#top-2")).to_contain_text("9 Ja-Stimmen gegen eine Nein-Stimme")
    assert await barriers_of(results, "results") == []
    await close_doors(evening)
    for name in ("einbetten", "foyer"):
        await expect(headline(pages[name])).to_be_visible()
        await expect(pages[name].get_by_role("main")).not_to_contain_text("Ja-Stimmen")
        assert await barriers_of(pages[name], f"{name}, closed doors") == []


async def test_they_and_the_minutes_say_everything_without_scripts(ballot_open: Evening) -> None:
    evening = ballot_open
    await evening.ask("clerk", "record_vote", ballot="b1", person="nordmeier", choice="yes")
    for person in ("elvers", "moehring-aufwind"):
        await evening.ask(person, "cast_vote", ballot="b1", choice="yes")
    await evening.ask("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
    await evening.ask("chair", "close_ballot", ballot="b1")
    await evening.ask("chair", "announce_result", ballot="b1")
    scripted = await (await evening.context(DESK)).new_page()
    who = await evening.server.sign_in(Role.CLERK)
    plain = await evening.browser.new_context(
        viewport={"width": DESK[0], "height": DESK[1]},
        java_script_enabled=False,
        extra_http_headers=who.cookie,
    )
    bare = await plain.new_page()
    for path in ("", "ergebnisse", "foyer", "einbetten"):
        await scripted.goto(base(evening) + path)
        await scripted.evaluate(LETTERS)
        await bare.goto(base(evening) + path)
        said = await lines(bare)
        assert RESULT in " ".join(said), path
        assert [line for line in said if STANDS not in line] == await lines(scripted), path
    await bare.goto(base(evening))
    await expect(bare.locator(".noscript")).to_contain_text(f"{STANDS} Stand: 17.55 Uhr.")
    await bare.locator(".noscript").locator("a", has_text="Neu laden").click()
    await bare.get_by_role("link", name="Alle Ergebnisse").click()
    await expect(bare.locator("#top-2")).to_contain_text(RESULT)
    await bare.goto(f"{evening.server.url}/s/{who.slug}/protokoll.html")
    await expect(bare.get_by_role("main")).to_contain_text(RESULT)
    await plain.close()


async def lines(page: Page) -> list[str]:
    """What is read there, line by line."""
    text = await page.get_by_role("main").inner_text()
    return [line.strip() for line in text.splitlines() if line.strip()]


def base(evening: Evening) -> str:
    return f"{evening.server.url}/public/{evening.server.meeting}/"


async def opened(evening: Evening, path: str, size: Size) -> Page:
    page = await (await evening.context(size)).new_page()
    await page.goto(base(evening) + path)
    return page
