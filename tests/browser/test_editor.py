"""The minutes' editor in browsers: two clerks, one field; the keyboard alone; and a crash in the middle of a sentence."""

import asyncio

from playwright.async_api import Locator, Page, Route, expect

from browser.kit import DESK, PHONE, Evening, press
from browser.test_keyboard import tab_to
from browser.test_screens import barriers


async def editor(evening: Evening, *, size: tuple[int, int] = DESK) -> Page:
    """A further clerk's place, at the minutes of the item called."""
    page = await evening.clerk(size=size)
    await page.goto(f"{page.url}niederschrift")
    await evening.taps[page].connected()
    return page


def pen(page: Page, of: str = "new") -> Locator:
    return page.locator(f'[data-pen="{of}"]')


def field(page: Page, of: str = "new") -> Locator:
    return pen(page, of).locator("textarea")


async def kept(page: Page) -> None:
    await expect(pen(page).locator("[data-pen-said]")).to_contain_text("Als Entwurf gesichert")


async def test_one_clerk_writes_and_the_other_sees_it_grow_and_cannot(ballot_ahead: Evening) -> None:
    evening = ballot_ahead
    one, other = await editor(evening), await editor(evening, size=PHONE)
    await field(one).press_sequentially("Frau Elvers fragt")
    await expect(field(other)).to_have_value("Frau Elvers fragt")
    await expect(field(other)).to_have_js_property("readOnly", True)
    await expect(other.get_by_text("schreibt hier seit")).to_be_visible()
    await field(one).press_sequentially(" nach.")
    await expect(field(other)).to_have_value("Frau Elvers fragt nach.")
    await expect(one.locator(".preview")).to_contain_text("Frau Elvers fragt nach.")
    assert "\n".join(await barriers({"writes": one, "reads": other}, "editor")) == ""
    await press(pen(one), "Eintragen")
    await expect(one.locator("li.sentence").filter(has_text="Frau Elvers fragt nach.")).to_be_visible()
    await expect(other.locator("li.sentence").filter(has_text="Frau Elvers fragt nach.")).to_be_visible()
    # The first one stands in the next field already: the other waits until it is left.
    await expect(field(one)).to_be_focused()
    await one.evaluate("document.activeElement.blur()")
    await expect(field(other)).to_have_js_property("readOnly", False)
    await field(other).fill("Jetzt schreibt die andere.")
    await expect(field(one)).to_have_value("Jetzt schreibt die andere.")


async def test_the_keyboard_alone_writes_changes_and_strikes(ballot_ahead: Evening) -> None:
    evening = ballot_ahead
    page = await editor(evening)
    await tab_to(page, page.get_by_role("link", name="Zum neuen Satz"), most=30)
    await page.keyboard.press("Enter")
    await tab_to(page, field(page))
    await page.keyboard.type("Ein Satz.")
    await page.keyboard.press("Control+Enter")
    sentence = page.locator("li.sentence")
    await expect(sentence.filter(has_text="Ein Satz.")).to_be_visible()
    seq = evening.server.live.room.now.head.seq
    await expect(field(page)).to_be_focused()
    await tab_to(page, page.locator(f"#change-note-{seq} > summary"), keys="Shift+Tab")
    await page.keyboard.press("Enter")
    await tab_to(page, field(page, f"note-{seq}"))
    await page.keyboard.press("Control+A")
    await page.keyboard.type("Ein anderer Satz.")
    await page.keyboard.press("Control+Enter")
    changed = sentence.filter(has_text="Ein anderer Satz.")
    await expect(changed).to_contain_text("berichtigt 17.55 Uhr: Wortlaut der Niederschrift")
    await expect(page.locator(f"#change-note-{seq} > summary")).to_be_focused()
    await page.keyboard.press("Enter")
    await tab_to(page, pen(page, f"note-{seq}").get_by_role("button", name="Satz streichen"))
    await page.keyboard.press("Enter")
    await tab_to(page, page.get_by_role("dialog").get_by_role("button", name="Ja"))
    await page.keyboard.press("Enter")
    await expect(changed).to_have_count(0)


async def test_a_sentence_that_two_have_open_is_struck_and_every_form_stays_whole(
    ballot_ahead: Evening,
) -> None:
    one, other = await editor(ballot_ahead), await editor(ballot_ahead)
    await field(one).press_sequentially("Während")
    await ballot_ahead.ask("clerk", "note", item="1", text="Zwischendurch.")
    seq = ballot_ahead.server.live.room.now.head.seq
    await field(one).press_sequentially(" getippt")
    sentences = [page.locator("li.sentence").filter(has_text="Zwischendurch.") for page in (one, other)]
    for sentence in sentences:
        await sentence.locator("summary").first.click()
    await field(one, f"note-{seq}").fill("Von der einen.")
    await expect(field(other, f"note-{seq}")).to_have_js_property("readOnly", True)
    await pen(one, f"note-{seq}").get_by_role("button", name="Satz streichen").click()
    await one.get_by_role("dialog").get_by_role("button", name="Ja").click()
    for page, sentence in zip((one, other), sentences, strict=True):
        await expect(sentence).to_have_count(0)
        forms = await page.locator(".pen").count()
        await expect(page.locator(".pen [data-count]")).to_have_count(forms)
    assert ballot_ahead.unexpected == []


