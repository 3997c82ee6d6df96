"""An evening with everything that happens to a clerk, in the browser: people who know only what their screens say.

The clerk's page enters all but what only a member can do; one member sits at home with a phone. The clock stands at
the minute of each step, so the record is that of the script in everything but the head of its log. What each step
costs the clerk is counted, printed and bounded.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from operator import sub
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, expect

from browser.desk import Desk
from browser.kit import Evening, press, receipt, words
from handzeichen.app.clock import EveningClock
from handzeichen.app.plan import read_plan
from handzeichen.app.replay import Played, play
from handzeichen.record.data import record
from support.facts import missing
from support.live import running

FOLDER = Path(__file__).parents[1] / "record" / "full_evening"

IN_THE_ROOM = (
    *("Vennebusch", "Ehlerding", "Kröncke", "Mutlu", "Amsinck", "Borgwardt", "Tiedemann"),
    *("Harmsen", "Kessenich", "Oltmann", "Wübben", "Lüttjohann"),
)
BY_VIDEO = ("Çetin", "Radović", "Tewes", "Haddad")
BEHIND_DOORS = ("Ankauf", "310.000", "9 Stimmen dafür")


@dataclass(frozen=True, kw_only=True)
class Night:
    """The pages of the evening: the clerk's desk, a phone at home, the room's display, a page for everybody."""

    evening: Evening
    desk: Desk
    phone: Page
    hall: Page
    public: Page
    script: Played

    async def until(self, time: str) -> None:
        """Wait until the clerk's page shows all that the script says had happened by then."""
        seq = max(entry.seq for entry in self.script.entries if entry.at <= moment(time))
        await self.evening.taps[self.desk.page].reaches(seq)
        assert self.evening.server.live.room.now.head.seq == seq, f"by {time}"


Step = Callable[[Night], Awaitable[None]]


def moment(time: str) -> datetime:
    """A minute of the evening; what is before noon is the next morning."""
    return datetime.fromisoformat(f"2026-11-{'18' if time < '12' else '17'}T{time}:00+01:00")


@asynccontextmanager
async def night(chromium: Browser) -> AsyncIterator[Night]:
    """The evening, planned and not begun, with everybody at their screens."""
    plan = FOLDER / "plan.toml"
    clock = EveningClock(moment("16:50"))
    async with running(plan=read_plan(plan), clock=clock, beat=0.2, silence=5) as server:
        evening = Evening(chromium, server=server)
        try:
            clerk, phone, hall = await asyncio.gather(
                evening.clerk(), evening.member("sandvoss"), evening.hall()
            )
            public = await (await evening.context()).new_page()
            await public.goto(f"{server.url}/public/{server.meeting}/")
            script = play(plan.read_bytes(), (FOLDER / "script.jsonl").read_bytes())
            yield Night(
                evening=evening, desk=Desk(clerk), phone=phone, hall=hall, public=public, script=script
            )
        finally:
            await evening.go_home()
    assert evening.unexpected == []


async def test_the_whole_evening_on_the_clerks_page_gives_the_record_of_the_script(
    chromium: Browser, record_property: Callable[[str, object], None]
) -> None:
    async with night(chromium) as pages:
        desk, costs = pages.desk, dict[str, tuple[int, ...]]()
        for time, name, step in STEPS:
            before = (desk.clicks, desk.keys, desk.letters)
            pages.evening.server.clock.set(moment(time))
            await step(pages)
            await pages.until(time)
            after = (desk.clicks, desk.keys, desk.letters)
            costs[f"{time} {name}"] = tuple(map(sub, after, before))
        found = await pages.evening.record()
    report(costs)
    record_property("clicks", desk.clicks)
    record_property("keys", desk.keys)
    expected = by_script(pages.script)
    assert found.keys() == expected.keys() and found["log"].pop("head") != expected["log"].pop("head")
    assert missing(expected, found, "record") == missing(found, expected, "record") == []
    assert desk.clicks <= CLICKS and desk.keys <= KEYS


def by_script(played: Played) -> dict[str, Any]:
    """The record of the same evening, replayed."""
    found: dict[str, Any] = json.loads(
        json.dumps(record(played.meeting, length=played.head.seq, head=played.head.hash))
    )
    return found


def report(costs: dict[str, tuple[int, ...]]) -> None:
    """What the evening costs two hands, step by step."""
    costs = {**costs, "in all": tuple(map(sum, zip(*costs.values(), strict=True)))}
    print("\nclicks keys (words)")
    for step, (clicks, keys, letters) in costs.items():
        print(f"{clicks:6} {keys:4} {f'({letters})' if letters else '':>7}  {step}")


