"""The record of a meeting: the contract's JSON as plain dictionaries, built from what the events left behind.

Nothing is computed again here: numbers, results and words are those that were announced. Times carry the offset with
which the plan says when the meeting starts. Closing the meeting ends whatever was still running.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from handzeichen.law.questions import Law
from handzeichen.law.quorum import needs_approval
from handzeichen.meeting.coming_back import comes_back
from handzeichen.meeting.events import ResultAnnounced
from handzeichen.meeting.ids import BallotState, Method, MotionId, PersonId, Result, Role
from handzeichen.meeting.issued import Approval, Signature
from handzeichen.meeting.plan import Person
from handzeichen.meeting.state import (
    Ballot,
    Deputation,
    Fault,
    FloorSpan,
    ItemState,
    Lead,
    LeadSpan,
    Meeting,
    Motion,
    NoteState,
    PaperState,
    QuorumEntry,
    Release,
    Span,
)
from handzeichen.meeting.texts import is_changed, is_undetermined, text_of
from handzeichen.record.order import absent, attendance_order, bars

Data = dict[str, Any]


def record(meeting: Meeting, *, length: int, head: str) -> Data:
    """The whole record, of a meeting that may still be going on; `length` and `head` are its log's."""
    clock = Clock(tz=meeting.plan.meeting.starts_at.tzinfo, closed_at=meeting.sitting.times.closed_at)
    return {
        "meeting": _meeting(meeting, clock),
        "attendance": [_attendance(meeting, person, clock) for person in attendance_order(meeting)],
        "absent": [person.id for person in absent(meeting)],
        "quorum": [_quorum(meeting.law, entry, clock) for entry in meeting.sitting.quorum.entries],
        "notices": [{"at": clock.iso(n.at), "notice": n.notice.value} for n in meeting.sitting.notices],
        "items": [_item(meeting, item, clock) for item in meeting.agenda.items.values()],
        "motions": {motion.id: _motion(motion, clock) for motion in meeting.motions.values()},
        "ballots": {ballot.id: _ballot(ballot, clock) for ballot in meeting.ballots.values()},
        "faults": [_fault(fault, clock) for fault in meeting.roll.faults],
        **_settled(meeting, clock),
        **_comes_back(meeting),
        **_rulings(meeting, clock),
        **_holds(meeting, clock),
        **_versions(meeting, clock),
        "log": {"length": length, "head": head},
    }


def _comes_back(meeting: Meeting) -> Data:
    """Where something does, under the profile."""
    rows = [
        {
            "item": found.item,
            "outcome": found.outcome.value,
            "because_of": found.because_of,
            "due": found.due.value,
        }
        for found in comes_back(meeting)
    ]
    return {"comes_back": rows} if rows else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How the record writes times."""

    tz: tzinfo | None
    closed_at: datetime | None

    def iso(self, at: datetime | None) -> str | None:
        """A time with the meeting's offset; None stays None."""
        return None if at is None else at.astimezone(self.tz).isoformat()

    def end(self, at: datetime | None) -> str | None:
        """When something ended: at the latest when the meeting was closed."""
        return self.iso(at or self.closed_at)


def _meeting(meeting: Meeting, clock: Clock) -> Data:
    plan, sitting = meeting.plan.meeting, meeting.sitting
    return {
        "body": meeting.plan.body.id,
        "number": plan.number,
        "form": plan.form.value,
        "legal_basis": plan.legal_basis,
        "place": plan.place,
        "opened_at": clock.iso(sitting.times.opened_at),
        "closed_at": clock.iso(sitting.times.closed_at),
        "adjourned_at": clock.iso(sitting.times.adjourned_at),
        "profile": _profile(meeting),
        "suspensions": [
            {"from": clock.iso(pause.from_), "to": clock.end(pause.to), "reason": pause.reason}
            for pause in sitting.pauses
        ],
        "led_by": [_led(span, clock) for span in sitting.lead.spans],
        **({"practice": True} if meeting.standing.live is False else {}),
        **_minutes_handed_over(sitting.lead, clock),
    }


