"""The chair at the room's touch display: one touch per step, none of them twice, by keyboard as well, and every way back
where a hand finds it."""

import re
from collections.abc import Callable

from playwright.async_api import Locator, Page, expect

from browser.kit import HALL, UNNOTICED, Begin, Evening, Size, at, button, press
from browser.lines import Line
from handzeichen.app.offers import Role

TABLET: Size = (1024, 768)
UPRIGHT: Size = (768, 1024)
GERMAN = re.compile(r"\b(der|die|das|und|ist|nicht|wird|Abstimmung|Sitzung|Tagesordnungspunkt)\b")
TOUCHES = 25
"""Of the demonstration's evening from the opening to the end, with two ballots and a demand among them."""
SMALL = """() => [...document.querySelectorAll("main :is(button, summary, select, input:not([type=hidden]))")]
    .filter((one) => one.checkVisibility() && Math.min(one.getBoundingClientRect().height, one.getBoundingClientRect().width) < 44)
    .map((one) => one.outerHTML.slice(0, 90))"""
"""Whatever in the middle of a page can be pressed or filled in and is no target for a finger."""


def sheet(chair: Page) -> Locator:
    return chair.get_by_role("main")


async def steps(chair: Page, *labels: str) -> None:
    """One touch after the other, each on the large button, as soon as it may be pressed, and each answered."""
    for label in labels:
        await sheet(chair).locator(".next__act").and_(button(chair, label)).click()
        await expect(chair.locator('[aria-busy="true"]')).to_have_count(0)


async def count(evening: Evening, ballot: str, yes: int, no: int) -> None:
    for person in ("elvers", "nordmeier", "moehring-aufwind"):
        await evening.ask("clerk", "record_vote", ballot=ballot, person=person, choice="yes")
    await evening.ask("clerk", "count_hands", ballot=ballot, yes=yes, no=no, abstain=0)


async def test_the_evening_at_the_display_costs_one_touch_a_step_and_two_a_ballot(
    evening: Evening, record_property: Callable[[str, object], None]
) -> None:
    chair = await evening.chair(size=HALL)
    await chair.evaluate(
        "addEventListener('click', (event) => event.target.closest('button') && (window.touches = (window.touches ?? 0) + 1))"
    )
    await evening.server.play(lambda command: type(command).__name__ == "OpenMeeting")
    evening.server.clock.set(at("17:41:00"))
    await steps(chair, "Sitzung eröffnen", "TOP 1 aufrufen", "Einberufung feststellen")
    await expect(sheet(chair)).to_contain_text("Von 11 Mitgliedern sind 10 anwesend.")
    await steps(
        chair,
        "Beschlussfähigkeit feststellen",
        "Hinweis zur Teilnahme per Video gegeben",
        "Hinweis zum Datenschutz gegeben",
        "Hinweis zur Verschwiegenheit gegeben",
    )
    await evening.ask("elvers", "move", motion="m2", kind="urgency", item="2")
    await steps(chair, "Abstimmen")
    await count(evening, "b1", yes=6, no=1)
    await press(chair, "Schließen und bekannt geben")
    announced = chair.locator(".next__announced")
    await expect(announced).to_contain_text("mit 9 Ja-Stimmen gegen eine Nein-Stimme zuerkannt")
    await steps(chair, "Tagesordnung zur Abstimmung stellen", "Abstimmen")
    await count(evening, "b2", yes=7, no=0)
    # Step by step: the result is read from the sheet before anybody else sees it.
    await steps(chair, "Abstimmung schließen")
    await expect(sheet(chair)).to_contain_text(
        "Ich gebe das Ergebnis bekannt: Die Tagesordnung wird einstimmig"
    )
    await steps(chair, "Ergebnis bekannt geben", "TOP 2 aufrufen", "Abstimmen")
    await count(evening, "b3", yes=7, no=0)
    await press(chair, "Schließen und bekannt geben")
    await expect(announced).to_contain_text("Einstimmig")
    await steps(chair, "TOP 3 aufrufen", "Zur Kenntnis genommen", "TOP 4 aufrufen", "TOP 4.1 aufrufen")
    await steps(chair, "TOP 5 aufrufen", "Sitzung schließen")
    await press(chair.get_by_role("dialog"), "Ja")
    await expect(sheet(chair)).to_contain_text("Die Sitzung ist seit 17.41 Uhr geschlossen.")
    touches = await chair.evaluate("window.touches")
    record_property("touches", touches)
    print(f"\nThe evening at the chair's display: {touches} touches.")
    assert touches <= TOUCHES


