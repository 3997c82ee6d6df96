"""The video conference within our pages: opened by a press alone, heard as its own frame says, and nothing of ours."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, FrameLocator, Page, expect

from browser.kit import DESK, PHONE, SOCKET_LOST, Evening, at, press
from browser.test_screens import barriers_of
from handzeichen.app.clock import EveningClock
from handzeichen.app.offers import Role
from handzeichen.meeting.ids import PersonId, Via
from handzeichen.meeting.state import Presence
from live.test_video import settings
from support.conference import Conference, conference
from support.live import Socket, running

EMBED = """
[conferences.ausschuss]
body = "internationaler-ausschuss"
pages = ["member", "hall"]
grace = 0.1
settled = 0
camera = 0.1
[conferences.ausschuss.embed]
kind = "jitsi"
address = "{origin}/ausschuss"
in = ["member", "hall"]
app = "handzeichen"
secret_file = "secret"
"""
OWN_CAMERA = (
    "navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'got it', (error) => error.name)"
)
FORGED = """() => window.postMessage(JSON.stringify({
    postis: true, scope: "jitsi_meet_external_api_1", method: "message",
    params: { type: "event", data: { name: "video-mute-status-changed", muted: false } } }), "*")"""
COVERED = """(which) => [...document.querySelectorAll(which)].filter((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return !one.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}).length"""
ROOM = """() => {
    const { scrollPaddingBlockStart, scrollPaddingBlockEnd } = getComputedStyle(document.documentElement);
    const height = (which) => document.querySelector(which).offsetHeight;
    return {
        above: parseFloat(scrollPaddingBlockStart) - Math.max(height(".conference"), height(".mycheck")),
        below: parseFloat(scrollPaddingBlockEnd) - (innerHeight - document.querySelector(".votebtn").getBoundingClientRect().y),
    };
}"""
"""Of what the browser leaves free around whatever gets the focus, how much no fixed part of the page covers."""


async def test_a_member_is_in_the_conference_on_the_own_page(chromium: Browser, tmp_path: Path) -> None:
    async with evening_with(chromium, tmp_path) as (evening, conf, watch):
        context = await evening.context(DESK)
        await context.grant_permissions(["camera"])
        elvers = await evening.sign_in(context, Role.MEMBER, "elvers")
        clerk = await evening.clerk()
        assert conf.asked == [], "whoever opens the page has not joined anything"
        frame = await opened(elvers)
        await expect(elvers.locator("#part-me")).to_contain_text("Sie sind per Video dabei")
        await watch.until(lambda: seen(evening).camera is True)
        assert await elvers.evaluate(OWN_CAMERA) == "NotAllowedError", (
            "the frame has the camera, our page has none"
        )
        await frame.get_by_role("button", name="Kamera aus").click()
        await expect(clerk.locator(".people", has_text="Elvers")).to_contain_text("Kamera aus")
        await elvers.evaluate(FORGED)
        await frame.get_by_role("button", name="Hand heben").click()
        await expect(clerk.locator("#part-clerk-floor")).to_contain_text("Elvers")
        assert seen(evening).camera is False, "nobody but the frame is heard"

        await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
        for fold in ("Einklappen", "Bild zeigen"):
            assert await elvers.evaluate(COVERED, ".votebtn") == 0, "nothing covers a vote button"
            await press(elvers, fold)
        # On a phone the picture and the vote leave no room between them.
        await elvers.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        await evening.ask("chair", "ask_presence", within=60)
        await expect(elvers.get_by_text("Der Vorsitz fragt")).to_be_visible()
        assert await elvers.evaluate(COVERED, ".votebtn, #press-present") == 0
        room = await elvers.evaluate(ROOM)
        assert room["above"] >= 0 and room["below"] >= 0, room
        await press(elvers, "Ich sehe und höre alles")
        await expect(elvers.locator(".mycheck")).to_contain_text("Bestätigt um")
        assert len(conf.asked) == 1
        evening.expect_complaint(
            rf"target origin provided \('{evening.server.url}'\)"
        )  # axe looks into the frame
        assert await barriers_of(elvers, "conference") == []


async def test_a_conference_that_does_not_answer_is_told_and_left_without_a_question(
    chromium: Browser, tmp_path: Path
) -> None:
    async with evening_with(chromium, tmp_path) as (evening, conf, _):
        evening.expect_complaint("net::ERR_FAILED")
        context = await evening.context(PHONE)
        await context.clock.install()
        await context.route(f"{conf.origin}/**", lambda route: route.abort())
        elvers = await evening.enter(context, Role.MEMBER, "elvers")
        await press(elvers, "Videokonferenz hier öffnen")
        await expect(elvers.locator("#conference iframe")).to_be_visible()
        away = elvers.get_by_role("link", name="In eigenem Fenster")
        await expect(away).to_be_hidden()
        await context.clock.fast_forward("00:16")
        await expect(elvers.get_by_text("Die Videokonferenz meldet sich nicht.")).to_be_visible()
        await expect(away).to_be_visible()
        await press(elvers, "Verlassen")
        await expect(elvers.locator("#conference iframe")).to_have_count(0)


async def test_of_all_that_may_be_lost_the_frame_alone_says_something_of_the_line(
    chromium: Browser, tmp_path: Path
) -> None:
    async with evening_with(chromium, tmp_path) as (evening, conf, watch):
        elvers, house = await evening.member("elvers"), evening.server.house
        frame = await opened(elvers)
        await watch.until(lambda: seen(evening).via is Via.VIDEO)

        # Our own line: all is told again. A newer program: the page waits with loading itself anew.
        taken, version = counted(evening), house.renderer.version
        evening.expect_complaint(f"{SOCKET_LOST}|camera")
        house.renderer.version = "another"
        cut_off(evening, "elvers")
        await watch.until(lambda: counted(evening) >= taken + 2)
        await expect(elvers.get_by_text("Das Programm wurde erneuert.")).to_be_visible()
        assert len(conf.asked) == 1 and not seen(evening).disturbed
        house.renderer.version = version
        cut_off(evening, "elvers")
        await expect(elvers.get_by_text("Das Programm wurde erneuert.")).to_have_count(0)

        # The frame loads itself anew, as conferences do when their own line broke.
        await frame.locator("body").evaluate("() => location.reload()")
        await watch.until(lambda: seen(evening).disturbed)
        await frame.get_by_role("button", name="Beitreten").click()
        await watch.until(lambda: not seen(evening).disturbed)

        await press(elvers, "Verlassen")
        await elvers.get_by_role("dialog").get_by_role("button", name="Verlassen").click()
        await watch.until(lambda: seen(evening).via is None)
        await expect(elvers.locator("#conference iframe")).to_have_count(0)
        await opened(elvers)
        await watch.until(lambda: seen(evening).via is Via.VIDEO)
        await elvers.goto("about:blank")
        await watch.until(lambda: seen(evening).disturbed)
        assert seen(evening).via is Via.VIDEO, (
            "the frame went with the page: a broken line, and nobody has left"
        )


async def test_the_display_shows_who_is_on_video_and_tells_of_them(chromium: Browser, tmp_path: Path) -> None:
    async with evening_with(chromium, tmp_path) as (evening, conf, watch):
        hall = await evening.hall()
        await watch.until(lambda: seen(evening, "nordmeier").via is Via.VIDEO)
        await expect(hall.locator(".seat", has_text="Nordmeier")).to_contain_text("per Video")
        assert await height(hall) > 0.15, "a face is known from the back of the room"
        assert not seen(evening, "elvers").via, "the display itself is nobody"
        await evening.ask("clerk", "leave", person="moehring-aufwind")
        await evening.ask("chair", "close_meeting")
        await expect(hall.locator("#conference iframe")).to_have_count(0)
        assert len(conf.asked) == 1


@asynccontextmanager
async def evening_with(chromium: Browser, folder: Path) -> AsyncIterator[tuple[Evening, Conference, Socket]]:
    """The meeting before two of its members come by video, a conference beside it, and a socket to see what happens."""
    clock = EveningClock(at("17:28:00"))
    with conference() as conf:
        video = settings(folder, EMBED.format(origin=conf.origin))
        async with running(clock=clock, beat=0.2, silence=30, video=video) as server:
            evening = Evening(chromium, server=server)
            evening.expect_complaint(
                "camera is not allowed in this document"
            )  # Of the display: it sends nothing.
            await server.play()
            clock.set(at("17:55:00"), speed=1)
            for person in ("elvers", "nordmeier"):
                await evening.ask("clerk", "leave", person=person)
            # Who is seen in the same second as the leaving counts as gone.
            clock.set(at("17:56:00"), speed=1)
            async with server.socket(await server.sign_in(Role.HALL)) as watch:
                yield evening, conf, watch
            await evening.go_home()
    assert evening.unexpected == []


async def opened(page: Page) -> FrameLocator:
    """The frame, opened by a press and joined."""
    await press(page, "Videokonferenz hier öffnen")
    frame = page.frame_locator("#conference iframe")
    await frame.get_by_role("button", name="Beitreten").click()
    return frame


def seen(evening: Evening, person: str = "elvers") -> Presence:
    return evening.server.live.room.now.meeting.roll.of(PersonId(person))


def cut_off(evening: Evening, person: str) -> None:
    """The sockets of somebody's pages end; the pages come back by themselves."""
    for page in [one for one in evening.server.house.pages if one.person == person]:
        page.supersede()


def counted(evening: Evening) -> int:
    """How many reports were taken so far."""
    return evening.server.house.video.conferences["ausschuss"].counted["taken"]


async def height(page: Page) -> float:
    """How much room the conference takes, as a share of the picture."""
    share: float = await page.locator("#conference").evaluate(
        "(one) => one.getBoundingClientRect().height / innerHeight"
    )
    return share
