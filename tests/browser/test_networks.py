"""What networks and devices do to a page in the middle of a vote: half open, cut, a portal in between, sleep, a wrong clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, expect

from browser.kit import SOCKET_LOST, Begin, Evening, button, cookie_of, press, receipt
from browser.test_cut import open_the_ballot
from handzeichen.app.offers import Role
from handzeichen.meeting.events import VoteCast
from handzeichen.meeting.ids import Choice
from support.proxy import PORTAL, Proxy, portal, proxy

SINCE = "Keine Verbindung seit 17.55 Uhr. Was Sie sehen, kann veraltet sein."
FOREIGN = "Ihr Netz verlangt offenbar eine eigene Anmeldung"
GIVEN = "Ihre Stimme: {} · erfasst um 17.55 Uhr – änderbar"


async def test_a_line_that_is_half_open_then_cut_then_back_in_the_middle_of_a_vote_leaves_nobody_in_doubt(
    begin: Begin,
) -> None:
    # With beats so seldom the vote is pressed before the page has found out.
    async with begin(beat=3, silence=30) as evening, behind_a_proxy(evening) as (elvers, front):
        await press(elvers, "Ja")
        await expect(receipt(elvers, GIVEN.format("Ja"))).to_be_visible()
        front.carries.clear()
        await press(elvers, "Nein")
        await expect(elvers.get_by_text("Noch nicht bestätigt …")).to_be_visible()
        await expect(elvers.get_by_role("alert").filter(has_text=SINCE)).to_be_visible()
        await expect(
            elvers.get_by_text("Noch nicht bestätigt: Die Verbindung ist unterbrochen.")
        ).to_be_visible()
        await expect(button(elvers, "Enthaltung")).to_be_disabled()
        front.cut()
        front.carries.set()
        await expect(elvers.get_by_text(SINCE)).to_be_hidden()
        # Whether the last press had come through, only the log knows, and the page says the same.
        last = votes(evening)[-1]
        truth = f"Es gilt: {GIVEN.format({Choice.YES: 'Ja', Choice.NO: 'Nein'}[last])}"
        await expect(elvers.get_by_text(truth)).to_be_visible()
        await press(elvers, "Enthaltung")
        await expect(receipt(elvers, GIVEN.format("Enthaltung"))).to_be_visible()
        assert votes(evening)[-1] is Choice.ABSTAIN


async def test_a_network_that_wants_its_own_sign_in_is_told_and_nothing_of_it_is_shown(
    ballot_open: Evening,
) -> None:
    evening = ballot_open
    evening.expect_complaint(SOCKET_LOST)
    async with portal() as elsewhere, through_a_proxy(evening, Role.CLERK) as (clerk, front):
        there = front.target
        front.target = elsewhere
        front.cut()
        await expect(clerk.get_by_role("alert").filter(has_text=SINCE)).to_contain_text(FOREIGN)
        await clerk.get_by_role("link", name="Warum? Wer abstimmt").click()
        why = clerk.get_by_role("dialog", name="Warum?")
        await expect(why).to_contain_text("Keine Verbindung.")
        assert PORTAL not in await clerk.locator("body").inner_text()
        await press(why, "Schließen")
        front.target = there
        await expect(clerk.get_by_text(SINCE)).to_be_hidden()
        await evening.ask("nordmeier", "cast_vote", ballot="b1", choice="yes")
        await expect(clerk.get_by_text("1 von 10 Stimmen da")).to_be_attached()


async def test_a_device_that_slept_through_the_result_shows_it_when_it_wakes_and_sends_nothing_stale(
    ballot_open: Evening,
) -> None:
    evening = ballot_open
    elvers = await evening.member("elvers")
    session = await elvers.context.new_cdp_session(elvers)
    await session.send("Debugger.enable")
    await session.send("Debugger.pause")
    async with evening.server.socket() as public:
        evening.server.lose_patience(5)
        await public.until(lambda: len(evening.server.house.pages) == 1)
    evening.server.lose_patience(12)
    await evening.ask("nordmeier", "cast_vote", ballot="b1", choice="yes")
    await session.send("Debugger.disable")  # It goes on where it was, with what has come in the meantime.
    await expect(elvers.get_by_text("1 von 10")).to_be_visible()
    await press(elvers, "Ja")
    await expect(receipt(elvers, GIVEN.format("Ja"))).to_be_visible()


async def test_two_tabs_of_one_person_show_the_same_vote_and_a_wrong_clock_changes_no_time(
    ballot_open: Evening,
) -> None:
    evening = ballot_open
    one = await evening.member("elvers")
    other = await one.context.new_page()
    await other.clock.set_fixed_time("2031-07-01T03:03:03Z")
    await other.goto(one.url)
    await evening.taps[other].connected()
    await press(one, "Ja")
    for tab in (one, other):
        await expect(receipt(tab, GIVEN.format("Ja"))).to_be_visible()
    await press(other, "Nein")
    for tab in (one, other):
        await expect(receipt(tab, GIVEN.format("Nein"))).to_be_visible()
    await expect(other.get_by_text("Eingetragen um").or_(other.get_by_text(SINCE))).to_be_hidden()
    assert "3.03 Uhr" not in await other.locator("body").inner_text()
    assert votes(evening) == [Choice.YES, Choice.NO]


@asynccontextmanager
async def behind_a_proxy(evening: Evening) -> AsyncIterator[tuple[Page, Proxy]]:
    """Ratsfrau Elvers in a ballot, behind a line of her own."""
    evening.expect_complaint(SOCKET_LOST)
    await open_the_ballot(evening)
    async with through_a_proxy(evening, Role.MEMBER, "elvers") as there:
        yield there


@asynccontextmanager
async def through_a_proxy(
    evening: Evening, role: Role, person: str | None = None
) -> AsyncIterator[tuple[Page, Proxy]]:
    """Somebody who is signed in, behind a line of their own."""
    who = await evening.server.sign_in(role, person)
    context = await evening.context()
    await context.add_cookies([cookie_of(who)])
    async with proxy(int(evening.server.url.rpartition(":")[2])) as front:
        page = await context.new_page()
        await page.goto(f"http://127.0.0.1:{front.port}/s/{who.slug}/")
        await evening.taps[page].connected()
        yield page, front


def votes(evening: Evening) -> list[Choice]:
    """Every vote that Ratsfrau Elvers has cast, also those replaced later."""
    entries = evening.server.live.room.now.recent
    return [e.event.choice for e in entries if isinstance(e.event, VoteCast) and e.event.person == "elvers"]
