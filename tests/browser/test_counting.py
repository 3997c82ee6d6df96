"""Entering a ballot: digits and Tab alone, the rest by one key, each seat of the map by one click, a note from a block."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from playwright.async_api import Page, expect

from browser.kit import Begin, Evening, at, count_field, count_form, press
from browser.one_view import nothing_is_cut
from handzeichen.app.plan import read_plan
from handzeichen.meeting.ids import Line, PersonId, Text
from handzeichen.meeting.plan import Seating, TextBlock
from support.live import PLAN

ROWS = (("brandhorst", "vosskamp", "groothusen", "koepcke"), ("cordsen", "elvers", "lauenroth", "nordmeier"))


@pytest.fixture
async def seated(begin: Begin) -> AsyncIterator[Evening]:
    """The vote on urgency is open; most seats stand in a plan of the room, two beside it, and the house has a block."""
    rows = tuple(tuple(map(PersonId, row)) for row in (*ROWS, ("moehring-aufwind", "oezcelik")))
    blocks = (TextBlock(label=Line("Beleg"), text=Text("{name} legt um {zeit} einen Beleg vor.")),)
    async with begin(
        plan=replace(read_plan(PLAN), seating=Seating(rows=rows), text_blocks=blocks)
    ) as evening:
        await evening.server.play()
        evening.server.clock.set(at("17:55:00"))
        await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
        yield evening


async def test_a_whole_ballot_by_keyboard_and_by_the_map_of_the_room(seated: Evening) -> None:
    clerk = await seated.clerk()
    await clerk.keyboard.press("b")
    await clerk.keyboard.press("n")
    await expect(clerk.get_by_role("radio", name="Nein n")).to_be_checked()
    await nothing_is_cut(seated, clerk, "a ballot open, on the seat map", ".spot")
    spot = clerk.locator("[data-spot][data-name=Cordsen]")
    await spot.click()
    await expect(spot).to_have_accessible_name("Cordsen: eingetragen: Nein")
    await clerk.keyboard.press("j")
    for name in ("Elvers", "Nordmeier", "Möhring"):
        spot = clerk.locator(f"[data-spot][data-name={name}]")
        await spot.click()
        await expect(spot).to_have_accessible_name(f"{name}: eingetragen: Ja")
    await press(clerk, "als Liste")
    await expect(clerk.get_by_role("button", name="Cordsen: Nein", exact=True)).to_be_visible()
    await rest_by_one_key(clerk)
    ballot = (await seated.record())["ballots"]["b1"]
    assert (ballot["yes"], ballot["no"]) == (9, 1)
    assert ballot["sources"] == {"cast": 0, "recorded": 4, "counted": 0, "derived": 6}


async def rest_by_one_key(clerk: Page) -> None:
    """Six hands are left in the room: none against, none abstains, the rest is Ja; close and announce."""
    await expect(count_form(clerk).get_by_text("6 im Saal zu zählen")).to_be_visible()
    await count_field(clerk, "Ja").press("r")
    await expect(count_field(clerk, "Nein")).to_be_focused()
    await clerk.keyboard.type("0")
    await clerk.keyboard.press("Tab")
    await clerk.keyboard.type("0")
    await expect(count_form(clerk).get_by_text("Rest: 6 Ja")).to_be_visible()
    await clerk.keyboard.press("Enter")
    await expect(clerk.get_by_role("listitem").filter(has_text="Alle Stimmen sind da.")).to_be_visible()
    await clerk.keyboard.press("w")
    await expect(clerk.get_by_role("button", name="Ergebnis bekannt geben")).to_be_enabled()
    await clerk.keyboard.press("w")
    await expect(clerk.get_by_role("region", name="Letztes Ergebnis")).to_be_visible()


async def test_a_note_is_begun_with_a_block_of_the_house_without_a_mouse(seated: Evening) -> None:
    clerk = await seated.clerk()
    await clerk.keyboard.press("/")
    await clerk.keyboard.type("voß")
    await clerk.keyboard.press("Enter")
    await clerk.keyboard.press("2")
    words = clerk.get_by_role("textbox", name="Satz fürs Protokoll")
    await expect(words).to_be_focused()
    await clerk.keyboard.press("Shift+Tab")
    await clerk.keyboard.press("Shift+Tab")
    await clerk.keyboard.type("Bel")
    await clerk.keyboard.press("Enter")
    await expect(words).to_have_value("Ratsfrau Voßkamp legt um 17.55 Uhr einen Beleg vor.")
    await expect(words).to_be_focused()
    await clerk.keyboard.type(" Er")
    await clerk.keyboard.press("Shift+Tab")
    await clerk.keyboard.press("Shift+Tab")
    await clerk.keyboard.type("Hinw")
    await clerk.keyboard.press("Enter")
    assert await words.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == "…"
