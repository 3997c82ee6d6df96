"""The versions of the minutes, as clerk and chair see them: what is next, who has signed, what was approved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handzeichen.law.minuting import Signing
from handzeichen.meeting.approving import Found
from handzeichen.meeting.ids import CARRIED, Kind, Part, PersonId
from handzeichen.meeting.issued import Approval, Issued, Signature
from handzeichen.meeting.minutes import holds
from handzeichen.meeting.names import motion_name, plain_name
from handzeichen.meeting.state import Meeting, Motion, Phase
from handzeichen.views.clerk_agenda import Choice
from handzeichen.views.timeline_minutes import OFFICES, PARTS
from handzeichen.views.words import clock
from handzeichen.words import listed, said


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWay:
    """A version's text to be had: for whom, and where below `/s/{slug}/`."""

    label: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version: its name, when it was issued, how far it has come, who signed, what approved it, its texts."""

    number: int
    name: str
    issued: str
    standing: str
    signatures: tuple[str, ...]
    approvals: tuple[str, ...]
    texts: tuple[TextWay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An approval that a later meeting's log proves, to be entered by one press."""

    label: str
    version: int
    part: str
    meeting: str
    ballot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedRow:
    """A resolution that is not to be carried out: which, and why."""

    motion: str
    name: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The whole page; `next_step` is one sentence. What nobody can do now is empty."""

    next_step: str
    rows: tuple[VersionRow, ...]
    next_version: int | None
    """The number of the version that can be issued now."""
    needs_reason: bool
    newest: int | None
    offices: tuple[Choice, ...]
    people: tuple[Choice, ...]
    own_offices: tuple[Choice, ...]
    parts: tuple[Choice, ...]
    offers: tuple[Offer, ...]
    stopped: tuple[StoppedRow, ...]
    can_stop: tuple[Choice, ...]
    objection: str
    paragraph: str | None


def versions(meeting: Meeting, person: PersonId | None, *, found: Iterable[Found] = ()) -> Versions:
    """The page for somebody; `found` is what later meetings have approved of these minutes."""
    newest = meeting.issued[-1] if meeting.issued else None
    over = meeting.sitting.phase in (Phase.CLOSED, Phase.ADJOURNED)
    may_issue = over and (newest is None or newest.overtaken)
    number = 1 if newest is None else newest.version + 1
    law = meeting.law.objection.value
    return Versions(
        next_step=_next(meeting, newest, over=over),
        rows=tuple(_row(meeting, one) for one in reversed(meeting.issued)),
        next_version=number if may_issue else None,
        needs_reason=newest is not None,
        newest=None if newest is None else newest.version,
        offices=tuple(Choice(id=office.value, name=OFFICES[office]) for office in _to_sign(meeting, newest)),
        people=tuple(_may_sign(meeting)),
        own_offices=tuple(_own(meeting, newest, person)),
        parts=tuple(_open_parts(newest)),
        offers=tuple(_offers(meeting, found)),
        stopped=tuple(_stopped(meeting)),
        can_stop=tuple(
            Choice(id=motion.id, name=motion_name(meeting, motion)) for motion in _can_stop(meeting)
        ),
        objection=law.term.value,
        paragraph=law.paragraph,
    )


def _next(meeting: Meeting, newest: Issued | None, *, over: bool) -> str:
    if newest is None:
        if not over:
            return said("Die Sitzung dauert noch an; danach wird die 1. Fassung ausgegeben.")
        return said("Als Nächstes: die 1. Fassung ausgeben.")
    number = newest.version
    if newest.overtaken:
        return said(
            "Seit der {number}. Fassung wurde etwas geändert: {next}. Fassung ausgeben.",
            number=number,
            next=number + 1,
        )
    if lacking := newest.lacking(meeting.law.signatories.value):
        who = listed([one.title or OFFICES[one.who] for one in lacking])
        return said("Die {number}. Fassung unterschreiben noch: {who}.", number=number, who=who)
    if not newest.is_approved:
        parts = listed([PARTS[part] for part in newest.parts if part not in newest.approvals])
        return said(
            "Die {number}. Fassung genehmigt eine spätere Sitzung: {parts}.", number=number, parts=parts
        )
    return said(
        "Die {number}. Fassung ist unterschrieben und genehmigt: Es ist nichts mehr zu tun.", number=number
    )


def _row(meeting: Meeting, one: Issued) -> VersionRow:
    public = one.parts == (Part.PUBLIC,)
    texts = [TextWay(label=said("Text, öffentlich"), address=f"fassungen/oeffentlich/{one.version}.txt")]
    if not public:
        address = f"fassungen/nichtoeffentlich/{one.version}.txt"
        texts.append(TextWay(label=said("Text, nichtöffentlich"), address=address))
    name = said("{number}. Fassung", number=one.version)
    if one.reason:
        name = said("{name}, {reason}", name=name, reason=one.reason)
    return VersionRow(
        number=one.version,
        name=name,
        issued=said("ausgegeben: {at}", at=clock(meeting, one.at)),
        standing=_standing(meeting, one),
        signatures=tuple(_signature(meeting, signature) for signature in one.signatures),
        approvals=tuple(_approval(meeting, part, found) for part, found in one.approvals.items()),
        texts=tuple(texts),
    )


def _standing(meeting: Meeting, one: Issued) -> str:
    if one.is_approved:
        return said("genehmigt")
    if one.approvals:
        return said("zum Teil genehmigt")
    if one.is_signed(meeting.law.signatories.value):
        return said("unterschrieben")
    return said("Unterschriften fehlen")


def _signature(meeting: Meeting, of: Signature) -> str:
    known = None if of.person is None else meeting.roll.people.get(of.person)
    who = plain_name(known) if known is not None else of.name or str(of.person)
    return said("{who} ({office}), {day:digits}", who=who, office=OFFICES[of.as_], day=of.on)


def _approval(meeting: Meeting, part: Part, of: Approval) -> str:
    where = session(meeting, of.meeting)
    if of.on is None:
        return said("{part}: Beschluss ({session})", part=PARTS[part], session=where)
    return said("{part}: Beschluss vom {day:digits} ({session})", part=PARTS[part], day=of.on, session=where)


def session(meeting: Meeting, of: str) -> str:
    """A later meeting of the same body by its number, another one by its id."""
    body, _, number = of.rpartition("-")
    same = body == meeting.plan.body.id and number.isdigit()
    return said("{number}. Sitzung", number=int(number)) if same else of


def _to_sign(meeting: Meeting, newest: Issued | None) -> list[Signing]:
    """In which offices somebody may still sign: those that are lacking first, then all others."""
    if newest is None:
        return []
    lacking = [one.who for one in newest.lacking(meeting.law.signatories.value)]
    return list(dict.fromkeys((*lacking, *Signing)))


def _may_sign(meeting: Meeting) -> Iterator[Choice]:
    """Whoever may have signed in any office."""
    for person in meeting.roll.people.values():
        if any(holds(meeting, person.id, office) for office in Signing):
            yield Choice(id=person.id, name=plain_name(person))


def _own(meeting: Meeting, newest: Issued | None, person: PersonId | None) -> Iterator[Choice]:
    """In which of the offices that are lacking somebody signs at the own place: as chair, or as clerk."""
    if newest is None or newest.overtaken or person is None:
        return
    lacking = {one.who for one in newest.lacking(meeting.law.signatories.value)}
    for office in (Signing.CHAIR, Signing.CLERK):
        if office in lacking and holds(meeting, person, office):
            yield Choice(id=office.value, name=OFFICES[office])


def _open_parts(newest: Issued | None) -> Iterator[Choice]:
    if newest is None:
        return
    for part in newest.parts:
        if part not in newest.approvals:
            yield Choice(id=part.value, name=PARTS[part])


def _offers(meeting: Meeting, found: Iterable[Found]) -> Iterator[Offer]:
    for one in found:
        for version in meeting.issued:
            is_open = one.part in version.parts and one.part not in version.approvals
            if is_open and one.fits(version.version, one.part):
                yield _offer(meeting, one, version)


def _offer(meeting: Meeting, one: Found, version: Issued) -> Offer:
    where = session(meeting, one.meeting)
    label = said(
        "{session}, {day:digits}: {version}. Fassung, {part}",
        session=where,
        day=one.on,
        version=version.version,
        part=PARTS[one.part],
    )
    return Offer(
        label=label, version=version.version, part=one.part.value, meeting=one.meeting, ballot=one.ballot
    )


def _stopped(meeting: Meeting) -> Iterator[StoppedRow]:
    for motion in meeting.motions.values():
        if motion.stopped is not None and motion.stopped.holds:
            yield StoppedRow(motion=motion.id, name=motion_name(meeting, motion), said=motion.stopped.reason)


def _can_stop(meeting: Meeting) -> Iterator[Motion]:
    """Resolutions on the matter that nobody has stopped."""
    for motion in meeting.motions.values():
        free = motion.stopped is None or not motion.stopped.holds
        if motion.moved.kind is Kind.MAIN and motion.outcome in CARRIED and free:
            yield motion
