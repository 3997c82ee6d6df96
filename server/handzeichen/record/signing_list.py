"""The list of those present, to be signed: everybody who has or may take a seat, advises, or has a basic mandate.

Before the meeting it is a form. Afterwards it says who took part by video and has nothing to sign, and who never came.
"""

from collections.abc import Iterator
from typing import Final

from handzeichen.meeting.ids import PersonId, Role, Via
from handzeichen.meeting.names import name_of, plain_name
from handzeichen.meeting.plan import Person
from handzeichen.meeting.state import Meeting
from handzeichen.record import wording
from handzeichen.record.leaf import Leaf, Part, Table, leaf
from handzeichen.record.order import rank

LISTED: Final = (Role.MEMBER, Role.DEPUTY, Role.ADVISORY, Role.BASIC_MANDATE)
"""Whose names stand on it, one table each."""


def signing_list(meeting: Meeting, *, length: int, head: str) -> Leaf:
    """The list as the meeting stands now; before the opening everybody has a blank line."""
    return leaf(
        meeting,
        wording.of_paper("list.title"),
        tuple(_parts(meeting)),
        foot=(wording.of_paper("list.how"), wording.log(length, head)),
    )


def _parts(meeting: Meeting) -> Iterator[Part]:
    for role in LISTED:
        people = [person for person in meeting.roll.people.values() if person.role is role]
        if people:
            ordered = sorted(people, key=lambda person: rank(meeting, person))
            yield Part(heading=wording.of_paper(f"list.{role.value}"), table=_table(meeting, ordered))


def _table(meeting: Meeting, people: list[Person]) -> Table:
    rows = (
        (str(number), _who(meeting, person), _line(meeting, person.id))
        for number, person in enumerate(people, start=1)
    )
    columns = tuple(wording.of_paper(f"column.{name}") for name in ("number", "who", "signature"))
    return Table(columns=columns, rows=tuple(rows), widths=(1, 9, 8), tall=True)


def _who(meeting: Meeting, person: Person) -> str:
    """The name with faction and office; a deputy with those whom the meeting saw or the plan lets be stood in for."""
    office = f", {person.office}" if person.office else ""
    acted = [deputation.for_ for deputation in meeting.roll.deputations if deputation.person == person.id]
    members = [meeting.roll.people[one] for one in dict.fromkeys(acted or person.deputises_for or ())]
    if not members or person.role is not Role.DEPUTY:
        return f"{name_of(meeting, person.id)}{office}"
    key = "list.acted_for" if acted else "list.may_act_for"
    names = ", ".join(map(plain_name, members))
    return f"{name_of(meeting, person.id)}{office}\n{wording.of_paper(key, members=names)}"


def _line(meeting: Meeting, person: PersonId) -> str:
    """Nothing, where somebody signs; else why not."""
    spans = meeting.roll.of(person).spans
    if spans and all(span.via is Via.VIDEO for span in spans):
        return wording.of_paper("list.video")
    if not spans and meeting.sitting.times.closed_at is not None:
        return wording.of_paper("list.absent")
    return ""
