"""Plays a script against a plan: the same core as the server, and no server.

A script is believed: whoever its `by` names is taken to have asked, at the time that it says. The salts are derived
from both files, so equal files give equal heads, and whoever holds the files can derive the salts too.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import chain

from handzeichen.app.issuing import decided
from handzeichen.app.plan import law_of, read_plan
from handzeichen.law.answers import PROFILES, Folder, InForce
from handzeichen.log.chain import START, Head, Line, derived_salts, head_of, seal
from handzeichen.log.codec import Ask, Unreadable, read_json, read_scripted, write_entry
from handzeichen.meeting.commands import Command, Move, OpenBallot, RepeatBallot
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import SYSTEM, PersonId
from handzeichen.meeting.machine import Accepted, evolve, plan_meeting
from handzeichen.meeting.plan import Plan
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Meeting

MUST_BE_NAMED: tuple[tuple[type[Command], str], ...] = (
    (Move, "motion"),
    (OpenBallot, "ballot"),
    (RepeatBallot, "new"),
)
"""Ids that the server gives out on the wire: a script names them, or the next line could not speak of them."""


class ScriptError(Exception):
    """The script stops at a line; `why` says why in German, with the source where it is a refusal."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"{line}: {why}")
        self.line = line
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A line of the script, and when it happens."""

    number: int
    at: datetime
    by: PersonId
    ask: Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A script played to its end: the meeting as it then stands, and its log."""

    meeting: Meeting
    entries: tuple[Entry, ...]
    log: tuple[Line, ...]

    @property
    def head(self) -> Head:
        """The newest line's number and hash."""
        return head_of(self.log)


def play(plan: bytes, script: bytes, profiles: Folder = PROFILES) -> Played:
    """Play a script to its end, under a profile that lies there; raises PlanError or ScriptError."""
    planned = read_plan(plan, profiles)
    steps = read_script(script, planned.meeting.starts_at)
    first = next(steps, None)
    game = _Game.planned(planned, first, law_of(planned, profiles))
    for step in chain([first] if first else [], steps):
        game.take(step)
    salts = derived_salts(sha256(len(plan).to_bytes(8, "big") + plan + script).digest())
    log = seal(START, map(write_entry, game.entries), salts)
    return Played(meeting=game.meeting, entries=tuple(game.entries), log=tuple(log))


# Reading


def read_script(script: bytes, starts_at: datetime) -> Iterator[Step]:
    """The steps of a script one by one, each with its time; raises ScriptError at the line that is wrong."""
    last: datetime | None = None
    for number, text in _lines(script):
        ask = _read(number, text)
        at = last or starts_at if ask.at is None else ask.at.astimezone(starts_at.tzinfo)
        if last is not None and at < last:
            raise ScriptError(
                number, f"Die Zeit läuft rückwärts: {at.isoformat()} liegt vor {last.isoformat()}."
            )
        last = at
        assert ask.by is not None
        yield Step(number=number, at=at, by=ask.by, ask=ask)


def _lines(script: bytes) -> Iterator[tuple[int, str]]:
    """The lines that hold something, numbered as an editor numbers them."""
    for number, raw in enumerate(script.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        try:
            text = raw.decode().strip()
        except UnicodeDecodeError:
            raise ScriptError(number, "Das ist kein UTF-8. Bitte die Datei in UTF-8 speichern.") from None
        if text:
            yield number, text


def _read(number: int, text: str) -> Ask:
    try:
        fields = read_json(text)
        json.loads(text, object_pairs_hook=_once)
        ask = read_scripted(fields)
        _check_named(ask.command)
    except Unreadable as fault:
        raise ScriptError(number, fault.sentence) from None
    return ask


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    # Of two equal keys one reader takes the first, another the last: then two replays would differ.
    fields = dict(pairs)
    if len(fields) != len(pairs):
        twice = next(name for index, (name, _) in enumerate(pairs) if name in dict(pairs[:index]))
        raise Unreadable(f"„{twice}“ steht zweimal in dieser Zeile. Bitte eines von beiden streichen.")
    return fields


def _check_named(command: Command) -> None:
    for kind, name in MUST_BE_NAMED:
        if isinstance(command, kind) and getattr(command, name) is None:
            raise Unreadable(
                f"„{name}“ fehlt: In einem Skript bekommt jeder Antrag und jede Abstimmung eine Kennung."
            )


# Playing


@dataclass(slots=True)
class _Game:
    """The meeting while its script is played."""

    meeting: Meeting
    entries: list[Entry]
    keys: set[tuple[PersonId | None, str]] = field(default_factory=set)

    @classmethod
    def planned(cls, plan: Plan, first: Step | None, law: InForce) -> "_Game":
        """The meeting before its first command; whoever comes before the appointed time comes after the plan."""
        starts_at = plan.meeting.starts_at
        at = min(starts_at, first.at) if first else starts_at
        entry = Entry(seq=1, at=at, by=SYSTEM, event=plan_meeting(plan, law))
        return cls(evolve(None, entry), [entry])

    def take(self, step: Step) -> None:
        """One line is decided, and its events happen; raises ScriptError where the script stops."""
        asked = (self._person(step.by), step.ask.key or "")
        answer = None if asked in self.keys else self._decide(step)
        if isinstance(answer, Refusal):
            if not step.ask.expect_refused:
                raise ScriptError(step.number, f"{answer.why()} ({answer.source})")
            return
        if step.ask.expect_refused:
            raise ScriptError(step.number, "Diese Zeile sollte abgelehnt werden und wurde angenommen.")
        if answer is not None:
            self._happen(step, answer)
        if step.ask.key is not None:
            self.keys.add(asked)

    def _person(self, by: PersonId) -> PersonId | None:
        """Who speaks: an office's key is its holder's."""
        return {"chair": self.meeting.leader, "clerk": self.meeting.clerk}.get(by, by)

    def _decide(self, step: Step) -> Accepted | Refusal:
        try:
            return decided(self.meeting, step.ask.command, by=step.by, at=step.at)
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            raise ScriptError(
                step.number, f"Hier ist dem Programm ein Fehler unterlaufen ({what})."
            ) from error

    def _happen(self, step: Step, answer: Accepted) -> None:
        for event in answer.events:
            entry = Entry(
                seq=len(self.entries) + 1,
                at=step.at,
                by=answer.by,
                for_=answer.for_,
                key=step.ask.key,
                event=event,
            )
            self.meeting = evolve(self.meeting, entry)
            self.entries.append(entry)
