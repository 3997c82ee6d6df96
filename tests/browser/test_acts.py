"""What is rarely said in a meeting and must then be entered at once: three pieces of an evening at the clerk's desk."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Locator, Page, expect

from browser.desk import Desk
from browser.kit import Begin, Evening, button, press
from support.agenda import longer_plan

IN_THE_ROOM = (
    *("brandhorst", "cordsen", "groothusen", "vosskamp", "koepcke"),
    *("thiessen", "rehbein", "uhlenhop"),
)
BY_VIDEO = ("elvers", "moehring-aufwind", "nordmeier")


@pytest.fixture
async def longer(begin: Begin) -> AsyncIterator[Evening]:
    """A longer agenda, adopted; six seats in the room and three by video, one deputy without a seat."""
    async with begin(plan=longer_plan()) as evening:
        for person in IN_THE_ROOM:
            await evening.ask("clerk", "arrive", person=person, via="room")
        await evening.ask("clerk", "deputise", person="thiessen", for_="oezcelik")
        for person in BY_VIDEO:
            await evening.ask("clerk", "arrive", person=person, via="video")
        for act in ("open_meeting", "state_convening", "state_quorum"):
            await evening.ask("chair", act)
        for notice in ("hybrid", "data_protection", "confidentiality"):
            await evening.ask("chair", "give_notice", notice=notice)
        yield evening


async def test_a_tabled_paper_two_amendments_and_a_result_that_is_doubted(longer: Evening) -> None:
    evening = longer
    await evening.ask("chair", "call_item", item="2")
    desk, hall = await Desk.of(evening), await evening.hall()
    clerk = desk.page

    await desk.press("Tischvorlage …")
    await clerk.get_by_label("Nummer oder Titel").fill("0131/2021")
    await press(clerk.get_by_role("tabpanel", name="Weitere"), "Eintragen")
    await expect(hall.get_by_text("Drucksache Nr. 0131/2021, Tischvorlage")).to_be_visible()
    await expect(step(clerk).get_by_text("liegt den Zugeschalteten noch nicht vor")).to_be_visible()
    await desk.press("Jetzt auch per Mail verschickt", step(clerk))
    await expect(button(step(clerk), "Abstimmen")).to_be_visible()

    await amend(desk, "Cordsen", "Nach „Teilhabe“ wird „und Antidiskriminierung“ eingefügt.")
    await expect(hall.get_by_text("Änderungsantrag der BLE-Fraktion zu TOP 2")).to_be_visible()
    await amend(desk, "Groothusen", "Das Papier wird zuerst im Sozialausschuss beraten.")
    await expect(motions(hall)).to_have_text(
        [re.compile(name) for name in ("BLE", "Stadtmitte", "Verwaltung")]
    )
    await desk.press("zuerst abstimmen")
    await expect(motions(hall)).to_have_text(
        [re.compile(name) for name in ("Stadtmitte", "BLE", "Verwaltung")]
    )
    await desk.press("übernommen", card(clerk, "Änderungsantrag der BLE-Fraktion"))
    await expect(hall.get_by_text("übernommen")).to_be_visible()
    await amend(desk, "Köpcke", "Nach „Teilhabe“ wird „und gegen Ausgrenzung“ eingefügt.")
    settled = card(clerk, "Änderungsantrag der Fraktion Lebendige Auen")
    await desk.open(settled, "mehr")
    await desk.pick(
        settled.get_by_role("combobox", name="erledigt durch"), "Änderungsantrag der BLE-Fraktion"
    )
    await desk.press("erledigt", settled)
    await expect(
        hall.get_by_text("erledigt durch: Änderungsantrag der BLE-Fraktion zu TOP 2")
    ).to_be_visible()

    await desk.vote("Änderungsantrag der Stadtmitte-Fraktion", 2, 4, "Nein")
    await expect(result(hall)).to_contain_text("2 Stimmen dafür, 7 Stimmen dagegen")
    await say_at_once(desk, "groothusen", "zweifelt das Ergebnis an")
    await expect(
        hall.get_by_text("Ratsherr Groothusen (Stadtmitte) zweifelt das Ergebnis an.")
    ).to_be_visible()
    await desk.next("Abstimmung wiederholen")
    await expect(
        hall.get_by_text("Wiederholung der Abstimmung: Das erste Ergebnis gilt nicht.")
    ).to_be_visible()
    await desk.hear(3, 3, "Nein")
    await expect(result(hall)).to_contain_text("3 Stimmen dafür, 6 Stimmen dagegen")
    await desk.vote("Beschlussvorschlag der Verwaltung zu TOP 2", 6, 0, "Ja")
    await expect(result(hall)).to_have_text("Einstimmig")

    record = await evening.record()
    assert [(paper["reference"], paper["handed"]) for paper in item(record, "2")["papers"][1:]] == [
        ("0131/2021", "mail")
    ]
    assert {
        name: motion["outcome"] for name, motion in record["motions"].items() if motion["item"] == "2"
    } == {
        "m4": "adopted",
        "m1": "accepted",
        "m2": "rejected",
        "m3": "settled",
    }
    assert item(record, "2")["outcome"] == "adopted_amended"
    assert [ballot["state"] for ballot in record["ballots"].values()] == [
        "superseded",
        "announced",
        "announced",
    ]


async def test_three_items_at_once_one_taken_out_a_latecomer_admitted_and_one_item_in_parts(
    longer: Evening,
) -> None:
    evening = longer
    await evening.ask("chair", "call_item", item="6")
    desk, hall = await Desk.of(evening), await evening.hall()
    clerk = desk.page

    await desk.open(
        clerk.get_by_role("article", name="Offener Antrag").first, "gemeinsam mit anderen Punkten"
    )
    for title in ("TOP 7 Zuwendung an die Lesebrücke", "TOP 8 Sprachmittlung im Bürgeramt"):
        await clerk.get_by_role("checkbox", name=title).check()
    await desk.press("gemeinsam abstimmen")
    heading = hall.get_by_role("heading", name="gemeinsam")
    await expect(heading).to_have_text("TOP 6, TOP 7 und TOP 8 gemeinsam")
    await desk.press("für Lauenroth")
    await expect(hall.get_by_text("0 von 9")).to_be_visible()
    await desk.press("Rehbein zur Abstimmung zulassen")
    await expect(hall.get_by_text("0 von 10")).to_be_visible()
    await say_at_once(desk, "elvers", "TOP 7 einzeln")
    await expect(heading).to_have_text("TOP 6 und TOP 8 gemeinsam")
    await desk.tap.still()
    await clerk.keyboard.press("b")
    await desk.hear(7, 0, "Ja")
    for number in ("6", "8"):
        await expect(hall.get_by_text(f"TOP {number} ist beschlossen.")).to_be_visible()

    await desk.press("TOP 7 aufrufen")
    await desk.vote("Beschlussvorschlag der Verwaltung zu TOP 7", 5, 2, "Ja")
    await expect(result(hall)).to_contain_text("8 Stimmen dafür, 2 Stimmen dagegen")

    await desk.press("TOP 9 aufrufen")
    for text in ("Die Woche beginnt am 26. September.", "Eröffnet wird im Rathaus."):
        await desk.choose("Elvers")
        await desk.press("in Teilen …")
        await desk.write(text)
        await expect(hall.get_by_text(text, exact=True)).to_be_visible()
    for number in (1, 2):
        await desk.vote(f"Teil {number} des Beschlussvorschlags", 7, 0, "Ja")
        await expect(
            hall.get_by_role("listitem").filter(has_text="Dieser Teil ist angenommen.")
        ).to_be_visible()
    await desk.vote("Wir stimmen ab: Beschlussvorschlag der Verwaltung zu TOP 9", 6, 1, "Ja")
    await expect(hall.get_by_text("TOP 9 ist beschlossen.")).to_be_visible()

    record = await evening.record()
    together = record["ballots"]["b1"]
    assert (together["motion"], together["with"], together["eligible"], together["yes"]) == (
        "m6",
        ["m8"],
        10,
        10,
    )
    assert [item(record, number)["result_text"] for number in ("6", "7", "8", "9")] == [
        "Einstimmig",
        "8 Stimmen dafür, 2 Stimmen dagegen, 0 Enthaltungen",
        "Einstimmig",
        "9 Stimmen dafür, eine Stimme dagegen, 0 Enthaltungen",
    ]
    assert [motion["part_of"] for motion in record["motions"].values() if motion["part_of"]] == ["m9", "m9"]


async def test_an_objection_two_changes_of_the_lead_a_contested_bar_and_the_end_over_an_open_motion(
    longer: Evening,
) -> None:
    evening = longer
    await evening.ask("clerk", "deputise", person="rehbein", for_="lauenroth")
    await evening.ask("chair", "call_item", item="6")
    desk, hall = await Desk.of(evening), await evening.hall()
    clerk = desk.page

    await desk.move("Cordsen", "Schluss der Beratung", "TOP 6")
    await desk.press("ohne Widerspruch", card(clerk, "auf Schluss der Beratung"))
    await expect(hall.get_by_text("ohne Widerspruch angenommen")).to_be_visible()
    await expect(clerk.get_by_text("Widerspricht doch jemand?")).to_be_visible()
    await say_at_once(desk, "elvers", "widerspricht")
    await expect(hall.get_by_text("ohne Widerspruch angenommen")).to_be_hidden()
    await desk.vote("Schluss der Beratung", 3, 4, "Nein")
    await expect(hall.get_by_text("Die Beratung geht weiter.")).to_be_visible()

    await desk.choose("Voßkamp")
    await desk.press("bekommt die Leitung")
    await expect(hall.get_by_text("Vorsitz: Ratsfrau Voßkamp")).to_be_visible()
    await desk.press("Voßkamp: weg")
    await desk.choose("Brandhorst")
    await desk.press("übernimmt die Leitung")
    await expect(hall.get_by_text("Vorsitz: Bürgermeister Brandhorst")).to_be_visible()

    await desk.choose("Köpcke")
    await desk.press("wirkt nicht mit")
    await expect(hall.get_by_role("listitem").filter(has_text="Köpcke")).to_contain_text("wirkt nicht mit")
    await desk.press("bestreitet es")
    await desk.press("Darüber abstimmen lassen")
    await desk.vote("Mitwirkungsverbots zu TOP 6 (Bürgermeisterin Köpcke)", 5, 0, "Ja")
    await expect(hall.get_by_text("Das Mitglied wirkt bei TOP 6 nicht mit.")).to_be_visible()

    sitting = await desk.tab("Sitzung")
    await desk.press("schließen", sitting)
    asked = clerk.get_by_role("dialog")
    await expect(asked).to_contain_text("Noch nicht entschieden ist TOP 6.")
    await desk.press("Ja", asked)
    await expect(hall.get_by_role("heading", name="Die Sitzung ist beendet")).to_be_visible()
    await expect(hall.get_by_role("listitem").filter(has_text="Fahrradbügel")).to_contain_text(
        "nicht entschieden"
    )

    record = await evening.record()
    objected = next(m for m in record["motions"].values() if m["kind"] == "end_of_debate")
    assert objected["outcome"] == "rejected"
    assert [span["person"] for span in record["meeting"]["led_by"]] == [
        "brandhorst",
        "vosskamp",
        "brandhorst",
    ]
    barred = [person["person"] for person in record["attendance"] if person["recused"] == ["6"]]
    assert barred == ["koepcke"]
    assert (item(record, "6")["outcome"], record["motions"]["m6"]["outcome"]) == ("none", "open")


async def amend(desk: Desk, name: str, text: str) -> None:
    """Somebody moves an amendment: the name, the motion's button, the words."""
    await desk.choose(name)
    await desk.press("Änderungsantrag …", card(desk.page, "Beschlussvorschlag der Verwaltung zu TOP 2"))
    await desk.write(text)
    await expect(card(desk.page, text)).to_be_visible()


