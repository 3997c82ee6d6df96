"""What a screen reader would be told: every change of a live region, as its words stand there afterwards."""

from typing import Final

from playwright.async_api import Page

LISTEN: Final = """() => {
  const LIVE = '[role="status"], [role="alert"], [aria-live]:not([aria-live="off"])';
  const said = window.said = [];
  const words = (region) => region.textContent.replace(/\\s+/g, " ").trim();
  const last = new WeakMap([...document.querySelectorAll(LIVE)].map((region) => [region, words(region)]));
  new MutationObserver((changes) => {
    const near = (node) => (node instanceof Element ? node : node.parentElement)?.closest(LIVE);
    const added = changes.flatMap((change) => [...change.addedNodes])
      .flatMap((node) => (node instanceof Element ? [...node.querySelectorAll(LIVE)] : []));
    for (const region of new Set([...changes.map((change) => near(change.target)), ...added])) {
      if (!region?.isConnected || !region.checkVisibility() || words(region) === last.get(region)) continue;
      last.set(region, words(region));
      if (words(region)) said.push(words(region));
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


async def listen(page: Page) -> None:
    """From now on, whatever a live region of this page says is kept."""
    await page.evaluate(LISTEN)


async def announced(page: Page) -> list[str]:
    """What was said since `listen`, each as often as it was."""
    said: list[str] = await page.evaluate("window.said")
    return said
