"""People at their screens: one real server, one real Chromium, and for each person a browser context of their own.

Everything is done as a person would do it: links are opened, buttons are pressed, words are read. Whatever a page
complains about in its console is kept, and fails the test at its end unless the test said that it would come.
"""

import asyncio
import json
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    WebError,
    WebSocket,
    expect,
)

from handzeichen.app.offers import Role
from handzeichen.app.sign_in import COOKIE
from handzeichen.log.asks import read_command
from handzeichen.meeting.ids import PersonId
from support.live import Running, SignedIn

Scheme = Literal["light", "dark"]
Size = tuple[int, int]

HALL: Final = (1920, 1080)
BEAMER: Final = (1280, 720)
DESK: Final = (1280, 800)
PHONE: Final = (390, 844)

PATIENCE: Final = 30_000
"""Milliseconds after which something that does not come is a failure; nothing waits for it to pass."""
expect.set_options(timeout=PATIENCE)

SOCKET_LOST: Final = (
    r"WebSocket connection to .* failed|net::ERR_(INTERNET_DISCONNECTED|CONNECTION_\w+|EMPTY_RESPONSE)"
)
"""What Chromium itself says about a line that was cut; no script of ours can keep it from that."""


LETTERS: Final = "document.body.offsetHeight, document.fonts.ready.then(() => null)"
"""Waits until a page stands there in its own letters: before, its lines are longer or shorter, and move once more."""


def at(text: str) -> datetime:
    """A moment of the demonstration's evening."""
    return datetime.fromisoformat(f"2021-01-21T{text}+01:00")


@dataclass
class Tap:
    """What a page's sockets carried: their addresses, and every frame that the server sent."""

    addresses: list[str] = field(default_factory=list)
    frames: list[dict[str, Any]] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    asked: set[str] = field(default_factory=set)
    """The keys of commands that the page has sent and that wait for their answers."""

    def listen(self, page: Page) -> None:
        """From now on; call it before the page is opened."""
        page.on("websocket", self._opened)

    async def connected(self) -> None:
        """Wait for the server's first word: from here on a press goes out."""
        await asyncio.wait_for(self.heard.wait(), PATIENCE / 1000)

    async def reaches(self, seq: int) -> None:
        """Wait until the page has been shown this line of the log."""
        try:
            async with asyncio.timeout(PATIENCE / 1000):
                while self.seq < seq:
                    self.heard.clear()
                    await self.heard.wait()
        except TimeoutError:
            raise AssertionError(f"line {seq} of the log never came; the last was {self.seq}") from None

    async def still(self) -> None:
        """Wait until what the page has asked is answered, and what came of it stands there.

        Until then its layout may shift, and a click that is under way hits nothing.
        """
        try:
            async with asyncio.timeout(PATIENCE / 1000):
                while self.asked:
                    self.heard.clear()
                    await self.heard.wait()
        except TimeoutError:
            raise AssertionError(f"never answered: {self.asked}") from None
        await self.reaches(max((answer.get("seq") or 0 for answer in self.answers), default=0))

    @property
    def answers(self) -> list[dict[str, Any]]:
        """What the server said to commands of the page."""
        return [frame["answer"] for frame in self.frames if "answer" in frame]

    @property
    def seq(self) -> int:
        """The newest line of the log that the page has been shown."""
        return max((frame.get("seq") or 0 for frame in self.frames), default=0)

    def parts(self) -> list[dict[str, str]]:
        """The parts of each frame that had any."""
        return [frame["parts"] for frame in self.frames if "parts" in frame]

    def _opened(self, socket: WebSocket) -> None:
        self.addresses.append(socket.url)
        self.heard.clear()  # After a reload a press goes out when the new one has been heard.
        self.asked.clear()
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, data: str | bytes) -> None:
        sent = json.loads(data)
        if "do" in sent:
            self.asked.add(sent["key"])

    def _received(self, data: str | bytes) -> None:
        frame = json.loads(data)
        self.frames.append(frame)
        self.asked.discard(frame.get("answer", {}).get("key"))
        self.heard.set()


@dataclass
class Browsers:
    """The browsers of one test, what their pages complained about, and what their sockets carried."""

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    taps: dict[Page, Tap] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    expected: list[re.Pattern[str]] = field(default_factory=list)

    def expect_complaint(self, pattern: str) -> None:
        """A page will complain like this, and the test knows why."""
        self.expected.append(re.compile(pattern))

    @property
    def unexpected(self) -> list[str]:
        return [line for line in self.complaints if not any(known.search(line) for known in self.expected)]

    async def context(self, size: Size = DESK, scheme: Scheme = "light") -> BrowserContext:
        """A browser of somebody's own."""
        context = await self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="de-DE",
        )
        context.set_default_timeout(PATIENCE)
        context.on("page", self._page)
        context.on("console", self._console)
        context.on("weberror", self._error)
        self.contexts.append(context)
        return context

    async def go_home(self) -> None:
        """Everybody closes their browser."""
        for context in self.contexts:
            await context.close()
        self.contexts.clear()

    def _page(self, page: Page) -> None:
        self.taps[page] = Tap()
        self.taps[page].listen(page)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _error(self, error: WebError) -> None:
        self.complaints.append(f"pageerror: {error.error}")


