"""How the main screens look, small and in two colours: taken, kept in `shots/`, and compared with what is kept.

After a change of the look that is meant, look at the new pictures and let them be taken anew:

    ./dev run python tests/browser/looks.py

Letters are drawn a little differently from machine to machine, so pictures are kept at half their size, and a pixel counts
as another one only where no pixel beside it has nearly its colour. They are compared by a canvas of the browser that took them.
Beside them a sample of letters is kept: where a machine draws even those otherwise, its pictures cannot be compared with these.
"""

import asyncio
import base64
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.async_api import Browser, Page, async_playwright

from browser.conftest import chromium_options
from browser.kit import UNNOTICED, Evening, Scheme, at
from browser.screenshots import pages_of, take
from handzeichen.app.clock import EveningClock
from support.live import running

SHOTS: Final = Path(__file__).with_name("shots")
DARK: Final = "clerk"
"""The screen with most on it is kept in the dark too."""
STEADY: Final = "[data-since], [data-until] { visibility: hidden !important } #part-clerk-lines { display: none !important }"
"""What depends on when the picture is taken, or on how fast this machine is: running clocks, slow pages."""
SHRINK: Final = """async (png) => {
    const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
    const canvas = new OffscreenCanvas(image.width / 2, image.height / 2);
    const pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/webp", quality: 1 })).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""
COMPARE: Final = """async ({ pictures, far, tile }) => {
    const [one, other] = await Promise.all(pictures.map(async (webp) => {
        const image = await createImageBitmap(await (await fetch("data:image/webp;base64," + webp)).blob());
        const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
        pen.drawImage(image, 0, 0);
        return pen.getImageData(0, 0, image.width, image.height);
    }));
    if (one.width !== other.width || one.height !== other.height) return { pixels: 1, worst: 1, at: [0, 0] };
    const { width, height } = one, across = Math.ceil(width / tile), tiles = new Map();
    const isNear = (a, b) => [0, 1, 2].every((channel) => Math.abs(one.data[a + channel] - other.data[b + channel]) <= far);
    const around = (at) => [0, -4, 4, -4 * width, 4 * width, -4 * width - 4, 4 - 4 * width, 4 * width - 4, 4 * width + 4].map((by) => at + by);
    let pixels = 0;
    for (let at = 0; at < one.data.length; at += 4) {
        if (isNear(at, at)) continue;
        if (around(at).some((b) => isNear(at, b)) && around(at).some((a) => isNear(a, at))) continue;
        const x = Math.floor((at / 4) % width / tile), y = Math.floor(at / 4 / width / tile);
        pixels += 1;
        tiles.set(y * across + x, (tiles.get(y * across + x) ?? 0) + 1);
    }
    const [where, most] = [...tiles].reduce((worst, next) => (next[1] > worst[1] ? next : worst), [0, 0]);
    return {
        pixels: pixels / (width * height),
        worst: most / tile ** 2,
        at: [where % across * tile * 2, Math.floor(where / across) * tile * 2],
    };
}"""
LETTERS: Final = "letters"
SAMPLE: Final = """() => {
    const text = "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich 0123456789 – § „“";
    const lines = ["13px", "14px", "15px", "16px", "20px", "24px"].map((size) => {
        const line = document.createElement("p");
        Object.assign(line.style, { font: `400 ${size}/1.4 "Fira Sans"`, margin: 0, whiteSpace: "nowrap", color: "#000" });
        line.textContent = text;
        return line;
    });
    document.body.replaceChildren(...lines);
    Object.assign(document.body.style, { background: "#fff", inlineSize: "1000px", blockSize: "200px", overflow: "hidden" });
}"""
FAR: Final = 48
"""Of 255, by which red, green or blue differ where a pixel counts as another one."""
MOST: Final = 0.01
"""The part of all pixels that may be others."""
TILE: Final = 32
"""Pixels of the kept picture: a small thing that is gone is no hundredth of a page, but of its own surroundings."""
MOST_OF_A_TILE: Final = 0.2


@dataclass(frozen=True)
class Difference:
    """How far two pictures are apart."""

    pixels: float
    """The part of all pixels that are others."""
    worst: float
    """The same of the tile with most of them."""
    at: list[int]
    """Where in the window this tile begins, from the left and from the top."""

    @property
    def counts(self) -> bool:
        return self.pixels > MOST or self.worst > MOST_OF_A_TILE

    def __str__(self) -> str:
        x, y = self.at
        return f"{self.pixels:.1%} of all pixels differ, most of them ({self.worst:.0%}) near {x}, {y}"


@dataclass(frozen=True)
class Shots:
    """Takes pictures and compares them, on a blank page of its own."""

    table: Page

    @classmethod
    async def begin(cls, chromium: Browser) -> "Shots":
        return cls(await chromium.new_page())

    async def take(self, page: Page, scheme: Scheme, style: str = "") -> bytes:
        """A page as it looks now, at half its size; `style` is laid over it for this one picture."""
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        await page.evaluate("document.fonts.ready")
        await page.evaluate(
            """(css) => { const over = new CSSStyleSheet(); over.replaceSync(css); document.adoptedStyleSheets = [over]; }""",
            STEADY + style,
        )
        png = await page.screenshot(scale="css", animations="disabled")
        await page.evaluate("document.adoptedStyleSheets = []")
        return base64.b64decode(await self.table.evaluate(SHRINK, base64.b64encode(png).decode()))

    async def letters(self, page: Page, front: str) -> bytes:
        """A sample of letters as this machine draws them, on the server's front page: no live connection is on it."""
        await page.goto(front)
        await page.evaluate(SAMPLE)
        return await self.take(page, "light")

    async def compare(self, one: bytes, other: bytes) -> Difference:
        """How far they are apart."""
        pictures = [base64.b64encode(png).decode() for png in (one, other)]
        found: dict[str, Any] = await self.table.evaluate(
            COMPARE, {"pictures": pictures, "far": FAR, "tile": TILE}
        )
        return Difference(**found)


def schemes(screen: str) -> tuple[Scheme, ...]:
    """In which colours a screen is kept: all of them light."""
    return ("light", "dark") if screen == DARK else ("light",)


async def main() -> None:
    """Take all that are kept anew."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(**chromium_options())
        shots = await Shots.begin(chromium)

        async def keep(screen: str, page: Page) -> None:
            for scheme in schemes(screen):
                (SHOTS / f"{screen}-{scheme}.webp").write_bytes(await shots.take(page, scheme))

        async with running(clock=EveningClock(at("17:28:00")), **UNNOTICED) as server:
            evening = Evening(chromium, server=server)
            pages = await pages_of(evening)
            await take(evening, pages, keep)
            (SHOTS / f"{LETTERS}.webp").write_bytes(await shots.letters(pages["public"], f"{server.url}/"))
            await evening.go_home()
        await chromium.close()


if __name__ == "__main__":
    SHOTS.mkdir(exist_ok=True)
    asyncio.run(main())