def _minutes_handed_over(lead: Lead, clock: Clock) -> Data:
    """Who kept the minutes after the clerk of the plan; nothing where nobody did."""
    return {"minutes_handed_over": [_led(span, clock) for span in lead.minutes]} if lead.minutes else {}


def _profile(meeting: Meeting) -> Data:
    """The law in force; what the house has confirmed of it only where it has."""
    named: Data = {"id": meeting.profile, "digest": meeting.digest}
    said = [
        {"question": question, "confirmed_by": word.by, "on": word.on.isoformat(), "source": word.source}
        for question, word in meeting.standing.said.items()
    ]
    return {**named, "confirmations": said} if said else named


def _led(span: LeadSpan, clock: Clock) -> Data:
    return {"person": span.person, "from": clock.iso(span.from_), "to": clock.end(span.to)}


# Attendance


def _attendance(meeting: Meeting, person: Person, clock: Clock) -> Data:
    deputations = [d for d in meeting.roll.deputations if d.person == person.id]
    acted_for = deputations[-1].for_ if deputations else None
    return {
        "person": person.id,
        "role": person.role.value,
        "seat": person.id if person.role is Role.MEMBER else acted_for,
        "deputising_for": acted_for,
        "deputations": [_deputation(deputation, clock) for deputation in deputations],
        "spans": [_span(span, clock) for span in meeting.roll.of(person.id).spans],
        "recused": recused_from(meeting, person.id),
    }


def recused_from(meeting: Meeting, person: PersonId) -> list[str]:
    """The items in which somebody took no part, wholly or in one motion."""
    return list(dict.fromkeys(bar.item for bar in bars(meeting) if bar.person == person))


def _deputation(deputation: Deputation, clock: Clock) -> Data:
    return {"for": deputation.for_, "from": clock.iso(deputation.from_), "to": clock.end(deputation.to)}


def _span(span: Span, clock: Clock) -> Data:
    return {"from": clock.iso(span.from_), "to": clock.end(span.to), "via": span.via.value}


def _fault(fault: Fault, clock: Clock) -> Data:
    """One fault; how it was reported is left out where nobody said so, as is what was not said beforehand."""
    how: Data = {} if fault.reported is None else {"reported": fault.reported.value}
    if fault.beforehand:
        how["beforehand"] = True
    return {
        "person": fault.person or "room",
        "from": clock.iso(fault.from_),
        "to": clock.end(fault.to),
        "cause": fault.cause.value,
        **how,
    }


def _settled(meeting: Meeting, clock: Clock) -> Data:
    """What the chair said of steps that fell into a fault of the municipality; left out where nothing was said."""
    rows = [
        {
            "of": step.seq,
            "at": clock.iso(step.at),
            "what": step.what.value,
            **{
                name: about
                for name in ("ballot", "motion", "item")
                if (about := getattr(step, name)) is not None
            },
            "how": meeting.settled[step.seq].value,
        }
        for step in meeting.acts
        if step.seq in meeting.settled
    ]
    return {"affected": rows} if rows else {}


def _rulings(meeting: Meeting, clock: Clock) -> Data:
    """What the chair decided where the law does not say; left out where there was nothing to decide."""
    said = [
        {
            "at": clock.iso(said.at),
            "question": said.question,
            "value": said.value.value,
            "by": said.by,
            "reason": said.reason,
        }
        for said in meeting.by_the_chair
    ]
    return {"rulings": said} if said else {}


def _holds(meeting: Meeting, clock: Clock) -> Data:
    """What kept the log from being thinned out, and how each matter ended; left out where there was none."""
    rows = [
        {
            "at": clock.iso(held.at),
            "by": held.by,
            "reason": held.reason,
            **_released(meeting.releases.get(held.seq), clock),
        }
        for held in meeting.holds
    ]
    return {"holds": rows} if rows else {}


