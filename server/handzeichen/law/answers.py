"""Loading a profile: rows of answers in layers, the one in force on a day, and the digest that names them.

A row is `since, value, source, mark, [wording], [kinds], [checked_against]`; a profile `extends` the layer below and
states only what differs. Rows for the body's kind go before rows without kinds, then the newest `since` not after
the day; the upper layer wins. Where the layer below changed later than the winning row, loading fails until the row
says `checked_against` with that date: a house rule must not silently outlive the law above it.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from handzeichen.law.earlier import before_it_was_asked
from handzeichen.law.questions import Law, Mark
from handzeichen.law.values import QUESTIONS, answer, plain_problem

PROFILES = Path(__file__).parent / "profiles"
CONFIRMATIONS = "confirmations.toml"
"""The file of a house's folder that holds what it has confirmed (`confirming`)."""
Folder = Path | tuple[Path, ...]
"""Where profiles lie: one folder, or ours and a house's own beside it; of two with one name the first counts."""
BODY_KINDS = ("council", "main_committee", "committee", "district_council")
"""The kinds of body that a row may be for."""
_HEAD_KEYS = frozenset({"name", "extends", "draft", "kinds"})
_ROW_KEYS = frozenset({"since", "value", "source", "mark", "wording", "kinds", "checked_against"})


