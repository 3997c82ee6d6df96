"""The law as a clerk leafs through it: every answer in force in words, by topic, with where it comes from.

Beside an answer stands what the Land says where a house or a body answers otherwise, what applied before where it has
changed since an earlier day, and who has confirmed it or must do so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from handzeichen.law.answers import PROFILES, Folder, InForce, ProfileError, Row, head, layers_of, load
from handzeichen.law.asked import ASKED, MARKS, TOPICS, in_words, remark
from handzeichen.law.confirming import Word, must_be_confirmed
from handzeichen.words import said


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Another answer to the same question, for comparison."""

    value: str
    source: str
    same: bool
    """Whether it comes to the same as the answer in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answer in force, in words; days are written as in "24.11.2026"."""

    question: str
    name: str
    asks: str
    value: str
    remark: str | None
    source: str
    mark: str
    since: str
    wording: str | None
    layer: str | None
    """The name of the profile that says so, where it is not the Land's own or below it."""
    land: Beside | None
    before: Beside | None
    confirmed: str | None
    to_confirm: bool
    """Whether the house's word is still missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The answers on one topic."""

    topic: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All answers in force: of which profile, for which day, and whether it is a draft."""

    profile: str
    name: str
    draft: bool
    on: str
    since: str | None
    """The earlier day that it is compared with."""
    silent: str | None
    """Why it could not be compared."""
    chapters: tuple[Chapter, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All answers, whatever the topic."""
        return tuple(line for chapter in self.chapters for line in chapter.lines)

    @property
    def to_confirm(self) -> tuple[Line, ...]:
        """The answers that still need the house's word."""
        return tuple(line for line in self.lines if line.to_confirm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What is leafed through: the rows in force with what was said to them, for a kind of body on a day."""

    profile: str
    name: str
    draft: bool
    rows: tuple[Row, ...]
    said: Mapping[str, Word]
    on: date
    kind: str


def opened(law: InForce, *, on: date, kind: str, said: Mapping[str, Word]) -> Opened:
    """A profile as it was loaded."""
    return Opened(
        profile=law.profile, name=law.head.name, draft=law.draft, rows=law.rows, said=said, on=on, kind=kind
    )


def book(law: Opened, *, since: date | None = None, folder: Folder = PROFILES) -> Book:
    """The answers by topic; with `since`, beside each that has changed after that day what applied on it."""
    land = _land(law, folder)
    earlier, silent = _earlier(law, since, folder)
    own = _own_layers(law, folder)
    lines = {
        row.question: _line(row, law, own, land, earlier, since) for row in law.rows if row.question in ASKED
    }
    chapters = (
        Chapter(
            topic=topic,
            title=title,
            lines=tuple(line for question, line in lines.items() if ASKED[question].topic == topic),
        )
        for topic, title in TOPICS.items()
    )
    return Book(
        profile=law.profile,
        name=law.name,
        draft=law.draft,
        on=german(law.on),
        since=None if since is None else german(since),
        silent=silent,
        chapters=tuple(chapter for chapter in chapters if chapter.lines),
    )


def german(day: date) -> str:
    """ "24.11.2026"."""
    return said("{at:digits}", at=day)


def _line(
    row: Row,
    law: Opened,
    own: Mapping[str, str],
    land: Mapping[str, Row],
    earlier: Mapping[str, Row],
    since: date | None,
) -> Line:
    asked, word = ASKED[row.question], law.said.get(row.question)
    changed = since is not None and row.since > since
    return Line(
        question=row.question,
        name=asked.name,
        asks=asked.asks,
        value=in_words(row.question, row.value),
        remark=remark(row.question, row.value),
        source=row.source,
        mark=MARKS[row.mark],
        since=german(row.since),
        wording=row.wording,
        layer=own.get(row.layer),
        land=_beside(land.get(row.question), row) if row.layer in own else None,
        before=_beside(earlier.get(row.question), row) if changed else None,
        confirmed=None if word is None else _word(word),
        to_confirm=word is None and must_be_confirmed(row.question, row.mark, draft=law.draft),
    )


def _word(word: Word) -> str:
    return said("{who}, {at:digits}: {source}", who=word.by, at=word.on, source=word.source)


def _beside(other: Row | None, row: Row) -> Beside | None:
    if other is None:
        return None
    value = in_words(other.question, other.value)
    return Beside(value=value, source=other.source, same=other.value == row.value)


def _own_layers(law: Opened, folder: Folder) -> dict[str, str]:
    """The layers above the Land's, a body's or a house's, by id with their names."""
    try:
        above = layers_of(law.profile, folder)[:-2]
    except ProfileError:  # A profile that has gone since the meeting was planned.
        return {}
    return {layer: head(layer, folder).name for layer in above}


def _land(law: Opened, folder: Folder) -> dict[str, Row]:
    """What the Land says; it stands on the common base alone."""
    try:
        land = layers_of(law.profile, folder)[-2:][0]
        return _by_question(load(land, on=law.on, kind=law.kind, folder=folder).rows)
    except ProfileError:
        return {}


def _earlier(law: Opened, since: date | None, folder: Folder) -> tuple[dict[str, Row], str | None]:
    """What applied on the earlier day; in German why nobody can say."""
    if since is None:
        return {}, None
    try:
        return _by_question(load(law.profile, on=since, kind=law.kind, folder=folder).rows), None
    except ProfileError:
        return (
            {},
            said(
                "Für den {since} ist dieses Recht nicht vollständig erfasst; ein Vergleich ist nicht möglich.",
                since=german(since),
            ),
        )


def _by_question(rows: Iterable[Row]) -> dict[str, Row]:
    return {row.question: row for row in rows}
