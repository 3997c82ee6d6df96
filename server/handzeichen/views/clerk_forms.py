"""What the clerk's forms offer to choose from: items, motions, ballots, and what the sitting allows now.

For whom something is entered is chosen once, in the list of people; no form repeats that list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from handzeichen.law.terms import bar
from handzeichen.meeting.checks import may_be_asked
from handzeichen.meeting.holds import Doubt, kept_by
from handzeichen.meeting.ids import SUBSTANTIVE, BallotState, Kind, Method, Notice
from handzeichen.meeting.names import motion_name
from handzeichen.meeting.presence import can_lead, quorum_now
from handzeichen.meeting.state import Meeting, Phase
from handzeichen.views.clerk_agenda import Choice
from handzeichen.views.clerk_words import top
from handzeichen.views.next_sitting import closing_question
from handzeichen.views.part import Part
from handzeichen.views.text_blocks import BlockGroup, text_blocks
from handzeichen.views.words import shortened
from handzeichen.words import in_a_row, said

KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.MAIN, said("Antrag zur Sache")),
    (Kind.AMENDMENT, said("Änderungsantrag")),
    (Kind.POSTPONEMENT, said("Vertagung")),
    (Kind.URGENCY, said("Eilbedürftigkeit")),
    (Kind.URGENT_ITEM, said("Dringlichkeit: neuer Punkt")),
    (Kind.ADOPT_AGENDA, said("Feststellung der Tagesordnung")),
    (Kind.REORDER, said("Reihenfolge ändern")),
    (Kind.REMOVAL, said("Absetzung")),
    (Kind.NOT_TO_CONSIDER, said("Nichtbefassung")),
    (Kind.REFERRAL, said("Verweisung")),
    (Kind.END_OF_DEBATE, said("Schluss der Beratung")),
    (Kind.END_OF_LIST, said("Schluss der Redeliste")),
    (Kind.INTERRUPTION, said("Unterbrechung")),
    (Kind.HEARING, said("Anhörung")),
    (Kind.ROLL_CALL_VOTE, said("Namentliche Abstimmung")),
    (Kind.SECRET_VOTE, said("Geheime Abstimmung")),
    (Kind.SEPARATE_VOTES, said("Getrennte Abstimmung")),
    (Kind.EXCLUDE_PUBLIC, said("Ausschluss der Öffentlichkeit")),
    (Kind.ADMIT_PUBLIC, said("Öffentlichkeit wiederherstellen")),
)
"""What can be moved in the form; a motion on a recusal is moved beside the person concerned."""
_NOTICES = (
    (Notice.HYBRID, said("Teilnahme per Video")),
    (Notice.DATA_PROTECTION, said("Datenschutz")),
    (Notice.CONFIDENTIALITY, said("Verschwiegenheit")),
)
_DOUBTS = {
    Doubt.RESULT: said("Ein Ergebnis ist angezweifelt und die Abstimmung nicht wiederholt"),
    Doubt.CONVENING: said("Ein Einwand gegen die Einberufung ist nicht beantwortet"),
    Doubt.RESOLUTION: said("Ein Einspruch gegen einen Beschluss ist nicht erledigt"),
    Doubt.MINUTES: said("Das Protokoll ist nicht genehmigt: So lange wird ohnehin nichts gelöscht"),
}
_TITLE, _REASON = 48, 120
_HOLDS = 8
"""So many are listed: a part is small; the rest follows as these are released."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePart(Part):
    """A sentence for the minutes."""

    template: ClassVar[str] = "clerk_note.html"

    called: str
    items: tuple[Choice, ...]
    blocks: tuple[BlockGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePart(Part):
    """A motion."""

    template: ClassVar[str] = "clerk_move.html"

    called: str
    kinds: tuple[Choice, ...]
    items: tuple[Choice, ...]
    factions: tuple[Choice, ...]
    amendable: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Somebody's bar from an item, or from one motion of it."""

    person: str
    item: str
    motion: str | None
    name: str
    contested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPart(Part):
    """What may be entered for the chosen person and depends on the state; the rest stands in the page."""

    template: ClassVar[str] = "clerk_person.html"

    called: str
    items: tuple[Choice, ...]
    open_motions: tuple[Choice, ...]
    ballots: tuple[Choice, ...]
    leader_can_lead: bool
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeButton:
    """A notice, and whether it was given."""

    id: str
    name: str
    given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingPart(Part):
    """The course of the meeting."""

    template: ClassVar[str] = "clerk_sitting.html"

    phase: str
    pending: bool
    convening: str
    quorum_text: str
    quorum_stated: bool
    notices: tuple[NoticeButton, ...]
    doors_closed: bool
    asks_cleared: bool
    asks_stream_off: bool
    room_fault: bool
    may_be_disturbed: bool
    may_ask: bool
    """Whether somebody on video can be asked to confirm."""
    closing_question: str
    holds: tuple[Choice, ...]
    """What keeps the log from being thinned out, by its number there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MorePart(Part):
    """What is rarely needed: somebody new, a paper on the table."""

    template: ClassVar[str] = "clerk_more.html"

    called: str
    items: tuple[Choice, ...]
    factions: tuple[Choice, ...]


def forms(meeting: Meeting) -> dict[str, Part]:
    """The panels of forms."""
    return {
        "clerk-note": NotePart(
            called=_called(meeting), items=tuple(_items(meeting)), blocks=text_blocks(meeting)
        ),
        "clerk-move": _move(meeting),
        "clerk-person": _person(meeting),
        "clerk-sitting": _sitting(meeting),
        "clerk-more": MorePart(
            called=_called(meeting),
            items=tuple(_items(meeting)),
            factions=tuple(_factions(meeting)),
        ),
    }


def _move(meeting: Meeting) -> MovePart:
    return MovePart(
        called=_called(meeting),
        kinds=tuple(Choice(id=kind.value, name=name) for kind, name in KINDS),
        items=tuple(_items(meeting)),
        factions=tuple(_factions(meeting)),
        amendable=tuple(_motions(meeting, *SUBSTANTIVE)),
    )


def _person(meeting: Meeting) -> PersonPart:
    return PersonPart(
        called=_called(meeting),
        items=tuple(_items(meeting)),
        open_motions=tuple(_motions(meeting, *Kind)),
        ballots=tuple(_announced(meeting)),
        leader_can_lead=meeting.leader is not None and can_lead(meeting, meeting.leader),
        bars=tuple(_bars(meeting)),
    )


def _bars(meeting: Meeting) -> Iterator[Bar]:
    for recusal in meeting.roll.recusals:
        if not recusal.lifted:
            yield Bar(
                person=recusal.person,
                item=recusal.item,
                motion=recusal.motion,
                name=in_a_row([bar(meeting.law).form("name"), top(meeting, recusal.item)]),
                contested=recusal.contested,
            )


def _sitting(meeting: Meeting) -> SittingPart:
    now, stated = quorum_now(meeting), meeting.sitting.quorum.stated
    given = {span.notice for span in meeting.sitting.notices}
    return SittingPart(
        phase=meeting.sitting.phase.value,
        pending=meeting.ballot is not None,
        convening=meeting.sitting.quorum.convening.value,
        quorum_text=said("{present} von {seats}", present=now.present, seats=now.seats),
        quorum_stated=stated,
        notices=tuple(NoticeButton(id=n.value, name=name, given=n in given) for n, name in _NOTICES),
        doors_closed=meeting.sitting.doors_closed,
        asks_cleared="cleared" in meeting.law.doors.value,
        asks_stream_off="stream_off" in meeting.law.doors.value,
        room_fault=meeting.roll.open_fault(None) is not None,
        may_be_disturbed=meeting.sitting.phase is not Phase.CLOSED,
        may_ask=meeting.sitting.phase is not Phase.CLOSED and bool(may_be_asked(meeting)),
        closing_question=closing_question(meeting),
        holds=tuple(_holds(meeting)),
    )


def _holds(meeting: Meeting) -> Iterator[Choice]:
    for kept in kept_by(meeting)[:_HOLDS]:
        why = _DOUBTS[kept.why] if kept.reason is None else shortened(kept.reason, _REASON)
        yield Choice(id=str(kept.seq), name=why)


def _called(meeting: Meeting) -> str:
    return meeting.agenda.called or ""


def _items(meeting: Meeting) -> Iterator[Choice]:
    for state in meeting.agenda.items.values():
        yield Choice(
            id=state.item.id,
            name=in_a_row([top(meeting, state.item.id), shortened(state.item.title, _TITLE)]),
        )


def _factions(meeting: Meeting) -> Iterator[Choice]:
    return (Choice(id=faction.id, name=faction.name) for faction in meeting.plan.factions)


def _motions(meeting: Meeting, *kinds: Kind) -> Iterator[Choice]:
    """Open motions, those on the item called first: they are meant if nothing else is said."""
    called = meeting.agenda.called
    for motion in sorted(meeting.motions.values(), key=lambda motion: motion.moved.item != called):
        if motion.open and motion.moved.kind in kinds:
            yield Choice(id=motion.id, name=shortened(motion_name(meeting, motion), 90))


def _announced(meeting: Meeting) -> Iterator[Choice]:
    """The ballots in which somebody may still have their own vote recorded, the newest first."""
    for ballot in reversed(meeting.ballots.values()):
        if ballot.state is BallotState.ANNOUNCED and ballot.opened.method is not Method.SECRET:
            name = motion_name(meeting, meeting.motions[ballot.opened.motion])
            yield Choice(id=ballot.id, name=shortened(name, 90))
