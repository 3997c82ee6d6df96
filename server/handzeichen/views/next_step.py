"""A step of the procedure: what is said aloud, and the acts that would come next, best first.

Nothing here knows whether an act is possible: `next_act` asks the core itself.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from handzeichen.meeting.commands import COMMANDS, Command
from handzeichen.meeting.events import Entry
from handzeichen.meeting.fold import step
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.machine import Accepted, decide
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Meeting
from handzeichen.words import without

_WORDS: Final = {kind: word for word, kind in COMMANDS.items()}
_WIRE_WORDS: Final = re.compile(r" \([a-z_]+\)")
_WIRE: Final = {"for_": "for", "with_": "with"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An act that would come next: what stands on its button, and what is asked before it is done."""

    label: str
    command: Command
    confirm: str | None = None
    follow: Command | None = None
    """What the same touch asks for afterwards, if it is what the page then proposes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Something that needs a decision: what it is, what helps, and the acts that settle it."""

    text: str
    help: str = ""
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A command that needs a word of its own: who, why, until when. `command` stands for what would be sent."""

    label: str
    command: Command
    asks: tuple[str, ...]
    people: tuple[PersonId, ...] = ()
    confirm: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A lawful way back or aside: what it is and what follows from it, and how it is gone from here, if it is."""

    label: str
    help: str = ""
    wishes: tuple[Wish, ...] = ()
    ask: Ask | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where the procedure stands. The first possible of `wishes` is the next act; `others` are the ways beside it."""

    name: str
    say: tuple[str, ...]
    wishes: tuple[Wish, ...] = ()
    others: tuple[Wish, ...] = ()
    waits_for: str = ""
    concerns: tuple[Concern, ...] = ()


def as_concern(refusal: Refusal) -> Concern:
    """A refusal as the chair reads it: why, and what would help, without the words of the wire in brackets."""
    return Concern(text=without(refusal.why(), _WIRE_WORDS), help=without(refusal.help(), _WIRE_WORDS))


def wire(command: Command) -> str:
    """The command as it is sent: JSON with `do`, and only what differs from the default."""
    return json.dumps(fields_of(command), ensure_ascii=False)


def fields_of(command: Command) -> dict[str, object]:
    """The command's word under `do`, and its fields as far as they differ from the default."""
    said = {
        _WIRE.get(field.name, field.name): value
        for field in fields(command)
        if (value := getattr(command, field.name)) != field.default
    }
    return {"do": _WORDS[type(command)], **said}


def outcome(meeting: Meeting, command: Command, by: str) -> Accepted | Refusal:
    """What the core would answer now. Views have no clock: the last known moment stands for it."""
    return decide(meeting, command, by=by, at=_moment(meeting))


def accepted(meeting: Meeting, command: Command) -> Accepted | None:
    """The core's answer to the chair, if it would grant this now."""
    answer = outcome(meeting, command, "chair")
    return answer if isinstance(answer, Accepted) else None


def happened(meeting: Meeting, answer: Accepted) -> Meeting:
    """The meeting as it would be after this: to look ahead, never to be kept."""
    at = _moment(meeting)
    for event in answer.events:
        meeting = step(meeting, Entry(seq=0, at=at, by=answer.by, for_=answer.for_, event=event))
    return meeting


def first_possible(meeting: Meeting, wishes: Iterable[Wish], by: str) -> Wish | None:
    """The first wish that the core would grant."""
    return next((wish for wish in wishes if isinstance(outcome(meeting, wish.command, by), Accepted)), None)


def _moment(meeting: Meeting) -> datetime:
    return max([meeting.plan.meeting.starts_at, *meeting.roll.last_event.values()])