async def say_at_once(desk: Desk, name: str, said: str) -> None:
    """By keys alone: the name, the person's panel, whose first button is what can only be said now."""
    await desk.tap.still()
    clerk = desk.page
    await clerk.keyboard.press("Escape")
    await clerk.keyboard.press("/")
    await clerk.keyboard.type(name)
    await clerk.keyboard.press("Enter")
    await clerk.keyboard.press("1")
    await expect(button(clerk.get_by_role("tabpanel", name="Person"), said)).to_be_focused()
    await clerk.keyboard.press("Enter")


def step(clerk: Page) -> Locator:
    """What comes next."""
    return clerk.get_by_role("region", name="Nächster Schritt")


def card(clerk: Page, text: str) -> Locator:
    """The open motion whose card begins or reads like this."""
    heading = clerk.get_by_role("heading", name=text)
    cards = clerk.get_by_role("article", name="Offener Antrag")
    return cards.filter(has=heading).or_(cards.filter(has=clerk.get_by_text(f"„{text}“", exact=True)))


def result(hall: Page) -> Locator:
    """The result as it was announced."""
    return hall.locator(".result__wording")


def motions(hall: Page) -> Locator:
    """The headings of the motions at stake, in their order."""
    return hall.get_by_role("heading", level=3).filter(has_text="TOP 2")


def item(record: dict[str, object], number: str) -> dict[str, object]:
    """A point of the agenda in the record."""
    items = record["items"]
    assert isinstance(items, list)
    found: dict[str, object] = next(found for found in items if found["id"] == number)
    return found
