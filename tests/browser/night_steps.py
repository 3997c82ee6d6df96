"""What is entered in the evening in full, step by step, by people who know only what their screens say."""

from playwright.async_api import expect

from browser.kit import press, words
from browser.night import Night, Step, votes

IN_THE_ROOM = (
    *("Vennebusch", "Ehlerding", "Kröncke", "Mutlu", "Amsinck", "Borgwardt", "Tiedemann"),
    *("Harmsen", "Kessenich", "Oltmann", "Wübben", "Lüttjohann"),
)
BY_VIDEO = ("Çetin", "Radović", "Tewes", "Haddad")
BEHIND_DOORS = ("Ankauf", "310.000", "9 Stimmen dafür")


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


def asks(name: str, kind: str) -> Step:
    async def step(pages: Night) -> None:
        await pages.desk.speak(name, kind)

    return step


def answers(name: str) -> Step:
    async def step(pages: Night) -> None:
        await pages.desk.next("Wortbeitrag beenden")
        await pages.desk.speak(name, "Bericht")

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
    await pages.desk.press("Ja", pages.desk.page.get_by_role("dialog"))
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
