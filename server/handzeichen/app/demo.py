"""The demonstration: an invented committee on its evening, for a newcomer to carry a vote by hand, or playing alone.

It keeps the evening's own time and law. The script is played up to the first ballot and stops there; with `play` all of
it plays by itself, faster than real time, as soon as somebody looks on. Its links may be used again and again and stand
on the first page: nothing here is anybody's secret.
"""

import asyncio
import logging
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import takewhile
from pathlib import Path
from typing import Final

from handzeichen.app import practice
from handzeichen.app.clock import EveningClock
from handzeichen.app.config import Config
from handzeichen.app.files import FileFault
from handzeichen.app.house import House, Live
from handzeichen.app.links import listed, make_links, places
from handzeichen.app.logs import complain
from handzeichen.app.main import REFUSED, run_house, run_loop
from handzeichen.app.offers import Offer
from handzeichen.app.plan import read_plan
from handzeichen.app.render import web_folder
from handzeichen.app.replay import Step, read_script
from handzeichen.app.video.simulated.offered import how_to_play, offer
from handzeichen.log.port import StoreRefused
from handzeichen.log.sqlite import SqliteStore
from handzeichen.meeting.commands import OpenBallot
from handzeichen.meeting.ids import PersonId
from handzeichen.words import said

FOLDER: Final = Path(__file__).parent / "demo_meeting"
SPEED: Final = 20.0
LOOKED_FOR: Final = 0.1
"""Seconds between two looks for whoever watches."""
BEFORE_THE_BALLOT: Final = timedelta(seconds=45)
"""From the last motion until the newcomer takes over: as the minutes have it."""
IN_TABS: Final = (PersonId("elvers"), PersonId("moehring-aufwind"))
"""Two of the three members who vote from home; the third has no browser open, the clerk records that hand."""

STEPS: Final = (
    said(
        "Der Ausschuss tagt gerade: Sieben Stimmen sind im Saal, drei per Video. Ratsfrau Elvers hat beantragt, die "
        "Eilbedürftigkeit von TOP 2 anzuerkennen. Jetzt wird abgestimmt. Auf den Bildschirmen gehen die Uhren wie an "
        "jenem Abend: Es ist der 21. Januar 2021, kurz vor 17.55 Uhr."
    ),
    said(
        "1. Öffnen Sie Protokollführung, Vorsitz, Ratsfrau Elvers und Ratsherrn Möhring in je einem Tab und melden "
        "Sie sich dort an. Wer mag, öffnet dazu das Saalbild."
    ),
    said("2. Vorsitz: „Abstimmen“ drücken; das eröffnet die Abstimmung über die Eilbedürftigkeit."),
    said("3. Ratsfrau Elvers und Ratsherr Möhring: Ja drücken."),
    said(
        "4. Protokollführung: Ratsfrau Nordmeier hebt auf dem Monitor die Hand. Ihre Stimme einzeln eintragen: Ja. "
        "Danach die Hände im Saal: 6 Ja, 1 Nein, 0 Enthaltungen."
    ),
    said(
        "5. Vorsitz: Die Abstimmung schließen und das Ergebnis bekannt geben. Das Saalbild zeigt es: 9 Ja-Stimmen "
        "gegen eine Nein-Stimme."
    ),
)
ELSEWHERE: Final = "Alle weiteren Plätze stehen auf der ersten Seite."

log = logging.getLogger(__name__)


def run_demo(config: Config, *, play: bool, fresh: bool, speed: float = SPEED) -> int:
    """Run the demonstration until a signal ends it; the exit code."""
    return run_loop(demo(config, play=play, fresh=fresh, speed=speed), form=config.log)


