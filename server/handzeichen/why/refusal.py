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
from handzeichen.words import said

_PHASES: Final = {
    Phase.PLANNED: said("noch nicht eröffnet"),
    Phase.OPEN: said("eröffnet"),
    Phase.SUSPENDED: said("unterbrochen"),
    Phase.ADJOURNED: said("abgebrochen¦Sitzung"),
    Phase.CLOSED: said("geschlossen¦Sitzung"),
}
_CAUSES: Final = {
    "municipality": said("liegt bei der Technik im Haus"),
    "member": said("liegt beim Mitglied"),
    "unclear": said("noch offen"),
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
        title=said("Warum das abgelehnt wurde"),
        conclusion=refused.why(),
        facts=(*_moment(meeting), *_ground(refused), *background.facts),
        arithmetic=background.arithmetic,
        answers=_answers(meeting, refused, background.questions),
        help=(refused.help(),),
    )


def _moment(meeting: Meeting) -> Iterator[str]:
    called = meeting.agenda.called
    item = said("kein Punkt") if called is None else said("TOP {number}", number=item_number(meeting, called))
    yield said(
        "Stand in diesem Augenblick: Sitzung {phase}, {doors}; aufgerufen: {item}; es leitet: {leads}.",
        phase=_PHASES[meeting.sitting.phase],
        doors=said("nichtöffentlich") if meeting.sitting.doors_closed else said("öffentlich"),
        item=item,
        leads=said("niemand") if meeting.leader is None else heads.name(meeting, meeting.leader),
    )


def _ground(refused: Refusal) -> Iterator[str]:
    """What kind of rule it is, where no answer of law says so."""
    if refused.rests_on:
        return
    if refused.source == OWN_RULE:
        yield said("Das ist eine Regel des Programms, keine Antwort des Rechtsprofils.")
    elif refused.source != ANSWER:
        yield said(
            "Grundlage: {source}. Eine Antwort des Rechtsprofils wird dafür nicht gebraucht.",
            source=refused.answer()["source"],
        )


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
        said(
            "Störung bei {whose} seit {since}{until}; Ursache: {cause}.",
            whose=_whose(meeting, fault.person),
            since=clock(meeting, fault.from_),
            until="" if fault.to is None else said(" bis {at}", at=clock(meeting, fault.to)),
            cause=_CAUSES[fault.cause],
        )
        for fault in found
    )
    return _Background(facts=tuple(lines), questions=("blocking_causes", "voiding_causes"))


def _whose(meeting: Meeting, person: PersonId | None) -> str:
    return said("der Saaltechnik") if person is None else heads.name(meeting, person)


def _tally(meeting: Meeting) -> _Background:
    """The numbers of the ballot that waits, without a choice of anybody."""
    ballot = meeting.ballot
    if ballot is None:
        return _Background()
    now = standing(meeting, ballot)
    lines = (
        said("Stimmberechtigt: {n}.", n=now.eligible),
        said("Mit eigener Stimme, oder ohne Teilnahme: {n}.", n=now.own),
        said(
            "Von der Zählung im Saal erfasst: {covered}; gezählt: {hands}.",
            covered=now.covered,
            hands=now.hands,
        ),
    )
    left = now.eligible - now.received
    return _Background(
        facts=lines,
        arithmetic=(
            said(
                "Bekannt: {received} von {eligible}; offen: {left}.",
                received=now.received,
                eligible=now.eligible,
                left=left,
            ),
        ),
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