def _released(release: Release | None, clock: Clock) -> Data:
    if release is None:
        return {"released_at": None, "released_because": None}
    return {"released_at": clock.iso(release.at), "released_because": release.reason}


def _versions(meeting: Meeting, clock: Clock) -> Data:
    """The versions of the minutes; left out where none was issued."""
    rows = [
        {
            "version": one.version,
            "issued_at": clock.iso(one.at),
            "reason": one.reason,
            "parts": [part.value for part in one.parts],
            "signed": one.is_signed(meeting.law.signatories.value),
            "signatures": [_signature(signature) for signature in one.signatures],
            "approved": {part.value: _approval(approval) for part, approval in one.approvals.items()},
        }
        for one in meeting.issued
    ]
    return {"minutes": rows} if rows else {}


def _signature(signature: Signature) -> Data:
    who: Data = {"person": signature.person, "name": signature.name}
    return {"as": signature.as_.value, **who, "on": signature.on.isoformat()}


def _approval(approval: Approval) -> Data:
    on = None if approval.on is None else approval.on.isoformat()
    return {"meeting": approval.meeting, "ballot": approval.ballot, "on": on}


def _quorum(law: Law, entry: QuorumEntry, clock: Clock) -> Data:
    data: Data = {
        "at": clock.iso(entry.at),
        "kind": "challenged" if entry.challenged else "stated",
        "by": entry.by,
        "present": entry.present,
        "seats": entry.seats,
        "required": entry.required,
        "quorate": entry.quorate,
        "basis": entry.basis.value,
    }
    return {**data, "approval_required": True} if needs_approval(law, entry.basis) else data


# Agenda


def _item(meeting: Meeting, state: ItemState, clock: Clock) -> Data:
    called = state.called_at is not None
    speaker = meeting.agenda.speaker if meeting.agenda.called == state.item.id else None
    floor = state.floor if speaker is None else (*state.floor, speaker)
    return {
        "id": state.item.id,
        "title": state.item.title,
        "secrecy": state.item.secrecy.value,
        "called_at": clock.iso(state.called_at),
        "closed_at": clock.end(state.closed_at) if called else None,
        "papers": [_paper(paper) for paper in state.papers],
        "notes": [_note(note, clock) for note in state.notes],
        "floor": [_floor(span, clock) for span in floor],
        "result_text": state.result_text,
        "outcome": state.outcome.value,
    }


def _paper(paper: PaperState) -> Data:
    data: Data = {
        "reference": paper.reference,
        "kind": paper.kind,
        "attachments": paper.attachments,
        "dated": paper.dated,
        "late": paper.late,
    }
    return data if paper.handed is None else {**data, "handed": paper.handed.value}


def _note(note: NoteState, clock: Clock) -> Data:
    data: Data = {"at": clock.iso(note.at), "person": note.person, "text": note.text}
    return data if note.motion is None else {**data, "motion": note.motion}


def _floor(span: FloorSpan, clock: Clock) -> Data:
    return {
        "person": span.person,
        "kind": span.kind.value,
        "from": clock.iso(span.from_),
        "to": clock.end(span.to),
    }


# Motions and ballots


def _motion(motion: Motion, clock: Clock) -> Data:
    moved = motion.moved
    data: Data = {
        "kind": moved.kind.value,
        "item": moved.item,
        "under": moved.under,
        "moved_at": clock.iso(motion.moved_at),
        "mover": moved.mover,
        "faction": moved.faction,
        "text": moved.text,
        "reason": moved.reason,
        "amends": moved.amends,
        "part_of": moved.part_of,
        "outcome": motion.outcome.value,
        "settled_by": motion.settled_by,
        "ballots": list(motion.ballots),
        **_approves(motion),
        **_stopped(motion, clock),
    }
    if not is_changed(motion):
        return data
    changed_by = dict.fromkeys(version.by for version in motion.versions)
    data["changed_by"] = list(changed_by)
    return data if is_undetermined(motion) else {**data, "final_text": text_of(motion)}


