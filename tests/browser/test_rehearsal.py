"""The technical rehearsal: a member sees the own picture and level before the meeting, and nothing runs once it runs."""

import json
from pathlib import Path

from playwright.async_api import Browser, Page, WebSocket, expect

from browser.conftest import chromium_options
from browser.kit import PHONE, Evening, press
from browser.test_screens import barriers_of
from handzeichen.app.offers import Role
from support.live import running

COUNT = """() => {
    window.streams = [];
    window.asked = 0;
    const devices = navigator.mediaDevices;
    if (!devices) return; // an empty page
    const real = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wanted) => {
        window.asked += 1;
        const stream = await real(wanted);
        window.streams.push(stream);
        return stream;
    };
}"""
"""Every wish of the page for a device, and every device that it got."""
OPEN = (
    "window.streams.flatMap((one) => one.getTracks()).filter((track) => track.readyState !== 'ended').length"
)


OFF_WHILE_GOOD = """() => new Promise((done) => {
    const press = () => {
        if (document.getElementById("try-camera").dataset.state !== "good") return setTimeout(press, 20);
        document.getElementById("camera").click();
        done();
    };
    press();
})"""
"""Presses while there is a picture: it is covered again a moment later."""


async def test_a_member_tries_everything_before_the_meeting_and_all_goes_off_when_it_begins(
    evening: Evening,
) -> None:
    context = await evening.context(PHONE)
    await context.add_init_script(f"({COUNT})()")
    elvers = await evening.sign_in(context, Role.MEMBER, "elvers")
    sent: list[str] = []
    elvers.on("websocket", lambda socket: _keep(socket, sent))
    await elvers.get_by_role("link", name="Kamera, Mikrofon und Verbindung prüfen").click()
    await expect(elvers.get_by_text("Die Verbindung ist gut: Der Server antwortet nach 0,0")).to_be_visible()
    await press(elvers, "Kamera einschalten")
    await expect(elvers.get_by_text("Der Browser darf die Kamera nicht benutzen.")).to_be_visible()
    await context.grant_permissions(["camera", "microphone"])
    await press(elvers, "Kamera einschalten")
    await expect(elvers.get_by_text("Die Kamera zeigt ein Bild.")).to_be_visible()
    await press(elvers, "Mikrofon einschalten")
    await expect(elvers.get_by_text("Das Mikrofon nimmt auf.")).to_be_visible()
    await expect(elvers.get_by_text("Alles in Ordnung: Verbindung, Kamera und Mikrofon.")).to_be_visible()
    await press(elvers, "Mikrofon ausschalten")
    assert await elvers.evaluate(OPEN) == 1
    assert await barriers_of(elvers, "rehearsal") == []
    await evening.ask("clerk", "arrive", person="brandhorst", via="room")
    await evening.ask("chair", "open_meeting")
    await expect(elvers.get_by_text("Die Sitzung hat begonnen. Kamera und Mikrofon")).to_be_visible()
    assert await elvers.evaluate(OPEN) == 0
    assert all(json.loads(frame).keys() <= {"beat", "ping"} for frame in sent) and sent
    await elvers.reload()
    await expect(elvers.get_by_text("Die Sitzung hat schon begonnen.")).to_be_visible()
    await expect(elvers.get_by_role("button")).to_have_count(0)
    evening.expect_complaint("(?i)permissions policy")
    assert await refused(elvers) == "NotAllowedError"


async def test_a_camera_that_is_on_covered_shut_off_or_taken_away_is_told_in_words_with_what_to_do(
    chromium: Browser, tmp_path: Path
) -> None:
    options = chromium_options()
    options["args"].append(f"--use-file-for-fake-video-capture={fake_camera(tmp_path)}")
    async with (
        await chromium.browser_type.launch(**options) as camera,
        running(beat=1, silence=12) as server,
    ):
        evening = Evening(camera, server=server)
        context = await evening.context(PHONE)
        await context.grant_permissions(["camera"])
        elvers = await evening.sign_in(context, Role.MEMBER, "elvers")
        await elvers.get_by_role("link", name="Kamera, Mikrofon und Verbindung prüfen").click()
        await expect(elvers.get_by_text("Die Verbindung ist gut")).to_be_visible()
        await press(elvers, "Kamera einschalten")
        card, text = elvers.locator("#try-camera"), elvers.locator("#camera-text")
        for words, state in (
            ("Die Kamera zeigt ein Bild.", "good"),
            ("Die Kamera liefert ein dunkles Bild. Ist sie abgedeckt? Bitte die Blende öffnen", "bad"),
            ("Die Kamera liefert nur eine einzige Farbe. Ist sie abgedeckt oder abgeschaltet?", "bad"),
            ("Die Kamera zeigt ein Bild.", "good"),
        ):
            await expect(text).to_contain_text(words)
            await expect(card).to_have_attribute("data-state", state)
        await elvers.evaluate(OFF_WHILE_GOOD)
        await expect(text).to_contain_text("Die Kamera ist wieder aus. Eben hat sie ein Bild gezeigt.")
        await expect(elvers.locator("#picture")).to_be_hidden()
        await press(elvers, "Kamera einschalten")
        await expect(text).to_contain_text("Die Kamera zeigt ein Bild.")
        await context.clear_permissions()
        await expect(text).to_contain_text("Die Kamera ist weg: abgezogen,")
        await expect(elvers.get_by_role("button", name="Kamera einschalten")).to_be_visible()
        await evening.go_home()
    assert evening.unexpected == []


def fake_camera(folder: Path) -> Path:
    """What Chromium's camera shows, again and again: somebody in light, a covered lens, a grey shutter."""
    width, height, each = 160, 120, 15
    colours = bytes([128]) * (width * height // 2)
    lit = bytes(60 + 140 * x // width for _ in range(height) for x in range(width))
    covered = bytes(20 + (x + y) % 8 for y in range(height) for x in range(width))  # with a sensor's noise
    shut = bytes([140]) * (width * height)
    frames = b"".join(b"FRAME\n" + picture + colours for picture in (lit, covered, shut) for _ in range(each))
    file = folder / "camera.y4m"
    file.write_bytes(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420\n".encode() + frames)
    return file


async def test_while_the_meeting_runs_no_page_of_a_member_asks_for_a_device_or_could_get_one(
    ballot_open: Evening,
) -> None:
    evening = ballot_open
    context = await evening.context(PHONE)
    await context.grant_permissions(["camera", "microphone"])
    await context.add_init_script(f"({COUNT})()")
    elvers = await evening.sign_in(context, Role.MEMBER, "elvers")
    await press(elvers, "Ja")
    await expect(elvers.get_by_text("Ihre Stimme: Ja")).to_be_visible()
    await elvers.get_by_role("button", name="Ich höre nichts").click()
    await expect(elvers.get_by_text("Ihr Ton ist gestört")).to_be_visible()
    assert await elvers.evaluate("window.asked") == 0
    await expect(elvers.get_by_role("link", name="Kamera, Mikrofon und Verbindung prüfen")).to_have_count(0)
    evening.expect_complaint("(?i)permissions policy")
    assert await refused(elvers) == "NotAllowedError"


async def refused(page: Page) -> str:
    """What the browser says to a page of ours that asks for a device all the same."""
    name: str = await page.evaluate(
        "navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', (error) => error.name)"
    )
    return name


def _keep(socket: WebSocket, sent: list[str]) -> None:
    socket.on("framesent", lambda data: sent.append(str(data)))