async def test_a_double_tap_acts_once_and_nothing_closes_by_accident(ballot_ahead: Evening) -> None:
    evening = ballot_ahead
    chair = await evening.chair(size=HALL)
    act = sheet(chair).locator(".next__act")
    await act.and_(button(chair, "Abstimmen")).dblclick()
    # The second tap met "Abstimmung schließen", in the same place: votes are missing, so even the question would be wrong.
    await expect(act).to_have_text("Abstimmung schließen")
    await expect(chair.get_by_role("dialog")).to_have_count(0)
    await expect(act).to_be_enabled()
    assert (await evening.record())["ballots"]["b1"]["state"] == "open"
    await count(evening, "b1", yes=6, no=1)
    await expect(sheet(chair)).to_contain_text("Alle Stimmen sind da.")
    await act.dblclick()
    await expect(act).to_have_text("Ergebnis bekannt geben")
    await expect(act).to_be_enabled()
    assert (await evening.record())["ballots"]["b1"]["state"] == "closed"


async def test_the_ways_back_are_in_words_and_at_hand_by_touch_and_by_keyboard(ballot_ahead: Evening) -> None:
    evening = ballot_ahead
    chair = await evening.chair(size=TABLET)
    assert await chair.evaluate(SMALL) == []
    await steps(chair, "Abstimmen")
    ways = sheet(chair).get_by_text("Etwas anderes: zurück, abbrechen, unterbrechen …")
    await expect(ways).to_be_visible()
    await ways.focus()
    await chair.keyboard.press("Enter")
    aborting = sheet(chair).get_by_role("listitem").filter(has_text="Abstimmung abbrechen")
    await expect(aborting).to_contain_text("Der Grund steht im Protokoll.")
    for size in (TABLET, UPRIGHT, HALL):
        await chair.set_viewport_size({"width": size[0], "height": size[1]})
        assert await chair.evaluate(SMALL) == [], size
    await aborting.get_by_label("Anderer Grund").fill("Die Vorlage fehlte.")
    await chair.keyboard.press("Enter")
    await chair.keyboard.press("Tab")
    await expect(button(chair.get_by_role("dialog"), "Ja")).to_be_focused()
    await chair.keyboard.press("Enter")
    await expect(sheet(chair)).to_contain_text("Wir stimmen ab: Antrag der BLE-Fraktion")
    first = (await evening.record())["ballots"]["b1"]
    assert (first["state"], first["reason"]) == ("aborted", "Die Vorlage fehlte.")
    assert await chair.evaluate(SMALL) == []
    # The next ballot is announced, and repeated with a reason of two touches.
    await expect(button(chair, "Abstimmen")).to_be_enabled()
    await chair.keyboard.press("w")
    await expect(sheet(chair)).to_contain_text("Wer ist dagegen?")
    await count(evening, "b2", yes=6, no=1)
    await press(chair, "Schließen und bekannt geben")
    await expect(sheet(chair)).to_contain_text("Bekannt gegeben")
    await ways.click()
    await press(chair, "Wiederholen: Es wurde falsch gezählt.")
    await press(chair.get_by_role("dialog"), "Ja")
    await expect(sheet(chair)).to_contain_text("Wer ist dagegen?")
    assert (await evening.record())["ballots"]["b2"]["state"] == "superseded"


async def test_one_warning_at_a_time_said_once_with_its_buttons(ballot_ahead: Evening) -> None:
    evening = ballot_ahead
    chair = await evening.chair(size=UPRIGHT)
    said = sheet(chair).get_by_role("status").filter(has_text="gestört")
    for person in ("elvers", "nordmeier"):
        await evening.ask("clerk", "lose_connection", person=person)
    await evening.ask("clerk", "lose_connection", scope="room")
    await expect(sheet(chair).get_by_text("und ein weiterer Hinweis")).to_be_visible()
    house = button(sheet(chair), "Ursache bei der Technik im Haus").locator("visible=true")
    await expect(house).to_have_count(1)
    await expect(said).to_have_count(1)
    await expect(said).to_contain_text("Im Saal: Bild oder Ton gestört")
    await expect(said.get_by_role("button")).to_have_count(0)
    await house.click()
    await expect(said).to_contain_text(
        "2 Mitglieder gestört, das erste seit 17.55 Uhr: Elvers und Nordmeier."
    )
    assert await chair.evaluate("() => document.getAnimations().length") == 0
    assert await chair.evaluate("scrollY") == 0, "the sentence stays where it is"


