"""The clerk at the desk, with every click and key counted: what an evening costs two hands."""

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from browser.kit import button, count_field, count_form


@dataclass
class Desk:
    """The clerk's page, and how often it was touched. A choice from a list is two clicks, a letter is one key."""

    page: Page
    clicks: int = 0
    keys: int = 0

    async def press(self, label: str, within: Page | Locator | None = None) -> None:
        """One click on the button with exactly this label."""
        await button(within or self.page, label).click()
        self.clicks += 1

    async def next(self, label: str) -> None:
        """The next sensible act, which must be this one: one key."""
        await expect(button(self.page.get_by_role("region", name="Nächster Schritt"), label)).to_be_enabled()
        await self.page.keyboard.press("w")
        self.keys += 1

    async def choose(self, name: str) -> None:
        """Choose a person in the list."""
        people = self.page.get_by_role("region", name="Anwesenheit")
        await people.get_by_role("button", name=re.compile(rf"^{name}\b(?!:)")).click()
        self.clicks += 1

    async def tab(self, name: str) -> Locator:
        """Turn to one of the forms below; the form."""
        await self.page.get_by_role("tab", name=name).click()
        self.clicks += 1
        return self.page.get_by_role("tabpanel", name=name)

    async def type(self, field: Locator, text: str) -> None:
        """Go to a field and type."""
        await field.click()
        await field.press_sequentially(text)
        self.clicks += 1
        self.keys += len(text)

    async def pick(self, field: Locator, begins: str) -> None:
        """Choose from a list what begins like this."""
        option = field.locator("option").filter(has_text=re.compile(rf"^\s*{re.escape(begins)}\b"))
        await field.select_option(label=await option.inner_text())
        self.clicks += 2

    async def hands(self, yes: int, no: int, abstain: int) -> None:
        """Hands counted in the room, typed where the cursor stands since the ballot was opened."""
        await expect(count_field(self.page, "Ja")).to_be_focused()
        for place, number in enumerate((yes, no, abstain)):
            if place:
                await self.page.keyboard.press("Tab")
            await self.page.keyboard.type(str(number))
        await self.page.keyboard.press("Enter")
        self.keys += 6
        await self.counted()

    async def rest_is_yes(self) -> None:
        """Nobody against, nobody abstains: the rest is Ja."""
        await self.pick(count_form(self.page).get_by_role("combobox", name="Rest ist"), "Ja")
        await self.type(count_field(self.page, "Nein"), "0")
        await self.page.keyboard.press("Tab")
        await self.page.keyboard.type("0")
        await self.page.keyboard.press("Enter")
        self.keys += 3
        await self.counted()

    async def counted(self) -> None:
        """Every hand is in, and the cursor has left the fields."""
        all_in = self.page.get_by_role("listitem").filter(has_text="Alle Stimmen sind da.")
        await expect(all_in).to_be_visible()
        await expect(count_form(self.page).locator("input:focus")).to_have_count(0)

    async def vote(self, about: str, yes: int, no: int, by_video: str) -> None:
        """What is next is put to the vote, the three on video alike, the room counted, closed, announced."""
        await expect(self.page.get_by_role("region", name="Nächster Schritt")).to_contain_text(about)
        await self.next("Abstimmen")
        await self.hear(yes, no, by_video)

    async def hear(self, yes: int, no: int, by_video: str) -> None:
        """A ballot that is open is entered, closed and announced."""
        await expect(count_field(self.page, "Ja")).to_be_focused()
        for name in ("Elvers", "Möhring", "Nordmeier"):
            await self.press(f"{name}: {by_video}")
        await self.hands(yes, no, 0)
        await self.next("Abstimmung schließen")
        await self.next("Ergebnis bekannt geben")

    async def speak(self, name: str, kind: str) -> None:
        """Somebody asks for the floor, gets it, and comes to an end."""
        await self.choose(name)
        await self.press(kind, self.page.get_by_role("tabpanel", name="Person"))
        await self.next_starting("Wort an")

    async def next_starting(self, label: str) -> None:
        """The next act, known by its first words."""
        area = self.page.get_by_role("region", name="Nächster Schritt")
        await expect(area.get_by_role("button", name=label).first).to_be_enabled()
        await self.page.keyboard.press("w")
        self.keys += 1

    async def move(self, name: str, kind: str, item: str, reason: str = "") -> None:
        """Somebody moves something about an item."""
        motions = self.page.get_by_role("article", name="Offener Antrag")
        before = await motions.count()
        await self.choose(name)
        form = await self.tab("Antrag")
        await self.pick(form.get_by_role("combobox", name="Was wird beantragt?"), kind)
        await self.pick(form.get_by_role("combobox", name="zu", exact=True), item)
        if reason:
            await self.type(form.get_by_label("Begründung"), reason)
        await self.press("Antrag eintragen", form)
        await expect(motions).to_have_count(before + 1)

    async def note(self, name: str, text: str) -> None:
        """Somebody says something for the minutes, under the item called."""
        await self.choose(name)
        form = await self.tab("Notiz")
        await self.type(form.get_by_role("textbox", name="Satz fürs Protokoll"), text)
        await self.press("Notieren", form)
        await expect(self.page.get_by_role("list", name="Notizen").get_by_text(text)).to_be_visible()
