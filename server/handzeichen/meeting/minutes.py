"""The minutes after the meeting: the clerk issues versions, those who must sign them, a later meeting approves them."""

from dataclasses import replace
from datetime import date
from typing import Final, assert_never

from handzeichen.law.minuting import Publishing, Signing
from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import Part, PersonId, Role, Secrecy
from handzeichen.meeting.issued import Approval, Issued, Signature, approved, with_version
from handzeichen.meeting.presence import name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, Office, decides, evolves
from handzeichen.meeting.state import Meeting, Phase

_NOT: Final = {
    Signing.CHAIR: "not_the_chair",
    Signing.HEAD: "not_the_head",
    Signing.MEMBER: "not_a_member",
    Signing.CLERK: "not_the_clerk",
}
"""By office, what is said of somebody who did not hold it."""


@decides(c.IssueMinutes)
def issue_minutes(meeting: Meeting, command: c.IssueMinutes, asker: Asker) -> Events | Refusal:
    """Once the meeting is over or broken off, and again when something has changed, with the reason."""
    if meeting.sitting.phase is Phase.OPEN:
        return refuse("meeting_goes_on")
    before = meeting.issued[-1] if meeting.issued else None
    if before is not None and not before.overtaken:
        return refuse("nothing_changed", version=before.version)
    if before is not None and not (command.reason or "").strip():
        return refuse("version_reason", version=before.version + 1)
    version = 1 if before is None else before.version + 1
    texts = tuple(e.MinutesText(part=part) for part in parts_of(meeting))
    return [e.MinutesIssued(version=version, texts=texts, reason=command.reason)]


@decides(c.SignMinutes)
def sign_minutes(meeting: Meeting, command: c.SignMinutes, asker: Asker) -> Events | Refusal:
    """Each signs for the own office, on a device of one's own; what was signed on paper the clerk enters."""
    found = _version(meeting, command.version)
    if isinstance(found, Refusal):
        return found
    person = _signs(command, asker)
    if isinstance(person, Refusal):
        return person
    if person is not None and not holds(meeting, person, command.as_):
        return refuse(_NOT[command.as_], who=name(meeting, person))
    signed = Signature(as_=command.as_, on=_day(meeting, asker, command), person=person, name=command.name)
    if any((one.as_, one.person, one.name) == (signed.as_, person, signed.name) for one in found.signatures):
        return []
    return [
        e.MinutesSigned(
            version=found.version, as_=signed.as_, on=signed.on, person=signed.person, name=command.name
        )
    ]


@decides(c.ApproveMinutes)
def approve_minutes(meeting: Meeting, command: c.ApproveMinutes, asker: Asker) -> Events | Refusal:
    """By a ballot of another meeting, each part by its own; whether it is true, whoever knows that meeting checks."""
    found = _version(meeting, command.version)
    if isinstance(found, Refusal):
        return found
    if command.part not in found.parts:
        return refuse("no_such_part", version=found.version)
    if command.meeting == meeting.plan.id:
        return refuse("own_minutes")
    new = Approval(meeting=command.meeting, ballot=command.ballot, on=command.on)
    before = found.approvals.get(command.part)
    if before == new:
        return []
    if before is not None:
        return refuse("approved_already", version=found.version, meeting=before.meeting)
    return [
        e.MinutesApproved(
            version=found.version,
            part=command.part,
            meeting=command.meeting,
            by_ballot=new.ballot,
            on=new.on,
        )
    ]


def parts_of(meeting: Meeting) -> tuple[Part, ...]:
    """The parts that the minutes have: what happened behind closed doors is a part of its own."""
    items = meeting.agenda.items.values()
    behind = meeting.in_public is not None or any(s.item.secrecy is not Secrecy.PUBLIC for s in items)
    return (Part.PUBLIC, Part.NON_PUBLIC) if behind else (Part.PUBLIC,)


