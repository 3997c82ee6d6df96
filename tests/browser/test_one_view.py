"""The clerk's whole meeting in one view: at 1280 × 800 the page does not scroll, and nothing that matters is cut."""

from playwright.async_api import expect

from browser.kit import Evening, at
from browser.one_view import nothing_is_cut


async def test_the_whole_meeting_is_in_one_view_from_before_the_opening_to_the_break(
    evening: Evening,
) -> None:
    clerk = await evening.clerk()
    await nothing_is_cut(evening, clerk, "before")
    await evening.server.play()
    evening.server.clock.set(at("17:55:00"))
    await nothing_is_cut(evening, clerk, "an item called, two motions open")
    await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    await nothing_is_cut(evening, clerk, "a ballot open")
    await evening.ask("elvers", "cast_vote", ballot="b1", choice="yes")
    await evening.ask("clerk", "record_vote", ballot="b1", person="nordmeier", choice="yes")
    await clerk.locator("#count-first").fill("5")
    await expect(clerk.get_by_text("noch 2 von 7 im Saal fehlen")).to_be_visible()
    await nothing_is_cut(evening, clerk, "hands half counted")
    await evening.ask("clerk", "lose_connection", person="moehring-aufwind")
    await nothing_is_cut(evening, clerk, "a fault in the open ballot")
    await evening.ask("clerk", "attribute_fault", person="moehring-aufwind", cause="member")
    await evening.ask("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
    await evening.ask("clerk", "decline_vote", ballot="b1", person="moehring-aufwind")
    await nothing_is_cut(evening, clerk, "all votes in")
    await evening.ask("chair", "close_ballot", ballot="b1")
    await nothing_is_cut(evening, clerk, "closed")
    await evening.ask("chair", "announce_result", ballot="b1")
    await nothing_is_cut(evening, clerk, "the result")
    await evening.ask("chair", "suspend", until="2021-01-21T18:10:00+01:00")
    await nothing_is_cut(evening, clerk, "the break")
