"""Everybody whom the meeting knows, as rows of the clerk's page: how each is here, and what one click can change.

Rows come in chunks cut where the plan cuts them, so that an arrival sends a few rows and never the whole list.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar
from unicodedata import combining, normalize

from handzeichen.law import eligibility
from handzeichen.meeting.deputies import pair
from handzeichen.meeting.ids import PersonId, Role, SeatId, Via
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.plan import Person
from handzeichen.meeting.presence import State, here_since, may_come_by_video
from handzeichen.meeting.remembered import remembered
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_words import ROLES, surnames, top
from handzeichen.views.part import Part
from handzeichen.views.states import here_in_words, without_picture_text
from handzeichen.words import listed, said

CHUNK = 3
"""Rows in one part."""
_GROUPS: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("seats", said("Sitze"), frozenset({Role.MEMBER})),
    ("deputies", said("Vertretungen"), frozenset({Role.DEPUTY})),
    ("advisory", said("Beratende Mitglieder"), frozenset({Role.ADVISORY, Role.BASIC_MANDATE})),
    ("others", said("Verwaltung und Gäste"), frozenset({Role.ADMINISTRATION, Role.PRESS, Role.GUEST})),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatChoice:
    """A seat that a deputy could take now."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person: `state` is a `presence.State` or deputised, `notes` what else the clerk must know.

    `can` names what may be entered for the person now, in the words of the page: act, here, speak, vote, lead, video,
    deputise, minutes.
    """

    id: str
    name: str
    faction: str
    faction_id: str
    full_name: str
    role: str
    state: str
    state_text: str
    notes: tuple[str, ...]
    can: tuple[str, ...]
    by_video: bool
    remote: bool
    deputises_for: str | None
    may_deputise: tuple[SeatChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleChunk(Part):
    """Some rows; the first of a group carries its heading."""

    template: ClassVar[str] = "clerk_people.html"

    heading: str | None
    rows: tuple[PersonRow, ...]


def _of_the_people(meeting: Meeting) -> tuple[object, ...]:
    roll = meeting.roll
    here = roll.people, roll.presence, roll.acting, roll.deputations, roll.faults, roll.recusals
    return meeting.plan, meeting.law, meeting.sitting.lead, meeting.agenda.items, *here


@remembered(_of_the_people)
def people(meeting: Meeting) -> dict[str, PeopleChunk]:
    """All rows by group; whoever the plan did not know comes last, in a place that is always there."""
    planned = {person.id for person in meeting.plan.people}
    known = _Known(meeting=meeting, names=surnames(meeting), seats=meeting.roll.seats_by_person)
    chunks: dict[str, PeopleChunk] = {}
    for name, heading, roles in _GROUPS:
        group = in_order(person for person in meeting.plan.people if person.role in roles)
        for place in range(0, len(group), CHUNK):
            rows = tuple(_row(known, person) for person in group[place : place + CHUNK])
            first = heading if place == 0 else None
            chunks[f"clerk-people-{name}-{place // CHUNK}"] = PeopleChunk(heading=first, rows=rows)
    new = in_order(person for person in meeting.roll.people.values() if person.id not in planned)
    rows = tuple(_row(known, person) for person in new)
    chunks["clerk-people-new"] = PeopleChunk(heading=said("Neu hinzugekommen") if new else None, rows=rows)
    return chunks


def in_order(people: Iterable[Person]) -> list[Person]:
    """As the minutes order them: chair, deputy chairs by rank, then by surname (DIN 5007-1: ä = a)."""
    return sorted(
        people,
        key=lambda p: (not p.chairs, p.deputy_chair or 99, _collated(p.name), p.given_name or "", p.id),
    )


def _collated(name: str) -> str:
    plain = "".join(letter for letter in normalize("NFKD", name.casefold()) if not combining(letter))
    return plain.replace("ø", "o").replace("ł", "l")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The meeting, and what every row looks up in it, gathered once."""

    meeting: Meeting
    names: Mapping[PersonId, str]
    seats: Mapping[PersonId, SeatId]


