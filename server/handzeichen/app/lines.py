"""How well the pages of those on video answer, for the clerk: said calmly, and nothing comes of it by itself.

Who is present and whether the body is quorate is what was entered, never what a page does: a telephone that sleeps says
nothing about picture and sound. Known is only what this server hears. Where several serve a meeting, a page that has
gone from here may be at another: then only those that are open here are spoken of.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Final, Protocol

from handzeichen.app.sign_in import SignIn
from handzeichen.meeting.ids import PersonId, Via
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_words import surnames
from handzeichen.views.part import Part
from handzeichen.words import said

LINES: Final = "clerk-lines"
QUIET_BEATS: Final = 5
"""After so many beats without an answer it is said: two that were lost are no news."""
SLOW: Final = 1.5
"""Seconds that an answer to a beat may take before it is said."""
SHOWN: Final = 6


class Line(Protocol):
    """An open page, as far as its answers go."""

    sign_in: SignIn | None
    heard_at: float
    """When it was heard last, in the seconds of the server's loop."""
    took: float
    """Seconds that its answer to the last beat took."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNote:
    """One person's page: the surname, and since when it is silent or how long its answers take."""

    person: str
    name: str
    text: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesPart(Part):
    """The pages that do not answer, or late."""

    template: ClassVar[str] = "clerk_lines.html"

    lines: tuple[LineNote, ...]
    more: int


@dataclass(slots=True)
class _Heard:
    at: float
    took: float


class Lines:
    """When whose page was heard last, of all meetings. `follows_gone`: whether a page that went is spoken of."""

    def __init__(self, *, beat: float, follows_gone: bool) -> None:
        self._quiet = QUIET_BEATS * beat
        self._follows_gone = follows_gone
        self._heard: dict[tuple[str, PersonId], _Heard] = {}

    def look(self, pages: Iterable[Line]) -> None:
        """Take note of all open pages; of several of one person the best counts."""
        before, self._heard = self._heard, dict(self._heard) if self._follows_gone else {}
        fresh = set[tuple[str, PersonId]]()
        for page in pages:
            sign_in = page.sign_in
            if sign_in is None or sign_in.person is None:
                continue
            key = (sign_in.meeting, sign_in.person)
            known = self._heard.get(key) if key in fresh else None
            if known is None or page.heard_at > known.at:
                last = before.get(key)
                at = page.heard_at if last is None or key in fresh else max(page.heard_at, last.at)
                self._heard[key] = _Heard(at, page.took)
            fresh.add(key)

    def forget(self, sign_in: SignIn) -> None:
        """Whoever was signed out has no page that could answer."""
        if sign_in.person is not None:
            self._heard.pop((sign_in.meeting, sign_in.person), None)

    def part(self, meeting: Meeting, now: float) -> LinesPart:
        """What the clerk is told."""
        notes = list(self._notes(meeting, now))
        return LinesPart(lines=tuple(notes[:SHOWN]), more=max(0, len(notes) - SHOWN))

    def _notes(self, meeting: Meeting, now: float) -> Iterator[LineNote]:
        names = surnames(meeting)
        for (where, person), heard in self._heard.items():
            if where != meeting.plan.id or meeting.roll.via(person) is not Via.VIDEO:
                continue
            silent = now - heard.at
            if silent >= self._quiet:
                text, since = said("Seite offline"), _rounded(silent)
            elif heard.took >= SLOW:
                text, since = said("Seite antwortet langsam"), ""
            else:
                continue
            yield LineNote(person=person, name=names[person], text=text, since=since)


def _rounded(seconds: float) -> str:
    """ "seit 40 s", "seit 3 min": tens of seconds, then whole minutes, so that it changes rarely."""
    if seconds < 60:
        return said("seit {seconds} s", seconds=max(10, int(seconds) // 10 * 10))
    return said("seit {minutes} min", minutes=int(seconds) // 60)
