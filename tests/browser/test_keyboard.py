"""Without a mouse: a member votes, clerk and chair carry a ballot, and the public finds a result, in a handful of keys."""

import asyncio

from playwright.async_api import Locator, Page, expect

from browser.kit import PHONE, Evening, button, count_field, nine_to_one, receipt


async def test_a_member_votes_with_the_keyboard_in_few_keys(ballot_open: Evening) -> None:
    elvers = await ballot_open.member("elvers")
    yes, no = elvers.get_by_role("button", name="Ja"), elvers.get_by_role("button", name="Nein")
    await elvers.keyboard.press("Tab")
    await elvers.keyboard.press("Enter")  # "Zum Inhalt" leads past the languages.
    await expect(elvers.get_by_role("main")).to_be_focused()
    keys = await tab_to(elvers, yes)
    await elvers.keyboard.press("Enter")
    assert keys + 3 <= 5
    await expect(receipt(elvers, "Ihre Stimme: Ja")).to_be_visible()
    await expect(yes).to_be_focused()
    await elvers.keyboard.press("Tab")
    await elvers.keyboard.press("Space")
    await expect(receipt(elvers, "Ihre Stimme: Nein")).to_be_visible()
    await expect(no).to_be_focused()


async def test_the_first_key_leads_past_the_head_of_the_page(ballot_open: Evening) -> None:
    elvers = await ballot_open.member("elvers")
    await elvers.keyboard.press("Tab")
    await expect(elvers.get_by_role("link", name="Zum Inhalt")).to_be_focused()
    await elvers.keyboard.press("Enter")
    await expect(elvers.get_by_role("main")).to_be_focused()


async def test_the_clerk_carries_a_ballot_from_opening_to_result_with_the_keyboard_alone(
    ballot_ahead: Evening,
) -> None:
    evening = ballot_ahead
    clerk, hall = await asyncio.gather(evening.clerk(), evening.hall())
    await clerk.keyboard.press("w")
    await expect(hall.get_by_text("0 von 10")).to_be_visible()
    for member in ("elvers", "moehring-aufwind", "nordmeier"):
        await evening.ask(member, "cast_vote", ballot="b1", choice="yes")
    await expect(count_field(clerk, "Ja")).to_be_focused()
    await clerk.keyboard.type("6")
    await clerk.keyboard.press("Tab")
    await clerk.keyboard.type("1")
    await clerk.keyboard.press("Tab")
    await clerk.keyboard.type("0")
    await clerk.keyboard.press("Enter")
    await expect(hall.get_by_text("10 von 10")).to_be_visible()
    await expect(clerk.get_by_role("heading", name="Antrag der BLE-Fraktion").first).to_be_focused()
    await clerk.keyboard.press("w")
    await expect(button(clerk, "Ergebnis bekannt geben")).to_be_enabled()
    await clerk.keyboard.press("w")
    await expect(hall.get_by_text("9 Ja-Stimmen gegen eine Nein-Stimme").first).to_be_attached()


async def test_the_chair_opens_closes_and_announces_a_ballot_with_the_keyboard_alone(
    ballot_ahead: Evening,
) -> None:
    evening = ballot_ahead
    chair, hall = await asyncio.gather(evening.chair(), evening.hall())
    act = chair.locator(".next__act").first
    await chair.keyboard.press("Tab")
    await chair.keyboard.press("Enter")
    await expect(chair.get_by_role("main")).to_be_focused()
    await tab_to(chair, act.and_(button(chair, "Abstimmen")), most=2)
    await chair.keyboard.press("Enter")
    await expect(hall.get_by_text("0 von 10")).to_be_visible()
    for member in ("elvers", "moehring-aufwind", "nordmeier"):
        await evening.ask(member, "cast_vote", ballot="b1", choice="yes")
    await evening.ask("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
    await expect(chair.get_by_role("main")).to_contain_text("Alle Stimmen sind da.")
    # The place of the step keeps the focus: from here on one key is one step.
    for label in ("Abstimmung schließen", "Ergebnis bekannt geben"):
        await expect(act).to_have_text(label)
        await expect(act).to_be_enabled()
        await expect(act).to_be_focused()
        await chair.keyboard.press("Enter")
    await expect(hall.get_by_role("main")).to_contain_text("9 Ja-Stimmen gegen eine Nein-Stimme")


async def test_whoever_looks_on_gets_from_the_meeting_to_one_result_with_the_keyboard_alone(
    ballot_open: Evening,
) -> None:
    evening = ballot_open
    await nine_to_one(evening)
    page = await (await evening.context(PHONE)).new_page()
    await page.goto(f"{evening.server.url}/public/{evening.server.meeting}/")
    await tab_to(page, page.get_by_role("link", name="Zum Inhalt"), most=1)
    await tab_to(page, page.get_by_role("link", name="Alle Ergebnisse"), most=4)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/ergebnisse")
    await tab_to(page, page.get_by_role("link", name="Zum Inhalt"), most=1)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main")).to_be_focused()
    await tab_to(page, page.get_by_role("navigation").get_by_role("link", name="Verwaltungsentwurf"), most=2)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/ergebnisse#top-2")
    await expect(page.locator("#top-2")).to_be_focused()
    await expect(page.locator("#top-2")).to_be_in_viewport()
    await expect(page.locator("#top-2")).to_contain_text("9 Ja-Stimmen gegen eine Nein-Stimme")
    await tab_to(page, page.get_by_role("link", name="TOP 2", exact=True), most=1)


async def test_the_clerk_finds_a_person_by_name_and_enters_what_happened_with_one_key(
    ballot_ahead: Evening,
) -> None:
    evening = ballot_ahead
    clerk, hall = await asyncio.gather(evening.clerk(), evening.hall())
    await clerk.keyboard.press("/")
    await clerk.keyboard.type("vos")
    await clerk.keyboard.press("Enter")
    await clerk.keyboard.press("g")
    await expect(hall.get_by_text("9 von 11 Sitzen anwesend, 6 nötig")).to_be_visible()
    await expect(button(clerk, "Voßkamp: im Saal")).to_be_enabled()  # The hall sees it first.
    await clerk.keyboard.press("s")
    await expect(hall.get_by_text("10 von 11 Sitzen anwesend, 6 nötig")).to_be_visible()


async def test_a_letter_typed_into_a_note_presses_nothing(ballot_ahead: Evening) -> None:
    clerk = await ballot_ahead.clerk()
    await clerk.get_by_role("tab", name="Notiz").click()
    note = clerk.get_by_role("tabpanel", name="Notiz").get_by_label("Satz fürs Protokoll")
    await note.focus()
    await clerk.keyboard.type("wir sagen b/v")
    await expect(note).to_have_value("wir sagen b/v")
    assert ballot_ahead.server.live.room.now.meeting.ballot is None


async def tab_to(page: Page, target: Locator, most: int = 12, *, keys: str = "Tab") -> int:
    """Press Tab, or other keys, until this has the focus; how often that was."""
    await expect(target).to_be_enabled()
    for times in range(1, most + 1):
        await page.keyboard.press(keys)
        if await target.evaluate("one => one === document.activeElement"):
            return times
    raise AssertionError(f"not reached with {most} keys")
