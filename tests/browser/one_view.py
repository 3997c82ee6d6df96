"""Whether the clerk's page shows in one view, at 1280 × 800, what must never be cut."""

from typing import Final

from playwright.async_api import Page

from browser.kit import Evening

SIGHTS: Final = (
    (".status__quorum", "the quorum and its margin"),
    ("#part-next", "the next step"),
    (
        ".row:is(#part-clerk-people-seats-0 *, #part-clerk-people-seats-1 *, #part-clerk-people-seats-2 *, "
        "#part-clerk-people-seats-3 *, #part-clerk-people-deputies-0 *)",
        "every seat and its keys",
    ),
    (".alert", "open faults"),
    (".ballot", "the ballot and its fields"),
    (".hand", "every hand"),
    (".tabs", "the forms"),
    (".point[data-state='called']", "the item called"),
    (".list", "who speaks"),
)
"""What must never be out of sight, where it is there at all."""

CUT: Final = """([selector]) => [...document.querySelectorAll(selector)].filter((one) => one.offsetParent !== null)
  .filter((one) => {
    const box = one.getBoundingClientRect();
    let [top, bottom] = [0, innerHeight];
    for (let outer = one.parentElement; outer; outer = outer.parentElement) {
      if (getComputedStyle(outer).overflowY === "visible") continue;
      const edge = outer.getBoundingClientRect();
      [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
    }
    return box.top < top - 1 || box.bottom > bottom + 1 || box.right > innerWidth + 1;
  }).map((one) => one.textContent.trim().replace(/\\s+/g, " ").slice(0, 80))"""


async def nothing_is_cut(evening: Evening, clerk: Page, when: str, *more: str) -> None:
    """Neither the page scrolls, nor is anything cut that must be seen, or that `more` selects."""
    await evening.taps[clerk].reaches(evening.server.live.room.now.head.seq)
    tall, wide = await clerk.evaluate(
        "() => [document.scrollingElement.scrollHeight - innerHeight, document.scrollingElement.scrollWidth - innerWidth]"
    )
    assert (tall, wide) == (0, 0), when
    for selector, what in (*SIGHTS, *((selector, selector) for selector in more)):
        assert await clerk.evaluate(CUT, [selector]) == [], f"{what}, {when}"
