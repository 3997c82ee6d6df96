"""What is to happen in the conference, and when: a text with one act a line, for people to read and to write.

    # Minutes and seconds from the beginning, whom it is about, and what happens.
    0:00 all join within 20s
    0:30 hansen,meyer camera off
    1:30 3 drop 20s
    2:00 5 flap 10s for 2m
    2:30 duplicates 20%
    5:00 mass failure 40s
    6:00 end

Whom: `all`, a number, a share such as `20%`, or people's ids with commas; a number and a share are drawn among those to
whom it can happen. The acts and settings stand in ACTS and SETTINGS, with an example of each. A setting holds from its
time on. What a later act does to somebody's line takes the place of what an earlier one still had in store for it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ACTS: Final = {
    "join": (r"join( within (?P<one>\S+))?", "all join within 20s"),
    "leave": (r"leave", "2 leave"),
    "drop": (r"drop( (?P<one>\S+))?", "3 drop 20s"),
    "flap": (r"flap (?P<one>\S+) for (?P<two>\S+)", "5 flap 10s for 2m"),
    "half-open": (r"half-open (?P<one>\S+)", "2 half-open 30s"),
    "device": (r"device (?P<one>\S+)", "1 device 1m"),
    "camera on": (r"camera on", "all camera on"),
    "camera off": (r"camera off", "20% camera off"),
    "hand up": (r"hand up", "2 hand up"),
    "hand down": (r"hand down", "all hand down"),
}
"""By the act's name, how it is written, and an example."""
SETTINGS: Final = {
    "duplicates": (r"duplicates (?P<one>\S+)", "duplicates 20%"),
    "disorder": (r"disorder (?P<one>\S+)", "disorder 3s"),
    "lost": (r"lost (?P<one>\S+)", "lost 5%"),
    "roster": (r"roster (?P<one>\S+)", "roster 15s"),
    "mass failure": (r"mass failure( (?P<one>\S+))?", "mass failure 40s"),
    "end": (r"end", "end"),
}
"""The same of what is said of the whole conference. Of these, `mass failure` is an act: all drop."""
SHARES: Final = frozenset({"duplicates", "lost"})
SHORTEST: Final = 1.0
"""Seconds from one break of a line to the next, or between two rosters."""
LONGEST: Final = 4 * 3600.0
"""Seconds until the last act, and that any act may take."""
MOST: Final = 1_000
"""Lines."""
FOLDER: Final = Path(__file__).parent / "scripts"
"""The scripts that can be called by their name."""

_TIME: Final = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")
_DURATION: Final = re.compile(r"(\d{1,5}(?:\.\d)?)([sm])")
_SHARE: Final = re.compile(r"(\d{1,3})%")
_WHOM: Final = re.compile(r"all|\d{1,4}|\d{1,3}%|[\w.-]+(,[\w.-]+)*")


class ScriptFault(Exception):
    """The script cannot be played; one German sentence a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Whom an act is about: these people, or so many of those to whom it can happen; all, where nothing is said."""

    people: tuple[str, ...] = ()
    number: int | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One line: when, what, and how long; a share for `duplicates` and `lost`, which are about nobody."""

    line: int
    text: str
    at: float
    what: str
    whom: Whom = Whom()
    one: float | None = None
    two: float | None = None


def named() -> dict[str, Path]:
    """The scripts that ship with the product, by name."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.txt"))}


def read_script(text: str, people: Collection[str]) -> tuple[Act, ...]:
    """The acts of a script about these people; raises ScriptFault with the fault of each line."""
    reading = _Reading(people)
    acts = [act for number, line in enumerate(text.splitlines(), 1) if (act := reading.line(number, line))]
    if not acts and not reading.faults:
        reading.faults.append("Das Skript ist leer. Nötig ist mindestens eine Zeile wie: 0:00 all join")
    if len(acts) > MOST:
        reading.faults.append(f"Das Skript ist zu lang. Möglich sind {MOST} Zeilen.")
    if reading.faults:
        raise ScriptFault("\n".join(reading.faults))
    return tuple(acts)