# Before the opening


async def the_room_fills(pages: Night) -> None:
    for name in IN_THE_ROOM:
        await pages.desk.press(f"{name}: im Saal")


async def a_deputy_nobody_announced(pages: Night) -> None:
    desk = pages.desk
    form = await desk.unfold("Weitere", "Person eintragen, die nicht vorgesehen war")
    await desk.type(form.get_by_label("Anrede, Titel"), "Ratsherr")
    await desk.type(form.get_by_label("Name"), "Quast")
    await desk.pick(form.get_by_label("als"), "Vertretung")
    await desk.pick(form.get_by_label("Fraktion"), "Stadtmitte")
    await desk.press("Eintragen", form)
    await desk.press("Quast: im Saal")
    await desk.press("für Poggensee")


async def the_screen_fills(pages: Night) -> None:
    await press(pages.phone, "Ich bin per Video dabei")
    await expect(pages.phone.get_by_text("Sie sind per Video dabei")).to_be_visible()
    for name in BY_VIDEO:
        await pages.desk.press(f"{name}: per Video")


async def faces_are_known(pages: Night) -> None:
    for name in ("Çetin", "Sandvoß", "Radović", "Tewes"):
        await pages.desk.say(name, "erkannt")


# The public part


async def opening(pages: Night) -> None:
    for act in (
        "Sitzung eröffnen",
        "TOP 1 aufrufen",
        "Einberufung feststellen",
        "Beschlussfähigkeit feststellen",
    ):
        await pages.desk.next(act)
    await expect(pages.hall.get_by_text("10 von 11 Sitzen anwesend, 6 nötig")).to_be_visible()


async def notices(pages: Night) -> None:
    for what in ("zur Teilnahme per Video", "zum Datenschutz", "zur Verschwiegenheit"):
        await pages.desk.next(f"Hinweis {what} gegeben")


async def excused(pages: Night) -> None:
    text = "Ratsherr Poggensee hat sich kurzfristig entschuldigt; ihn vertritt Ratsherr Quast."
    await pages.desk.note("Harmsen", text)


async def agenda(pages: Night) -> None:
    await pages.desk.next("Tagesordnung zur Abstimmung stellen")
    await pages.desk.instead("Ohne Widerspruch")


def call(number: str) -> Step:
    async def step(pages: Night) -> None:
        await pages.desk.call(number)
        await expect(pages.hall.get_by_role("main")).to_contain_text(f"TOP {number}")

    return step


async def minutes_to_the_vote(pages: Night) -> None:
    await pages.desk.next("Abstimmen")


async def minutes_approved(pages: Night) -> None:
    await votes(pages, "Ja", {"Çetin": "Ja", "Radović": "Ja", "Tewes": "Enthaltung"}, (5, 0, 1))
    await expect(pages.hall.get_by_role("main")).to_contain_text("Einstimmig bei 2 Enthaltungen")


async def somebody_came_unseen(pages: Night) -> None:
    await pages.desk.already("17:14")
    await pages.desk.press("Immenroth: im Saal")
    said = pages.desk.page.get_by_role("region", name="Anwesenheit").get_by_role("status")
    await expect(said).to_contain_text(
        "bekannt gegebene Abstimmungen (Beschlussvorschlag der Verwaltung zu TOP 2)"
    )


async def three_at_once(pages: Night) -> None:
    desk = pages.desk
    await desk.together("TOP 4", "TOP 5")
    await desk.say("Radović", "TOP 4 einzeln")
    await expect(pages.hall.get_by_role("main")).to_contain_text("TOP 5")
    await votes(pages, "Ja", {"Çetin": "Ja", "Radović": "Ja", "Tewes": "Ja"}, None)


def asks(name: str, kind: str, ended: bool = False) -> Step:
    async def step(pages: Night) -> None:
        if ended:
            await pages.desk.next("Wortbeitrag beenden")
        await pages.desk.speak(name, kind)

    return step


async def has_spoken(pages: Night) -> None:
    await pages.desk.next("Wortbeitrag beenden")


async def the_one_taken_out(pages: Night) -> None:
    await pages.desk.next("Abstimmen")
    await votes(pages, "Ja", {"Çetin": "Ja", "Radović": "Nein", "Tewes": "Nein"}, (6, 1, 0))


