"""The versions of the minutes: what was issued, who has signed it, and which later meeting approved it.

A version is never taken back: a correction makes the next one, and the one before is kept as it was.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from handzeichen.law.minuting import Signatory, Signing
from handzeichen.meeting.events import (
    Event,
    HoldReleased,
    LogHeld,
    MinutesApproved,
    MinutesIssued,
    MinutesSigned,
)
from handzeichen.meeting.ids import BallotId, Part, PersonId

KEEPS_IT: Final[tuple[type[Event], ...]] = (
    MinutesIssued,
    MinutesSigned,
    MinutesApproved,
    LogHeld,
    HoldReleased,
)
"""What may come after a version without making it out of date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed in which office, and on which day; `name` where the meeting does not know the person."""

    as_: Signing
    on: date
    person: PersonId | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """The later meeting and its ballot that approved a part of a version."""

    meeting: str
    ballot: BallotId
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A version of the minutes. Its texts stay in the log's entry `seq`: what is for few is in no state."""

    version: int
    at: datetime
    seq: int
    parts: tuple[Part, ...]
    reason: str | None = None
    signatures: tuple[Signature, ...] = ()
    approvals: Mapping[Part, Approval]
    overtaken: bool = False
    """Whether something was entered since that the minutes may tell of."""

    def lacking(self, signatories: tuple[Signatory, ...]) -> tuple[Signatory, ...]:
        """Whose signature is still missing, of those that the law or the house asks for; two members are two."""
        there = [signature.as_ for signature in self.signatures]
        missing = []
        for one in signatories:
            if one.who in there:
                there.remove(one.who)
            else:
                missing.append(one)
        return tuple(missing)

    def is_signed(self, signatories: tuple[Signatory, ...]) -> bool:
        """Whether everybody has signed who has to; where nobody has to, whether anybody has."""
        return bool(self.signatures) and not self.lacking(signatories)

    @property
    def is_approved(self) -> bool:
        """Whether every part is."""
        return set(self.parts) <= self.approvals.keys()


def approved(versions: tuple[Issued, ...], part: Part) -> Issued | None:
    """The newest version of which a part is approved."""
    return next((one for one in reversed(versions) if part in one.approvals), None)


def with_version(
    versions: tuple[Issued, ...], number: int, change: Callable[[Issued], Issued]
) -> tuple[Issued, ...]:
    """The same with one version changed; of one whose issue was withheld nothing is known."""
    return tuple(change(one) if one.version == number else one for one in versions)


def overtaken(versions: tuple[Issued, ...], event: Event) -> tuple[Issued, ...]:
    """After an event the newest version may be out of date."""
    if not versions or versions[-1].overtaken or isinstance(event, KEEPS_IT):
        return versions
    return (*versions[:-1], replace(versions[-1], overtaken=True))


def for_everybody(versions: tuple[Issued, ...]) -> Iterator[Issued]:
    """What the public edition tells of them: nothing of the other part."""
    for one in versions:
        public: dict[Part, Approval] = {
            part: approval for part, approval in one.approvals.items() if part is Part.PUBLIC
        }
        yield replace(one, parts=(Part.PUBLIC,), approvals=public)