def _approves(motion: Motion) -> Data:
    """The minutes of an earlier meeting, where a motion approves some."""
    approves = motion.moved.approves
    if approves is None:
        return {}
    part = approves.part.value
    return {"approves": {"meeting": approves.meeting, "version": approves.version, "part": part}}


def _stopped(motion: Motion, clock: Clock) -> Data:
    """That a resolution is not to be carried out, or was not for a while."""
    stopped = motion.stopped
    if stopped is None:
        return {}
    data: Data = {"at": clock.iso(stopped.at), "person": stopped.person, "reason": stopped.reason}
    if not stopped.holds:
        data["lifted_at"] = clock.iso(stopped.lifted_at)
    if stopped.lifted_because is not None:
        data["lifted_because"] = stopped.lifted_because
    return {"objection": data}


def _ballot(ballot: Ballot, clock: Clock) -> Data:
    majority = ballot.opened.majority
    return {
        "motion": ballot.opened.motion,
        "with": _ids(ballot.with_),
        "method": ballot.opened.method.value,
        "state": ballot.state.value,
        "reason": ballot.end.reason,
        "eligible": len(ballot.eligible),
        "present": ballot.present,
        "majority": {"base": majority.base.value, "fraction": majority.fraction, "strict": majority.strict},
        **_result(ballot),
        **_invalid(ballot),
        "opened_at": clock.iso(ballot.opened_at),
        "closed_at": clock.iso(ballot.end.closed_at),
        "announced_at": clock.iso(ballot.end.announced_at),
    }


NO_RESULT: Data = {
    "yes": None,
    "no": None,
    "abstain": None,
    "not_voted": None,
    "needed": None,
    "result": None,
    "unanimous": None,
    "wording": None,
    "by_video": None,
    "sources": None,
    "votes": {},
    "recorded_on_request": {},
}
"""What stands of a ballot that is not announced, or no longer counts."""


def _result(ballot: Ballot) -> Data:
    announced = ballot.end.result
    if ballot.state is not BallotState.ANNOUNCED or announced is None:
        return NO_RESULT
    video, sources = announced.by_video, announced.sources
    return {
        "yes": announced.yes,
        "no": announced.no,
        "abstain": announced.abstain,
        "not_voted": announced.not_voted,
        "needed": announced.needed,
        "result": announced.result.value,
        "unanimous": announced.unanimous,
        "wording": announced.wording,
        "by_video": {"yes": video.yes, "no": video.no, "abstain": video.abstain},
        "sources": {
            "cast": sources.cast,
            "recorded": sources.recorded,
            "counted": sources.counted,
            "derived": sources.derived,
        },
        "votes": {vote.person: vote.choice.value for vote in announced.votes},
        "recorded_on_request": {person: choice.value for person, choice in ballot.end.on_request.items()},
        **_besides(ballot, announced),
    }


def _besides(ballot: Ballot, announced: ResultAnnounced) -> Data:
    """What few results have: who decided a tie, and that the authority has yet to approve."""
    data: Data = {}
    if announced.tie is not None:
        how = None if ballot.end.tie is None else ballot.end.tie.how
        data["tie"] = {"by": announced.tie.value, "result": announced.result.value, "how": how}
    if ballot.opened.approval_required and announced.result is Result.PASSED:
        data["approval_required"] = True
    return data


def _invalid(ballot: Ballot) -> Data:
    """Only a secret ballot has papers that can be invalid: votes not given, among `not_voted`."""
    if ballot.opened.method is not Method.SECRET:
        return {}
    announced = ballot.end.result if ballot.state is BallotState.ANNOUNCED else None
    return {"invalid": None if announced is None else announced.invalid}


def _ids(motions: Iterable[MotionId]) -> list[str]:
    return list(motions)
