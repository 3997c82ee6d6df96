"""Where the sitting stands: head line, the large word for a break or the end, agenda, item called, floor."""

from dataclasses import dataclass, fields
from typing import ClassVar

from handzeichen.law.questions import Mark
from handzeichen.meeting.announced import announced_wording
from handzeichen.meeting.confirming import unconfirmed
from handzeichen.meeting.ids import FloorKind, ItemOutcome, Kind, Secrecy
from handzeichen.meeting.names import item_number, name_of
from handzeichen.meeting.reorder import in_order
from handzeichen.meeting.rulings import stands
from handzeichen.meeting.state import FloorSpan, ItemState, Meeting, Pause, Phase, Ruled
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.procedure import speaking_limit, time_is_up
from handzeichen.views.words import FLOOR, clock, day, shortened
from handzeichen.words import in_a_row, said
from handzeichen.words.sentences import NOTE, of_table

CHUNK = 10
"""Agenda lines in one part: a part stays small enough to be sent whole."""
_TITLE_LIMIT = 160
_FLOOR_LIMIT = 8
UNDECIDED = said("nicht entschieden")
"""What is left of an item when the meeting is closed over an open motion on it."""
_BY_MOTION = (
    ItemOutcome.NONE,
    ItemOutcome.WITHDRAWN,
    ItemOutcome.ADOPTED,
    ItemOutcome.ADOPTED_AMENDED,
    ItemOutcome.REJECTED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPart(Part):
    """The head line of every screen."""

    template: ClassVar[str] = "meeting.html"
    title: str
    number: int
    body: str
    phase: str
    phase_text: str
    leader: str | None
    place: str | None
    started: str | None
    until: str | None
    doors_closed: bool
    draft_law: str | None
    practice: str | None
    """That the meeting counts for nothing, where it is held for practice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePart(Part):
    """What stands large on the hall's display while nothing is deliberated: before, in a break, at the end."""

    template: ClassVar[str] = "stage.html"
    phase: str
    headline: str
    line: str
    detail: str | None = None
    until: str | None = None
    """When the sitting begins or goes on, as a moment: a page counts the minutes to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One item at a glance."""

    id: str
    number: str
    title: str
    state: str
    state_text: str
    outcome: str
    result_text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPart(Part):
    """A stretch of the agenda with what became of each item."""

    template: ClassVar[str] = "agenda.html"
    items: tuple[AgendaLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorLine:
    """Somebody who waits for the floor."""

    name: str
    kind_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorPart(Part):
    """Who speaks and who waits, room and video in one list."""

    template: ClassVar[str] = "floor.html"
    speaker: str | None
    speaker_text: str | None
    since: str | None
    since_at: str | None
    """The same as a moment: a page shows how long somebody has been speaking."""
    limit: int | None
    """Seconds that the rules allow for this speech."""
    limit_text: str | None
    requests: tuple[FloorLine, ...]
    more: int
    closed: str | None
    """That nobody more may ask to speak to the item, and why."""


def head(meeting: Meeting) -> MeetingPart:
    """Body, number, phase, and who leads."""
    times, pause, body = meeting.sitting.times, _pause(meeting), meeting.plan.body
    return MeetingPart(
        title=body.short_name or body.name,
        number=meeting.plan.meeting.number,
        body=body.name,
        phase=meeting.sitting.phase.value,
        phase_text=_phase_text(meeting),
        leader=_leader(meeting),
        place=meeting.plan.meeting.place,
        started=clock(meeting, times.opened_at) if times.opened_at else None,
        until=clock(meeting, pause.until) if pause and pause.until else None,
        doors_closed=doors_are_closed(meeting),
        draft_law=_reservation(meeting),
        practice=practice(meeting),
    )


def public_head(meeting: Meeting) -> MeetingPart:
    """What the public reads while the doors are closed: which body, which meeting, and that it is not public."""
    body = meeting.plan.body
    return MeetingPart(
        title=body.short_name or body.name,
        number=meeting.plan.meeting.number,
        body=body.name,
        phase=Phase.OPEN.value,
        phase_text=said("Die Öffentlichkeit ist zurzeit ausgeschlossen."),
        leader=None,
        place=None,
        started=None,
        until=None,
        doors_closed=True,
        draft_law=None,
        practice=practice(meeting),
    )


def doors_are_closed(meeting: Meeting) -> bool:
    """Whether the public is excluded; after the end nobody is."""
    return meeting.sitting.doors_closed and meeting.sitting.phase is not Phase.CLOSED


def stage(meeting: Meeting) -> StagePart | Nothing:
    """The large word of a sitting that is not open; nothing while it is."""
    pause = _pause(meeting)
    plan, times, goes_on = meeting.plan.meeting, meeting.sitting.times, None
    line: str
    match meeting.sitting.phase:
        case Phase.OPEN:
            return NOTHING
        case Phase.PLANNED:
            headline = said("Beginn um {at}", at=clock(meeting, plan.starts_at))
            line = in_a_row([part for part in (day(plan.starts_at), plan.place) if part], ", ")
            goes_on = plan.starts_at
        case Phase.SUSPENDED:
            goes_on = pause.until if pause else None
            headline = said("Die Sitzung ist unterbrochen")
            line = (
                said("Fortsetzung um {at}", at=clock(meeting, goes_on))
                if goes_on
                else said("Die Fortsetzung wird angesagt.")
            )
        case Phase.ADJOURNED:
            headline = said("Die Sitzung ist abgebrochen")
            line = said("Sie wird zu einem anderen Zeitpunkt fortgesetzt.")
        case Phase.CLOSED:
            headline = said("Die Sitzung ist beendet")
            line = said("Ende {at}", at=clock(meeting, times.closed_at)) if times.closed_at else ""
    reason = pause.reason if pause else None
    return StagePart(
        phase=meeting.sitting.phase.value,
        headline=headline,
        line=line,
        detail=shortened(reason, 240) if reason else None,
        until=goes_on.isoformat() if goes_on else None,
    )


def public_stage() -> StagePart:
    """The large word for the public while the doors are closed, the same whatever happens behind them."""
    return StagePart(
        phase="closed_doors",
        headline=said("Nichtöffentlicher Teil"),
        line=said("Diese Seite geht von selbst weiter, sobald die Sitzung wieder öffentlich ist."),
    )


def agenda(meeting: Meeting, *, public: bool) -> dict[str, Part]:
    """The agenda in stretches; as many places as it may ever need, so that an urgent item finds its own."""
    lines = [_agenda_line(meeting, item, public=public) for item in in_order(meeting)]
    places = len(meeting.plan.items) // CHUNK + 2
    chunks = (tuple(lines[place * CHUNK : (place + 1) * CHUNK]) for place in range(places))
    return {
        "agenda" if place == 0 else f"agenda-{place + 1}": AgendaPart(items=chunk) if chunk else NOTHING
        for place, chunk in enumerate(chunks)
    }


def is_public(item: ItemState | None) -> bool:
    """Whether anybody may follow the item."""
    return item is None or item.item.secrecy is Secrecy.PUBLIC


def public_title(item: ItemState) -> str:
    """What anybody may read of an item."""
    if is_public(item):
        return item.item.title
    return item.item.public_title or said("Nichtöffentlicher Tagesordnungspunkt")


def decided_text(meeting: Meeting, state: ItemState) -> str | None:
    """What settled an item; of a matter voted on in parts nothing, until the whole is decided."""
    return None if is_undecided(meeting, state) else ending_text(meeting, state)


def ending_text(meeting: Meeting, state: ItemState) -> str | None:
    """What settled an item, as a ballot's result or the law's words for it: in English too, as far as both have it."""
    text = state.ending.text
    for ballot in meeting.ballots.values():
        result = ballot.end.result
        if result is not None and result.wording == text and state.ending.motion in ballot.motions:
            return announced_wording(meeting, ballot, result)
    return of_table(f"{text}{NOTE}outcome") if text in meeting.law.outcome_words.value.values() else text


def is_undecided(meeting: Meeting, state: ItemState) -> bool:
    """Whether a motion on the matter is open, and nothing else has settled it."""
    if state.outcome not in _BY_MOTION:
        return False
    return any(
        motion.open and (motion.moved.kind is Kind.MAIN or state.outcome is ItemOutcome.NONE)
        for motion in meeting.motions.values()
        if motion.moved.item == state.item.id
    )


def floor(meeting: Meeting) -> FloorPart:
    """Who speaks, and the next who asked."""
    speaker, requests = meeting.agenda.speaker, meeting.agenda.requests
    return FloorPart(
        speaker=name_of(meeting, speaker.person) if speaker else None,
        speaker_text=_speaks(speaker) if speaker else None,
        since=clock(meeting, speaker.from_) if speaker else None,
        since_at=speaker.from_.isoformat() if speaker else None,
        limit=speaking_limit(meeting, speaker) if speaker else None,
        limit_text=time_is_up(meeting, speaker) if speaker else None,
        requests=tuple(
            FloorLine(name=name_of(meeting, request.person), kind_text=FLOOR[request.kind])
            for request in requests[:_FLOOR_LIMIT]
        ),
        more=max(0, len(requests) - _FLOOR_LIMIT),
        closed=closed_list(meeting),
    )


def closed_list(meeting: Meeting) -> str | None:
    """That the debate on the item called is ended, or its list of speakers closed."""
    called = meeting.agenda.called
    if stands(meeting, called, Ruled.DEBATE_ENDED):
        return said("Die Beratung ist beendet.")
    return said("Die Redeliste ist geschlossen.") if stands(meeting, called, Ruled.LIST_CLOSED) else None


def _speaks(speaker: FloorSpan) -> str:
    return "" if speaker.kind is FloorKind.SPEECH else FLOOR[speaker.kind]


def _leader(meeting: Meeting) -> str | None:
    return None if meeting.leader is None else name_of(meeting, meeting.leader)


def _pause(meeting: Meeting) -> Pause | None:
    """The interruption that lasts."""
    last = meeting.sitting.pauses[-1] if meeting.sitting.pauses else None
    return last if last is not None and last.to is None else None


def _phase_text(meeting: Meeting) -> str:
    match meeting.sitting.phase:
        case Phase.PLANNED:
            return said("Die Sitzung ist noch nicht eröffnet")
        case Phase.OPEN:
            opened = meeting.sitting.times.opened_at
            return said("eröffnet um {at}", at=clock(meeting, opened)) if opened else said("eröffnet")
        case Phase.SUSPENDED:
            return said("unterbrochen")
        case Phase.ADJOURNED:
            return said("abgebrochen")
        case Phase.CLOSED:
            return said("beendet")


def _agenda_line(meeting: Meeting, item: ItemState, *, public: bool) -> AgendaLine:
    hidden = public and not is_public(item)
    state, text = _line_state(meeting, item)
    title = public_title(item) if public else item.item.title
    return AgendaLine(
        id=item.item.id,
        number=item_number(meeting, item.item.id),
        title=shortened(title, _TITLE_LIMIT),
        state="open" if hidden else state,
        state_text="" if hidden else text,
        outcome=(ItemOutcome.NONE if hidden else item.outcome).value,
        result_text=None if hidden else decided_text(meeting, item),
    )


def _line_state(meeting: Meeting, item: ItemState) -> tuple[str, str]:
    if meeting.agenda.called == item.item.id:
        return "called", said("aufgerufen")
    if item.closed_at is not None:
        return "closed", UNDECIDED if is_undecided(meeting, item) else said("erledigt")
    return "open", said("nicht aufgerufen") if item.outcome is ItemOutcome.NOT_REACHED else ""


PRACTICE = said("Übung – diese Sitzung zählt nicht")
DRAFT = said("Recht im Entwurf")
UNCONFIRMED = said("Rechtsprofil enthält unbestätigte Antworten")


def practice(meeting: Meeting) -> str | None:
    """What every screen and paper of a meeting says that is held for practice."""
    return PRACTICE if meeting.standing.live is False else None


def _reservation(meeting: Meeting) -> str | None:
    """What a screen says of the meeting's law: a draft, or not confirmed; a rehearsal needs no word."""
    standing = meeting.standing
    if standing.live is False:
        return DRAFT if standing.draft else None
    if standing.live:
        return UNCONFIRMED if unconfirmed(meeting) else None
    marks = {getattr(meeting.law, field.name).mark for field in fields(meeting.law)}
    if standing.draft:
        return DRAFT
    return None if marks == {Mark.TEXT_SEEN} else UNCONFIRMED
