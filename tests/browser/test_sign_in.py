"""Signing in: a link's button, several people in tabs of one browser, and an end that counts at once."""

import asyncio

from playwright.async_api import expect

from browser.kit import Evening, button, press, receipt
from handzeichen.app.offers import Role
from handzeichen.app.sign_in import COOKIE
from handzeichen.meeting.ids import BallotId

SIGNED_OUT = "Ihre Anmeldung ist beendet."
NOT_SIGNED_IN = "Sie sind nicht angemeldet"
USED = "Dieser Link gilt nicht mehr"


async def test_opening_a_link_signs_nobody_in_and_its_button_does_so_once(evening: Evening) -> None:
    evening.expect_complaint("status of 410")
    link = await evening.server.link(Role.MEMBER, "elvers")
    scanner, elvers, stranger = [await (await evening.context()).new_page() for _ in range(3)]
    for page in (scanner, elvers):
        await page.goto(link)
        await expect(page.get_by_role("heading", name="Ratsfrau Elvers")).to_be_visible()
    assert evening.server.house.sign_ins.of(evening.server.meeting) == []
    await press(elvers, "Hier anmelden")
    await expect(elvers.get_by_text("Sie sind noch nicht dabei")).to_be_visible()
    await press(scanner, "Hier anmelden")
    await expect(scanner.get_by_role("alert").filter(has_text=USED)).to_be_visible()
    await stranger.goto(link)
    await expect(stranger.get_by_role("alert").filter(has_text=USED)).to_be_visible()
    assert len(evening.server.house.sign_ins.of(evening.server.meeting)) == 1


async def test_people_who_share_a_browser_keep_a_sign_in_each_and_vote_for_themselves(
    ballot_open: Evening,
) -> None:
    evening = ballot_open
    shared = await evening.context()
    elvers, moehring, clerk = [
        await evening.sign_in(shared, role, person)
        for role, person in (
            (Role.MEMBER, "elvers"),
            (Role.MEMBER, "moehring-aufwind"),
            (Role.CLERK, None),
        )
    ]
    names = {cookie.get("name", "") for cookie in await shared.cookies()}
    assert len(names) == 3 and all(name.startswith(COOKIE) for name in names)
    await press(elvers, "Ja")
    await press(moehring, "Nein")
    await press(clerk, "Nordmeier: Enthaltung")
    await expect(clerk.get_by_text("3 von 10 Stimmen da")).to_be_visible()
    await asyncio.gather(elvers.reload(), moehring.reload(), clerk.reload())
    await expect(receipt(elvers, "Ihre Stimme: Ja")).to_be_visible()
    await expect(receipt(moehring, "Ihre Stimme: Nein")).to_be_visible()
    await press(moehring, "Ja")
    await expect(receipt(moehring, "Ihre Stimme: Ja")).to_be_visible()
    votes = {
        seat: vote.choice
        for seat, vote in evening.server.live.room.now.meeting.ballots[BallotId("b1")].votes.items()
    }
    assert votes == {"elvers": "yes", "moehring-aufwind": "yes", "nordmeier": "abstain"}


async def test_a_revoked_sign_in_ends_at_once_on_all_its_pages_and_on_no_other(ballot_open: Evening) -> None:
    evening = ballot_open
    evening.expect_complaint("status of 401")
    shared = await evening.context()
    elvers = await evening.sign_in(shared, Role.MEMBER, "elvers")
    moehring = await evening.sign_in(shared, Role.MEMBER, "moehring-aufwind")
    second = await shared.new_page()
    await second.goto(elvers.url)
    await expect(button(second, "Ja")).to_be_enabled()
    revoked = next(
        s for s in evening.server.house.sign_ins.of(evening.server.meeting) if s.slug in elvers.url
    )
    await evening.server.house.sign_ins.revoke(revoked)
    for page in (elvers, second):
        await expect(page.get_by_role("alert").filter(has_text=SIGNED_OUT)).to_be_visible()
        await expect(button(page, "Ja")).to_be_disabled()
        await expect(button(page, "Ich möchte sprechen")).to_be_disabled()
    await elvers.reload()
    await expect(elvers.get_by_text(NOT_SIGNED_IN)).to_be_visible()
    await press(moehring, "Ja")
    await expect(receipt(moehring, "Ihre Stimme: Ja")).to_be_visible()


async def test_the_address_of_a_page_opens_nothing_in_another_browser(ballot_open: Evening) -> None:
    evening = ballot_open
    evening.expect_complaint("status of 401")
    elvers = await evening.member("elvers")
    elsewhere = await (await evening.context()).new_page()
    await elsewhere.goto(elvers.url)
    await expect(elsewhere.get_by_text(NOT_SIGNED_IN)).to_be_visible()
    await expect(elsewhere.get_by_role("button")).to_have_count(0)
