"""Why a command was refused: the rule, the answers of law that made it so, and the facts of that moment.

The refusal says itself what is in the way and what would help. Added here is what a chair would look up next: who
counts for a quorum, whose picture is gone since when, whose vote is missing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from handzeichen.law.questions import Topic
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.names import item_number
from handzeichen.meeting.refusals import ANSWER, OWN_RULE, REFUSALS, Refusal
from handzeichen.meeting.state import Meeting, Phase
from handzeichen.meeting.tally import standing
from handzeichen.why import heads
from handzeichen.why.explanation import AppliedAnswer, Explanation, pointed_at, told
from handzeichen.why.quorum import quorum_here
from handzeichen.why.times import clock

_PHASES: Final = {
    Phase.PLANNED: "noch nicht eröffnet",
    Phase.OPEN: "eröffnet",
    Phase.SUSPENDED: "unterbrochen",
    Phase.ADJOURNED: "abgebrochen",
    Phase.CLOSED: "geschlossen",
}
_CAUSES: Final = {
    "municipality": "liegt bei der Technik im Haus",
    "member": "liegt beim Mitglied",
    "unclear": "noch offen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Background:
    """What is told beside the refusal itself."""

    facts: tuple[str, ...] = ()
    arithmetic: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def refusal(meeting: Meeting, refused: Refusal) -> Explanation:
    """Why the answer was no; `meeting` is the meeting in which it was asked."""
    background = _BACKGROUNDS.get(refused.code, _nothing)(meeting)
    return Explanation(
        title="Warum das abgelehnt wurde",
        conclusion=refused.why(),
        facts=(*_moment(meeting), *_ground(refused), *background.facts),
        arithmetic=background.arithmetic,
        answers=_answers(meeting, refused, background.questions),
        help=(refused.help(),),
    )


def _moment(meeting: Meeting) -> Iterator[str]:
    called = meeting.agenda.called
    item = "kein Punkt" if called is None else f"TOP {item_number(meeting, called)}"
    leads = "niemand" if meeting.leader is None else heads.name(meeting, meeting.leader)
    doors = "nichtöffentlich" if meeting.sitting.doors_closed else "öffentlich"
    phase = _PHASES[meeting.sitting.phase]
    yield f"Stand in diesem Augenblick: Sitzung {phase}, {doors}; aufgerufen: {item}; es leitet: {leads}."


def _ground(refused: Refusal) -> Iterator[str]:
    """What kind of rule it is, where no answer of law says so."""
    if refused.rests_on:
        return
    if refused.source == OWN_RULE:
        yield "Das ist eine Regel des Programms, keine Antwort des Rechtsprofils."
    elif refused.source != ANSWER:
        yield f"Grundlage: {refused.source}. Eine Antwort des Rechtsprofils wird dafür nicht gebraucht."


def _answers(meeting: Meeting, refused: Refusal, more: tuple[str, ...]) -> tuple[AppliedAnswer, ...]:
    others = [getattr(meeting.law, question) for question in more]
    if isinstance(REFUSALS[refused.code], Topic) and refused.rests_on:
        return (pointed_at(meeting, refused.source), *told(meeting, others))
    return told(meeting, [*refused.rests_on, *others])


# What belongs to single refusals


def _nothing(meeting: Meeting) -> _Background:
    return _Background()


def _quorum(meeting: Meeting) -> _Background:
    found = quorum_here(meeting)
    return _Background(
        facts=found.facts, arithmetic=found.arithmetic, questions=("quorum", "quorum_presumed")
    )


def _faults(meeting: Meeting) -> _Background:
    """Every fault of the evening that is open, or was during the ballot that waits."""
    ballot = meeting.ballot
    found = [
        fault
        for fault in meeting.roll.faults
        if fault.to is None or (ballot is not None and ballot.id in fault.ballots)
    ]
    lines = (
        f"Störung bei {_whose(meeting, fault.person)} seit {clock(meeting, fault.from_)}"
        f"{'' if fault.to is None else f' bis {clock(meeting, fault.to)}'}; Ursache: {_CAUSES[fault.cause]}."
        for fault in found
    )
    return _Background(facts=tuple(lines), questions=("blocking_causes", "voiding_causes"))


def _whose(meeting: Meeting, person: PersonId | None) -> str:
    return "der Saaltechnik" if person is None else heads.name(meeting, person)


def _tally(meeting: Meeting) -> _Background:
    """The numbers of the ballot that waits, without a choice of anybody."""
    ballot = meeting.ballot
    if ballot is None:
        return _Background()
    now = standing(meeting, ballot)
    lines = (
        f"Stimmberechtigt: {now.eligible}.",
        f"Mit eigener Stimme, oder ohne Teilnahme: {now.own}.",
        f"Von der Zählung im Saal erfasst: {now.covered}; gezählt: {now.hands}.",
    )
    left = now.eligible - now.received
    return _Background(
        facts=lines,
        arithmetic=(f"Bekannt: {now.received} von {now.eligible}; offen: {left}.",),
    )


def _doors(meeting: Meeting) -> _Background:
    return _Background(questions=("doors", "alone"))


def _majorities(meeting: Meeting) -> _Background:
    return _Background(questions=("majority", "majority_by_kind"))


_BACKGROUNDS: Final[dict[str, Callable[[Meeting], _Background]]] = {
    "quorum_not_stated": _quorum,
    "quorum_challenged": _quorum,
    "not_quorate": _quorum,
    "fault_open": _faults,
    "hit_by_fault": _faults,
    "disturbed": _faults,
    "does_not_add_up": _tally,
    "too_many_hands": _tally,
    "doors_not_ready": _doors,
    "not_alone": _doors,
    "lighter_majority": _majorities,
}
