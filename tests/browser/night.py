"""The evening in full, with everybody at their screens: the clerk, a phone at home, the room's display, the public.

The clock stands at the minute of each step of the script, so that what is entered by hand has the script's times.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from browser.desk import Desk
from browser.kit import Evening, press, receipt
from handzeichen.app.clock import EveningClock
from handzeichen.app.plan import read_plan
from handzeichen.app.replay import Played, play
from support.live import running

FOLDER = Path(__file__).parents[1] / "record" / "full_evening"


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
    async with running(plan=read_plan(plan), clock=clock, beat=2, silence=30) as server:
        evening = Evening(chromium, server=server)
        try:
            desk, phone, hall = await asyncio.gather(
                Desk.of(evening), evening.member("sandvoss"), evening.hall()
            )
            public = await (await evening.context()).new_page()
            await public.goto(f"{server.url}/public/{server.meeting}/")
            script = play(plan.read_bytes(), (FOLDER / "script.jsonl").read_bytes())
            yield Night(evening=evening, desk=desk, phone=phone, hall=hall, public=public, script=script)
        finally:
            await evening.go_home()
    assert evening.unexpected == []


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
