"""The chair asks whether those on video see and hear: asked, answered and followed up by presses in real browsers."""

from playwright.async_api import expect

from browser.kit import PHONE, Begin, at, button, press


async def test_the_chair_asks_and_reads_who_answered_while_no_button_of_a_vote_moves(begin: Begin) -> None:
    async with begin() as evening:
        await evening.server.play()
        evening.server.clock.set(at("17:55:00"))
        await evening.ask("clerk", "lose_connection", person="rahimi")
        chair, hall, clerk = (
            await evening.chair(),
            await evening.hall(),
            await evening.clerk(size=(1280, 700)),
        )
        member = await evening.member("elvers", size=PHONE)
        await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
        yes = button(member, "Ja")
        await expect(yes).to_be_visible()
        before = await yes.bounding_box()

        await chair.get_by_text("Etwas anderes:").click()
        await press(chair, "60 Sekunden")
        await expect(button(member, "Ich sehe und höre alles")).to_be_in_viewport()
        await expect(member.locator("[data-countdown]")).to_contain_text("noch")
        assert await yes.bounding_box() == before
        await expect(clerk.locator(".asking")).to_contain_text("Es fehlen: Elvers")
        assert await clerk.locator(".work__next").evaluate("(one) => one.scrollHeight <= one.clientHeight"), (
            "the next step is whole beside a check and a fault"
        )
        await expect(hall.locator("#part-check")).to_have_text("Anwesenheit per Video wird geprüft: 0 von 12")

        await press(member, "Ich sehe und höre alles")
        await expect(member.get_by_text("Bestätigt um 17.55.")).to_be_visible()
        await expect(chair.locator(".asking")).to_contain_text("1 von 12 hat bestätigt.")
        await press(chair, "Nordmeier: Bild oder Ton gestört")
        await expect(chair.locator(".asked", has_text="Nordmeier")).to_contain_text("gestört seit")
        await press(chair, "Prüfung beenden")
        await expect(member.locator(".mycheck")).to_have_attribute("data-state", "none")
        await expect(hall.locator("#part-check")).to_be_hidden()

        await evening.ask("chair", "ask_presence", within=10)
        evening.server.clock.set(at("17:56:00"))
        await expect(member.locator("[data-countdown]")).to_have_text(
            "Die Zeit ist abgelaufen. Sie können noch antworten."
        )