async def wrongly_announced(pages: Night) -> None:
    desk = pages.desk
    form = await desk.correct("Im Saal gezählt: 6 Ja")
    await desk.type(form.get_by_role("spinbutton", name="Nein", exact=True), "0")
    await desk.type(form.get_by_role("spinbutton", name="Enthaltung", exact=True), "1")
    await desk.because(form, "Eine Enthaltung war als Nein-Stimme angesagt.")
    right = "8 Stimmen dafür, 2 Stimmen dagegen, eine Enthaltung"
    for page in (pages.hall, pages.public, pages.phone):
        await expect(page.get_by_role("main")).to_contain_text(right)


async def into_the_minutes(pages: Night) -> None:
    await pages.desk.say("Radović", "ins Protokoll: wie eingetragen")


async def trees(pages: Night) -> None:
    desk = pages.desk
    await desk.call("6")
    await desk.press("Tischvorlage …", desk.page.get_by_role("region", name="Aufgerufener Punkt"))
    form = desk.page.get_by_role("tabpanel", name="Weitere")
    await desk.type(form.get_by_label("Nummer oder Titel"), "0226/2026-1")
    await desk.type(form.get_by_label("Art"), "Stellungnahme der Verwaltung")
    await desk.press("Eintragen", form)


async def the_chair_speaks(pages: Night) -> None:
    desk = pages.desk
    await desk.next("Wortbeitrag beenden")
    await desk.say("Kessenich", "bekommt die Leitung")
    await desk.speak("Harmsen", "zur Sache")


async def the_chair_is_back(pages: Night) -> None:
    await pages.desk.next("Wortbeitrag beenden")
    await pages.desk.say("Harmsen", "bekommt die Leitung")


def amends(name: str, text: str) -> Step:
    async def step(pages: Night) -> None:
        desk = pages.desk
        await desk.choose(name)
        await desk.press("Änderungsantrag …", desk.motion("Antrag der BLE-Fraktion zu TOP 6"))
        await desk.write(text)

    return step


async def taken_over(pages: Night) -> None:
    await pages.desk.press("übernommen", pages.desk.motion("Fraktion Lebendige Auen"))


async def the_paper_goes_home(pages: Night) -> None:
    desk = pages.desk
    card = desk.motion("Stadtmitte-Fraktion")
    await desk.press("abstimmen", card)
    await expect(card.get_by_role("alert")).to_contain_text("0226/2026-1")
    await desk.press("jetzt auch per Mail verschickt")


async def no_parking(pages: Night) -> None:
    await pages.desk.next("Abstimmen")
    await votes(pages, "Nein", {"Çetin": "Nein", "Radović": "Nein", "Tewes": "Nein"}, (3, 4, 0))


async def trees_as_amended(pages: Night) -> None:
    await pages.desk.next("Abstimmen")
    await votes(pages, "Ja", {"Çetin": "Ja", "Radović": "Ja", "Tewes": "Ja"}, (4, 0, 3))


# The break, and the item in parts


async def a_break(pages: Night) -> None:
    desk = pages.desk
    form = await desk.tab("Sitzung")
    await desk.time(form.get_by_label("bis"), "18:15")
    await desk.type(form.get_by_label("Grund"), "Pause")
    await desk.press("unterbrechen", form)
    for page in (pages.hall, pages.public, pages.phone):
        await expect(page.locator("body")).to_contain_text("unterbrochen")


def changes_place(name: str, where: str) -> Step:
    async def step(pages: Night) -> None:
        await pages.desk.press(f"{name}: {where}")

    return step


async def plan_and_bar(pages: Night) -> None:
    desk = pages.desk
    await desk.next("Sitzung fortsetzen")
    await desk.call("7")
    await desk.say("Wübben", "wirkt nicht mit")


async def wants_parts(pages: Night) -> None:
    desk = pages.desk
    await desk.choose("Tewes")
    form = await desk.tab("Antrag")
    await desk.pick(form.get_by_role("combobox", name="Was wird beantragt?"), "Getrennte Abstimmung")
    await desk.type(form.get_by_label("Teile, durch Komma getrennt"), "Ziffer 1, Ziffer 2")
    await desk.press("Antrag eintragen", form)
    await desk.instead("Ohne Widerspruch")


async def the_parts(pages: Night) -> None:
    desk = pages.desk
    for text in (
        "1. Der Entwurf des Bebauungsplans Nr. 84 wird gebilligt.",
        "2. Der Entwurf wird für einen Monat öffentlich ausgelegt.",
    ):
        await desk.press("in Teilen …", desk.motion("Beschlussvorschlag der Verwaltung zu TOP 7"))
        await desk.write(text)


