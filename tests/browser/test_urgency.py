"""The urgency vote by hand: 6 to 1 in the room, three Ja by video, 9 Ja-Stimmen gegen eine Nein-Stimme."""

import asyncio
import re

from playwright.async_api import Locator, Page, expect

from browser.kit import Evening, at, count_hands, press, receipt, words

CHOICES = re.compile(r"\b(Ja|Nein|Enthaltung(en)?)\b")
NINE_TO_ONE = "9 Ja-Stimmen gegen eine Nein-Stimme"


async def test_two_members_and_the_clerk_vote_the_chair_announces_and_the_hall_shows_nine_to_one(
    ballot_ahead: Evening,
) -> None:
    evening = ballot_ahead
    hall, chair, clerk, elvers, moehring = await asyncio.gather(
        evening.hall(),
        evening.chair(),
        evening.clerk(),
        evening.member("elvers"),
        evening.member("moehring-aufwind"),
    )
    await press(chair, "Abstimmen")
    await expect(hall.get_by_text("Es fehlen:")).to_contain_text("7 Handzeichen im Saal")
    await expect(hall.get_by_text("Es fehlen:")).to_contain_text("Nordmeier")

    await press(elvers, "Ja")
    await expect(receipt(elvers, "Ihre Stimme: Ja · erfasst um 17.55 Uhr – änderbar")).to_be_visible()
    await expect(hall.get_by_text("1 von 10")).to_be_visible()
    await press(elvers, "Nein")
    await expect(receipt(elvers, "Ihre Stimme: Nein · erfasst um 17.55 Uhr – änderbar")).to_be_visible()
    await press(elvers, "Ja")
    await expect(receipt(elvers, "Ihre Stimme: Ja · erfasst um 17.55 Uhr – änderbar")).to_be_visible()
    await expect(seat(hall, "Ratsfrau Elvers")).to_contain_text("erfasst")
    await expect(seat(hall, "Ratsherr Möhring")).to_contain_text("fehlt")
    await expect(receipt(moehring, "Ihre Stimme ist noch nicht erfasst.")).to_be_visible()
    await press(moehring, "Ja")
    await expect(hall.get_by_text("2 von 10")).to_be_visible()

    await press(clerk, "Nordmeier: Ja")
    await expect(hall.get_by_text("3 von 10")).to_be_visible()
    await count_hands(clerk, 6, 1, 0)
    await expect(hall.get_by_text("10 von 10")).to_be_visible()
    await expect(hall.get_by_text("Alle Stimmen sind da.")).to_be_visible()

    await press(chair, "Abstimmung schließen")
    await expect(hall.get_by_text("Das Ergebnis wird gleich bekannt gegeben.")).to_be_visible()
    await expect(chair.get_by_text(NINE_TO_ONE)).to_be_visible()
    assert not CHOICES.search(await words(hall)), "numbers and choices are the chair's to announce"
    assert not any(CHOICES.search(html) for parts in evening.taps[hall].parts() for html in parts.values())
    for member in (elvers, moehring):
        assert NINE_TO_ONE not in await words(member)

    evening.server.clock.set(at("17:55:40"))
    await press(chair, "Ergebnis bekannt geben")
    for page in (hall, elvers, moehring):
        await expect(result(page)).to_be_visible()
        await expect(page.get_by_text("im Saal 7 · per Video 3").first).to_be_visible()
    ballot = (await evening.record())["ballots"]["b1"]
    assert (ballot["yes"], ballot["no"], ballot["abstain"], ballot["not_voted"]) == (9, 1, 0, 0)
    assert ballot["by_video"] == {"yes": 3, "no": 0, "abstain": 0}
    assert ballot["sources"] == {"cast": 2, "recorded": 1, "counted": 7, "derived": 0}


async def test_with_no_chair_page_open_the_clerk_enters_the_chairs_words(ballot_ahead: Evening) -> None:
    evening = ballot_ahead
    hall, clerk, elvers, moehring = await asyncio.gather(
        evening.hall(), evening.clerk(), evening.member("elvers"), evening.member("moehring-aufwind")
    )
    await press(clerk, "Abstimmen")
    await press(elvers, "Ja")
    await press(moehring, "Ja")
    await press(clerk, "Nordmeier: Ja")
    await count_hands(clerk, 6, 1, 0)
    await expect(hall.get_by_text("10 von 10")).to_be_visible()
    await press(clerk, "Abstimmung schließen")
    await press(clerk, "Ergebnis bekannt geben")
    await expect(result(hall)).to_be_visible()
    assert (await evening.record())["ballots"]["b1"]["result"] == "passed"


async def test_what_one_member_votes_stands_on_no_other_page(ballot_open: Evening) -> None:
    evening = ballot_open
    elvers, moehring, hall, clerk = await asyncio.gather(
        evening.member("elvers"), evening.member("moehring-aufwind"), evening.hall(), evening.clerk()
    )
    await press(elvers, "Enthaltung")
    await expect(receipt(elvers, "Ihre Stimme: Enthaltung")).to_be_visible()
    await expect(hall.get_by_text("1 von 10")).to_be_visible()
    await expect(clerk.get_by_text("selbst abgestimmt")).to_be_visible()
    assert await own_vote(elvers) == ["Enthaltung"]
    assert await own_vote(moehring) == []
    assert "Ihre Stimme: Enthaltung" not in await words(moehring)
    assert "Enthaltung" not in await words(hall)
    frames = [
        html
        for page in (moehring, hall, clerk)
        for parts in evening.taps[page].parts()
        for html in parts.values()
    ]
    assert frames, "the pages were told"
    assert not any(re.search(r"eingetragen: |Ihre Stimme: ", html) for html in frames)


def result(page: Page) -> Locator:
    """The announced result, where everybody reads it."""
    return page.get_by_role("main").get_by_text(NINE_TO_ONE)


def seat(page: Page, name: str) -> Locator:
    """A seat's row in the list of those who are here."""
    return page.get_by_role("listitem").filter(has_text=name)


async def own_vote(page: Page) -> list[str]:
    """The vote buttons that the page shows as pressed."""
    pressed = page.get_by_role("button", pressed=True)
    return [label for label in ("Ja", "Nein", "Enthaltung") if await pressed.filter(has_text=label).count()]