@dataclass
class Evening(Browsers):
    """The demonstration's meeting on a server that listens, and the browsers around it."""

    server: Running = field(kw_only=True)

    async def sign_in(self, context: BrowserContext, role: Role, person: str | None = None) -> Page:
        """Open a link in a new tab and press its button, as everybody does."""
        page = await context.new_page()
        await page.goto(await self.server.link(role, person))
        await page.get_by_role("button", name="Hier anmelden").click()
        await page.wait_for_url("**/s/*/")
        await self.taps[page].connected()
        return page

    async def enter(self, context: BrowserContext, role: Role, person: str | None = None) -> Page:
        """Open the page of somebody who has signed in before on this device, by the cookie that it was given.

        What happens before that, `test_sign_in` looks at; for all else it costs a page more for each one that is opened.
        """
        who = await self.server.sign_in(role, person)
        await context.add_cookies([cookie_of(who)])
        page = await context.new_page()
        await page.goto(f"{self.server.url}/s/{who.slug}/")
        await self.taps[page].connected()
        await page.evaluate(LETTERS)
        return page

    async def hall(self, scheme: Scheme = "light", size: Size = BEAMER) -> Page:
        """The room's display; a small one, unless the test looks at it closely."""
        return await self.enter(await self.context(size, scheme), Role.HALL)

    async def chair(self, scheme: Scheme = "light", size: Size = DESK) -> Page:
        """The chair's own screen."""
        return await self.enter(await self.context(size, scheme), Role.CHAIR)

    async def clerk(self, scheme: Scheme = "light", size: Size = DESK) -> Page:
        """The clerk's desk."""
        return await self.enter(await self.context(size, scheme), Role.CLERK)

    async def member(self, person: str, scheme: Scheme = "light", size: Size = PHONE) -> Page:
        """A member's phone."""
        return await self.enter(await self.context(size, scheme), Role.MEMBER, person)

    async def ask(self, by: str, do: str, **fields: Any) -> None:
        """What happens beside the pages under test goes straight into the room."""
        command = read_command({"do": do, **{name.rstrip("_"): value for name, value in fields.items()}})
        answer = await self.server.live.room.ask(command, by=PersonId(by), scope="beside", key=None)
        assert "accepted" in answer, answer

    async def record(self) -> dict[str, Any]:
        """The record, read over HTTP as a third party would."""
        who: SignedIn = await self.server.sign_in(Role.CLERK)
        async with self.server.http(who) as client:
            answer = await client.get(f"/api/meetings/{self.server.meeting}/record")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


Begin = Callable[..., AbstractAsyncContextManager[Evening]]
"""Begins an evening with the beats that a test wants: `async with begin(beat=1) as evening`."""


UNNOTICED: Final = {"beat": 20.0, "silence": 60.0}
"""Beats so seldom that neither end finds out in the middle of a test that the other hears or says nothing."""


def cookie_of(who: SignedIn) -> Any:
    """The cookie that this server gives to a device whose link's button was pressed."""
    return {
        "name": COOKIE + who.slug,
        "value": who.secret,
        "domain": "127.0.0.1",
        "path": "/",
        "secure": True,
        "httpOnly": True,
        "sameSite": "Lax",
    }


def button(page: Page | Locator, label: str) -> Locator:
    """The one button with exactly this label."""
    return page.get_by_role("button", name=label, exact=True)


async def nine_to_one(evening: Evening) -> None:
    """The ballot that is open gets its votes, and its result is announced."""
    await evening.ask("clerk", "record_vote", ballot="b1", person="nordmeier", choice="yes")
    for person in ("elvers", "moehring-aufwind"):
        await evening.ask(person, "cast_vote", ballot="b1", choice="yes")
    await evening.ask("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
    await evening.ask("chair", "close_ballot", ballot="b1")
    await evening.ask("chair", "announce_result", ballot="b1")


async def press(page: Page | Locator, label: str) -> None:
    """Press the one button with exactly this label, once the answer to the press before has come.

    An answer shifts what stands below it, and a click that is under way then hits nothing.
    """
    target = button(page, label)
    await expect(target.page.locator('[aria-busy="true"]')).to_have_count(0)
    await target.click()


async def words(page: Page) -> str:
    """All text that the page holds of the meeting, shown or not: what is not in it can be read by nobody."""
    return " ".join(
        " ".join(await page.locator("#part-say, header, main, aside").all_text_contents()).split()
    )


def receipt(page: Page, text: str) -> Locator:
    """What a member's page says of the member's own vote; after a cut an answer beside it says so too."""
    return page.locator("#part-receipt").and_(page.get_by_role("status")).filter(has_text=text)


def count_form(clerk: Page) -> Locator:
    """Where the clerk enters the hands counted in the room."""
    return clerk.locator("form").filter(has=clerk.get_by_role("spinbutton", name="Ja", exact=True))


def count_field(clerk: Page, choice: str) -> Locator:
    """The field for one choice."""
    return count_form(clerk).get_by_role("spinbutton", name=choice, exact=True)


async def count_hands(clerk: Page, yes: int, no: int, abstain: int) -> None:
    """The clerk types the hands counted in the room and enters them."""
    for choice, hands in (("Ja", yes), ("Nein", no), ("Enthaltung", abstain)):
        await count_field(clerk, choice).fill(str(hands))
    await press(count_form(clerk), "Eintragen")


def headline(page: Page) -> Locator:
    """The large word that stands there while somebody is outside."""
    return page.get_by_role("heading", name="Nichtöffentlicher Teil")


async def close_doors(evening: Evening) -> None:
    """Moved, agreed, everybody on video alone, the room cleared."""
    await evening.ask("vosskamp", "move", motion="x1", kind="exclude_public", item="1")
    await evening.ask("chair", "agree", motion="x1")
    for person in ("elvers", "moehring-aufwind", "nordmeier"):
        await evening.ask(person, "confirm_alone", person=person)
    await evening.ask("chair", "exclude_public", cleared=True, stream_off=True)