def put_to_the_vote(own: str, hands: tuple[str, str, str], room: tuple[int, int, int]) -> Step:
    async def step(pages: Night) -> None:
        await pages.desk.next("Abstimmen")
        await votes(pages, own, dict(zip(("Çetin", "Radović", "Lüttjohann"), hands, strict=True)), room)

    return step


async def noted(pages: Night) -> None:
    await pages.desk.next("Wortbeitrag beenden")
    await pages.desk.next("Zur Kenntnis genommen")


async def dikes(pages: Night) -> None:
    await pages.desk.call("8")
    await pages.desk.speak("Kröncke", "Bericht")


def goes(name: str) -> Step:
    async def step(pages: Night) -> None:
        await pages.desk.press(f"{name}: weg")

    return step


def says(name: str, text: str) -> Step:
    async def step(pages: Night) -> None:
        await pages.desk.note(name, text)

    return step


# Behind closed doors, and the next morning


async def the_gallery_leaves(pages: Night) -> None:
    await pages.desk.next("TOP 9 schließen")
    await pages.desk.press("Tiedemann: weg")


async def doors_closed(pages: Night) -> None:
    desk = pages.desk
    await press(pages.phone, "Das bestätige ich")
    await expect(pages.phone.get_by_text("Sie haben bestätigt")).to_be_visible()
    for name in ("Ratsfrau Çetin", "Ratsfrau Lüttjohann"):
        await desk.next(f"{name} hat es bestätigt")
    form = await desk.tab("Sitzung")
    await form.get_by_label("Saal ist geräumt").check()
    await form.get_by_label("Übertragung ist aus").check()
    desk.clicks += 2
    await desk.press("Öffentlichkeit ausschließen", form)
    await expect(form.get_by_role("alert")).to_contain_text("Radović")
    await desk.next("Ratsfrau Radović hat es bestätigt")
    await desk.press("Öffentlichkeit ausschließen", form)


async def land(pages: Night) -> None:
    await pages.desk.call("10")
    await pages.desk.speak("Ehlerding", "Bericht")
    for page in (pages.hall, pages.phone):
        await expect(page.get_by_role("main")).to_contain_text("Ankauf des Grundstücks")
    await expect(pages.public.locator("body")).to_contain_text("Grundstücksangelegenheit")


async def doors_open(pages: Night) -> None:
    desk = pages.desk
    await desk.press("schließen", desk.page.get_by_role("region", name="Aufgerufener Punkt"))
    form = await desk.tab("Sitzung")
    await desk.press("Öffentlichkeit wieder zulassen", form)


async def the_end(pages: Night) -> None:
    await pages.desk.next("Sitzung schließen")
    for page in (pages.hall, pages.public, pages.phone):
        await expect(page.locator("body")).to_contain_text("beendet")
    shown = [html for parts in pages.evening.taps[pages.public].parts() for html in parts.values()]
    assert not any(secret in text for text in (*shown, await words(pages.public)) for secret in BEHIND_DOORS)


async def next_morning(pages: Night) -> None:
    desk = pages.desk
    form = await desk.correct("Borgwardt ist gegangen")
    await desk.time(form.get_by_label("um", exact=True), "18:25")
    await desk.because(form, "Herr Borgwardt teilt mit, dass er schon um 18.25 Uhr gegangen ist.")
    form = await desk.tab("Notiz")
    await expect(form).not_to_contain_text("sagt")
    await desk.type(
        form.get_by_role("textbox", name="Satz fürs Protokoll"),
        "Die Antwort zur Querungshilfe ist diesem Protokoll als Anlage beigefügt.",
    )
    await desk.pick(form.get_by_role("combobox", name="zu"), "TOP 9")
    await desk.press("Notieren", form)


async def votes(pages: Night, own: str, hands: dict[str, str], room: tuple[int, int, int] | None) -> None:
    """One member presses, three are seen on the monitor, the room is counted; then it is closed and announced."""
    desk, phone = pages.desk, pages.phone
    await expect(receipt(phone, "Ihre Stimme ist noch nicht erfasst.")).to_be_visible()
    await press(phone, own)
    await expect(receipt(phone, f"Ihre Stimme: {own}")).to_be_visible()
    for name, choice in hands.items():
        await desk.press(f"{name}: {choice}")
    await (desk.rest_is_yes() if room is None else desk.hands(*room))
    await desk.next("Abstimmung schließen")
    await desk.next("Ergebnis bekannt geben")


