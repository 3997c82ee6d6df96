"""The minutes as a file that somebody opens in a browser: its own style, nothing else, readable by everybody."""

from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from handzeichen.app.minutes import written
from record.pages import PLAYED

MINUTES = written(PLAYED.meeting, PLAYED.head, ".html")


async def opened(
    chromium: Browser, file: Path, *, width: int, scheme: Literal["light", "dark"]
) -> tuple[Page, list[str]]:
    context = await chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on(
        "request", lambda request: complaints.append(request.url) if request.url != file.as_uri() else None
    )
    await page.goto(file.as_uri())
    return page, complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
async def test_it_is_readable_and_asks_for_nothing(
    chromium: Browser, tmp_path: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    file = tmp_path / "protokoll.html"
    file.write_bytes(MINUTES)
    page, complaints = await opened(chromium, file, width=width, scheme=scheme)
    assert complaints == []
    # The policy lets the page's own style pass: it decides on the ground.
    ground = await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(0, 0, 0)")
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    await page.context.close()
