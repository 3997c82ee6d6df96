"""What the minutes say about themselves: which version they are, who signed it, and what approved it."""

from collections.abc import Iterator
from datetime import date, datetime

from handzeichen.meeting.ids import Part, PersonId
from handzeichen.meeting.issued import Approval, Issued
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.state import Meeting, Motion
from handzeichen.record import wording
from handzeichen.record.times import local


def version_lines(meeting: Meeting) -> Iterator[str]:
    """The lines below the heading; of a replay nobody issues anything, and it says nothing."""
    if not meeting.issued:
        yield from ([wording.draft(None)] if meeting.standing.live else [])
        return
    newest = meeting.issued[-1]
    if newest.overtaken:
        yield wording.draft(newest.version + 1)
        return
    yield wording.version(newest.version, newest.reason)
    for signature in newest.signatures:
        who = _name(meeting, signature.person, signature.name)
        yield wording.signed(signature.on, who, signature.as_)
    yield from _approvals(meeting, newest)


def stop_lines(meeting: Meeting, motion: Motion) -> Iterator[str]:
    """That a resolution is not to be carried out, or was not for a while."""
    stopped, law = motion.stopped, meeting.law.objection.value
    if stopped is None:
        return
    yield wording.stopped(law, _day(meeting, stopped.at), stopped.reason, holds=stopped.holds)
    if stopped.lifted_at is not None:
        yield wording.released(law, _day(meeting, stopped.lifted_at), stopped.lifted_because)


def _day(meeting: Meeting, at: datetime) -> date:
    return local(meeting, at).date()


def _approvals(meeting: Meeting, of: Issued) -> Iterator[str]:
    for part in of.parts:
        if (approval := of.approvals.get(part)) is not None:
            named = None if of.parts == (Part.PUBLIC,) else part
            yield wording.approved(named, approval.on, session(meeting, approval))


def session(meeting: Meeting, approval: Approval) -> str:
    """ "38. Sitzung" of the same body; of another one its id."""
    body, _, number = approval.meeting.rpartition("-")
    same = body == meeting.plan.body.id and number.isdigit()
    return wording.session(int(number)) if same else approval.meeting


def _name(meeting: Meeting, person: PersonId | None, name: str | None) -> str:
    known = None if person is None else meeting.roll.people.get(person)
    return plain_name(known) if known is not None else (name or str(person or ""))
