"""In which order the minutes name people: chair, deputy chairs, then by surname; the others as they were planned.

Surnames sort as in German dictionaries (DIN 5007-1): ä as a, ß as ss; then the given name, then the id.
"""

import unicodedata
from collections.abc import Iterator

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


def attendance_order(meeting: Meeting) -> list[Person]:
    """Everybody who came, in the order of the minutes."""
    here = [person for person in meeting.roll.people.values() if came(meeting, person.id)]
    seated = [person for person in here if voting(meeting, person)]
    return [*sorted(seated, key=_rank), *(person for person in here if not voting(meeting, person))]


def _rank(person: Person) -> tuple[int, int, str, str, str]:
    first = 0 if person.chairs else 1 if person.deputy_chair else 2
    rank = (person.deputy_chair or 0) if first == 1 else 0
    return first, rank, sort_key(person.name), sort_key(person.given_name), person.id