class _Reading:
    """Reads one script; what is wrong is gathered."""

    def __init__(self, people: Collection[str]) -> None:
        self.faults: list[str] = []
        self._people = people
        self._last = 0.0

    def line(self, number: int, line: str) -> Act | None:
        """One line; None where it holds no act, or a fault."""
        words = line.partition("#")[0].split()
        if not words:
            return None
        try:
            return self._act(number, words)
        except ValueError as fault:
            self.faults.append(f"Zeile {number}: {fault}")
            return None

    def _act(self, number: int, words: list[str]) -> Act:
        at, rest = self._time(words[0]), " ".join(words[1:])
        if (found := _match(SETTINGS, rest)) is not None:
            what, whom = found[0], Whom()
        elif len(words) > 2 and (found := _match(ACTS, " ".join(words[2:]))) is not None:
            what, whom = found[0], self._whom(words[1])
        else:
            raise ValueError(_unknown(rest))
        one, two = (_amount(what, found[1].groupdict().get(name)) for name in ("one", "two"))
        if what in ("flap", "roster") and one is not None and one < SHORTEST:
            raise ValueError(f"„{rest}“ ist zu schnell. Möglich ist ab {SHORTEST:g}s.")
        return Act(line=number, text=rest, at=at, what=what, whom=whom, one=one, two=two)

    def _time(self, word: str) -> float:
        found = _TIME.fullmatch(word)
        if found is None:
            raise ValueError(
                f"Am Anfang steht „{word}“ und keine Zeit. Bitte Minuten und Sekunden schreiben, etwa 1:30."
            )
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        at = 3600.0 * hours + 60 * minutes + seconds
        if at < self._last:
            raise ValueError(f"{word} liegt vor der Zeile davor. Bitte die Zeilen nach der Zeit ordnen.")
        if at > LONGEST:
            raise ValueError(f"{word} ist zu spät. Ein Skript dauert höchstens 4 Stunden.")
        self._last = at
        return at

    def _whom(self, word: str) -> Whom:
        if not _WHOM.fullmatch(word):
            raise ValueError(
                f"„{word}“ sagt nicht, um wen es geht. Möglich sind all, eine Zahl, ein Anteil wie 20% oder "
                "Kennungen mit Kommas."
            )
        if word == "all":
            return Whom()
        if _SHARE.fullmatch(word):
            return Whom(share=_share(word))
        if word.isdecimal() and word not in self._people:
            return Whom(number=int(word))
        people = tuple(word.split(","))
        if unknown := [one for one in people if one not in self._people]:
            raise ValueError(f"Nicht dabei: {', '.join(unknown)}. Dabei sind: {', '.join(self._people)}.")
        return Whom(people=people)


def _match(known: dict[str, tuple[str, str]], text: str) -> tuple[str, re.Match[str]] | None:
    for name, (pattern, _) in known.items():
        if (found := re.fullmatch(pattern, text)) is not None:
            return name, found
    return None


def _unknown(text: str) -> str:
    """What was probably meant, else everything that is possible."""
    examples = {name: example for known in (ACTS, SETTINGS) for name, (_, example) in known.items()}
    meant = [example for name, example in examples.items() if name.split()[0] in text.split()]
    if meant:
        return f"„{text}“ ist nicht vollständig oder zu viel. Geschrieben wird es so: {' oder '.join(meant)}"
    return f"„{text}“ ist nicht bekannt. Möglich sind: {'; '.join(examples.values())}"


def _amount(what: str, word: str | None) -> float | None:
    if word is None:
        return None
    return _share(word) if what in SHARES else _duration(word)


def _share(word: str) -> float:
    found = _SHARE.fullmatch(word)
    if found is None or int(found[1]) > 100:
        raise ValueError(f"„{word}“ ist kein Anteil. Möglich ist 0% bis 100%.")
    return int(found[1]) / 100


def _duration(word: str) -> float:
    found = _DURATION.fullmatch(word)
    if found is None:
        raise ValueError(
            f"„{word}“ ist keine Dauer. Bitte Sekunden oder Minuten schreiben, etwa 20s oder 2m."
        )
    seconds = float(found[1]) * (60 if found[2] == "m" else 1)
    if seconds > LONGEST:
        raise ValueError(f"„{word}“ ist zu lang. Möglich sind höchstens 4 Stunden.")
    return seconds