async def test_the_speaking_sheet_is_a_touch_away_and_prints_without_its_button(evening: Evening) -> None:
    chair = await evening.chair()
    async with chair.expect_popup() as opened:
        await chair.get_by_role("link", name="Sprechzettel").click()
    paper = await opened.value
    await expect(paper.get_by_role("heading", level=1)).to_have_text(
        re.compile(r"^Ausschuss für .*, 37\. Sitzung$")
    )
    await expect(paper.get_by_role("heading", name="TOP 2 Verwaltungsentwurf")).to_be_visible()
    await expect(paper.get_by_text("Ich gebe das Ergebnis bekannt: _____ Ja-Stimmen").first).to_be_visible()
    await paper.emulate_media(media="print")
    await expect(button(paper, "Sprechzettel drucken")).to_be_hidden()


async def test_a_second_device_takes_over_in_mid_ballot_when_the_first_dies_on_a_half_open_line(
    begin: Begin,
) -> None:
    async with begin(**UNNOTICED) as evening:
        await evening.server.play()
        evening.server.clock.set(at("17:55:00"))
        line = Line()
        context = await evening.context(TABLET)
        await line.join(context)
        first = await evening.sign_in(context, Role.CHAIR)
        second = await evening.chair(size=HALL)
        await steps(first, "Abstimmen")
        await count(evening, "b1", yes=6, no=1)
        for chair in (first, second):
            await expect(sheet(chair)).to_contain_text("Alle Stimmen sind da.")
        # The first device's press is swallowed underway, and its line then carries nothing either way.
        line.holds, line.hears = True, False
        await press(first, "Abstimmung schließen")
        assert (await evening.record())["ballots"]["b1"]["state"] == "open"
        # Nobody has to say or press anything for it: the other has the same step at hand, and does the closing.
        await steps(second, "Abstimmung schließen", "Ergebnis bekannt geben")
        await expect(sheet(second)).to_contain_text("mit 9 Ja-Stimmen gegen eine Nein-Stimme zuerkannt")
        # What was underway arrives after all: it closes nothing a second time.
        assert line.let_go() >= 1
        line.mend()
        await line.cut()
        line.mend()
        await expect(sheet(first)).to_contain_text("Bekannt gegeben")
        await expect(sheet(first).locator(".next__act")).to_have_text("Tagesordnung zur Abstimmung stellen")
        happened = [type(entry.event).__name__ for entry in evening.server.live.hub.now.meeting.past]
        assert [happened.count(name) for name in ("BallotClosed", "ResultAnnounced")] == [1, 1]


async def test_in_english_the_sheet_says_everything_in_english_and_names_and_titles_as_the_town_wrote_them(
    ballot_ahead: Evening,
) -> None:
    evening = ballot_ahead
    chair = await evening.chair(size=TABLET)
    async with chair.expect_event("websocket"):
        await chair.get_by_role("link", name="English").click()
    await evening.taps[chair].connected()
    await expect(sheet(chair)).to_contain_text("Read aloud now")
    await steps(chair, "Put to the vote")
    await expect(sheet(chair)).to_contain_text("Whoever is in favour, please raise your hand.")
    await expect(sheet(chair)).to_contain_text(
        "Not in yet: 7 hands in the hall, Elvers, Nordmeier and Möhring"
    )
    await evening.ask("clerk", "lose_connection", person="nordmeier")
    await expect(sheet(chair)).to_contain_text("Ratsfrau Nordmeier: no picture or sound since 17:55")
    await sheet(chair).get_by_text("Something else: go back, break off, interrupt …").click()
    title, said = (await sheet(chair).inner_text()).split("Read aloud now")
    assert title.startswith("Item 1 · Eröffnung der Sitzung")
    assert "Break off the ballot" in said
    assert not GERMAN.search(said), GERMAN.search(said)
