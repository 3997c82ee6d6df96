"""In which order the minutes name people: chair, deputy chairs, then by surname; the others as they were planned.

Surnames sort as in German dictionaries (DIN 5007-1): ä as a, ß as ss; then the given name, then the id.
"""

import unicodedata
from collections.abc import Iterator

from handzeichen.law.minuting import ListOrder
from handzeichen.meeting.ids import PersonId, Role
from handzeichen.meeting.plan import Person
from handzeichen.meeting.state import Meeting, Recusal

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def sort_key(text: str | None) -> str:
    """A name as it sorts: without accents, hyphens as spaces, whatever its case."""
    folded = unicodedata.normalize("NFKD", (text or "").lower()).translate(_LETTERS)
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(letters.replace("-", " ").split())


def came(meeting: Meeting, person: PersonId) -> bool:
    """Whether somebody was here at any time."""
    return bool(meeting.roll.of(person).spans)


def voting(meeting: Meeting, person: Person) -> bool:
    """Whether somebody has a seat or acted for one; a deputy who only listened does not."""
    return person.role is Role.MEMBER or any(d.person == person.id for d in meeting.roll.deputations)


def bars(meeting: Meeting) -> Iterator[Recusal]:
    """The bars that held: not those that were lifted, nor those contested that nobody has decided."""
    return (recusal for recusal in meeting.roll.recusals if recusal.active)


def absent(meeting: Meeting) -> list[Person]:
    """The members who never came, deputised for or not."""
    return [person for person in meeting.members() if not came(meeting, person.id)]


def attendance_order(meeting: Meeting, by: ListOrder = ListOrder.CHAIR_FIRST) -> list[Person]:
    """Everybody who came, in the order of the minutes; the record's is always the chair's first."""
    here = [person for person in meeting.roll.people.values() if came(meeting, person.id)]
    seated = [person for person in here if voting(meeting, person)]
    if by is not ListOrder.PLAN:
        seated = sorted(seated, key=lambda person: rank(meeting, person, by))
    return [*seated, *(person for person in here if not voting(meeting, person))]


def rank(
    meeting: Meeting, person: Person, by: ListOrder = ListOrder.CHAIR_FIRST
) -> tuple[int, int, str, str, str]:
    """The place of somebody with a seat among the others."""
    first = 0 if person.chairs else 1 if person.deputy_chair else 2
    rank = (person.deputy_chair or 0) if first == 1 else 0
    if by is ListOrder.SURNAME:
        first = rank = 0
    elif by is ListOrder.FACTION and first == 2:
        factions = [faction.id for faction in meeting.plan.factions]
        rank = factions.index(person.faction) if person.faction in factions else len(factions)
    return first, rank, sort_key(person.name), sort_key(person.given_name), person.id
