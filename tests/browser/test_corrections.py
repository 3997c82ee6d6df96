"""Corrections on the clerk's page: an hour, a count before and after its announcement, a note, and the morning after."""

import os
import re
from datetime import datetime

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, expect

from browser.kit import Evening, at, press

MORNING = datetime.fromisoformat("2021-01-22T09:05:00+01:00")


def past(clerk: Page) -> Locator:
    return clerk.get_by_role("region", name="Verlauf")


def entry(clerk: Page, words: str) -> Locator:
    """The newest line of the timeline that says this."""
    return past(clerk).get_by_role("listitem").filter(has_text=words).first


def dialog(clerk: Page) -> Locator:
    return clerk.get_by_role("dialog", name="Verlauf und Berichtigung")


async def correct(clerk: Page, words: str) -> Locator:
    """Open the form for a line; the form."""
    await entry(clerk, words).get_by_role("button", name=re.compile(r"^Nr\. \d+ berichtigen$")).click()
    form = dialog(clerk)
    await expect(
        form.get_by_role("heading", name=re.compile(r"^Eintrag Nr\. \d+ berichtigen$"))
    ).to_be_visible()
    return form


async def picture(page: Page, name: str) -> None:
    """For whoever wants to look at it: `PICTURES=folder`."""
    if folder := os.environ.get("PICTURES"):
        await page.screenshot(path=f"{folder}/{name}.png")


async def test_the_hour_of_an_arrival_is_corrected_with_the_keyboard_alone(evening: Evening) -> None:
    clerk = await evening.clerk()
    await evening.ask("clerk", "arrive", person="cordsen", via="room")
    evening.server.clock.set(at("17:50:00"))
    line = entry(clerk, "Cordsen ist im Saal")
    await line.get_by_role("button").focus()
    await clerk.keyboard.press("Enter")
    form = dialog(clerk)
    await expect(form).to_contain_text("17.28 Uhr")
    await expect(form).to_contain_text("Seitdem ist keine Abstimmung bekannt gegeben worden.")
    await expect(form.get_by_role("combobox", name="wer", exact=True)).to_be_focused()
    await expect(form.get_by_label("um", exact=True)).to_have_value("17:28")
    assert (await Axe().run(clerk)).violations_count == 0
    await form.get_by_label("um", exact=True).fill("17:35")
    await form.get_by_label("Grund der Berichtigung").fill("Uhr verlesen")
    await picture(clerk, "arrival")
    await clerk.keyboard.press("Enter")
    await expect(form).to_be_hidden()
    await expect(past(clerk).get_by_role("status")).to_have_text("Berichtigt um 17.50 Uhr.")
    await expect(past(clerk).get_by_role("group", name="Verlauf")).to_be_focused()
    await expect(entry(clerk, "Berichtigt. Eingetragen war: 17.28 Uhr")).to_contain_text(
        "Richtig ist: 17.35 Uhr"
    )
    await expect(entry(clerk, "Grund: Uhr verlesen")).to_be_visible()
    spans = next(p["spans"] for p in (await evening.record())["attendance"] if p["person"] == "cordsen")
    assert [span["from"] for span in spans] == ["2021-01-21T17:35:00+01:00"]
    # Escape leaves everything as it is, and brings the hand back to where it was.
    again = entry(clerk, "Eingetragen war").get_by_role("button")
    await again.focus()
    await clerk.keyboard.press("Enter")
    await expect(form).to_be_visible()
    await clerk.keyboard.press("Escape")
    await expect(form).to_be_hidden()
    await expect(again).to_be_focused()


