"""How the reports of what happened travel: some twice, some late and out of order, some not at all.

A relay of one's own (`signed`) sends each report once, and a list of everybody at the end where one was lost. Every
other system sends again what was not taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from handzeichen.app.video.simulated.play import Happening, Played, Stands
from handzeichen.app.video.simulated.script import Act
from handzeichen.app.video.simulated.shapes import SENDERS

AGAIN_AFTER: Final = (2.0, 8.0)
"""Seconds until a system sends again what did not arrive."""
TWICE_AFTER: Final = (0.1, 5.0)
"""Seconds until something comes a second time."""
WITH_ROSTERS: Final = "signed"
"""The only system that sends lists of its own accord; BigBlueButton and LiveKit are asked for theirs."""
MOST: Final = 100_000
"""Deliveries of one run."""


class TooMuch(Exception):
    """The script leads to more deliveries than one run may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One delivery: when it is sent, in seconds from the beginning, and what it tells."""

    at: float
    tells: Happening
    is_double: bool = False
    is_late: bool = False
    is_lost: bool = False
    """It never leaves: nobody ever hears of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """All deliveries of a run in the order of sending, and what the server can know at the end."""

    letters: tuple[Letter, ...]
    unsaid: int
    """How many happenings this system does not tell of: most know nothing of cameras or hands."""
    stands: dict[str, Stands]
    """How things stand at the end, as far as this system tells."""
    end: float


@dataclass(slots=True)
class _Ways:
    duplicates: float = 0.0
    disorder: float = 0.0
    lost: float = 0.0


def post(played: Played, acts: Sequence[Act], system: str, seed: int) -> Post:
    """The deliveries of a system; raises TooMuch."""
    chance, ways, letters = Random(f"{seed} post"), _Ways(), list[Letter]()
    waiting = [act for act in acts if act.what in ("duplicates", "disorder", "lost")]
    unsaid, unheard = 0, set[str]()
    for happening in played.happenings:
        while waiting and waiting[0].at <= happening.at:
            act = waiting.pop(0)
            setattr(ways, act.what, act.one or 0.0)
        told = _as_told(happening, system)
        if told is None:
            unsaid += happening.what != "roster"
            continue
        letters += _sent(told, ways, chance, system, unheard)
        if len(letters) > MOST:
            raise TooMuch
    end = max([played.end, *(letter.at for letter in letters)])
    if unheard and system == WITH_ROSTERS:
        end = round(end + 1, 3)
        letters.append(Letter(at=end, tells=_everybody(played, end)))
    letters.sort(key=lambda letter: letter.at)
    return Post(letters=tuple(letters), unsaid=unsaid, stands=_known(played, system, unheard), end=end)


def _as_told(happening: Happening, system: str) -> Happening | None:
    """What a system says of it; that somebody left on purpose is only a leave, where no reason is told."""
    tells = SENDERS[system].tells
    if happening.what == "roster":
        return happening if system == WITH_ROSTERS else None
    if happening.what == "went" and "went" not in tells:
        return Happening(at=happening.at, what="left", who=happening.who, device=happening.device)
    return happening if happening.what in tells else None


def _sent(told: Happening, ways: _Ways, chance: Random, system: str, unheard: set[str]) -> list[Letter]:
    late = chance.uniform(0, ways.disorder)
    at, lost = told.at + late, chance.random() < ways.lost
    found = [Letter(at=round(at, 3), tells=told, is_late=late > 0, is_lost=lost)]
    if lost and system != WITH_ROSTERS:
        at += chance.uniform(*AGAIN_AFTER)
        found.append(Letter(at=round(at, 3), tells=told, is_late=True))
    elif lost:
        unheard.add(told.who)
    if not lost and chance.random() < ways.duplicates:
        at += chance.uniform(*TWICE_AFTER)
        found.append(Letter(at=round(at, 3), tells=told, is_double=True))
    return found


def _everybody(played: Played, at: float) -> Happening:
    """Who is connected when all is over."""
    present = dict[str, str]()
    for happening in played.happenings:
        if happening.what == "joined":
            present[happening.device] = happening.who
        elif happening.what in ("left", "went"):
            present.pop(happening.device, None)
    return Happening(at=at, what="roster", present=tuple(present.items()))


def _known(played: Played, system: str, unheard: set[str]) -> dict[str, Stands]:
    """Where no reason was told, or its telling was lost, nobody can know that somebody left on purpose."""
    tells_reasons = "went" in SENDERS[system].tells
    return {
        who: Stands.BROKEN if stands is Stands.WENT and (not tells_reasons or who in unheard) else stands
        for who, stands in played.stands.items()
    }
