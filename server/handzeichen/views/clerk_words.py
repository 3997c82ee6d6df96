"""Words that the clerk's parts share: names, motions and counted hands as the page writes them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from handzeichen.meeting.ids import BallotId, ItemId, MotionId, PersonId, Role
from handzeichen.meeting.names import item_number, motion_name, plain_name
from handzeichen.meeting.plan import Person
from handzeichen.meeting.remembered import remembered
from handzeichen.meeting.state import Meeting
from handzeichen.words import listed, said

NAMED: Final = 24
"""So many names can be read in one sentence."""
ROLES = {
    Role.MEMBER: said("Mitglied"),
    Role.DEPUTY: said("Vertretung"),
    Role.ADVISORY: said("beratend"),
    Role.BASIC_MANDATE: said("Grundmandat"),
    Role.ADMINISTRATION: said("Verwaltung"),
    Role.PRESS: said("Presse"),
    Role.GUEST: said("Gast"),
}


def plain_of(meeting: Meeting, person: PersonId) -> str:
    """Title and surname; of somebody unknown (an entry was withheld) the id."""
    known = meeting.roll.people.get(person)
    return plain_name(known) if known is not None else str(person)


@remembered(lambda meeting: (meeting.roll.people,))
def surnames(meeting: Meeting) -> Mapping[PersonId, str]:
    """Everybody's surname, as a list has it: two of the same are told apart behind a comma."""
    return {
        id_: f"{person.name}, {apart}" if apart else person.name
        for id_, person, apart in _told_apart(meeting.roll.people)
    }


@remembered(lambda meeting: (meeting.roll.people,))
def _said(meeting: Meeting) -> Mapping[PersonId, str]:
    """The same as a sentence has it, where a comma would begin the next name."""
    return {
        id_: f"{apart} {person.name}" if apart else person.name
        for id_, person, apart in _told_apart(meeting.roll.people)
    }


def surname_of(meeting: Meeting, person: PersonId) -> str:
    """One surname alone, in a sentence; of somebody unknown the id."""
    known = meeting.roll.people.get(person)
    if known is None:
        return str(person)
    return _said(meeting)[person]


def surnames_of(meeting: Meeting, people: Iterable[PersonId]) -> list[str]:
    """Several surnames, as by `surname_of`; everybody's names are compared once, not once for each."""
    known = _said(meeting)
    return [known.get(person, str(person)) for person in people]


def some_of(names: Sequence[str], *, dative: bool = False) -> str:
    """ "A, B und C"; of very many the first alone and how many more: "A, B, … und 976 weitere"."""
    if len(names) <= NAMED + 1:
        return listed(names)
    more = len(names) - NAMED
    return listed([*names[:NAMED], said("{n} weiteren", n=more) if dative else said("{n} weitere", n=more)])


def _told_apart(people: Mapping[PersonId, Person]) -> Iterator[tuple[PersonId, Person, str]]:
    """Everybody, with what tells them from others of the same surname; nothing where it is theirs alone."""
    often = Counter(person.name for person in people.values())
    for id_, person in people.items():
        apart = (person.given_name or person.title or person.id) if often[person.name] > 1 else ""
        yield id_, person, apart


def top(meeting: Meeting, item: ItemId) -> str:
    """ "TOP 2"."""
    return said("TOP {number}", number=item_number(meeting, item))


def motion_of(meeting: Meeting, motion: MotionId) -> str:
    """ "Antrag der SPD-Fraktion auf Eilbedürftigkeit"."""
    known = meeting.motions.get(motion)
    return motion_name(meeting, known) if known is not None else said("Antrag {motion}", motion=motion)


def motion_in(meeting: Meeting, ballot: BallotId) -> str:
    """The name of the motion that a ballot is about."""
    known = meeting.ballots.get(ballot)
    return (
        motion_of(meeting, known.opened.motion)
        if known is not None
        else said("Abstimmung {ballot}", ballot=ballot)
    )


def hands(yes: int, no: int, abstain: int) -> str:
    """Three numbers in the order in which they are asked for: "6 Ja, 1 Nein, 0 Enthaltungen"."""
    if abstain == 1:
        return said("{yes} Ja, {no} Nein, 1 Enthaltung", yes=yes, no=no)
    return said("{yes} Ja, {no} Nein, {abstain} Enthaltungen", yes=yes, no=no, abstain=abstain)
