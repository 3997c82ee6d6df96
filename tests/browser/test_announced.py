"""What the clerk's page reads out, and how often: each piece of news once, politely, and never the list of who is missing.

A screen reader speaks a live region when its text changes. Each region's new text is noted here as it comes, but for
what is hidden from it.
"""

import re
from typing import Final

from playwright.async_api import Page, expect

from browser.kit import Evening, at, press

LISTEN: Final = """() => {
  window.heard = [];
  const regions = () => [...document.querySelectorAll('[role=status], [role=alert], [aria-live=polite], output')];
  const words = (region) => {
    if (region.closest('[hidden]') || getComputedStyle(region).display === 'none') return '';
    const copy = region.cloneNode(true);
    copy.querySelectorAll('[aria-hidden=true]').forEach((one) => one.remove());
    return copy.textContent.trim().replace(/\\s+/g, ' ');
  };
  const known = new Map(regions().map((region) => [region, words(region)]));
  const look = () => {
    for (const region of regions()) {
      const now = words(region);
      if (now && now !== (known.get(region) ?? '')) window.heard.push(now);
      known.set(region, now);
    }
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


async def test_each_piece_of_news_is_read_out_once(evening: Evening) -> None:
    await evening.server.play()
    evening.server.clock.set(at("17:55:00"))
    clerk = await evening.clerk()
    await clerk.evaluate(LISTEN)

    await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    await once(evening, clerk, "Die Abstimmung ist eröffnet")
    for member in ("elvers", "nordmeier"):
        await evening.ask(member, "cast_vote", ballot="b1", choice="yes")
    assert await news(evening, clerk, "fehl|Nordmeier") == []  # Seen, not read out with every vote.
    await evening.ask("clerk", "lose_connection", person="moehring-aufwind")
    await once(evening, clerk, "Gestört.*Möhring|Möhring.*gestört")
    await evening.ask("clerk", "attribute_fault", person="moehring-aufwind", cause="member")
    await evening.ask("clerk", "restore_connection", person="moehring-aufwind")
    await evening.ask("moehring-aufwind", "cast_vote", ballot="b1", choice="yes")
    await evening.ask("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
    await once(evening, clerk, "Alle Stimmen sind da")
    await evening.ask("chair", "close_ballot", ballot="b1")
    await once(evening, clerk, "Die Abstimmung ist geschlossen")
    await evening.ask("chair", "announce_result", ballot="b1")
    await once(evening, clerk, "9 Ja-Stimmen")
    await press(clerk, "Cordsen: weg")
    await expect(clerk.get_by_role("button", name="Cordsen: weg")).to_be_disabled()
    assert await news(evening, clerk, "Cordsen") == []  # The button says it to whoever pressed.


async def once(evening: Evening, clerk: Page, pattern: str) -> None:
    found = await news(evening, clerk, pattern)
    assert len(found) == 1, f"{pattern}: {found}"


async def news(evening: Evening, clerk: Page, pattern: str) -> list[str]:
    """What was read out of this since it was asked last, once the page shows the newest line."""
    await evening.taps[clerk].reaches(evening.server.live.room.now.head.seq)
    await clerk.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    heard: list[str] = await clerk.evaluate("() => window.heard.splice(0)")
    return [text for text in heard if re.search(pattern, text)]