async def test_a_wrong_count_is_corrected_before_and_after_its_announcement(ballot_open: Evening) -> None:
    evening = ballot_open
    clerk, hall = await evening.clerk(), await evening.hall()
    await evening.ask("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
    form = await correct(clerk, "Im Saal gezählt: 6 Ja")
    await expect(form).to_contain_text("Die Abstimmung ist noch nicht bekannt gegeben")
    await form.get_by_role("spinbutton", name="Ja", exact=True).fill("5")
    await form.get_by_role("spinbutton", name="Enthaltung", exact=True).fill("1")
    await form.get_by_label("Grund der Berichtigung").fill("verzählt")
    await picture(clerk, "count")
    await press(form, "Berichtigen")
    await expect(form).to_be_hidden()
    await evening.ask("chair", "close_ballot", ballot="b1")
    await evening.ask("chair", "announce_result", ballot="b1")
    await expect(hall.get_by_text("5 Ja-Stimmen gegen eine Nein-Stimme").first).to_be_visible()

    await picture(clerk, "after")
    form = await correct(clerk, "Eingetragen war: 17.55 Uhr Im Saal gezählt: 6 Ja")
    await expect(form).to_contain_text(
        "Bleibt das Ergebnis gleich, werden die neuen Zahlen noch einmal bekannt gegeben"
    )
    await form.get_by_role("spinbutton", name="Ja", exact=True).fill("1")
    await form.get_by_role("spinbutton", name="Nein", exact=True).fill("6")
    await form.get_by_role("spinbutton", name="Enthaltung", exact=True).fill("0")
    await form.get_by_label("Grund der Berichtigung").fill("noch einmal nachgesehen")
    await press(form, "Berichtigen")
    await expect(form.get_by_role("alert")).to_contain_text("wäre das Ergebnis ein anderes")
    await expect(form.get_by_role("alert")).to_contain_text("wiederholen")
    await form.get_by_role("spinbutton", name="Ja", exact=True).fill("7")
    await form.get_by_role("spinbutton", name="Nein", exact=True).fill("0")
    await press(form, "Berichtigen")
    await expect(form).to_be_hidden()
    await expect(hall.get_by_text("Die Eilbedürftigkeit wird einstimmig zuerkannt").first).to_be_visible()
    ballot = (await evening.record())["ballots"]["b1"]
    assert (ballot["yes"], ballot["no"], ballot["abstain"], ballot["state"]) == (7, 0, 0, "announced")


async def test_the_next_morning_a_note_is_struck_and_an_old_entry_is_found(evening: Evening) -> None:
    for person in ("brandhorst", "cordsen"):
        await evening.ask("clerk", "arrive", person=person, via="room")
    await evening.ask("chair", "open_meeting")
    await evening.ask("clerk", "note", item="1", text="Das war eine andere Sitzung.")
    await evening.ask("chair", "close_meeting")
    evening.server.clock.set(MORNING)
    clerk = await evening.clerk()
    form = await correct(clerk, "Notiz zu TOP 1: Das war eine andere Sitzung.")
    await expect(form.get_by_role("textbox", name="Satz fürs Protokoll")).to_have_value(
        "Das war eine andere Sitzung."
    )
    await form.get_by_role("checkbox", name="Das war nicht so: Eintrag streichen").check()
    await expect(form.get_by_role("textbox", name="Satz fürs Protokoll")).to_be_hidden()
    await form.get_by_label("Grund der Berichtigung").fill("falsches Blatt")
    await press(form, "Streichen")
    await expect(form).to_be_hidden()
    await expect(entry(clerk, "Gestrichen, war nicht so. Eingetragen war:")).to_contain_text(
        "Grund: falsches Blatt"
    )

    await press(past(clerk), "alle Einträge")
    line = dialog(clerk).get_by_role("listitem").filter(has_text="Cordsen ist im Saal")
    await line.get_by_role("button", name="berichtigen").click()
    await (
        dialog(clerk)
        .get_by_role("combobox", name="wie", exact=True)
        .select_option(label="nimmt per Video teil")
    )
    await dialog(clerk).get_by_label("Grund der Berichtigung").fill("war zugeschaltet")
    await picture(clerk, "morning")
    await press(dialog(clerk), "Berichtigen")
    await expect(dialog(clerk)).to_be_hidden()
    record = await evening.record()
    assert next(item for item in record["items"] if item["id"] == "1")["notes"] == []
    spans = next(p["spans"] for p in record["attendance"] if p["person"] == "cordsen")
    assert [(span["from"], span["via"]) for span in spans] == [("2021-01-21T17:28:00+01:00", "video")]


async def test_nobody_but_the_clerk_gets_the_form(evening: Evening) -> None:
    hall = await evening.hall()
    evening.expect_complaint("status of 403")
    answers = [
        await hall.evaluate(f"fetch('{path}').then((answer) => answer.status)")
        for path in ("eintrag/2", "verlauf")
    ]
    assert answers == [403, 403]


async def test_all_entries_are_narrowed_by_kind_item_person_and_words(ballot_ahead: Evening) -> None:
    clerk = await ballot_ahead.clerk()
    await clerk.keyboard.press("f")
    form = dialog(clerk)
    search = form.get_by_role("searchbox", name="Text suchen")
    await expect(search).to_be_focused()
    lines = form.locator(".past__line:visible")
    await form.get_by_role("combobox", name="Art").select_option("motions")
    await expect(lines).to_have_count(2)
    await form.get_by_role("combobox", name="Person").select_option("elvers")
    await expect(lines).to_have_count(1)
    await expect(lines).to_contain_text("Eilbedürftigkeit")
    await expect(form.get_by_role("status").first).to_contain_text(re.compile(r"^1 von \d+ Einträgen$"))
    await form.get_by_role("combobox", name="Art").select_option("")
    await form.get_by_role("combobox", name="Person").select_option("")
    await search.fill("voss geg")
    await expect(lines).to_have_count(0)
    await search.fill("voßkamp saal")
    await expect(lines).to_have_count(1)
    await search.fill("")
    await form.get_by_role("combobox", name="Punkt").select_option("1")
    await expect(lines.first).to_contain_text("Elvers hat geendet")
