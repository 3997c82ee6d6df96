"""Signing in: a link's button, several people in tabs of one browser, and an end that counts at once."""

import asyncio

from playwright.async_api import expect

from browser.kit import PHONE, Evening, button, press, receipt
from handzeichen.app.offers import Role
from handzeichen.app.sign_in import COOKIE
from handzeichen.meeting.ids import BallotId

SIGNED_OUT = "Ihre Anmeldung ist beendet."
NOT_SIGNED_IN = "Sie sind nicht angemeldet"
IN_USE = "Dieser Link ist auf einem anderen Gerät in Benutzung."
WAITS = "Die Protokollführung ist gefragt worden"


async def test_opening_a_link_signs_nobody_in_and_its_button_binds_it_to_the_device(evening: Evening) -> None:
    link = await evening.server.link(Role.MEMBER, "elvers")
    scanner, elvers, stranger = [await (await evening.context()).new_page() for _ in range(3)]
    for page in (scanner, elvers):
        await page.goto(link)
        await expect(page.get_by_role("heading", name="Ratsfrau Elvers")).to_be_visible()
    assert evening.server.house.sign_ins.of(evening.server.meeting) == []
    await press(elvers, "Hier anmelden")
    await expect(elvers.get_by_text("Sie sind noch nicht dabei")).to_be_visible()
    await press(scanner, "Hier anmelden")
    await expect(scanner.get_by_text(WAITS)).to_be_visible()
    await stranger.goto(link)
    await expect(stranger.get_by_text(IN_USE)).to_be_visible()
    assert len(evening.server.house.sign_ins.of(evening.server.meeting)) == 1


async def test_the_clerk_lets_a_second_device_in_with_one_press_and_ends_one_in_mid_ballot(
    ballot_open: Evening,
) -> None:
    evening = ballot_open
    clerk = await evening.clerk()
    link = await evening.server.link(Role.MEMBER, "elvers")
    phone, tablet = [await (await evening.context(PHONE)).new_page() for _ in range(2)]
    await phone.goto(link)
    await press(phone, "Hier anmelden")
    await phone.wait_for_url("**/s/*/")  # Whoever is there first is the first device.
    await tablet.goto(link)
    await press(tablet, "Hier anmelden")
    number = await tablet.get_by_text("Prüfzahl").locator("strong").text_content()
    notice = clerk.get_by_role("status").filter(has_text="zweiten Gerät anmelden")
    await expect(notice).to_contain_text(f"Prüfzahl {number}")
    await press(clerk, "Ratsfrau Elvers (BLE) zulassen")
    await tablet.wait_for_url("**/s/*/")
    await evening.taps[tablet].connected()
    await press(tablet, "Ja")
    await expect(receipt(phone, "Ihre Stimme: Ja")).to_be_visible()
    await expect(notice).to_have_count(0)

    await clerk.get_by_role("tab", name="Weitere").click()
    await press(clerk, "Angemeldete Geräte …")
    await clerk.get_by_role("row").filter(has_text="2. Gerät").get_by_role("button").click()
    await press(clerk, "Abmelden")
    await expect(
        tablet.get_by_role("alert").filter(has_text=f"{SIGNED_OUT} Ihre erfasste Stimme bleibt gültig.")
    ).to_be_visible()
    await expect(button(tablet, "Nein")).to_be_disabled()
    await expect(
        clerk.get_by_role("row").filter(has_text="Elvers").get_by_role("button", name="Gerät abmelden")
    ).to_have_count(1)
    await expect(receipt(phone, "Ihre Stimme: Ja")).to_be_visible()
    await press(phone, "Nein")
    await expect(receipt(phone, "Ihre Stimme: Nein")).to_be_visible()


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
    for page in (elvers, moehring, clerk):
        await evening.taps[page].connected()
    await expect(receipt(elvers, "Ihre Stimme: Ja")).to_be_visible()
    await expect(receipt(moehring, "Ihre Stimme: Nein")).to_be_visible()
    await press(moehring, "Ja")
    await expect(receipt(moehring, "Ihre Stimme: Ja")).to_be_visible()
    await press(elvers, "Dieses Gerät abmelden")
    await press(elvers, "Abmelden")
    await expect(elvers.get_by_text("Sie sind abgemeldet.")).to_be_visible()
    assert {cookie.get("name", "") for cookie in await shared.cookies()} < names
    await press(moehring, "Nein")
    await expect(receipt(moehring, "Ihre Stimme: Nein")).to_be_visible()
    await press(clerk, "Nordmeier: Nein")
    await expect(clerk.get_by_role("button", name="Nordmeier: Nein")).to_have_attribute(
        "aria-pressed", "true"
    )
    await expect(clerk.get_by_text("Nordmeier").first).to_be_visible()
    votes = {
        seat: vote.choice
        for seat, vote in evening.server.live.room.now.meeting.ballots[BallotId("b1")].votes.items()
    }
    assert votes == {"elvers": "yes", "moehring-aufwind": "no", "nordmeier": "no"}


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


async def test_two_tabs_of_one_member_show_the_same_and_closing_one_changes_nothing(
    ballot_open: Evening,
) -> None:
    evening = ballot_open
    first = await evening.member("elvers")
    second = await first.context.new_page()
    await second.goto(first.url)
    await evening.taps[second].connected()
    await press(second, "Ja")
    for tab in (first, second):
        await expect(receipt(tab, "Ihre Stimme: Ja")).to_be_visible()
    await press(first, "Enthaltung")
    await expect(receipt(second, "Ihre Stimme: Enthaltung")).to_be_visible()
    await second.close()
    await press(first, "Nein")
    await expect(receipt(first, "Ihre Stimme: Nein")).to_be_visible()
    assert len(evening.server.house.sign_ins.of(evening.server.meeting)) == 1


async def test_the_address_of_a_page_opens_nothing_in_another_browser(ballot_open: Evening) -> None:
    evening = ballot_open
    evening.expect_complaint("status of 401")
    elvers = await evening.member("elvers")
    elsewhere = await (await evening.context()).new_page()
    await elsewhere.goto(elvers.url)
    await expect(elsewhere.get_by_text(NOT_SIGNED_IN)).to_be_visible()
    await expect(elsewhere.get_by_role("button")).to_have_count(0)
