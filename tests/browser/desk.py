"""The clerk at the desk, with every click and key counted: what an evening costs two hands."""

import re
from dataclasses import dataclass
from typing import Self

from playwright.async_api import Locator, Page, expect

from browser.kit import Evening, Tap, button, count_field, count_form


@dataclass
class Desk:
    """The clerk's page, and how often it was touched. A choice from a list is two clicks, a letter is one key."""

    page: Page
    tap: Tap
    clicks: int = 0
    keys: int = 0
    letters: int = 0
    """Those of the keys that were words: they are typed on paper, too."""

    @classmethod
    async def of(cls, evening: Evening) -> Self:
        """A clerk who has just signed in."""
        page = await evening.clerk()
        return cls(page, evening.taps[page])

    async def press(self, label: str, within: Page | Locator | None = None) -> None:
        """One click on the button with exactly this label."""
        await self.click(button(within or self.page, label))

    async def click(self, target: Locator) -> None:
        """One click, once nothing that was asked before can shift the page under the hand."""
        await self.tap.still()
        await target.click()
        self.clicks += 1

    async def next(self, label: str) -> None:
        """The next sensible act, which must be this one: one key."""
        await self.tap.still()
        first = self.page.locator('[data-hotkey="w"]')
        await expect(
            button(self.page.get_by_role("region", name="Nächster Schritt"), label).and_(first)
        ).to_be_enabled()
        await self.page.keyboard.press("w")
        self.keys += 1

    async def call(self, number: str) -> None:
        """The next item, called with one key; it stands there before anything is entered under it."""
        await self.next(f"TOP {number} aufrufen")
        called = self.page.get_by_role("region", name="Aufgerufener Punkt")
        await expect(called.get_by_role("heading", level=2)).to_contain_text(f"TOP {number} ")

    async def instead(self, label: str) -> None:
        """Another act that the next step offers: one click."""
        await self.press(label, self.page.get_by_role("region", name="Nächster Schritt"))

    async def choose(self, name: str) -> None:
        """Choose a person in the list."""
        people = self.page.get_by_role("region", name="Anwesenheit")
        await self.click(people.get_by_role("button", name=re.compile(rf"^{name}(?![\w:])")))

    async def say(self, name: str, act: str) -> None:
        """Choose a person, and press what that person does or what is said of them."""
        await self.choose(name)
        await self.press(act, self.page.get_by_role("tabpanel", name="Person"))

    async def already(self, time: str) -> None:
        """What is entered next happened at this time: a click into the field, and its digits."""
        await self.time(self.page.get_by_label("geschah schon um"), time)

    def motion(self, of: str) -> Locator:
        """The card of the open motion with this in its heading."""
        cards = self.page.get_by_role("article", name="Offener Antrag")
        return cards.filter(has=self.page.get_by_role("heading", name=of))

    async def open(self, within: Locator, fold: str) -> None:
        """Unfold what is folded, and see that it is."""
        summary = within.locator("summary").filter(has_text=fold)
        await self.click(summary)
        await expect(summary.locator("xpath=..")).to_have_attribute("open", "")

    async def unfold(self, tab: str, fold: str) -> Locator:
        """Turn to a tab and unfold one of its forms; the form."""
        panel = await self.tab(tab)
        group = panel.locator("details").filter(has=self.page.locator("summary").filter(has_text=fold))
        if not await group.evaluate("fold => fold.open"):
            await self.open(group, fold)
        return group.locator("form")

    async def tab(self, name: str) -> Locator:
        """Turn to one of the forms below; the form."""
        await self.click(self.page.get_by_role("tab", name=name))
        return self.page.get_by_role("tabpanel", name=name)

    async def type(self, field: Locator, text: str) -> None:
        """Go to a field and type; what stood in it goes with one key."""
        await field.click()
        if await field.input_value():
            await field.press("ControlOrMeta+a")
            self.keys += 1
        await field.press_sequentially(text)
        self.clicks += 1
        self.keys += len(text)
        self.letters += len(text)

    async def time(self, field: Locator, time: str) -> None:
        """Go to the hours of a field for a time, and type the digits; the cursor goes on to the minutes by itself."""
        await field.click(position={"x": 12, "y": 12})
        await self.page.keyboard.type(time.replace(":", ""))
        self.clicks += 1
        self.keys += 4
        await expect(field).to_have_value(time)

    async def write(self, text: str) -> None:
        """The words of a motion, typed where the motion's own button has put the cursor, and entered."""
        words = self.page.get_by_label("Wortlaut", exact=True)
        await expect(words).to_be_focused()
        await self.page.keyboard.type(text)
        self.keys += len(text)
        self.letters += len(text)
        await self.press("Antrag eintragen")
        await expect(words).to_have_value("")

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
        """Nobody against, nobody abstains: the rest is Ja, which is one key in its field."""
        await self.page.keyboard.press("b")
        await expect(count_field(self.page, "Ja")).to_be_focused()
        await self.page.keyboard.press("r")
        await expect(count_field(self.page, "Nein")).to_be_focused()
        for key in ("0", "Tab", "0", "Enter"):
            await self.page.keyboard.press(key)
        self.keys += 6
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

    async def together(self, *others: str) -> None:
        """Put the motion on the item called to the vote with others."""
        card = self.page.get_by_role("article", name="Offener Antrag").first
        await self.open(card, "gemeinsam mit anderen Punkten")
        for other in others:
            await card.get_by_role("checkbox", name=other).check()
            self.clicks += 1
        await self.press("gemeinsam abstimmen", card)

    async def correct(self, words: str) -> Locator:
        """Open the form that corrects an entry: the newest line that says this, else among all entries; the form."""
        past = self.page.get_by_role("region", name="Verlauf")
        form = self.page.get_by_role("dialog", name="Verlauf und Berichtigung")
        line = past.get_by_role("listitem").filter(has_text=words)
        if not await line.count():
            await self.press("alle Einträge", past)
            line = form.get_by_role("listitem").filter(has_text=words)
        await self.click(line.first.get_by_role("button", name="berichtigen"))
        return form

    async def because(self, form: Locator, reason: str) -> None:
        """Say why, and correct."""
        await self.type(form.get_by_label("Grund der Berichtigung"), reason)
        await self.press("Berichtigen", form)
        await expect(form).to_be_hidden()

    async def speak(self, name: str, kind: str) -> None:
        """Somebody asks for the floor, gets it, and comes to an end."""
        await self.choose(name)
        await self.press(kind, self.page.get_by_role("tabpanel", name="Person"))
        await self.next_starting("Wort an")

    async def next_starting(self, label: str) -> None:
        """The next act, known by its first words."""
        area = self.page.get_by_role("region", name="Nächster Schritt")
        await self.tap.still()
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
