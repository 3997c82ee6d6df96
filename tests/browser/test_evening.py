"""A whole evening entered on the clerk's page alone, from the first arrival to the end, and the same record as by script."""

from collections.abc import Callable
from typing import Any

from playwright.async_api import expect

from browser.desk import Desk
from browser.kit import Evening, at
from handzeichen.app.replay import play
from handzeichen.record.data import record
from support.live import PLAN, SCRIPT

IN_THE_ROOM = (
    *(
        "Brandhorst",
        "Hollenstedt-Rühl",
        "Uhlenhop",
        "Moehring",
        "Stellmacher",
        "Wieland",
        "Bultmann",
        "Adomeit",
    ),
    *("Karimi", "Voßkamp", "Cordsen", "Groothusen", "Köpcke", "Rehbein", "Thießen"),
)
BY_VIDEO = (
    *("Elvers", "Möhring", "Nordmeier", "Abendroth", "Benali Haddad", "Castellano"),
    *("Davtjan", "Farahani", "Ngo", "Petrowa", "Rahimi", "Sokolow"),
)
LATE_PAPER = "Zu TOP 2 liegt als Nachreiche die Drucksache Nr. 0108/2021 mit einer Anlage vor."

CLICKS, KEYS = 80, 180
"""Upper bounds: measured, and some air."""


async def test_an_evening_entered_on_the_clerks_page_alone_gives_the_record_of_the_script(
    evening: Evening, record_property: Callable[[str, object], None]
) -> None:
    desk = await Desk.of(evening)
    await attendance(desk)
    evening.server.clock.set(at("17:41:00"))
    await opening(desk)
    evening.server.clock.set(at("17:46:00"))
    await two_motions(desk)
    evening.server.clock.set(at("17:55:00"))
    await urgency(desk)
    evening.server.clock.set(at("17:56:00"))
    await agenda(desk)
    evening.server.clock.set(at("17:57:00"))
    await strategy(desk)
    evening.server.clock.set(at("18:14:00"))
    await reports(desk)

    await minutes_at_hand(desk)

    record_property("clicks", desk.clicks)
    record_property("keys", desk.keys)
    print(f"\nThe evening on the clerk's page: {desk.clicks} clicks and {desk.keys} keys.")
    assert facts(await evening.record()) == facts(by_script())
    assert desk.clicks <= CLICKS and desk.keys <= KEYS


async def attendance(desk: Desk) -> None:
    for name in IN_THE_ROOM:
        await desk.press(f"{name}: im Saal")
    await desk.press("für Lauenroth")
    await desk.press("für Özçelik")
    for name in BY_VIDEO:
        await desk.press(f"{name}: per Video")


async def opening(desk: Desk) -> None:
    for act in (
        "Sitzung eröffnen",
        "TOP 1 aufrufen",
        "Einberufung feststellen",
        "Beschlussfähigkeit feststellen",
        "Hinweis zur Teilnahme per Video gegeben",
        "Hinweis zum Datenschutz gegeben",
        "Hinweis zur Verschwiegenheit gegeben",
    ):
        await desk.next(act)
    await desk.note("Brandhorst", LATE_PAPER)


async def two_motions(desk: Desk) -> None:
    await desk.speak("Thießen", "zur GO")
    await desk.move("Thießen", "Vertagung", "TOP 2", "späte Zustellung der Drucksache")
    await desk.next("Wortbeitrag beenden")
    await desk.speak("Elvers", "Erwiderung")
    await desk.next("Wortbeitrag beenden")
    await desk.move("Elvers", "Eilbedürftigkeit", "TOP 2")


async def urgency(desk: Desk) -> None:
    await desk.next("Abstimmen")
    await single_hands(desk)
    await desk.hands(6, 1, 0)
    await result(desk)


async def agenda(desk: Desk) -> None:
    await desk.next("Tagesordnung zur Abstimmung stellen")
    await desk.next("Abstimmen")
    await single_hands(desk)
    await desk.rest_is_yes()
    await result(desk)


async def strategy(desk: Desk) -> None:
    await desk.next("TOP 2 aufrufen")
    for name in ("Voßkamp", "Ngo"):
        await desk.speak(name, "zur Sache")
        await desk.next("Wortbeitrag beenden")
    await desk.next("Abstimmen")
    await single_hands(desk)
    await desk.press("alle 7 Ja")
    await desk.page.keyboard.press("Enter")
    desk.keys += 1
    await desk.counted()
    await result(desk)


async def reports(desk: Desk) -> None:
    await desk.next("TOP 3 aufrufen")
    await desk.next("Zur Kenntnis genommen")
    for number in ("4", "4.1", "5"):
        await desk.next(f"TOP {number} aufrufen")
    await desk.next("Sitzung schließen")
    await desk.press("Ja", desk.page.get_by_role("dialog"))


async def minutes_at_hand(desk: Desk) -> None:
    """Right after the end the minutes are one press away."""
    async with desk.page.expect_popup() as opened:
        await desk.page.get_by_role("link", name="Protokoll ansehen").click()
    minutes = await opened.value
    await expect(minutes.get_by_role("heading", name="PROTOKOLL")).to_be_visible()
    await expect(minutes.get_by_text("mit 9 Ja-Stimmen gegen eine Nein-Stimme zuerkannt")).to_be_visible()


async def single_hands(desk: Desk) -> None:
    """The three members on the monitor, each with one click."""
    for name in ("Elvers", "Möhring", "Nordmeier"):
        await desk.press(f"{name}: Ja")


async def result(desk: Desk) -> None:
    await desk.next("Abstimmung schließen")
    await desk.next("Ergebnis bekannt geben")


def by_script() -> dict[str, Any]:
    """The record of the same evening, replayed from its script."""
    played = play(PLAN.read_bytes(), SCRIPT.read_bytes())
    return dict(record(played.meeting, length=played.head.seq, head=played.head.hash))


TIMES = {"at", "from", "to", "opened_at", "closed_at", "announced_at", "called_at", "moved_at"}
HOW = {"sources", "log", "practice"}
"""Who typed a vote, the chain, and that a server of tests only practises: they differ, and must."""


def facts(found: Any) -> Any:
    """What a record says beside its times, and beside who typed it."""
    if isinstance(found, dict):
        return {key: facts(value) for key, value in found.items() if key not in TIMES | HOW}
    if isinstance(found, list | tuple):
        return [facts(value) for value in found]
    return found
