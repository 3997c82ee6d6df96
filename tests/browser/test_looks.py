"""The main screens look as they did when somebody last looked at them and kept the pictures; what is gone is found."""

from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import Browser, Page

from browser.kit import UNNOTICED, Begin
from browser.looks import LETTERS, SHOTS, Shots, schemes
from browser.screenshots import pages_of, take

RENEW: Final = "Look at them. If it is meant so: ./dev run python tests/browser/looks.py"
SAME_LETTERS: Final = 0.0005
GONE: Final = {
    "hall": "#part-tally",
    "chair": ".next__act",
    "clerk": ".next__act",
    "member": ".votebtn:last-of-type",
    "public": "#part-tally",
}
"""On each screen something that would be missed."""


async def test_the_main_screens_look_as_they_did_and_what_is_gone_would_be_found(
    begin: Begin, chromium: Browser, tmp_path: Path
) -> None:
    shots, changed, unseen = await Shots.begin(chromium), list[str](), list[str]()

    async def look(screen: str, page: Page) -> None:
        for scheme in schemes(screen):
            name = f"{screen}-{scheme}.webp"
            seen = await shots.take(page, scheme)
            difference = await shots.compare((SHOTS / name).read_bytes(), seen)
            if difference.counts:
                (tmp_path / name).write_bytes(seen)
                changed.append(f"{tmp_path / name} is not {SHOTS / name}: {difference}.")
        planted = await shots.take(page, "light", f"{GONE[screen]} {{ visibility: hidden }}")
        difference = await shots.compare((SHOTS / f"{screen}-light.webp").read_bytes(), planted)
        if not difference.counts:
            unseen.append(f"{screen} without {GONE[screen]}: {difference}.")

    try:
        async with begin(**UNNOTICED) as evening:
            pages = await pages_of(evening)
            await take(evening, pages, look)
            letters = await shots.letters(pages["public"], f"{evening.server.url}/")
            own = await shots.compare((SHOTS / f"{LETTERS}.webp").read_bytes(), letters)
    finally:
        await shots.table.close()
    if changed and own.pixels > SAME_LETTERS:
        pytest.skip(f"This machine draws letters otherwise than the one that took the pictures: {own}.")
    assert not changed, "\n".join([*changed, RENEW])
    assert not unseen, "\n".join(unseen)
