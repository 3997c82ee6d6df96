"""A server that was restarted, perhaps as a newer version: pages come back by themselves and lose nothing of anybody."""

import pytest
from playwright.async_api import Page, expect

from browser.kit import Evening, press, receipt
from handzeichen.app.frames import Frame
from handzeichen.app.house import Live

TOLD = "Das Programm wurde erneuert."
NEWER = "0123456789ab"


async def restart(evening: Evening) -> None:
    """What pages see of one: they are sent away, and come back to a server with pages of its own."""
    evening.server.house.renderer.version = NEWER
    for page in tuple(evening.server.house.pages):
        page.send_away()


async def require_newer(page: Page) -> None:
    await expect(page.locator(f'body[data-version="{NEWER}"]')).to_be_attached()


async def test_a_page_of_an_older_version_loads_itself_anew_but_takes_nothing_from_anybody(
    ballot_open: Evening,
) -> None:
    evening = ballot_open
    hall, elvers, clerk = await evening.hall(), await evening.member("elvers"), await evening.clerk()
    await clerk.get_by_role("tab", name="Notiz").click()
    sentence = clerk.get_by_role("tabpanel", name="Notiz").get_by_label("Satz fürs Protokoll")
    await sentence.fill("Herr Karimi berich")
    await restart(evening)

    # A vote is being given, a sentence written: these wait, and can go on.
    for page in (elvers, clerk):
        await expect(page.get_by_role("alert").filter(has_text=TOLD)).to_be_visible()
    # Nobody types at the hall's display; but while a ballot is open no screen goes dark, and none speaks of programs.
    await evening.ask("nordmeier", "cast_vote", ballot="b1", choice="yes")
    await expect(hall.get_by_text("1 von 10")).to_be_visible()
    await expect(hall.get_by_text(TOLD)).to_have_count(0)
    for page in (elvers, clerk, hall):
        await expect(page.locator(f'body[data-version="{NEWER}"]')).to_have_count(0)
    await expect(sentence).to_have_value("Herr Karimi berich")
    await press(elvers, "Ja")
    await expect(receipt(elvers, "Ihre Stimme: Ja")).to_be_visible()
    await evening.ask("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
    await evening.ask("chair", "close_ballot", ballot="b1")
    await require_newer(elvers)
    await require_newer(hall)
    await expect(elvers.get_by_role("alert").filter(has_text=TOLD)).to_have_count(0)


async def test_a_page_does_not_go_round_between_two_versions(
    ballot_ahead: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind a proxy an older server still hands out the page, and a newer one speaks to it."""
    evening = ballot_ahead
    hall = await evening.hall()
    house, loads = evening.server.house, []
    hall.on("load", lambda page: loads.append(page.url))

    def greeting(live: Live, number: int = 0) -> Frame:
        at = live.room.time().isoformat()
        return Frame({"beat": number, "every": 1, "at": at, "version": NEWER})

    monkeypatch.setattr(house, "sign_of_life", greeting)
    for _ in range(2):
        for page in tuple(house.pages):
            page.send_away()
        await expect(hall.get_by_role("alert").filter(has_text=TOLD)).to_be_visible()
    await hall.wait_for_load_state()
    assert len(loads) == 1
