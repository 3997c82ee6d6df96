"""`handzeichen serve`: the meetings of a house, from their plans or from its store, until a signal comes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from handzeichen.app.clock import WallClock
from handzeichen.app.config import Config
from handzeichen.app.files import write_private
from handzeichen.app.house import House, Live
from handzeichen.app.law_known import take_over
from handzeichen.app.links import listed, make_links, places
from handzeichen.app.logs import JSON
from handzeichen.app.main import NotStarted, run_house, run_loop
from handzeichen.app.sheets import document
from handzeichen.app.shelf import open_stored
from handzeichen.meeting.plan import Plan
from handzeichen.views.sitting import PRACTICE

SHEETS = "anmeldeboegen.html"
"""Where a service writes the sign-in links that it must not print, in its data folder."""
GOES_ON = "Die Sitzung läuft weiter, Anmeldungen gelten weiter. Neue Anmeldelinks gibt es mit --links."
PLAN_HAS_CHANGED = "Hinweis: Die Plandatei wurde geändert. Es gilt der Plan, der im Protokoll steht."
NOTHING_HERE = (
    "In diesem Speicher steht noch keine Sitzung. Bitte mit --plan die Plandatei einer Sitzung angeben."
)


def run(
    config: Config,
    plans: Sequence[Plan],
    *,
    new_links: bool = False,
    sheets: Path | None = None,
    also: Sequence[str] = (),
) -> int:
    """`serve` with an event loop of its own."""
    return run_loop(serve(config, plans, new_links=new_links, sheets=sheets, also=also), form=config.log)


async def serve(
    config: Config,
    plans: Sequence[Plan],
    *,
    new_links: bool = False,
    sheets: Path | None = None,
    also: Sequence[str] = (),
) -> int:
    """Run the meetings of these plans, and all others in the store that are not closed; the exit code.

    New links go to the meetings of the plans, without any plan to all that are open; `sheets` is the file for their
    sheets, and where there are several meetings, one file beside it for each. `also` is said at the end.
    """

    target = sheets or (config.data / SHEETS if config.log == JSON else None)

    async def begin(house: House, url: str) -> str:
        fresh = [
            plan.id for plan in plans if await house.plan(plan, WallClock(plan.meeting.starts_at.tzinfo))
        ]
        for plan in plans:
            await house.open(plan.id, WallClock(plan.meeting.starts_at.tzinfo))
        faults = await open_stored(house)
        for live in house.live.values():
            await take_over(house, live)
        if not house.live and not house.closed:
            raise NotStarted("\n".join(faults) or NOTHING_HERE)
        asked = {plan.id: plan for plan in plans}
        linked = [
            live
            for live in house.live.values()
            if live.id in fresh or (new_links and (live.id in asked or not plans))
        ]
        practised = [f"{PRACTICE}."] if config.practice else []
        words = [f"Handzeichen läuft: {url}/", *practised, *faults]
        for live in house.live.values():
            words += [f"Öffentliche Ansicht: {url}/public/{live.id}/"]
            if live in linked:
                words += await _links(house, live, url, _place(target, live, linked))
            else:
                words += [GOES_ON]
            named = asked.get(live.id)
            if named is not None and live.id not in fresh and live.room.now.meeting.plan != named:
                words += [PLAN_HAS_CHANGED]
        words += [*_closed(house, url), *also]
        return "\n".join(words)

    return await run_house(config, begin)


async def _links(house: House, live: Live, url: str, sheets: Path | None) -> list[str]:
    links = await make_links(house, list(places(live)))
    words = ["Anmeldelinks, jeder für ein Gerät:", listed(live, links, url)]
    if house.config.log == JSON:
        words = []  # What is printed ends in the system's journal, which more people read and which is kept for long.
    if sheets is not None:
        write_private(sheets, await document(house, live, links, url))
        words += [f"Anmeldebögen zum Drucken, nur für Sie lesbar: {sheets}"]
    return words


def _place(sheets: Path | None, live: Live, linked: Sequence[Live]) -> Path | None:
    if sheets is None or len(linked) == 1:
        return sheets
    return sheets.with_name(f"{sheets.stem}-{live.id}{sheets.suffix}")


def _closed(house: House, url: str) -> Iterator[str]:
    if house.closed:
        yield (
            f"Abgeschlossene Sitzungen, weiter abrufbar: {len(house.closed)}, "
            f"etwa {url}/public/{max(house.closed)}/"
        )