async def demo(config: Config, *, play: bool, fresh: bool, speed: float) -> int:
    """The demonstration in the folder that was asked for, or in one of its own."""
    config = replace(config, practice=True)
    if config.data == Config().data:
        config = replace(config, data=_own_folder() / ("play" if play else "demo"))
    players: list[asyncio.Task[None]] = []
    also: list[str] = []

    async def begin(house: House, url: str) -> str:
        live, clock, steps = await _prepared(house)
        if play:
            players.append(asyncio.create_task(_play(house, live, clock, steps, speed), name="play"))
        else:
            await _play_to_the_ballot(live, clock, steps)
        house.offers = await make_links(house, list(_places(live)))
        house.steps = (_plays(speed),) if play else STEPS
        first = [link for link in house.offers if _is_first(link[1])]
        links = listed(live, first, url)
        heading, end = f"Handzeichen, Vorführung: {url}/", f"{ELSEWHERE}\nEnde mit Strg+C."
        return "\n\n".join([heading, *house.steps, links, *also, end])

    try:
        if fresh or play:
            await _clear(config)
        if config.video is None:
            config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
            config = replace(config, video=offer(config.data, [read_plan(FOLDER / "plan.toml").id]))
            also.append(how_to_play(config.data, practice.FOLDER))
    except (StoreRefused, FileFault, OSError) as reason:
        complain(f"Nicht gestartet. {reason}")
        return REFUSED
    return await run_house(config, begin)


async def _prepared(house: House) -> tuple[Live, EveningClock, list[Step]]:
    """The meeting as it stands in the store, its clock where its log ends, and the lines still to be played."""
    plan = read_plan(FOLDER / "plan.toml")
    steps = list(read_script((FOLDER / "script.jsonl").read_bytes(), plan.meeting.starts_at))
    clock = EveningClock(steps[0].at)
    is_new = await house.plan(plan, clock)
    live = await house.open(plan.id, clock)
    clock.set(live.room.time(), speed=1.0)
    return live, clock, steps if is_new else []


async def _play_to_the_ballot(live: Live, clock: EveningClock, steps: list[Step]) -> None:
    """Everything before the first ballot, at its own time; from there the clock runs as in real life."""
    for step in takewhile(lambda step: not isinstance(step.ask.command, OpenBallot), steps):
        clock.set(step.at)
        await _do(live, step)
    if steps:
        clock.set(live.room.time() + BEFORE_THE_BALLOT, speed=1.0)


async def _play(house: House, live: Live, clock: EveningClock, steps: list[Step], speed: float) -> None:
    """From the moment at which the first page is open: whoever opens it has missed nothing."""
    while not house.pages:
        await asyncio.sleep(LOOKED_FOR)
    clock.set(clock(), speed=speed)
    for step in steps:
        await asyncio.sleep(clock.wait(step.at))
        await _do(live, step)
    clock.set(clock(), speed=1.0)


async def _do(live: Live, step: Step) -> None:
    answer = await live.room.ask(step.ask.command, by=step.by, scope="script", key=None)
    if "accepted" not in answer:
        log.warning("Line %d of the script was refused: %s", step.number, answer.get("refused"))


def _places(live: Live) -> Iterator[Offer]:
    """What a newcomer opens first, then everything else."""
    offers = [replace(offer, again=True) for offer in places(live)]
    return iter(sorted(offers, key=lambda offer: not _is_first(offer)))


def _is_first(offer: Offer) -> bool:
    return offer.person is None or offer.person in IN_TABS


async def _clear(config: Config) -> None:
    """Throw the demonstration's data away; raises `StoreRefused` where another server has it open."""
    if config.file.exists():
        store = await SqliteStore.open(config.file)
        await store.close()
    for path in (config.file, *config.data.glob(f"{config.file.name}-*"), config.heads):
        path.unlink(missing_ok=True)


def _own_folder() -> Path:
    """In a checkout beside the environment, else where this system keeps such things."""
    checkout = web_folder().parent / ".dev"
    if os.access(checkout, os.W_OK):
        return checkout
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    try:
        (state / "handzeichen").mkdir(parents=True, exist_ok=True)
    except OSError:
        state = Path(tempfile.gettempdir())
    return state / "handzeichen"


def _plays(speed: float) -> str:
    """What is to be done where the evening plays by itself: nothing."""
    return said(
        "Die Sitzung läuft von selbst, {speed}-mal so schnell wie an jenem Abend, sobald jemand "
        "zusieht. Öffnen Sie, wo Sie zusehen mögen.",
        speed=f"{speed:g}",
    )
