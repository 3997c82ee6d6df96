"""Who signs the minutes: the lines that the profile asks for, with the names that the meeting knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from handzeichen.law.minuting import Signatory, Signing
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.state import Meeting
from handzeichen.record import wording
from handzeichen.record.leads import lasting_leads
from handzeichen.record.times import dated, local


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A line to sign on: as what somebody signs, and who, where the meeting knows it."""

    role: str
    name: str | None = None


def signatures(meeting: Meeting) -> tuple[Signature, ...]:
    """The lines in their order; after a change of chair or clerk each of them has one."""
    return tuple(signature for one in meeting.law.signatories.value for signature in _lines(meeting, one))


def clerks(meeting: Meeting) -> list[str]:
    """Who kept the minutes: one name; after a change each with the hours."""
    spans = meeting.sitting.lead.minutes
    first = plain_name(meeting.person(meeting.plan.meeting.clerk))
    if not spans:
        return [first]
    change = spans[0].from_
    named = [f"{first} {dated(meeting, wording.until(local(meeting, change)), change)}"]
    for span in spans:
        start, stop = local(meeting, span.from_), span.to and local(meeting, span.to)
        hours = wording.since(start) if stop is None else wording.span_of(start, stop)
        hours = dated(meeting, hours, span.to or span.from_)
        named.append(f"{plain_name(meeting.person(span.person))} {hours}")
    return named


def _lines(meeting: Meeting, one: Signatory) -> Iterator[Signature]:
    role = one.title or wording.signing(one.who)
    match one.who:
        case Signing.CHAIR:
            names: list[str | None] = [*_chairs(meeting)]
        case Signing.CLERK:
            names = [*clerks(meeting)]
        case Signing.HEAD:
            yield _head(meeting, role)
            return
        case Signing.MEMBER:
            # Which members sign is settled when they do.
            names = []
        case other:
            assert_never(other)
    yield from (Signature(role=role, name=name) for name in names or [None])


def _head(meeting: Meeting, role: str) -> Signature:
    """The head of the administration, where the plan says whose office that is."""
    offices = {words.casefold() for words in (role, *wording.heads())}
    found = [one for one in meeting.roll.people.values() if (one.office or "").casefold() in offices]
    if len(found) != 1:
        return Signature(role=role)
    return Signature(role=found[0].office or role, name=plain_name(found[0]))


def _chairs(meeting: Meeting) -> Iterator[str]:
    """Whoever led for good, each once; whoever only stood in while the chair spoke does not sign."""
    people = dict.fromkeys(span.person for span in lasting_leads(meeting))
    return (plain_name(meeting.person(person)) for person in people)
