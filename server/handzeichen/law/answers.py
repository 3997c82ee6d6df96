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
from pathlib import Path

from handzeichen.law.questions import Law, Mark
from handzeichen.law.values import QUESTIONS, answer, plain_problem

PROFILES = Path(__file__).parent / "profiles"
_ROW_KEYS = frozenset({"since", "value", "source", "mark", "wording", "kinds", "checked_against"})


class ProfileError(ValueError):
    """A profile cannot be used; `faults` names every reason, one a line."""

    def __init__(self, profile: str, faults: Iterable[str]) -> None:
        """Keep the faults for whoever must mend them."""
        self.faults = tuple(faults)
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
class InForce:
    """The law of one body on one day: typed answers, the rows behind them, and their digest."""

    profile: str
    digest: str
    law: Law
    rows: tuple[Row, ...]


def profiles(folder: Path = PROFILES) -> tuple[str, ...]:
    """The ids of all profiles there are."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def load(profile: str, *, on: date, kind: str, folder: Path = PROFILES) -> InForce:
    """The answers in force for a body of this kind on this (local) day.

    Raises ProfileError with all faults at once: an unknown profile, question, mark or type of value, a question
    without an answer, a row that the layer below has overtaken.
    """
    layers = [_read(layer, folder) for layer in _layers(profile, folder)]
    faults: list[str] = []
    chosen: dict[str, Row] = {}
    for question in QUESTIONS:
        rows = [_newest(layer, question, on, kind) for layer in layers]
        winner = next((row for row in rows if row is not None), None)
        if winner is None:
            faults.append(f"{question}: keine Antwort, die am {on} für „{kind}“ gilt")
            continue
        faults += _overtaken(winner, rows)
        chosen[question] = winner
    faults += [
        f"{row.question}: unbekannte Frage"
        for layer in layers
        for row in layer
        if row.question not in QUESTIONS
    ]
    faults += [
        fault for row in chosen.values() if (fault := plain_problem(row.question, row.value)) is not None
    ]
    if faults:
        raise ProfileError(profile, faults)
    return InForce(
        profile=profile,
        digest=digest(profile, chosen.values()),
        law=law_from(chosen.values()),
        rows=tuple(chosen.values()),
    )


def law_from(rows: Iterable[Row]) -> Law:
    """The typed answers behind rows that were checked before, from a profile or from a log's first event."""
    return Law(
        **{
            row.question: answer(row.question, row.value, row.source, row.mark, str(row.since), row.wording)
            for row in rows
        }
    )


def digest(profile: str, rows: Iterable[Row]) -> str:
    """SHA-256 over profile id, questions, values, sources, marks and dates, as lower-case hex."""
    said = [[row.question, row.value, row.source, row.mark, str(row.since)] for row in rows]
    text = json.dumps(
        [profile, sorted(said, key=lambda row: str(row[0]))], sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _layers(profile: str, folder: Path) -> list[str]:
    """The profile and those below it, uppermost first."""
    found: list[str] = []
    following: str | None = profile
    while following is not None:
        if following in found or not (folder / f"{following}.toml").is_file():
            known = ", ".join(profiles(folder))
            raise ProfileError(profile, [f"Profil „{following}“ gibt es nicht; vorhanden: {known}"])
        found.append(following)
        head = tomllib.loads((folder / f"{following}.toml").read_text("utf-8")).get("profile", {})
        following = head.get("extends")
    return found


def _read(layer: str, folder: Path) -> tuple[Row, ...]:
    content = tomllib.loads((folder / f"{layer}.toml").read_text("utf-8"))
    tables = {name: rows for name, rows in content.items() if name != "profile"}
    faults = [fault for name, rows in tables.items() for fault in _row_faults(name, rows)]
    if faults:
        raise ProfileError(layer, faults)
    return tuple(_row(name, row, layer) for name, rows in tables.items() for row in rows)


def _row_faults(question: str, rows: object) -> Iterable[str]:
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        yield f"{question}: keine Liste von Antworten ([[{question}]])"
        return
    for index, row in enumerate(rows):
        place = f"{question}[{index}]"
        yield from (f"{place}.{key}: unbekannt" for key in row if key not in _ROW_KEYS)
        yield from (f"{place}.{key}: fehlt" for key in ("since", "value", "source", "mark") if key not in row)
        if row.get("mark") not in set(Mark):
            yield f"{place}.mark: „{row.get('mark')}“ ist keines von {', '.join(Mark)}"
        if not isinstance(row.get("since"), date):
            yield f"{place}.since: kein Datum"


def _row(question: str, row: Mapping[str, object], layer: str) -> Row:
    kinds = row.get("kinds", ())
    wording = row.get("wording")
    since, checked = row["since"], row.get("checked_against")
    assert isinstance(since, date) and isinstance(kinds, list | tuple)
    return Row(
        question=question,
        since=since,
        value=row["value"],
        source=str(row["source"]),
        mark=str(row["mark"]),
        wording=None if wording is None else str(wording),
        kinds=tuple(str(kind) for kind in kinds),
        checked_against=checked if isinstance(checked, date) else None,
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


def _overtaken(winner: Row, rows: Iterable[Row | None]) -> Iterable[str]:
    for row in rows:
        if row is None or row.layer == winner.layer or row.since <= winner.since:
            continue
        if winner.checked_against != row.since:
            yield (
                f"{winner.question}: „{winner.layer}“ antwortet seit {winner.since}, „{row.layer}“ hat sich am "
                f"{row.since} geändert; bitte prüfen und „checked_against = {row.since}“ eintragen"
            )
