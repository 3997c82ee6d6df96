"""Whom nobody knows in the video conference appears by itself for clerk and host, and goes with one press."""

import json
import time
from pathlib import Path
from typing import Any

from playwright.async_api import expect

from browser.kit import PHONE, Begin, Evening, at, button
from handzeichen.app.offers import Role
from handzeichen.app.video.signed import signature

SECRET = b"a-secret-of-sixteen"
SETTINGS = (
    '[conferences.ausschuss]\nbody = "internationaler-ausschuss"\nsystem = "signed"\nsecret_file = "secret"\n'
)


def settings(folder: Path) -> Path:
    (folder / "secret").write_bytes(SECRET)
    (folder / "video.toml").write_text(SETTINGS)
    return folder / "video.toml"


async def tell(evening: Evening, *guests: tuple[str, str], what: str = "joined") -> None:
    """Guests with an account and a name that they typed."""
    now = time.time()
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))
    reports: list[dict[str, Any]] = [
        {"connection": account, "what": what, "at": stamp, "account": account, "name": name}
        for account, name in guests
    ]
    body = json.dumps({"reports": reports}).encode()
    headers = {
        "handzeichen-timestamp": str(int(now)),
        "handzeichen-signature": signature(SECRET, str(int(now)), body),
    }
    async with evening.server.http() as client:
        assert (await client.post("/video/ausschuss", content=body, headers=headers)).status_code == 200


async def test_strangers_appear_beside_the_work_and_are_named_with_one_press_or_key(
    begin: Begin, tmp_path: Path
) -> None:
    async with begin(video=settings(tmp_path)) as evening:
        await evening.server.play()
        evening.server.clock.set(at("17:55:00"))
        await evening.ask("clerk", "leave", person="elvers")
        await evening.ask("clerk", "leave", person="nordmeier")
        evening.server.clock.set(at("17:56:00"))  # Who comes after that is here again.
        clerk = await evening.clerk()
        host = await evening.sign_in(await evening.context(PHONE), Role.HOST)
        row = clerk.locator("#row-elvers")
        find = clerk.locator("#find")
        await find.focus()
        before = await row.bounding_box()
        await tell(evening, ("u-1", "Elvers (iPad)"), ("u-2", "Büro 3. Stock"), ("u-3", "nordmeyer"))
        part = clerk.locator("#part-video-strangers")
        await expect(part.get_by_role("status").first).to_have_text(
            "3 in der Videokonferenz sind noch nicht zugeordnet."
        )
        await expect(part.get_by_role("link", name="Büro 3. Stock: Wer ist das? …")).to_be_visible()
        assert await row.bounding_box() == before
        await expect(find).to_be_focused()
        await expect(button(host, "Elvers (iPad) ist Ratsfrau Elvers")).to_be_visible()
        named = button(clerk, "Elvers (iPad) ist Ratsfrau Elvers")
        await expect(named).to_have_text("ist Ratsfrau Elvers")
        await named.focus()
        await clerk.keyboard.press("Enter")
        await expect(part.get_by_text("Elvers (iPad)")).to_have_count(0)
        await expect(button(row, "Elvers: per Video")).to_have_attribute("aria-pressed", "true")
        await expect(part.get_by_role("button").first).to_be_focused()
        await expect(host.get_by_text("Elvers (iPad)")).to_have_count(0)
        await button(host, "nordmeyer ist Ratsfrau Nordmeier").click()
        await expect(part.get_by_role("status").first).to_have_text(
            "Eine Person in der Videokonferenz ist noch nicht zugeordnet."
        )
        assert await host.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")
        await tell(evening, ("u-2", "Büro 3. Stock"), what="left")
        await expect(part.get_by_role("listitem")).to_have_count(0)