async def test_what_was_typed_is_there_after_a_crash_of_the_browser(ballot_ahead: Evening) -> None:
    evening = ballot_ahead
    page = await editor(evening)
    address, cookies = page.url, await page.context.cookies()
    await field(page).fill("Mitten im Satz")
    await kept(page)
    await page.context.close()
    context = await evening.context()
    await context.add_cookies(cookies)  # type: ignore[arg-type]
    again = await context.new_page()
    await again.goto(address)
    await expect(field(again)).to_have_value("Mitten im Satz")
    await expect(again.get_by_text("Entwurf von Frau Hollenstedt-Rühl, 17.55 Uhr")).to_be_visible()
    await field(again).focus()
    await again.keyboard.press("Control+End")
    await again.keyboard.type(" geht es weiter.")
    await press(pen(again), "Eintragen")
    await expect(
        again.locator("li.sentence").filter(has_text="Mitten im Satz geht es weiter.")
    ).to_be_visible()


async def test_what_is_typed_without_a_line_is_kept_when_it_is_back(ballot_ahead: Evening) -> None:
    evening = ballot_ahead
    evening.expect_complaint("ERR_INTERNET_DISCONNECTED")
    page = await editor(evening)
    await field(page).fill("Vorher")
    await kept(page)
    await page.context.set_offline(True)
    await field(page).press_sequentially(" und ohne Netz")
    await expect(pen(page).get_by_role("alert")).to_contain_text("Nicht gesichert: keine Verbindung.")
    await page.context.set_offline(False)
    await kept(page)
    (draft,) = evening.server.house.drafts.of(evening.server.meeting, "1").values()
    assert draft.typed.text == "Vorher und ohne Netz"


async def test_whose_sign_in_has_ended_keeps_the_text_in_the_field(ballot_ahead: Evening) -> None:
    evening = ballot_ahead
    evening.expect_complaint("status of 401")
    page = await editor(evening)
    await field(page).fill("Vorher")
    await kept(page)
    for mine in evening.server.house.sign_ins.of(evening.server.meeting):
        await evening.server.house.sign_ins.revoke(mine)
    await field(page).press_sequentially(" und danach")
    await expect(pen(page).get_by_role("alert")).to_contain_text("Ihre Anmeldung ist beendet.")
    await expect(field(page)).to_have_value("Vorher und danach")


async def test_what_is_typed_before_the_script_is_there_is_kept_too(ballot_ahead: Evening) -> None:
    evening = ballot_ahead
    page = await evening.clerk()
    may_come = asyncio.Event()

    async def later(route: Route) -> None:
        await may_come.wait()
        await route.continue_()

    await page.route("**/editor.js", later)
    await page.goto(f"{page.url}niederschrift", wait_until="commit")
    await field(page).fill("Früh begonnen")
    may_come.set()
    await kept(page)


async def test_a_text_that_is_too_long_is_said_while_typing_and_none_of_it_is_lost(
    ballot_ahead: Evening,
) -> None:
    page = await editor(ballot_ahead)
    await field(page).fill("x" * 20_003)
    await expect(pen(page).locator("[data-count]")).to_contain_text("3 Zeichen zu viel")
    await kept(page)
    await press(pen(page), "Eintragen")
    await expect(pen(page).get_by_role("alert")).to_contain_text("Bitte kürzen")
    await expect(field(page)).to_have_value("x" * 20_003)


async def test_a_fact_is_corrected_by_its_own_form_and_stands_there_corrected(ballot_open: Evening) -> None:
    evening = ballot_open
    await evening.ask("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
    page = await editor(evening)
    await page.get_by_role("link", name="berichtigen").click()
    form = page.get_by_role("dialog", name="Verlauf und Berichtigung")
    await form.get_by_role("spinbutton", name="Nein").fill("0")
    await form.get_by_role("spinbutton", name="Enthaltung").fill("1")
    await form.get_by_role("textbox", name="Grund der Berichtigung").fill("verzählt")
    await press(form, "Berichtigen")
    await expect(page.locator("main").get_by_text("Berichtigt um")).to_be_visible()
    ballot = evening.server.live.room.now.meeting.ballots["b1"]  # type: ignore[index]
    assert (ballot.counts[-1].no, ballot.counts[-1].abstain) == (0, 1)
