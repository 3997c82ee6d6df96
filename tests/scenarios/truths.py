"""What a scenario may say after an arrow: everything that is true of the meeting at that moment, in short sentences."""

from collections.abc import Iterator

from handzeichen.meeting import tally
from handzeichen.meeting.ids import BallotState, ItemOutcome, MotionOutcome, PersonId, Via
from handzeichen.meeting.machine import Accepted
from handzeichen.meeting.presence import quorum_now
from handzeichen.meeting.reorder import in_order
from handzeichen.meeting.state import Meeting
from handzeichen.meeting.texts import as_it_stands
from handzeichen.meeting.to_repeat import affected
from handzeichen.views.next_repeat import named
from scenarios.builders import KINDS
from scenarios.given import BERLIN

OUTCOMES = {
    MotionOutcome.OPEN: "offen",
    MotionOutcome.GRANTED: "zuerkannt",
    MotionOutcome.ADOPTED: "angenommen",
    MotionOutcome.REJECTED: "abgelehnt",
    MotionOutcome.AGREED: "ohne Widerspruch",
    MotionOutcome.ACCEPTED: "übernommen",
    MotionOutcome.SETTLED: "erledigt",
    MotionOutcome.WITHDRAWN: "zurückgezogen",
}
NAMES = {kind: word for word, kind in KINDS.items()}


def truths(meeting: Meeting, answer: Accepted | None) -> Iterator[str]:
    """All of them."""
    if answer is not None:
        yield from _of_answer(meeting, answer)
    yield from _of_quorum(meeting)
    yield from _of_people(meeting)
    yield from _of_floor(meeting)
    yield from _of_motions(meeting)
    yield from _of_items(meeting)
    yield from _of_ballot(meeting)


def _of_answer(meeting: Meeting, answer: Accepted) -> Iterator[str]:
    if not answer.events:
        yield "nichts geändert"
    for ballot in answer.touches:
        yield f"berührt: {_motion(meeting, meeting.ballots[ballot].opened.motion)}"


def _of_quorum(meeting: Meeting) -> Iterator[str]:
    now = quorum_now(meeting)
    word = "beschlussfähig" if now.quorate else "nicht beschlussfähig"
    yield f"{word}, {now.present} von {now.seats}"
    if meeting.sitting.quorum.entries:
        last = meeting.sitting.quorum.entries[-1]
        said = "angezweifelt" if last.challenged else "festgestellt"
        yield f"{said}: {'beschlussfähig' if last.quorate else 'nicht beschlussfähig'}, {last.present} von {last.seats}"


def _of_people(meeting: Meeting) -> Iterator[str]:
    if meeting.leader is not None:
        yield f"{_name(meeting, meeting.leader)} leitet"
    for deputation in meeting.roll.deputations:
        if deputation.to is None:
            yield f"{_name(meeting, deputation.person)} handelt für {_name(meeting, deputation.for_)}"
    for one in affected(meeting):
        done = "wiederholt" if one.again else one.settled.value if one.settled else "offen"
        yield f"betroffen: {named(meeting, one.step)}: {done}"
    for person in meeting.roll.people:
        presence = meeting.roll.of(person)
        how = {Via.ROOM: "im Saal", Via.VIDEO: "per Video", None: "nicht da"}[presence.via]
        yield f"{_name(meeting, person)}: {'gestört' if presence.disturbed else how}"


def _of_floor(meeting: Meeting) -> Iterator[str]:
    waiting = [_name(meeting, request.person) for request in meeting.agenda.requests]
    yield f"Redeliste: {', '.join(waiting) or 'niemand'}"
    pauses = meeting.sitting.pauses
    if pauses and pauses[-1].until:
        yield f"unterbrochen bis {pauses[-1].until.astimezone(BERLIN):%H.%M}"
    yield f"Reihenfolge: {', '.join(state.item.id for state in in_order(meeting))}"


def _of_motions(meeting: Meeting) -> Iterator[str]:
    for motion in meeting.motions.values():
        yield f"{_motion(meeting, motion.id)}: {OUTCOMES[motion.outcome]}"
        if motion.moved.kind == "main":
            yield f"{_motion(meeting, motion.id)} lautet „{as_it_stands(meeting, motion)}“"


def _of_items(meeting: Meeting) -> Iterator[str]:
    for item, state in meeting.agenda.items.items():
        if state.outcome is not ItemOutcome.NONE:
            yield f"TOP {item}: {state.ending.text or state.outcome.value}"
        else:
            yield f"TOP {item}: nichts entschieden"


def _of_ballot(meeting: Meeting) -> Iterator[str]:
    if not meeting.ballots:
        return
    ballot = list(meeting.ballots.values())[-1]
    yield f"{len(ballot.eligible)} stimmberechtigt"
    if ballot.pending:
        names = [
            _name(meeting, ballot.eligible[seat].person) for seat in tally.standing(meeting, ballot).missing
        ]
        yield f"es fehlt: {', '.join(names) or 'niemand'}"
    if ballot.state is BallotState.ANNOUNCED and ballot.end.result is not None:
        yield ballot.end.result.wording


def _motion(meeting: Meeting, motion: str) -> str:
    moved = next(m.moved for m in meeting.motions.values() if m.id == motion)
    if moved.part_of is not None:
        return f"Teil {motion.rpartition('.')[2]} von TOP {moved.item}"
    return f"Antrag zu TOP {moved.item}" if moved.kind == "main" else NAMES.get(moved.kind, moved.kind)


def _name(meeting: Meeting, person: PersonId) -> str:
    return meeting.person(person).name
