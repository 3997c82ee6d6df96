"""Hands on the picture: asked one by one in a fixed order with one key each, and no key lands on somebody else."""

from playwright.async_api import Page, expect

from browser.kit import Begin, at

IN_THE_ROOM = ("vosskamp", "cordsen", "groothusen", "koepcke", "rehbein", "thiessen")
SLIP = """() => document.addEventListener("handzeichen:parts", () => {
  const who = document.getElementById("camera-who").textContent;
  if (window.slipped || !who.includes("Groothusen")) return;
  window.slipped = true;
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "n", bubbles: true, cancelable: true }));
})"""
"""A key that was meant for the one before and comes when the next one has just appeared."""


async def test_hands_on_the_picture_are_asked_one_by_one_and_no_key_lands_on_somebody_else(
    begin: Begin,
) -> None:
    async with begin() as evening:
        await evening.server.play()
        evening.server.clock.set(at("17:55:00"))
        for person in IN_THE_ROOM:
            await evening.ask("clerk", "arrive", person=person, via="video")
        clerk = await evening.clerk()
        await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
        await expect(clerk.get_by_text("9 ohne Stimme")).to_be_visible()
        await clerk.keyboard.press("k")
        await shown(clerk, "Ratsfrau Voßkamp")
        await evening.ask("chair", "suspend")
        await press(clerk, "j", "Ratsherr Cordsen")
        await expect(clerk.get_by_role("alert")).to_be_visible()
        await expect(clerk.get_by_text("danach Ratsfrau Elvers, noch 8")).to_be_visible()
        await evening.ask("chair", "resume")
        await press(clerk, "s", "Ratsfrau Elvers")

        await clerk.evaluate(SLIP)
        await evening.ask("elvers", "cast_vote", ballot="b1", choice="yes")
        await shown(clerk, "Ratsherr Groothusen")
        assert await clerk.evaluate("window.slipped")
        await expect(clerk.get_by_text("Ratsfrau Elvers: selbst abgestimmt.")).to_be_visible()
        await evening.ask("clerk", "lose_connection", person="moehring-aufwind")
        await expect(clerk.get_by_text("danach Bürgermeisterin Köpcke, noch 6")).to_be_visible()
        await shown(clerk, "Ratsherr Groothusen")
        await evening.ask("clerk", "restore_connection", person="moehring-aufwind")
        await expect(clerk.get_by_text("danach Bürgermeisterin Köpcke, noch 7")).to_be_visible()
        await expect(clerk.locator("#camera[data-resting]")).to_have_count(0)

        await clerk.keyboard.type("jjjjn")
        await shown(clerk, "Ratsherr Thießen")
        await press(clerk, "e", "Ratsfrau Voßkamp")
        await press(clerk, "z", "Ratsherr Thießen")
        await expect(
            clerk.get_by_text("eingetragen: Enthaltung").and_(clerk.locator("#camera *"))
        ).to_be_visible()
        await expect(clerk.get_by_role("button", name="Thießen: Enthaltung")).to_be_enabled()
        await press(clerk, "n", "Ratsfrau Voßkamp")
        await press(clerk, "j", "Ratsherr Cordsen")
        await clerk.keyboard.press("-")
        await expect(clerk.get_by_text("Auf dem Bild ist niemand mehr zu fragen.")).to_be_visible()
        await evening.taps[clerk].still()
        assert len(evening.taps[clerk].answers) == 10, "the key that slipped asked for nothing"
        await evening.ask("clerk", "count_hands", ballot="b1", yes=1, no=0, abstain=0)
        for command in ("close_ballot", "announce_result"):
            await evening.ask("chair", command, ballot="b1")
        ballot = (await evening.record())["ballots"]["b1"]
        assert [ballot[key] for key in ("yes", "no", "abstain", "not_voted")] == [7, 2, 0, 1]


async def shown(clerk: Page, name: str) -> None:
    await expect(clerk.get_by_role("status").filter(has_text=f"Jetzt: {name}")).to_be_visible()


async def press(clerk: Page, key: str, then: str) -> None:
    await clerk.keyboard.press(key)
    await shown(clerk, then)