STEPS: tuple[tuple[str, str, Step], ...] = (
    ("16:50", "twelve people come into the room", the_room_fills),
    ("16:54", "a deputy whom nobody announced", a_deputy_nobody_announced),
    ("16:56", "four people and a phone join by video", the_screen_fills),
    ("16:58", "the chair knows the faces on the screen", faces_are_known),
    ("17:03", "opening, convening, quorum", opening),
    ("17:04", "three notices", notices),
    ("17:06", "a note: somebody is excused", excused),
    ("17:08", "the agenda, without objection", agenda),
    ("17:10", "TOP 2 called", call("2")),
    ("17:13", "put to the vote", minutes_to_the_vote),
    ("17:15", "four on video, six in the room", minutes_approved),
    ("17:21", "somebody has been there since 17.14", somebody_came_unseen),
    ("17:22", "TOP 3 called", call("3")),
    ("17:23", "three en bloc, one taken out, ballot", three_at_once),
    ("17:26", "TOP 4 called", call("4")),
    ("17:27", "Radović speaks", asks("Radović", "zur Sache")),
    ("17:30", "Mutlu answers", asks("Mutlu", "Bericht", ended=True)),
    ("17:33", "he has spoken", has_spoken),
    ("17:34", "the one taken out: ballot", the_one_taken_out),
    ("17:36", "a number wrongly announced, corrected", wrongly_announced),
    ("17:37", "a vote into the minutes, on demand", into_the_minutes),
    ("17:40", "TOP 6 called, a paper on the tables", trees),
    ("17:41", "Oltmann speaks", asks("Oltmann", "zur Sache")),
    ("17:44", "the chair hands over to speak", the_chair_speaks),
    ("17:48", "and takes the lead again", the_chair_is_back),
    (
        "17:50",
        "an amendment by hand",
        amends(
            "Immenroth",
            "Die Worte „zwanzig Bäume“ werden durch „fünfundzwanzig heimische Bäume“ ersetzt.",
        ),
    ),
    ("17:52", "another", amends("Lüttjohann", "Es wird angefügt: „Stellplätze entfallen dabei nicht.“")),
    ("17:54", "one is taken over", taken_over),
    ("17:55", "the paper is not with those on video yet", the_paper_goes_home),
    ("17:57", "the other: ballot", no_parking),
    ("18:00", "the motion as amended: ballot", trees_as_amended),
    ("18:03", "a break", a_break),
    ("18:10", "from the screen into the room", changes_place("Tewes", "im Saal")),
    ("18:14", "from the room to the screen", changes_place("Lüttjohann", "per Video")),
    ("18:16", "end of the break, TOP 7 called, a member barred", plan_and_bar),
    ("18:18", "Mutlu reports", asks("Mutlu", "Bericht")),
    ("18:24", "he has spoken", has_spoken),
    ("18:25", "one wants the parts voted on singly", wants_parts),
    ("18:26", "the two parts", the_parts),
    ("18:27", "part 1: ballot", put_to_the_vote("Ja", ("Ja", "Ja", "Ja"), (6, 0, 0))),
    ("18:29", "part 2: ballot", put_to_the_vote("Nein", ("Ja", "Nein", "Ja"), (5, 1, 0))),
    ("18:31", "the whole: ballot", put_to_the_vote("Enthaltung", ("Ja", "Enthaltung", "Ja"), (5, 0, 1))),
    ("18:34", "TOP 8 called, Kröncke reports", dikes),
    ("18:40", "Borgwardt goes", goes("Borgwardt")),
    ("18:46", "taken note of", noted),
    ("18:48", "TOP 9 called", call("9")),
    ("18:49", "a question", says("Radović", "Wann wird die Querungshilfe an der Mühlenstraße gebaut?")),
    ("18:51", "the answer", says("Ehlerding", "Der Bau beginnt im März 2027.")),
    ("18:55", "end of the public part", the_gallery_leaves),
    ("18:57", "alone at home, doors closed", doors_closed),
    ("18:58", "TOP 10 called, Ehlerding reports", land),
    ("19:07", "he has spoken", has_spoken),
    ("19:08", "ballot", put_to_the_vote("Ja", ("Ja", "Nein", "Ja"), (6, 1, 0))),
    ("19:11", "doors open", doors_open),
    ("19:12", "the end", the_end),
    ("08:40", "next morning: an hour corrected, a note", next_morning),
)
"""When, what, and how it is entered."""

CLICKS, KEYS = 170, 840
"""Upper bounds: measured, and some air."""
