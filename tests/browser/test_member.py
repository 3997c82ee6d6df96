"""A member's phone: buttons that no finger hits by accident, within reach of a thumb, and what a screen reader hears."""

import asyncio
from itertools import pairwise

from playwright.async_api import Locator, Page, expect

from browser.kit import UNNOTICED, Begin, Evening, at, press, receipt
from browser.test_chair import SMALL as TOO_SMALL
from browser.test_keyboard import tab_to
from browser.test_screens import barriers_of
from handzeichen.meeting.events import VoteCast
from handzeichen.meeting.ids import Choice

SMALL = (360, 640)
LISTEN = """() => {
    window.heard = [];
    const regions = '[role="status"], [role="alert"], [aria-live]';
    new MutationObserver((changes) => {
        const changed = new Set(changes.map((one) => (one.target.closest ?? ((wanted) => one.target.parentElement?.closest(wanted))).call(one.target, regions)));
        for (const region of changed) if (region?.textContent.trim()) window.heard.push(region.textContent.trim().replace(/\\s+/g, " "));
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
"""What a screen reader would say, in order: each change of a live region, whole."""


async def test_no_vote_is_cast_by_a_tap_that_comes_too_soon_or_twice(begin: Begin) -> None:
    async with begin(**UNNOTICED) as evening:
        await evening.server.play()
        elvers = await evening.member("elvers", size=SMALL)
        await elvers.clock.install(time=at("17:56:00"))
        await elvers.clock.pause_at(at("17:56:10"))
        await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
        yes, no = await choices(elvers, "Ja"), await choices(elvers, "Nein")
        await tap(elvers, yes)  # The ballot has just come up under the finger.
        await expect(yes).to_have_attribute("aria-disabled", "true")
        await elvers.clock.run_for(700)
        await tap(elvers, yes)
        await expect(receipt(elvers, "Ihre Stimme: Ja")).to_be_visible()
        await tap(elvers, no)  # A trembling hand's second tap slips to the neighbour.
        await tap(elvers, yes)
        await elvers.clock.run_for(700)
        await tap(elvers, no)
        await expect(receipt(elvers, "Ihre Stimme: Nein")).to_be_visible()
        assert cast(evening) == [Choice.YES, Choice.NO]


async def test_the_buttons_are_large_apart_within_a_thumbs_reach_and_stay_where_they_are(
    ballot_open: Evening,
) -> None:
    evening = ballot_open
    elvers = await evening.member("elvers", size=SMALL)
    names = ("Ja", "Nein", "Enthaltung")
    places = [await box(await choices(elvers, name)) for name in names]
    assert all(place["height"] >= 60 and place["y"] >= SMALL[1] / 2 for place in places)
    assert all(below["y"] - (above["y"] + above["height"]) >= 12 for above, below in pairwise(places))
    assert places[2]["y"] + places[2]["height"] <= SMALL[1]
    assert await elvers.evaluate(TOO_SMALL) == []
    await press(elvers, "Ja")
    await expect(receipt(elvers, "Ihre Stimme: Ja")).to_be_visible()
    await evening.ask("nordmeier", "lose_connection", person="nordmeier")
    await evening.ask("elvers", "request_floor", person="elvers", kind="speech")
    await expect(elvers.get_by_text("Sie sind als Nächstes dran.")).to_be_attached()
    assert [await box(await choices(elvers, name)) for name in names] == places
    # A narrow phone, and a page at twice its size: nothing sideways, and all within reach by scrolling down.
    for height in (568, 300):
        await elvers.set_viewport_size({"width": 320, "height": height})
        assert await elvers.evaluate("document.documentElement.scrollWidth") <= 320, height
        await (await choices(elvers, "Enthaltung")).scroll_into_view_if_needed()
        await expect(await choices(elvers, "Enthaltung")).to_be_in_viewport(ratio=0.9)


async def test_a_screen_reader_hears_each_step_of_a_ballot_once(ballot_ahead: Evening) -> None:
    evening = ballot_ahead
    elvers = await evening.member("elvers")
    await elvers.evaluate(LISTEN)
    await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    await press(elvers, "Ja")
    await expect(receipt(elvers, "Ihre Stimme: Ja")).to_be_visible()
    await evening.ask("moehring-aufwind", "cast_vote", ballot="b1", choice="yes")
    await evening.ask("nordmeier", "cast_vote", ballot="b1", choice="yes")
    await evening.ask("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
    await evening.ask("chair", "close_ballot", ballot="b1")
    await expect(receipt(elvers, "gezählt")).to_be_visible()
    await evening.ask("chair", "announce_result", ballot="b1")
    await expect(elvers.locator("#part-say")).to_contain_text("Ergebnis")
    heard: list[str] = await elvers.evaluate("window.heard")
    assert heard == [
        "Die Abstimmung ist eröffnet: Antrag der BLE-Fraktion auf Eilbedürftigkeit",
        "Noch nicht bestätigt …",
        "Ihre Stimme: Ja · erfasst um 17.55 Uhr – änderbar",
        "Die Abstimmung ist geschlossen.",
        "Ihre Stimme: Ja · erfasst um 17.55 Uhr – gezählt",
        "Ergebnis: Zuerkannt. Die Eilbedürftigkeit wird mit 9 Ja-Stimmen gegen eine Nein-Stimme zuerkannt.",
    ]


async def test_with_keys_alone_a_member_has_voted_within_seconds_and_reads_it_in_the_own_list(
    ballot_ahead: Evening,
) -> None:
    evening = ballot_ahead
    elvers = await evening.member("elvers")
    began = asyncio.get_running_loop().time()
    await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    no = await choices(elvers, "Nein")
    await tab_to(elvers, no)
    await elvers.keyboard.press("Enter")
    await expect(receipt(elvers, "Ihre Stimme: Nein")).to_be_visible()
    assert asyncio.get_running_loop().time() - began < 10
    await evening.ask("chair", "abort_ballot", ballot="b1", reason="Bild weg")
    await elvers.get_by_role("link", name="Meine Stimmen").click()
    await expect(elvers.get_by_role("listitem")).to_contain_text("Nein um 17.55 Uhr")
    assert await barriers_of(elvers, "own votes") == []


async def choices(page: Page, name: str) -> Locator:
    """One of the three buttons, whatever else it says."""
    button = page.locator(".votebtn").filter(has_text=name)
    await expect(button).to_be_visible()
    return button


async def box(button: Locator) -> dict[str, float]:
    """Where it stands in the window."""
    found = await button.bounding_box()
    assert found is not None
    return {"x": found["x"], "y": found["y"], "width": found["width"], "height": found["height"]}


async def tap(page: Page, button: Locator) -> None:
    """A finger comes down there, whatever the page thinks of it."""
    place = await box(button)
    await page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)


def cast(evening: Evening) -> list[Choice]:
    """Every vote that came in, in order."""
    return [
        one.event.choice for one in evening.server.live.room.now.recent if isinstance(one.event, VoteCast)
    ]