def _row(known: _Known, person: Person) -> PersonRow:
    meeting, seat = known.meeting, known.seats.get(person.id)
    acts_for = seat if seat is not None and seat != SeatId(person.id) else None
    state, text = _state(known, person)
    return PersonRow(
        id=person.id,
        name=known.names[person.id],
        faction=next((f.name for f in meeting.plan.factions if f.id == person.faction), ""),
        faction_id=person.faction or "",
        full_name=plain_name(person),
        role=ROLES[person.role],
        state=state,
        state_text=text,
        notes=tuple(_notes(known, person)),
        can=tuple(_can(known, person)),
        by_video=meeting.roll.via(person.id) is Via.VIDEO,
        remote=may_come_by_video(meeting, person.id),
        deputises_for=acts_for,
        may_deputise=tuple(_free_seats(known, person)),
    )


def _can(known: _Known, person: Person) -> Iterator[str]:
    """What the page offers for this person; the core has the last word."""
    via, seat = known.meeting.roll.via(person.id), known.seats.get(person.id)
    yield "act"
    if person.id != known.meeting.clerk and (
        person.role is Role.ADMINISTRATION or person.id in known.meeting.clerks
    ):
        yield "minutes"
    if via is not None:
        yield from ("here", "speak")
    if via is not None and seat is not None:
        yield "vote"
    if via is Via.ROOM and seat is not None and known.meeting.leader != person.id:
        yield "lead"
    if via is Via.VIDEO:
        yield "video"
    if seat is not None and seat != SeatId(person.id):
        yield "deputise"


def _state(known: _Known, person: Person) -> tuple[str, str]:
    """How somebody is here, in one word for the style sheet and in words for the eye."""
    meeting = known.meeting
    here = here_since(meeting, person.id)
    deputy = meeting.roll.deputation_of(person.id)
    is_away = here.state in (State.ABSENT, State.GONE)
    if is_away and deputy is not None and meeting.roll.via(deputy.person) is not None:
        return "deputised", said("vertreten durch {person}", person=known.names[deputy.person])
    return here.state.value, here_in_words(meeting, here)


def _notes(known: _Known, person: Person) -> Iterator[str]:
    """What stands beside a name: leading, deputising, barred, and on video what is still unconfirmed."""
    meeting, seat = known.meeting, known.seats.get(person.id)
    presence = meeting.roll.of(person.id)
    if meeting.leader == person.id:
        yield said("leitet")
    if meeting.clerk == person.id:
        yield said("Protokoll")
    if seat is not None and seat != SeatId(person.id):
        yield said("i.V. {name}", name=known.names[PersonId(seat)])
    barred = [
        recusal for recusal in meeting.roll.recusals if recusal.person == person.id and not recusal.lifted
    ]
    if barred:
        tops = listed(list(dict.fromkeys(top(meeting, recusal.item) for recusal in barred)))
        yield (
            said("{tops} bestritten", tops=tops)
            if any(recusal.contested for recusal in barred)
            else said("nicht bei {tops}", tops=tops)
        )
    if presence.excluded:
        yield said("ausgeschlossen")
    if presence.via is Via.VIDEO:
        yield from _about_the_picture(meeting, person)


def _about_the_picture(meeting: Meeting, person: Person) -> Iterator[str]:
    presence = meeting.roll.of(person.id)
    if presence.camera is False:
        seated = meeting.roll.seat_of(person.id) is not None
        yield without_picture_text(meeting.law) if seated else said("Kamera aus")
    if presence.identified_at is not None:
        yield said("erkannt")
    if presence.alone_at is not None:
        yield said("allein")


def _free_seats(known: _Known, person: Person) -> Iterator[SeatChoice]:
    """The seats that a deputy who is here, and acts for nobody, may take: nobody here acts for them."""
    meeting, roll = known.meeting, known.meeting.roll
    if person.role is not Role.DEPUTY or roll.via(person.id) is None or person.id in known.seats:
        return
    for member in in_order(meeting.members()):
        may = eligibility.may_deputise(meeting.law, pair(meeting, person, member))
        acting = roll.acting[SeatId(member.id)]
        free = roll.via(member.id) is None and roll.via(acting) is None
        if free and may:
            yield SeatChoice(id=member.id, name=known.names[member.id])
