""" "Warum?": by keyboard and by mouse, above a page that goes on, for clerk and chair; and without scripts as a page."""

import asyncio

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, expect

from browser.kit import Evening, count_form, press
from browser.test_keyboard import tab_to


def reasons(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Warum?")


async def assert_accessible(page: Page) -> None:
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


async def test_the_keyboard_reaches_why_the_quorum_is_there_and_comes_back(ballot_ahead: Evening) -> None:
    clerk = await ballot_ahead.clerk()
    link = clerk.get_by_role("link", name="Warum? Zur Beschlussfähigkeit")
    await tab_to(clerk, link)
    await clerk.keyboard.press("Enter")
    box = reasons(clerk)
    await expect(box.get_by_role("heading", name="Warum?")).to_be_focused()
    await expect(box).to_contain_text("Nötig: mehr als 1/2 von 11 Sitzen = mehr als 5,5, also mindestens 6.")
    await expect(box).to_contain_text("§ 65 Abs. 1 Satz 1 NKomVG")
    await assert_accessible(clerk)
    await clerk.keyboard.press("Escape")
    await expect(box).to_be_hidden()
    await expect(link).to_be_focused()


async def test_what_stands_there_stays_while_the_meeting_goes_on(ballot_open: Evening) -> None:
    evening = ballot_open
    clerk = await evening.clerk()
    await clerk.get_by_role("link", name="Warum? Wer abstimmt").click()
    box = reasons(clerk)
    await expect(box).to_contain_text("Es fehlen noch: ")
    await evening.ask("elvers", "cast_vote", ballot="b1", choice="yes")
    await expect(clerk.get_by_text("1 von 10 Stimmen da")).to_be_attached()
    await expect(box).to_be_visible()
    await expect(box).to_contain_text("Bisher bekannt: 0 von 10 Stimmen.")
    await press(box, "Schließen")
    await expect(box).to_be_hidden()
    await clerk.get_by_role("link", name="Warum? Wer abstimmt").click()
    # How many are in, never which.
    await expect(box).to_contain_text("Bisher bekannt: 1 von 10 Stimmen.")


async def test_a_refusal_is_explained_on_the_facts_of_its_moment(ballot_open: Evening) -> None:
    evening = ballot_open
    clerk = await evening.clerk()
    for choice, hands in (("Ja", "6"), ("Nein", "3"), ("Enthaltung", "0")):
        await count_form(clerk).get_by_role("spinbutton", name=choice, exact=True).fill(hands)
    await press(count_form(clerk), "Eintragen")
    link = count_form(clerk).get_by_role("alert").get_by_role("link", name="Warum?")
    await expect(link).to_be_visible()
    await evening.ask("elvers", "cast_vote", ballot="b1", choice="yes")
    await expect(clerk.get_by_text("1 von 10 Stimmen da")).to_be_attached()
    await link.click()
    box = reasons(clerk)
    await expect(box).to_contain_text("Das sind 2 zu viel")
    await expect(box).to_contain_text("Bekannt: 0 von 10; offen: 10.")
    await assert_accessible(clerk)


async def test_the_chair_asks_why_a_result_is_so(ballot_open: Evening) -> None:
    evening = ballot_open
    chair, hall = await asyncio.gather(evening.chair(), evening.hall())
    for member in ("elvers", "moehring-aufwind", "nordmeier"):
        await evening.ask(member, "cast_vote", ballot="b1", choice="yes")
    await evening.ask("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
    await evening.ask("chair", "close_ballot", ballot="b1")
    await evening.ask("chair", "announce_result", ballot="b1")
    await expect(chair.get_by_text("9 Ja-Stimmen gegen eine Nein-Stimme").first).to_be_visible()
    await chair.get_by_role("link", name="Warum? Zur Abstimmung").click()
    box = reasons(chair)
    await expect(box).to_contain_text(
        "Nötig: mehr als 1/2 × (9 Ja + 1 Nein) = mehr als 5, also mindestens 6 Ja-Stimmen."
    )
    await expect(box).to_contain_text("9 ≥ 6: angenommen.")
    await assert_accessible(chair)
    # The hall's display has nothing to press.
    await expect(hall.get_by_role("link", name="Warum?")).to_have_count(0)


async def test_without_a_ballot_the_chair_is_offered_no_reasons_for_one(ballot_ahead: Evening) -> None:
    chair = await ballot_ahead.chair()
    await expect(chair.get_by_role("link", name="Warum? Zur Beschlussfähigkeit")).to_be_visible()
    await expect(chair.get_by_role("link", name="Warum? Zur Abstimmung")).to_be_hidden()


async def test_the_reasons_are_a_page_of_their_own_too(ballot_open: Evening) -> None:
    clerk = await ballot_open.clerk()
    page = await clerk.context.new_page()
    await page.goto(f"{clerk.url}warum/abstimmung/b1")
    await expect(page.get_by_role("heading", name="Wer stimmt ab über")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await assert_accessible(page)
