"""One Chromium for the whole run, one server and fresh browsers for each test, and no complaint left in a console."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, async_playwright

from browser.kit import Begin, Browsers, Evening, at
from handzeichen.app.clock import EveningClock
from handzeichen.meeting.plan import Plan
from support.live import running

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OFF = (
    # Chromium's own pages behind its address bar: each new window starts them, which costs as much as the page itself.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    # What Playwright turns off: of several such lists Chromium follows the last alone.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"),
    *("NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
)
ARGUMENTS = (
    f"--disable-features={','.join(OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",  # a picture and a tone; whether a page may have them is asked as ever
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium_options() -> dict[str, Any]:
    """How Chromium is started, also where root runs it and no network is near."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    assert path is not None, f"The browser tests need one of {', '.join(NAMES)} on PATH."
    return {"executable_path": path, "args": [*ARGUMENTS]}


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**chromium_options())
        yield browser
        await browser.close()


@pytest.fixture
async def browsers(chromium: Browser) -> AsyncIterator[Browsers]:
    """Browsers for a server that the test starts by itself."""
    browsers = Browsers(chromium)
    yield browsers
    await browsers.go_home()
    assert browsers.unexpected == []


@pytest.fixture
def begin(chromium: Browser) -> Begin:
    """An evening with the beats that a test wants: `async with begin(beat=0.2) as evening`.

    A page takes two and a half beats without a word for a dead line, and then sends nothing: with faster ones than those of
    a house a busy machine looks like one.
    """

    @asynccontextmanager
    async def evening_with(
        *, plan: Plan | None = None, beat: float = 2, silence: float = 12, video: Path | None = None
    ) -> AsyncIterator[Evening]:
        clock = EveningClock(at("17:28:00"))
        async with running(plan=plan, clock=clock, beat=beat, silence=silence, video=video) as server:
            evening = Evening(chromium, server=server)
            try:
                yield evening
            finally:
                await evening.go_home()
        assert evening.unexpected == []

    return evening_with


@pytest.fixture
async def evening(begin: Begin) -> AsyncIterator[Evening]:
    """The demonstration's meeting, planned and not begun; it is 17.28."""
    async with begin() as evening:
        yield evening


@pytest.fixture
async def ballot_ahead(evening: Evening) -> Evening:
    """The evening up to the vote on urgency; it is 17.55."""
    await evening.server.play()
    evening.server.clock.set(at("17:55:00"))
    return evening


@pytest.fixture
async def ballot_open(ballot_ahead: Evening) -> Evening:
    """The vote on urgency has just been opened."""
    await ballot_ahead.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    return ballot_ahead
