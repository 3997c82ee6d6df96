"""The clerk's desk: what is said while typing, refusals beside the button, late entries, telephone, deputies, proposals."""

import asyncio

from playwright.async_api import Locator, expect

from browser.kit import Evening, count_field, count_form, press, receipt


async def test_too_many_hands_are_said_while_typing_and_refused_beside_the_field(
    ballot_open: Evening,
) -> None:
    evening = ballot_open
    clerk, hall = await asyncio.gather(evening.clerk(), evening.hall())
    await count_field(clerk, "Ja").fill("6")
    await expect(count_form(clerk).get_by_text("noch 1 von 7 im Saal fehlt")).to_be_visible()
    await count_field(clerk, "Nein").fill("1")
    await expect(count_form(clerk).get_by_text("7 von 7 im Saal: stimmt")).to_be_visible()
    await count_field(clerk, "Enthaltung").fill("2")
    await expect(count_form(clerk).get_by_text("2 zu viel: im Saal sind 7 zu zählen")).to_be_visible()
    await press(count_form(clerk), "Eintragen")
    refusal = count_form(clerk).get_by_role("alert")
    await expect(refusal).to_contain_text("9")
    await expect(refusal).to_contain_text("7")
    await expect(hall.get_by_text("0 von 10")).to_be_visible()
    await expect(count_field(clerk, "Enthaltung")).to_have_value("2")
    await count_field(clerk, "Enthaltung").fill("0")
    await press(count_form(clerk), "Eintragen")
    await expect(hall.get_by_text("7 von 10")).to_be_visible()
    await expect(refusal).to_be_hidden()


async def test_a_refusal_says_why_and_what_helps_beside_the_button_that_was_pressed(
    ballot_ahead: Evening,
) -> None:
    clerk = await ballot_ahead.clerk()
    await press(clerk, "TOP 2 aufrufen")
    called = clerk.get_by_role("region", name="Aufgerufener Punkt")
    await expect(called.get_by_role("heading", level=2)).to_contain_text("TOP 2 ")
    close = called.get_by_role("button", name="schließen")
    await close.click()
    refusal = clerk.get_by_role("alert").filter(has_text="Antrag")
    await expect(refusal).to_be_visible()
    assert await near(refusal, close), "the answer stands where the hand is"
    motion = clerk.get_by_role("article").filter(has_text="Beschlussvorschlag")
    await press(motion, "abstimmen")
    refusal = motion.get_by_role("alert")
    await expect(refusal).to_be_visible()


async def test_a_fault_reported_by_telephone_is_on_the_hall_and_no_ballot_opens_until_its_cause_is_said(
    ballot_ahead: Evening,
) -> None:
    evening = ballot_ahead
    clerk, hall, nordmeier = await asyncio.gather(
        evening.clerk(), evening.hall(), evening.member("nordmeier")
    )
    await clerk.keyboard.press("/")
    await clerk.keyboard.type("nordmeier")
    await clerk.keyboard.press("Enter")
    await press(clerk.get_by_role("tabpanel", name="Person"), "Telefon: gestört")
    fault = hall.get_by_role("region", name="Störungen")
    await expect(fault).to_contain_text("Nordmeier")
    await expect(fault).to_contain_text("seit 17.55 Uhr")
    await expect(nordmeier.get_by_text("Ihr Bild oder Ton ist gestört")).to_be_visible()
    await expect(hall.get_by_text("9 von 11 Sitzen anwesend, 6 nötig")).to_be_visible()
    await press(clerk, "liegt beim Mitglied")
    await expect(fault).to_contain_text("liegt beim Mitglied")
    await press(clerk, "Abstimmen")
    await expect(hall.get_by_text("0 von 9")).to_be_visible()
    await press(clerk, "wieder da")
    await expect(fault).to_be_hidden()
    await expect(nordmeier.get_by_text("Sie sind per Video dabei")).to_be_visible()
    # In the row itself nobody says how it came to be known.
    await press(clerk, "Nordmeier: gestört")
    await expect(fault).to_contain_text("Nordmeier")
    assert [fault.get("reported") for fault in (await evening.record())["faults"]] == ["phone", None]