def holds(meeting: Meeting, person: PersonId, office: Signing) -> bool:
    """Whether somebody led this meeting, was there as a member, kept its minutes, or may lead the administration."""
    lead, who = meeting.sitting.lead, meeting.person(person)
    match office:
        case Signing.CHAIR:
            return any(span.person == person for span in lead.spans)
        case Signing.MEMBER:
            return bool(meeting.roll.of(person).spans) and who.role in (Role.MEMBER, Role.DEPUTY)
        case Signing.CLERK:
            kept = {span.person for span in lead.minutes}
            return person in {*meeting.clerks, meeting.plan.meeting.clerk, *kept}
        case Signing.HEAD:
            return who.role is Role.ADMINISTRATION or (who.role is Role.MEMBER and who.office is not None)
        case other:
            assert_never(other)


def text_of(meeting: Meeting, version: int, part: Part) -> str | None:
    """The text of a version as it was issued; None where there is none, or where it was withheld."""
    found = next((one for one in meeting.issued if one.version == version), None)
    entry = None if found is None else meeting.past.entry(found.seq)
    if entry is None or not isinstance(entry.event, e.MinutesIssued):
        return None
    return next((text.text for text in entry.event.texts if text.part is part), None)


def published(meeting: Meeting) -> Issued | None:
    """The version whose public part everybody may read; None as long as there is none."""
    match meeting.law.minutes_published.value:
        case Publishing.NEVER:
            return None
        case Publishing.APPROVED:
            return approved(meeting.issued, Part.PUBLIC)
        case Publishing.SIGNED:
            signatories = meeting.law.signatories.value
            signed = [one for one in meeting.issued if one.is_signed(signatories)]
            return signed[-1] if signed else approved(meeting.issued, Part.PUBLIC)
        case other:
            assert_never(other)


def _version(meeting: Meeting, version: int) -> Issued | Refusal:
    found = next((one for one in meeting.issued if one.version == version), None)
    if found is not None:
        return found
    return refuse("no_version" if meeting.issued else "no_version_yet", version=version)


def _signs(command: c.SignMinutes, asker: Asker) -> PersonId | Refusal | None:
    """Whose signature it is; none where the clerk names somebody whom the meeting does not know."""
    if asker.office is not Office.CLERK:
        another = command.person not in (None, asker.by) or command.name is not None
        return refuse("sign_oneself") if another else asker.by
    if (command.name is None) == (command.person is None):
        # Whoever keeps the minutes signs them without naming anybody.
        own = command.as_ is Signing.CLERK and command.person is None
        return asker.by if own else refuse("who_signed")
    if command.name is not None and command.as_ is not Signing.HEAD:
        return refuse("who_signed")
    return command.person


def _day(meeting: Meeting, asker: Asker, command: c.SignMinutes) -> date:
    begins = meeting.plan.meeting.starts_at
    return command.on or asker.at.astimezone(begins.tzinfo).date()


@evolves(e.MinutesIssued)
def keep_version(meeting: Meeting, event: e.MinutesIssued, entry: e.Entry) -> Meeting:
    """One version more; the ones before stay."""
    parts = tuple(text.part for text in event.texts)
    new = Issued(
        version=event.version, at=entry.at, seq=entry.seq, parts=parts, reason=event.reason, approvals={}
    )
    return replace(meeting, issued=(*meeting.issued, new))


@evolves(e.MinutesSigned)
def keep_signature(meeting: Meeting, event: e.MinutesSigned, entry: e.Entry) -> Meeting:
    """One signature more under that version."""
    new = Signature(as_=event.as_, on=event.on, person=event.person, name=event.name)

    def signed(one: Issued) -> Issued:
        return replace(one, signatures=(*one.signatures, new))

    return replace(meeting, issued=with_version(meeting.issued, event.version, signed))


@evolves(e.MinutesApproved)
def keep_approval(meeting: Meeting, event: e.MinutesApproved, entry: e.Entry) -> Meeting:
    """A part of that version is approved."""
    new = Approval(meeting=event.meeting, ballot=event.by_ballot, on=event.on)

    def approve(one: Issued) -> Issued:
        return replace(one, approvals={**one.approvals, event.part: new})

    return replace(meeting, issued=with_version(meeting.issued, event.version, approve))
