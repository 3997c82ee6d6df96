"""A fault of the house's technology in the middle of a ballot, as chair and clerk go through it on their pages."""

from playwright.async_api import expect

from browser.kit import HALL, Evening, at, button, press
from browser.test_chair import count, sheet, steps


async def test_a_fault_of_the_house_in_mid_ballot_leads_by_touches_to_a_repeated_ballot(
    ballot_open: Evening,
) -> None:
    evening = ballot_open
    chair, clerk, hall = await evening.chair(), await evening.clerk(), await evening.hall(size=HALL)
    row = clerk.locator("#row-elvers")
    await press(row, "Elvers: gestört")
    await expect(clerk.get_by_role("group", name="Ursache, Ratsfrau Elvers")).to_be_visible()
    caution = sheet(chair).locator(".next__cautions")
    await expect(caution).to_contain_text(
        "Ratsfrau Elvers: Bild oder Ton gestört seit 17.55 Uhr. Woran liegt es?"
    )
    await expect(caution).to_contain_text("Das spricht gegen die Technik im Haus.")
    await expect(button(caution, "Ursache beim Mitglied – die anderen sind ungestört")).to_be_enabled()
    await press(chair, "Ursache bei der Technik im Haus")
    await steps(chair, "Abstimmung abbrechen", "Sitzung unterbrechen")
    await expect(hall.locator("body")).to_contain_text("Die Sitzung ist unterbrochen")
    await expect(hall.locator(".faults")).to_contain_text("liegt bei der Technik im Haus")
    await press(row, "Elvers: wieder da")
    await steps(chair, "Sitzung fortsetzen")
    for page in (chair, clerk):
        await expect(page.locator(".next__cautions")).to_contain_text(
            "Über den Antrag wird noch einmal ganz abgestimmt."
        )
    await steps(chair, "Abstimmen")
    await count(evening, "b2", yes=6, no=1)
    await press(chair, "Schließen und bekannt geben")
    await expect(chair.locator(".next__announced")).to_contain_text("9 Ja-Stimmen gegen eine Nein-Stimme")
    record = await evening.record()
    assert record["motions"]["m2"]["ballots"] == ["b1", "b2"]
    assert [record["ballots"][one]["state"] for one in ("b1", "b2")] == ["aborted", "announced"]
    assert record["ballots"]["b1"]["reason"] == "Störung von Bild oder Ton"
    assert [fault["cause"] for fault in record["faults"]] == ["municipality"]
    assert record["meeting"]["suspensions"][0]["reason"] == "Störung von Bild oder Ton"
    # The room's own sound: one key, and the same again when it is back.
    for told in ("Saal: Bild oder Ton gestört", ""):
        await clerk.locator("body").press("x")
        faults = hall.locator(".faults")
        await (expect(faults).to_contain_text(told) if told else expect(faults).to_have_count(0))
        await evening.taps[clerk].reaches(evening.server.live.room.now.head.seq)  # The hall sees it first.
        await evening.taps[clerk].still()
    # A list of steps to repeat, unfolded, leaves what comes next in the window.
    await evening.ask("clerk", "lose_connection", person="elvers")
    await evening.ask("chair", "attribute_fault", person="elvers", cause="municipality")
    await evening.ask("chair", "state_quorum")
    for item in ("3", "4", "5"):
        await evening.ask("chair", "call_item", item=item)
    evening.server.clock.set(at("18:05:00"))
    await evening.ask("clerk", "restore_connection", person="elvers")
    await evening.taps[chair].reaches(evening.server.live.room.now.head.seq)
    await sheet(chair).locator(".next__more summary").click()
    await expect(button(chair, "Ist wiederholt").nth(1)).to_be_visible()
    await expect(sheet(chair).locator(".next__act")).to_be_in_viewport(ratio=1)
    await expect(sheet(chair).get_by_text("Etwas anderes:")).to_be_in_viewport(ratio=1)