async def test_a_departure_entered_late_stands_at_its_own_time(ballot_ahead: Evening) -> None:
    evening = ballot_ahead
    clerk, hall = await asyncio.gather(evening.clerk(), evening.hall())
    await clerk.get_by_label("geschah schon um").fill("17:51")
    await press(clerk, "Cordsen: weg")
    await expect(hall.get_by_text("9 von 11 Sitzen anwesend, 6 nötig")).to_be_visible()
    await expect(clerk.get_by_label("geschah schon um")).to_have_value("")
    spans = next(p["spans"] for p in (await evening.record())["attendance"] if p["person"] == "cordsen")
    assert [span["to"] for span in spans] == ["2021-01-21T17:51:00+01:00"]


async def test_a_deputy_who_comes_takes_the_seat_with_two_clicks(evening: Evening) -> None:
    clerk, hall = await asyncio.gather(evening.clerk(), evening.hall())
    for member in ("groothusen", "vosskamp"):
        await evening.ask("clerk", "arrive", person=member, via="room")
    await press(clerk, "Rehbein: im Saal")
    await press(clerk, "für Lauenroth")
    row = hall.get_by_role("listitem").filter(has_text="Ratsherr Rehbein")
    await expect(row).to_contain_text("i.V. Ratsfrau Dr. Lauenroth")
    await expect(row).to_contain_text("im Saal")


async def test_a_members_own_report_by_video_waits_for_the_clerk_where_it_would_end_a_deputation(
    ballot_ahead: Evening,
) -> None:
    evening = ballot_ahead
    clerk, hall, lauenroth = await asyncio.gather(
        evening.clerk(), evening.hall(), evening.member("lauenroth")
    )
    await press(lauenroth, "Ich bin per Video dabei")
    await expect(lauenroth.get_by_text("Ihre Meldung per Video liegt vor")).to_be_visible()
    await expect(hall.get_by_text("i.V. Ratsfrau Dr. Lauenroth")).to_be_visible()
    await press(clerk, "eintragen")
    await expect(lauenroth.get_by_text("Sie sind per Video dabei")).to_be_visible()
    await expect(hall.get_by_text("i.V. Ratsfrau Dr. Lauenroth")).to_be_hidden()
    await press(clerk, "Abstimmen")
    await press(lauenroth, "Nein")
    await expect(receipt(lauenroth, "Ihre Stimme: Nein")).to_be_visible()


async def near(one: Locator, other: Locator) -> bool:
    """Whether two things on a page are within a hand's breadth of each other."""
    boxes = [await one.bounding_box(), await other.bounding_box()]
    assert boxes[0] and boxes[1]
    return abs(boxes[0]["y"] - boxes[1]["y"]) < 250


async def test_what_is_wrong_stands_in_sight_until_it_is_right_again_on_a_telephone_too(
    ballot_ahead: Evening,
) -> None:
    """The page comes at its top, and scrolled away from there it keeps the warning at the edge."""
    evening = ballot_ahead
    clerk = await evening.clerk(size=(390, 844))
    assert await clerk.evaluate("scrollY") == 0
    await clerk.evaluate("scrollTo(0, 900)")
    alarms = evening.server.house.alarms
    alarms.set("room", "Nicht gespeichert: Der Datenträger ist voll.", meeting=evening.server.meeting)
    alarms.set("clock", "Die Uhr des Servers geht falsch.")
    warning = clerk.get_by_role("alert").filter(has_text="Der Datenträger ist voll")
    await expect(warning).to_be_in_viewport(ratio=1)
    await expect(warning).to_contain_text("Die Uhr des Servers geht falsch.")
    alarms.set("room", None, meeting=evening.server.meeting)
    alarms.set("clock", None)
    await expect(warning).to_be_hidden()
