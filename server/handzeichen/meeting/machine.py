"""The meeting's two functions: `decide` (command → events or refusal) and `evolve` (event → state), by table.

Pure: the time comes with the command, ids too. What may be asked, by whom and when is checked here once for all
commands: known ids, the phase of the sitting, the right, a true time; then the topic decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handzeichen.law import answers
from handzeichen.law.confirming import Word
from handzeichen.meeting import (  # noqa: F401 - the topics enter themselves into the tables
    agenda,
    attendance,
    ballots,
    checks,
    confirming,
    convening,
    corrections,
    deputies,
    doors,
    faults,
    floor,
    holds,
    lead,
    left_open,
    minutes,
    motions,
    notes,
    order,
    papers,
    parts,
    recusals,
    reorder,
    rulings,
    secret_ballots,
    sitting,
    stops,
    texts,
    ties,
    to_repeat,
    trials,
    votes,
    ways_back,
)
from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.fold import evolve, planned, replay
from handzeichen.meeting.ids import BallotId, Line, MotionId, PersonId, Text
from handzeichen.meeting.known import REFERENCES, unknown
from handzeichen.meeting.late import untrue_time
from handzeichen.meeting.plan import Plan
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.registry import DECIDERS
from handzeichen.meeting.rights import asker, asks, untimely
from handzeichen.meeting.state import Meeting

__all__ = ["REFERENCES", "Accepted", "decide", "evolve", "plan_meeting", "planned", "replay"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A command taken: its events (none where it changes nothing), who typed, and for whom."""

    events: tuple[e.Event, ...]
    by: PersonId
    for_: PersonId | None = None

    @property
    def touches(self) -> tuple[BallotId, ...]:
        """The announced ballots that a late entry concerns and leaves unchanged."""
        found = (ballot for event in self.events for ballot in getattr(event, "touches", ()))
        return tuple(dict.fromkeys(found))

    @property
    def motion(self) -> MotionId | None:
        """The motion that was moved."""
        return next((event.motion for event in self.events if isinstance(event, e.MotionMoved)), None)

    @property
    def ballot(self) -> BallotId | None:
        """The ballot that was opened."""
        return next((event.ballot for event in self.events if isinstance(event, e.BallotOpened)), None)


def decide(meeting: Meeting, command: c.Command, *, by: str, at: datetime) -> Accepted | Refusal:
    """What a command comes to, at a time that is not before the last event's.

    `by` is a person's id, `chair`, `clerk` or `system`. Raises nothing for whatever is asked: an exception is our bug.
    """
    decision = _decide(meeting, command, by, at)
    return decision.under(meeting.law) if isinstance(decision, Refusal) else decision


def _decide(meeting: Meeting, command: c.Command, by: str, at: datetime) -> Accepted | Refusal:
    if bar := unknown(meeting, command) or untimely(meeting, command):
        return bar
    standing = asker(meeting, command, by)
    if isinstance(standing, Refusal):
        return standing
    if bar := untrue_time(meeting, command, at):
        return bar
    decision = DECIDERS[type(command)](meeting, command, asks(standing, at))
    if isinstance(decision, Refusal):
        return decision
    return Accepted(events=tuple(decision), by=standing[0], for_=standing[2])


def plan_meeting(
    plan: Plan, law: answers.InForce, *, live: bool | None = None, said: Mapping[str, Word] | None = None
) -> e.MeetingPlanned:
    """The first event: the plan and every answer of law in force, with what the house has `said` to them so far."""
    return e.MeetingPlanned(
        plan=plan,
        profile=Line(law.profile),
        digest=Line(law.digest),
        answers=tuple(_stored(row, (said or {}).get(row.question)) for row in law.rows),
        live=live,
        draft=law.draft,
    )


def _stored(row: answers.Row, word: Word | None) -> e.StoredAnswer:
    return e.StoredAnswer(
        question=row.question,
        value=row.value,
        source=row.source,
        mark=row.mark,
        since=str(row.since),
        wording=row.wording,
        layer=Line(row.layer),
        confirmed_by=None if word is None else Line(word.by),
        confirmed_on=None if word is None else word.on,
        confirmed_source=None if word is None else Text(word.source),
    )