class ProfileError(ValueError):
    """A profile cannot be used; `faults` names every reason, one a line.

    `silent` says that nothing is wrong in it but that it has no answers for this day, or none of its own at all.
    """

    def __init__(self, profile: str, faults: Iterable[str], *, silent: bool = False) -> None:
        """Keep the faults for whoever must mend them."""
        self.faults, self.silent = tuple(faults), silent
        super().__init__("\n".join(f"{profile}: {fault}" for fault in self.faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One dated answer of one layer."""

    question: str
    since: date
    value: object
    source: str
    mark: str
    wording: str | None
    kinds: tuple[str, ...]
    checked_against: date | None
    layer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a profile says of itself."""

    name: str
    extends: str | None = None
    draft: bool = False
    """Not looked through by anybody who knows this law: for practice, until a house confirms it."""
    kinds: tuple[str, ...] = BODY_KINDS
    """The kinds of body it is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The law of one body on one day: typed answers, the rows behind them, and their digest."""

    profile: str
    head: Head
    digest: str
    law: Law
    rows: tuple[Row, ...]
    draft: bool = False
    """Whether this profile or one below it is a draft."""


def profiles(folder: Folder = PROFILES) -> tuple[str, ...]:
    """The ids of all profiles there are."""
    return tuple(sorted(_files(folder)))


def layers_of(profile: str, folder: Folder = PROFILES) -> tuple[str, ...]:
    """The profile and those below it, uppermost first; raises ProfileError where one of them is missing."""
    return tuple(_layers(profile, folder))


def head(profile: str, folder: Folder = PROFILES) -> Head:
    """What a profile says of itself; raises ProfileError where there is none or its head is wrong."""
    if profile not in _files(folder):
        raise _unknown(profile, profile, folder)
    said = _read(profile, folder).said
    if faults := list(_head_faults(said)):
        raise ProfileError(profile, faults)
    return Head(
        name=said.get("name", profile),
        extends=said.get("extends"),
        draft=said.get("draft", False),
        kinds=tuple(said.get("kinds", BODY_KINDS)),
    )


def load(profile: str, *, on: date, kind: str, folder: Folder = PROFILES) -> InForce:
    """The answers in force for a body of this kind on this (local) day.

    Raises ProfileError with all faults at once: an unknown profile, question, mark or type of value, a question
    without an answer, a row that the layer below has overtaken. Rows that are not in force are read as strictly.
    """
    read = [_read(layer, folder) for layer in _layers(profile, folder)]
    layers = [layer.rows for layer in read]
    faults = [fault for layer in read for fault in layer.faults]
    broken = {question for layer in read for question in layer.broken}
    chosen: list[Row] = []
    unanswered: list[str] = []
    for question in QUESTIONS:
        rows = [row for layer in layers if (row := _newest(layer, question, on, kind)) is not None]
        if rows:
            faults += _overtaken(rows[0], rows[1:])
            chosen.append(rows[0])
        elif question not in broken:
            unanswered.append(f"{question}: keine Antwort, die am {on} für „{kind}“ gilt")
    if faults or unanswered:
        raise ProfileError(profile, [*faults, *unanswered], silent=not faults)
    return InForce(
        profile=profile,
        head=head(profile, folder),
        digest=digest(profile, chosen),
        law=law_from(chosen),
        rows=tuple(chosen),
        draft=any(head(layer, folder).draft for layer in _layers(profile, folder)),
    )


def speaks_since(profile: str, kind: str, folder: Folder = PROFILES) -> date | None:
    """The first day on which every question has an answer for a body of this kind; None for a common layer alone."""
    rows = [row for layer in _layers(profile, folder) for row in _read(layer, folder).rows]
    first = [
        min(
            (row.since for row in rows if row.question == question and kind in (row.kinds or (kind,))),
            default=None,
        )
        for question in QUESTIONS
    ]
    days = [day for day in first if day is not None]
    return max(days) if len(days) == len(first) else None


def law_from(rows: Iterable[Row]) -> Law:
    """The typed answers behind rows that were checked before, from a profile or from a log's first event.

    A log of an earlier version answers what was asked then; the rest is what the program did by itself.
    """
    said = {
        row.question: answer(row.question, row.value, row.source, row.mark, str(row.since), row.wording)
        for row in rows
    }
    return Law(**{question: said.get(question) or before_it_was_asked(question) for question in QUESTIONS})


def digest(profile: str, rows: Iterable[Row]) -> str:
    """SHA-256 over profile id, questions, values, sources, marks and dates, as lower-case hex."""
    said = [[row.question, row.value, row.source, row.mark, str(row.since)] for row in rows]
    text = json.dumps(
        [profile, sorted(said, key=lambda row: str(row[0]))], sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layer:
    """What one file says: its rows, what is wrong with it, and the questions whose rows are left out for it."""

    said: Mapping[str, Any]
    """What it says of itself, not looked through."""
    rows: tuple[Row, ...]
    faults: tuple[str, ...]
    broken: frozenset[str]


def _files(folder: Folder) -> dict[str, Path]:
    """The files of all profiles by id; what is no profile, `confirmations.toml`, is left out."""
    folders = folder if isinstance(folder, tuple) else (folder,)
    found: dict[str, Path] = {}
    for place in folders:
        for path in place.glob("*.toml"):
            if path.name != CONFIRMATIONS:
                found.setdefault(path.stem, path)
    return found


def _layers(profile: str, folder: Folder) -> list[str]:
    """The profile and those below it, uppermost first."""
    found: list[str] = []
    following: str | None = profile
    while following is not None:
        if following in found:
            raise ProfileError(
                profile, [f"Profil „{following}“ baut auf sich selbst auf ({', '.join(found)})"]
            )
        if following not in _files(folder):
            raise _unknown(profile, following, folder)
        found.append(following)
        following = head(following, folder).extends
    return found


def _unknown(asked: str, missing: str, folder: Folder) -> ProfileError:
    known = ", ".join(profiles(folder))
    return ProfileError(asked, [f"Profil „{missing}“ gibt es nicht; vorhanden: {known}"])


def _head_faults(said: Mapping[str, object]) -> Iterable[str]:
    yield from (f"profile.{key}: unbekannt" for key in said if key not in _HEAD_KEYS)
    texts = [key for key in ("name", "extends") if not isinstance(said.get(key, ""), str)]
    yield from (f"profile.{key}: kein Text" for key in texts)
    if not isinstance(said.get("draft", False), bool):
        yield "profile.draft: nötig ist true oder false"
    kinds = said.get("kinds", [])
    if not isinstance(kinds, list) or any(kind not in BODY_KINDS for kind in kinds):
        yield f"profile.kinds: keine Liste aus {', '.join(BODY_KINDS)}"


def _read(layer: str, folder: Folder) -> _Layer:
    try:
        return _understood(layer, _files(folder)[layer].read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(layer, [f"kein gültiges TOML ({error})"]) from None


@lru_cache(maxsize=64)
def _understood(layer: str, text: str) -> _Layer:
    """What a file with this text says: every question of law asks for the same few files again."""
    tables: dict[str, Any] = tomllib.loads(text)
    said = tables.pop("profile", {})
    faults = {name: tuple(_question_faults(name, rows)) for name, rows in tables.items()}
    return _Layer(
        said=said,
        rows=tuple(
            _row(name, row, layer) for name, rows in tables.items() if not faults[name] for row in rows
        ),
        faults=tuple(fault for found in faults.values() for fault in found),
        broken=frozenset(name for name, found in faults.items() if found),
    )


def _question_faults(question: str, rows: object) -> Iterable[str]:
    if question not in QUESTIONS:
        yield f"{question}: unbekannte Frage"
    elif not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        yield f"{question}: keine Liste von Antworten ([[{question}]])"
    else:
        for index, row in enumerate(rows):
            yield from (f"{question}[{index}].{fault}" for fault in _row_faults(question, row))


def _row_faults(question: str, row: Mapping[str, object]) -> Iterable[str]:
    yield from (f"{key}: unbekannt" for key in row if key not in _ROW_KEYS)
    yield from (f"{key}: fehlt" for key in ("since", "value", "source", "mark") if key not in row)
    # A date and a time of day is a date to Python, and cannot be compared with one.
    days = [key for key in ("since", "checked_against") if key in row and type(row[key]) is not date]
    yield from (f"{key}: kein Datum" for key in days)
    texts = [key for key in ("source", "wording") if key in row and not isinstance(row[key], str)]
    yield from (f"{key}: kein Text" for key in texts)
    if "mark" in row and row["mark"] not in [*Mark]:
        yield f"mark: „{row['mark']}“ ist keines von {', '.join(Mark)}"
    kinds = row.get("kinds", [])
    if not isinstance(kinds, list) or any(kind not in BODY_KINDS for kind in kinds):
        yield f"kinds: keine Liste aus {', '.join(BODY_KINDS)}"
    if "value" in row and (problem := plain_problem(question, row["value"])) is not None:
        yield f"value: {problem}"


def _row(question: str, row: Mapping[str, Any], layer: str) -> Row:
    return Row(
        question=question,
        since=row["since"],
        value=row["value"],
        source=row["source"],
        mark=row["mark"],
        wording=row.get("wording"),
        kinds=tuple(row.get("kinds", ())),
        checked_against=row.get("checked_against"),
        layer=layer,
    )


def _newest(layer: Iterable[Row], question: str, on: date, kind: str) -> Row | None:
    """Within one layer: a row for this kind before one for all, then the newest in force."""
    fits = [
        row
        for row in layer
        if row.question == question and row.since <= on and (not row.kinds or kind in row.kinds)
    ]
    return max(fits, key=lambda row: (bool(row.kinds), row.since), default=None)


def _overtaken(winner: Row, below: Iterable[Row]) -> Iterable[str]:
    """What changed below after the winning row, the latest of it, must have been looked at."""
    latest = max(below, key=lambda row: row.since, default=winner)
    if latest.since > winner.since and winner.checked_against != latest.since:
        yield (
            f"{winner.question}: „{winner.layer}“ antwortet seit {winner.since}, „{latest.layer}“ hat sich am "
            f"{latest.since} geändert; bitte prüfen und „checked_against = {latest.since}“ eintragen"
        )
