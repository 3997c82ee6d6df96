"""Checks a log that somebody hands over: every hash, and that plan, law and events in it give one record.

The record is built from what stands in the log's first line, never from today's profiles. A log that is whole and
right can still have been written by anybody: who wrote it, only a head kept elsewhere can tell.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from handzeichen.log.chain import Head, Line, Wrong, head_of
from handzeichen.log.codec import BadEntry, read_entry
from handzeichen.log.files import from_jsonl
from handzeichen.meeting.events import MeetingPlanned
from handzeichen.meeting.machine import evolve
from handzeichen.meeting.state import Meeting
from handzeichen.record.data import record

MISSING: Final = object()
"""What stands where one of two records has nothing."""
SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A log in which nothing is wrong."""

    meeting: Meeting
    head: Head

    @property
    def record(self) -> dict[str, object]:
        """The record that follows from the log."""
        return record(self.meeting, length=self.head.seq, head=self.head.hash)


def verify(data: bytes, head: str | None = None) -> Verified | Wrong:
    """A log's meeting and head, or the first sequence number that is wrong."""
    lines = from_jsonl(data, head)
    if isinstance(lines, Wrong):
        return lines
    meeting = rebuild(lines)
    if isinstance(meeting, Wrong):
        return meeting
    return Verified(meeting=meeting, head=head_of(lines))


def rebuild(lines: Sequence[Line]) -> Meeting | Wrong:
    """The meeting that the events of a sealed log give, withheld ones passed over."""
    meeting: Meeting | None = None
    for line in lines:
        if line.body is None and meeting is not None:
            continue
        try:
            meeting = _next(meeting, line)
        except BadEntry as error:
            return Wrong(line.seq, error.sentence)
        except Exception as error:
            return Wrong(
                line.seq, f"Dieser Eintrag passt nicht zu denen davor ({type(error).__name__}: {error})."
            )
    assert meeting is not None, "a log without lines was refused before"
    return meeting


def _next(meeting: Meeting | None, line: Line) -> Meeting:
    if line.body is None:
        raise BadEntry(line.seq, "Ohne den Plan lässt sich nichts nachrechnen.")
    entry = read_entry(line.seq, line.body)
    if isinstance(entry.event, MeetingPlanned) != (meeting is None):
        raise BadEntry(line.seq, "Mit dem Plan beginnt jedes Protokoll, und nur einmal.")
    return evolve(meeting, entry)


def differences(expected: object, found: object, path: str = "") -> Iterator[str]:
    """Where two records differ, each with its path: `motions.m1.outcome: settled, nicht open`."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in [*expected, *(key for key in found if key not in expected)]:
            inner = f"{path}.{key}" if path else str(key)
            yield from differences(expected.get(key, MISSING), found.get(key, MISSING), inner)
    elif isinstance(expected, list) and isinstance(found, list):
        for index, (one, other) in enumerate(zip_longest(expected, found, fillvalue=MISSING)):
            yield from differences(one, other, f"{path}[{index}]")
    elif expected != found or type(expected) is not type(found):
        yield f"{path or 'record'}: {_shown(expected)}, nicht {_shown(found)}"


def _shown(value: object) -> str:
    if value is MISSING:
        return "nichts"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
