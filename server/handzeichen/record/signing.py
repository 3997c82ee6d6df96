"""Who signs the minutes: the lines that the profile asks for, with the names that the meeting knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from handzeichen.law.minuting import Signing
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.state import Meeting
from handzeichen.record import wording
from handzeichen.record.leads import lasting_leads
from handzeichen.record.times import local


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A line to sign on: as what somebody signs, and who, where the meeting knows it."""

    role: str
    name: str | None = None


def signatures(meeting: Meeting) -> tuple[Signature, ...]:
    """The lines in their order; after a change of chair or clerk each of them has one."""
    return tuple(
        Signature(role=one.title or wording.signing(one.who), name=name)
        for one in meeting.law.signatories.value
        for name in _names(meeting, one.who)
    )


def clerks(meeting: Meeting) -> list[str]:
    """Who kept the minutes: one name; after a change each with the hours."""
    spans = meeting.sitting.lead.minutes
    first = plain_name(meeting.person(meeting.plan.meeting.clerk))
    if not spans:
        return [first]
    named = [f"{first} {wording.until(local(meeting, spans[0].from_))}"]
    for span in spans:
        start, stop = local(meeting, span.from_), span.to and local(meeting, span.to)
        hours = wording.since(start) if stop is None else wording.span_of(start, stop)
        named.append(f"{plain_name(meeting.person(span.person))} {hours}")
    return named


def _names(meeting: Meeting, who: Signing) -> list[str] | list[None]:
    match who:
        case Signing.CHAIR:
            return list(_chairs(meeting)) or [None]
        case Signing.CLERK:
            return clerks(meeting)
        case Signing.HEAD | Signing.MEMBER:
            # Which members sign is settled when they do; the plan does not name the head of the administration.
            return [None]
        case other:
            assert_never(other)


def _chairs(meeting: Meeting) -> Iterator[str]:
    """Whoever led for good, each once; whoever only stood in while the chair spoke does not sign."""
    people = dict.fromkeys(span.person for span in lasting_leads(meeting))
    return (plain_name(meeting.person(person)) for person in people)
