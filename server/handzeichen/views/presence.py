"""Who is here and how, seat by seat, and whether the body is quorate, with the margin in words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from handzeichen.law.quorum import Basis, QuorumCount, is_presumed
from handzeichen.meeting.ids import Choice, PersonId, Role, SeatId, Via
from handzeichen.meeting.names import name_of, plain_name, short
from handzeichen.meeting.plan import Person
from handzeichen.meeting.presence import State, here_since, quorum_now, state_of
from handzeichen.meeting.remembered import MANY, remembered
from handzeichen.meeting.state import Fault, Meeting, Phase, QuorumEntry
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.seating import Place, places
from handzeichen.views.states import STATES, counts_text, public_words
from handzeichen.views.words import CAUSES, CHOICES, clock, failing
from handzeichen.words import said

_Names = Callable[[Person], str]

CHUNK = 12
"""Seats in one part: a part stays small enough to be sent whole."""
NO_FACTION = "~ohne"
"""In place of a faction's id. No id holds a "~": no faction is taken for this, nor for the next stretch of another."""
_REMOTE_LIMIT = 16
_FAULT_LIMIT = 6
_SMALL, _MEDIUM = 13, 32
_VOTES = {
    "none": "",
    "received": said("erfasst"),
    "paper": said("Zettel"),
    "missing": said("fehlt"),
    "hands": said("Handzeichen"),
    "declined": said("nimmt nicht teil"),
    "yes": CHOICES[Choice.YES],
    "no": CHOICES[Choice.NO],
    "abstain": CHOICES[Choice.ABSTAIN],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """A seat and whoever acts for it."""

    seat: str
    person: str
    name: str
    deputy_for: str | None
    state: str
    state_text: str
    leads: bool
    recused: bool
    vote: str
    vote_text: str
    place: Place | None
    """Where the seat stands in the room, if the plan says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsPart(Part):
    """The seats of a faction, or a stretch of them; `density` (low, middle, high) is the whole body's."""

    template: ClassVar[str] = "seats.html"
    faction: str
    continued: bool
    density: str
    seats: tuple[SeatLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteLine:
    """Somebody on video."""

    name: str
    state: str
    state_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectedPart(Part):
    """Who takes part by video: with a vote (many of them stand only with their seats), and without."""

    template: ClassVar[str] = "connected.html"
    counts_text: str
    voting: tuple[RemoteLine, ...]
    others: tuple[RemoteLine, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumPart(Part):
    """Whether the body can decide, in words."""

    template: ClassVar[str] = "quorum.html"
    state: str
    state_text: str
    count_text: str
    margin_text: str
    stated_at: str | None
    quorate: bool
    present: int
    required: int
    seats: int
    margin: int
    challenged: bool
    presumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultLine:
    """An open fault of picture or sound."""

    name: str
    what_text: str
    since: str
    cause: str
    cause_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultsPart(Part):
    """The open faults."""

    template: ClassVar[str] = "faults.html"
    faults: tuple[FaultLine, ...]
    more: int


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """Some seats as they are without a ballot; only the very same one is equal."""

    part: SeatsPart
    seats: tuple[SeatId, ...]


def seats(meeting: Meeting, votes: Mapping[SeatId, str]) -> dict[str, Part]:
    """The seats by faction, in stretches; `votes` says per seat what may be shown of a ballot."""
    return {
        name: NOTHING
        if stretch is None
        else stretch.part
        if not votes
        else _with_votes(stretch, *[votes.get(seat, "none") for seat in stretch.seats])
        for name, stretch in _stretches(meeting).items()
    }


@remembered(lambda *looked_at: looked_at, kept=MANY)
def _with_votes(stretch: _Stretch, *votes: str) -> SeatsPart:
    lines = zip(stretch.part.seats, votes, strict=True)
    return replace(
        stretch.part,
        seats=tuple(replace(line, vote=vote, vote_text=_VOTES[vote]) for line, vote in lines),
    )


def _of_the_seats(meeting: Meeting) -> tuple[object, ...]:
    roll = meeting.roll
    called, leader = meeting.agenda.called, meeting.leader
    return meeting.plan, roll.people, roll.presence, roll.acting, roll.recusals, called, leader


@remembered(_of_the_seats)
def _stretches(meeting: Meeting) -> dict[str, _Stretch | None]:
    members = list(meeting.members())
    density = "low" if len(members) <= _SMALL else "middle" if len(members) <= _MEDIUM else "high"
    names = {str(faction.id): str(faction.name) for faction in meeting.plan.factions}
    call = plain_name if density == "low" else brief_names(meeting)
    found: dict[str, _Stretch | None] = {}
    for faction in (*names, NO_FACTION):
        own = [m for m in members if (m.faction if m.faction in names else NO_FACTION) == faction]
        for place in range(len(own) // CHUNK + 1):
            lines = tuple(_seat(meeting, m, call) for m in own[place * CHUNK : (place + 1) * CHUNK])
            part = SeatsPart(
                faction=names.get(faction) or said("Ohne Fraktion"),
                continued=place > 0,
                density=density,
                seats=lines,
            )
            found[f"seats-{faction}{f'~{place + 1}' if place else ''}"] = (
                _Stretch(part, tuple(SeatId(PersonId(line.seat)) for line in lines)) if lines else None
            )
    return found


def _of_the_connected(meeting: Meeting) -> tuple[object, ...]:
    roll = meeting.roll
    return meeting.plan, meeting.law, roll.people, roll.presence, roll.acting, roll.faults


@remembered(_of_the_connected)
def connected(meeting: Meeting) -> ConnectedPart:
    """Everybody on video, so that nobody takes part unseen (§ 64 Abs. 4 NKomVG)."""
    acting = set(meeting.roll.acting.values())
    remote = [p for p in meeting.roll.people.values() if meeting.roll.via(p.id) is Via.VIDEO]
    voting = [p for p in remote if p.id in acting]
    others = [p for p in remote if p.id not in acting and p.role is not Role.ADMINISTRATION]
    shown = voting if len(voting) <= _REMOTE_LIMIT else []
    room = _REMOTE_LIMIT - len(shown)
    return ConnectedPart(
        counts_text=counts_text(meeting.law, Counter(state_of(meeting, person) for person in acting)),
        voting=tuple(_remote(meeting, person) for person in shown),
        others=tuple(_remote(meeting, person) for person in others[:room]),
        more=max(0, len(others) - room),
    )


def quorum(meeting: Meeting) -> QuorumPart:
    """The count of this moment beside the chair's last word, which holds until somebody challenges it."""
    now = quorum_now(meeting)
    last = meeting.sitting.quorum.entries[-1] if meeting.sitting.quorum.entries else None
    challenged = last is not None and last.challenged
    stated = last is not None and not last.challenged
    state = _quorum_state(meeting, last, now)
    return QuorumPart(
        state=state,
        state_text=_QUORUM_WORDS[state],
        count_text=said(
            "{present} von {seats} Sitzen anwesend, {required} nötig",
            present=now.present,
            seats=now.seats,
            required=now.required,
        ),
        margin_text=_margin(now),
        stated_at=clock(meeting, last.at) if stated and last is not None else None,
        quorate=now.quorate,
        present=now.present,
        required=now.required,
        seats=now.seats,
        margin=now.margin,
        challenged=challenged,
        presumed=state == "presumed",
    )


def faults(meeting: Meeting) -> FaultsPart | Nothing:
    """The faults that are open now."""
    found = [fault for fault in meeting.roll.faults if fault.to is None]
    if not found:
        return NOTHING
    lines = tuple(_fault(meeting, fault) for fault in found[:_FAULT_LIMIT])
    return FaultsPart(faults=lines, more=max(0, len(found) - _FAULT_LIMIT))


_QUORUM_WORDS = {
    "before": said("Beschlussfähigkeit noch nicht festgestellt"),
    "quorate": said("Beschlussfähig"),
    "presumed": said("Gilt als beschlussfähig"),
    "challenged": said("Beschlussfähigkeit angezweifelt"),
    "not_quorate": said("Nicht beschlussfähig"),
    "over": said("Sitzung beendet"),
}


def _quorum_state(meeting: Meeting, last: QuorumEntry | None, now: QuorumCount) -> str:
    if meeting.sitting.phase is Phase.CLOSED:
        return "over"
    if last is None:
        return "before"
    if last.challenged:
        return "challenged"
    if not last.quorate:
        return "not_quorate"
    if now.quorate:
        return "quorate"
    return "presumed" if is_presumed(meeting.law, present=now.present, seats=now.seats) else "not_quorate"


def _margin(now: QuorumCount) -> str:
    """The margin, not only the state: one departure more or less is what a chair must know."""
    if now.quorate and now.basis is not Basis.MAJORITY:
        return _BASES[now.basis]
    margin = now.margin
    if not now.quorate and margin >= 0:
        return said("Widerspruch gegen die Einberufung")
    if margin == 0:
        return said("genau an der Grenze")
    if margin > 0:
        return said("{n} über der Grenze", n=margin)
    return said("{n} unter der Grenze", n=-margin)


_BASES = {
    Basis.ALL_PRESENT: said("alle Mitglieder sind anwesend"),
    Basis.SECOND_CONVENING: said("zweite Einberufung zum selben Gegenstand"),
    Basis.LEGAL_BAR: said("Mitwirkungsverbot der Mehrheit"),
}


def _seat(meeting: Meeting, member: Person, call: _Names) -> SeatLine:
    seat = SeatId(member.id)
    person = meeting.roll.acting.get(seat, member.id)
    state = state_of(meeting, person)
    return SeatLine(
        seat=seat,
        person=person,
        name=call(meeting.roll.people.get(person, member)),
        deputy_for=call(member) if person != member.id else None,
        state=state.value,
        state_text=STATES[state],
        leads=person == meeting.leader,
        recused=meeting.roll.barred(person, meeting.agenda.called),
        vote="none",
        vote_text=_VOTES["none"],
        place=places(meeting.plan).get(seat),
    )


@remembered(lambda meeting: (meeting.plan, meeting.roll.people))
def brief_names(meeting: Meeting) -> _Names:
    """How members are told apart where there is little room: by their surname, with an initial where two share it."""
    return _brief_names(list(meeting.members()))


def _brief_names(members: Sequence[Person]) -> _Names:
    shared = Counter(member.name for member in members)

    def called(person: Person) -> str:
        initial = f", {person.given_name[0]}." if shared[person.name] > 1 and person.given_name else ""
        return f"{person.name}{initial}"

    return called


def _remote(meeting: Meeting, person: Person) -> RemoteLine:
    here = here_since(meeting, person.id)
    text = said("verbunden") if here.state is State.VIDEO else public_words(meeting, here)
    return RemoteLine(name=short(person, meeting.plan.factions), state=here.state.value, state_text=text)


def _fault(meeting: Meeting, fault: Fault) -> FaultLine:
    return FaultLine(
        name=said("Saal") if fault.person is None else name_of(meeting, fault.person),
        what_text=failing(fault.of),
        since=clock(meeting, fault.from_),
        cause=fault.cause.value,
        cause_text=CAUSES[fault.cause],
    )
